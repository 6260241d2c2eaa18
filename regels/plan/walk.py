"""Walking over the nodes of a plan."""

from typing import get_type_hints

from regels.plan.nodes import Node

_NAMES: dict[type[Node], tuple[tuple[str, bool], ...]] = {}


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node, in the order written."""
    names = _NAMES.get(type(node))
    if names is None:
        names = _NAMES[type(node)] = _names(type(node))
    found: tuple[Node, ...] = ()
    for name, several in names:
        found += getattr(node, name) if several else (getattr(node, name),)
    return found


def _names(kind: type[Node]) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind of node that hold a node, or (true) several."""
    several = {Node: False, tuple[Node, ...]: True}
    hints = get_type_hints(kind)
    return tuple((name, several[hint]) for name, hint in hints.items() if hint in several)
