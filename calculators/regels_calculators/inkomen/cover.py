"""How many days of a span are covered by at least one of many periods, per stream."""

import numpy as np

from regels_calculators.inkomen.records import Ints

_BIG = np.int64(1 << 22)
"""More than the days since 1970 that a date may have."""


class Cover:
    """Periods (first and last day) of numbered streams, joined where they touch or overlap."""

    def __init__(self, stream: Ints, begin: Ints, end: Ints) -> None:
        self._streams, place = np.unique(stream, return_inverse=True)
        order = np.lexsort((begin, place))
        low = place[order] * _BIG + begin[order]
        high = np.maximum.accumulate(place[order] * _BIG + end[order]) if len(order) else low
        fresh = np.ones(len(order), np.bool_)
        fresh[1:] = low[1:] > high[:-1] + 1
        starts = np.flatnonzero(fresh)
        self._low = low[starts]
        self._high = high[np.append(starts[1:], len(high)) - 1] if len(starts) else high[:0]
        self._before = np.concatenate([[0], np.cumsum(self._high - self._low + 1)]).astype(np.int64)

    def days(self, stream: Ints, begin: Ints, end: Ints) -> Ints:
        """The number of covered days from ``begin`` to ``end``, both included; 0 when the span is empty."""
        if not len(self._low):
            return np.zeros(len(stream), np.int64)
        place = np.searchsorted(self._streams, stream)
        there = place < len(self._streams)
        there &= self._streams[np.minimum(place, len(self._streams) - 1)] == stream
        found = self._until(place * _BIG + end + 1) - self._until(place * _BIG + begin)
        return np.where(there & (end >= begin), found, 0)

    def _until(self, moment: Ints) -> Ints:
        """Covered days before a moment, counted over all streams."""
        index = np.searchsorted(self._low, moment, side="left")
        last = np.maximum(index - 1, 0)
        over = np.maximum(self._high[last] - moment + 1, 0)
        return self._before[index] - np.where(index > 0, over, 0)
