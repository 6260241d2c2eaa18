"""The rulesets that cases ask for: a layer by name, with choices made otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

from regels.bestand.library import NATIONAL, PLUS, layers, municipalities
from regels.bestand.source import Item, Source, assemble
from regels.bestand.text import Text
from regels.data import rulesets
from regels.errors import nearest
from regels.lints import sound
from regels.plan.finish import build
from regels.ruleset import Ruleset
from regels_casebook.cases import Case, CasebookError

KEPT = 64
CHOICES, FIGURES = "instellingen", "parameters"


@dataclass(frozen=True, slots=True)
class Variant:
    """A regeling under a name (landelijk, enschede), with choices of one's own by name."""

    regeling: str
    name: str = "landelijk"
    choices: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        made = "".join(f", {name} = {value}" for name, value in self.choices)
        return f"{self.regeling} ({self.name}{made})"


def in_force(cases: Iterable[Case]) -> list[Case]:
    """The cases of rules that are in force; a proposal has rules of its own, which others do not have."""
    known = {NATIONAL, *municipalities(rulesets())}
    return [case for case in cases if set(str(case.regelset).split(PLUS)) <= known]


def variant_of(regeling: str, case: Case) -> Variant:
    """The ruleset that a case asks for."""
    choices = {name: str(value) for name, value in case.instellingen.items()}
    return Variant(regeling, str(case.regelset), tuple(sorted(choices.items())))


@lru_cache(KEPT)
def source_of(variant: Variant) -> Source:
    """What is written for a variant. Raises UnknownRuleset, CasebookError."""
    if variant.choices:
        source = source_of(replace(variant, choices=()))
        for name, value in variant.choices:
            source = chosen(source, name, value)
        return source
    root = rulesets()
    return assemble(layers(root, variant.name, variant.regeling), root)


@lru_cache(KEPT)
def ruleset_of(variant: Variant) -> Ruleset:
    """The checked ruleset of a variant, made once. Raises RulesetError and what ``source_of`` raises."""
    source = source_of(variant)
    plan = sound(build(source))
    if variant.choices:  # other rules, so another fingerprint
        plan = replace(plan, hash=sha256(f"{plan.hash}\n{variant.choices}".encode()).hexdigest())
    return Ruleset(plan, source.layers)


def chosen(source: Source, name: str, value: str) -> Source:
    """The same source with one setting made otherwise, or one open figure filled in.

    What a municipality filled in under that name gives way.
    """
    settings, figures = source.items(CHOICES), source.items(FIGURES)
    fillable = [figure for figure, item in figures.items() if item.value.open is not None]
    if name in settings:
        section, item = CHOICES, settings[name]
        entry = item.value.model_copy(update={"waarde": _at(item.value.waarde, value)})
    elif name in fillable:
        section, item = FIGURES, figures[name]
        first = item.value.waarden[0]
        update = {"waarde": _at(first.waarde, value), "tot": None, "zekerheid": None}
        entry = item.value.model_copy(update={"waarden": [first.model_copy(update=update)]})
    else:
        known = [*settings, *fillable]
        advice = nearest(name, known) or f"Er zijn: {', '.join(known)}."
        raise CasebookError(f"‘{name}’ is geen instelling of open bedrag van deze regeling. {advice}")
    changed = with_item(source, section, replace(item, value=entry))
    return replace(changed, fills={key: fill for key, fill in changed.fills.items() if key != name})


def _at(written: Text, value: str) -> Text:
    """Another text in the same place."""
    return Text.at(value, written.place, value)


def with_item(source: Source, section: str, item: Item[Any]) -> Source:
    """The same source with one entry replaced."""
    entries = {**source.sections[section], item.name: item}
    return replace(source, sections={**source.sections, section: entries})
