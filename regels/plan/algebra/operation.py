"""The four operators, by what they are applied to."""

from regels.plan import nodes as n
from regels.plan.algebra.calendar import STEPS, shift
from regels.plan.algebra.needs import applicable, numeric
from regels.plan.algebra.sums import add, divide, multiply


def arithmetic(op: n.Arith, left: n.Node, right: n.Node) -> n.Node:
    """``left op right`` for numbers, amounts, dates and months."""
    applicable(left), applicable(right)
    if left.type.kind in STEPS or right.type.kind in STEPS:
        return shift(op, left, right)
    numeric(left), numeric(right)
    if op in (n.Arith.ADD, n.Arith.SUB):
        return add(op, left, right)
    return multiply(left, right) if op is n.Arith.MUL else divide(left, right)
