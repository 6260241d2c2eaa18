"""Rounding by sign and magnitude, exactly."""

from fractions import Fraction

from regels.evaluator.values import Plain
from regels.plan.nodes import RoundMode


def round_to(value: Plain, step: Fraction, mode: RoundMode) -> Fraction:
    """The multiple of ``step`` that ``mode`` picks; −0,005 and 0,005 are treated alike."""
    count = abs(Fraction(value)) / step
    whole, rest = divmod(count, 1)
    match mode:
        case RoundMode.HALF_UP:
            whole += rest >= Fraction(1, 2)
        case RoundMode.UP:
            whole += rest > 0
        case RoundMode.DOWN:
            pass
    rounded = whole * step
    return rounded if value >= 0 else -rounded
