"""The rulesets that cases ask for: a layer by name, with choices made otherwise."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from regels.bestand.library import layers
from regels.bestand.source import Item, Source, assemble
from regels.bestand.text import Text
from regels.data import rulesets
from regels.errors import nearest
from regels.lints import sound
from regels.plan.finish import build
from regels.ruleset import Ruleset
from regels_casebook.cases import Case, CasebookError

KEPT = 64
CHOICES = "instellingen"


@dataclass(frozen=True, slots=True)
class Variant:
    """A regeling under a name (landelijk, enschede), with choices of one's own by name."""

    regeling: str
    name: str = "landelijk"
    choices: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        made = "".join(f", {name} = {value}" for name, value in self.choices)
        return f"{self.regeling} ({self.name}{made})"


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
    return Ruleset(sound(build(source)), source.layers)


def chosen(source: Source, name: str, value: str) -> Source:
    """The same source with one setting made otherwise; what a municipality filled in gives way."""
    settings = source.items(CHOICES)
    if name not in settings:
        advice = nearest(name, settings) or f"Er zijn: {', '.join(settings)}."
        raise CasebookError(f"‘{name}’ is geen instelling van deze regeling. {advice}")
    item = settings[name]
    written = Text.at(value, item.value.waarde.place, value)
    changed = with_item(
        source, CHOICES, replace(item, value=item.value.model_copy(update={"waarde": written}))
    )
    return replace(changed, fills={key: fill for key, fill in changed.fills.items() if key != name})


def with_item(source: Source, section: str, item: Item[Any]) -> Source:
    """The same source with one entry replaced."""
    entries = {**source.sections[section], item.name: item}
    return replace(source, sections={**source.sections, section: entries})
