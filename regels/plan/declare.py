"""What stands on its own: inputs, persons, figures, settings and roundings, declared in a draft."""

from functools import partial
from typing import Any

from regels.bestand.model import Rounding, Value
from regels.bestand.source import Item, Source
from regels.errors import Finding
from regels.plan.columns import input_spec, person_inputs
from regels.plan.draft import Draft
from regels.plan.figures import parameter_spec, setting_spec
from regels.plan.kinds import refuse
from regels.plan.nodes import RoundMode
from regels.plan.plan import ParameterSpec, RoundingSpec
from regels.plan.written import scaled, text
from regels.taal import ast
from regels.taal.parser import parse


def declare(source: Source, findings: list[Finding]) -> Draft:
    """The draft with everything that stands on its own; ``findings`` grows with each mistake."""
    draft = Draft(source, findings)
    for role, item in source.items("personen").items():
        draft.persons[role] = (text(item.value.achtervoegsel), item.value.als)
    _inputs(draft)
    for item in source.items("afrondingen").values():
        made = draft.attempt(partial(rounding, item), item.position)
        if made is not None:
            draft.roundings[item.name] = made
    freeze = source.header.get("bevriest")
    for item in source.items("parameters").values():
        written = [(value, item.origin) for value in item.value.waarden] + _fills(source, item.name)
        _figure(draft, item, partial(parameter_spec, item, written, _sources(source), freeze))
    for item in source.items("instellingen").values():
        _figure(draft, item, partial(setting_spec, item, _fills(source, item.name), _sources(source)))
    return draft


def _inputs(draft: Draft) -> None:
    source = draft.source
    for item, name, person in person_inputs(dict(source.items("invoer")), dict(source.items("personen"))):
        spec = draft.attempt(partial(input_spec, item, name, person, 1 << len(draft.inputs)), item.position)
        if spec is None:
            draft.failed.add(name)
        else:
            draft.inputs[name] = spec


def _sources(source: Source) -> set[str]:
    """The names that ``bron:`` may have."""
    return {str(name) for name in source.items("bronnen")}


def _fills(source: Source, name: str) -> list[tuple[Value, str]]:
    """What the overlays fill in for a figure and change of it, each with its layer, from low to high."""
    laid = [*source.fills.get(name, []), *source.changed.get(name, [])]
    laid.sort(key=lambda item: source.layers.index(item.origin))
    return [(value, item.origin) for item in laid for value in item.value]


def _figure(draft: Draft, item: Item[Any], make: partial[ParameterSpec]) -> None:
    spec = draft.attempt(make, item.position)
    if spec is None:
        draft.failed.add(item.name)
    else:
        draft.parameters[item.name] = spec


def rounding(item: Item[Rounding]) -> tuple[RoundingSpec, RoundMode, int, int]:
    """A named rounding: its record, mode, step and scale."""
    entry = item.value
    modes = {mode.value: mode for mode in RoundMode}
    mode = modes.get(str(entry.wijze))
    if mode is None:
        raise refuse(
            entry.wijze.position,
            f"‘{entry.wijze}’ is geen wijze van afronden.",
            f"Kies uit: {', '.join(modes)}.",
            "afronding",
        )
    tree = parse(entry.op.raw, entry.op.place)
    if not isinstance(tree, ast.Literal) or tree.kind not in ("amount", "number") or tree.value <= 0:
        raise refuse(
            entry.op.position,
            f"‘{entry.op}’ is geen stap om op af te ronden.",
            "Schrijf bijvoorbeeld € 0,01 of 1.",
            "afronding",
        )
    spec = RoundingSpec(item.name, str(entry.titel), str(entry.grond), item.position)
    return spec, mode, scaled(tree.value, tree.decimals), tree.decimals
