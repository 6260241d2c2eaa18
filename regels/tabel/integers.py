"""Numpy views on Arrow data and back: a column as 64-bit integers with a validity mask."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]


def valid_mask(array: pa.Array) -> Mask | None:
    """Which values are there; None when all are."""
    return None if array.null_count == 0 else np.asarray(pc.is_valid(array))


def fixed(array: pa.Array, dtype: Any) -> npt.NDArray[Any]:
    """The stored values without a copy; what stands under a null means nothing."""
    if len(array) == 0:
        return np.empty(0, dtype)
    size = np.dtype(dtype).itemsize
    buffer = array.buffers()[1]
    return np.frombuffer(buffer, dtype, len(array), array.offset * size)


def fixed_offsets(array: pa.Array) -> npt.NDArray[np.int32]:
    """Where each text of a ``string`` column begins in its data, and where the last one ends."""
    if len(array) == 0:
        return np.zeros(1, np.int32)
    return np.frombuffer(array.buffers()[1], np.int32, len(array) + 1, array.offset * 4)


def decimal_words(array: pa.Array) -> tuple[Ints, Ints]:
    """Low and high 64 bits of a ``decimal128`` column."""
    if len(array) == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    pairs = np.frombuffer(array.buffers()[1], np.int64, 2 * len(array), array.offset * 16).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def as_int64(array: pa.Array) -> Ints:
    """A column of integers (null: 0) as numpy, without a copy when it can."""
    if array.type == pa.int64() and array.null_count == 0:
        return fixed(array, np.int64)
    return np.asarray(array.fill_null(0).cast(pa.int64()) if array.null_count else array.cast(pa.int64()))


def each(work: Callable[[Ints], Ints], values: Ints) -> Ints:
    """``work`` of every value; where they lie close together it is done once for each number."""
    low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    if high - low >= len(values):
        return work(values)
    return work(np.arange(low, high + 1))[values - low]


def months_of(days: Ints) -> Ints:
    """The month of each day, both counted from January 1970."""
    return each(lambda some: some.astype("M8[D]").astype("M8[M]").astype(np.int64), days)


def first_days(months: Ints) -> Ints:
    """The first day of each month, both counted from January 1970."""
    return each(lambda some: some.astype("M8[M]").astype("M8[D]").astype(np.int64), months)


def _bitmap(valid: Mask | None) -> pa.Buffer | None:
    return None if valid is None or bool(valid.all()) else pa.array(valid).buffers()[1]


def ints_array(values: Ints, valid: Mask | None, type: pa.DataType) -> pa.Array:
    """An integer column of the given type; the values fit."""
    data = np.ascontiguousarray(values, type.to_pandas_dtype())
    return pa.Array.from_buffers(type, len(data), [_bitmap(valid), pa.py_buffer(data)])


def decimal_array(values: Ints, valid: Mask | None, scale: int) -> pa.Array:
    """A ``decimal128(18, scale)`` column of unscaled integers that have at most 18 digits."""
    pairs = np.empty((len(values), 2), np.int64)
    pairs[:, 0] = values
    pairs[:, 1] = values >> 63
    buffers = [_bitmap(valid), pa.py_buffer(pairs)]
    return pa.Array.from_buffers(pa.decimal128(18, scale), len(values), buffers)


def relabel(array: pa.Array, scale: int) -> pa.Array:
    """A ``decimal128`` column whose values fit in 18 digits, as ``decimal128(18, scale)``; no copy."""
    type = pa.decimal128(18, scale)
    if array.type == type:
        return array
    return pa.Array.from_buffers(type, len(array), array.buffers(), array.null_count, array.offset)


def without(array: pa.Array, bad: Mask) -> pa.Array:
    """The column with null where ``bad``."""
    return pc.if_else(pa.array(~bad), array, pa.scalar(None, array.type))
