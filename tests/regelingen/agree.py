"""Generated rows of any regeling: kernel and evaluator must say the same of every one, cell for cell.

Values are drawn near what the rules compare with (ages, dates of change, maxima, figures), for a uniform
draw between the bounds of a column almost never comes near a threshold.
"""

import random
from collections import defaultdict
from dataclasses import fields

from regels.evaluator.calendar import month_of
from regels.evaluator.values import NVT, Value, exact
from regels.kernel.run import Kernel
from regels.plan import nodes as n
from regels.plan.plan import InputSpec, Plan
from regels.plan.types import Kind
from tests.differential.bridge import by_evaluator, by_kernel, plain
from tests.differential.histories import as_in_a_file

Row = list[Value] | None
Known = dict[tuple[Kind, int], list[int]]
CHANCES = (0.0, 0.0, 0.05, 0.3)
"""Of an unknown field: half of the histories are complete."""


def agree(plan: Plan, seed: int, histories: int) -> int:
    """Assert that both readers agree on generated histories; how many rows that were."""
    made = generated(plan, seed, histories)
    found = by_kernel(Kernel(plan), made)
    for rows, answer in zip(made, found, strict=True):
        assert answer == [plain(plan, row) for row in by_evaluator(plan, rows)]
    return sum(map(len, made))


def generated(plan: Plan, seed: int, histories: int) -> list[list[Row]]:
    """Histories of one to five rows, as a file can hold them."""
    rng = random.Random(seed)
    known = _constants(plan)
    return [
        [as_in_a_file(plan, row) for row in _history(plan, known, rng, rng.choice(CHANCES))]
        for _ in range(histories)
    ]


def _history(plan: Plan, known: Known, rng: random.Random, chance: float) -> list[Row]:
    spec = plan.inputs[plan.month]
    low, high = _moments(plan)
    place = rng.randint(low, high)
    first = [_cell(one, known, rng, chance) for one in plan.inputs]
    rows: list[Row] = []
    for _ in range(rng.randint(1, 5)):
        fresh = rng.random() < 0.3
        cells = [
            _cell(one, known, rng, chance) if fresh or rng.random() < 0.15 else cell
            for one, cell in zip(plan.inputs, first, strict=True)
        ]
        cells[plan.month] = Value(min(max(place, spec.type.low), spec.type.high))
        rows.append(None if rng.random() < 0.02 else cells)
        place += rng.choice([1, 1, 1, 2, 13])
    return rows


def _moments(plan: Plan) -> tuple[int, int]:
    """The months or years around those for which there are figures."""
    days = [period.start for spec in plan.parameters for period in spec.periods] or [17_000]
    low, high = min(days) // 365, max(days) // 365
    return (1969 + max(low, 40), 1972 + high) if plan.yearly else (max(low, 40) * 12 - 12, (high + 2) * 12)


def _cell(spec: InputSpec, known: Known, rng: random.Random, chance: float) -> Value:
    kind = spec.type
    if kind.nvt and rng.random() < 0.3:
        return Value(NVT)
    if rng.random() < chance:
        return Value(None, spec.bit)
    near = known[kind.kind, kind.scale]
    found = rng.randint(kind.low, kind.high)
    if near and kind.kind not in (Kind.BOOL, Kind.CHOICE) and rng.random() < 0.7:
        found = _near(rng.choice(near), kind.kind, rng)
    elif rng.random() < 0.2:
        found = rng.choice([kind.low, kind.high, 0, 1])
    return Value(exact(min(max(found, kind.low), kind.high), kind.scale))


def _near(value: int, kind: Kind, rng: random.Random) -> int:
    """A constant or one beside it; of a day also so many years earlier, for ages."""
    beside = value + rng.choice([0, 0, 1, -1, 30, -30])
    if kind is Kind.DATE and rng.random() < 0.5:
        return beside - rng.choice([16, 18, 21, 27, 50, 55, 56, 67]) * 365
    return beside


def _constants(plan: Plan) -> Known:
    """What the rules and figures compare with, by kind and scale; days also from the dates of figures."""
    known: Known = defaultdict(list)
    for spec in plan.parameters:
        for period in spec.periods:
            if period.value is not None:
                known[spec.type.kind, spec.type.scale].append(period.value)
            known[Kind.DATE, 0].append(period.start)
            known[Kind.MONTH, 0].append(month_of(period.start))
    for node in _nodes(plan):
        if isinstance(node, n.Const):
            known[node.type.kind, node.type.scale].append(node.value)
    return known


def _nodes(plan: Plan) -> list[n.Node]:
    waiting: list[object] = [plan.status, plan.peildatum, *(rule.node for rule in plan.rules)]
    waiting += [part for state in plan.states for part in (state.begin, state.next)]
    seen: dict[int, n.Node] = {}
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += node
        elif isinstance(node, n.Node) and id(node) not in seen:
            seen[id(node)] = node
            waiting += [getattr(node, one.name) for one in fields(node)]
    return list(seen.values())
