"""The rules of the mask, as the docstring of ``regels.plan.nodes`` states them, in the evaluator.

``U1`` … are reasons of unknown inputs, ``M0`` and ``M1`` marks of uncertain figures.
"""

import pytest

from regels.evaluator.interpret import Row
from regels.evaluator.values import NVT, Value
from regels.plan import nodes as n
from regels.plan.plan import Certainty
from regels.plan.types import BOOL
from tests.kernel.plans import (
    EARLIER,
    MARK,
    MONEY,
    MONTH,
    NO_FIGURE,
    NUMBER,
    build,
    fields,
    given,
    money,
    number,
    period,
    yes,
)  # fmt: skip

U0, U1, U2, M0, M1, M2 = 1, 2, 4, MARK, MARK << 1, MARK << 2
NULLABLE = MONEY.may_be_nvt()
LOW = [
    (BOOL, [period(0, None, 1, certainty=Certainty.LOW)]),
    (BOOL, [period(0, None, 0, certainty=Certainty.MEDIUM)]),
    (MONEY, [period(0, None, 700, certainty=Certainty.LOW)]),
]
TRUE_M0, FALSE_M1, MONEY_M2 = n.Param(BOOL, 0), n.Param(BOOL, 1), n.Param(MONEY, 2)
INPUTS, (A, B, C) = fields(BOOL, BOOL, BOOL)


def of(node: n.Node, *cells: Value) -> Value:
    """The value of a node over ja/nee inputs a, b and c."""
    found = [*cells, *(Value(None, 1 << i) for i in range(len(cells), 3))]
    return Row(build(inputs=INPUTS, parameters=LOW), found, []).compute(node).value


def flag(value: int | None, place: int = 0) -> Value:
    """A ja/nee, or unknown with the reason of the input in this place."""
    return Value(None, 1 << place) if value is None else Value(value)


class TestStrict:
    """Unknown if any operand is; U and M are the unions over all operands."""

    NODES = (
        n.Compare(BOOL, n.Comparison.EQ, A, B),
        n.Extreme(BOOL, n.Pick.MAX, (A, B)),
        n.Binary(NUMBER, n.Arith.ADD, A, B),
        n.Binary(NUMBER, n.Arith.SUB, A, B),
        n.Binary(NUMBER, n.Arith.MUL, A, B),
        n.Age(NUMBER, A, B),
        n.AddMonths(NUMBER, A, B),
    )

    @pytest.mark.parametrize("node", NODES, ids=lambda node: type(node).__name__)
    def test_two_operands(self, node: n.Node) -> None:
        assert of(node, flag(1), flag(1)).known is not None
        assert of(node, flag(1), flag(1)).mask == 0
        assert of(node, flag(None, 0), flag(1)) == Value(None, U0)
        assert of(node, flag(1), flag(None, 1)) == Value(None, U1)
        assert of(node, flag(None, 0), flag(None, 1)) == Value(None, U0 | U1)

    @pytest.mark.parametrize("node", NODES, ids=lambda node: type(node).__name__)
    def test_marks(self, node: n.Node) -> None:
        marked = _with(node, TRUE_M0, FALSE_M1)
        assert of(marked).mask == M0 | M1
        assert of(_with(node, TRUE_M0, A)) == Value(None, U0 | M0)

    @pytest.mark.parametrize(
        "node",
        [
            n.Not(BOOL, A),
            n.Rescale(MONEY, A),
            n.MonthOf(MONTH, A),
            n.FirstDay(NUMBER, A),
            n.LastDay(NUMBER, A),
            n.YearOf(NUMBER, A),
            n.Round(MONEY, A, "cent", n.RoundMode.UP, 1),
        ],
        ids=lambda node: type(node).__name__,
    )
    def test_one_operand(self, node: n.Node) -> None:
        assert of(node, flag(None)) == Value(None, U0)
        assert of(node, flag(1)).known is not None
        assert of(node, Value(1, M0)) == Value(of(node, flag(1)).known, M0)

    def test_bereikt_has_no_marks_of_its_figure(self) -> None:
        """The figure is one month: born on day 0, it is reached on 1 February 1970, day 31."""
        node = n.Reached(BOOL, A, 0, B)
        assert of(node, Value(0), Value(31)) == Value(1)
        assert of(node, Value(0), Value(30)) == Value(0)
        assert of(node, flag(None), Value(31)) == Value(None, U0)
        assert of(node, Value(0, M1), Value(31)) == Value(1, M1)


def _with(node: n.Node, first: n.Node, second: n.Node) -> n.Node:
    """The node with other operands."""
    match node:
        case n.Extreme():
            return n.Extreme(node.type, node.pick, (first, second))
        case n.Age():
            return n.Age(node.type, first, second)
        case n.AddMonths():
            return n.AddMonths(node.type, first, second)
        case n.Compare():
            return n.Compare(node.type, node.op, first, second)
        case n.Binary():
            return n.Binary(node.type, node.op, first, second)
    raise TypeError(node)


class TestAndOr:
    """Known as soon as one operand decides; then no reasons, but the marks of all."""

    @pytest.mark.parametrize(
        ("a", "b", "both", "either"),
        [
            (1, 1, Value(1), Value(1)),
            (1, 0, Value(0), Value(1)),
            (0, 1, Value(0), Value(1)),
            (0, 0, Value(0), Value(0)),
            (None, 1, Value(None, U0), Value(1)),
            (1, None, Value(None, U1), Value(1)),
            (None, 0, Value(0), Value(None, U0)),
            (0, None, Value(0), Value(None, U1)),
            (None, None, Value(None, U0 | U1), Value(None, U0 | U1)),
        ],
    )
    def test_three_valued(self, a: int | None, b: int | None, both: Value, either: Value) -> None:
        assert of(n.And(BOOL, (A, B)), flag(a), flag(b, 1)) == both
        assert of(n.Or(BOOL, (A, B)), flag(a), flag(b, 1)) == either

    def test_marks_of_all(self) -> None:
        assert of(n.And(BOOL, (TRUE_M0, FALSE_M1, A)), flag(None)) == Value(0, M0 | M1)
        assert of(n.Or(BOOL, (TRUE_M0, FALSE_M1, A)), flag(None)) == Value(1, M0 | M1)
        assert of(n.And(BOOL, (TRUE_M0, A)), flag(None)) == Value(None, U0 | M0)
        assert of(n.Or(BOOL, (FALSE_M1, A)), flag(None)) == Value(None, U0 | M1)

    def test_only_the_unknown_operands_are_waited_for(self) -> None:
        assert of(n.And(BOOL, (A, B, C)), flag(1), flag(None, 1), flag(None, 2)) == Value(None, U1 | U2)


class TestIf:
    NODE = n.If(BOOL, A, B, C)

    def test_a_known_condition_takes_a_branch(self) -> None:
        assert of(self.NODE, flag(1), flag(0), flag(None, 2)) == Value(0)
        assert of(self.NODE, flag(0), flag(None, 1), flag(1)) == Value(1)
        assert of(self.NODE, flag(1), flag(None, 1), flag(1)) == Value(None, U1)

    def test_an_unknown_condition_does_not_matter_when_the_branches_are_the_same(self) -> None:
        assert of(self.NODE, flag(None), flag(1), flag(1)) == Value(1)
        assert of(self.NODE, flag(None), flag(0), flag(1)) == Value(None, U0)
        assert of(self.NODE, flag(None), flag(None, 1), flag(1)) == Value(None, U0)

    def test_marks_of_the_condition_and_the_taken_branch(self) -> None:
        assert of(n.If(MONEY, TRUE_M0, MONEY_M2, money(1))) == Value(7, M0 | M2)
        assert of(n.If(MONEY, FALSE_M1, MONEY_M2, money(100))) == Value(1, M1)

    def test_marks_of_all_three_when_the_branches_are_the_same(self) -> None:
        condition = n.And(BOOL, (TRUE_M0, A))
        assert of(n.If(MONEY, condition, MONEY_M2, money(700)), flag(None)) == Value(7, M0 | M2)
        assert of(n.If(MONEY, condition, MONEY_M2, money(1)), flag(None)) == Value(None, U0 | M0)

    def test_both_branches_nvt(self) -> None:
        nothing = n.Nvt(NULLABLE)
        assert of(n.If(NULLABLE, A, nothing, nothing), flag(None)) == Value(NVT)
        assert of(n.If(NULLABLE, A, nothing, money(0)), flag(None)) == Value(None, U0)
        assert of(n.If(NULLABLE, A, money(0), nothing), flag(None)) == Value(None, U0)


class TestNvt:
    NODE = n.IfNvt(NULLABLE, n.Input(NULLABLE, 0), MONEY_M2)
    ASKS = n.IsApplicable(BOOL, n.Input(NULLABLE, 0))

    def test_an_unknown_value_stays_unknown(self) -> None:
        assert of(self.NODE, Value(None, U0)) == Value(None, U0)
        assert of(self.ASKS, Value(None, U0)) == Value(None, U0)

    def test_the_default_with_the_marks_of_both(self) -> None:
        assert of(self.NODE, Value(NVT)) == Value(7, M2)
        assert of(self.NODE, Value(NVT, M0)) == Value(7, M0 | M2)
        assert of(self.NODE, Value(3, M0)) == Value(3, M0)

    def test_is_applicable(self) -> None:
        assert of(self.ASKS, Value(NVT, M0)) == Value(0, M0)
        assert of(self.ASKS, Value(0, M0)) == Value(1, M0)


def test_is_known_is_always_known_and_has_no_mask() -> None:
    assert of(n.IsKnown(BOOL, A), flag(None)) == Value(0)
    assert of(n.IsKnown(BOOL, A), flag(0)) == Value(1)
    assert of(n.IsKnown(BOOL, TRUE_M0)) == Value(1)
    assert of(n.IsKnown(BOOL, A), Value(NVT)) == Value(1)


def test_unknown_by_a_rule() -> None:
    assert of(n.Unknown(BOOL, U2 | EARLIER)) == Value(None, U2 | EARLIER)


class TestParam:
    PERIODS = (
        period(0, 30, 100),
        period(31, 58, None),
        period(59, 89, None, nvt=True, certainty=Certainty.LOW),
        period(90, 119, 300, certainty=Certainty.MEDIUM),
    )
    FIGURE = n.Param(NULLABLE, 0)

    def at(self, moment: Value) -> Value:
        """The figure when the peildatum is this month."""
        plan = build(
            inputs=[given("maand", MONTH)], parameters=[(NULLABLE, self.PERIODS)], peildatum=n.Input(MONTH, 0)
        )
        return Row(plan, [moment], []).compute(self.FIGURE).value

    def test_in_force_on_the_first_of_the_month(self) -> None:
        assert self.at(Value(0)) == Value(1)  # January 1970: days 0 to 30
        assert self.at(Value(1)) == Value(None, NO_FIGURE)  # nobody knows it
        assert self.at(Value(2)) == Value(NVT, M0)
        assert self.at(Value(3)) == Value(3, M0)
        assert self.at(Value(4)) == Value(None, NO_FIGURE)  # after the last
        assert self.at(Value(-1)) == Value(None, NO_FIGURE)  # before the first

    def test_an_unknown_peildatum(self) -> None:
        assert self.at(Value(None, U0)) == Value(None, U0)

    def test_a_day_counts_as_its_month(self) -> None:
        plan = build(parameters=[(NULLABLE, self.PERIODS)], peildatum=n.LastDay(NUMBER, number(0)))
        assert Row(plan, [], []).compute(self.FIGURE).value == Value(1)


def test_a_state_is_as_it_is_carried_in() -> None:
    plan = build(states=[(BOOL, yes(), yes()), (MONEY, money(1), money(1))])
    row = Row(plan, [], [Value(None, EARLIER), Value(3)])
    assert row.compute(n.State(BOOL, 0)).value == Value(None, EARLIER)
    assert row.compute(n.State(MONEY, 1)).value == Value(3)
