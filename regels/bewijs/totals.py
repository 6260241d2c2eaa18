"""What someone has in all: the fields and outcomes that are added, per regeling in ``totalen.yaml``."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from regels.bestand.yaml_reader import read_yaml
from regels.bewijs.bounds import BoundsError
from regels.bewijs.domain import Dossier
from regels.bewijs.rows import RowEnd
from regels.bewijs.term import Term
from regels.bewijs.terms import Terms
from regels.bewijs.witness import Run
from regels.plan.plan import Plan
from regels.plan.types import Kind, Type

FILE = Path(__file__).with_name("totalen.yaml")


@dataclass(frozen=True)
class Total:
    """Names of fields and outcomes whose amounts are added, over all rows."""

    names: tuple[str, ...]

    def of(self, t: Terms, dossier: Dossier, ends: Sequence[RowEnd]) -> tuple[Term, Term]:
        """The total, and whether there is one: every outcome is there."""
        parts, there = [], []
        for place, end in enumerate(ends):
            outcomes = {spec.name for spec in end.row.plan.outcomes}
            for name in self.names:
                if name in outcomes:
                    parts.append(end.cell(name).value)
                    there.append(end.cell(name).shown)
                else:
                    slot = dossier.slots[name, place]
                    parts.append(t.ite(slot.nvt, t.whole(0), slot.number))
                    there.append(t.no(slot.unknown))
        return t.add(*parts), t.all(*there)

    def counted(self, run: Run) -> int | None:
        """The same of a computed case; None when an outcome is missing."""
        places = {spec.name: place for place, spec in enumerate(run.plan.inputs)}
        found = 0
        for row, shown in zip(run.rows, run.shown, strict=True):
            for name in self.names:
                if name in shown.outcomes:
                    value = shown.outcomes[name]
                    if value is None:
                        return None
                else:
                    cell = row[places[name]]
                    value = cell if isinstance(cell, int) else 0
                found += value
        return found


def total(plan: Plan, names: Sequence[str]) -> Total:
    """A total of a plan. Raises BoundsError when a name is no amount, or scales differ."""
    types = amounts(plan)
    wrong = [name for name in names if name not in types]
    if wrong or not names:
        raise BoundsError(
            f"‘{', '.join(wrong)}’ is geen bedrag van {plan.name}. Bedragen: {', '.join(types)}."
        )
    if len({types[name].scale for name in names}) > 1:
        raise BoundsError("Deze bedragen hebben niet hetzelfde aantal decimalen.")
    return Total(tuple(names))


def amounts(plan: Plan) -> dict[str, Type]:
    """The fields and outcomes that are amounts; an outcome goes before a field of the same name."""
    found = {spec.name: spec.type for spec in plan.inputs if spec.type.kind is Kind.MONEY}
    found |= {spec.name: spec.type for spec in plan.outcomes if spec.type.kind is Kind.MONEY}
    return found


def named(regeling: str, key: str) -> tuple[str, ...]:
    """What the file says of a regeling. Raises BoundsError when it says nothing."""
    data = read_yaml(FILE, FILE.name).data
    found = data.get(regeling, {}).get(key) if isinstance(data, dict) else None
    if not found:
        raise BoundsError(f"Voor ‘{regeling}’ is geen {key} afgesproken. Noem het met --{key}.")
    return tuple(map(str, found))
