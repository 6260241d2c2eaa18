"""``en``, ``of`` and ``niet``; a constant that decides, or decides nothing, is worked out here."""

from collections.abc import Sequence

from regels.plan import nodes as n
from regels.plan.algebra.needs import boolean
from regels.plan.types import BOOL


def logic(values: Sequence[n.Node], conjunction: bool) -> n.Node:
    """``en`` / ``of``, without the constants that decide nothing."""
    neutral = 1 if conjunction else 0
    kept = [
        value for value in map(boolean, values) if not (isinstance(value, n.Const) and value.value == neutral)
    ]
    decided = [value for value in kept if isinstance(value, n.Const)]
    if decided:
        return decided[0]
    if not kept:
        return n.Const(BOOL, neutral)
    if len(kept) == 1:
        return kept[0]
    return (n.And if conjunction else n.Or)(BOOL, tuple(kept))


def invert(value: n.Node) -> n.Node:
    """``niet value``."""
    boolean(value)
    return n.Const(BOOL, 1 - value.value) if isinstance(value, n.Const) else n.Not(BOOL, value)
