"""The names of a ruleset, for the lints that look at names."""

from collections.abc import Iterator
from typing import Any

from regels.bestand.source import Item
from regels.bestand.text import Text
from regels.plan.finish import Built

VALUES = ("parameters", "instellingen", "invoer", "toestand", "regels")
"""The sections whose names stand for a value in a formula, in the order in which they are looked up."""


def values(built: Built) -> Iterator[tuple[str, Item[Any]]]:
    """Every entry whose name stands for a value, with its section."""
    for section in VALUES:
        yield from ((section, item) for item in built.source.items(section).values())


def options(built: Built) -> Iterator[tuple[Text, Item[Any]]]:
    """Every option of every choice, with the entry whose choice it is."""
    for _, item in values(built):
        yield from ((option, item) for option in item.value.opties or ())


def suffixes(built: Built) -> list[str]:
    """What is put behind the name of a value of a person."""
    return [
        str(item.value.achtervoegsel)
        for item in built.source.items("personen").values()
        if item.value.achtervoegsel
    ]


def per_person(item: Item[Any]) -> bool:
    """Whether there is one of it for every person."""
    return getattr(item.value, "per", None) is not None
