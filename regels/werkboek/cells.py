"""The value of a cell as it is written in a ruleset. What could mean two things is refused, never guessed."""

from dataclasses import dataclass
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
LONGEST = 10**15
"""From here Excel no longer keeps every digit of a whole number."""
EXAMPLES = {
    Kind.MONEY: "een bedrag, zoals 567,08",
    Kind.PERCENT: "een percentage, zoals 10%",
    Kind.NUMBER: "een getal, zoals 12",
    Kind.DATE: "een datum, zoals 2027-01-01",
    Kind.MONTH: "een maand, als tekst zoals 2027-01",
    Kind.BOOL: "ja of nee",
    Kind.CHOICE: "een keuze uit de lijst",
}


@dataclass(frozen=True, slots=True)
class Usual:
    """What a figure has been, lowest and highest; a bare number outside it may be a slip.

    ``worded``: it is a length of time, of which a bare number does not say whether it is months or years.
    """

    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    worded: bool = False


def written(value: Any, kind: Type, usual: Usual) -> str:
    """A figure as it is written in a ruleset. Raises CellError.

    A number is taken with the 15 digits that Excel has. A percentage cell holds 0.1 for 10%, so a bare
    10 would be 1000%: that is refused, and so is a bare 1, which may be 1% or 100%. Text is read as a
    formula reads it: ``€ 567,08``, ``12,5%``.
    """
    if isinstance(value, str):
        value = " ".join(value.split())
        return value if value in (NVT, UNKNOWN) else _text(value, kind)
    if isinstance(value, bool):
        raise _wrong(value, kind)
    if isinstance(value, int | float):
        return _number(value, kind, usual)
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
    if abs(value) >= LONGEST:
        return f"{value:.3g}".replace(".", ",")
    return f"{exact(value):f}".replace(".", ",")


def exact(value: float) -> Decimal:
    """The number that Excel shows: 15 digits, without the noise of binary fractions."""
    number = Decimal(format(value, ".15g"))
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()


def _date(value: date) -> date:
    if isinstance(value, datetime):
        if value.time() != datetime.min.time():
            raise CellError(f"De datum {value.date()} heeft ook een tijd.", "Typ alleen de datum.")
        return value.date()
    return value


def _number(value: float, kind: Type, usual: Usual) -> str:
    number = Fraction(exact(value))
    if kind.kind not in (Kind.MONEY, Kind.PERCENT, Kind.NUMBER):
        raise _wrong(value, kind)
    if abs(number) >= LONGEST:
        raise CellError(f"{said(value)} is te groot.", "Excel kent van een getal maar vijftien cijfers.")
    if number < min(usual.low, Fraction(0)):
        raise CellError(
            f"{said(value)} is lager dan dit cijfer ooit was.", "Haal de min weg, of typ het getal opnieuw."
        )
    if usual.worded:
        shown = plain_number(value)
        raise CellError(
            f"{said(value)} zegt niet of het maanden of jaren zijn.",
            f"Schrijf als tekst {shown} maanden of {shown} jaar.",
        )
    if kind.kind is Kind.MONEY and (number * 100).denominator != 1:
        advice = (
            "Rond af op hele centen, bijvoorbeeld met AFRONDEN(…;2), en zeg bij ‘waarom’ hoe er is afgerond."
        )
        raise CellError(f"{said(value)} is geen bedrag in hele centen.", advice)
    if kind.kind is Kind.PERCENT and (number > max(Fraction(1), usual.high) or number == 1 > usual.high):
        shown, typed = plain_number(value * 100), plain_number(value)
        other = f" Bedoelde u {shown}%? Typ dan als tekst '{shown}%, met ' ervoor." if number == 1 else ""
        raise CellError(
            f"{said(value)} is {shown}%: een cel met 10% bevat 0,1.",
            f"Bedoelde u {typed}%? Typ dan {typed}%.{other}",
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
