"""Cases drawn at random within the bounds, computed by the evaluator: a proof must hold for each of them.

A proof has no witness to compute again. This is its check: should the translation ever be wrong, then a
proof that a handful of plain cases contradicts is not shown but raised.
"""

import random
from collections.abc import Iterator, Mapping

from regels.bewijs.domain import Cell, Domain, Free
from regels.evaluator.values import NVT
from regels.plan.plan import InputSpec, Plan

CASES = 40
Row = Mapping[str, Cell]


def drawn(domains: list[Domain], specs: Mapping[str, InputSpec], plans: list[Plan]) -> Iterator[list[Row]]:
    """The fields of every row of some cases, the month apart; the same in every run."""
    rng = random.Random(1)
    near: dict[object, list[int]] = {}
    for plan in plans:
        for spec in plan.parameters:
            known = [period.value for period in spec.periods if period.value is not None]
            near.setdefault((spec.type.kind, spec.type.scale), []).extend(known[-4:])
    for _ in range(CASES if domains else 0):
        domain = rng.choice(domains)
        shared = {name: _cell(rng, found, specs[name], near) for name, found in domain.fields.items()}
        rows: list[Row] = []
        for month in domain.months:
            own = {name: _cell(rng, domain.fields[name], specs[name], near) for name in domain.apart}
            rows.append({**shared, **own, "": month})
        yield rows


def cells(plan: Plan, row: Row) -> list[Cell]:
    """A drawn row in the order of the inputs of a plan."""
    return [row[""] if place == plan.month else row[spec.name] for place, spec in enumerate(plan.inputs)]


def _cell(rng: random.Random, found: Free | Cell, spec: InputSpec, near: Mapping[object, list[int]]) -> Cell:
    if not isinstance(found, Free):
        return found
    if found.nvt and rng.random() < 0.5:
        return NVT
    value = rng.randint(found.low, found.high)
    figures = near.get((spec.type.kind, spec.type.scale))
    if rng.random() < 0.4:
        value = rng.choice([found.low, found.high, 0, 1])
    elif figures and rng.random() < 0.8:
        value = rng.choice(figures) // rng.choice([1, 1, 2]) + rng.choice([0, 1, -1, 100])
    return min(max(value, found.low), found.high)
