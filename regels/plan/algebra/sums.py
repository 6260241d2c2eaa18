"""Sums, products and quotients of numbers, amounts and percentages, ratios included.

The bounds of a result are those of the corners of its operands; see ``nodes.Binary`` for the
representation of a ratio.
"""

from itertools import product

from regels.plan import nodes as n
from regels.plan.algebra.needs import Mismatch, applicable, fits, numeric, same_kind
from regels.plan.algebra.scales import rescale
from regels.plan.kinds import combine
from regels.plan.types import Kind, Type, Unit

Range = tuple[int, int]


def add(op: n.Arith, left: n.Node, right: n.Node) -> n.Node:
    """``left + right`` or ``left - right``, of one kind and unit."""
    same_kind(left.type, right.type, "Optellen en aftrekken")
    lead = right.type if left.type.literal else left.type
    scale = max(left.type.scale, right.type.scale)
    if left.type.ratio or right.type.ratio:
        return add_ratios(op, left, right, lead, scale)
    left, right = rescale(left, scale), rescale(right, scale)
    a, b = left.type, right.type
    low, high = _shifted(op, (a.low, a.high), (b.low, b.high))
    fits(low, high)
    return n.Binary(Type(lead.kind, lead.unit, scale=scale, low=low, high=high), op, left, right)


def add_ratios(op: n.Arith, left: n.Node, right: n.Node, lead: Type, scale: int) -> n.Node:
    """The same when one of them is a ratio; ``lead`` gives the kind and unit of the result."""
    a, b = left.type, right.type
    up_a, up_b = 10 ** (scale - a.scale), 10 ** (scale - b.scale)
    first = _hull((a.low * up_a, a.high * up_a), (b.den_low, b.den_high))
    second = _hull((b.low * up_b, b.high * up_b), (a.den_low, a.den_high))
    low, high = _shifted(op, first, second)
    dens = _hull((a.den_low, a.den_high), (b.den_low, b.den_high))
    fits(low, high)
    return n.Binary(_ratio(lead.kind, lead.unit, scale, (low, high), dens), op, left, right)


def multiply(left: n.Node, right: n.Node) -> n.Node:
    """``left × right``; not an amount by an amount."""
    kind, unit = _product_kind(left.type, right.type, 1)
    a, b = left.type, right.type
    low, high = _hull((a.low, a.high), (b.low, b.high))
    dens = _hull((a.den_low, a.den_high), (b.den_low, b.den_high))
    whole = Type(
        kind, unit, scale=a.scale + b.scale, low=low, high=high,
        ratio=a.ratio or b.ratio, den_low=dens[0], den_high=dens[1],
    )  # fmt: skip
    return n.Binary(whole, n.Arith.MUL, left, right)


def divide(left: n.Node, right: n.Node) -> n.Node:
    """``left / right``, a ratio; the divisor must be above zero."""
    kind, unit = _product_kind(left.type, right.type, -1)
    a, b = left.type, right.type
    if b.low <= 0:
        raise Mismatch(
            "Er kan door nul of minder worden gedeeld.",
            "Zorg dat de deler altijd boven nul is, bijvoorbeeld met MAX(deler; 1).",
            "deling",
        )
    factor = 10**b.scale
    numerator = _hull((a.low * factor, a.high * factor), (b.den_low, b.den_high))
    dens = _hull((a.den_low, a.den_high), (b.low, b.high))
    return n.Binary(_ratio(kind, unit, a.scale, numerator, dens), n.Arith.DIV, left, right)


def negate(value: n.Node) -> n.Node:
    """``-value`` as ``0 - value``."""
    numeric(value)
    if isinstance(value, n.Const):
        return n.Const(value.type.bounded(-value.value, -value.value), -value.value)
    zero = n.Const(Type(value.type.kind, value.type.unit, scale=value.type.scale, literal=True), 0)
    return add(n.Arith.SUB, zero, applicable(value))


def _ratio(kind: Kind, unit: Unit, scale: int, numerator: Range, dens: Range) -> Type:
    low, high = numerator
    return Type(kind, unit, scale=scale, low=low, high=high, ratio=True, den_low=dens[0], den_high=dens[1])


def _shifted(op: n.Arith, first: Range, second: Range) -> Range:
    """The bounds of a sum or a difference."""
    if op is n.Arith.ADD:
        return first[0] + second[0], first[1] + second[1]
    return first[0] - second[1], first[1] - second[0]


def _hull(*ranges: Range) -> Range:
    """The bounds of a product."""
    corners = [1]
    for bounds in ranges:
        corners = [a * b for a, b in product(corners, bounds)]
    fits(*corners)
    return min(corners), max(corners)


def _product_kind(left: Type, right: Type, sign: int) -> tuple[Kind, Unit]:
    """Kind and unit of a product (sign 1) or a quotient (sign -1)."""
    unit = combine(left.unit, right.unit, sign)
    if sign < 0 and left.kind is right.kind and left.kind is not Kind.NUMBER:
        return Kind.NUMBER, unit
    if Kind.MONEY in (left.kind, right.kind):
        if left.kind is right.kind:
            raise Mismatch("Een bedrag keer een bedrag betekent niets.")
        if sign < 0 and right.kind is Kind.MONEY:
            raise Mismatch("Delen door een bedrag kan alleen een ander bedrag.")
        return Kind.MONEY, unit
    percent = Kind.PERCENT in (left.kind, right.kind) if sign > 0 else left.kind is Kind.PERCENT
    return (Kind.PERCENT if percent else Kind.NUMBER), unit
