"""The known name that a mistyped name is closest to."""

from collections.abc import Iterable
from functools import cache


def plain(name: str) -> str:
    """A name without case, spaces, hyphens and points, which people type differently."""
    return "".join("_" if c in " -." else c for c in name.strip().casefold())


@cache
def distance(left: str, right: str) -> int:
    """Letters to insert, delete, replace or swap with their neighbour to make ``right`` of ``left``."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _allowed(name: str) -> int:
    return 0 if len(name) < 4 else 1 if len(name) < 8 else 2


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The nearest of ``known``, or None when none is within one or two letters (by length)."""
    ours = plain(name)
    within = [(distance(ours, plain(k)), k) for k in known if abs(len(k) - len(name)) <= 2]
    best = min(within, default=None, key=lambda pair: pair[0])
    return best[1] if best and best[0] <= _allowed(plain(best[1])) else None
