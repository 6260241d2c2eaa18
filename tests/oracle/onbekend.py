"""Unknown values, exactly as the paragraph "Unknown" of the contract says.

A value is known, or it is unknown and names the fields that keep it so. There are four ways to
combine values and no others; a Value refuses to be used as a Python truth, so none slips through.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Value:
    """A known value, or an unknown one with the fields it waits for."""

    known: bool
    value: Any = None
    fields: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        raise TypeError("A Value may be unknown: combine it with strict, en, of, niet or als.")

    def or_none(self) -> Any:
        """The value, or None when it is unknown."""
        return self.value if self.known else None


JA, NEE = Value(True, True), Value(True, False)


def known(value: Any) -> Value:
    """A value that is known."""
    return Value(True, value)


def unknown(*fields: str) -> Value:
    """A value that waits for these fields."""
    return Value(False, None, frozenset(fields))


def lift(value: Any) -> Value:
    """Take a plain Python value as a known one."""
    return value if isinstance(value, Value) else known(value)


def union(*values: Value) -> frozenset[str]:
    """All fields that any of the values waits for."""
    return frozenset().union(*(v.fields for v in values))


def strict(function: Callable[..., Any], *arguments: Any) -> Value:
    """Arithmetic and comparison: unknown as soon as one argument is, with the fields of all of them."""
    values = [lift(a) for a in arguments]
    if all(v.known for v in values):
        return known(function(*(v.value for v in values)))
    return Value(False, None, union(*values))


def en(*arguments: Any) -> Value:
    """Three-valued and: one known no decides; otherwise the unknowns keep it open."""
    open_: list[Value] = []
    for argument in arguments:
        value = lift(argument)
        if value.known and not value.value:
            return NEE
        if not value.known:
            open_.append(value)
    return Value(False, None, union(*open_)) if open_ else JA


def of(*arguments: Any) -> Value:
    """Three-valued or: one known yes decides; otherwise the unknowns keep it open."""
    open_: list[Value] = []
    for argument in arguments:
        value = lift(argument)
        if value.known and value.value:
            return JA
        if not value.known:
            open_.append(value)
    return Value(False, None, union(*open_)) if open_ else NEE


def niet(argument: Any) -> Value:
    """Three-valued not."""
    return strict(lambda a: not a, argument)


def als(condition: Any, then: Any, otherwise: Any) -> Value:
    """With an unknown condition known only when both branches are known and equal."""
    asked, if_so, if_not = lift(condition), lift(then), lift(otherwise)
    if asked.known:
        return if_so if asked.value else if_not
    if if_so.known and if_not.known and if_so.value == if_not.value:
        return if_so
    return Value(False, None, asked.fields)


def plus(*arguments: Any) -> Value:
    """The sum, strictly."""
    return strict(lambda *a: sum(a), *arguments)


def minus(left: Any, right: Any) -> Value:
    """The difference, strictly."""
    return strict(lambda a, b: a - b, left, right)


def is_(left: Any, *choices: Any) -> Value:
    """Whether the value is one of the choices, strictly."""
    return strict(lambda a: a in choices, left)


def below(left: Any, right: Any) -> Value:
    """left < right, strictly."""
    return strict(lambda a, b: a < b, left, right)


def above(left: Any, right: Any) -> Value:
    """left > right, strictly."""
    return strict(lambda a, b: a > b, left, right)
