"""Syntax tree of a formula: what was written and where. No types, no meaning yet."""

from dataclasses import dataclass
from fractions import Fraction

from regels.errors import Position


@dataclass(frozen=True, slots=True)
class Expr:
    """Any formula."""

    position: Position


@dataclass(frozen=True, slots=True)
class Literal(Expr):
    """A written value: ``kind`` is amount, percentage, number, date, month, months, days or bool.

    ``value`` is exact: euros, a fraction (12,5% is 1/8), days or months since 1970, 0 or 1.
    ``decimals``: how many were written.
    """

    kind: str
    value: Fraction
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class NvtLiteral(Expr):
    """``n.v.t.``"""


@dataclass(frozen=True, slots=True)
class Name(Expr):
    """A name, or ``persoon.naam``."""

    name: str


@dataclass(frozen=True, slots=True)
class Previous(Expr):
    """``vorige maand naam`` or ``vorige rij naam``."""

    name: str
    month: bool


@dataclass(frozen=True, slots=True)
class Call(Expr):
    """``FUNCTIE(a; b)``."""

    function: str
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Operation(Expr):
    """``a + b``; also ``-``, ``×``, ``/``."""

    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Minus(Expr):
    """``-a``"""

    value: Expr


@dataclass(frozen=True, slots=True)
class Comparing(Expr):
    """``a < b``."""

    operator: str
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Range(Expr):
    """``x tussen a en b`` (both included) or ``x van a tot b`` (the first included)."""

    value: Expr
    low: Expr
    high: Expr
    inclusive: bool


@dataclass(frozen=True, slots=True)
class OneOf(Expr):
    """``x is een van (a; b)``."""

    value: Expr
    options: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Test(Expr):
    """``x is van toepassing``, ``x is niet van toepassing`` or ``x is bekend``."""

    value: Expr
    test: str


@dataclass(frozen=True, slots=True)
class Logic(Expr):
    """``a en b`` (operator ``en``) or ``a of b`` (``of``)."""

    operator: str
    values: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Negation(Expr):
    """``niet a``."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Conditional(Expr):
    """``als c dan a anders b``."""

    condition: Expr
    then: Expr
    otherwise: Expr
