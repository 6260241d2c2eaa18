"""``vorige rij x`` and ``vorige maand x``: made of states, so that readers need to know nothing new."""

from typing import TYPE_CHECKING

from regels.plan import algebra as alg
from regels.plan import nodes as n

if TYPE_CHECKING:
    from regels.plan.build import Draft, Names

NO_MONTH = 100_000


def _state(draft: "Draft", name: str, value: n.Node) -> n.Node:
    """A state that holds what ``value`` was on the previous row; n.v.t. on the first."""
    kind = value.type.bounded(min(value.type.low, 0), max(value.type.high, 0)).may_be_nvt()
    if name not in draft.states:
        draft.states[name] = kind
        draft.previous[name] = (kind, value)
    return n.State(draft.states[name], list(draft.states).index(name))


def previous_row(draft: "Draft", key: str, value: n.Node) -> n.Node:
    """The value on the previous row of the history; n.v.t. on the first."""
    return _state(draft, f"vorige rij {key}", value)


def previous_month(names: "Names", key: str, value: n.Node) -> n.Node:
    """The value on the last row of the calendar month before; n.v.t. when that month has no row."""
    draft, month = names.draft, names.month()
    never = n.Const(month.type.bounded(-NO_MONTH, -NO_MONTH), -NO_MONTH)
    last_month = alg.if_nvt(_state(draft, "vorige rij maand", month), never)
    last = _state(draft, f"vorige rij {key}", value)
    kind = last.type
    before_name = f"maand voor de vorige rij {key}"
    if before_name not in draft.states:
        draft.states[before_name] = kind
    before = n.State(kind, list(draft.states).index(before_name))
    one = n.Const(alg.arithmetic(n.Arith.SUB, month, month).type.bounded(1, 1), 1)
    adjacent = alg.compare(n.Comparison.EQ, alg.arithmetic(n.Arith.ADD, last_month, one), month)
    same = alg.compare(n.Comparison.EQ, last_month, month)
    result = alg.choose(same, before, alg.choose(adjacent, last, n.Nvt(kind)))
    draft.previous[before_name] = (kind, result)
    return result
