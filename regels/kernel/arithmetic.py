"""Code for exact arithmetic on scaled integers and ratios, comparison and rounding."""

from collections.abc import Sequence
from math import gcd
from typing import Final

from regels.kernel.builder import literal, number_of
from regels.kernel.masks import Masks, Val
from regels.plan.nodes import Arith, Binary, Compare, Comparison, Node, Pick, Round, RoundMode

_PREDICATES: Final = {
    Comparison.EQ: "eq",
    Comparison.NE: "ne",
    Comparison.LT: "slt",
    Comparison.LE: "sle",
    Comparison.GT: "sgt",
    Comparison.GE: "sge",
}


def binary(b: Masks, node: Binary, x: Val, y: Val) -> Val:
    """``Binary`` on plain integers and on ratios."""
    if node.op is Arith.DIV:
        result = _divide(b, node, x, y)
    elif node.op is Arith.MUL:
        result = Val(b.mul(x.value, y.value), den=b.mul(x.den, y.den))
    else:
        left, right = _aligned(b, node, x, y)
        apply = b.add if node.op is Arith.ADD else b.sub
        result = Val(apply(left, right), den=b.mul(x.den, y.den))
    return b.strict(result, x, y)


def _divide(b: Masks, node: Binary, x: Val, y: Val) -> Val:
    """The divisor is kept above zero where only the context of use proves it."""
    divisor = y.value if node.right.type.low > 0 else b.highest(y.value, "1")
    power = literal(10**node.right.type.scale)
    return Val(b.mul(b.mul(x.value, y.den), power), den=b.mul(x.den, divisor))


def _aligned(b: Masks, node: Binary | Compare, x: Val, y: Val) -> tuple[str, str]:
    """Both numerators at the larger scale over the product of the denominators."""
    scale = max(node.left.type.scale, node.right.type.scale)
    left = b.mul(b.mul(_integer(b, x), _power(scale, node.left)), y.den)
    right = b.mul(b.mul(_integer(b, y), _power(scale, node.right)), x.den)
    return left, right


def _power(scale: int, node: Node) -> str:
    return literal(10 ** (scale - node.type.scale))


def _integer(b: Masks, v: Val) -> str:
    return b.convert("zext", "i1", v.value, "i64") if v.kind == "i1" else v.value


def compare(b: Masks, node: Compare, x: Val, y: Val) -> Val:
    """``Compare``; also of two ja/nee values."""
    left, right = _aligned(b, node, x, y)
    return b.strict(Val(b.compare(_PREDICATES[node.op], left, right), "i1"), x, y)


def extreme(b: Masks, pick: Pick, values: Sequence[Val]) -> Val:
    """``Extreme``."""
    found = values[0].value
    for v in values[1:]:
        found = b.lowest(found, v.value) if pick is Pick.MIN else b.highest(found, v.value)
    return b.strict(Val(found), *values)


def rescale(b: Masks, value: Val, by: int) -> Val:
    """``Rescale``; the only strict node that lets nvt through, since it changes no meaning."""
    return b.strict(Val(b.mul(value.value, literal(10**by)), nvt=value.nvt), value)


def rounded(b: Masks, node: Round, value: Val) -> Val:
    """``Round``: the magnitude is divided, the sign put back."""
    ten_up, ten_down = 10**node.type.scale, 10**node.value.type.scale * node.step
    common = gcd(ten_up, ten_down)
    numerator = b.mul(value.value, literal(ten_up // common))
    divisor = b.mul(value.den, literal(ten_down // common))
    if node.value.type.low >= 0:
        result = _steps(b, node, numerator, divisor)
    else:
        negative = b.compare("slt", numerator, "0")
        magnitude = b.select("i64", negative, b.sub("0", numerator), numerator)
        b.note(magnitude, 0, max(-node.value.type.low, node.value.type.high) * (ten_up // common))
        size = _steps(b, node, magnitude, divisor)
        result = b.select("i64", negative, b.sub("0", size), size)
    return b.strict(Val(result), value)


def _steps(b: Masks, node: Round, magnitude: str, divisor: str) -> str:
    """``magnitude / divisor`` in whole steps; half up is ``(m + d div 2) div d``, exactly."""
    if node.mode is RoundMode.HALF_UP:
        magnitude = b.add(magnitude, _half(b, divisor))
    elif node.mode is RoundMode.UP:
        magnitude = b.add(magnitude, b.sub(divisor, "1"))
    return b.mul(b.arith("udiv", "i64", magnitude, divisor), literal(node.step))


def _half(b: Masks, divisor: str) -> str:
    known = number_of(divisor)
    return b.arith("lshr", "i64", divisor, "1") if known is None else literal(known // 2)
