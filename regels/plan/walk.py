"""Walking over the nodes of a plan."""

from collections.abc import Iterator
from dataclasses import fields

from regels.plan.nodes import Node


def children(node: Node) -> Iterator[Node]:
    """The nodes directly inside a node, in the order written."""
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Node))
