"""One column of any reasonable Arrow type to its canonical type.

Canonical: bedrag, and getal with decimals, ``decimal128(18, scale)``; percentage
``decimal128(18, scale - 2)`` (12,5% is 12.5); whole getal ``int64``; ja/nee ``bool``; keuze ``int32``
(place in the options); datum ``int32`` (days since 1970-01-01); maand ``int32`` (months since 1970-01);
duur ``int32``. A value is taken exactly or not at all; null stays null.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.plan.plan import InputSpec
from regels.plan.types import Kind, Type
from regels.tabel.integers import (
    Bytes,
    Ints,
    Mask,
    as_int64,
    decimal_array,
    decimal_words,
    first_days,
    fixed,
    ints_array,
    months_of,
    relabel,
    valid_mask,
    without,
)
from regels.tabel.rejects import Problem
from regels.tabel.style import SHEET, Style
from regels.tabel.text import text_values
from regels.tabel.wording import decimals

_MOST = 10**18 - 1
_EXACT_FLOAT = 2**53
_PER_DAY = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
_NUMERIC = (Kind.MONEY, Kind.NUMBER, Kind.PERCENT)


class WrongKind(Exception):
    """A column of this Arrow type can never hold values of this kind."""


@dataclass(frozen=True, slots=True)
class Cells:
    """``values``: canonical, null where there is a problem. ``problems``: per row, or None for none."""

    values: pa.Array
    problems: Bytes | None = None


def canonical_type(type: Type) -> pa.DataType:
    """The Arrow type that the kernel reads for values of this type."""
    match type.kind:
        case Kind.BOOL:
            return pa.bool_()
        case Kind.CHOICE | Kind.DATE | Kind.MONTH:
            return pa.int32()
        case Kind.NUMBER if type.scale == 0:
            return pa.int64()
    return pa.decimal128(18, decimals(type))


def is_text(type: pa.DataType) -> bool:
    """Whether values of this Arrow type are text."""
    return bool(pa.types.is_string(type) or pa.types.is_large_string(type) or pa.types.is_string_view(type))


def convert(spec: InputSpec, array: pa.Array, style: Style) -> Cells:
    """The canonical cells of one column. Raises ``WrongKind`` when the type as a whole does not fit."""
    cells = _converted(spec, array, style)
    return _without_shares(spec.type, cells) if style is SHEET and spec.type.kind is Kind.PERCENT else cells


def _without_shares(type: Type, cells: Cells) -> Cells:
    """In a sheet 0,1 may be 0,1% or a cell that shows 10%; nobody can tell, so it is set apart."""
    values = decimal_words(cells.values)[0]
    doubtful = np.asarray(cells.values.is_valid()) & (values > 0) & (values <= 10 ** decimals(type))
    if not doubtful.any():
        return cells
    problems = np.zeros(len(values), np.uint8) if cells.problems is None else cells.problems.copy()
    problems[doubtful] = Problem.SHARE
    return Cells(
        _array(type, np.where(doubtful, 0, values), np.asarray(cells.values.is_valid()) & ~doubtful), problems
    )


def _converted(spec: InputSpec, array: pa.Array, style: Style) -> Cells:
    type = array.type
    all_null = array.null_count == len(array) and not pa.types.is_union(type)
    if all_null or pa.types.is_null(type):
        return Cells(pa.nulls(len(array), canonical_type(spec.type)))
    if pa.types.is_dictionary(type):
        return _dictionary(spec, array, style)
    if pa.types.is_union(type):
        return _mixed(spec, array, style)
    if is_text(type):
        return _built(spec.type, *text_values(spec, array.cast(pa.string()), style))
    if spec.type.kind is Kind.BOOL and pa.types.is_boolean(type):
        return Cells(array)
    if spec.type.kind in (Kind.DATE, Kind.MONTH) and (pa.types.is_date(type) or pa.types.is_timestamp(type)):
        return _date(spec.type, array)
    if spec.type.kind in _NUMERIC:
        if pa.types.is_decimal(type):
            return _decimal(spec.type, array)
        if pa.types.is_integer(type):
            return _integer(spec.type, array)
        if pa.types.is_floating(type):
            return _float(spec.type, array)
    raise WrongKind(str(type))


def _in_range(values: Ints, type: Type) -> bool:
    """Whether all stored values fit; what stands under a null may make this needlessly false."""
    return len(values) == 0 or (int(values.min()) >= type.low and int(values.max()) <= type.high)


def _built(type: Type, values: Ints, valid: Mask | None, problems: Bytes | None) -> Cells:
    """Check the range and build the canonical column; only bool and choice have no range."""
    if type.kind not in (Kind.BOOL, Kind.CHOICE) and not _in_range(values, type):
        outside = (values < type.low) | (values > type.high)
        if valid is not None:
            outside &= valid
        if outside.any():
            problems = np.zeros(len(values), np.uint8) if problems is None else problems
            problems[outside & (problems == 0)] = Problem.OUT_OF_RANGE
    if problems is not None:
        bad = problems != 0
        if bad.any():
            valid = ~bad if valid is None else valid & ~bad
            values = np.where(bad, 0, values)
        else:
            problems = None
    return Cells(_array(type, values, valid), problems)


def _array(type: Type, values: Ints, valid: Mask | None) -> pa.Array:
    target = canonical_type(type)
    if pa.types.is_boolean(target):
        return pa.array(values != 0, mask=None if valid is None else ~valid)
    if pa.types.is_decimal(target):
        return decimal_array(values, valid, target.scale)
    return ints_array(values if valid is None else np.where(valid, values, 0), valid, target)


def _dictionary(spec: InputSpec, array: pa.Array, style: Style) -> Cells:
    cells = convert(spec, array.dictionary, style)
    values = cells.values.take(array.indices)
    if cells.problems is None:
        return Cells(values)
    where = as_int64(array.indices)
    return Cells(
        values, np.where(np.asarray(pc.is_valid(array.indices)), cells.problems[where], 0).astype(np.uint8)
    )


def _mixed(spec: InputSpec, array: pa.Array, style: Style) -> Cells:
    """Cells of a sheet: each has its own kind, and a kind that does not fit is a problem of that row."""
    codes = fixed(pa.Array.from_buffers(pa.int8(), len(array), [None, array.buffers()[1]]), np.int8)
    values = pa.nulls(len(array), canonical_type(spec.type))
    problems = np.zeros(len(array), np.uint8)
    for code in range(array.type.num_fields):
        here = codes == code
        child = array.field(code)
        if not here.any() or child.null_count == len(child):
            continue
        child = without(child, ~here)
        if array.type.field(code).name == "error":
            problems[here] = Problem.EXCEL_ERROR
            continue
        try:
            cells = convert(spec, child, style)
        except WrongKind:
            problems[here & np.asarray(pc.is_valid(child))] = Problem.WRONG_KIND
            continue
        values = pc.coalesce(values, cells.values)
        if cells.problems is not None:
            problems |= cells.problems
    return Cells(values, problems if problems.any() else None)


def _decimal(type: Type, array: pa.Array) -> Cells:
    scale = decimals(type)
    if not pa.types.is_decimal128(array.type):
        if array.type.precision > 38:
            raise WrongKind(str(array.type))
        array = array.cast(pa.decimal128(array.type.precision, array.type.scale))
    low, high = decimal_words(array)
    wide = array.type.precision > 18
    as_it_is = scale == array.type.scale and not wide and pa.types.is_decimal(canonical_type(type))
    if as_it_is and _in_range(low, type):
        return Cells(relabel(array, scale))
    valid = valid_mask(array)
    problems = np.zeros(len(array), np.uint8)
    if wide:
        problems[high != low >> 63] = Problem.OUT_OF_RANGE
    values, problems = _rescaled(low, scale - array.type.scale, problems)
    if valid is not None:
        problems[~valid] = 0
    return _built(type, values, valid, problems)


def _rescaled(values: Ints, shift: int, problems: Bytes) -> tuple[Ints, Bytes]:
    """Exactly ``values × 10^shift``, or a problem."""
    if shift < 0:
        step = 10**-shift
        problems[(values % step != 0) & (problems == 0)] = Problem.INEXACT
        return values // step, problems
    limit = _MOST // 10**shift
    outside = (values > limit) | (values < -limit)
    problems[outside] = Problem.OUT_OF_RANGE
    return np.where(outside, 0, values) * 10**shift, problems


def _integer(type: Type, array: pa.Array) -> Cells:
    if canonical_type(type) == pa.int64() and not pa.types.is_uint64(array.type):
        whole = array.cast(pa.int64())
        if _in_range(fixed(whole, np.int64), type):
            return Cells(whole)
    valid = valid_mask(array)
    problems = np.zeros(len(array), np.uint8)
    if pa.types.is_uint64(array.type):
        large = fixed(array, np.uint64) > np.uint64(_MOST)
        problems[large] = Problem.OUT_OF_RANGE
        array = without(array, large)
    values, problems = _rescaled(as_int64(array), decimals(type), problems)
    if valid is not None:
        problems[~valid] = 0
    return _built(type, values, valid, problems)


def _float(type: Type, array: pa.Array) -> Cells:
    """Floats that are a whole number of units at the scale, within a millionth of a unit."""
    valid = valid_mask(array)
    with np.errstate(all="ignore"):
        units = np.asarray(array.cast(pa.float64()).fill_null(0)) * 10.0 ** decimals(type)
        whole = np.rint(units)
        problems = np.where(np.abs(units - whole) < 1e-6, 0, int(Problem.INEXACT)).astype(np.uint8)
    problems[np.isfinite(units) & (np.abs(whole) > _EXACT_FLOAT)] = Problem.OUT_OF_RANGE
    problems[~np.isfinite(units)] = Problem.UNREADABLE
    return _built(type, np.where(problems == 0, whole, 0).astype(np.int64), valid, problems)


def _date(type: Type, array: pa.Array) -> Cells:
    valid = valid_mask(array)
    if pa.types.is_date32(array.type):
        if type.kind is Kind.DATE and _in_range(fixed(array, np.int32), type):
            return Cells(array.view(pa.int32()))
        return _days(type, fixed(array, np.int32).astype(np.int64), valid, np.zeros(len(array), np.uint8))
    if pa.types.is_timestamp(array.type) and array.type.tz is not None:
        raise WrongKind(str(array.type))
    per_day = _PER_DAY["ms" if pa.types.is_date64(array.type) else array.type.unit]
    ticks = fixed(array, np.int64)
    problems = np.where(ticks % per_day == 0, 0, int(Problem.CLOCK_TIME)).astype(np.uint8)
    return _days(type, ticks // per_day, valid, problems)


def _days(type: Type, days: Ints, valid: Mask | None, problems: Bytes) -> Cells:
    if valid is not None:
        problems[~valid] = 0
        days = np.where(valid, days, 0)
    if type.kind is Kind.DATE:
        return _built(type, days, valid, problems)
    months = months_of(days)
    problems[(first_days(months) != days) & (problems == 0)] = Problem.NOT_FIRST_OF_MONTH
    return _built(type, months, valid, problems)
