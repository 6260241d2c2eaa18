"""States: how each begins on the first row, and what it takes with it from row to row."""

from functools import partial
from typing import Any

from regels.bestand.source import Item
from regels.plan import nodes as n
from regels.plan.algebra import Mismatch, choose, rescale, same_kind
from regels.plan.draft import Draft
from regels.plan.formulas import formula
from regels.plan.kinds import type_text
from regels.plan.names import Names
from regels.plan.plan import StateSpec
from regels.plan.types import Type
from regels.plan.walk import children


def states(draft: Draft) -> list[StateSpec | None]:
    """The states that something reads; making one may ask for others, so the list grows as it is read."""
    made: list[StateSpec | None] = []
    while len(made) < len(draft.states):
        made.append(_state(draft, list(draft.states)[len(made)]))
    return made


def state_item(draft: Draft, name: str) -> tuple[Item[Any] | None, str | None]:
    """The entry of a state under ``toestand`` and the person it is for; None when there is no such state."""
    items = draft.source.items("toestand")
    for person, (suffix, _) in draft.persons.items():
        base = name.removesuffix(suffix) if suffix else name
        if base in items and items[base].value.per is not None and base + suffix == name:
            return items[base], person
    return items.get(name), None


def _state(draft: Draft, name: str) -> StateSpec | None:
    if name in draft.previous:
        kind, value = draft.previous[name]
        return StateSpec(name, kind, n.Nvt(kind), value)
    item, person = state_item(draft, name)
    assert item is not None
    return draft.attempt(partial(_written, draft, name, item, person), item.position)


def _written(draft: Draft, name: str, item: Item[Any], person: str | None) -> StateSpec:
    """A state of the section ``toestand``; of a person who is not there it stays as it is."""
    scope, kind = Names(draft, person), draft.states[name]
    begin = formula(scope, item.value.begin, kind, item)
    if _reads_state(draft, begin, set()):
        raise Mismatch(
            "`begin:` hangt zelf van een toestand af.",
            "Begin met invoer, een parameter of een vaste waarde.",
            "kring",
        )
    following = formula(scope, item.value.volgende, kind, item)
    present = scope.household.presence(person) if person else None
    if present is not None:
        following = choose(present, following, draft.state(name, lambda: kind))
    return StateSpec(name, kind, _within(begin, kind, "begin"), _within(following, kind, "volgende"))


def _reads_state(draft: Draft, node: n.Node, seen: set[int]) -> bool:
    """Whether a node reads a state, itself or through the rules it reads."""
    if isinstance(node, n.State):
        return True
    if isinstance(node, n.Rule):
        if node.index in seen:
            return False
        seen.add(node.index)
        return _reads_state(draft, list(draft.rules.values())[node.index].node, seen)
    return any(_reads_state(draft, child, seen) for child in children(node))


def _within(node: n.Node, kind: Type, key: str) -> n.Node:
    """Refuse a value that a state of this type cannot hold."""
    made = node.type
    if isinstance(node, n.Nvt):
        if not kind.nvt:
            raise Mismatch(f"`{key}:` kan n.v.t. zijn, maar `soort:` zegt dat niet.", code="nvt")
        return n.Nvt(kind)
    same_kind(kind, made, f"`{key}:`")
    if made.nvt and not kind.nvt:
        raise Mismatch(f"`{key}:` kan n.v.t. zijn, maar `soort:` is {type_text(kind)}.", code="nvt")
    node = rescale(node, kind.scale) if made.scale < kind.scale else node
    made = node.type
    if made.scale > kind.scale or made.low < kind.low or made.high > kind.high:
        raise Mismatch(
            f"`{key}:` kan buiten het minimum en maximum van deze toestand komen (of meer decimalen hebben).",
            "Begrens het met MIN en MAX, of maak het bereik ruimer.",
            "grenzen",
        )
    return node
