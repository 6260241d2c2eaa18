"""Walking over the nodes of a plan."""

from collections.abc import Iterator
from dataclasses import fields

from regels.plan.nodes import Node

_NAMES: dict[str, tuple[str, ...]] = {}


def children(node: Node) -> Iterator[Node]:
    """The nodes directly inside a node, in the order written."""
    for name in _names(node):
        value = getattr(node, name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Node))


def _names(node: Node) -> tuple[str, ...]:
    """The fields of a node that may hold nodes; looked up once for each kind."""
    kind = type(node).__qualname__
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(node) if field.name != "type")
    return _NAMES[kind]
