"""Code that reads the input columns of a row."""

from regels.kernel.builder import flag
from regels.kernel.desk import valid_bit, value_bit
from regels.kernel.layout import INPUT_FIELDS, NARROW, Physical, physical
from regels.kernel.masks import Masks, Val, filler
from regels.plan.plan import InputSpec


def word(b: Masks, base: str, number: int) -> str:
    """The ``number``-th 64-bit word at ``base``."""
    return b.load("i64", b.at(base, str(8 * number)), 8)


def pointer(b: Masks, base: str, number: int) -> str:
    """The ``number``-th word at ``base`` as a pointer."""
    return b.load("ptr", b.at(base, str(8 * number)), 8)


def is_set(b: Masks, array: str, number: int) -> str:
    """i1: whether the byte of this row is not zero; side by side it is in a bitmap."""
    if b.lanes > 1:
        return b.op(f"bit {number}")
    return b.op(f"icmp ne i8 {b.load('i8', b.at(array, '%row'))}, 0")


def _bit(b: Masks, field: int, number: int) -> str:
    """i1: this row's bit of a bitmap, given the first of the three words that describe it."""
    if b.lanes > 1:
        return b.op(f"bit {number}")
    return _bit_at(b, field, _times_row(b, word(b, "%in", field + 2)))


def _bit_at(b: Masks, field: int, moved: str) -> str:
    """i1: one bit of a bitmap, so many bits after the first."""
    position = b.add(moved, word(b, "%in", field + 1))
    byte = b.load("i8", b.at(pointer(b, "%in", field), b.arith("lshr", "i64", position, "3")))
    shift = b.op(f"trunc i64 {b.bit_and(position, '7')} to i8")
    return b.op(f"trunc i8 {b.op(f'lshr i8 {byte}, {shift}')} to i1")


def _nvt_bit(b: Masks, field: int) -> str:
    """i1: as ``_bit``; side by side the bit is that of the whole column."""
    return _bit_at(b, field, "0" if b.lanes > 1 else _times_row(b, word(b, "%in", field + 2)))


def _times_row(b: Masks, stride: str) -> str:
    return b.mul("%row", stride)


def _element(b: Masks, index: int, form: Physical) -> str:
    """i64: this row's element."""
    base, kind = INPUT_FIELDS * index, "i32" if form is Physical.HALF else "i64"
    if b.lanes > 1:
        found = b.op(f"element {kind} {index}")
        return b.convert("sext", "i32", found, "i64") if kind == "i32" else found
    stride = word(b, "%in", base + 2)
    place = b.at(pointer(b, "%in", base), _times_row(b, stride))
    return _half(b, place) if form is Physical.HALF else _whole(b, place, stride)


def _half(b: Masks, place: str) -> str:
    return b.convert("sext", "i32", b.load("i32", place), "i64")


def _whole(b: Masks, place: str, stride: str) -> str:
    """i64: an element of 4 bytes, or of 8 or more of which nothing past the first 8 is read."""
    narrow = b.compare("eq", stride, str(NARROW))
    low, high = b.load("i32", place), b.load("i32", b.at(place, b.select("i64", narrow, "0", "4")))
    upper = b.arith("shl", "i64", b.convert("sext", "i32", high, "i64"), "32")
    both = b.bit_or(upper, b.convert("zext", "i32", low, "i64"))
    return b.select("i64", narrow, b.convert("sext", "i32", low, "i64"), both)


def read(b: Masks, spec: InputSpec, index: int, rejected: str) -> Val:
    """An input; on a rejected row, whose elements may be anything, a filler value."""
    base = INPUT_FIELDS * index
    form = physical(spec.type)
    valid = _bit(b, base + 3, valid_bit(index))
    usable = b.both(valid, b.negate(rejected))
    if form is Physical.BITS:
        value, kind = b.select("i1", usable, _bit(b, base, value_bit(index)), filler(spec.type)), "i1"
    else:
        value, kind = b.select("i64", usable, _element(b, index, form), filler(spec.type)), "i64"
    nvt = b.both(b.negate(valid), _nvt_bit(b, base + 6)) if spec.type.nvt else flag(False)
    return Val(value, kind, b.when(b.negate(b.either(valid, nvt)), b.mask(spec.bit)), nvt)
