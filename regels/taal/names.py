"""The names that a formula mentions."""

from collections.abc import Iterator
from dataclasses import fields

from regels.taal import ast


def names_of(tree: ast.Expr) -> Iterator[str]:
    """Every name in a formula as it is written (``partner.leeftijd``), once for each time it stands there."""
    waiting: list[object] = [tree]
    while waiting:
        expression = waiting.pop()
        if isinstance(expression, tuple):
            waiting += expression
        elif isinstance(expression, ast.Expr):
            if isinstance(expression, ast.Name | ast.Previous):
                yield expression.name
            waiting += [getattr(expression, entry.name) for entry in fields(expression)]
