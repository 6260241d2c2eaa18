"""The fast path: a few rows of one history, from and to Python integers."""

import ctypes
import threading
from collections.abc import Sequence
from enum import Enum
from struct import Struct
from typing import Literal, NamedTuple, TypeAlias

from regels.kernel.compile import Entry
from regels.kernel.layout import INPUT_FIELDS, OUTPUT_FIELDS, ROW_SLOTS, Physical, output_bytes, physical
from regels.plan.plan import Plan
from regels.plan.types import Type


class Absent(Enum):
    """The cell that is *niet van toepassing*."""

    NVT = "niet van toepassing"


NVT: Literal[Absent.NVT] = Absent.NVT
Cell: TypeAlias = int | Literal[Absent.NVT] | None
"""The integer at the input's scale, None for unknown, or NVT."""

_WORD = 8
_UNKNOWN, _VALID, _NVT = 0, 1, 2  # a state word: bit 0 is valid, bit 1 is nvt
_FORMATS = {8: "q", 4: "i4x", 1: "b7x"}
_OUTCOME_BYTES = 2 * _WORD


class RowResult(NamedTuple):
    """What one row came to; the fields as in ``KernelResult``.

    ``outcomes``: in the order of the plan, the integer at the outcome's scale or None where it
    is not shown.
    """

    verdict: int
    reasons: int
    failing: int
    marks: int
    remarks: int
    outcomes: tuple[int | None, ...]


class _Workspace:
    """Memory for a number of rows, with the descriptors that point into it."""

    def __init__(self, plan: Plan, size: int, row_format: Struct) -> None:
        columns = max(len(plan.inputs), 1)
        self.size = size
        self.values = ctypes.create_string_buffer(_WORD * columns * size)
        self.states = ctypes.create_string_buffer(_WORD * columns * size)
        self.results = ctypes.create_string_buffer(row_format.size * size)
        self.fresh = ctypes.create_string_buffer(b"\x01", size)
        self.rejected = ctypes.create_string_buffer(size)
        self._inputs = _packed(self._describe(plan, columns))
        self._outputs = _packed(_slots(plan, ctypes.addressof(self.results), row_format.size))
        held = (self._inputs, self._outputs, self.fresh, self.rejected)
        self.pointers = (*[ctypes.addressof(buffer) for buffer in held], 0)

    def _describe(self, plan: Plan, columns: int) -> list[int]:
        """Rows of words; a bitmap is one bit of each word."""
        values, states = ctypes.addressof(self.values), ctypes.addressof(self.states)
        words: list[int] = []
        for i, spec in enumerate(plan.inputs):
            bits = 8 * _WORD * columns
            stride = bits if physical(spec.type) is Physical.BITS else _WORD * columns
            value, state = values + _WORD * i, states + _WORD * i
            words += [value, 0, stride, state, 0, bits, state, 1, bits]
        return words or [0] * INPUT_FIELDS


def _packed(words: list[int]) -> "ctypes.Array[ctypes.c_int64]":
    return (ctypes.c_int64 * len(words))(*words)


def _slots(plan: Plan, start: int, stride: int) -> list[int]:
    offsets = [_WORD * i for i in range(ROW_SLOTS)]
    for i in range(len(plan.outcomes)):
        value = _WORD * ROW_SLOTS + _OUTCOME_BYTES * i
        offsets += [value, value + _WORD]
    words = [word for offset in offsets for word in (start + offset, stride)]
    assert len(words) == OUTPUT_FIELDS * len(offsets)
    return words


def _row_format(kinds: Sequence[Type]) -> Struct:
    return Struct("<B7x4Q" + "".join(f"{_FORMATS[output_bytes(kind)]}B7x" for kind in kinds))


class RowRunner:
    """Runs a kernel's code on Python integers. Thread-safe: every thread has its own memory."""

    def __init__(self, plan: Plan, code: Entry) -> None:
        self._plan, self._code = plan, code
        self._format = _row_format([outcome.type for outcome in plan.outcomes])
        self._bounds = [(spec.type.low, spec.type.high, spec.type.nvt, spec.name) for spec in plan.inputs]
        self._local = threading.local()

    def run(self, rows: Sequence[Sequence[Cell]]) -> list[RowResult]:
        """The result of each row; a value outside its bounds raises ``ValueError``."""
        room = self._room(len(rows))
        values: list[int] = []
        states: list[int] = []
        for row in rows:
            self._take(row, values, states)
        words = Struct(f"<{len(values)}q")
        words.pack_into(room.values, 0, *values)
        words.pack_into(room.states, 0, *states)
        self._code(0, len(rows), *room.pointers)
        return [self._result(room, i) for i in range(len(rows))]

    def _take(self, row: Sequence[Cell], values: list[int], states: list[int]) -> None:
        if len(row) != len(self._bounds):
            raise ValueError(f"{len(row)} cells for {len(self._bounds)} inputs")
        for cell, (low, high, may_be_nvt, name) in zip(row, self._bounds, strict=True):
            if cell is None:
                values.append(0)
                states.append(_UNKNOWN)
            elif cell is NVT:
                if not may_be_nvt:
                    raise ValueError(f"{name} is never nvt")
                values.append(0)
                states.append(_NVT)
            elif low <= cell <= high:
                values.append(cell)
                states.append(_VALID)
            else:
                raise ValueError(f"{name}: {cell} is not between {low} and {high}")

    def _room(self, rows: int) -> _Workspace:
        room: _Workspace | None = getattr(self._local, "room", None)
        if room is None or room.size < rows:
            size = max(rows, 16 if room is None else 2 * room.size)
            room = self._local.room = _Workspace(self._plan, size, self._format)
        return room

    def _result(self, room: _Workspace, row: int) -> RowResult:
        fields = self._format.unpack_from(room.results, self._format.size * row)
        shown = fields[ROW_SLOTS:]
        outcomes = tuple(v if valid else None for v, valid in zip(shown[::2], shown[1::2], strict=True))
        verdict, reasons, failing, marks, remarks = fields[:ROW_SLOTS]
        return RowResult(verdict, reasons, failing, marks, remarks, outcomes)
