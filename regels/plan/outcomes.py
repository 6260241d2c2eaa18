"""What a row shows: its outcomes and the remarks on it."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from regels.bestand.source import Item
from regels.errors import nearest
from regels.plan import nodes as n
from regels.plan.algebra import Mismatch
from regels.plan.draft import Draft
from regels.plan.formulas import formula, truth
from regels.plan.names import Names
from regels.plan.plan import OutcomeSpec, RemarkSpec, StateSpec
from regels.plan.states import state_item
from regels.plan.written import state_type, text
from regels.taal.ast import Call, Name
from regels.taal.parser import parse

YES, NO = "ja", "nee"
AFTER = "NA_RIJ"


@dataclass(frozen=True, slots=True)
class _AfterRow(n.Node):
    """``NA_RIJ(state)`` until the states are made; no plan holds one."""

    index: int


def outcomes(draft: Draft) -> list[OutcomeSpec | None]:
    """The section ``uitkomsten``; None for each that has a mistake."""
    items = draft.source.items("uitkomsten").values()
    return [draft.attempt(partial(_outcome, draft, item), item.position) for item in items]


def remarks(draft: Draft) -> list[RemarkSpec | None]:
    """The sections ``afkeuren`` (those reject the row) and ``opmerkingen``; None for each with a mistake."""
    found = []
    for section, reject in (("afkeuren", True), ("opmerkingen", False)):
        for item in draft.source.items(section).values():
            found.append(draft.attempt(partial(_remark, draft, item, reject), item.position))
    return found


def settled(outcome: OutcomeSpec, states: list[StateSpec | None]) -> OutcomeSpec:
    """An outcome of ``NA_RIJ`` shows the state after the row."""
    if not isinstance(outcome.node, _AfterRow):
        return outcome
    state = states[outcome.node.index]
    return replace(outcome, node=state.next) if state else outcome


def _outcome(draft: Draft, item: Item[Any]) -> OutcomeSpec:
    entry = item.value
    node = _after(draft, item) or formula(Names(draft, None), entry.waarde, None, item)
    required, always = _flag(item, "nodig"), _flag(item, "altijd")
    return OutcomeSpec(item.name, node.type, node, required, always, str(entry.titel), item.position)


def _flag(item: Item[Any], key: str) -> bool:
    written = getattr(item.value, key)
    if written is not None and str(written) not in (YES, NO):
        raise Mismatch(f"`{key}:` is ‘{YES}’ of ‘{NO}’.", code="vorm")
    return str(written) == YES


def _after(draft: Draft, item: Item[Any]) -> _AfterRow | None:
    """The state of ``NA_RIJ(state)``, or None for any other formula; ``settled`` fills in its next value."""
    tree = parse(item.value.waarde.raw, item.value.waarde.place)
    if not isinstance(tree, Call) or tree.function != AFTER:
        return None
    name = tree.arguments[0].name if isinstance(tree.arguments[0], Name) else ""
    base, _ = state_item(draft, name)
    if base is None:
        raise Mismatch(
            f"{AFTER} noemt een toestand; ‘{name}’ is dat niet.",
            nearest(name, draft.source.items("toestand")),
            "naam",
        )
    state = draft.state(name, partial(state_type, base.value))
    return _AfterRow(state.type, state.index)


def _remark(draft: Draft, item: Item[Any], reject: bool) -> RemarkSpec:
    entry, field = item.value, text(item.value.veld)
    node = truth(Names(draft, None, remarks=True), entry.als, item)
    if reject and field not in draft.inputs:
        raise Mismatch(
            f"Een afkeuring noemt onder `veld:` de invoer die niet klopt; ‘{field}’ is dat niet.",
            code="ontbreekt",
        )
    return RemarkSpec(item.name, node, str(entry.tekst), text(entry.artikel), reject, field, item.position)
