"""Dividing histories among the lanes of a processor, so that several are computed side by side."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from regels.kernel.layout import MOST_LANES

_WORTH: Final = 2
"""How many rows must be done at once, on average, to be faster than one by one."""


def lanes_for(features: str) -> int:
    """Rows that a processor with these LLVM features computes side by side; 1: it is no good at it."""
    known = set(features.split(","))
    if {"+avx512f", "+avx512dq", "+avx512bw", "+avx512vl"} <= known:
        return MOST_LANES
    return 8 if {"+avx2", "+fma"} <= known else 1


def cut(starts: NDArray[np.int64] | None, begin: int, end: int, lanes: int) -> NDArray[np.int64] | None:
    """Where the rows ``begin <= row < end`` are cut in a piece for each lane, both edges included.

    ``starts``: the first rows of all histories, in order, with ``begin`` among them; None when every row
    stands alone. None when one long history would keep the other lanes waiting.
    """
    edges = begin + (end - begin) * np.arange(lanes + 1) // lanes
    if starts is not None:
        places = np.searchsorted(starts, edges[1:-1])
        edges[1:-1] = np.minimum(np.append(starts, end)[places], end)
    longest = int(np.diff(edges).max())
    return None if longest > (end - begin) // _WORTH else edges
