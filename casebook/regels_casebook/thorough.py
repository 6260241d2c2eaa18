"""How thorough the cases are, in Dutch: coverage, and the mistakes that nobody noticed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from regels_casebook.cases import GROUNDS, Case
from regels_casebook.coverage import Coverage, Item
from regels_casebook.gaps import Gaps
from regels_casebook.score import Score

KINDS = {
    "voorwaarde": "voorwaarden (voldaan en niet voldaan)",
    "tabelrij": "rijen van tabellen",
    "tak": "takken (elk ‘als’ ja en nee)",
    "deel": "delen van ‘en’ en ‘of’ die beslissen",
    "opmerking": "opmerkingen",
    "afkeuring": "afkeuringen",
    "regel": "regels die zijn berekend",
}


def to_write(found: Coverage, gaps: Gaps) -> list[Item]:
    """What no case touches and nobody has said cannot be touched."""
    return [item for item in found.missing() if item.label not in gaps.dekking]


def coverage_report(found: Coverage, gaps: Gaps) -> Iterator[str]:
    """The counts by kind, and every item that is still to be touched with its place."""
    missing = to_write(found, gaps)
    marked = len(found.missing()) - len(missing)
    possible = len(found.items) - marked
    yield f"Dekking van {found.regeling}: {_share(possible - len(missing), possible)}"
    for kind, (touched, total) in found.counts().items():
        yield f"  {KINDS[kind]:42} {touched:4} van {total}"
    if marked:
        yield f"  Niet te raken, met een reden in hiaten.yaml: {marked}"
    if missing:
        yield "  Geen geval raakt:"
        yield from (f"    {item}" for item in missing)


def score_report(found: Score) -> Iterator[str]:
    """How many mistakes the cases noticed, and those they did not, each with its place."""
    yield f"Mutaties van {found.regeling}: {_share(found.caught, found.total)} opgemerkt"
    for kind, (caught, total) in found.kinds.items():
        yield f"  in {kind:39} {caught:4} van {total}"
    if found.refused:
        yield f"  Niet meegeteld, want de controle weigert ze: {found.refused}"
    if found.explained:
        yield f"  Niet meegeteld, want hiaten.yaml zegt waarom geen geval ze kan merken: {found.explained}"
    if found.survivors:
        yield "  Geen geval merkt dit op; schrijf er een:"
        yield from (f"    {mutant}" for mutant in found.survivors)


def _share(part: int, whole: int) -> str:
    """``95,2% (100 van 105)``, never rounded up to a hundred."""
    tenths = part * 1000 // whole if whole else 1000
    return f"{tenths // 10},{tenths % 10}% ({part} van {whole})"


def coverage_data(found: Coverage, gaps: Gaps) -> dict[str, Any]:
    """The same, ready for JSON."""
    return {
        "geraakt": len(found.touched),
        "totaal": len(found.items),
        "per_soort": {kind: list(counts) for kind, counts in found.counts().items()},
        "te_schrijven": [str(item) for item in to_write(found, gaps)],
        "niet_te_raken": {label: str(why) for label, why in gaps.dekking.items()},
    }


def score_data(found: Score) -> dict[str, Any]:
    """The same, ready for JSON."""
    return {
        "opgemerkt": found.caught,
        "totaal": found.total,
        "per_soort": {kind: list(counts) for kind, counts in found.kinds.items()},
        "geweigerd": found.refused,
        "met_reden": found.explained,
        "overleefd": [str(mutant) for mutant in found.survivors],
    }


@dataclass(frozen=True, slots=True)
class Overview:
    """One regeling in the table: its cases by ground, how much they touch, and what they notice."""

    regeling: str
    cases: Sequence[Case]
    coverage: tuple[Coverage, Gaps] | None = None
    score: Score | None = None

    def cells(self) -> list[str]:
        """What stands in its row, in the order of ``HEADS``."""
        grounds = Counter(str(case.grond.soort) for case in self.cases)
        shown = [self.regeling, str(len(self.cases)), *(str(grounds[ground]) for ground in GROUNDS)]
        if self.coverage is None:
            shown.append("-")
        else:
            found, gaps = self.coverage
            missing = len(to_write(found, gaps))
            possible = len(found.touched) + missing
            shown.append(_share(possible - missing, possible).partition(" ")[0])
        if self.score is None:
            return [*shown, *"-----"]
        score = self.score
        numbers = (score.total, score.caught, len(score.survivors), score.explained, score.refused)
        return [*shown, *map(str, numbers)]


HEADS = ("regeling", "gevallen", *GROUNDS, "dekking", "fouten", "gemerkt", "niet", "met reden", "geweigerd")
"""``fouten``: those that count. Left out: ``met reden`` (in hiaten.yaml), ``geweigerd`` (by the checker)."""


def table(lines: Sequence[Overview]) -> Iterator[str]:
    """A table of all regelingen, with a line for all together."""
    rows = [line.cells() for line in lines]
    total = ["samen", *(_sum([row[at] for row in rows]) for at in range(1, len(HEADS)))]
    widths = [max(len(row[at]) for row in [list(HEADS), *rows, total]) for at in range(len(HEADS))]
    for row in (list(HEADS), *rows, total):
        named, *numbers = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join([named.strip().ljust(widths[0]), *numbers])


def _sum(cells: Sequence[str]) -> str:
    """The sum of the numbers in a column; nothing under shares."""
    numbers = [int(cell) for cell in cells if cell.isdecimal()]
    return str(sum(numbers)) if len(numbers) == len(cells) else ""
