"""Figures of the law and settings: their values over time, those of an overlay in place of the own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from regels.bestand.model import Freeze, Parameter, Setting, Value
from regels.bestand.source import Item
from regels.errors import nearest
from regels.plan.algebra import MONTHS
from regels.plan.kinds import refuse
from regels.plan.plan import Certainty, ParameterSpec, Period
from regels.plan.types import Type
from regels.plan.written import constant, day, kind_of, scaled, text
from regels.taal.literals import EPOCH

NVT, UNKNOWN = "n.v.t.", "onbekend"
ALWAYS = (date(1900, 1, 1) - EPOCH).days
"""The day from which a setting has its default."""
Written = list[tuple[Value, str]]
"""Values with the layer that each comes from."""


def parameter_spec(
    item: Item[Parameter], values: Written, sources: Iterable[str], freeze: Item[Freeze] | None = None
) -> ParameterSpec:
    """A figure over time; ``values`` are its own and those of the overlays, each with its layer."""
    kind = kind_of(item.value)
    scale = max([kind.scale, *(_decimals(value, kind) for value, _ in values)])
    periods = [_period(value, kind, scale, sources, origin) for value, origin in values]
    own = len(item.value.waarden)
    filled = _filled(periods[:own], periods[own:])
    return _figure(item, replace(kind, scale=scale), _frozen(filled, freeze) if freeze else filled)


def setting_spec(item: Item[Setting], fills: Written, sources: Iterable[str]) -> ParameterSpec:
    """A setting: its default always, and from its days what an overlay filled in."""
    entry = item.value
    kind = kind_of(entry)
    number, decimals = constant(entry.waarde, kind)
    scale = max([kind.scale, decimals, *(_decimals(value, kind) for value, _ in fills)])
    fallback = Period(
        start=ALWAYS, end=None, value=scaled(number, scale), nvt=False, certainty=Certainty.HIGH,
        source="", note=str(entry.grond), position=item.position, origin=item.origin,
    )  # fmt: skip
    periods = [_period(value, kind, scale, sources, origin) for value, origin in fills]
    return _figure(item, replace(kind, scale=scale), _filled([fallback], periods))


def rising(spec: ParameterSpec) -> bool:
    """Whether figures are known whole months in consecutive periods that never fall, as BEREIKT needs."""
    periods = spec.periods
    known = all(p.value is not None for p in periods) and spec.type.unit == MONTHS and spec.type.scale == 0
    return known and all(
        a.end is not None and a.end + 1 == b.start and (a.value or 0) <= (b.value or 0)
        for a, b in pairwise(periods)
    )


def _period(value: Value, kind: Type, scale: int, sources: Iterable[str], origin: str) -> Period:
    """One figure with its days in force."""
    known, nvt = str(value.waarde) != UNKNOWN, str(value.waarde) == NVT
    number = scaled(constant(value.waarde, kind)[0], scale) if known and not nvt else None
    certainty = _certainty(value)
    if str(value.bron) not in sources:
        raise refuse(
            value.bron.position,
            f"De bron ‘{value.bron}’ staat niet onder `bronnen:`.",
            nearest(str(value.bron), sources),
            "bron",
        )
    end = day(value.tot) if value.tot is not None else None
    return Period(
        start=day(value.van), end=end, value=number, nvt=nvt, certainty=certainty,
        source=str(value.bron), note=text(value.noot), position=value.van.position, origin=origin,
    )  # fmt: skip


def _certainty(value: Value) -> Certainty:
    """How sure a value is; sure unless it says otherwise."""
    levels = {level.value: level for level in Certainty}
    written = text(value.zekerheid) or Certainty.HIGH.value
    if written not in levels:
        message = f"Zekerheid ‘{written}’ bestaat niet."
        raise refuse(value.waarde.position, message, f"Kies uit: {', '.join(levels)}.")
    return levels[written]


def _filled(own: list[Period], fills: list[Period]) -> list[Period]:
    """A value's own periods, each cut away on the days of those of a higher layer; in order of time."""
    left = own
    for fill in fills:
        kept = [[one] if one.origin == fill.origin else _outside(one, fill) for one in left]
        left = [*(part for parts in kept for part in parts), fill]
    return sorted(left, key=lambda p: p.start)


def _frozen(periods: list[Period], freeze: Item[Freeze]) -> list[Period]:
    """From a day on the figure of another day, where none is written for those days."""
    begin, moment = day(freeze.value.van), day(freeze.value.cijfers_van)
    last = periods[-1] if periods else None
    kept = next((p for p in periods if p.start <= moment and (p.end is None or moment <= p.end)), None)
    if kept is None or last is None or last.end is None or last.end >= begin:
        return periods
    note = str(freeze.value.grond)
    return [*periods, replace(kept, start=begin, end=None, note=note, origin=freeze.origin)]


def _outside(one: Period, fill: Period) -> list[Period]:
    """What is left of a period outside another: nothing, one piece, or two."""
    if (one.end is not None and one.end < fill.start) or (fill.end is not None and fill.end < one.start):
        return [one]
    pieces = [replace(one, end=fill.start - 1)] if one.start < fill.start else []
    if fill.end is not None and (one.end is None or one.end > fill.end):
        pieces.append(replace(one, start=fill.end + 1))
    return pieces


def _figure(item: Item[Any], kind: Type, periods: list[Period]) -> ParameterSpec:
    numbers = [p.value for p in periods if p.value is not None] or [0]
    nvt = any(p.nvt for p in periods)
    low, high = min(numbers), max(numbers)
    if nvt:
        low, high = min(low, 0), max(high, 0)
    return ParameterSpec(
        item.name, replace(kind, nvt=nvt, low=low, high=high), tuple(periods), 0, str(item.value.artikel),
        str(item.value.titel), item.position,
    )  # fmt: skip


def _decimals(value: Value, kind: Type) -> int:
    return 0 if str(value.waarde) in (UNKNOWN, NVT) else constant(value.waarde, kind)[1]
