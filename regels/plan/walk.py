"""Walking over the nodes of a plan."""

from collections.abc import Iterator
from dataclasses import fields
from functools import cache

from regels.plan.nodes import Node


def children(node: Node) -> Iterator[Node]:
    """The nodes directly inside a node, in the order written."""
    for name in _names(type(node)):
        value = getattr(node, name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Node))


@cache
def _names(kind: type[Node]) -> tuple[str, ...]:
    """The fields of a kind of node that may hold nodes."""
    return tuple(field.name for field in fields(kind) if field.name != "type")
