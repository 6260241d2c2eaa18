"""The last step: states, outcomes and remarks on top of the rules, and the plan as a whole."""

from dataclasses import dataclass, replace
from typing import Any

from regels.bestand.source import Item, Source
from regels.errors import Finding, nearest
from regels.plan import nodes as n
from regels.plan.algebra import Mismatch, choose, rescale, same_kind
from regels.plan.build import Draft, Names, Table, declare, reserved
from regels.plan.declare import bounds, check_person, kind_of, text
from regels.plan.depth import deep
from regels.plan.kinds import type_text
from regels.plan.plan import Certainty, OutcomeSpec, ParameterSpec, Plan, Position, RemarkSpec, StateSpec
from regels.plan.types import Kind, Type
from regels.plan.walk import children
from regels.taal.ast import Call, Name
from regels.taal.parser import parse

MOST_REASONS = 63
YES, NO = "ja", "nee"
AFTER = "NA_RIJ"


@dataclass(frozen=True)
class Built:
    """What the checker looks at: the plan (None when it could not be made) and how it came about."""

    source: Source
    draft: Draft
    plan: Plan | None
    findings: tuple[Finding, ...]

    @property
    def tables(self) -> list[Table]:
        """Every decision table of the regeling, typed."""
        return self.draft.tables


def build(source: Source) -> Built:
    """Make the plan of a source. Mistakes are in ``findings``; then ``plan`` is None."""
    findings = list(source.findings)
    if not source.complete:
        return Built(source, Draft(source, findings), None, tuple(findings))
    draft = declare(source, findings)
    if not _has_header(draft):
        return Built(source, draft, None, tuple(findings))
    with deep():
        plan = _assemble(draft)
    return Built(source, draft, None if findings else plan, tuple(findings))


def _has_header(draft: Draft) -> bool:
    for key in ("regeling", "titel", "grondslag", "peildatum", "tijdvak"):
        if key not in draft.source.header:
            first = draft.source.files[0].name if draft.source.files else "?"
            advice = f"Zet `{key}:` in één van de bestanden van de regeling."
            draft.findings.append(
                Finding("ontbreekt", Position(first, 1, 1), f"De regeling heeft geen `{key}:`.", advice)
            )
            return False
    return True


def _assemble(draft: Draft) -> Plan | None:
    household = Names(draft, None)
    _every_rule(draft)
    header = draft.source.header
    peildatum = draft.attempt(lambda: _moment(household, header["peildatum"]), header["peildatum"].position)
    status = draft.attempt(household.status, header["regeling"].position)
    outcomes = [_outcome(draft, item) for item in draft.source.items("uitkomsten").values()]
    remarks = [_remark(draft, item, "afkeuren") for item in draft.source.items("afkeuren").values()]
    remarks += [_remark(draft, item, "opmerkingen") for item in draft.source.items("opmerkingen").values()]
    states = _states(draft)
    days = [_column(draft, key) for key in ("maand", "van_dag", "tot_dag")]
    if draft.findings or draft.failed or peildatum is None or status is None:
        return None
    parameters, marks = _marked(draft)
    no_figure, earlier, ruled_out = reserved(draft)
    if marks.bit_length() > MOST_REASONS:
        position = header["regeling"].position
        draft.findings.append(Finding("te_veel_velden", position, f"Er zijn meer dan {MOST_REASONS} redenen van onbekendheid.",
                                      "Splits de regeling, of haal velden weg die niets leest."))  # fmt: skip
        return None
    return Plan(
        name=str(header["regeling"].value), title=str(header["titel"].value), inputs=tuple(draft.inputs.values()),
        parameters=parameters, roundings=tuple(spec for spec, *_ in draft.roundings.values()), rules=tuple(draft.rules.values()),
        states=tuple(s for s in states if s), conditions=tuple(draft.conditions), status=status,
        outcomes=tuple(_settled(o, states) for o in outcomes if o), remarks=tuple(r for r in remarks if r), peildatum=peildatum,
        month=days[0], from_day=days[1], to_day=days[2], no_figure=no_figure, earlier=earlier, ruled_out=ruled_out,
        unknown_bits=(ruled_out << 1) - 1, hash=draft.source.hash(),
    )  # fmt: skip


def _every_rule(draft: Draft) -> None:
    """Make all rules in the order written, so that a mistake in a rule nothing reads is found too."""
    for item in draft.source.items("regels").values():
        per_person = draft.attempt(lambda i=item: check_person(i.value.per), item.position)  # type: ignore[misc]
        for person in draft.persons if per_person else [None]:
            name = item.name if person is None else item.name + draft.persons[person][0]
            if name not in draft.rules and name not in draft.failed:
                draft.attempt(lambda p=person, i=item: Names(draft, p).lookup(i.name), item.position)  # type: ignore[misc]


def _moment(household: Names, item: Item[Any]) -> n.Node:
    """The peildatum: a day or a month."""
    node = household.formula(item.value, None, item)
    if node.type.kind not in (Kind.DATE, Kind.MONTH) or node.type.nvt:
        raise Mismatch(f"`peildatum:` is een datum of een maand, geen {type_text(node.type)}.")
    return node


def _column(draft: Draft, key: str) -> int:
    written = getattr(draft.source.header["tijdvak"].value, key)
    if written is None:
        return -1
    names = list(draft.inputs)
    if str(written) not in names:
        draft.findings.append(Finding("naam", written.position, f"‘{written}’ is geen invoer.", nearest(str(written), names)))
        return -1
    kind = draft.inputs[str(written)].type
    wanted = Kind.MONTH if key == "maand" else Kind.NUMBER
    if kind.kind is not wanted or kind.scale:
        found = f"`{key}:` van het tijdvak is een {wanted.value}, maar ‘{written}’ is een {type_text(kind)}."
        draft.findings.append(Finding("tijdvak", written.position, found))
    return names.index(str(written))


def _flag(item: Item[Any], key: str) -> bool:
    written = getattr(item.value, key)
    if written is not None and str(written) not in (YES, NO):
        raise Mismatch(f"`{key}:` is ‘{YES}’ of ‘{NO}’.", code="vorm")
    return str(written) == YES


def _outcome(draft: Draft, item: Item[Any]) -> OutcomeSpec | None:
    def make() -> OutcomeSpec:
        node = _after(draft, item) or Names(draft, None).formula(item.value.waarde, None, item)
        return OutcomeSpec(
            item.name,
            node.type,
            node,
            _flag(item, "nodig"),
            _flag(item, "altijd"),
            str(item.value.titel),
            item.position,
        )

    return draft.attempt(make, item.position)


def _after(draft: Draft, item: Item[Any]) -> n.State | None:
    """The state of ``NA_RIJ(state)``: how it stands after the row; its next value is filled in by ``_settled``."""
    tree = parse(item.value.waarde.raw, item.value.waarde.place)
    if not isinstance(tree, Call) or tree.function != AFTER:
        return None
    name = tree.arguments[0].name if isinstance(tree.arguments[0], Name) else ""
    base, _ = _state_item(draft, name)
    if base is None:
        raise Mismatch(
            f"{AFTER} noemt een toestand; ‘{name}’ is dat niet.",
            nearest(name, draft.source.items("toestand")),
            "naam",
        )
    if name not in draft.states:
        draft.states[name] = bounds(base.value, kind_of(base.value))
    return n.State(draft.states[name], list(draft.states).index(name))


def _settled(outcome: OutcomeSpec, states: list[StateSpec | None]) -> OutcomeSpec:
    """An outcome of a state shows the state after the row."""
    if not isinstance(outcome.node, n.State):
        return outcome
    state = states[outcome.node.index]
    return replace(outcome, node=state.next) if state else outcome


def _remark(draft: Draft, item: Item[Any], section: str) -> RemarkSpec | None:
    def make() -> RemarkSpec:
        node = Names(draft, None, remarks=True).truth(item.value.als, item)
        entry = item.value
        reject = section == "afkeuren"
        if reject and text(entry.veld) not in draft.inputs:
            raise Mismatch(
                f"Een afkeuring noemt onder `veld:` de invoer die niet klopt; ‘{text(entry.veld)}’ is dat niet.",
                code="ontbreekt",
            )
        return RemarkSpec(
            item.name, node, str(entry.tekst), text(entry.artikel), reject, text(entry.veld), item.position
        )

    return draft.attempt(make, item.position)


def _states(draft: Draft) -> list[StateSpec | None]:
    """The states that something reads; making one may ask for others, so the list grows as it is read."""
    made: list[StateSpec | None] = []
    while len(made) < len(draft.states):
        name = list(draft.states)[len(made)]
        made.append(_state(draft, name))
    return made


def _state(draft: Draft, name: str) -> StateSpec | None:
    if name in draft.previous:
        kind, value = draft.previous[name]
        return StateSpec(name, kind, n.Nvt(kind), value)
    item, person = _state_item(draft, name)
    assert item is not None
    kind = draft.states[name]

    def make() -> StateSpec:
        scope = Names(draft, person)
        begin = scope.formula(item.value.begin, kind, item)
        if _reads_state(draft, begin, set()):
            raise Mismatch(
                "`begin:` hangt zelf van een toestand af.",
                "Begin met invoer, een parameter of een vaste waarde.",
                "kring",
            )
        following = scope.formula(item.value.volgende, kind, item)
        present = Names(draft, None).presence(person) if person else None
        if present is not None:
            own = n.State(kind, list(draft.states).index(name))
            following = choose(present, following, own)
        return StateSpec(name, kind, _within(begin, kind, "begin"), _within(following, kind, "volgende"))

    return draft.attempt(make, item.position)


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


def _state_item(draft: Draft, name: str) -> tuple[Item[Any] | None, str | None]:
    items = draft.source.items("toestand")
    for person, (suffix, _) in draft.persons.items():
        base = name.removesuffix(suffix) if suffix else name
        if base in items and items[base].value.per is not None and base + suffix == name:
            return items[base], person
    return items.get(name), None


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
        raise Mismatch(f"`{key}:` kan buiten het minimum en maximum van deze toestand komen (of meer decimalen hebben).",
                       "Begrens het met MIN en MAX, of maak het bereik ruimer.", "grenzen")  # fmt: skip
    return node


def _marked(draft: Draft) -> tuple[tuple[ParameterSpec, ...], int]:
    """The parameters that are read, each uncertain one with a mark of its own; and the last bit given out."""
    bit = reserved(draft)[2]
    result = []
    for name in draft.used:
        spec = draft.parameters[name]
        if any(p.certainty is not Certainty.HIGH for p in spec.periods):
            bit <<= 1
            spec = replace(spec, mark=bit)
        result.append(spec)
    return tuple(result), bit
