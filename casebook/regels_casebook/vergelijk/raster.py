"""The grid: types of household by wage as a share of the norm, old and new."""

from dataclasses import dataclass
from typing import Any

from regels.decision import Decision
from regels.ruleset import Ruleset
from regels_casebook.vergelijk.gevallen import amount
from regels_casebook.vergelijk.maten import data
from regels_casebook.vergelijk.paar import Pair


@dataclass(frozen=True, slots=True)
class Rastercel:
    """Cents of wage, and what is then paid old and new; None: not determined."""

    procent: int
    loon: int
    oud: int | None
    nieuw: int | None


@dataclass(frozen=True, slots=True)
class Rasterrij:
    """A household with its norm in cents."""

    naam: str
    norm: int
    cellen: tuple[Rastercel, ...]


@dataclass(frozen=True, slots=True)
class Raster:
    """The grid of one month. ``zonder``: households whose norm is not known."""

    maand: str
    grond: str
    rijen: tuple[Rasterrij, ...]
    zonder: tuple[str, ...]


def grid(pair: Pair, month: str) -> Raster | None:
    """The grid of a regeling that has one in ``maten.toml``, else None."""
    found = data()["raster"]
    own = found.get(pair.reader.plan.name)
    if own is None:
        return None
    rows, without = [], []
    for household in own["huishoudens"]:
        row = _row(pair, own, household, month, found["procenten"])
        if row is None:
            without.append(household["naam"])
        else:
            rows.append(row)
    return Raster(month, found["grond"], tuple(rows), tuple(without))


def _row(
    pair: Pair, own: dict[str, Any], household: dict[str, Any], month: str, shares: list[int]
) -> Rasterrij | None:
    facts = _facts(own, household, month)
    norm = pair.old.evaluate(_asked(pair.old, facts | {own["loon"]: "0"}))[own["norm"]]
    if norm is None or not norm:
        return None
    cents = int(norm * 100)  # type: ignore[operator]
    cells = []
    for share in shares:
        wage = (2 * cents * share + 100) // 200
        case = facts | {own["loon"]: f"{wage // 100},{wage % 100:02}"}
        old, new = (_paid(pair, ruleset.evaluate(_asked(ruleset, case))) for ruleset in (pair.old, pair.new))
        cells.append(Rastercel(share, wage, old, new))
    return Rasterrij(household["naam"], cents, tuple(cells))


def _facts(own: dict[str, Any], household: dict[str, Any], month: str) -> dict[str, str]:
    born = f"{int(month[:4]) - household['leeftijd']}-01-01"
    facts: dict[str, str] = {"maand": month, "geboortedatum": born, **own["feiten"], **household["feiten"]}
    if facts.get("leefvorm") == "gehuwden":
        facts["geboortedatum_partner"] = born
    if "jongste_kind" in household:
        facts["geboortedatum_jongste_kind"] = f"{int(month[:4]) - household['jongste_kind']}-01-01"
    return facts


def _asked(ruleset: Ruleset, facts: dict[str, str]) -> dict[str, str]:
    names = {spec.name for spec in ruleset.plan.inputs}
    return {name: value for name, value in facts.items() if name in names}


def _paid(pair: Pair, decision: Decision) -> int | None:
    return amount(decision, pair.measures.bedrag)
