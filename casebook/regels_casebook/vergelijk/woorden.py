"""Numbers and amounts of a comparison in Dutch."""

from fractions import Fraction

from regels.uitleg.dutch import MINUS, MONTHS, money, number

HIDDEN = "×"
"""Stands where a number is not shown, whichever the reason, so that it gives nothing away."""


def count(value: int | None) -> str:
    """``1.234``."""
    return HIDDEN if value is None else number(Fraction(value))


def euro(cents: int | None) -> str:
    """``€ 1.234,56``; below zero with a minus."""
    return HIDDEN if cents is None else money(Fraction(cents, 100))


def change(cents: int | None) -> str:
    """A difference with its sign: ``+€ 12,00``, ``−€ 12,00``, ``€ 0,00``."""
    text = euro(cents)
    return f"+{text}" if cents is not None and cents > 0 else text


def month_name(month: str) -> str:
    """``2027-01`` as ``januari 2027``."""
    return f"{MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def more_or_less(cents: int) -> str:
    """``€ 12,00 meer``, ``€ 12,00 minder`` or ``evenveel``."""
    if cents == 0:
        return "evenveel"
    return f"{euro(abs(cents))} {'meer' if cents > 0 else 'minder'}"


def times(cents: int, unit: int) -> str:
    """How many units in tenths, half up: ``9,9``."""
    tenths = (20 * abs(cents) + unit) // (2 * unit)
    return ("" if cents >= 0 else MINUS) + number(Fraction(tenths, 10))
