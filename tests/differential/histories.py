"""Random rows for a plan: one history, with unknown fields and rejected rows."""

import random

from regels.evaluator.values import NVT, Value, exact
from regels.plan.plan import InputSpec, Plan
from regels.plan.types import Kind

FIRST_MONTH, LAST_MONTH = 560, 640
"""Rows fall from September 2016 to May 2023, around the periods of the figures."""


def rows(plan: Plan, rng: random.Random) -> list[list[Value] | None]:
    """Rows of one history, in order of time; some fields unknown, some rows rejected (None)."""
    month = rng.randrange(FIRST_MONTH, LAST_MONTH)
    result: list[list[Value] | None] = []
    chance = rng.choice([0.0, 0.1, 0.4])
    for _ in range(rng.randrange(1, 7)):
        month += rng.choice([0, 1, 1, 1, 3])
        values = [_cell(spec, rng, chance) for spec in plan.inputs]
        values[plan.month] = Value(month)
        result.append(None if rng.random() < 0.05 else values)
    return result


def _cell(spec: InputSpec, rng: random.Random, chance: float) -> Value:
    """A value within the bounds of a column, often on an edge; unknown with this chance."""
    if spec.type.nvt and rng.random() < 0.3:
        return Value(NVT)
    if rng.random() < chance:
        return Value(None, spec.bit)
    low, high = spec.type.low, spec.type.high
    if spec.type.kind is Kind.MONTH:
        low, high = FIRST_MONTH, LAST_MONTH
    edges = [low, high, 0, 1, -1, 50, 100]
    found = rng.choice(edges) if rng.random() < 0.3 else rng.randint(low, high)
    return Value(exact(min(max(found, spec.type.low), spec.type.high), spec.type.scale))


def as_in_a_file(plan: Plan, row: list[Value] | None) -> list[Value] | None:
    """The row as a table can hold it: one empty cell, which means n.v.t. or unknown by its column."""
    if row is None:
        return None
    return [_cell_of_file(spec, value) for spec, value in zip(plan.inputs, row, strict=True)]


def _cell_of_file(spec: InputSpec, value: Value) -> Value:
    if value.known is None or value.known is NVT:
        return Value(NVT) if spec.empty_nvt else Value(None, spec.bit)
    return value
