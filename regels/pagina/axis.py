"""The scales of a plot: round numbers along the side, years along the bottom. Exact until the pixel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from regels.taal.literals import EPOCH

MOST_STEPS = 4
MOST_YEARS = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value between ``low`` and ``high`` to a pixel between ``start`` and ``end``."""

    low: Fraction
    high: Fraction
    start: int
    end: int

    def at(self, value: Fraction | int) -> Fraction:
        """Where a value is drawn."""
        return self.start + (Fraction(value) - self.low) * (self.end - self.start) / (self.high - self.low)


def ticks(values: Sequence[Fraction]) -> list[Fraction]:
    """Round numbers around all values; from zero unless that would hide the steps."""
    low, high = min(values), max(values)
    if low >= 0 and low * 2 <= high:
        low = Fraction(0)
    if low == high:
        low, high = (low - 1, high + 1) if low else (low, high + 1)
    step = _step((high - low) / MOST_STEPS)
    first, last = floor(low / step), ceil(high / step)
    return [step * i for i in range(first, last + 1)]


def _step(least: Fraction) -> Fraction:
    """The lowest of 1, 2, 5, 10, 20 … (or 0,5, 0,2 …) that is at least this."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 < least:
        power *= 10
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least)


def years(start: int, end: int) -> list[tuple[int, int]]:
    """The years whose first day is drawn, with that day; ``start`` and ``end`` are days."""
    first, last = _year(start), _year(end)
    every = -(-(last - first + 1) // MOST_YEARS)
    found = [(year, (date(year, 1, 1) - EPOCH).days) for year in range(first, last + 1)]
    return [(year, day) for year, day in found if start <= day <= end][::every]


def _year(day: int) -> int:
    return date.fromordinal(EPOCH.toordinal() + day).year


def pixel(value: Fraction) -> str:
    """A coordinate to a tenth of a pixel, the same on every machine."""
    tenths = floor(value * 10 + Fraction(1, 2))
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}{f'.{rest}' if rest else ''}"
