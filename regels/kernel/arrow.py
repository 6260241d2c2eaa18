"""Arrow columns to and from the kernel's descriptors, without copying values."""

import ctypes
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regels.kernel.layout import BROADCAST_WORDS, INPUT_FIELDS, Physical, output_bytes, physical
from regels.plan.plan import Default, InputSpec
from regels.plan.types import Kind, Type

_ALL_SET = ctypes.create_string_buffer(b"\xff" * 8)
_ALL_CLEAR = ctypes.create_string_buffer(8 * BROADCAST_WORDS)
_YES, _NO = ctypes.addressof(_ALL_SET), ctypes.addressof(_ALL_CLEAR)
_DECIMAL_DIGITS = 18


def arrow_scale(kind: Type) -> int:
    """Decimals of a decimal128 column of this type; 12,5% is 0.125."""
    return kind.scale - 2 if kind.kind is Kind.PERCENT else kind.scale


class Inputs:
    """The inputs of a plan, as columns; made once for a plan, since it is asked for each chunk."""

    def __init__(self, inputs: Sequence[InputSpec]) -> None:
        self.names = frozenset(spec.name for spec in inputs)
        self._defaults = np.zeros((len(inputs), BROADCAST_WORDS), np.int64)
        self._inputs = [_Input(spec, words) for spec, words in zip(inputs, self._defaults, strict=True)]

    def descriptors(self, columns: Mapping[str, pa.Array], rows: int) -> NDArray[np.int64]:
        """The descriptors of all inputs; an absent one has its default. They must outlive their use.

        Raises ``ValueError`` for a column of another length, ``TypeError`` for one of another type.
        """
        words: list[int] = []
        for one in self._inputs:
            column = columns.get(one.spec.name)
            words += one.default if column is None else one.descriptor(single(column), rows)
        return np.array(words, np.int64).reshape(-1, INPUT_FIELDS)


class _Input:
    """One input. ``default``: the descriptor of an absent column, with its value in ``words``."""

    def __init__(self, spec: InputSpec, words: NDArray[np.int64]) -> None:
        self.spec = spec
        self._form, self._scale = physical(spec.type), arrow_scale(spec.type)
        self._whole = spec.type.kind is Kind.NUMBER and spec.type.scale == 0
        self._nvt = [_YES if spec.empty_nvt else _NO, 0, 0]
        if self._form is Physical.HALF:
            words.view(np.int32)[:] = spec.absent_value
        else:
            words[:] = spec.absent_value
        valid = _YES if spec.absent is Default.VALUE else _NO
        nvt = _YES if spec.absent is Default.NVT else _NO
        self.default = [words.ctypes.data, 0, 0, valid, 0, 0, nvt, 0, 0]

    def accepts(self, found: pa.DataType) -> bool:
        """Whether an Arrow column of type ``found`` has the form of this input."""
        match self._form:
            case Physical.BITS:
                return bool(found.id == pa.bool_().id)
            case Physical.HALF:
                return found.id == pa.int32().id or (
                    self.spec.type.kind is Kind.DATE and found.id == pa.date32().id
                )
            case Physical.WHOLE if self._whole:
                return found.id in (pa.int32().id, pa.int64().id)
            case Physical.WHOLE:
                decimal = pa.types.is_decimal(found) and not pa.types.is_decimal256(found)
                return bool(decimal) and found.scale == self._scale

    def descriptor(self, array: pa.Array, rows: int) -> list[int]:
        """The descriptor of a column that is there."""
        if len(array) != rows:
            raise ValueError(f"column {self.spec.name}: {len(array)} values for {rows} rows")
        found, offset = array.type, array.offset
        if found.id == pa.null().id:
            return [_NO, 0, 0, _NO, 0, 0, *self._nvt]
        if not self.accepts(found):
            kind = self.spec.type.kind.value
            raise TypeError(f"column {self.spec.name}: Arrow type {found} does not hold a {kind}")
        validity, data = array.buffers()[:2]
        valid = [_YES, 0, 0] if validity is None else _bits(validity.address, offset)
        return [*self._data(found, data, offset), *valid, *self._nvt]

    def _data(self, found: pa.DataType, data: pa.Buffer | None, offset: int) -> list[int]:
        if data is None:
            return [_NO, 0, 0]
        if self._form is Physical.BITS:
            return _bits(data.address, offset)
        stride = found.bit_width // 8
        return [data.address + stride * offset, 0, stride]


def _bits(address: int, offset: int) -> list[int]:
    """A bitmap with its address a whole number of words: the code reads it by aligned words."""
    return [address - address % 8, offset + 8 * (address % 8), 1]


def single(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    """A column as one array; several chunks are refused, since joining them would copy."""
    if isinstance(column, pa.ChunkedArray):
        if column.num_chunks != 1:
            raise TypeError(f"a column in {column.num_chunks} chunks; give one record batch at a time")
        return column.chunk(0)
    return column


def output_type(kind: Type) -> pa.DataType:
    """The Arrow type of an outcome."""
    match kind.kind:
        case Kind.BOOL:
            return pa.bool_()
        case Kind.DATE:
            return pa.date32()
        case Kind.MONTH | Kind.CHOICE:
            return pa.int32()
    if kind.kind is Kind.NUMBER and kind.scale == 0:
        return pa.int64()
    largest = max(abs(kind.low), abs(kind.high))
    return pa.decimal128(max(_DECIMAL_DIGITS, len(str(largest))), arrow_scale(kind))


def outcome_array(kind: Type, values: NDArray[np.uint8], valid: NDArray[np.uint8]) -> pa.Array:
    """An outcome as an Arrow array; a choice gets its option texts."""
    rows, found = len(valid), output_type(kind)
    packed = pa.py_buffer(np.packbits(valid, bitorder="little"))
    array = pa.Array.from_buffers(found, rows, [packed, pa.py_buffer(_content(kind, found, values))])
    if kind.kind is Kind.CHOICE:
        return pa.DictionaryArray.from_arrays(array, pa.array(kind.options, pa.string()), safe=False)
    return array


def _content(kind: Type, found: pa.DataType, values: NDArray[np.uint8]) -> NDArray[Any]:
    """The results of a column as Arrow type ``found`` has them."""
    if kind.kind is Kind.BOOL:
        return np.packbits(values, bitorder="little")
    numbers = values.view(f"i{output_bytes(kind)}")
    if pa.types.is_decimal(found):
        return decimal_words(numbers)
    return numbers.astype(np.int64 if found == pa.int64() else np.int32, copy=False)


def decimal_words(numbers: NDArray[Any]) -> NDArray[np.int64]:
    """Integers as the words, low and high, of decimal128 elements."""
    words = memory(16 * len(numbers)).view(np.int64).reshape(-1, 2)
    words[:, 0] = numbers
    np.right_shift(words[:, 0], 63, out=words[:, 1])
    return words


def memory(size: int) -> NDArray[np.uint8]:
    """Room for so many bytes, of Arrow: that keeps what was used before, for new pages cost much time."""
    return np.frombuffer(pa.allocate_buffer(size), np.uint8)
