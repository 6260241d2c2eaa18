"""Calendar months, and amounts between ``Decimal`` euros and cents."""

from datetime import date
from decimal import Decimal


def month_after(month: date, count: int) -> date:
    """The first day of the month so many months later."""
    place = month.year * 12 + month.month - 1 + count
    return date(place // 12, place % 12 + 1, 1)


def next_month(month: date) -> date:
    """The first day of the next month."""
    return month_after(month, 1)


def days_in_month(month: date) -> int:
    """28, 29, 30 or 31."""
    return (next_month(month) - month).days


def to_cents(amount: Decimal) -> int:
    """A ``Decimal`` with at most two decimals as cents."""
    above, below = amount.as_integer_ratio()
    whole, rest = divmod(above * 100, below)
    assert not rest, f"{amount} is no whole number of cents"
    return whole


def to_euros(cents: int) -> Decimal:
    """Cents as a ``Decimal`` with two decimals."""
    return Decimal(cents).scaleb(-2)
