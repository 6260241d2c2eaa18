"""One of several values: ``als``, ``ALS_NVT``, ``MIN`` and ``MAX``."""

from collections.abc import Sequence

from regels.plan import nodes as n
from regels.plan.algebra.calendar import STEPS
from regels.plan.algebra.needs import NUMERIC, Mismatch, applicable, boolean
from regels.plan.algebra.scales import common
from regels.plan.kinds import type_text

ORDERED = (*NUMERIC, *STEPS)


def choose(condition: n.Node, then: n.Node, otherwise: n.Node) -> n.Node:
    """``als condition dan then anders otherwise``; a constant condition picks its branch."""
    boolean(condition)
    if isinstance(then, n.Nvt) and isinstance(otherwise, n.Nvt):
        return then
    (then, otherwise), kind = common([then, otherwise], "De twee uitkomsten van een ‘als’")
    if isinstance(condition, n.Const):
        return then if condition.value else otherwise
    return n.If(kind, condition, then, otherwise)


def if_nvt(value: n.Node, default: n.Node) -> n.Node:
    """``ALS_NVT(value; default)``; a value that is never n.v.t. stays as it is.

    Of ``als c dan x anders n.v.t.`` it makes ``als c dan x anders default``, which may be known
    when c is not.
    """
    if isinstance(value, n.Nvt):
        return default
    if isinstance(value, n.If) and isinstance(value.otherwise, n.Nvt):
        return choose(value.condition, if_nvt(value.then, default), default)
    (value, default), kind = common([value, default], "ALS_NVT")
    if not value.type.nvt:
        return value
    return n.IfNvt(kind.may_be_nvt(default.type.nvt), value, default)


def extreme(pick: n.Pick, values: Sequence[n.Node]) -> n.Node:
    """MIN or MAX."""
    for value in values:
        applicable(value)
    scaled, kind = common(values, pick.value)
    if kind.kind not in ORDERED:
        raise Mismatch(f"{pick.value} kan niet op een {type_text(kind)}.")
    best = min if pick is n.Pick.MIN else max
    kind = kind.bounded(best(v.type.low for v in scaled), best(v.type.high for v in scaled))
    return n.Extreme(kind, pick, tuple(scaled))
