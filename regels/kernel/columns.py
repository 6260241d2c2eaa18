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
    if b.lanes == 1:
        return b.op(f"icmp ne i8 {b.load('i8', b.at(array, '%row'))}, 0")
    near = b.load("i64", b.at(array, b.bit_and("%row", "-8")), 8)
    shift = b.arith("shl", "i64", b.bit_and("%row", "7"), "3")
    return b.compare("ne", b.bit_and(near, b.arith("shl", "i64", "255", shift)), "0")


def _bit(b: Masks, field: int) -> str:
    """i1: this row's bit of a bitmap, given the first of the three words that describe it."""
    position = b.add(_times_row(b, word(b, "%in", field + 2)), word(b, "%in", field + 1))
    return _bit_at(b, pointer(b, "%in", field), position)


def _bit_at(b: Masks, bitmap: str, position: str) -> str:
    """i1: one bit of a bitmap; side by side its whole word is read, for there are no gathers of bytes."""
    if b.lanes == 1:
        byte = b.load("i8", b.at(bitmap, b.arith("lshr", "i64", position, "3")))
        shift = b.op(f"trunc i64 {b.bit_and(position, '7')} to i8")
        return b.op(f"trunc i8 {b.op(f'lshr i8 {byte}, {shift}')} to i1")
    near = b.load("i64", b.at(bitmap, b.arith("shl", "i64", b.arith("lshr", "i64", position, "6"), "3")), 8)
    single = b.op(f"call i64 @llvm.fshl.i64(i64 1, i64 1, i64 {position})")
    return b.compare("ne", b.bit_and(near, single), "0")


def _nvt_bit(b: Masks, field: int) -> str:
    """As ``_bit``; side by side the bit is that of the whole column."""
    if b.lanes == 1:
        return _bit(b, field)
    return _bit_at(b, pointer(b, "%in", field), word(b, "%in", field + 1))


def _times_row(b: Masks, stride: str) -> str:
    """A stride times the number of the row; both are less than 2³² when rows go side by side."""
    b.note(stride, 0, 2**32 - 1)
    return b.mul("%row", stride)


def _element(b: Masks, base: int, form: Physical) -> str:
    """i64: this row's element."""
    place = b.at(pointer(b, "%in", base), _times_row(b, word(b, "%in", base + 2)))
    if form is Physical.HALF:
        return b.convert("sext", "i32", b.load("i32", place), "i64")
    return b.load("i64", place)


def read(b: Masks, spec: InputSpec, index: int, rejected: str) -> Val:
    """An input; on a rejected row, whose elements may be anything, a filler value."""
    base = INPUT_FIELDS * index
    form = physical(spec.type)
    valid = _bit(b, base + 3)
    usable = b.both(valid, b.negate(rejected))
    if form is Physical.BITS:
        value, kind = b.select("i1", usable, _bit(b, base), filler(spec.type)), "i1"
    else:
        value, kind = b.select("i64", usable, _element(b, base, form), filler(spec.type)), "i64"
    nvt = b.both(b.negate(valid), _nvt_bit(b, base + 6)) if spec.type.nvt else flag(False)
    mask = b.select("i64", b.either(valid, nvt), "0", literal(spec.bit))
    return Val(value, kind, mask, spec.bit, nvt)
