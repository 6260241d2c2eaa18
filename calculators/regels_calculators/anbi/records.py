"""One decision of the tax office as it stands in the data set, read and checked."""

import re
from dataclasses import dataclass
from datetime import date

from regels_calculators.anbi.errors import WrongRsin
from regels_calculators.anbi.rsin import to_rsin

LONGEST = 1_000
"""Characters of a field; a longer one is no name or date."""

ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T00:00:00(?:\.0+)?)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
DUTCH = re.compile(r"(\d{2})-(\d{2})-(\d{4})")


@dataclass(frozen=True, slots=True)
class Record:
    """A decision. ``rsin``: None of a decision about a group, and of a number that cannot be right.

    ``names``: the name first, then the names in other languages and the aliases. ``end``: the first day
    on which it is no longer in force. ``objection``: why this record cannot decide anything; empty when
    it can.
    """

    line: int
    dossier: str
    rsin: str | None
    number: str
    names: tuple[str, ...]
    place: str
    website: str
    start: date | None
    end: date | None
    objection: str = ""

    @property
    def name(self) -> str:
        """The name, or an empty text."""
        return self.names[0] if self.names else ""

    def in_force(self, on: date) -> bool:
        """Whether the decision holds on a day: from its first day, up to the day of withdrawal."""
        return self.start is not None and self.start <= on and (self.end is None or self.end > on)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a record is set apart: where, which field, what was found and expected, what to do; in Dutch."""

    line: int
    dossier: str
    field: str
    found: str
    expected: str
    advice: str


Values = dict[str, list[tuple[str, str]]]
"""Of each field of a record, by its name in small letters: language and text, in the order of the file."""

OFFICIAL = {
    "fiscaalnummer": "fiscaalNummer",
    "dossiernummer": "dossierNummer",
    "ingangsdatum": "ingangsDatum",
    "intrekkingsdatum": "intrekkingsDatum",
}
DAY = "een dag, zoals 2012-01-31"
ASK = "Vraag de Belastingdienst, of beoordeel deze instelling met de hand."


def make(values: Values, line: int, problem: str = "") -> tuple[Record, list[Refusal]]:
    """The record of what was read, and why it cannot decide anything (then ``objection`` is set too).

    ``problem``: what the reader had against the record as a whole.
    """
    dossier, number = _short(_first(values, "dossiernummer")), _first(values, "fiscaalnummer")
    rsin, why = _rsin(number)
    begun, withdrawn = _first(values, "ingangsdatum"), _first(values, "intrekkingsdatum")
    start, end = _day(begun), _day(withdrawn)
    wrong = [("beschikking", problem, "een heel record")] if problem else []
    wrong += _twice(values)
    if not _first(values, "naam"):
        wrong.append(("naam", "", "de naam van de instelling"))
    if why:
        wrong.append(("fiscaalNummer", number, f"negen cijfers die aan de elfproef voldoen; {why}"))
    if start is None:
        wrong.append(("ingangsDatum", begun, DAY))
    if withdrawn and end is None:
        wrong.append(("intrekkingsDatum", withdrawn, f"{DAY}, of leeg"))
    if start and end and end < start:
        wrong.append(("intrekkingsDatum", withdrawn, f"een dag vanaf de ingangsdatum, {start}"))
    refusals = [
        Refusal(line, dossier, field, _short(found), expected, ASK) for field, found, expected in wrong
    ]
    names = dict.fromkeys((*_all(values, "naam"), *_all(values, "aliasnaam")))
    record = Record(
        line, dossier, rsin, _short(number), tuple(map(_short, names)),
        _short(_first(values, "vestigingsplaats")), _short(_first(values, "website")), start, end,
        "; ".join(f"{one.field}: {one.found or 'leeg'}" for one in refusals),
    )  # fmt: skip
    return record, refusals


def _rsin(number: str) -> tuple[str | None, str]:
    """The number as it should be, or None with what is wrong with it; a decision about a group has none."""
    if not number:
        return None, ""
    try:
        return to_rsin(number), ""
    except WrongRsin as wrong:
        return None, wrong.why


def _twice(values: Values) -> list[tuple[str, str, str]]:
    """Fields of which there can be one, and texts that are too long."""
    found = []
    for field, name in OFFICIAL.items():
        different = sorted({text for _, text in values.get(field, [])})
        if len(different) > 1:
            found.append((name, " en ".join(different), "één waarde"))
    if any(len(text) > LONGEST for pairs in values.values() for _, text in pairs):
        found.append(("beschikking", "een veld dat te lang is", f"velden van hoogstens {LONGEST} tekens"))
    return found


def _first(values: Values, field: str) -> str:
    """The Dutch text of a field, else the first that there is."""
    pairs = values.get(field, [])
    return next((text for language, text in pairs if language.startswith("nl")), pairs[0][1] if pairs else "")


def _all(values: Values, field: str) -> list[str]:
    """Every text of a field, the one of ``_first`` in front."""
    return [text for text in (_first(values, field), *(text for _, text in values.get(field, []))) if text]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _day(text: str) -> date | None:
    """A day, or None when the text is no day that exists."""
    for pattern, order in ((ISO, (1, 2, 3)), (COMPACT, (1, 2, 3)), (DUTCH, (3, 2, 1))):
        match = pattern.fullmatch(text)
        if match:
            try:
                return date(*(int(match[place]) for place in order))
            except ValueError:
                return None
    return None
