"""Declarations to specifications: inputs, figures over time, settings and roundings, with their types."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from regels.bestand.model import Input, Parameter, Person, Rounding, Setting, Value
from regels.bestand.source import Item
from regels.bestand.text import Text
from regels.errors import nearest
from regels.plan.kinds import parse_kind, refuse
from regels.plan.nodes import RoundMode
from regels.plan.plan import Certainty, Default, InputSpec, ParameterSpec, Period, RoundingSpec
from regels.plan.typer import LITERALS
from regels.plan.types import Kind, Type
from regels.taal import ast
from regels.taal.literals import EPOCH
from regels.taal.parser import parse

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
NVT, UNKNOWN = "n.v.t.", "onbekend"
DEFAULT_BOUNDS = {
    Kind.MONEY: ("€ 0", "€ 9.999.999,99"), Kind.PERCENT: ("0%", "100%"), Kind.DATE: ("1900-01-01", "2100-12-31"),
    Kind.MONTH: ("2000-01", "2099-12"),
}  # fmt: skip
ALWAYS = (date(1900, 1, 1) - EPOCH).days


def text(value: Text | None) -> str:
    """The text of an optional scalar."""
    return "" if value is None else str(value)


def options_of(entry: Any) -> tuple[str, ...]:
    """The options of a choice, in the order written; the order never has a meaning."""
    return tuple(str(option) for option in entry.opties or ())


def kind_of(entry: Any) -> Type:
    """The type that an entry's soort, eenheid and opties declare, without bounds."""
    return parse_kind(str(entry.soort), text(entry.eenheid) or None, options_of(entry), entry.soort.position)


def constant(written: Text, kind: Type) -> tuple[Fraction, int]:
    """A written value of a kind, in units (euros, days …) or as option index, and its decimals."""
    position = written.position
    if kind.kind is Kind.CHOICE:
        if str(written) not in kind.options:
            raise refuse(
                position,
                f"‘{written}’ is geen keuze uit: {', '.join(kind.options)}.",
                nearest(str(written), kind.options),
            )
        return Fraction(kind.options.index(str(written))), 0
    tree = parse(written.raw, written.place)
    sign = -1 if isinstance(tree, ast.Minus) else 1
    tree = tree.value if isinstance(tree, ast.Minus) else tree
    if not isinstance(tree, ast.Literal) or LITERALS[tree.kind][0] is not kind.kind:
        raise refuse(
            position, f"‘{written}’ is geen {kind.kind.value}.", "Schrijf de waarde zelf, geen formule."
        )
    return sign * tree.value, tree.decimals


def scaled(value: Fraction, scale: int) -> int:
    """The representing integer at a scale."""
    number = value * 10**scale
    if number.denominator != 1:
        raise ValueError(f"{value} has more than {scale} decimals")
    return number.numerator


def stored(written: Text, kind: Type) -> int:
    """A written value as the representing integer at the type's scale."""
    number, _ = constant(written, kind)
    try:
        return scaled(number, kind.scale)
    except ValueError:
        raise refuse(written.position, f"‘{written}’ heeft meer decimalen dan deze waarde kan hebben.",
                     "Laat decimalen weg of zet er meer onder `decimalen:`.") from None  # fmt: skip


def bounds(entry: Any, kind: Type) -> Type:
    """The type with the minimum and maximum that the entry declares (or the usual ones of its kind)."""
    if kind.kind in (Kind.BOOL, Kind.CHOICE):
        return kind
    usual = DEFAULT_BOUNDS.get(kind.kind)
    numbers = []
    for index, written in enumerate((entry.minimaal, entry.maximaal)):
        if written is None:
            if usual is None:
                raise refuse(entry.soort.position, "Een getal heeft een `minimaal:` en een `maximaal:` nodig.",
                             "Daarmee bewijst de controle dat geen berekening uit de hand loopt.", "grenzen")  # fmt: skip
            place = Text.at(usual[index], entry.soort.place, usual[index])
            numbers.append(stored(place, kind))
        else:
            numbers.append(stored(written, kind))
    low, high = numbers
    if low > high:
        raise refuse(entry.soort.position, "Het minimum is hoger dan het maximum.", "Draai ze om.", "grenzen")
    return replace(kind, low=min(low, 0) if kind.nvt else low, high=max(high, 0) if kind.nvt else high)


def input_spec(item: Item[Input], name: str, person: str | None, bit: int) -> InputSpec:
    """One column of input, for the household or for one person."""
    entry = item.value
    kind = kind_of(entry)
    if kind.kind in (Kind.NUMBER, Kind.PERCENT) and entry.decimalen is not None:
        kind = replace(kind, scale=_places(entry.decimalen) + (2 if kind.kind is Kind.PERCENT else 0))
    elif kind.kind is Kind.PERCENT:
        kind = replace(kind, scale=4)
    empty_nvt = _is_nvt(entry.leeg, "leeg")
    absent, absent_value = Default.UNKNOWN, 0
    if entry.afwezig is not None and str(entry.afwezig) == NVT:
        absent = Default.NVT
    kind = replace(kind, nvt=kind.nvt or empty_nvt or absent is Default.NVT)
    kind = bounds(entry, kind)
    if entry.afwezig is not None and absent is Default.UNKNOWN:
        absent, absent_value = Default.VALUE, stored(entry.afwezig, kind)
    return InputSpec(name, kind, bit, person, absent, absent_value, empty_nvt, text(entry.vraag), text(entry.uitleg) or str(entry.titel),
                     text(entry.oordeel), item.position)  # fmt: skip


def _places(written: Text) -> int:
    if str(written) not in ("0", "1", "2", "3", "4", "5", "6"):
        raise refuse(
            written.position, f"`decimalen:` is een heel getal van 0 tot en met 6, geen ‘{written}’."
        )
    return int(written)


def _is_nvt(written: Text | None, key: str) -> bool:
    if written is None:
        return False
    if str(written) != NVT:
        raise refuse(
            written.position, f"`{key}:` kan alleen ‘{NVT}’ zijn; een lege waarde is anders onbekend."
        )
    return True


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


def period(value: Value, kind: Type, scale: int, sources: Iterable[str], origin: str) -> Period:
    """One figure with its days in force."""
    known, nvt = str(value.waarde) != UNKNOWN, str(value.waarde) == NVT
    number = scaled(constant(value.waarde, kind)[0], scale) if known and not nvt else None
    levels = {level.value: level for level in Certainty}
    certainty = text(value.zekerheid) or "hoog"
    if certainty not in levels:
        raise refuse(
            value.waarde.position, f"Zekerheid ‘{certainty}’ bestaat niet.", f"Kies uit: {', '.join(levels)}."
        )
    if str(value.bron) not in sources:
        raise refuse(
            value.bron.position,
            f"De bron ‘{value.bron}’ staat niet onder `bronnen:`.",
            nearest(str(value.bron), sources),
            "bron",
        )
    end = day(value.tot) if value.tot is not None else None
    return Period(day(value.van), end, number, nvt, levels[certainty], str(value.bron), text(value.noot),
                  value.van.position, origin)  # fmt: skip


def parameter_spec(
    item: Item[Parameter], values: list[tuple[Value, str]], sources: Iterable[str]
) -> ParameterSpec:
    """A figure over time; ``values`` are its own and those of the overlays, each with its layer."""
    kind = kind_of(item.value)
    scale = max([kind.scale, *(_decimals(value, kind) for value, _ in values)])
    periods = [period(value, kind, scale, sources, origin) for value, origin in values]
    own = len(item.value.waarden)
    return _figure(item, replace(kind, scale=scale), filled(periods[:own], periods[own:]))


def filled(own: list[Period], fills: list[Period]) -> list[Period]:
    """A value's own periods, cut away on the days for which an overlay fills it in; in order of time."""
    left = own
    for fill in fills:
        left = [part for one in left for part in _outside(one, fill)]
    return sorted([*left, *fills], key=lambda p: p.start)


def _outside(one: Period, fill: Period) -> list[Period]:
    if (one.end is not None and one.end < fill.start) or (fill.end is not None and fill.end < one.start):
        return [one]
    before = [replace(one, end=fill.start - 1)] if one.start < fill.start else []
    after = (
        [replace(one, start=fill.end + 1)]
        if fill.end is not None and (one.end is None or one.end > fill.end)
        else []
    )
    return before + after


def _figure(item: Item[Any], kind: Type, periods: list[Period]) -> ParameterSpec:
    numbers = [p.value for p in periods if p.value is not None] or [0]
    nvt = any(p.nvt for p in periods)
    low, high = (min(numbers), max(numbers))
    if nvt:
        low, high = min(low, 0), max(high, 0)
    return ParameterSpec(item.name, replace(kind, nvt=nvt, low=low, high=high), tuple(periods), 0,
                         str(item.value.artikel), str(item.value.titel), item.position)  # fmt: skip


def _decimals(value: Value, kind: Type) -> int:
    return 0 if str(value.waarde) in (UNKNOWN, NVT) else constant(value.waarde, kind)[1]


def setting_spec(
    item: Item[Setting], fills: list[tuple[Value, str]], sources: Iterable[str]
) -> ParameterSpec:
    """A setting: its default always, and from its days what an overlay filled in."""
    entry = item.value
    kind = kind_of(entry)
    number, decimals = constant(entry.waarde, kind)
    scale = max([kind.scale, decimals, *(_decimals(value, kind) for value, _ in fills)])
    fallback = Period(
        ALWAYS,
        None,
        scaled(number, scale),
        False,
        Certainty.HIGH,
        "",
        str(entry.grond),
        item.position,
        item.origin,
    )
    periods = [period(value, kind, scale, sources, origin) for value, origin in fills]
    return _figure(item, replace(kind, scale=scale), filled([fallback], periods))


def rounding(item: Item[Rounding]) -> tuple[RoundingSpec, RoundMode, int, int]:
    """A named rounding: its record, mode, step and scale."""
    entry = item.value
    modes = {mode.value: mode for mode in RoundMode}
    mode = modes.get(str(entry.wijze))
    if mode is None:
        raise refuse(
            entry.wijze.position,
            f"‘{entry.wijze}’ is geen wijze van afronden.",
            f"Kies uit: {', '.join(modes)}.",
            "afronding",
        )
    tree = parse(entry.op.raw, entry.op.place)
    if not isinstance(tree, ast.Literal) or tree.kind not in ("amount", "number") or tree.value <= 0:
        raise refuse(
            entry.op.position,
            f"‘{entry.op}’ is geen stap om op af te ronden.",
            "Schrijf bijvoorbeeld € 0,01 of 1.",
            "afronding",
        )
    spec = RoundingSpec(item.name, str(entry.titel), str(entry.grond), item.position)
    return spec, mode, scaled(tree.value, tree.decimals), tree.decimals


def person_inputs(
    inputs: dict[str, Item[Input]], persons: dict[str, Item[Person]]
) -> list[tuple[Item[Input], str, str | None]]:
    """Every column in the order declared: the item, the column's name and the person it belongs to."""
    columns: list[tuple[Item[Input], str, str | None]] = []
    groups = groupby(
        inputs.values(), key=lambda item: (item.value.per is not None, text(item.value.groep) or item.name)
    )
    for (per_person, _), members in groups:
        items = list(members)
        if per_person:
            columns.extend(
                (item, item.name + text(p.value.achtervoegsel), role)
                for role, p in persons.items()
                for item in items
            )
        else:
            columns.extend((item, item.name, None) for item in items)
    return columns


def check_person(per: Text | None) -> bool:
    """Whether an entry is per person. Raises LanguageError on any other word."""
    if per is None:
        return False
    if str(per) != "persoon":
        raise refuse(per.position, f"`per:` kan alleen ‘persoon’ zijn, niet ‘{per}’.")
    return True
