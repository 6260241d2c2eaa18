"""Cells that may not be shown: small ones, and as many others as it takes that no sum gives them away."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Lijn:
    """A total and the cells of which it is the sum, as places among the cells."""

    totaal: int
    delen: tuple[int, ...]


def protect(
    counts: Sequence[int],
    lines: Sequence[Lijn],
    least: int,
    hidden: Collection[int] = (),
    fixed: Collection[int] = (),
    overlap: bool = False,
) -> set[int]:
    """The places that must stay hidden.

    A cell from 1 up to ``least`` is hidden; zero is shown. Of a line with a shown total at least two cells
    are hidden, ``least`` together (``overlap``: one of them alone, for the same people may be in both), and
    no hidden cell follows from the lines. ``hidden``: hidden already. ``fixed``: may not be hidden any more.
    """
    out = set(hidden) | {place for place, count in enumerate(counts) if 0 < count < least}
    while True:
        more = next(
            (one for line in lines if (one := _next(counts, line, least, out, fixed, overlap)) is not None),
            None,
        )
        if more is None:
            more = _follows(counts, lines, out, fixed)
        if more is None:
            return out
        out.add(more)


def _next(
    counts: Sequence[int], line: Lijn, least: int, out: set[int], fixed: Collection[int], overlap: bool
) -> int | None:
    """One more cell of a line that must be hidden; None when the line is safe."""
    inside = [place for place in line.delen if place in out]
    if line.totaal in out:
        enough = bool(inside)
    else:
        sizes = [counts[place] for place in inside]
        enough = not inside or (len(inside) > 1 and (max(sizes) if overlap else sum(sizes)) >= least)
    return None if enough else _smallest(counts, line, out, fixed)


def _smallest(counts: Sequence[int], line: Lijn, out: set[int], fixed: Collection[int]) -> int | None:
    """The smallest cell of the line that can still be hidden: filled, else the total, else an empty one."""
    able = [place for place in line.delen if place not in out and place not in fixed]
    filled = sorted((counts[place], place) for place in able if counts[place])
    if filled:
        return filled[0][1]
    if line.totaal not in out and line.totaal not in fixed:
        return line.totaal
    return able[0] if able else None


def _follows(
    counts: Sequence[int], lines: Sequence[Lijn], out: set[int], fixed: Collection[int]
) -> int | None:
    """A cell to hide because a hidden one follows from the lines; None when none does."""
    for place in determined(lines, out):
        near = [line for line in lines if place == line.totaal or place in line.delen]
        for line in (*near, *lines):
            more = _smallest(counts, line, out, fixed)
            if more is not None:
                return more
    return None


def determined(lines: Sequence[Lijn], out: Collection[int]) -> list[int]:
    """The hidden places whose value follows from what is shown."""
    places = sorted(out)
    column = {place: i for i, place in enumerate(places)}
    matrix = np.zeros((len(lines), len(places)))
    for row, line in enumerate(lines):
        for place in line.delen:
            if place in column:
                matrix[row, column[place]] += 1
        if line.totaal in column:
            matrix[row, column[line.totaal]] -= 1
    if not places or not lines:
        return []
    rank = np.linalg.matrix_rank(matrix)
    unit = np.eye(len(places))
    return [
        place for place in places if np.linalg.matrix_rank(np.vstack([matrix, unit[column[place]]])) == rank
    ]
