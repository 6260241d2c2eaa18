"""Random whole numbers that are the same on every machine.

Only the raw stream of Philox is used (its values are fixed by its definition) and only integer
arithmetic follows, so that no rounding of a processor or library can change a cent.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from regels_calculators.demo.assumptions import Quantiles, Share, Weights

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Shape = int | tuple[int, ...]

_RANGE: Final = 2**32


class Draws:
    """The draws of one block of dossiers; the same ``seed`` and ``block`` give the same draws."""

    def __init__(self, seed: int, block: int) -> None:
        self._bits = np.random.Philox(key=np.array([seed, block], dtype=np.uint64))

    def raw(self, shape: Shape) -> Ints:
        """Evenly spread whole numbers from 0 up to 2**32."""
        return (self._bits.random_raw(shape) >> np.uint64(32)).astype(np.int64)

    def below(self, limit: int | Ints, shape: Shape) -> Ints:
        """Evenly spread whole numbers from 0 up to ``limit``, which is at most 2**31."""
        return self.raw(shape) * limit // _RANGE

    def chance(self, share: Share | float | NDArray[np.float64], shape: Shape) -> Bools:
        """True for this share of the elements; an array gives every element its own share."""
        part = share.value if isinstance(share, Share) else share
        limits: Ints = np.floor(np.multiply(part, _RANGE)).astype(np.int64)
        return np.less(self.raw(shape), limits)

    def choice(self, weights: Weights, shape: Shape) -> Ints:
        """The index of an option, as often as its weight says."""
        total = np.cumsum(list(weights.options.values()))
        limits = np.floor(total / total[-1] * _RANGE).astype(np.int64)
        return np.searchsorted(limits[:-1], self.raw(shape), side="right").astype(np.int64)

    def number(self, weights: Weights, shape: Shape) -> Ints:
        """An option that is a whole number, as often as its weight says."""
        numbers: Ints = np.array([int(option) for option in weights.options], dtype=np.int64)
        return numbers[self.choice(weights, shape)]

    def quantile(self, table: Quantiles, shape: Shape, scale: int = 1) -> Ints:
        """Values spread as the table says, after multiplying its values by ``scale``."""
        points: Ints = np.array(table.points, dtype=np.int64)
        limits, values = points[:, 0] * _RANGE // 1000, points[:, 1] * scale
        drawn = self.raw(shape)
        low = np.searchsorted(limits[1:-1], drawn, side="right")
        width = limits[low + 1] - limits[low]
        drawn_values: Ints = values[low] + (values[low + 1] - values[low]) * (drawn - limits[low]) // width
        return drawn_values
