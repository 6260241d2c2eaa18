"""How thorough the cases are, in Dutch: coverage, and the mistakes that nobody noticed."""

from collections.abc import Iterator
from typing import Any

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
        "overleefd": [str(mutant) for mutant in found.survivors],
    }
