"""Dividing histories among the lanes of a processor, so that several are computed side by side."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

MOST_ROWS: Final = 2**31
"""More rows than this are not numbered in 32 bits."""
_WORTH: Final = 2
"""How many rows must be done at once, on average, to be faster than one by one."""


def lanes_for(features: str) -> int:
    """Rows that a processor with these LLVM features computes side by side; 1: it is no good at it."""
    known = set(features.split(","))
    if {"+avx512f", "+avx512dq", "+avx512bw", "+avx512vl"} <= known:
        return 8
    return 4 if {"+avx2", "+fma"} <= known else 1


def queue(
    starts: NDArray[np.int64] | None, begin: int, end: int, lanes: int, sink: int
) -> NDArray[np.int64] | None:
    """The queue of histories in the rows ``begin <= row < end``, as described in ``layout``.

    ``starts``: the first rows of all histories, in order; None when every row stands alone. ``sink``: the
    row that no one reads. None when one long history would keep the other lanes waiting.
    """
    if starts is None:
        own = np.arange(begin, end, dtype=np.int64)
    else:
        own = starts[slice(*np.searchsorted(starts, (begin, end)))]
    longest = int(np.diff(own, append=end).max())
    if (end - begin) // lanes + longest > (end - begin) // _WORTH:
        return None
    return np.concatenate([[sink], own, np.full(lanes + 1, end)], dtype=np.int64)
