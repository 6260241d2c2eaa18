"""The physical form of columns, shared by the generated code and the code that calls it.

Input, per column a descriptor of ``INPUT_FIELDS`` 64-bit words: data address, data bit offset
(BOOL), stride (bytes; BOOL: bits; 0: one value for all rows), then address, bit offset and bit
step of the validity bitmap and of the nvt bitmap. An invalid element is nvt where the nvt bit is
set, else unknown. Output, per slot an address and a stride in bytes. Slots: verdict (uint8),
reasons, failing, marks, remarks (uint64), then per outcome its value and a valid byte.
All little-endian; elements need no alignment.

Code for several rows side by side reads bitmaps by whole words, near the last rows of a lane by aligned ones
(which never run into the next page), has new_history and rejected as bitmaps too, takes the nvt bit to be
the same for all rows, knows the strides of the output, and reads ``BROADCAST_WORDS`` words of a value that is
the same for all rows. Where its rows are and what it needs for itself is in ``desk``.
"""

from enum import Enum
from typing import Final

from regels.plan.types import Kind, Type

INPUT_FIELDS: Final = 9
OUTPUT_FIELDS: Final = 2
ROW_SLOTS: Final = 5
MOST_LANES: Final = 16
"""Rows that code computes side by side at most; what follows has room for so many."""
BROADCAST_WORDS: Final = 2 * MOST_LANES
SYMBOL: Final = "regels_kernel"
STATE_STRIDE: Final = 8 * MOST_LANES
"""Bytes between what two phis begin with, where code for one row is told: a word for each lane."""


class Physical(Enum):
    """How one element lies in memory; the value is its stride in bytes (bits for BITS)."""

    DECIMAL = 16  # decimal128: the low word is the integer at the type's scale
    WORD = 8  # int64
    HALF = 4  # int32, date32
    BITS = 1  # Arrow bitmap


_NARROW: Final = (Kind.DATE, Kind.MONTH, Kind.CHOICE)


def physical(kind: Type) -> Physical:
    """The form of a column of this type, in and out (a ja/nee goes out as int8, 0 or 1)."""
    if kind.kind is Kind.BOOL:
        return Physical.BITS
    if kind.kind in _NARROW:
        return Physical.HALF
    if kind.kind is Kind.NUMBER and kind.scale == 0:
        return Physical.WORD
    return Physical.DECIMAL


def output_bytes(kind: Type) -> int:
    """Bytes of one output element."""
    return physical(kind).value
