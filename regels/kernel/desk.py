"""The memory in which side-by-side code works: where a slice of the rows lies, turned for the lanes.

Every lane walks over rows of its own that lie one after the other. A slice is the next ``SLICE`` rows of
every lane. Before its rows are computed its inputs are turned, column by column, so that those of one
step (one row of each lane) are one vector; afterwards the results are turned back. So memory is read and
written in runs, and a step needs no gathers. What fits in 32 bits is held in 32 bits.

A **line** is a word for each lane. The desk begins with lines: the rows where the lanes are (kept by the
code), the rows where they end, how many are left and which bits of a bitmap stand for them (both written by
the code), which of them ask (see ``ask``). Then whom they ask: the address of the code for one row at a time,
and of the flags it is given; and what the phis begin with, ``STATE_STRIDE`` apart. Then half a line for each
bitmap, with a bit for every step in its half words; then for each result of one byte its bytes by step; then
for every step a **record**: its elements and results, one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from regels.kernel.bounds import fits_half
from regels.kernel.layout import MOST_LANES, STATE_STRIDE, Physical, output_bytes, physical
from regels.plan.plan import Plan
from regels.plan.types import Type

SLICE: Final = 32
"""Steps in a slice: the bits of half a word."""
AT, END, LEFT, ACTIVE, ASKING, _LINES = range(6)
_ALIGNMENT: Final = 64


class Column(NamedTuple):
    """A column of inputs or results.

    ``stored``: the LLVM type of its elements in memory, of an input of which the stride tells it ``any``;
    ``held``: of those on the desk, empty when it is not there. ``place``: its offset in a record or, of one
    byte, in the desk; an input of yes or no has none.
    """

    stored: str
    held: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """Offsets in bytes. ``elements``: by input; ``results``: by slot."""

    lanes: int
    elements: tuple[Column, ...]
    results: tuple[Column, ...]
    bitmaps: int
    records: int
    record: int
    size: int

    def line(self, number: int) -> int:
        """Where a line begins."""
        return 8 * self.lanes * number

    @property
    def asked(self) -> int:
        """Where the addresses begin of what is asked."""
        return self.line(_LINES)

    @property
    def states(self) -> int:
        """Where the words begin that the phis begin with."""
        return self.asked + _ALIGNMENT

    def bitmap(self, number: int) -> int:
        """Where a bitmap begins, counted as in ``valid_bit`` and on."""
        return self.bitmaps + 4 * self.lanes * number

    @property
    def fresh_bit(self) -> int:
        """The bitmap that tells the first rows of histories."""
        return 2 * len(self.elements)

    @property
    def rejected_bit(self) -> int:
        """The bitmap of rows that their reader rejected."""
        return 2 * len(self.elements) + 1


def valid_bit(index: int) -> int:
    """The bitmap that tells which elements of an input are there."""
    return 2 * index


def value_bit(index: int) -> int:
    """The bitmap of an input that is yes or no."""
    return 2 * index + 1


def desk_of(plan: Plan, lanes: int) -> Desk:
    """The desk for a plan. Raises ValueError for more lanes than there is room for."""
    if lanes > MOST_LANES:
        raise ValueError(f"{lanes} lanes; at most {MOST_LANES}")
    elements = [_element(spec.type) for spec in plan.inputs]
    results = [Column("i8", "i8"), *_row_masks(plan)]
    for outcome in plan.outcomes:
        stored = f"i{8 * output_bytes(outcome.type)}"
        results += [Column(stored, stored), Column("i8", "i8")]
    phis = 3 * len(plan.states) + 1
    bitmaps = 8 * lanes * _LINES + _ALIGNMENT + STATE_STRIDE * phis
    in_desk = _aligned(bitmaps + 4 * lanes * (2 * len(elements) + 2))
    results, records = _placed(results, {"i8": SLICE * lanes}, in_desk)
    columns, record = _placed([*elements, *results], {"i64": 8 * lanes, "i32": 4 * lanes}, 0)
    return Desk(
        lanes=lanes,
        elements=tuple(columns[: len(elements)]),
        results=tuple(columns[len(elements) :]),
        bitmaps=bitmaps,
        records=records,
        record=record,
        size=records + SLICE * record,
    )


def _element(kind: Type) -> Column:
    match physical(kind):
        case Physical.BITS:
            return Column("i8", "i8")
        case Physical.HALF:
            return Column("i32", "i32")
        case Physical.WHOLE:
            return Column("any", "i32" if fits_half((kind.low, kind.high)) else "i64")


def _row_masks(plan: Plan) -> list[Column]:
    """Reasons, which are asked, failing, marks and remarks."""
    marks = max((parameter.mark for parameter in plan.parameters), default=0)
    highest = 1 << len(plan.conditions), marks, 1 << len(plan.remarks)
    return [Column("i64", ""), *[Column("i64", "i32" if fits_half((0, bits)) else "i64") for bits in highest]]


def _placed(columns: list[Column], sizes: dict[str, int], start: int) -> tuple[list[Column], int]:
    """Columns that are held in one of the kinds of ``sizes`` get a place, kind by kind; and their end."""
    found = list(columns)
    for held, size in sizes.items():
        for i, column in enumerate(found):
            if column.held == held:
                found[i], start = column._replace(place=start), start + size
    return found, _aligned(start)


def _aligned(size: int) -> int:
    return -(-size // _ALIGNMENT) * _ALIGNMENT


def room(desk: Desk, edges: NDArray[np.int64], asked: Sequence[int]) -> NDArray[np.int64]:
    """A desk for lanes that each take the rows between two edges, and ask at these addresses."""
    words = np.empty((desk.size + _ALIGNMENT) // 8, np.int64)
    found = words[-(words.ctypes.data // 8) % 8 :]
    found[: 2 * desk.lanes] = np.concatenate([edges[:-1], edges[1:]])
    found[desk.asked // 8 :][: len(asked)] = asked
    return found
