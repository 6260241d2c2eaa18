"""Code that reads the input columns of a row."""

from regels.kernel.builder import flag, literal
from regels.kernel.layout import INPUT_FIELDS, Physical, physical
from regels.kernel.masks import Masks, Val, filler
from regels.plan.plan import InputSpec


def word(b: Masks, base: str, number: int) -> str:
    """The ``number``-th 64-bit word at ``base``."""
    return b.load("i64", b.at(base, str(8 * number)), 8)


def pointer(b: Masks, base: str, number: int) -> str:
    """The ``number``-th word at ``base`` as a pointer."""
    return b.load("ptr", b.at(base, str(8 * number)), 8)


def is_set(b: Masks, array: str) -> str:
    """i1: whether the byte of this row is not zero."""
    return b.op(f"icmp ne i8 {b.load('i8', b.at(array, '%row'))}, 0")


def _bit(b: Masks, base: int, data: int, offset: int, step: int) -> str:
    """i1: this row's bit of a bitmap, given the words of its descriptor."""
    position = b.add(b.mul("%row", word(b, "%in", base + step)), word(b, "%in", base + offset))
    byte = b.load("i8", b.at(pointer(b, "%in", base + data), b.arith("lshr", "i64", position, "3")))
    shift = b.op(f"trunc i64 {b.bit_and(position, '7')} to i8")
    return b.op(f"trunc i8 {b.op(f'lshr i8 {byte}, {shift}')} to i1")


def _element(b: Masks, base: int, form: Physical) -> str:
    """i64: this row's element."""
    place = b.at(pointer(b, "%in", base), b.mul("%row", word(b, "%in", base + 2)))
    if form is Physical.HALF:
        return b.convert("sext", "i32", b.load("i32", place), "i64")
    return b.load("i64", place)


def read(b: Masks, spec: InputSpec, index: int, rejected: str) -> Val:
    """An input; on a rejected row, whose elements may be anything, a filler value."""
    base = INPUT_FIELDS * index
    form = physical(spec.type)
    valid = _bit(b, base, 3, 4, 5)
    usable = b.both(valid, b.negate(rejected))
    if form is Physical.BITS:
        value, kind = b.select("i1", usable, _bit(b, base, 0, 1, 2), filler(spec.type)), "i1"
    else:
        value, kind = b.select("i64", usable, _element(b, base, form), filler(spec.type)), "i64"
    nvt = b.both(b.negate(valid), _bit(b, base, 6, 7, 8)) if spec.type.nvt else flag(False)
    mask = b.select("i64", b.either(valid, nvt), "0", literal(spec.bit))
    return Val(value, kind, mask, spec.bit, nvt)
