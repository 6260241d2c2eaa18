"""Reading one text value: the definition of what text in a file means.

Each function takes stripped, non-empty text and returns the canonical integer or a ``Problem``.
``text.py`` does the same for whole columns and must agree.
"""

import re
from datetime import date

from regels.plan.plan import InputSpec
from regels.plan.types import Kind
from regels.tabel.rejects import Problem
from regels.tabel.style import Decimal, Style
from regels.tabel.wording import decimals

_NUMBER = re.compile(r"(?P<sign>-?)(?P<whole>[0-9][0-9.,]*)", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
_OTHER_DATE = re.compile(r"[0-9]{1,4}[-/. ]([0-9]{1,2}|[a-z]{3,9})[-/. ][0-9]{1,4}", re.ASCII | re.IGNORECASE)
_EPOCH = date(1970, 1, 1).toordinal()
_MOST_DIGITS = 18

Parsed = int | Problem


def parse_value(spec: InputSpec, text: str, style: Style) -> Parsed:
    """The canonical integer of one text value; the range is not checked here."""
    match spec.type.kind:
        case Kind.BOOL:
            return {"ja": 1, "nee": 0}.get(text.casefold(), Problem.NOT_YES_NO)
        case Kind.CHOICE:
            return _option(spec.type.options, text)
        case Kind.DATE:
            return parse_date(text) if style.text_dates else _sheet_date(text)
        case Kind.MONTH:
            return parse_month(text)
        case Kind.MONEY:
            return parse_number(_without_euro(text), decimals(spec.type), style)
        case Kind.PERCENT:
            return parse_number(text.removesuffix("%").rstrip(), decimals(spec.type), style)
    return parse_number(text, decimals(spec.type), style)


def parse_number(text: str, scale: int, style: Style) -> Parsed:
    """``-1.234,56`` and the like, exactly; more decimals than ``scale`` are refused, even zeros.

    A point or comma that could stand for thousands and for decimals alike is refused.
    """
    found = _NUMBER.fullmatch(text)
    if not found:
        return Problem.UNREADABLE
    digits = _split(found["whole"], style.decimal)
    if isinstance(digits, Problem):
        return digits
    whole, fraction = digits
    if len(fraction) > scale:
        return Problem.INEXACT
    if len(whole.lstrip("0")) + scale > _MOST_DIGITS:
        return Problem.OUT_OF_RANGE
    value = int(whole + fraction.ljust(scale, "0"))
    return -value if found["sign"] else value


def _split(text: str, sign: Decimal) -> tuple[str, str] | Problem:
    """Digits before and after the decimal sign."""
    points, commas = text.count("."), text.count(",")
    if not points and not commas:
        return text, ""
    if points and commas:
        decimal = "," if text.rindex(",") > text.rindex(".") else "."
        if text.count(decimal) > 1:
            return Problem.UNREADABLE
        if sign is not Decimal.EITHER and decimal != sign.value:
            return Problem.OTHER_SEPARATOR
        whole, _, fraction = text.rpartition(decimal)
        plain = _groups(whole, "." if decimal == "," else ",")
        return (plain, fraction) if plain and fraction else Problem.UNREADABLE
    used = "." if points else ","
    if points + commas > 1:
        return _thousands(text, used, sign)
    whole, _, fraction = text.partition(used)
    if not fraction:
        return Problem.UNREADABLE
    if used == sign.value:
        return whole, fraction
    if _groups(text, used):
        return Problem.AMBIGUOUS
    return (whole, fraction) if sign is Decimal.EITHER else Problem.OTHER_SEPARATOR


def _thousands(text: str, used: str, sign: Decimal) -> tuple[str, str] | Problem:
    plain = _groups(text, used)
    return (plain, "") if plain and used != sign.value else Problem.UNREADABLE


def _groups(text: str, sign: str) -> str:
    """The digits of ``1.234.567``, or nothing when the groups are not of three."""
    first, *rest = text.split(sign)
    fits = first.isdigit() and all(len(part) == 3 and part.isdigit() for part in rest)
    grouped = bool(rest) and (len(first) > 3 or first.startswith("0"))
    return first + "".join(rest) if fits and not grouped else ""


def _without_euro(text: str) -> str:
    """``€ 12``, ``€ -12`` and ``-€ 12`` without the sign of the euro."""
    if text.startswith("-€"):
        rest = text[2:].lstrip()
        return rest if rest.startswith("-") else f"-{rest}"
    return text.removeprefix("€").lstrip()


def parse_date(text: str) -> Parsed:
    """``2026-07-01`` as days since 1970-01-01."""
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text).toordinal() - _EPOCH
        except ValueError:
            return Problem.NO_SUCH_DAY
    return Problem.DATE_ORDER if _OTHER_DATE.fullmatch(text) else Problem.UNREADABLE


def _sheet_date(text: str) -> Problem:
    found = parse_date(text)
    return found if found is Problem.UNREADABLE else Problem.DATE_AS_TEXT


def parse_month(text: str) -> Parsed:
    """``2026-07`` or ``2026-07-01`` as months since 1970-01."""
    short = _MONTH.fullmatch(text)
    if short:
        text = f"{text}-01"
    day = parse_date(text)
    if isinstance(day, Problem):
        return day
    whole = date.fromordinal(day + _EPOCH)
    return (whole.year - 1970) * 12 + whole.month - 1 if whole.day == 1 else Problem.NOT_FIRST_OF_MONTH


def _option(options: tuple[str, ...], text: str) -> Parsed:
    return options.index(text) if text in options else Problem.UNKNOWN_OPTION
