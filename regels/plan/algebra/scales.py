"""Values at one scale: the same value with more decimals, and several values in one type."""

from collections.abc import Sequence

from regels.plan import nodes as n
from regels.plan.algebra.needs import Mismatch, fits, plain, same_kind
from regels.plan.types import Type


def rescale(node: n.Node, scale: int) -> n.Node:
    """The same value at a larger scale."""
    kind = node.type
    if kind.scale == scale:
        return node
    factor = 10 ** (scale - kind.scale)
    fits(kind.low * factor, kind.high * factor)
    new = Type(
        kind.kind, kind.unit, kind.options, kind.nvt, scale, kind.low * factor, kind.high * factor,
        literal=kind.literal,
    )  # fmt: skip
    if isinstance(node, n.Const):
        return n.Const(new, node.value * factor)
    return n.Nvt(new) if isinstance(node, n.Nvt) else n.Rescale(new, node)


def common(values: Sequence[n.Node], what: str) -> tuple[list[n.Node], Type]:
    """The values at one scale, and the type that holds them all (kind, unit, bounds, nvt)."""
    written = [value for value in values if not isinstance(value, n.Nvt)]
    if not written:
        raise Mismatch(f"{what}: alles is n.v.t.")
    lead = next((value.type for value in written if not value.type.literal), written[0].type)
    for value in written:
        same_kind(lead, value.type, what)
        plain(value)
    scale = max(value.type.scale for value in written)
    scaled = [n.Nvt(value.type) if isinstance(value, n.Nvt) else rescale(value, scale) for value in values]
    types = [value.type for value in scaled if not isinstance(value, n.Nvt)]
    whole = _holding(lead, types, scale)
    if len(written) < len(values) or any(kind.nvt for kind in types):
        whole = whole.may_be_nvt().bounded(min(whole.low, 0), max(whole.high, 0))
    return [n.Nvt(whole) if isinstance(value, n.Nvt) else value for value in scaled], whole


def _holding(lead: Type, types: Sequence[Type], scale: int) -> Type:
    low, high = min(kind.low for kind in types), max(kind.high for kind in types)
    literal = all(kind.literal for kind in types)
    return Type(lead.kind, lead.unit, lead.options, False, scale, low, high, literal=literal)
