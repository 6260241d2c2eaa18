"""Code for the nodes that are not strict: choice, three-valued logic, nvt and known."""

from collections.abc import Sequence
from dataclasses import replace

from regels.kernel.masks import Masks, Val


def conjunction(b: Masks, values: Sequence[Val]) -> Val:
    """``And``: a known false decides; otherwise an unknown does."""
    refuted = "false"
    for v in values:
        refuted = b.either(refuted, b.fails(v))
    return _three_valued(b, values, b.negate(refuted), refuted)


def disjunction(b: Masks, values: Sequence[Val]) -> Val:
    """``Or``: a known true decides; otherwise an unknown does."""
    proved = "false"
    for v in values:
        proved = b.either(proved, b.holds(v))
    return _three_valued(b, values, proved, proved)


def _three_valued(b: Masks, values: Sequence[Val], value: str, decided: str) -> Val:
    """The reasons of all, but none when it is decided; the marks of all."""
    every = b.strict(Val(value, "i1"), *values)
    return replace(every, mask=b.select("i64", decided, b.marks(every), every.mask))


def choice(b: Masks, condition: Val, then: Val, otherwise: Val) -> Val:
    """``If``; with an unknown condition two equal known branches still give their value."""
    taken = b.select_val(condition.value, then, otherwise)
    mask = b.bit_or(condition.mask, taken.mask)
    if condition.bits & b.unknown_bits:
        agreed = b.union([b.marks(condition), then.mask, otherwise.mask])
        undecided = b.select("i64", _same(b, then, otherwise), agreed, condition.mask)
        mask = b.select("i64", b.unknown(condition), undecided, mask)
    return replace(taken, mask=mask, bits=taken.bits | condition.bits)


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
        mask=b.bit_or(value.mask, b.select("i64", absent, default.mask, "0")),
        bits=value.bits | default.bits,
        nvt=b.both(absent, default.nvt),
    )


def is_applicable(b: Masks, value: Val) -> Val:
    """``IsApplicable``: as known as its value."""
    return Val(b.negate(value.nvt), "i1", value.mask, value.bits)


def is_known(b: Masks, value: Val) -> Val:
    """``IsKnown``: always known."""
    return Val(b.known(value), "i1")
