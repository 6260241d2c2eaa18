"""The memory in which side-by-side code works: where a slice of the rows lies, turned for the lanes.

Every lane walks over rows of its own that lie one after the other. A slice is the next ``SLICE`` rows of
every lane. Before its rows are computed its inputs are turned, column by column, so that those of one
step (one row of each lane) are one vector; afterwards the results are turned back. So memory is read and
written in runs, and a step needs no gathers.

A **line** is a word for each lane. The desk begins with lines: the rows where the lanes are (kept by the
code), the rows where they end, how many are left and which bits of a word stand for them (both written by
the code). Then a line for each bitmap, with a bit for every step in its words; then for each result of one
byte its bytes by step; then for every step a **record**: its elements and results, one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from regels.kernel.layout import Physical, physical
from regels.plan.plan import Plan

SLICE: Final = 64
"""Steps in a slice: the bits of a word."""
AT, END, LEFT, ACTIVE, _BITMAPS = range(5)
_ROW_KINDS: Final = ("i8", "i64", "i64", "i64", "i64")
_KINDS: Final = {Physical.DECIMAL: "i128", Physical.WORD: "i64", Physical.HALF: "i32", Physical.BITS: "i8"}
_RECORD_BYTES: Final = {"i32": 4, "i64": 8, "i128": 8}
"""What a value takes in a record; the high word of an i128 is only its sign."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Offsets in bytes. ``elements``: by input, in a record; ``results``: by slot, in a record or, of one
    byte, in the desk. ``forms``: the LLVM type of the elements of each input.
    """

    lanes: int
    elements: tuple[int, ...]
    results: tuple[int, ...]
    forms: tuple[str, ...]
    inputs: int
    records: int
    record: int
    size: int

    def line(self, number: int) -> int:
        """Where a line begins."""
        return 8 * self.lanes * number

    def bitmap(self, number: int) -> int:
        """Where the line of a bitmap begins, counted as in ``valid_bit`` and on."""
        return self.line(_BITMAPS + number)

    @property
    def fresh_bit(self) -> int:
        """The bitmap that tells the first rows of histories."""
        return 2 * self.inputs

    @property
    def rejected_bit(self) -> int:
        """The bitmap of rows that their reader rejected."""
        return 2 * self.inputs + 1


def valid_bit(index: int) -> int:
    """The bitmap that tells which elements of an input are there."""
    return 2 * index


def value_bit(index: int) -> int:
    """The bitmap of an input that is yes or no."""
    return 2 * index + 1


def desk_of(plan: Plan, lanes: int) -> Desk:
    """The desk for a plan."""
    kinds = list(_ROW_KINDS)
    for outcome in plan.outcomes:
        kinds += [_KINDS[physical(outcome.type)], "i8"]
    forms = tuple(_KINDS[physical(spec.type)] for spec in plan.inputs)
    bytes_at = 8 * lanes * (_BITMAPS + 2 * len(plan.inputs) + 2)
    narrow = [i for i, kind in enumerate(kinds) if kind == "i8"]
    records = bytes_at + SLICE * lanes * len(narrow)
    in_record, record = _packed([*forms, *kinds], lanes)
    in_desk = {slot: bytes_at + SLICE * lanes * place for place, slot in enumerate(narrow)}
    results = in_record[len(forms) :]
    return Desk(
        lanes=lanes,
        elements=in_record[: len(forms)],
        results=tuple(in_desk.get(slot, place) for slot, place in enumerate(results)),
        forms=forms,
        inputs=len(plan.inputs),
        records=records,
        record=record,
        size=records + SLICE * record,
    )


def _packed(kinds: Sequence[str], lanes: int) -> tuple[tuple[int, ...], int]:
    """Offsets of values of these kinds in a record, and its size.

    The wide come first, so that each lies in one line of cache; a kind of one byte has no place there.
    """
    places, size = [0] * len(kinds), 0
    for width in (8, 4):
        for i, kind in enumerate(kinds):
            if _RECORD_BYTES.get(kind) == width:
                places[i], size = size, size + width * lanes
    return tuple(places), -(-size // (8 * lanes)) * 8 * lanes


def room(desk: Desk, edges: NDArray[np.int64]) -> NDArray[np.int64]:
    """A desk for lanes that each take the rows between two edges."""
    words = np.empty(desk.size // 8 + 8, np.int64)
    found = words[-(words.ctypes.data // 8) % 8 :]
    found[: 2 * desk.lanes] = np.concatenate([edges[:-1], edges[1:]])
    return found
