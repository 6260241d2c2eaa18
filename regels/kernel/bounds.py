"""Between which numbers the result of an instruction lies, given that of its operands."""

from collections.abc import Callable
from typing import Final, TypeAlias

Bounds: TypeAlias = tuple[int, int]
"""The lowest and the highest number that a signed value can be."""
HALF: Final[Bounds] = (-(2**31), 2**31 - 1)
"""What fits in half of 64 bits."""


def fits_half(found: Bounds | None) -> bool:
    """Whether a value between these bounds fits in 32 bits."""
    return bool(found and HALF[0] <= found[0] and found[1] <= HALF[1])


def _difference(x: Bounds, y: Bounds) -> Bounds:
    return x[0] - y[1], x[1] - y[0]


def _product(x: Bounds, y: Bounds) -> Bounds:
    corners = [a * b for a in x for b in y]
    return min(corners), max(corners)


def _quotient(x: Bounds, y: Bounds) -> Bounds | None:
    return (x[0] // y[1], x[1] // y[0]) if x[0] >= 0 and y[0] > 0 else None


def _halved(x: Bounds, y: Bounds) -> Bounds | None:
    return (x[0] >> y[1], x[1] >> y[0]) if x[0] >= 0 and y[0] >= 0 and y[1] < 64 else None


def _common(x: Bounds, y: Bounds) -> Bounds | None:
    """Of ``and``: no bit that is not in both."""
    tops = [bounds[1] for bounds in (x, y) if bounds[0] >= 0]
    return (0, min(tops)) if tops else None


def _united(x: Bounds, y: Bounds) -> Bounds | None:
    """Of ``or`` and ``xor``: no bit above those of the operands."""
    return (0, 2 ** max(x[1], y[1]).bit_length() - 1) if x[0] >= 0 and y[0] >= 0 else None


_RESULT: Final[dict[str, Callable[[Bounds, Bounds], Bounds | None]]] = {
    "add": lambda x, y: (x[0] + y[0], x[1] + y[1]),
    "sub": _difference,
    "mul": _product,
    "udiv": _quotient,
    "lshr": _halved,
    "and": _common,
    "or": _united,
    "xor": _united,
    "smin": lambda x, y: (min(x[0], y[0]), min(x[1], y[1])),
    "smax": lambda x, y: (max(x[0], y[0]), max(x[1], y[1])),
    "select": lambda x, y: (min(x[0], y[0]), max(x[1], y[1])),
}


def result(op: str, x: Bounds | None, y: Bounds | None) -> Bounds | None:
    """The bounds of ``op`` on two i64 values; None when nothing is known or it can overflow."""
    rule = _RESULT.get(op)
    found = rule(x, y) if rule and x and y else None
    return found if found and found[0] >= -(2**63) and found[1] < 2**63 else None


def both(x: Bounds | None, y: Bounds | None) -> Bounds | None:
    """What is known of a value when two things are proved of it."""
    if x is None or y is None:
        return x or y
    return max(x[0], y[0]), min(x[1], y[1])
