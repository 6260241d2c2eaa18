"""Written values: euros, percentages, dates and lengths of time, exact; with advice on what is not one."""

import re
from datetime import date
from fractions import Fraction

from regels.errors import Finding, LanguageError, Position
from regels.taal.ast import Literal

EPOCH = date(1970, 1, 1)
AMOUNT = re.compile(r"€\s*(\d{1,3}(?:\.\d{3})+|\d{1,3}|\d+(?=,|$))(?:,(\d+))?")


def fail(position: Position, message: str, advice: str = "", code: str = "formule") -> LanguageError:
    """The error for one mistake at one place."""
    return LanguageError(Finding(code, position, message, advice))


def read_decimal(text: str) -> tuple[Fraction, int]:
    """An exact number with a decimal comma, and how many decimals it was written with."""
    whole, _, decimals = text.partition(",")
    return Fraction(int(whole + decimals), 10 ** len(decimals)), len(decimals)


def read_amount(text: str, position: Position) -> Literal:
    """``€ 1.234,56``: a thousands point only between groups of three, two decimals or none."""
    match = AMOUNT.fullmatch(text)
    if not match or (match[2] is not None and len(match[2]) != 2):
        raise fail(
            position,
            f"‘{text}’ is geen bedrag.",
            "Schrijf een bedrag als € 1.234,56: een komma voor de centen, met twee cijfers erachter, "
            "en een punt alleen tussen duizendtallen.",
        )
    value, _ = read_decimal(f"{match[1].replace('.', '')},{match[2] or '00'}")
    return Literal(position, "amount", value, 2)


def read_percentage(text: str, position: Position) -> Literal:
    """``12,5%`` is exactly one eighth."""
    value, decimals = read_decimal(text.rstrip("% \t"))
    return Literal(position, "percentage", value / 100, decimals + 2)


def read_date(text: str, position: Position) -> Literal:
    """``2026-07-01`` as days since 1970."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise fail(
            position, f"‘{text}’ is geen dag die bestaat.", "Schrijf een datum als 2026-07-01."
        ) from None
    return Literal(position, "date", Fraction((day - EPOCH).days))


def read_month(text: str, position: Position) -> Literal:
    """``2026-07`` as months since 1970."""
    year, month = int(text[:4]), int(text[5:])
    if not 1 <= month <= 12:
        raise fail(position, f"‘{text}’ is geen maand die bestaat.", "Schrijf een maand als 2026-07.")
    return Literal(position, "month", Fraction((year - 1970) * 12 + month - 1))


def read_months(text: str, position: Position) -> Literal:
    """``24 maanden``, ``66 jaar`` or ``66 jaar en 4 maanden`` as months."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    months = numbers[0] * 12 + sum(numbers[1:]) if "jaar" in text else numbers[0]
    return Literal(position, "months", Fraction(months))
