"""Typed nodes from typed nodes: kinds and units must fit, scales and bounds are worked out.

Every function returns a node whose type carries proved bounds, or raises ``Mismatch`` with
what was found and what to do. Bounds that do not fit in 63 bits are refused, so that no
reader can ever overflow.
"""

from collections.abc import Sequence
from itertools import product

from regels.plan import nodes as n
from regels.plan.kinds import combine, type_text, unit_text
from regels.plan.types import BOOL, INT64_MAX, Kind, Type

NUMERIC = (Kind.NUMBER, Kind.MONEY, Kind.PERCENT)
ORDERED = (*NUMERIC, Kind.DATE, Kind.MONTH)
DAY = (("dag", 1),)
MONTHS = (("maand", 1),)
YEARS = (("jaar", 1),)


class Mismatch(Exception):
    """Types, units or bounds that do not fit together."""

    def __init__(self, message: str, advice: str = "", code: str = "soort") -> None:
        super().__init__(message)
        self.message, self.advice, self.code = message, advice, code


def fits(*numbers: int) -> None:
    """Refuse bounds that a 64-bit integer cannot hold."""
    if max(abs(number) for number in numbers) > INT64_MAX // 4:
        raise Mismatch("Deze berekening kan te grote getallen geven.",
                       "Geef de invoer een kleiner minimum en maximum.", "te_groot")  # fmt: skip


def applicable(node: n.Node) -> n.Node:
    """Refuse a value that may be n.v.t. where a plain value is needed."""
    if node.type.nvt:
        raise Mismatch("Deze waarde kan ‘niet van toepassing’ zijn.",
                       "Gebruik ALS_NVT(waarde; wat dan geldt) of toets met ‘is van toepassing’.", "nvt")  # fmt: skip
    return node


def plain(node: n.Node) -> n.Node:
    """Refuse a ratio where a stored value is needed."""
    if node.type.ratio:
        raise Mismatch("Een deling geeft een breuk.", "Rond eerst af: AFRONDEN(… / …; naam).", "breuk")
    return node


def boolean(node: n.Node) -> n.Node:
    """Refuse anything but ja/nee."""
    if node.type.kind is not Kind.BOOL:
        raise Mismatch(f"Hier hoort ja of nee, maar dit is een {type_text(node.type)}.")
    return applicable(node)


def rescale(node: n.Node, scale: int) -> n.Node:
    """The same value at a larger scale."""
    kind = node.type
    if kind.scale == scale:
        return node
    factor = 10 ** (scale - kind.scale)
    fits(kind.low * factor, kind.high * factor)
    new = Type(kind.kind, kind.unit, kind.options, kind.nvt, scale, kind.low * factor, kind.high * factor,
               literal=kind.literal)  # fmt: skip
    if isinstance(node, n.Const):
        return n.Const(new, node.value * factor)
    return n.Nvt(new) if isinstance(node, n.Nvt) else n.Rescale(new, node)


def common(values: Sequence[n.Node], what: str) -> tuple[list[n.Node], Type]:
    """The values at one scale, and the type that holds them all (kind, unit, bounds, nvt)."""
    written = [value for value in values if not isinstance(value, n.Nvt)]
    if not written:
        raise Mismatch(f"{what}: alles is n.v.t.")
    lead = next((value.type for value in written if not value.type.literal), written[0].type)
    for value in written:
        same_kind(lead, value.type, what)
        plain(value)
    scale = max(value.type.scale for value in written)
    scaled = [n.Nvt(value.type) if isinstance(value, n.Nvt) else rescale(value, scale) for value in values]
    types = [value.type for value in scaled if not isinstance(value, n.Nvt)]
    nvt = any(kind.nvt for kind in types) or len(written) < len(values)
    low, high = min(kind.low for kind in types), max(kind.high for kind in types)
    if nvt:
        low, high = min(low, 0), max(high, 0)
    whole = Type(
        lead.kind, lead.unit, lead.options, nvt, scale, low, high, literal=all(t.literal for t in types)
    )
    return [n.Nvt(whole) if isinstance(value, n.Nvt) else value for value in scaled], whole


def same_kind(left: Type, right: Type, what: str) -> None:
    """Refuse two kinds, units or option lists that are not the same."""
    if left.kind is not right.kind:
        raise Mismatch(f"{what}: een {type_text(left)} en een {type_text(right)} gaan niet samen.")
    if left.unit != right.unit and not (left.literal or right.literal):
        found = (
            f"‘{unit_text(left.unit) or 'zonder eenheid'}’ en ‘{unit_text(right.unit) or 'zonder eenheid'}’"
        )
        raise Mismatch(f"{what}: de eenheden {found} verschillen.", code="eenheid")
    if left.options != right.options:
        raise Mismatch(f"{what}: dit zijn keuzes uit twee verschillende lijsten.")


def arithmetic(op: n.Arith, left: n.Node, right: n.Node) -> n.Node:
    """``left op right`` for numbers, amounts, dates and months."""
    applicable(left), applicable(right)
    if left.type.kind in (Kind.DATE, Kind.MONTH) or right.type.kind in (Kind.DATE, Kind.MONTH):
        return _calendar(op, left, right)
    for side in (left, right):
        if side.type.kind not in NUMERIC:
            raise Mismatch(f"Met een {type_text(side.type)} kan niet worden gerekend.")
    if op in (n.Arith.ADD, n.Arith.SUB):
        return _sum(op, left, right)
    return _multiply(left, right) if op is n.Arith.MUL else _divide(left, right)


def _calendar(op: n.Arith, left: n.Node, right: n.Node) -> n.Node:
    days = {Kind.DATE: DAY, Kind.MONTH: MONTHS}
    kind, step = left.type.kind, days.get(left.type.kind)
    if op is n.Arith.SUB and kind is right.type.kind and step:
        low, high = left.type.low - right.type.high, left.type.high - right.type.low
        return n.Binary(Type(Kind.NUMBER, step, low=low, high=high), op, left, right)
    if op in (n.Arith.ADD, n.Arith.SUB) and step and right.type.kind is Kind.NUMBER and right.type.scale == 0:
        if kind is Kind.DATE and right.type.unit == MONTHS:
            return _months_later(op, left, right)
        if right.type.unit != step:
            raise Mismatch(
                f"Bij een {kind.value} kan alleen een aantal {step[0][0]}en.",
                f"Schrijf bijvoorbeeld 3 {step[0][0]}en.",
            )
        shift = (
            (right.type.low, right.type.high) if op is n.Arith.ADD else (-right.type.high, -right.type.low)
        )
        return n.Binary(
            Type(kind, low=left.type.low + shift[0], high=left.type.high + shift[1]), op, left, right
        )
    raise Mismatch(f"{type_text(left.type)} {op.value} {type_text(right.type)} betekent niets.")


def _months_later(op: n.Arith, left: n.Node, right: n.Node) -> n.Node:
    months = right if op is n.Arith.ADD else negate(right)
    low = left.type.low + min(months.type.low * 28, months.type.low * 31) - 31
    high = left.type.high + max(months.type.high * 28, months.type.high * 31) + 31
    return n.AddMonths(Type(Kind.DATE, low=low, high=high), left, months)


def _sum(op: n.Arith, left: n.Node, right: n.Node) -> n.Node:
    same_kind(left.type, right.type, "Optellen en aftrekken")
    lead = right.type if left.type.literal else left.type
    scale = max(left.type.scale, right.type.scale)
    if left.type.ratio or right.type.ratio:
        return _ratio_sum(op, left, right, lead, scale)
    left, right = rescale(left, scale), rescale(right, scale)
    a, b = left.type, right.type
    low, high = (a.low + b.low, a.high + b.high) if op is n.Arith.ADD else (a.low - b.high, a.high - b.low)
    fits(low, high)
    return n.Binary(Type(lead.kind, lead.unit, scale=scale, low=low, high=high), op, left, right)


def _hull(*ranges: tuple[int, int]) -> tuple[int, int]:
    corners = [1]
    for bounds in ranges:
        corners = [a * b for a, b in product(corners, bounds)]
    fits(*corners)
    return min(corners), max(corners)


def _ratio_sum(op: n.Arith, left: n.Node, right: n.Node, lead: Type, scale: int) -> n.Node:
    a, b = left.type, right.type
    up_a, up_b = 10 ** (scale - a.scale), 10 ** (scale - b.scale)
    first = _hull((a.low * up_a, a.high * up_a), (b.den_low, b.den_high))
    second = _hull((b.low * up_b, b.high * up_b), (a.den_low, a.den_high))
    low = first[0] + (second[0] if op is n.Arith.ADD else -second[1])
    high = first[1] + (second[1] if op is n.Arith.ADD else -second[0])
    dens = _hull((a.den_low, a.den_high), (b.den_low, b.den_high))
    fits(low, high)
    kind = Type(
        lead.kind, lead.unit, scale=scale, low=low, high=high, ratio=True, den_low=dens[0], den_high=dens[1]
    )
    return n.Binary(kind, op, left, right)


def _product_kind(left: Type, right: Type, sign: int) -> tuple[Kind, tuple[tuple[str, int], ...]]:
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


def _multiply(left: n.Node, right: n.Node) -> n.Node:
    kind, unit = _product_kind(left.type, right.type, 1)
    a, b = left.type, right.type
    low, high = _hull((a.low, a.high), (b.low, b.high))
    dens = _hull((a.den_low, a.den_high), (b.den_low, b.den_high))
    whole = Type(kind, unit, scale=a.scale + b.scale, low=low, high=high, ratio=a.ratio or b.ratio,
                 den_low=dens[0], den_high=dens[1])  # fmt: skip
    return n.Binary(whole, n.Arith.MUL, left, right)


def _divide(left: n.Node, right: n.Node) -> n.Node:
    kind, unit = _product_kind(left.type, right.type, -1)
    a, b = left.type, right.type
    if b.low <= 0:
        raise Mismatch("Er kan door nul of minder worden gedeeld.",
                       "Zorg dat de deler altijd boven nul is, bijvoorbeeld met MAX(deler; 1).", "deling")  # fmt: skip
    factor = 10**b.scale
    low, high = _hull((a.low * factor, a.high * factor), (b.den_low, b.den_high))
    dens = _hull((a.den_low, a.den_high), (b.low, b.high))
    whole = Type(kind, unit, scale=a.scale, low=low, high=high, ratio=True, den_low=dens[0], den_high=dens[1])
    return n.Binary(whole, n.Arith.DIV, left, right)


def negate(value: n.Node) -> n.Node:
    """``-value`` as ``0 - value``."""
    if isinstance(value, n.Const):
        return n.Const(value.type.bounded(-value.value, -value.value), -value.value)
    zero = n.Const(Type(value.type.kind, value.type.unit, scale=value.type.scale, literal=True), 0)
    return _sum(n.Arith.SUB, zero, applicable(value))


def compare(op: n.Comparison, left: n.Node, right: n.Node) -> n.Node:
    """``left op right``; choices and ja/nee only with = and <>.

    For = and <> one side may be n.v.t.; it then equals nothing.
    """
    if op in (n.Comparison.EQ, n.Comparison.NE) and left.type.nvt != right.type.nvt:
        return _compare_nvt(op, left, right) if left.type.nvt else _compare_nvt(op, right, left)
    applicable(left), applicable(right)
    same_kind(left.type, right.type, "Vergelijken")
    if left.type.kind not in ORDERED and op not in (n.Comparison.EQ, n.Comparison.NE):
        raise Mismatch(f"Een {left.type.kind.value} heeft geen volgorde.", "Gebruik = of <>.")
    scale = max(left.type.scale, right.type.scale)
    if left.type.ratio or right.type.ratio:
        _ratio_sum(n.Arith.SUB, left, right, left.type, scale)
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
    match op:
        case n.Comparison.EQ:
            return left == right
        case n.Comparison.NE:
            return left != right
        case n.Comparison.LT:
            return left < right
        case n.Comparison.LE:
            return left <= right
        case n.Comparison.GT:
            return left > right
        case n.Comparison.GE:
            return left >= right


def choose(condition: n.Node, then: n.Node, otherwise: n.Node) -> n.Node:
    """``als condition dan then anders otherwise``; a constant condition picks its branch."""
    boolean(condition)
    if isinstance(then, n.Nvt) and isinstance(otherwise, n.Nvt):
        return then
    (then, otherwise), kind = common([then, otherwise], "De twee uitkomsten van een ‘als’")
    if isinstance(condition, n.Const):
        return then if condition.value else otherwise
    return n.If(kind, condition, then, otherwise)


def extreme(pick: n.Pick, values: Sequence[n.Node]) -> n.Node:
    """MIN or MAX."""
    for value in values:
        applicable(value)
    scaled, kind = common(values, pick.value)
    if kind.kind not in ORDERED:
        raise Mismatch(f"{pick.value} kan niet op een {type_text(kind)}.")
    best = min if pick is n.Pick.MIN else max
    kind = kind.bounded(best(v.type.low for v in scaled), best(v.type.high for v in scaled))
    return n.Extreme(kind, pick, tuple(scaled))


def logic(values: Sequence[n.Node], conjunction: bool) -> n.Node:
    """``en`` / ``of``, without the constants that decide nothing."""
    neutral = 1 if conjunction else 0
    kept = [
        value for value in map(boolean, values) if not (isinstance(value, n.Const) and value.value == neutral)
    ]
    decided = [value for value in kept if isinstance(value, n.Const)]
    if decided:
        return decided[0]
    if not kept:
        return n.Const(BOOL, neutral)
    if len(kept) == 1:
        return kept[0]
    return (n.And if conjunction else n.Or)(BOOL, tuple(kept))


def invert(value: n.Node) -> n.Node:
    """``niet value``."""
    boolean(value)
    return n.Const(BOOL, 1 - value.value) if isinstance(value, n.Const) else n.Not(BOOL, value)


def if_nvt(value: n.Node, default: n.Node) -> n.Node:
    """``ALS_NVT(value; default)``; a value that is never n.v.t. stays as it is.

    Of ``als c dan x anders n.v.t.`` it makes ``als c dan x anders default``, which may be known
    when c is not.
    """
    if isinstance(value, n.Nvt):
        return default
    if isinstance(value, n.If) and isinstance(value.otherwise, n.Nvt):
        return choose(value.condition, if_nvt(value.then, default), default)
    (value, default), kind = common([value, default], "ALS_NVT")
    if not value.type.nvt:
        return value
    return n.IfNvt(kind.may_be_nvt(default.type.nvt), value, default)


def round_to(value: n.Node, name: str, mode: n.RoundMode, step: int, scale: int) -> n.Node:
    """``AFRONDEN(value; name)`` to a multiple of ``step`` at ``scale``."""
    applicable(value)
    kind = value.type
    if kind.kind not in (Kind.MONEY, Kind.NUMBER):
        raise Mismatch(f"Een {type_text(kind)} kan niet worden afgerond.")
    up, down = 10**scale, 10**kind.scale * step
    bounds = (kind.low * up * 2, kind.high * up * 2, kind.den_high * down * 2)
    fits(*bounds)
    low = min(-(-abs(kind.low) * up // (kind.den_low * down)) * step * (1 if kind.low >= 0 else -1), 0)
    high = -(-abs(kind.high) * up // (kind.den_low * down)) * step
    low, high = (low - step if kind.low < 0 else 0), (high + step if kind.high > 0 else 0)
    return n.Round(Type(kind.kind, kind.unit, scale=scale, low=low, high=high), value, name, mode, step)
