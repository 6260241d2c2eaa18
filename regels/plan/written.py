"""What the scalars of an entry say: its type, a constant, a day, a yes or no."""

import re
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from regels.bestand.text import Text
from regels.errors import nearest
from regels.plan.kinds import parse_kind, refuse
from regels.plan.typer import LITERALS
from regels.plan.types import Kind, Type
from regels.taal import ast
from regels.taal.literals import EPOCH
from regels.taal.parser import parse

TO_FILL_IN = "VUL-IN"
"""What a file that is made to be filled in has in place of a value."""
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
USUAL = {
    Kind.MONEY: ("€ 0", "€ 9.999.999,99"),
    Kind.PERCENT: ("0%", "100%"),
    Kind.DATE: ("1900-01-01", "2100-12-31"),
    Kind.MONTH: ("2000-01", "2099-12"),
}
"""The minimum and maximum of a kind when an entry gives none; a number has to give them."""


def text(value: Text | None) -> str:
    """The text of an optional scalar."""
    return "" if value is None else str(value)


def options_of(entry: Any) -> tuple[str, ...]:
    """The options of a choice, in the order written; the order never has a meaning."""
    return tuple(str(option) for option in entry.opties or ())


def kind_of(entry: Any) -> Type:
    """The type that an entry's soort, eenheid and opties declare, without bounds."""
    return parse_kind(str(entry.soort), text(entry.eenheid) or None, options_of(entry), entry.soort.position)


def state_type(entry: Any) -> Type:
    """The type of a state: its soort, between the bounds that it declares."""
    return bounds(entry, kind_of(entry))


def constant(written: Text, kind: Type) -> tuple[Fraction, int]:
    """A written value of a kind, in units (euros, days …) or as option index, and its decimals.

    Raises LanguageError when it is a formula, or a value of another kind, or still to be filled in.
    """
    if str(written) == TO_FILL_IN:
        message = "Deze waarde is nog niet ingevuld."
        raise refuse(written.position, message, "Vul haar in, of haal deze norm weg.", "ontbreekt")
    if kind.kind is Kind.CHOICE:
        return _option(written, kind), 0
    tree = parse(written.raw, written.place)
    sign = -1 if isinstance(tree, ast.Minus) else 1
    tree = tree.value if isinstance(tree, ast.Minus) else tree
    if not isinstance(tree, ast.Literal) or LITERALS[tree.kind][0] is not kind.kind:
        message = f"‘{written}’ is geen {kind.kind.value}."
        raise refuse(written.position, message, "Schrijf de waarde zelf, geen formule.")
    return sign * tree.value, tree.decimals


def _option(written: Text, kind: Type) -> Fraction:
    if str(written) not in kind.options:
        message = f"‘{written}’ is geen keuze uit: {', '.join(kind.options)}."
        raise refuse(written.position, message, nearest(str(written), kind.options))
    return Fraction(kind.options.index(str(written)))


def scaled(value: Fraction, scale: int) -> int:
    """The representing integer at a scale. Raises ValueError when it has more decimals."""
    number = value * Fraction(10) ** scale
    if number.denominator != 1:
        raise ValueError(f"{value} has more than {scale} decimals")
    return number.numerator


def stored(written: Text, kind: Type) -> int:
    """A written value as the representing integer at the type's scale."""
    number, _ = constant(written, kind)
    try:
        return scaled(number, kind.scale)
    except ValueError:
        raise refuse(
            written.position,
            f"‘{written}’ heeft meer decimalen dan deze waarde kan hebben.",
            "Laat decimalen weg of zet er meer onder `decimalen:`.",
        ) from None


def bounds(entry: Any, kind: Type) -> Type:
    """The type with the minimum and maximum that the entry declares (or the usual ones of its kind)."""
    if kind.kind in (Kind.BOOL, Kind.CHOICE):
        return kind
    low, high = (stored(_bound(entry, kind, key), kind) for key in ("minimaal", "maximaal"))
    if low > high:
        raise refuse(entry.soort.position, "Het minimum is hoger dan het maximum.", "Draai ze om.", "grenzen")
    return replace(kind, low=min(low, 0) if kind.nvt else low, high=max(high, 0) if kind.nvt else high)


def _bound(entry: Any, kind: Type, key: str) -> Text:
    written: Text | None = getattr(entry, key)
    if written is not None:
        return written
    if kind.kind not in USUAL:
        raise refuse(
            entry.soort.position,
            "Een getal heeft een `minimaal:` en een `maximaal:` nodig.",
            "Daarmee bewijst de controle dat geen berekening uit de hand loopt.",
            "grenzen",
        )
    usual = USUAL[kind.kind][0 if key == "minimaal" else 1]
    return Text.at(usual, entry.soort.place, usual)


def day(written: Text) -> int:
    """A written date as days since 1970."""
    try:
        if not ISO.fullmatch(str(written)):
            raise ValueError
        return (date.fromisoformat(str(written)) - EPOCH).days
    except ValueError:
        raise refuse(
            written.position, f"‘{written}’ is geen datum.", "Schrijf een datum als 2026-07-01.", "datum"
        ) from None


def month(written: Text) -> int:
    """The month of a written date, as months since 1970."""
    found = EPOCH + timedelta(days=day(written))
    return (found.year - EPOCH.year) * 12 + found.month - 1


def check_person(per: Text | None) -> bool:
    """Whether an entry is per person. Raises LanguageError on any other word."""
    if per is None:
        return False
    if str(per) != "persoon":
        raise refuse(per.position, f"`per:` kan alleen ‘persoon’ zijn, niet ‘{per}’.")
    return True
