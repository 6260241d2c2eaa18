"""``vorige rij x`` and ``vorige maand x``: made of states, so that readers need to know nothing new."""

from regels.plan import algebra as alg
from regels.plan import nodes as n
from regels.plan.draft import Draft

NO_MONTH = 100_000


def previous_row(draft: Draft, key: str, value: n.Node) -> n.State:
    """The value on the previous row of the history; n.v.t. on the first.

    The state holds what ``value`` was on that row; ``key`` names it.
    """
    name = f"vorige rij {key}"
    if name not in draft.states:
        kind = value.type.bounded(min(value.type.low, 0), max(value.type.high, 0)).may_be_nvt()
        draft.previous[name] = (kind, value)
    return draft.state(name, lambda: draft.previous[name][0])


def previous_month(draft: Draft, key: str, value: n.Node, month: n.Node) -> n.Node:
    """The value on the last row of the calendar month before; n.v.t. when that month has no row.

    ``month`` is the month of the row. Within one month the value is kept in a state of its own.
    """
    never = n.Const(month.type.bounded(-NO_MONTH, -NO_MONTH), -NO_MONTH)
    last_month = alg.if_nvt(previous_row(draft, "maand", month), never)
    last = previous_row(draft, key, value)
    kind, name = last.type, f"maand voor de vorige rij {key}"
    before = draft.state(name, lambda: kind)
    one = n.Const(alg.arithmetic(n.Arith.SUB, month, month).type.bounded(1, 1), 1)
    adjacent = alg.compare(n.Comparison.EQ, alg.arithmetic(n.Arith.ADD, last_month, one), month)
    same = alg.compare(n.Comparison.EQ, last_month, month)
    result = alg.choose(same, before, alg.choose(adjacent, last, n.Nvt(kind)))
    draft.previous[name] = (kind, result)
    return result
