"""The rules of the mask: unknown, nvt and marks through every node that is not strict."""

from collections.abc import Sequence

import pytest

from regels.kernel.rows import NVT, Cell
from regels.plan import nodes as n
from regels.plan.plan import Certainty, InputSpec
from regels.plan.types import BOOL, Kind, Type
from tests.kernel.plans import (
    EARLIER,
    MARK,
    MONEY,
    NO_FIGURE,
    RULED_OUT,
    STATUS,
    UNKNOWN_BITS,
    build,
    fields,
    money,
    outcome,
    period,
    run,
    status,
    value,
    yes,
)

NULLABLE = MONEY.may_be_nvt()


def mask(node: n.Node, inputs: Sequence[InputSpec], *cells: Cell) -> tuple[int | None, int]:
    """The value, and its reasons or else its marks, of a required outcome."""
    plan = build(outcome("x", node, required=True), inputs=inputs, parameters=LOW)
    row = run(plan, cells)[0]
    return row.outcomes[0], row.reasons | row.marks


LOW = [
    (BOOL, [period(0, None, 1, certainty=Certainty.LOW)]),
    (MONEY, [period(0, None, 700, certainty=Certainty.MEDIUM)]),
]
MARKED, MARKED_MONEY = n.Param(BOOL, 0), n.Param(MONEY, 1)


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (1, 1, (1, 0), (1, 0)),
        (1, 0, (0, 0), (1, 0)),
        (0, 0, (0, 0), (0, 0)),
        (None, 1, (None, 1), (1, 0)),
        (None, 0, (0, 0), (None, 1)),
        (0, None, (0, 0), (None, 2)),
        (None, None, (None, 3), (None, 3)),
    ],
)
def test_three_valued(a: Cell, b: Cell, both: object, either: object) -> None:
    inputs, nodes = fields(BOOL, BOOL)
    assert mask(n.And(BOOL, tuple(nodes)), inputs, a, b) == both
    assert mask(n.Or(BOOL, tuple(nodes)), inputs, a, b) == either


@pytest.mark.parametrize("a", [0, 1])
def test_logic_takes_the_marks_of_all_operands(a: int) -> None:
    inputs, (x,) = fields(BOOL)
    assert mask(n.And(BOOL, (x, MARKED)), inputs, a) == (a, MARK)
    assert mask(n.Or(BOOL, (x, MARKED)), inputs, a) == (1, MARK)


def test_strict_nodes_join_reasons() -> None:
    inputs, (a, b) = fields(MONEY, MONEY)
    total = n.Binary(MONEY, n.Arith.ADD, a, b)
    assert mask(total, inputs, None, None) == (None, 3)
    assert mask(total, inputs, 1, None) == (None, 2)
    assert mask(n.Binary(MONEY, n.Arith.ADD, a, MARKED_MONEY), inputs, 5, 0) == (705, MARK << 1)
    assert mask(n.Not(BOOL, n.Compare(BOOL, n.Comparison.LT, a, b)), inputs, None, 2) == (None, 1)


def test_if_with_a_known_condition_forgets_the_other_branch() -> None:
    inputs, (c, a, b) = fields(BOOL, MONEY, MONEY)
    node = n.If(MONEY, c, a, b)
    assert mask(node, inputs, 1, 7, None) == (7, 0)
    assert mask(node, inputs, 0, 7, None) == (None, 4)
    assert mask(n.If(MONEY, MARKED, a, b), inputs, 0, 7, None) == (7, MARK)
    assert mask(n.If(MONEY, c, MARKED_MONEY, b), inputs, 1, 0, 1) == (700, MARK << 1)
    assert mask(n.If(MONEY, c, MARKED_MONEY, b), inputs, 0, 0, 1) == (1, 0)


def test_if_with_an_unknown_condition() -> None:
    inputs, (c, a, b) = fields(BOOL, MONEY, MONEY)
    node = n.If(MONEY, c, a, b)
    assert mask(node, inputs, None, 7, 7) == (7, 0)
    assert mask(node, inputs, None, 7, 8) == (None, 1)
    assert mask(node, inputs, None, None, 8) == (None, 1)
    assert mask(n.If(MONEY, c, a, MARKED_MONEY), inputs, None, 700, 0) == (700, MARK << 1)
    assert mask(n.If(MONEY, c, a, MARKED_MONEY), inputs, None, 701, 0) == (None, 1)
    inputs, (c, x, y) = fields(BOOL, BOOL, BOOL)
    assert mask(n.If(BOOL, c, x, y), inputs, None, 1, 1) == (1, 0)
    assert mask(n.If(BOOL, c, x, y), inputs, None, 1, 0) == (None, 1)


def test_if_with_an_unknown_condition_and_nvt() -> None:
    inputs, (c, a, b) = fields(BOOL, NULLABLE, NULLABLE)
    node = n.If(NULLABLE, c, a, b)
    assert mask(node, inputs, None, NVT, NVT) == (None, 0)
    assert mask(node, inputs, None, NVT, 0) == (None, 1)
    assert mask(n.IsApplicable(BOOL, node), inputs, None, NVT, NVT) == (0, 0)
    assert mask(n.IsApplicable(BOOL, node), inputs, None, 3, 3) == (1, 0)
    literal = n.If(NULLABLE, c, n.Nvt(NULLABLE), a)
    assert mask(n.IsApplicable(BOOL, literal), inputs, 1, 3, 3) == (0, 0)


def test_if_nvt() -> None:
    inputs, (a, b) = fields(NULLABLE, MONEY)
    node = n.IfNvt(MONEY, a, b)
    assert mask(node, inputs, 5, None) == (5, 0)
    assert mask(node, inputs, NVT, 6) == (6, 0)
    assert mask(node, inputs, NVT, None) == (None, 2)
    assert mask(node, inputs, None, 6) == (None, 1)
    assert mask(n.IfNvt(MONEY, a, MARKED_MONEY), inputs, NVT, 0) == (700, MARK << 1)
    assert mask(n.IfNvt(MONEY, a, MARKED_MONEY), inputs, 3, 0) == (3, 0)


def test_if_nvt_with_a_default_that_may_be_nvt() -> None:
    inputs, (a, b) = fields(NULLABLE, NULLABLE)
    node = n.IsApplicable(BOOL, n.IfNvt(NULLABLE, a, b))
    assert mask(node, inputs, NVT, NVT) == (0, 0)
    assert mask(node, inputs, 1, NVT) == (1, 0)


def test_is_applicable_and_is_known() -> None:
    inputs, (a,) = fields(NULLABLE)
    cells: tuple[Cell, ...] = (4, NVT, None)
    assert [mask(n.IsApplicable(BOOL, a), inputs, cell) for cell in cells] == [(1, 0), (0, 0), (None, 1)]
    assert [mask(n.IsKnown(BOOL, a), inputs, cell) for cell in cells] == [(1, 0), (1, 0), (0, 0)]
    assert mask(n.IsApplicable(BOOL, money(3)), inputs, NVT) == (1, 0)


def test_unknown_node() -> None:
    node = n.If(STATUS, yes(False), status(), n.Unknown(STATUS, RULED_OUT))
    row = run(build(outcome("x", money(1)), verdict=node), ())[0]
    assert (row.verdict, row.reasons) == (2, RULED_OUT)


def test_formulas_may_be_nested_to_any_depth() -> None:
    inputs, (a,) = fields(MONEY)
    node: n.Node = a
    for depth in range(3000):
        node = n.If(MONEY, n.Compare(BOOL, n.Comparison.EQ, a, money(depth)), money(2 * depth), node)
    plan = build(outcome("x", node), inputs=inputs, digest="deep")
    assert [row.outcomes[0] for row in run(plan, (2999,), (0,), (5000,), (None,))] == [5998, 0, 5000, None]


def test_bits_are_what_the_helpers_say() -> None:
    assert UNKNOWN_BITS & (NO_FIGURE | EARLIER | RULED_OUT) and not UNKNOWN_BITS & MARK


def test_filler_of_an_unknown_divisor_stays_within_its_bounds() -> None:
    inputs, (a, b) = fields(MONEY, Type(Kind.NUMBER, low=1, high=9))
    ratio = Type(Kind.MONEY, scale=2, low=MONEY.low, high=MONEY.high, ratio=True, den_high=9)
    node = n.Round(MONEY, n.Binary(ratio, n.Arith.DIV, a, b), "x", n.RoundMode.DOWN, 1)
    assert value(node, inputs, (10, None)) is None
    assert value(node, inputs, (10, 3)) == 3
