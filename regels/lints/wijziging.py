"""Onder ``wijzigt:`` staat wat de wetgever verandert: iets wat bestaat, vanaf een eerste dag van een maand.

Alleen een bestand met ``door: wetgever`` kan een regel of een cijfer veranderen. Een gemeente vult in wat
openstaat. Een wijziging zegt op welk artikel zij berust en wat haar grond is, en twee wijzigingen van
één regel hebben elk een eigen datum. Alleen een voorstel (``voorstel:``) kan cijfers bevriezen.

Goed:

    door: wetgever
    wijzigt:
      regels:
        vrijlating:
          - {van: 2027-01-01, artikel: Pw art. 34a, grond: Wet van 1 oktober 2025, formule: 15% × loon}

Fout (de regel bestaat niet):

    door: wetgever
    wijzigt:
      regels:
        vrijlatign:
          - {van: 2027-01-01, artikel: Pw art. 34a, grond: Wet van 1 oktober 2025, formule: 15% × loon}
"""

from collections.abc import Iterator
from typing import Any

from regels.bestand.model import Change
from regels.bestand.source import Item
from regels.errors import Finding, LanguageError, nearest
from regels.lints.open_norm import LEGISLATOR
from regels.lints.placeholders import is_placeholder
from regels.lints.words import day_text
from regels.plan.finish import Built
from regels.plan.versions import unversioned
from regels.plan.written import day

CODE = "wijziging"


def find(built: Built) -> Iterator[Finding]:
    """Changes of what is not there, by who cannot, on a day within a month, twice, or without ground."""
    source = built.source
    yield from _unknown(source.lost, [name for name in source.items("regels") if name == unversioned(name)])
    figures = [*source.items("parameters"), *source.items("instellingen")]
    laid = [item for items in source.changed.values() for item in items]
    yield from _unknown([item for item in laid if item.name not in figures], figures)
    yield from _incompetent(built)
    yield from _frozen(built)
    seen: set[tuple[str, str, str]] = set()
    for item in source.changes:
        yield from _change(item, seen)
        yield from _options(built, item)


def _unknown(items: list[Item[Any]], known: list[str]) -> Iterator[Finding]:
    for item in items:
        advice = (
            nearest(item.name, known) or "Een nieuwe regel of een nieuw cijfer staat in een gewone sectie."
        )
        yield Finding(CODE, item.position, f"Er is niets met de naam ‘{item.name}’ om te wijzigen.", advice)


def _incompetent(built: Built) -> Iterator[Finding]:
    for document in built.source.files:
        if "wijzigt" in document.data and str(document.data.get("door")) != LEGISLATOR:
            yield Finding(
                CODE,
                document.position(("wijzigt",)),
                "Alleen de wetgever verandert regels en cijfers van de wet.",
                "Schrijf `door: wetgever`, of vul onder `vult:` in wat openstaat.",
            )


def _frozen(built: Built) -> Iterator[Finding]:
    for document in built.source.files:
        if "bevriest" in document.data and "voorstel" not in document.data:
            yield Finding(
                CODE,
                document.position(("bevriest",)),
                "Alleen een voorstel rekent met cijfers van een andere dag.",
                "Geef het bestand een `voorstel:`, of haal `bevriest:` weg.",
            )


def _change(item: Item[Change], seen: set[tuple[str, str, str]]) -> Iterator[Finding]:
    key = (item.name, str(item.value.van), item.origin)
    if key in seen:
        message = f"‘{item.name}’ wordt op {item.value.van} twee keer gewijzigd."
        yield Finding(CODE, item.position, message, "Haal er één weg.")
    seen.add(key)
    if is_placeholder(item.value.grond):
        message = f"De wijziging van ‘{item.name}’ heeft geen grond."
        yield Finding(CODE, item.value.grond.position, message, "Schrijf op waar dit op berust.")
    try:
        whole = day_text(day(item.value.van)).endswith("-01")
    except LanguageError:
        return  # reported where the plan is made
    if not whole:
        message = f"De wijziging van ‘{item.name}’ gaat in op {item.value.van}."
        yield Finding(CODE, item.position, message, "Neem de eerste dag van een maand.")


def _options(built: Built, item: Item[Change]) -> Iterator[Finding]:
    """New choices are for a keuze, each new and each once."""
    if item.value.opties is None:
        return
    rule = built.source.items("regels")[item.name].value
    if rule.opties is None:
        message = f"‘{item.name}’ is geen keuze, en krijgt dus geen nieuwe keuzes."
        yield Finding(CODE, item.position, message, "Haal `opties:` weg.")
        return
    mine = [str(one) for one in item.value.opties]
    known = [str(one) for one in rule.opties if one.position.file != item.position.file]
    for place, option in enumerate(item.value.opties):
        if str(option) in mine[:place] or str(option) in known:
            message = f"‘{option}’ is al een keuze van ‘{item.name}’."
            yield Finding(CODE, option.position, message, "Noem onder `opties:` alleen wat nieuw is.")
