"""Een naam tussen accolades in een uitleg is iets wat die regel leest.

In ``uitleg:`` staat ``{naam}`` voor een waarde; ``{naam?}``, ``{niet naam?}`` en ``{naam=keuze?}`` zeggen
wanneer de zin er staat. Een zin met een naam die de regel niet leest valt altijd weg, zonder dat iemand
het ziet. Altijd bekend zijn ``{waarde}``, ``{som}``, ``{maand}``, ``{wie}``, ``{uw}`` en ``{recht?}``.

Goed:

    uitleg: Van het loon van {wie} is {vrijlating} vrij.
    formule: loon - vrijlating

Fout:

    uitleg: Van het loon van {wie} is {vrijlatign} vrij.
    formule: loon - vrijlating
"""

import re
from collections.abc import Iterator
from typing import Any

from regels.bestand.source import Item
from regels.bestand.text import Text
from regels.errors import Finding, nearest
from regels.lints.names import values
from regels.lints.reading import Unreadable, formulas, names_in
from regels.plan.finish import Built

CODE = "uitleg_naam"
OWN = ("waarde", "som", "maand", "wie", "Wie", "uw")
ASKED = ("recht?", "niet recht?")
HOLE = re.compile(r"\{([^{}]*)\}")
FORM = re.compile(r"(?:niet )?(?P<name>\w+)(?:=(?P<option>\w+)\?)?\??")


def find(built: Built) -> Iterator[Finding]:
    """Holes in explanations that nothing will fill, and braces that do not close."""
    choices = {item.name: [str(option) for option in item.value.opties or ()] for _, item in values(built)}
    for section in ("invoer", "regels"):
        for item in built.source.items(section).values():
            written = item.value.uitleg
            if written is not None:
                yield from _in_text(written, item, _read(section, item), choices)


def _read(section: str, item: Item[Any]) -> set[str]:
    """The names that a rule reads."""
    try:
        return set().union(*(names_in(written.raw) for written in formulas(section, item)))
    except Unreadable:
        return set()


def _in_text(
    written: Text, item: Item[Any], read: set[str], choices: dict[str, list[str]]
) -> Iterator[Finding]:
    for hole in HOLE.findall(written):
        found, advice = _wrong(hole, item, read, choices)
        if found:
            yield Finding(CODE, written.position, f"In de uitleg van ‘{item.name}’ {found}.", advice)
    if set("{}") & set(HOLE.sub("", written)):
        found = f"In de uitleg van ‘{item.name}’ staat een losse accolade."
        yield Finding(CODE, written.position, found, "Schrijf een naam als {naam}.")


def _wrong(hole: str, item: Item[Any], read: set[str], choices: dict[str, list[str]]) -> tuple[str, str]:
    """What is wrong with one hole, and the advice; empty when nothing is."""
    if hole in ASKED:
        return "", ""
    form = FORM.fullmatch(hole)
    if form is None:
        return (
            f"staat ‘{{{hole}}}’, en dat is geen naam",
            "Schrijf {naam}, {naam?}, {niet naam?} of {naam=keuze?}.",
        )
    name, option = form["name"], form["option"]
    if name not in read and name not in OWN:
        why = "die deze regel niet leest" if name in choices else "die niet bekend is"
        return f"staat de naam ‘{name}’, {why}", nearest(name, {*read, *OWN})
    options = choices.get(item.name if name == "waarde" else name, [])
    if option is not None and option not in options:
        return f"staat ‘{option}’, en dat is geen keuze van ‘{name}’", nearest(option, options)
    return "", ""
