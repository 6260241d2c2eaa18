"""Types of the plan: what a value means, and the integers that represent it.

Every value has a *meaning* (a kind and a unit) and, for the kernel, a *representation*:
an integer at a fixed decimal scale between two bounds that the checker has proved.
"""

from dataclasses import dataclass, field, replace
from enum import Enum


class Kind(Enum):
    """What a value is. The text is the word a policy officer writes after ``soort:``."""

    BOOL = "ja/nee"
    NUMBER = "getal"
    MONEY = "bedrag"
    PERCENT = "percentage"
    DATE = "datum"  # integer: days since 1970-01-01
    MONTH = "maand"  # integer: months since 1970-01
    CHOICE = "keuze"  # integer: index in ``options``


Unit = tuple[tuple[str, int], ...]
"""Sorted pairs of name and exponent: ``bedrag per maand`` is ``(("maand", -1),)``."""


@dataclass(frozen=True, slots=True)
class Type:
    """The static type of a node.

    ``scale``: decimals of the representing integer (€ 12,34 at scale 2 is 1234).
    ``ratio``: the value is a fraction of two integers (the result of a division); only
    arithmetic, comparison and rounding take it, and a rule never has it as its value.
    ``low``/``high``: proved inclusive bounds of the integer at ``scale`` (of a ratio: of its
    numerator). ``den_low``/``den_high``: of a ratio, bounds of its positive denominator.
    ``nvt``: the value may be *niet van toepassing*.
    """

    kind: Kind
    unit: Unit = ()
    options: tuple[str, ...] = ()
    nvt: bool = False
    scale: int = 0
    low: int = 0
    high: int = 0
    ratio: bool = False
    den_low: int = 1
    den_high: int = 1
    literal: bool = field(default=False, compare=False)

    def may_be_nvt(self, nvt: bool = True) -> "Type":
        """The same type, with or without *niet van toepassing*."""
        return replace(self, nvt=nvt)

    def bounded(self, low: int, high: int) -> "Type":
        """The same type between other bounds."""
        return replace(self, low=low, high=high)


CALENDAR_YEAR: Unit = (("kalenderjaar", 1),)
"""Of the number of a calendar year, such as 2026."""
BOOL = Type(Kind.BOOL, high=1)
INT64_MAX = 2**63 - 1
