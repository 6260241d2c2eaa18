"""Every node, with a value by hand; and the trace of what was read and rounded."""

from datetime import date
from fractions import Fraction

import pytest

from regels.evaluator.calendar import to_days
from regels.evaluator.interpret import MEANING, Row
from regels.evaluator.values import NVT, NotApplicable, Value, exact, represent
from regels.plan import nodes as n
from regels.plan.plan import Plan
from regels.plan.types import BOOL, Kind, Type
from tests.kernel.plans import DATE, MONEY, MONTH, NUMBER, build, fields, money, number, period, yes

TENTH = Type(Kind.NUMBER, scale=1, low=0, high=100)
RATIO = Type(Kind.MONEY, scale=2, low=0, high=10**6, ratio=True, den_low=3, den_high=3)
AGES = (NUMBER, [period(0, None, 240)])
INPUTS, (DAY, LATER, AMOUNT, EMPTY) = fields(DATE, DATE, MONEY, MONEY.may_be_nvt())
PLAN = build(
    inputs=INPUTS,
    parameters=[AGES],
    rules=[n.Binary(MONEY, n.Arith.ADD, AMOUNT, AMOUNT)],
    states=[(MONEY, money(0), money(0))],
)


def days(text: str) -> int:
    return to_days(date.fromisoformat(text))


CELLS = (Value(days("2004-02-29")), Value(days("2026-07-31")), Value(Fraction("100")), Value(NVT))
THIRD = n.Binary(RATIO, n.Arith.DIV, AMOUNT, number(3))
NODES: list[tuple[n.Node, int | Fraction | NotApplicable | None]] = [
    (n.Const(TENTH, 25), Fraction("2.5")),
    (n.Const(MONEY, -1234), Fraction("-12.34")),
    (n.Const(BOOL, 1), 1),
    (n.Nvt(MONEY), NVT),
    (n.Unknown(BOOL, 1), None),
    (AMOUNT, 100),
    (EMPTY, NVT),
    (n.Param(NUMBER, 0), 240),
    (n.Rule(MONEY, 0), 200),
    (n.State(MONEY, 0), 7),
    (n.Not(BOOL, yes()), 0),
    (n.Not(BOOL, yes(False)), 1),
    (n.And(BOOL, (yes(), yes(False))), 0),
    (n.Or(BOOL, (yes(), yes(False))), 1),
    (n.If(MONEY, yes(), money(1), money(2)), Fraction("0.01")),
    (n.If(MONEY, yes(False), money(1), money(2)), Fraction("0.02")),
    (n.IfNvt(MONEY, EMPTY, money(2)), Fraction("0.02")),
    (n.IfNvt(MONEY, AMOUNT, money(2)), 100),
    (n.IsApplicable(BOOL, EMPTY), 0),
    (n.IsApplicable(BOOL, AMOUNT), 1),
    (n.IsKnown(BOOL, n.Unknown(BOOL, 1)), 0),
    (n.Rescale(Type(Kind.NUMBER, scale=3), n.Const(TENTH, 25)), Fraction("2.5")),
    (n.Binary(MONEY, n.Arith.ADD, AMOUNT, money(1)), Fraction("100.01")),
    (n.Binary(MONEY, n.Arith.SUB, money(1), AMOUNT), Fraction("-99.99")),
    (n.Binary(MONEY, n.Arith.MUL, AMOUNT, n.Const(TENTH, 25)), 250),
    (THIRD, Fraction(100, 3)),
    (n.Binary(DATE, n.Arith.ADD, DAY, number(1)), days("2004-03-01")),
    (n.Binary(NUMBER, n.Arith.SUB, LATER, DAY), 8_188),
    (n.Compare(BOOL, n.Comparison.EQ, THIRD, THIRD), 1),
    (n.Compare(BOOL, n.Comparison.NE, AMOUNT, money(10_000)), 0),
    (n.Compare(BOOL, n.Comparison.LT, THIRD, money(3_334)), 1),
    (n.Compare(BOOL, n.Comparison.LE, AMOUNT, money(10_000)), 1),
    (n.Compare(BOOL, n.Comparison.GT, THIRD, money(3_333)), 1),
    (n.Compare(BOOL, n.Comparison.GE, money(9_999), AMOUNT), 0),
    (n.Extreme(MONEY, n.Pick.MIN, (AMOUNT, money(5), money(-5))), Fraction("-0.05")),
    (n.Extreme(MONEY, n.Pick.MAX, (AMOUNT, money(5), money(-5))), 100),
    (n.Round(MONEY, THIRD, "cent", n.RoundMode.HALF_UP, 1), Fraction("33.33")),
    (n.Round(MONEY, THIRD, "cent", n.RoundMode.UP, 1), Fraction("33.34")),
    (n.Round(MONEY, THIRD, "dubbeltje", n.RoundMode.DOWN, 10), Fraction("33.3")),
    (n.Age(NUMBER, DAY, LATER), 22),
    (n.Reached(BOOL, DAY, 0, LATER), 1),  # 20 years on 29 February 2024
    (n.Reached(BOOL, DAY, 0, n.Const(DATE, days("2024-02-28"))), 0),
    (n.AddMonths(DATE, LATER, number(-5)), days("2026-02-28")),
    (n.MonthOf(MONTH, LATER), 56 * 12 + 6),
    (n.FirstDay(DATE, n.MonthOf(MONTH, LATER)), days("2026-07-01")),
    (n.LastDay(DATE, n.MonthOf(MONTH, DAY)), days("2004-02-29")),
    (n.YearOf(NUMBER, LATER), 2026),
    (n.YearOf(NUMBER, n.MonthOf(MONTH, DAY)), 2004),
    (n.YearOf(NUMBER, n.Const(MONTH, -1)), 1969),
]


def row(plan: Plan = PLAN) -> Row:
    """The row of the examples; the state is € 7."""
    return Row(plan, CELLS, [Value(Fraction(7))])


@pytest.mark.parametrize(("node", "expected"), NODES, ids=lambda part: type(part).__name__)
def test_value(node: n.Node, expected: int | Fraction | NotApplicable | None) -> None:
    assert row().compute(node).value.known == expected


def test_every_node_is_among_them() -> None:
    assert {type(node) for node, _ in NODES} == set(MEANING)
    kinds = {kind for kind in vars(n).values() if isinstance(kind, type) and issubclass(kind, n.Node)}
    assert set(MEANING) == kinds - {n.Node}


def test_a_rule_is_computed_once_a_row() -> None:
    one = row()
    first, second = one.compute(n.Rule(MONEY, 0)), one.compute(n.Rule(MONEY, 0))
    assert one.rules[0].value is first.reads[0].value is second.reads[0].value
    assert [read.node for read in one.rules[0].reads] == [AMOUNT, AMOUNT]


def test_the_trace_names_what_was_read_and_rounded() -> None:
    cents = n.Round(MONEY, THIRD, "cent", n.RoundMode.HALF_UP, 1)
    step = row().compute(n.If(MONEY, yes(), cents, EMPTY))
    assert [read.node for read in step.reads] == [AMOUNT]
    (rounded,) = step.rounded
    assert (rounded.node, rounded.before, rounded.after) == (cents, Fraction(100, 3), Fraction("33.33"))


def test_a_value_is_not_a_truth() -> None:
    """An unknown that is tested as a boolean raises instead of guessing."""
    with pytest.raises(TypeError, match="may be unknown"):
        bool(Value(None, 1))
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(NVT)


def test_representing_integers() -> None:
    cents = Type(Kind.MONEY, scale=2)
    assert exact(1234, 2) == Fraction("12.34")
    assert represent(Fraction("12.34"), cents) == 1234
    assert represent(exact(-5, 2), cents) == -5
    with pytest.raises(ValueError, match="more decimals than 2"):
        represent(Fraction(1, 3), cents)
