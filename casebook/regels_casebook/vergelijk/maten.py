"""The measures of ``maten.toml``: bounds, sums and households of a comparison, each with its ground."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from regels_calculators.doorrekenen.tally import amounts

from regels.plan.plan import Plan

FILE = Path(__file__).with_name("maten.toml")


@dataclass(frozen=True, slots=True)
class Bron:
    """A source of income: what it is called, and the fields of which one is above zero."""

    naam: str
    velden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Maten:
    """How one regeling is measured. Amounts are cents.

    ``bedrag``: the outcomes that together are what is compared; ``huishouden``, ``loon``: fields, or empty.
    """

    bedrag: tuple[str, ...]
    naam: str
    huishouden: str
    loon: str
    buig: bool
    bronnen: tuple[Bron, ...]
    veel: int
    veel_grond: str
    minste: int
    minste_grond: str
    extra: tuple[int, ...]
    uitkeringen: int
    per_uitkering: int
    buig_grond: str


@cache
def data() -> dict[str, Any]:
    """The file as it stands."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def measures(plan: Plan) -> Maten:
    """The measures of a regeling; of one that the file does not know the first amount that is needed."""
    found = data()
    own = found["regeling"].get(plan.name, {})
    first = amounts(plan)[:1]
    fields = {spec.name for spec in plan.inputs}
    return Maten(
        bedrag=tuple(own.get("bedrag", first)),
        naam=own.get("naam") or (first[0].replace("_", " ") if first else ""),
        huishouden=own.get("huishouden", ""),
        loon=own.get("loon", ""),
        buig=bool(own.get("buig", False)),
        bronnen=tuple(
            Bron(one["naam"], tuple(name for name in one["velden"] if name in fields))
            for one in own.get("bronnen", [])
        ),
        veel=found["klassen"]["veel"],
        veel_grond=found["klassen"]["grond"],
        minste=found["bescherming"]["minste"],
        minste_grond=found["bescherming"]["grond"],
        extra=tuple(found["druk"]["extra"]),
        uitkeringen=found["buig"]["uitkeringen"],
        per_uitkering=found["buig"]["per_uitkering"],
        buig_grond=found["buig"]["grond"],
    )
