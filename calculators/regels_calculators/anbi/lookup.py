"""Asking the index: is this institution an ANBI on this day, and which institutions have such a name."""

import json
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from regels_calculators.anbi.index import PLACES, About, about, connect
from regels_calculators.anbi.names import normal, words
from regels_calculators.anbi.records import Record
from regels_calculators.anbi.rsin import to_rsin

OLD_DAYS = 14
"""The data set comes out every week: after this many days at least one was missed."""

MOST = 20
COLUMNS = "regel, dossier, rsin, nummer, namen, plaats, website, ingang, intrekking, bezwaar"
BY_RSIN = f"SELECT {COLUMNS} FROM beschikking WHERE rsin = ? ORDER BY ingang, id"
WHOLE = "SELECT plek FROM woord WHERE woord = ?"
BEGIN = "SELECT DISTINCT plek FROM woord WHERE woord >= ? AND woord < ?"
LAST_LETTER = "{"  # follows z: the end of everything that begins with a word


class Reason(Enum):
    """Why an institution is an ANBI on a day, is not, or why that cannot be said. Values as in files."""

    IN_FORCE = "in_de_lijst"
    WITHDRAWN = "ingetrokken"
    NOT_YET = "nog_niet_ingegaan"
    NOT_LISTED = "niet_in_de_lijst"
    UNREADABLE = "record_niet_te_lezen"


TEXTS = {
    Reason.IN_FORCE: "staat als ANBI in de lijst",
    Reason.WITHDRAWN: "de beschikking is ingetrokken; zij kan nog wel bij een groep horen",
    Reason.NOT_YET: "de beschikking is dan nog niet ingegaan",
    Reason.NOT_LISTED: "staat niet in de lijst: zij kan bij een groep horen, of bij de overheid",
    Reason.UNREADABLE: "staat in de lijst, maar dat record is niet te lezen",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """About one RSIN on one day. ``anbi``: None when the list does not decide it; a person looks further.

    ``dated``: the day of the data set. ``old``: it is so much older than the day asked about that newer data
    must exist. A withdrawal may also be retroactive (AWR art. 5b lid 7).
    """

    rsin: str
    on: date
    anbi: bool | None
    reason: Reason
    records: tuple[Record, ...]
    dated: date
    old: bool

    @property
    def text(self) -> str:
        """The reason in Dutch."""
        return TEXTS[self.reason]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Institutions with such a name; a person chooses.

    ``exact``: how many of them, in front, have the very name. ``more``: others were left off.
    """

    name: str
    records: tuple[Record, ...]
    exact: int
    more: bool
    dated: date


class Register:
    """An opened index. One thread may use it; close it, or use it in a ``with``."""

    def __init__(self, index: Path) -> None:
        """Raises IndexMissing."""
        self._base = connect(index)
        self.about: About = about(self._base)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def old(self, on: date) -> bool:
        """Whether newer data must exist about a day."""
        return (on - self.about.dated).days > OLD_DAYS

    def by_rsin(self, number: str, on: date) -> Answer:
        """Whether the institution is an ANBI on a day.

        Not in the list is not "nee". Every ANBI has a decision, but one about a group stands in the list
        without RSIN (AWR art. 5b lid 6), and public bodies are ANBI by law, without a decision (lid 2).
        Then ``anbi`` is None. A decision that is withdrawn, or not yet in force, is "nee", and the reason
        says which. Raises WrongRsin.
        """
        rsin = to_rsin(number)
        records = tuple(map(_record, self._base.execute(BY_RSIN, (rsin,))))
        anbi, reason = decide(records, on)
        return Answer(rsin, on, anbi, reason, records, self.about.dated, self.old(on))

    def by_name(self, name: str, most: int = MOST) -> Candidates:
        """Institutions whose name or alias is this, then those with all its words, else with most of them.

        Case, accents, punctuation and words such as ``stichting`` make no difference; the last word may
        be the beginning of one. Never a match: also one candidate is for a person to judge.
        """
        plain = normal(name)
        exact = self._ids("SELECT beschikking FROM naam WHERE normaal = ?", plain)
        found = list(dict.fromkeys([*exact, *self._with_words(words(plain), most + len(exact) + 1)]))
        records = tuple(self._by_id(one) for one in found[:most])
        return Candidates(name, records, min(len(exact), most), len(found) > most, self.about.dated)

    def _with_words(self, parts: list[str], most: int) -> list[int]:
        """Decisions of which one name has all the words, else at least half of them, the most first."""
        if not parts:
            return []
        selects = [WHOLE] * (len(parts) - 1) + [BEGIN]
        values = (*parts, parts[-1] + LAST_LETTER)
        every = " INTERSECT ".join(selects)
        found = self._ids(f"SELECT DISTINCT plek / {PLACES} FROM ({every}) LIMIT ?", *values, most)
        if found or len(parts) == 1:
            return found
        either = " UNION ALL ".join(selects)
        ranked = "GROUP BY plek HAVING count(*) >= ? ORDER BY count(*) DESC, plek LIMIT ?"
        least = (len(parts) + 1) // 2
        return self._ids(f"SELECT plek / {PLACES} FROM ({either}) {ranked}", *values, least, most)

    def _ids(self, query: str, *values: str | int) -> list[int]:
        return [int(row[0]) for row in self._base.execute(query, values)]

    def _by_id(self, number: int) -> Record:
        query = f"SELECT {COLUMNS} FROM beschikking WHERE id = ?"
        return _record(self._base.execute(query, (number,)).fetchone())


def decide(records: tuple[Record, ...], on: date) -> tuple[bool | None, Reason]:
    """What the records of one RSIN say about a day; one that could not be read decides nothing."""
    sound = [record for record in records if not record.objection]
    if any(record.in_force(on) for record in sound):
        return True, Reason.IN_FORCE
    if len(sound) < len(records):
        return None, Reason.UNREADABLE
    if not records:
        return None, Reason.NOT_LISTED
    begun = any(record.start is not None and record.start <= on for record in sound)
    return False, Reason.WITHDRAWN if begun else Reason.NOT_YET


def _record(row: tuple[Any, ...]) -> Record:
    line, dossier, rsin, number, names, place, website, start, end, objection = row
    return Record(
        line, dossier, rsin, number, tuple(json.loads(names)), place, website, _day(start), _day(end),
        objection,
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
