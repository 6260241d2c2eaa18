"""Columns of results as numpy arrays: amounts as cents, texts as codes."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


def cents(column: pa.Array) -> tuple[Ints, Mask]:
    """The cents of a ``decimal128(…, 2)`` column (0 where empty) and where it is filled."""
    words = np.frombuffer(column.buffers()[1], np.int64).reshape(-1, 2)
    low = words[column.offset : column.offset + len(column), 0]
    filled = np.asarray(column.is_valid())
    return np.where(filled, low, 0), filled


def from_cents(values: Ints) -> pa.Array:
    """Cents as ``decimal128(18, 2)``."""
    words = np.empty((len(values), 2), np.int64)
    words[:, 0] = values
    words[:, 1] = values >> 63
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(values), [None, pa.py_buffer(words)])


def divided(value: Ints, by: Ints) -> Ints:
    """Whole cents, half away from zero, so that −0,5 and 0,5 are treated alike. ``by``: above zero."""
    return np.asarray(np.sign(value) * ((2 * np.abs(value) + by) // (2 * by)))


def codes(column: pa.Array) -> tuple[Ints, list[str]]:
    """For each cell its place in a list of texts; -1 where it is empty."""
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    return np.asarray(encoded.indices.fill_null(-1)).astype(np.int64), encoded.dictionary.to_pylist()
