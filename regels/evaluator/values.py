"""Values of the evaluator: exact Python numbers, n.v.t., or unknown, each with its mask of reasons."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from regels.plan.types import Type


class NotApplicable:
    """The one value *niet van toepassing*; use the constant ``NVT``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NVT"

    def __bool__(self) -> bool:
        raise TypeError("n.v.t. is neither true nor false; test `value is NVT`")


NVT: Final = NotApplicable()
Plain = int | Fraction
"""What a known value is: an int (also for ja/nee, options, days and months) or a Fraction."""


@dataclass(frozen=True, slots=True)
class Value:
    """A known value (``known`` is not None) or an unknown one, with the mask of ``nodes``."""

    known: Plain | NotApplicable | None
    mask: int = 0

    def __bool__(self) -> bool:
        raise TypeError("a value may be unknown; test `.known`")


@lru_cache(maxsize=4096)
def exact(number: int, scale: int) -> Plain:
    """The meaning of a representing integer: 1234 at scale 2 is 12,34."""
    return Fraction(number, 10**scale) if scale else number


@lru_cache(maxsize=4096)
def literal(number: int, scale: int) -> Value:
    """The value of a representing integer that is known."""
    return Value(exact(number, scale))


NO, YES = Value(0), Value(1)


def truth(holds: object, mask: int = 0) -> Value:
    """A known ja or nee."""
    return Value(int(bool(holds)), mask) if mask else YES if holds else NO


def represent(value: Plain, kind: Type) -> int:
    """The representing integer of a meaning at the type's scale. Raises ValueError when it does not fit."""
    unit: int = 10**kind.scale
    number, rest = divmod(value.numerator * unit, value.denominator)
    if rest:
        raise ValueError(f"{value} has more decimals than {kind.scale}")
    return number
