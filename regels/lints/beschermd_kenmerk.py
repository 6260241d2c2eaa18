"""Een regeling maakt geen onderscheid naar afkomst, geloof, gezondheid of een ander beschermd kenmerk.

Geen invoer, regel, keuze of vraag gaat over nationaliteit, afkomst, huidskleur, geboorteland, geloof,
politieke gezindheid, seksuele gerichtheid, geslacht of gezondheid (Grondwet art. 1; AVG art. 9). Waar
de wet zelf iets vraagt, staat het met het artikel in de lijst ``ALLOWED`` van deze toets.

Goed:

    medisch_urenbeperkt: {soort: ja/nee, oordeel: college, …}     # Pw art. 31 lid 2 onder y

Fout:

    nationaliteit: {soort: keuze, opties: [nederlandse, andere], …}
"""

import re
from collections.abc import Iterator
from typing import Any

from regels.bestand.model import SECTIONS as ALL_SECTIONS
from regels.bestand.source import Item
from regels.errors import Finding, Position
from regels.plan.finish import Built

CODE = "beschermd_kenmerk"
ADVICE = "Een regeling maakt hier geen onderscheid naar (Grondwet art. 1); haal het weg."
SECTIONS = tuple(section for section in ALL_SECTIONS if section not in ("bronnen", "afrondingen"))
ALLOWED = {
    "medisch urenbeperkt": "Pw art. 6b en 31 lid 2 onder y",
    "om medische redenen minder uren": "Pw art. 6b en 31 lid 2 onder y",
    "door een ziekte of beperking": "Pw art. 36b lid 1",
}
WORDS = {
    "nationaliteit": r"nationaliteit(en)?|staatsburgerschap|paspoort(land)?|allochto\w+|autochto\w+"
    r"|buitenlanders?",
    "afkomst": r"afkomst|afstamming|herkomst(land)?(?! van (het |de )?(geld|vermogen|inkom|middel))"
    r"|migratieachtergrond|etnisch\w*|etniciteit|ras(sen)?|raciale?|volk(en)?|roma|sinti",
    "huidskleur": r"huidskleur|huidtint",
    "geboorteland": r"geboorteland(en)?|geboorteplaats(en)?|geboren in (het buitenland|nederland)",
    "geloof": r"geloof|gelovige?|godsdienst\w*|religie(s|us|uze)?|religieuze?|levensovertuiging"
    r"|kerkgenootschap|moslims?|islam\w*|christen\w*|christelijke?|joods?e?|hindoe\w*",
    "seksuele gerichtheid": r"seksuele?\w*|sexuele?\w*|homo(s|seksue\w*)?|lesbi\w+|biseksue\w*|geaardheid",
    "politieke gezindheid": r"politieke? (voorkeur|gezindheid|overtuiging|opvatting|partij)"
    r"|partijlidmaatschap|vakbond\w*",
    "geslacht": r"geslacht|gender\w*|zwanger\w*",
    "gezondheid": r"gezondheid\w*|ziekte(n|s|beeld)?|diagnoses?|handicaps?|gehandicapt\w*|medische?"
    r"|chronische?|psychische?|verslav\w+|zorgverzekeraar",
}
PATTERNS = {trait: re.compile(rf"\b({words})\b") for trait, words in WORDS.items()}


def find(built: Built) -> Iterator[Finding]:
    """Entries whose name, title, question or options are about a protected characteristic."""
    for section in SECTIONS:
        for item in built.source.items(section).values():
            yield from _in_item(item)


def _in_item(item: Item[Any]) -> Iterator[Finding]:
    for written, position in _texts(item):
        found = trait_in(written)
        if found and not _allowed(item.name):
            word, trait = found
            yield Finding(CODE, position, f"‘{item.name}’ gaat over {trait}: ‘{word}’.", ADVICE)
            return


def _texts(item: Item[Any]) -> Iterator[tuple[str, Position]]:
    yield item.name, item.position
    for key in ("titel", "vraag", "als"):
        written = getattr(item.value, key, None)
        if written is not None:
            yield written, written.position
    for option in getattr(item.value, "opties", None) or ():
        yield option, option.position


def _plain(text: str) -> str:
    return text.casefold().replace("_", " ")


def _allowed(name: str) -> bool:
    return any(phrase in _plain(name) for phrase in ALLOWED)


def trait_in(text: str) -> tuple[str, str] | None:
    """The word and the characteristic that a text is about, if any."""
    plain = _plain(text)
    for phrase in ALLOWED:
        plain = plain.replace(phrase, " ")
    for trait, pattern in PATTERNS.items():
        found = pattern.search(plain)
        if found:
            return found[0], trait
    return None
