"""Figures, settings and fills of a page: the resolved periods of the plan with the texts as written."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from regels.bestand.model import Open
from regels.bestand.source import Item, Source
from regels.pagina.model import NVT, UNKNOWN, Figure, Fill, Opening, Parameter, Setting
from regels.plan.figures import ALWAYS
from regels.plan.plan import ParameterSpec, Period, Plan
from regels.plan.types import Kind, Type
from regels.plan.written import options_of, text
from regels.uitleg.dutch import plain

NOT_FOUND = "niet gevonden"
DRAWN = (Kind.MONEY, Kind.PERCENT)


def parameters(source: Source, plan: Plan) -> tuple[Parameter, ...]:
    """The figures that the regeling reads, in the order written."""
    return tuple(_parameter(item, spec) for item, spec in read(source, plan, "parameters"))


def settings(source: Source, plan: Plan) -> tuple[Setting, ...]:
    """The settings that the regeling reads, in the order written."""
    return tuple(_setting(item, spec) for item, spec in read(source, plan, "instellingen"))


def read(source: Source, plan: Plan, section: str) -> Iterator[tuple[Item[Any], ParameterSpec]]:
    """The entries of a section that the plan reads, each with what was made of it."""
    made = {spec.name: spec for spec in plan.parameters}
    for item in source.items(section).values():
        if item.name in made:
            yield item, made[item.name]


def fills(source: Source, plan: Plan) -> tuple[Fill, ...]:
    """The figures and choices that the overlays filled in or changed, layer by layer."""
    norms = [*read(source, plan, "parameters"), *read(source, plan, "instellingen")]
    bodies = {file.name: str(file.data["door"]) for file in source.files if "door" in file.data}
    return tuple(
        Fill(
            layer, item.name, str(item.value.titel), bodies.get(period.position.file, ""),
            _figure(period, spec.type),
        )
        for layer in source.layers[1:]
        for item, spec in norms
        for period in spec.periods
        if period.origin == layer
    )  # fmt: skip


def kind_text(entry: Any) -> str:
    """The soort of an entry as written, with its unit."""
    unit = text(entry.eenheid)
    return f"{entry.soort} ({unit})" if unit else str(entry.soort)


def opening(written: Open | None) -> Opening | None:
    """Who may fill an entry in."""
    return None if written is None else Opening(str(written.door), str(written.artikel))


def _parameter(item: Item[Any], spec: ParameterSpec) -> Parameter:
    entry = item.value
    return Parameter(
        item.name, str(entry.titel), kind_text(entry), str(entry.artikel), item.position.file,
        tuple(_figure(period, spec.type) for period in spec.periods), opening(entry.open),
        spec.type.kind.value if spec.type.kind in DRAWN else "",
    )  # fmt: skip


def _setting(item: Item[Any], spec: ParameterSpec) -> Setting:
    entry = item.value
    usual = str(entry.waarde)
    options = options_of(entry) or (("ja", "nee") if spec.type.kind is Kind.BOOL else ())
    filled = tuple(_figure(one, spec.type) for one in spec.periods if one.origin != item.origin)
    return Setting(
        item.name, str(entry.titel), kind_text(entry), str(entry.artikel), usual,
        tuple(option for option in options if option != usual), str(entry.grond), opening(entry.open), filled,
    )  # fmt: skip


def _figure(period: Period, kind: Type) -> Figure:
    known = period.value is not None
    return Figure(
        None if period.start <= ALWAYS else period.start, period.end,
        None if period.value is None else Fraction(period.value, 10**kind.scale), figure_text(period, kind),
        period.certainty.value if known or period.nvt else UNKNOWN,
        period.source, " ".join(period.note.split()), period.origin,
    )  # fmt: skip


def figure_text(period: Period, kind: Type) -> str:
    """A figure in Dutch: ``€ 1.234,56``; an option as it is named in the rules."""
    if period.nvt:
        return NVT
    if period.value is None:
        return NOT_FOUND
    if kind.kind is Kind.CHOICE:
        return kind.options[period.value]
    return plain(Fraction(period.value, 10**kind.scale), kind)
