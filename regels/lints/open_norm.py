"""Onder ``vult:`` staat alleen wat de wet openlaat, één keer per datum, door wie dat mag.

De wet noemt onder ``open:`` wie een norm mag invullen. Een gemeente kan niets invullen wat niet
openstaat, en twee besluiten voor dezelfde dag gaan niet samen. Noemt een bestand met ``door:`` wie
het heeft vastgesteld, dan moet dat zijn wie de norm mag invullen. Een voorstel dat op een gemeente ligt
vervangt wat die gemeente invulde, vanaf zijn eigen datum.

Goed:

    door: gemeenteraad
    vult:
      maatregel_grondslag:
        - {van: 2026-01-01, waarde: bijstand, bron: verordening}

Fout (de bijstandsnorm staat niet open):

    door: gemeenteraad
    vult:
      norm_alleenstaande:
        - {van: 2026-01-01, waarde: "€ 2.000,00", bron: verordening}
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from regels.bestand.model import Open, Value
from regels.bestand.source import Item
from regels.errors import Finding, nearest
from regels.lints.dates import ordered
from regels.lints.words import day_text
from regels.plan.finish import Built

CODE = "open_norm"
BODIES, LEGISLATOR = ("gemeenteraad", "college"), "wetgever"


def find(built: Built) -> Iterator[Finding]:
    """Fills of what is not open or does not exist, by the wrong body, or twice for one day."""
    for name, fills in built.source.fills.items():
        norm = _norm(built, name)
        for fill in fills:
            yield from _unknown(built, fill) if norm is None else _closed(built, fill, norm.value.open)
        for layer in dict.fromkeys(fill.origin for fill in fills):
            yield from _double(
                name, [value for fill in fills if fill.origin == layer for value in fill.value]
            )
    yield from _bodies(built)


def _norm(built: Built, name: str) -> Item[Any] | None:
    return built.source.items("parameters").get(name) or built.source.items("instellingen").get(name)


def _open_names(built: Built) -> list[str]:
    entries = [*built.source.items("parameters").values(), *built.source.items("instellingen").values()]
    return [item.name for item in entries if item.value.open is not None]


def _unknown(built: Built, fill: Item[list[Value]]) -> Iterator[Finding]:
    known = _open_names(built)
    advice = nearest(fill.name, known) or f"Open staan: {', '.join(known) or 'geen'}."
    yield Finding(CODE, fill.position, f"Er is geen norm ‘{fill.name}’ om te vullen.", advice)


def _closed(built: Built, fill: Item[list[Value]], norm: Open | None) -> Iterator[Finding]:
    if norm is None:
        known = ", ".join(_open_names(built))
        only = f"alleen {known} mag worden gevuld" if known else "in deze regeling staat niets open"
        found = f"‘{fill.name}’ staat niet open; {only}."
        yield Finding(CODE, fill.position, found, "Haal het weg: de wet laat hier geen ruimte.")
        return
    body = _body(built, fill.position.file)
    if body is not None and body != str(norm.door):
        found = f"‘{fill.name}’ vult {norm.door} in ({norm.artikel}), niet {body}."
        yield Finding(CODE, fill.position, found, "Zet het in een bestand met het goede `door:`.")


def _body(built: Built, file: str) -> str | None:
    found = [document.data.get("door") for document in built.source.files if document.name == file]
    return str(found[0]) if found and found[0] is not None else None


def _bodies(built: Built) -> Iterator[Finding]:
    """Whoever is named must be a body that can decide."""
    parameters, settings = built.source.items("parameters"), built.source.items("instellingen")
    norms = (item.value.open for item in (*parameters.values(), *settings.values()))
    named = [norm.door for norm in norms if norm is not None]
    deciding = [document.data["door"] for document in built.source.files if "door" in document.data]
    for body, bodies in (
        *((one, BODIES) for one in named),
        *((one, (*BODIES, LEGISLATOR)) for one in deciding),
    ):
        if str(body) not in bodies:
            yield Finding(
                CODE, body.position, f"‘{body}’ kan geen norm vullen.", f"Kies uit: {', '.join(bodies)}."
            )


def _double(name: str, values: list[Value]) -> Iterator[Finding]:
    figures = ordered(values)
    for (_, end, first), (start, _, second) in pairwise(figures):
        if end is None or end >= start:
            yield Finding(
                CODE,
                second.van.position,
                f"‘{name}’ wordt voor {day_text(start)} twee keer gevuld, ook op {first.van.position}.",
                "Sluit de eerste af met `tot:`, of haal er één weg.",
            )
