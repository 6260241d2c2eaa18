"""The operands of a node, in the order written."""

import pytest

from regels.plan import nodes as n
from regels.plan.types import BOOL, Kind, Type
from regels.plan.walk import children

DATE = Type(Kind.DATE)
A, B, C = (n.Input(BOOL, index) for index in range(3))


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (A, []),
        (n.Const(BOOL, 1), []),
        (n.Param(BOOL, 3), []),
        (n.Not(BOOL, A), [A]),
        (n.And(BOOL, (A, B, C)), [A, B, C]),
        (n.Or(BOOL, (B, A)), [B, A]),
        (n.If(BOOL, C, A, B), [C, A, B]),
        (n.IfNvt(BOOL, A, B), [A, B]),
        (n.Compare(BOOL, n.Comparison.EQ, B, A), [B, A]),
        (n.Extreme(BOOL, n.Pick.MIN, (C, A)), [C, A]),
        (n.Round(BOOL, A, "cent", n.RoundMode.UP, 1), [A]),
        (n.Reached(BOOL, A, 0, B), [A, B]),
        (n.AddMonths(DATE, A, B), [A, B]),
    ],
    ids=lambda part: type(part).__name__,
)
def test_children(node: n.Node, expected: list[n.Node]) -> None:
    assert list(children(node)) == expected
