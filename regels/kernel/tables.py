"""Constant tables of a plan: figures by month, and births by the day an age is reached."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from regels.kernel.builder import signed
from regels.kernel.layout import MOST_LANES
from regels.plan.nodes import Node
from regels.plan.plan import Certainty, ParameterSpec, Period, Plan
from regels.plan.types import Kind

Ints: TypeAlias = NDArray[np.int64]

ROW_WORDS = MOST_LANES
NEVER = -(2**31)
"""A birth day before everyone's."""
_LAST_OPEN_DAY = 47_846  # 2100-12-31
_LAST_DAY = 157_419  # 2400-12-31


def months_of(days: Ints) -> Ints:
    """Months since 1970-01 of day numbers."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def first_days(months: Ints) -> Ints:
    """Day numbers of the firsts of months."""
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def _month(day: int) -> int:
    return int(months_of(np.array([day]))[0])


def _span(parameter: ParameterSpec, period: Period) -> tuple[int, int | None]:
    """The first and last month of a period; it must be whole months."""
    first = _month(period.start)
    last = None if period.end is None else _month(period.end + 1) - 1
    edges = first_days(np.array([first, 0 if last is None else last + 1]))
    if edges[0] != period.start or (period.end is not None and edges[1] != period.end + 1):
        raise ValueError(f"{parameter.name}: a period must be whole months (from day {period.start})")
    return first, last


@dataclass(frozen=True, slots=True)
class Column:
    """What one parameter has in a row of the table: the number of a word, or one constant."""

    constant: int | None
    word: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures: ``index`` gives per month from ``first`` (clamped) the row of ``rows``.

    A row is a whole number of ``ROW_WORDS`` words, of 32 bits when everything fits.
    """

    first: int
    index: NDArray[np.int32]
    rows: Ints | NDArray[np.int32]
    values: tuple[Column, ...]
    masks: tuple[Column, ...]
    nvts: tuple[Column, ...]
    mask_bits: tuple[int, ...]


def figures(plan: Plan, folded: Callable[[int], int]) -> Figures:
    """The figures of every parameter in every month that the peildatum can reach.

    Equal months share a row and equal columns are stored once; the first and last month stand
    for all earlier and later ones. ``folded``: reasons and marks of the plan as the code has them.
    """
    low, high = _range(plan)
    grids = [_grid(parameter, low, high, folded(plan.no_figure), folded) for parameter in plan.parameters]
    if not grids:
        none = np.zeros((1, 0), np.int64)
        return Figures(low, np.zeros(1, np.int32), none, (), (), (), ())
    stacked = np.concatenate(grids, axis=1)
    columns, kept = _columns(stacked)
    filled = np.zeros((len(stacked), -(-len(kept) // ROW_WORDS) * ROW_WORDS), np.int64)
    filled[:, : len(kept)] = stacked[:, kept]
    found, index = _distinct_rows(filled)
    halves = found.astype(np.int32)
    rows = halves if np.array_equal(halves, found) else found
    bits = tuple(int(np.bitwise_or.reduce(grid[:, 1])) % 2**64 for grid in grids)
    return Figures(low, index, rows, columns[0::3], columns[1::3], columns[2::3], bits)


def _range(plan: Plan) -> tuple[int, int]:
    """The months in which some figure differs from the month before, within proved bounds."""
    spans = [_span(parameter, period) for parameter in plan.parameters for period in parameter.periods]
    node = plan.peildatum
    low, high = node.type.low, node.type.high
    if node.type.kind is Kind.DATE:
        low, high = _month(low), _month(high)
    first = min((span[0] for span in spans), default=low) - 1
    last = max((start if end is None else end + 1 for start, end in spans), default=low)
    return min(max(first, low), high), max(min(last, high), low)


def _grid(
    parameter: ParameterSpec, low: int, high: int, no_figure: int, folded: Callable[[int], int]
) -> Ints:
    """Per month value, mask and nvt of one parameter."""
    kind = parameter.type
    grid = np.empty((high - low + 1, 3), np.int64)
    grid[:] = (max(kind.low, min(kind.high, 0)), signed(no_figure), 0)
    for period in parameter.periods:
        first, last = _span(parameter, period)
        if period.value is None and not period.nvt:
            continue
        mark = 0 if period.certainty is Certainty.HIGH else signed(folded(parameter.mark))
        value = grid[0, 0] if period.value is None or period.nvt else period.value
        end = high if last is None else last
        grid[max(first - low, 0) : max(end - low + 1, 0)] = (value, mark, int(period.nvt))
    return grid


def _columns(stacked: Ints) -> tuple[tuple[Column, ...], list[int]]:
    """Where each column is found, and which columns have to be stored."""
    columns: list[Column] = []
    kept: list[int] = []
    seen: dict[bytes, Column] = {}
    for number, content in enumerate(np.ascontiguousarray(stacked.T)):
        key = content.tobytes()
        if key not in seen:
            constant = bool((content == content[0]).all())
            seen[key] = Column(int(content[0])) if constant else Column(None, len(kept))
            if not constant:
                kept.append(number)
        columns.append(seen[key])
    return tuple(columns), kept


def _distinct_rows(table: Ints) -> tuple[Ints, NDArray[np.int32]]:
    order: dict[bytes, int] = {}
    index = [order.setdefault(row.tobytes(), len(order)) for row in np.ascontiguousarray(table)]
    rows = np.frombuffer(b"".join(order), np.int64).reshape(len(order), table.shape[1])
    return rows, np.array(index, np.int32)


@dataclass(frozen=True, slots=True)
class Births:
    """Per day from ``first`` (clamped): the latest day of birth that has reached the age."""

    first: int
    latest: NDArray[np.int32]


def births(parameter: ParameterSpec, at: Node) -> Births:
    """The table behind ``Reached``; on the day before the first period no one has reached it."""
    ages = _ages(parameter)
    first = parameter.periods[0].start
    days = np.arange(first, max(last_day(parameter, at), first) + 1, dtype=np.int64)
    months = np.empty_like(days)
    for period, age in zip(parameter.periods, ages, strict=True):
        months[period.start - first :] = age
    latest = np.maximum.accumulate(_latest_birth(days, months))
    return Births(first - 1, np.concatenate([[NEVER], latest]).astype(np.int32))


def last_day(parameter: ParameterSpec, at: Node) -> int:
    """The last day of a table of births; with an open end the last that can be asked, 2100 at least."""
    end = parameter.periods[-1].end if parameter.periods else 0
    return min(max(_LAST_OPEN_DAY, at.type.high), _LAST_DAY) if end is None else end


def _ages(parameter: ParameterSpec) -> list[int]:
    """The figure of every period; the checker has seen to what is refused here."""
    values = [period.value for period in parameter.periods if not period.nvt]
    known = [value for value in values if value is not None]
    grows = all(a <= b for a, b in pairwise(known))
    joined = all(a.end is not None and a.end + 1 == b.start for a, b in pairwise(parameter.periods))
    if not known or len(known) < len(parameter.periods) or not grows or not joined or parameter.type.scale:
        raise ValueError(f"{parameter.name}: ages must be whole, known, non-decreasing and consecutive")
    return known


def _latest_birth(days: Ints, months: Ints) -> Ints:
    """The latest birth day that is at most ``days`` when ``months`` are added to it."""
    target = months_of(days)
    source = target - months
    first, length = first_days(source), first_days(source + 1) - first_days(source)
    day = days - first_days(target) + 1
    at_end = days + 1 == first_days(target + 1)
    return first - 1 + np.where(at_end, length, np.minimum(day, length))
