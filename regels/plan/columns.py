"""Columns of input: one for the household, or one for each person."""

from dataclasses import replace
from itertools import groupby

from regels.bestand.model import Input, Person
from regels.bestand.source import Item
from regels.bestand.text import Text
from regels.plan.kinds import refuse
from regels.plan.plan import Default, InputSpec
from regels.plan.types import Kind, Type
from regels.plan.written import bounds, kind_of, stored, text

NVT = "n.v.t."
MOST_DECIMALS = 6
PERCENT_SCALE = 2
"""12,5% is 0,125: a percentage has two decimals more than are written."""
Column = tuple[Item[Input], str, str | None]


def person_inputs(inputs: dict[str, Item[Input]], persons: dict[str, Item[Person]]) -> list[Column]:
    """Every column in the order declared: the item, the column's name and the person it belongs to.

    Inputs per person that stand together with one ``groep`` are listed per person.
    """
    columns: list[Column] = []
    for (per_person, _), members in groupby(inputs.values(), key=_group):
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


def _group(item: Item[Input]) -> tuple[bool, str]:
    return item.value.per is not None, text(item.value.groep) or item.name


def input_spec(item: Item[Input], name: str, person: str | None, bit: int) -> InputSpec:
    """One column of input, for the household or for one person; ``bit`` is its reason bit."""
    entry = item.value
    kind, empty_nvt = _kind(entry), _is_nvt(entry.leeg, "leeg")
    absent_nvt = entry.afwezig is not None and str(entry.afwezig) == NVT
    kind = bounds(entry, replace(kind, nvt=kind.nvt or empty_nvt or absent_nvt))
    absent, absent_value = Default.NVT if absent_nvt else Default.UNKNOWN, 0
    if entry.afwezig is not None and not absent_nvt:
        absent, absent_value = Default.VALUE, stored(entry.afwezig, kind)
    return InputSpec(
        name, kind, bit, person, absent, absent_value, empty_nvt, text(entry.vraag),
        text(entry.uitleg) or str(entry.titel), text(entry.oordeel), item.position,
    )  # fmt: skip


def _kind(entry: Input) -> Type:
    """The soort of an input with as many decimals as it may have; a percentage has two unless it says so."""
    kind = kind_of(entry)
    if kind.kind in (Kind.NUMBER, Kind.PERCENT) and entry.decimalen is not None:
        more = PERCENT_SCALE if kind.kind is Kind.PERCENT else 0
        return replace(kind, scale=_places(entry.decimalen) + more)
    return replace(kind, scale=2 + PERCENT_SCALE) if kind.kind is Kind.PERCENT else kind


def _places(written: Text) -> int:
    if str(written) not in map(str, range(MOST_DECIMALS + 1)):
        message = f"`decimalen:` is een heel getal van 0 tot en met {MOST_DECIMALS}, geen ‘{written}’."
        raise refuse(written.position, message)
    return int(written)


def _is_nvt(written: Text | None, key: str) -> bool:
    if written is None:
        return False
    if str(written) != NVT:
        message = f"`{key}:` kan alleen ‘{NVT}’ zijn; een lege waarde is anders onbekend."
        raise refuse(written.position, message)
    return True
