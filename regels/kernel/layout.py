"""The physical form of columns, shared by the generated code and the code that calls it.

Input, per column a descriptor of ``INPUT_FIELDS`` 64-bit words: data address, data bit offset
(BOOL), stride (bytes; BOOL: bits; 0: one value for all rows), then address, bit offset and bit
step of the validity bitmap and of the nvt bitmap. An invalid element is nvt where the nvt bit is
set, else unknown. Output, per slot an address and a stride in bytes. Slots: verdict (uint8),
reasons, failing, marks, remarks (uint64), then per outcome its value (a signed integer of
``output_bytes``) and a valid byte. All little-endian; elements need no alignment.

Code for several rows side by side reads bitmaps by whole words, near the last rows of a lane by aligned ones
(which never run into the next page), has new_history and rejected as bitmaps too, takes the nvt bit to be
the same for all rows, knows the strides of the output, and reads ``BROADCAST_WORDS`` words of a value that is
the same for all rows. Where its rows are and what it needs for itself is in ``desk``.
"""

from enum import Enum
from typing import Final

from regels.kernel.bounds import fits_half
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
    """How the elements of an input lie in memory."""

    WHOLE = "integers at the type's scale, of 4, 8 or 16 bytes (their stride): int32, int64 and decimals"
    HALF = "int32, date32"
    BITS = "Arrow bitmap"


_HALF: Final = (Kind.DATE, Kind.MONTH, Kind.CHOICE)
NARROW: Final = 4
"""The stride of elements of one half word; of a larger element the low word is read."""


def physical(kind: Type) -> Physical:
    """The form of a column of this type."""
    if kind.kind is Kind.BOOL:
        return Physical.BITS
    return Physical.HALF if kind.kind in _HALF else Physical.WHOLE


def output_bytes(kind: Type) -> int:
    """Bytes of one output element; a ja/nee is 0 or 1."""
    if kind.kind is Kind.BOOL:
        return 1
    return NARROW if fits_half((kind.low, kind.high)) else 8
