"""A formula in other words that mean the same."""

from dataclasses import fields, replace
from typing import Any

from regels.plan import nodes as n
from regels.plan.types import BOOL


def other_words(node: n.Node) -> n.Node:
    """Choices by their opposite, ``en``, ``of``, ``MIN`` and ``MAX`` from right to left."""
    inner: dict[str, Any] = {}
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, n.Node):
            inner[field.name] = other_words(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], n.Node):
            inner[field.name] = tuple(other_words(one) for one in reversed(value))
    made = replace(node, **inner)
    if isinstance(made, n.If):
        return replace(made, condition=n.Not(BOOL, made.condition), then=made.otherwise, otherwise=made.then)
    return made
