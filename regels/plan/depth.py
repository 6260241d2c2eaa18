"""Room for long chains of rules. Their depth is bounded by the number of rules, which the file bounds."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

FRAMES = 50_000


@contextmanager
def deep() -> Iterator[None]:
    """A higher recursion limit, put back afterwards."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
