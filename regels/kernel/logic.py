"""Code for the nodes that are not strict: choice, three-valued logic, nvt and known."""

from collections.abc import Sequence
from dataclasses import replace

from regels.kernel.masks import Masks, Val


def negation(b: Masks, value: Val) -> Val:
    """``Not``."""
    holds, possible = b.rails(value)
    return Val(b.negate(value.value), "i1", value.mask, rails=(b.negate(possible), b.negate(holds)))


def conjunction(b: Masks, values: Sequence[Val]) -> Val:
    """``And``: a known false decides; otherwise an unknown does."""
    holds = possible = "true"
    for v in values:
        rails = b.rails(v)
        holds, possible = b.both(holds, rails[0]), b.both(possible, rails[1])
    return _three_valued(b, values, holds, possible)


def disjunction(b: Masks, values: Sequence[Val]) -> Val:
    """``Or``: a known true decides; otherwise an unknown does."""
    holds = possible = "false"
    for v in values:
        rails = b.rails(v)
        holds, possible = b.either(holds, rails[0]), b.either(possible, rails[1])
    return _three_valued(b, values, holds, possible)


def _three_valued(b: Masks, values: Sequence[Val], holds: str, possible: str) -> Val:
    """The reasons of all, but none when it is decided; the marks of all."""
    every = b.strict(Val(holds, "i1", rails=(holds, possible)), *values)
    undecided = "false" if holds == possible else b.both(possible, b.negate(holds))
    return replace(every, mask=b.unsure(undecided, every.mask))


def choice(b: Masks, condition: Val, then: Val, otherwise: Val) -> Val:
    """``If``; with an unknown condition two equal known branches still give their value."""
    taken = b.select_val(condition.value, then, otherwise)
    own = b.marks(condition.mask)
    mask = b.union([own, taken.mask])
    if condition.mask.bits & b.unknown_bits:
        agreed = b.union([own, b.marks(then.mask), b.marks(otherwise.mask)])
        differs = b.unsure("true", condition.mask)
        undecided = b.choose(_same(b, then, otherwise), agreed, differs)
        mask = b.choose(b.unknown(condition), undecided, mask)
    return replace(taken, mask=mask)


def _same(b: Masks, x: Val, y: Val) -> str:
    """i1: both known, and equal or both nvt."""
    boolean = x.kind == "i1"
    equal = b.op(f"icmp eq i1 {x.value}, {y.value}") if boolean else b.compare("eq", x.value, y.value)
    plain = b.both(b.negate(b.either(x.nvt, y.nvt)), equal)
    return b.both(b.known(b.strict(x, x, y)), b.either(b.both(x.nvt, y.nvt), plain))


def if_nvt(b: Masks, value: Val, default: Val) -> Val:
    """``IfNvt``: the default for a known nvt, with the marks of both."""
    absent = b.both(value.nvt, b.known(value))
    return Val(
        value=b.select(value.kind, absent, default.value, value.value),
        kind=value.kind,
        mask=b.union([value.mask, b.when(absent, default.mask)]),
        nvt=b.both(absent, default.nvt),
    )


def is_applicable(b: Masks, value: Val) -> Val:
    """``IsApplicable``: as known as its value."""
    return Val(b.negate(value.nvt), "i1", value.mask)


def is_known(b: Masks, value: Val) -> Val:
    """``IsKnown``: always known."""
    return Val(b.known(value), "i1")
