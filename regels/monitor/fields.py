"""The fields and kinds of events that a set declares."""

from collections.abc import Mapping
from typing import Any

from regels.bestand.source import Item
from regels.bestand.text import Text
from regels.errors import Finding, LanguageError, Position, nearest
from regels.lints.naam_vorm import ADVICE, FORM
from regels.monitor.format import EventKind, Field
from regels.monitor.model import ABOUT, ANSWERED, DAY, SIGNAL, FieldSpec, KindSpec, Sort
from regels.plan.types import Kind, Type
from regels.plan.written import USUAL, stored, text
from regels.tabel.header import DOSSIER

KIND = "soort"
"""The column that says what kind of event a row is."""
RESERVED = (DOSSIER, DAY, KIND, SIGNAL, ABOUT)
UNITS = ("", "dag", "maand", "jaar")
WIDEST = 10**15
TYPES = {
    Sort.AMOUNT: Type(Kind.MONEY, scale=2), Sort.NUMBER: Type(Kind.NUMBER), Sort.DATE: Type(Kind.DATE),
    Sort.MONTH: Type(Kind.MONTH),
}  # fmt: skip


def refuse(position: Position, code: str, message: str, advice: str = "") -> LanguageError:
    """The error for something that was written wrongly."""
    return LanguageError(Finding(code, position, message, advice))


def field_spec(item: Item[Field]) -> FieldSpec:
    """A field as it was declared. Raises LanguageError."""
    entry = item.value
    if item.name in RESERVED or not FORM.fullmatch(item.name):
        advice = (
            f"Die naam heeft al een betekenis: {', '.join(RESERVED)}." if item.name in RESERVED else ADVICE
        )
        raise refuse(item.position, "naam", f"‘{item.name}’ kan geen naam van een veld zijn.", advice)
    sorts = {sort.value: sort for sort in Sort}
    sort = sorts.get(str(entry.soort))
    if sort is None:
        advice = nearest(str(entry.soort), sorts) or f"Kies uit: {', '.join(sorts)}."
        raise refuse(entry.soort.position, "soort", f"‘{entry.soort}’ is geen soort.", advice)
    options = tuple(str(option) for option in entry.opties or ())
    if (sort is Sort.CHOICE) != bool(options):
        raise refuse(entry.soort.position, "soort", "Een keuze heeft `opties:` en een andere soort niet.")
    unit = text(entry.eenheid)
    if unit not in UNITS or (unit and sort is not Sort.NUMBER):
        raise refuse(
            entry.soort.position, "eenheid", f"De eenheid ‘{unit}’ past hier niet.",
            "Alleen een getal heeft een eenheid: dag, maand of jaar.",
        )  # fmt: skip
    low, high = _bounds(entry, sort, options)
    return FieldSpec(item.name, sort, str(entry.titel), unit, options, low, high, text(entry.oordeel))


def _bounds(entry: Field, sort: Sort, options: tuple[str, ...]) -> tuple[int, int]:
    if sort in (Sort.BOOL, Sort.CHOICE, Sort.TEXT):
        return 0, max(len(options) - 1, 1)
    type = TYPES[sort]
    usual = USUAL.get(type.kind, ("0", "999999"))
    low, high = (
        stored(given if given is not None else Text.at(usual[i], entry.soort.place, usual[i]), type)
        for i, given in enumerate((entry.minimaal, entry.maximaal))
    )
    if not -WIDEST < low <= high < WIDEST:
        raise refuse(entry.soort.position, "grenzen", "Het minimum is hoger dan het maximum, of te groot.")
    return low, high


def kind_spec(item: Item[EventKind], fields: Mapping[str, Any]) -> KindSpec:
    """A kind of event as it was declared. Raises LanguageError."""
    if item.name == ANSWERED or not FORM.fullmatch(item.name):
        advice = "Die soort is er altijd." if item.name == ANSWERED else ADVICE
        raise refuse(item.position, "naam", f"‘{item.name}’ kan geen soort gebeurtenis zijn.", advice)
    names = [str(name) for name in item.value.velden]
    for name in item.value.velden:
        if str(name) not in fields or names.count(str(name)) > 1:
            raise refuse(
                name.position, "naam", f"‘{name}’ is geen veld, of staat er twee keer.",
                nearest(str(name), fields) or "Zet het onder `velden:`.",
            )  # fmt: skip
    for name in item.value.mag_leeg:
        if str(name) not in names:
            raise refuse(
                name.position, "naam", f"‘{name}’ is geen veld van ‘{item.name}’.", nearest(name, names)
            )
    empty = {str(name) for name in item.value.mag_leeg}
    return KindSpec(item.name, str(item.value.titel), tuple(names), tuple(name in empty for name in names))


def answered_fields(signals: tuple[str, ...]) -> tuple[FieldSpec, FieldSpec]:
    """The fields of ``signaal_beantwoord``: which signal of this set, and what it was about."""
    which = FieldSpec(
        SIGNAL, Sort.CHOICE, "Het signaal dat is beantwoord", "", signals, 0, len(signals) - 1, ""
    )
    about = FieldSpec(ABOUT, Sort.TEXT, "Waar het signaal over ging", "", (), 0, 1, "")
    return which, about


def answered_kind() -> KindSpec:
    """The kind ``signaal_beantwoord``; without ``over`` it answers the signal whatever it is about."""
    return KindSpec(ANSWERED, "Iemand heeft de vraag van een signaal gesteld", (SIGNAL, ABOUT), (False, True))
