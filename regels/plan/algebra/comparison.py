"""``=``, ``<>``, ``<``, ``<=``, ``>`` and ``>=``."""

import operator
from collections.abc import Callable
from typing import Any

from regels.plan import nodes as n
from regels.plan.algebra.choice import ORDERED, if_nvt
from regels.plan.algebra.needs import Mismatch, applicable, same_kind
from regels.plan.algebra.scales import rescale
from regels.plan.algebra.sums import add_ratios
from regels.plan.algebra.truth import invert, logic
from regels.plan.types import BOOL

EQUALITY = (n.Comparison.EQ, n.Comparison.NE)


def compare(op: n.Comparison, left: n.Node, right: n.Node) -> n.Node:
    """``left op right``; choices and ja/nee only with = and <>.

    For = and <> one side may be n.v.t.; it then equals nothing.
    """
    if op in EQUALITY and left.type.nvt != right.type.nvt:
        return _compare_nvt(op, left, right) if left.type.nvt else _compare_nvt(op, right, left)
    applicable(left), applicable(right)
    same_kind(left.type, right.type, "Vergelijken")
    if left.type.kind not in ORDERED and op not in EQUALITY:
        raise Mismatch(f"Een {left.type.kind.value} heeft geen volgorde.", "Gebruik = of <>.")
    scale = max(left.type.scale, right.type.scale)
    if left.type.ratio or right.type.ratio:
        add_ratios(n.Arith.SUB, left, right, left.type, scale)
    else:
        left, right = rescale(left, scale), rescale(right, scale)
    if isinstance(left, n.Const) and isinstance(right, n.Const):
        return n.Const(BOOL, int(decide(op, left.value, right.value)))
    return n.Compare(BOOL, op, left, right)


def _compare_nvt(op: n.Comparison, value: n.Node, other: n.Node) -> n.Node:
    filled = n.Const(value.type.may_be_nvt(False).bounded(value.type.low, value.type.low), value.type.low)
    equal = logic([n.IsApplicable(BOOL, value), compare(n.Comparison.EQ, if_nvt(value, filled), other)], True)
    return equal if op is n.Comparison.EQ else invert(equal)


def decide(op: n.Comparison, left: int, right: int) -> bool:
    """The comparison of two integers at one scale."""
    return DECIDE[op](left, right)


DECIDE: dict[n.Comparison, Callable[[Any, Any], bool]] = {
    n.Comparison.EQ: operator.eq,
    n.Comparison.NE: operator.ne,
    n.Comparison.LT: operator.lt,
    n.Comparison.LE: operator.le,
    n.Comparison.GT: operator.gt,
    n.Comparison.GE: operator.ge,
}
"""What each comparison means for known values."""
