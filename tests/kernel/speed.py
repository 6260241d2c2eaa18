"""Speed of the kernel on plans made up by chance: ``python -m tests.kernel.speed [rules …]``."""

import random
import sys
from time import perf_counter

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regels.kernel.codegen import generate
from regels.kernel.compile import assemble, host
from regels.kernel.lanes import lanes_for
from regels.kernel.run import Kernel
from regels.plan import nodes as n
from regels.plan.plan import InputSpec, Period, Plan
from regels.plan.types import BOOL, Kind, Type
from tests.kernel.plans import build, condition, day, given, month, number, outcome, period

ROWS = 1_000_000
MONEY = Type(Kind.MONEY, scale=2, low=-(10**8), high=10**8)
AMOUNT = Type(Kind.MONEY, scale=2, low=0, high=10**6)
PERCENT = Type(Kind.PERCENT, scale=4, low=0, high=20_000)
SHARE = Type(Kind.MONEY, scale=2, low=-(10**8), high=10**8, ratio=True, den_high=600)
PRODUCT = Type(Kind.MONEY, scale=6, low=-2 * 10**12, high=2 * 10**12)
BORN = Type(Kind.DATE, low=-30_000, high=15_000)
MONTH = Type(Kind.MONTH, low=month(2010), high=month(2030))
COUNT = Type(Kind.NUMBER, low=0, high=600)
CHOICE = Type(Kind.CHOICE, options=("a", "b", "c"), high=2)
TYPES = (*[AMOUNT] * 6, *[BOOL] * 3, BORN, MONTH, COUNT, CHOICE, AMOUNT.may_be_nvt())
STATE = n.State(COUNT, 0)


class Chance:
    """Draws rules that build on inputs, figures and earlier rules."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.inputs = [n.Input(kind, i) for i, kind in enumerate(TYPES)]
        self.figures = [n.Param(PERCENT if i % 2 else AMOUNT, i) for i in range(20)]
        self.amounts: list[n.Node] = [*self.inputs[:6], *self.figures[::2]]
        self.flags: list[n.Node] = [*self.inputs[6:9]]

    def amount(self) -> n.Node:
        recent = self.amounts[-12:] if self.random.random() < 0.6 else self.amounts
        return self.random.choice(recent)

    def rule(self) -> n.Node:
        """One rule; the kinds about as often as in a ruleset."""
        makers = (self.total, self.part, self.best, self.chosen, self.aged, self.filled, self.shared)
        return self.random.choices(makers, (30, 15, 15, 25, 4, 5, 6))[0]()

    def total(self) -> n.Node:
        node = n.Binary(MONEY, self.random.choice((n.Arith.ADD, n.Arith.SUB)), self.amount(), self.amount())
        low, high = (n.Const(MONEY, bound) for bound in (MONEY.low, MONEY.high))
        return n.Extreme(MONEY, n.Pick.MAX, (low, n.Extreme(MONEY, n.Pick.MIN, (high, node))))

    def part(self) -> n.Node:
        node = n.Binary(PRODUCT, n.Arith.MUL, self.amount(), self.random.choice(self.figures[1::2]))
        return n.Round(MONEY, node, "cent", n.RoundMode.HALF_UP, 1)

    def best(self) -> n.Node:
        return n.Extreme(MONEY, self.random.choice(list(n.Pick)), (self.amount(), self.amount()))

    def chosen(self) -> n.Node:
        self.flags.append(n.Compare(BOOL, n.Comparison.LT, self.amount(), self.amount()))
        logic = self.random.choice((n.And, n.Or))
        flags = tuple(self.random.choice(self.flags) for _ in range(2))
        return n.If(MONEY, logic(BOOL, flags), self.amount(), self.amount())

    def aged(self) -> n.Node:
        years = n.Age(COUNT, self.inputs[9], n.FirstDay(BORN, self.inputs[10]))
        old = n.Compare(BOOL, n.Comparison.GE, years, number(self.random.choice((18, 21, 27, 67))))
        return n.If(MONEY, old, self.amount(), self.amount())

    def filled(self) -> n.Node:
        return n.IfNvt(MONEY, self.inputs[13], self.amount())

    def shared(self) -> n.Node:
        people = n.Extreme(COUNT.bounded(1, 600), n.Pick.MAX, (number(1), self.inputs[11]))
        return n.Round(
            MONEY, n.Binary(SHARE, n.Arith.DIV, self.amount(), people), "cent", n.RoundMode.DOWN, 1
        )

    def periods(self, high: int) -> list[Period]:
        """A figure for every half year from 2014."""
        starts = [day(year, number_) for year in range(2014, 2028) for number_ in (1, 7)]
        ends = [*(start - 1 for start in starts[1:]), None]
        return [period(a, b, self.random.randrange(1, high)) for a, b in zip(starts, ends, strict=True)]


def plan_of(rules: int, seed: int = 1) -> Plan:
    """A plan with 14 inputs, 20 figures, a state, two conditions and five outcomes."""
    chance = Chance(seed)
    made: list[n.Node] = []
    for i in range(rules):
        made.append(chance.rule())
        chance.amounts.append(n.Rule(MONEY, i))
    shown = [outcome(f"o{i}", n.Rule(MONEY, rules - 1 - i), required=i < 2) for i in range(4)]
    more = n.Binary(COUNT.bounded(1, 601), n.Arith.ADD, STATE, number(1))
    following = n.If(COUNT, chance.flags[0], n.Extreme(COUNT, n.Pick.MIN, (more, number(600))), STATE)
    return build(
        *shown,
        outcome("used", STATE, always=True),
        inputs=[given(f"i{i}", kind, empty_nvt=kind.nvt) for i, kind in enumerate(TYPES)],
        parameters=[(figure.type, chance.periods(figure.type.high)) for figure in chance.figures],
        rules=made,
        states=[(COUNT, number(0), following)],
        conditions=[condition("first", chance.flags[0]), condition("last", chance.flags[-1], 1)],
        peildatum=chance.inputs[10],
    )


def caseload(plan: Plan, rows: int) -> dict[str, pa.Array]:
    """Random columns; 2% of every third is empty."""
    source = np.random.default_rng(0)
    return {
        spec.name: column(spec, source, rows, source.random(rows) < (0.02 if i % 3 == 0 else 0))
        for i, spec in enumerate(plan.inputs)
    }


def column(spec: InputSpec, source: np.random.Generator, rows: int, empty: NDArray[np.bool_]) -> pa.Array:
    """One random column in its physical form."""
    kind = spec.type
    if kind is MONTH:
        values = np.resize(np.arange(month(2022), month(2026)), rows)
    else:
        values = source.integers(kind.low, kind.high + 1, rows)
    if kind.kind is Kind.MONEY:
        words = np.zeros((rows, 2), np.int64)
        words[:, 0] = values
        valid = pa.py_buffer(np.packbits(~empty, bitorder="little")) if empty.any() else None
        return pa.Array.from_buffers(pa.decimal128(18, 2), rows, [valid, pa.py_buffer(words)])
    form = {Kind.BOOL: np.bool_, Kind.NUMBER: np.int64}.get(kind.kind, np.int32)
    return pa.array(values.astype(form), mask=empty if empty.any() else None)


def measure(rules: int) -> str:
    """Compile time row by row and side by side, rows per second with one and two threads, µs for one row."""
    plan = plan_of(rules)
    start = perf_counter()
    text = generate(plan)
    generated = perf_counter() - start
    assemble(text)
    compiled = perf_counter() - start
    lanes = lanes_for(host().features)
    assemble(generate(plan, lanes))
    widened = perf_counter() - start - compiled
    kernel = Kernel(plan, cache=None)
    columns = caseload(plan, ROWS)
    new, rejected = np.zeros(ROWS, np.uint8), np.zeros(ROWS, np.uint8)
    new[::48] = 1
    speeds = []
    for threads in (1, 2):
        best = min(timed(kernel, columns, new, rejected, threads) for _ in range(5))
        speeds.append(f"{ROWS / best / 1e6:.1f}")
    start = perf_counter()
    for _ in range(1000):
        kernel.run_rows([[spec.type.low for spec in plan.inputs]])
    row = (perf_counter() - start) * 1000
    return (
        f"{rules} rules: IR in {generated:.3f} s, compiled in {compiled:.2f} s, "
        f"for {lanes} lanes in {widened:.2f} s, "
        f"{' / '.join(speeds)} million rows/s with 1 / 2 threads, one row in {row:.1f} µs"
    )


def timed(
    kernel: Kernel,
    columns: dict[str, pa.Array],
    new: NDArray[np.uint8],
    rejected: NDArray[np.uint8],
    threads: int,
) -> float:
    """Seconds for the whole caseload."""
    start = perf_counter()
    kernel.run(columns, new, rejected, threads=threads)
    return perf_counter() - start


if __name__ == "__main__":
    for size in [int(argument) for argument in sys.argv[1:]] or [14, 100, 300, 600]:
        print(measure(size), flush=True)
