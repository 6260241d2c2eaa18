"""The value of a cell as it is written in a ruleset. What could mean two things is refused, never guessed."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from regels.bestand.text import Text
from regels.errors import LanguageError, nearest
from regels.lints.words import value_text
from regels.plan.figures import NVT, UNKNOWN
from regels.plan.types import Kind, Type
from regels.plan.written import ISO, constant
from regels.taal.parser import Place
from regels.werkboek.errors import CellError

NOWHERE = Place("", 1, 1)
MOST_DECIMALS = 6
EXAMPLES = {
    Kind.MONEY: "een bedrag, zoals 567,08",
    Kind.PERCENT: "een percentage, zoals 10%",
    Kind.NUMBER: "een getal, zoals 12",
    Kind.DATE: "een datum, zoals 2027-01-01",
    Kind.MONTH: "een maand, als tekst zoals 2027-01",
    Kind.BOOL: "ja of nee",
    Kind.CHOICE: "een keuze uit de lijst",
}


def written(value: Any, kind: Type, most: Fraction | None = None) -> str:
    """A figure. ``most``: the highest percentage that is usual. Raises CellError.

    A number is taken with the 15 digits that Excel has. A percentage cell holds 0.1 for 10%, so a bare
    10 would be 1000%: that is refused. Text is read as a formula reads it: ``€ 567,08``, ``12,5%``.
    """
    if isinstance(value, str):
        return value if value in (NVT, UNKNOWN) else _text(value, kind)
    if isinstance(value, bool):
        raise _wrong(value, kind)
    if isinstance(value, int | float):
        return _number(value, kind, most)
    if isinstance(value, date) and kind.kind is Kind.DATE:
        return _date(value).isoformat()
    raise _wrong(value, kind)


def day(value: Any) -> date:
    """A day: a date cell, or text as 2027-01-01. Raises CellError."""
    if isinstance(value, date):
        return _date(value)
    if isinstance(value, str) and ISO.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise CellError(
                f"‘{value}’ is geen dag die bestaat.", "Schrijf een datum als 2027-01-01."
            ) from None
    raise CellError(
        f"{said(value)} is geen datum.",
        "Typ de datum opnieuw, of schrijf als tekst jaar-maand-dag: 2027-01-01. "
        "Zo is zeker wat de dag is en wat de maand.",
    )


def said(value: Any) -> str:
    """What was found in a cell, for a message."""
    match value:
        case bool():
            return "‘WAAR’" if value else "‘ONWAAR’"
        case int() | float():
            return f"Het getal {plain_number(value)}"
        case datetime() | date():
            return f"De datum {value.isoformat()[:10]}"
        case timedelta():
            return "Een tijd"
    return f"De tekst ‘{value}’"


def plain_number(value: float) -> str:
    """A number as Dutch Excel shows it."""
    return f"{exact(value):f}".replace(".", ",")


def exact(value: float) -> Decimal:
    """The number that Excel shows: 15 digits, without the noise of binary fractions."""
    number = Decimal(format(value, ".15g"))
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _date(value: date) -> date:
    if isinstance(value, datetime):
        if value.time() != datetime.min.time():
            raise CellError(f"De datum {value.date()} heeft ook een tijd.", "Typ alleen de datum.")
        return value.date()
    return value


def _number(value: float, kind: Type, most: Fraction | None) -> str:
    number = Fraction(exact(value))
    if kind.kind not in (Kind.MONEY, Kind.PERCENT, Kind.NUMBER):
        raise _wrong(value, kind)
    if kind.kind is Kind.MONEY and (number * 100).denominator != 1:
        advice = (
            "Rond af op hele centen, bijvoorbeeld met AFRONDEN(…;2), en zeg bij ‘waarom’ hoe er is afgerond."
        )
        raise CellError(f"{said(value)} is geen bedrag in hele centen.", advice)
    if kind.kind is Kind.PERCENT and number > max(1, most or 0):
        shown, typed = plain_number(value * 100), plain_number(value)
        raise CellError(
            f"{said(value)} is {shown}%: een cel met 10% bevat 0,1.",
            f"Bedoelde u {typed}%? Typ dan {typed}%.",
        )
    scale = next((s for s in range(MOST_DECIMALS + 1) if (number * 10**s).denominator == 1), None)
    if scale is None:
        raise CellError(
            f"{said(value)} heeft te veel decimalen.", f"Gebruik hoogstens {MOST_DECIMALS} decimalen."
        )
    scale = 2 if kind.kind is Kind.MONEY else scale
    return value_text(kind, int(number * 10**scale), scale)


def _text(value: str, kind: Type) -> str:
    if kind.kind is Kind.CHOICE and value not in kind.options:
        raise CellError(
            f"‘{value}’ is geen keuze uit: {', '.join(kind.options)}.",
            nearest(value, kind.options) or "Kies een waarde uit de lijst.",
        )
    if kind.kind is Kind.BOOL and value not in ("ja", "nee"):
        raise _wrong(value, kind)
    try:
        constant(Text.at(value, NOWHERE, value), kind)
    except LanguageError:
        raise _wrong(value, kind) from None
    return value


def _wrong(value: Any, kind: Type) -> CellError:
    advice = f"Hier hoort {EXAMPLES[kind.kind]}; of n.v.t., of onbekend."
    if isinstance(value, str) and kind.kind in (Kind.MONEY, Kind.PERCENT, Kind.NUMBER):
        advice += " Staat het er wel, dan is het tekst: typ het getal opnieuw."
    return CellError(f"{said(value)} is geen {kind.kind.value}.", advice)
