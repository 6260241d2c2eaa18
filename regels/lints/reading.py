"""Which entries of a ruleset something reads, followed from what the regeling is for.

The names in the written formulas are followed, not the nodes: a setting that never changes is a
constant in the plan, and a branch that can never be taken is gone from it, but both were read.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from regels.bestand.source import Item
from regels.bestand.text import Text
from regels.errors import Finding, LanguageError, Position
from regels.plan.finish import Built
from regels.taal.names import names_of
from regels.taal.parser import Place, parse

Entry = tuple[str, str]
"""A section and the name of an entry in it."""

FORMULAS = {
    "personen": ("als",),
    "regels": ("formule",),
    "toestand": ("begin", "volgende"),
    "voorwaarden": ("geldt", "noem_als"),
    "uitkomsten": ("waarde",),
    "opmerkingen": ("als",),
    "afkeuren": ("als",),
}
ROOTS = ("personen", "voorwaarden", "uitkomsten", "opmerkingen", "afkeuren")
NAMED = ("invoer", "parameters", "instellingen", "regels", "toestand", "afrondingen")
NOWHERE = Place("", 1, 1)
PREFIX = "ongelezen_"


class Unreadable(Exception):
    """A formula has a mistake that is reported already; who reads what cannot be known."""


def entries_read(built: Built) -> set[Entry]:
    """Every entry that a condition, outcome or remark leads to. Raises Unreadable."""
    source = built.source
    for section in FORMULAS:
        for item in source.items(section).values():
            for written in formulas(section, item):
                names_in(written.raw)
    read = {("bronnen", str(value.bron)) for value in _values(built)}
    waiting = [(section, name) for section in ROOTS for name in source.items(section)]
    waiting += [entry for name in _header_names(built) for entry in _resolve(built, name)]
    while waiting:
        entry = waiting.pop()
        if entry in read:
            continue
        read.add(entry)
        for written in formulas(entry[0], source.items(entry[0])[entry[1]]):
            waiting += [found for name in names_in(written.raw) for found in _resolve(built, name)]
    return read


def positions_read(built: Built) -> set[Position]:
    """Where the entries stand that this regeling reads; none when that cannot be known."""
    try:
        read = entries_read(built)
    except Unreadable:
        return set()
    return {item.position for section, name in read if (item := built.source.items(section).get(name))}


def unread(built: Built, section: str, advice: str, what: str) -> Iterator[Finding]:
    """A finding for every entry of a section that nothing reads."""
    try:
        read = entries_read(built)
    except Unreadable:
        return
    for item in built.source.items(section).values():
        if (section, item.name) not in read:
            yield Finding(PREFIX + what, item.position, f"Niets leest ‘{item.name}’.", advice)


def formulas(section: str, item: Item[Any]) -> Iterator[Text]:
    """The formulas that are written in an entry."""
    for key in FORMULAS.get(section, ()):
        written = getattr(item.value, key, None)
        if written is not None:
            yield written
    for row in getattr(item.value, "tabel", None) or ():
        yield row.dan
        if str(row.als) != "anders":
            yield row.als


@lru_cache(maxsize=8192)
def names_in(formula: str) -> frozenset[str]:
    """The names in a formula, without the person before the point. Raises Unreadable."""
    try:
        tree = parse(formula, NOWHERE)
    except LanguageError as error:
        raise Unreadable from error
    return frozenset(name.rpartition(".")[2] for name in names_of(tree))


def _header_names(built: Built) -> Iterator[str]:
    header = built.source.header
    if "peildatum" in header:
        yield from names_in(header["peildatum"].value.raw)
    if "tijdvak" in header:
        span = header["tijdvak"].value
        yield from (
            str(name) for name in (span.maand, span.jaar, span.van_dag, span.tot_dag) if name is not None
        )


def _resolve(built: Built, name: str) -> Iterator[Entry]:
    """The entries that a name in a formula may mean; ``x_partner`` is also ``x`` of the partner."""
    suffixes = [str(item.value.achtervoegsel or "") for item in built.source.items("personen").values()]
    for base in {name, *(name.removesuffix(suffix) for suffix in suffixes if suffix)}:
        for section in NAMED:
            item = built.source.items(section).get(base)
            if item is not None and (base == name or getattr(item.value, "per", None) is not None):
                yield section, base
                if section == "regels":
                    yield from (
                        ("regels", version) for version in built.source.versions.get(base, {}).values()
                    )


def _values(built: Built) -> Iterable[Any]:
    for item in built.source.items("parameters").values():
        yield from item.value.waarden
    for laid in (*built.source.fills.values(), *built.source.changed.values()):
        for item in laid:
            yield from item.value
