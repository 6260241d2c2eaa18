"""How text in a file is to be read: what the decimal sign is, and whether text may be a date."""

from dataclasses import dataclass
from enum import Enum


class Decimal(Enum):
    """The sign before the decimals."""

    COMMA = ","
    POINT = "."
    EITHER = ""


@dataclass(frozen=True, slots=True)
class Style:
    """``decimal``: the sign before decimals in text. ``text_dates``: text like 2026-07-01 is a date.

    ``separator``: the sign between fields, for advice; empty when the file has none.
    """

    decimal: Decimal
    text_dates: bool = True
    separator: str = ""


DUTCH_CSV = Style(Decimal.COMMA, separator=";")
ENGLISH_CSV = Style(Decimal.POINT, separator=",")
SHEET = Style(Decimal.EITHER, text_dates=False)
ARROW = Style(Decimal.EITHER)
