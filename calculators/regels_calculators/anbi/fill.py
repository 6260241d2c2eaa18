"""From a caseload with the number of an institution to the yes or no that the rules ask."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

import pyarrow as pa

from regels.tabel.convert import WrongKind
from regels.tabel.dossier import dossier_text
from regels.wording import JOIN
from regels_calculators.anbi.errors import CannotFill, WrongRsin
from regels_calculators.anbi.lookup import Register, decide

COLUMN = "instelling_is_anbi"
"""The input of the regeling vrijwilligerswerk."""

REASON = "instelling_is_anbi_reden"
MONTH = "maand"
NO_RSIN, WRONG_RSIN = "geen_rsin", "rsin_klopt_niet"
NO_MONTH, CHANGES = "maand_niet_te_lezen", "verandert_in_de_maand"
OLD = "oude_gegevens"
Said = tuple[bool | None, str]
Key = tuple[str | None, object]


@dataclass
class Filled:
    """How many rows came to what: by reason, and by answer (None: not known).

    ``old``: rows about a day for which there must be a newer list.
    """

    reasons: Counter[str] = field(default_factory=Counter)
    answers: Counter[bool | None] = field(default_factory=Counter)
    old: int = 0

    @property
    def unreadable(self) -> int:
        """Rows of which the number or the month could not be read."""
        return sum(self.reasons[reason] for reason in (WRONG_RSIN, NO_MONTH))


class Filler:
    """Fills in one table or batch after the other; ``filled`` counts what was done.

    ``number``: the column with the RSIN, as text or whole numbers. ``on``: the day to ask about; left
    out: each row is about the month in the column ``maand``, and an institution whose status changes
    within that month stays unknown.

    What the list does not decide stays empty, which the rules read as unknown, with the reason beside
    it. Absence from the list is not "nee": see ``Register.by_rsin``. A person fills in what stays empty.
    """

    def __init__(self, register: Register, number: str = "rsin", on: date | None = None) -> None:
        self.filled = Filled()
        self._register, self._number, self._on = register, number, on
        self._known: dict[Key, Said] = {}

    def check(self, names: list[str], file: str) -> None:
        """Raise CannotFill when the columns are not there, or the answer is there already."""
        for needed in (self._number, *([] if self._on else [MONTH])):
            if needed not in names:
                advice = f"Er is: {', '.join(names)}. Kies met --kolom, of geef een dag op met --op."
                raise CannotFill(file, f"er is geen kolom “{needed}”", advice)
        for made in (COLUMN, REASON):
            if made in names:
                raise CannotFill(file, f"er is al een kolom “{made}”", "Hernoem die kolom, of haal haar weg.")

    def columns(self, numbers: pa.Array, months: pa.Array | None, file: str) -> tuple[pa.Array, pa.Array]:
        """The answers (ja/nee, empty when unknown) and the reasons, a row for each row."""
        try:
            texts = dossier_text(numbers).values.to_pylist()
        except WrongKind as wrong:
            found = f"de kolom “{self._number}” heeft soort {wrong}"
            raise CannotFill(
                file, found, "Bewaar een RSIN als tekst; een kommagetal verliest nullen."
            ) from wrong
        said = [self._say(key) for key in _keys(texts, months)]
        self.filled.answers.update(answer for answer, _ in said)
        self.filled.reasons.update(reason.partition(JOIN)[0] for _, reason in said)
        self.filled.old += sum(reason.endswith(JOIN + OLD) for _, reason in said)
        return (
            pa.array([answer for answer, _ in said], pa.bool_()),
            pa.array([reason for _, reason in said], pa.string()),
        )

    def table(self, table: pa.Table) -> pa.Table:
        """The table with both columns added at the end."""
        self.check(table.schema.names, "tabel")
        months = None if self._on else _flat(table, MONTH)
        answers, reasons = self.columns(_flat(table, self._number), months, "tabel")
        return table.append_column(COLUMN, answers).append_column(REASON, reasons)

    def _say(self, key: Key) -> Said:
        if key not in self._known:
            self._known[key] = self._ask(*key)
        return self._known[key]

    def _ask(self, number: str | None, month: object) -> Said:
        if number is None:
            return None, NO_RSIN
        days = (self._on, self._on) if self._on else _month(month)
        if days is None:
            return None, NO_MONTH
        try:
            last = self._register.by_rsin(number, days[1])
        except WrongRsin:
            return None, WRONG_RSIN
        old = JOIN + OLD if last.old else ""
        if decide(last.records, days[0])[0] != last.anbi:
            return None, CHANGES + old
        return last.anbi, last.reason.value + old


def fill(table: pa.Table, register: Register, number: str = "rsin", on: date | None = None) -> pa.Table:
    """A table with the answers and the reasons; see ``Filler``."""
    return Filler(register, number, on).table(table)


def _keys(texts: list[str | None], months: pa.Array | None) -> Iterator[Key]:
    if months is None:
        return ((text, None) for text in texts)
    return zip(texts, months.to_pylist(), strict=True)


def _flat(table: pa.Table, name: str) -> pa.Array:
    return pa.concat_arrays(table[name].chunks) if table[name].num_chunks else pa.array([], table[name].type)


def _month(given: object) -> tuple[date, date] | None:
    """The first and last day of a month: the date of its first day, ``2026-07`` or ``2026-07-01``."""
    first: date | None = None
    if isinstance(given, date):
        first = date(given.year, given.month, given.day)
    elif isinstance(given, str):
        text = given.strip()
        read: Callable[[str], date] = date.fromisoformat
        with suppress(ValueError):
            first = read(f"{text}-01" if len(text) == 7 else text)
    if first is None or first.day != 1:
        return None
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
