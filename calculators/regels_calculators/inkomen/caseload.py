"""Income per month beside the facts of the household: rows of the regeling ``inkomstenverrekening``.

Nothing that is missing becomes zero. An amount stays empty, so that the row names its field, when

- a record of the month could not be read or was set apart, or its net amount is not known;
- an income relation that has begun, and of which no end is known, has no payment for the month, or for some
  of its days (``dagen_zonder_loon``);
- the person has no income relation in the month at all, unless the household says ``geen_inkomen_uit_werk``
  (``…_partner``), or the feed is declared complete up to that month;
- the household says ``geen_inkomen_uit_werk`` and there is a wage all the same;
- an income relation comes to less than zero: a correction of which the payment is not there, or one of an
  earlier month, that may not lower what another paid;
- the row is about a part of the month, and the income is not zero.

``geen_inkomen_uit_werk: ja`` also answers for income relations that paid nothing in the month. Benefits of
the feed are added to the household's own ``inkomen_overig``; without that column it is unknown, for
alimony, rent and the like are in no feed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.plan.plan import Default, InputSpec, Plan
from regels.plan.types import BOOL, Kind
from regels.ruleset import Ruleset, load
from regels.tabel.canonical import Raw
from regels.tabel.convert import convert
from regels.tabel.dossier import dossier_cells
from regels.tabel.errors import MissingColumn, TableError
from regels.tabel.header import DOSSIER
from regels.tabel.integers import as_int64, decimal_array, decimal_words, without
from regels.tabel.mapping import Mapping as Names
from regels.tabel.open import open_source
from regels.tabel.source import Source
from regels.tabel.style import Decimal, Style
from regels.tabel.wording import found_text
from regels_calculators.inkomen.columns import BY_NAME
from regels_calculators.inkomen.incomes import Found, Incomes
from regels_calculators.inkomen.months import INCOMES, WORK
from regels_calculators.inkomen.records import Ints, Mask

NO_WORK = "geen_inkomen_uit_werk"
SUFFIXES = ("", "_partner")
WAGES = ("inkomen_arbeid", "vakantietoeslag_arbeid", "inkomen_lks")
OTHER = "inkomen_overig"


@dataclass(eq=False)
class IncomeGivenTwice(TableError):
    """The table of households has a column that follows from the feed."""

    file: str
    column: str

    def __str__(self) -> str:
        return (
            f"{self.file}: de kolom “{self.column}” staat al bij de huishoudens. "
            "Het inkomen komt uit de betalingen. Haal de kolom weg."
        )


class CaseloadSource:
    """Households with income, as a ``Source`` for ``regels.tabel`` and ``regels verreken``."""

    def __init__(
        self,
        months: pa.Table,
        households: Any,
        plan: Plan,
        names: Names | None = None,
        complete_until: date | None = None,
    ) -> None:
        self._inner: Source = open_source(households)
        self._owned = self._inner is not households
        self.name, self.style, self.remarks = self._inner.name, self._inner.style, self._inner.remarks
        self._incomes, self._plan = Incomes(months), plan
        self._until = -1 if complete_until is None else _month_place(complete_until)
        self._names = names or Names()
        inner = [name.strip() for name in self._inner.header]
        self._positions = {name: inner.index(name) for name in inner}
        self._refuse(inner)
        self._kept = [
            i for i, name in enumerate(inner) if not name.startswith(NO_WORK) and not self._is_other(name)
        ]
        self._added = [name + suffix for name in (*WAGES, OTHER) for suffix in SUFFIXES]
        self.header = (*(inner[i] for i in self._kept), *self._added)

    def _is_other(self, name: str) -> bool:
        return name in [self._theirs(OTHER + suffix) for suffix in SUFFIXES]

    @property
    def dossier(self) -> str:
        """What the column of the dossier is called here."""
        return self._theirs(DOSSIER)

    def _theirs(self, ours: str) -> str:
        return self._names.columns.get(ours, ours)

    def _refuse(self, inner: list[str]) -> None:
        for needed in (DOSSIER, self._plan.inputs[self._plan.month].name):
            if self._theirs(needed) not in inner:
                raise MissingColumn(self.name, needed, tuple(inner))
        for name in (name + suffix for name in WAGES for suffix in SUFFIXES):
            if self._theirs(name) in inner:
                raise IncomeGivenTwice(self.name, self._theirs(name))

    def read(self, columns: Mapping[str, int]) -> Iterator[Raw]:
        """See ``Source``."""
        asked = {name: self._kept[at] for name, at in columns.items() if at < len(self._kept)}
        added = {
            name: self._added[at - len(self._kept)] for name, at in columns.items() if at >= len(self._kept)
        }
        own = self._own() if added else {}
        for raw in self._inner.read({str(at): at for at in {*asked.values(), *own.values()}}):
            given = {name: raw.columns[str(at)] for name, at in asked.items()}
            if added:
                income = self._income({name: raw.columns[str(at)] for name, at in own.items()}, len(raw.line))
                given |= {name: income[column] for name, column in added.items()}
            yield Raw(given, raw.line, raw.broken)

    def close(self) -> None:
        """Let go of what was opened here."""
        if self._owned:
            self._inner.close()

    def _own(self) -> dict[str, int]:
        """The columns of the households that the income depends on, and where they are."""
        names = [DOSSIER, self._plan.inputs[self._plan.month].name, "van_dag", "tot_dag"]
        names += [name + suffix for name in (OTHER, NO_WORK) for suffix in SUFFIXES]
        return {
            name: self._positions[self._theirs(name)]
            for name in names
            if self._theirs(name) in self._positions
        }

    def _income(self, columns: dict[str, pa.Array], count: int) -> dict[str, pa.Array]:
        month_name = self._plan.inputs[self._plan.month].name
        cells = convert(self._spec(month_name), columns[month_name], self.style).values
        month = np.where(np.asarray(cells.is_valid()), as_int64(cells), -1)
        dossier = dossier_cells(columns[DOSSIER], self.name).values
        whole = self._whole_month(columns, month)
        income: dict[str, pa.Array] = {}
        for person, suffix in enumerate(SUFFIXES):
            none = self._declared(columns, NO_WORK + suffix, count)
            work = self._incomes.of(dossier, month, person, INCOMES.index(WORK))
            other = self._incomes.of(dossier, month, person, 1 - INCOMES.index(WORK))
            sure = _settled(work, none, month <= self._until) & whole(work)
            for name, amount, gap in zip(WAGES, work.sums, work.gaps, strict=True):
                known = sure & ~gap & ~work.blocked
                income[name + suffix] = decimal_array(np.where(known, amount, 0), known, 2)
            own, given = self._other(columns, OTHER + suffix, count)
            known = given & ~other.blocked & ~other.waiting & ~other.gaps[0] & ~other.gaps[1] & whole(other)
            total = own + other.sums[0] + other.sums[1]
            income[OTHER + suffix] = decimal_array(np.where(known, total, 0), known, 2)
        return income

    def _whole_month(self, columns: dict[str, pa.Array], month: Ints) -> Any:
        starts = month.astype("M8[M]")
        days = ((starts + 1).astype("M8[D]") - starts.astype("M8[D]")).astype(np.int64)
        whole = np.ones(len(month), np.bool_)
        for name, edge in (("van_dag", np.ones_like(days)), ("tot_dag", days)):
            if name in columns:
                cells = convert(self._spec(name), columns[name], self.style).values
                whole &= ~np.asarray(cells.is_valid()) | (as_int64(cells) == edge)
        return lambda found: whole | ~np.logical_or.reduce([amount != 0 for amount in found.sums])

    def _declared(self, columns: dict[str, pa.Array], name: str, count: int) -> Mask:
        if name not in columns:
            return np.zeros(count, np.bool_)
        spec = InputSpec(
            name, BOOL, 0, None, Default.UNKNOWN, 0, False, "", "", "", BY_NAME["lks"].spec.position
        )
        return np.asarray(convert(spec, columns[name], self.style).values.fill_null(False))

    def _other(self, columns: dict[str, pa.Array], name: str, count: int) -> tuple[Ints, Mask]:
        if name not in columns:
            return np.zeros(count, np.int64), np.zeros(count, np.bool_)
        cells = convert(self._spec(name), columns[name], self.style).values
        known = np.asarray(cells.is_valid())
        return np.where(known, decimal_words(cells)[0], 0), known

    def _spec(self, name: str) -> InputSpec:
        return next(spec for spec in self._plan.inputs if spec.name == name)


def _settled(work: Found, none: Mask, complete: Mask) -> Mask:
    """Whether the wage of the month is all there, and whose word that is."""
    earned = np.logical_or.reduce([amount != 0 for amount in work.sums])
    by_feed = ~work.waiting & (work.evidence | complete)
    return np.where(none, ~earned, by_feed)


def to_caseload(
    months: pa.Table, households: Any, *, ruleset: Ruleset | None = None, names: Names | None = None,
    complete_until: date | None = None,
) -> pa.Table:  # fmt: skip
    """All rows of the households with the columns of income: ready for ``inkomstenverrekening``.

    ``households``: a file or Arrow stream with a row per dossier and month: the columns of the regeling
    without those of wages. ``complete_until``: the feed holds every wage up to and including this month.
    Of a line that does not divide into columns only the dossier is kept, so that its dossier is not computed.
    """
    plan = (ruleset or load()).plan
    source = CaseloadSource(months, households, plan, names, complete_until)
    try:
        columns = {name: at for at, name in enumerate(source.header)}
        kinds = {spec.name: spec.type.kind for spec in plan.inputs}
        parts = [
            _believed(
                pa.table(
                    {name: _plain(raw.columns[name], kinds.get(name), source.style) for name in columns}
                ),
                raw,
                source.dossier,
            )
            for raw in source.read(columns)
        ]
    finally:
        source.close()
    return pa.concat_tables(parts, promote_options="permissive").combine_chunks()


def _believed(rows: pa.Table, raw: Raw, dossier: str) -> pa.Table:
    """The rows, with nothing but the dossier of lines in which a value may stand in another's column."""
    if not raw.broken:
        return rows
    broken = np.zeros(len(rows), np.bool_)
    broken[list(raw.broken)] = True
    kept = {
        name: rows[name] if name == dossier else without(rows[name].combine_chunks(), broken)
        for name in rows.column_names
    }
    return pa.table(kept)


def _plain(array: pa.Array, kind: Kind | None, style: Style) -> pa.Array:
    """A column that any kind of file can hold: cells of a sheet, which differ in kind, become text."""
    if pa.types.is_dictionary(array.type):
        array = array.cast(array.type.value_type)
    if pa.types.is_union(array.type):
        return pa.array([None if v is None else found_text(v) for v in array.to_pylist()], pa.string())
    numeric = kind in (Kind.MONEY, Kind.NUMBER, Kind.PERCENT)
    if numeric and pa.types.is_string(array.type) and style.decimal is Decimal.POINT:
        return pc.replace_substring(array, ".", ",")
    return array


def _month_place(day: date) -> int:
    return (day.year - 1970) * 12 + day.month - 1
