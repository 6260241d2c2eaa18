"""Choices that a change adds: to the rule, to all its versions, and to what passes the choice on.

The list of options of a choice is part of its type, and a value is a place in that list. So an added
option comes last, holds for all days, and never moves another. What takes its choices from
such a rule (it reads it, and wrote the same list) gets the same ones.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from regels.bestand.model import Change
from regels.bestand.text import Text
from regels.errors import LanguageError
from regels.taal.names import names_of
from regels.taal.parser import Place, parse

PASSING = {"regels": ("formule",), "toestand": ("begin", "volgende")}
"""The sections whose entries may pass a choice on, with the keys of their formulas."""
NOWHERE = Place("", 1, 1)


def extend(sections: Mapping[str, dict[str, Any]], versions: Mapping[str, Any], changes: list[Any]) -> None:
    """Add the options of all changes to the entries of the sections ``regels`` and ``toestand``."""
    added = _added(sections["regels"], changes)
    if not added:
        return
    written = {
        (section, name): [str(option) for option in item.value.opties]
        for section in PASSING
        for name, item in sections[section].items()
        if item.value.opties
    }
    grown = _passed_on(sections, versions, written, added)
    for section, name in written:
        base = next((known for known in versions if name in versions[known].values()), name)
        options = grown.get((section, base))
        if options:
            item = sections[section][name]
            own = [*item.value.opties, *(one for one in options if str(one) not in written[section, name])]
            entry = item.value.model_copy(update={"opties": own})
            sections[section][name] = replace(item, value=entry)


def _added(rules: Mapping[str, Any], changes: list[Any]) -> dict[str, list[Text]]:
    """The new options by rule, each once, in the order in which the layers add them."""
    added: dict[str, list[Text]] = {}
    for item in changes:
        change: Change = item.value
        if change.opties and rules[item.name].value.opties:
            so_far = added.setdefault(item.name, [])
            so_far += [one for one in change.opties if str(one) not in map(str, so_far)]
    return added


def _passed_on(
    sections: Mapping[str, dict[str, Any]],
    versions: Mapping[str, Any],
    written: Mapping[tuple[str, str], list[str]],
    added: Mapping[str, list[Text]],
) -> dict[tuple[str, str], list[Text]]:
    """The new options of every entry that gets them, followed from what reads what."""
    grown = {("regels", name): options for name, options in added.items()}
    waiting = list(grown)
    while waiting:
        source = waiting.pop()
        for entry in written:
            section, name = entry
            base = next((known for known in versions if name in versions[known].values()), name)
            if written[entry] != written[source] or source[1] not in _reads(section, sections[section][name]):
                continue
            so_far = grown.get((section, base), [])
            new = [one for one in grown[source] if str(one) not in map(str, so_far)]
            if new and (section, base) != source:
                grown[section, base] = [*so_far, *new]
                waiting.append((section, base))
    return grown


def _reads(section: str, item: Any) -> set[str]:
    """The names in the formulas of an entry."""
    keys = [getattr(item.value, key) for key in PASSING[section]]
    rows = getattr(item.value, "tabel", None) or ()
    return {
        name for one in (*keys, *(row.dan for row in rows)) if one is not None for name in _names(one.raw)
    }


@lru_cache(maxsize=8192)
def _names(formula: str) -> frozenset[str]:
    """The names in a formula, without the person before the point; none when it cannot be read."""
    try:
        return frozenset(name.rpartition(".")[2] for name in names_of(parse(formula, NOWHERE)))
    except LanguageError:
        return frozenset()  # reported where the plan is made
