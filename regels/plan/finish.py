"""The plan as a whole: everything declared, every rule made in order, nothing wrong.

Work starts at what the regeling is for (rules, conditions, outcomes, remarks) and follows the names, so
every rule is made once, in order, and a circle is found where it closes. Mistakes are collected,
not raised: one mistake in one rule hides nothing about the others.
"""

from dataclasses import dataclass, replace
from functools import partial

from regels.bestand.source import Source
from regels.errors import Finding, Position, nearest
from regels.plan import nodes as n
from regels.plan.declare import declare
from regels.plan.depth import deep
from regels.plan.draft import Draft, Table, reserved
from regels.plan.kinds import type_text
from regels.plan.names import Names
from regels.plan.outcomes import outcomes, remarks, settled
from regels.plan.plan import OFFICIAL, Certainty, OutcomeSpec, ParameterSpec, Plan, RemarkSpec, StateSpec
from regels.plan.states import states
from regels.plan.types import CALENDAR_YEAR, Kind
from regels.plan.written import check_person

MOST_BITS = 63
"""Reasons, conditions and remarks each have a bit of one 64-bit mask."""
HEADER = ("regeling", "titel", "grondslag", "peildatum", "tijdvak")
SPAN = ("maand", "jaar", "van_dag", "tot_dag")


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


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is made beside the rules; all of it is free of mistakes."""

    peildatum: n.Node
    status: n.Node
    outcomes: tuple[OutcomeSpec, ...]
    remarks: tuple[RemarkSpec, ...]
    states: tuple[StateSpec, ...]
    span: list[int]


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
    for key in HEADER:
        if key not in draft.source.header:
            first = draft.source.files[0].name if draft.source.files else "?"
            advice = f"Zet `{key}:` in één van de bestanden van de regeling."
            draft.findings.append(
                Finding("ontbreekt", Position(first, 1, 1), f"De regeling heeft geen `{key}:`.", advice)
            )
            return False
    return True


def _assemble(draft: Draft) -> Plan | None:
    _every_rule(draft)
    parts = _parts(draft)
    if parts is None:
        return None
    parameters, last = _marked(draft)
    entries = {name: len(draft.source.items(name)) for name in ("voorwaarden", "opmerkingen", "afkeuren")}
    counts = {
        "redenen van onbekendheid": last.bit_length(),
        "voorwaarden": entries["voorwaarden"],
        "opmerkingen en afkeuringen": entries["opmerkingen"] + entries["afkeuren"],
    }
    excess = [what for what, count in counts.items() if count > MOST_BITS]
    if excess:
        _too_many(draft, excess[0])
        return None
    return _plan(draft, parts, parameters)


def _every_rule(draft: Draft) -> None:
    """Make all rules in the order written, so that a mistake in a rule nothing reads is found too."""
    for item in draft.source.items("regels").values():
        per_person = draft.attempt(partial(check_person, item.value.per), item.position)
        for person in draft.persons if per_person else [None]:
            name = item.name if person is None else item.name + draft.persons[person][0]
            if name not in draft.rules and name not in draft.failed:
                draft.attempt(partial(Names(draft, person).lookup, item.name), item.position)


def _parts(draft: Draft) -> _Parts | None:
    """Everything beside the rules, or None when anything at all is wrong."""
    household, header = Names(draft, None), draft.source.header
    peildatum = draft.attempt(household.moment, header["peildatum"].position)
    status = draft.attempt(household.status, header["regeling"].position)
    shown, said = outcomes(draft), remarks(draft)
    held = states(draft)
    span = _span(draft)
    if draft.findings or draft.failed or peildatum is None or status is None:
        return None
    return _Parts(
        peildatum, status, tuple(settled(one, held) for one in shown if one),
        tuple(one for one in said if one), tuple(one for one in held if one), span,
    )  # fmt: skip


def _plan(draft: Draft, parts: _Parts, parameters: tuple[ParameterSpec, ...]) -> Plan:
    header = draft.source.header
    no_figure, earlier, ruled_out = reserved(draft)
    month, from_day, to_day = parts.span
    return Plan(
        name=str(header["regeling"].value), title=str(header["titel"].value),
        inputs=tuple(draft.inputs.values()), parameters=parameters,
        roundings=tuple(spec for spec, *_ in draft.roundings.values()), rules=tuple(draft.rules.values()),
        states=parts.states, conditions=tuple(draft.conditions), status=parts.status, outcomes=parts.outcomes,
        remarks=parts.remarks, peildatum=parts.peildatum, month=month, from_day=from_day, to_day=to_day,
        no_figure=no_figure, earlier=earlier, ruled_out=ruled_out, unknown_bits=(ruled_out << 1) - 1,
        hash=draft.source.hash(draft.used),
        decides=str(header["beslist"].value) if "beslist" in header else OFFICIAL,
        words=tuple((item.name, str(item.value)) for item in draft.source.items("woorden").values()),
    )  # fmt: skip


def _span(draft: Draft) -> list[int]:
    """The inputs of ``tijdvak:``: the month or the year, the first day and the last day."""
    month, year, *days = (_column(draft, key) for key in SPAN)
    written = draft.source.header["tijdvak"]
    if (written.value.maand is None) == (written.value.jaar is None):
        advice = "Schrijf `tijdvak: {maand: …}` of `tijdvak: {jaar: …}`."
        message = "Het tijdvak noemt een maand of een jaar, en niet allebei."
        draft.findings.append(Finding("tijdvak", written.position, message, advice))
    elif written.value.jaar is not None and (written.value.van_dag or written.value.tot_dag):
        message = "Een rij over een heel jaar heeft geen eerste en laatste dag."
        draft.findings.append(Finding("tijdvak", written.position, message, "Haal de dagen weg."))
    return [max(month, year), *days]


def _column(draft: Draft, key: str) -> int:
    """The index of the input that ``tijdvak:`` names under a key, or -1."""
    written = getattr(draft.source.header["tijdvak"].value, key)
    if written is None:
        return -1
    names, name = list(draft.inputs), str(written)
    if name not in names:
        draft.findings.append(
            Finding("naam", written.position, f"‘{name}’ is geen invoer.", nearest(name, names))
        )
        return -1
    kind = draft.inputs[name].type
    wanted = Kind.MONTH if key == "maand" else Kind.NUMBER
    if kind.kind is not wanted or kind.scale:
        found = f"`{key}:` van het tijdvak is een {wanted.value}, maar ‘{name}’ is een {type_text(kind)}."
        draft.findings.append(Finding("tijdvak", written.position, found))
    elif key == "jaar" and (kind.unit != CALENDAR_YEAR or not 1600 <= kind.low <= kind.high <= 2399):
        found = f"‘{name}’ is geen kalenderjaar van 1600 tot en met 2399."
        advice = "Geef de invoer `eenheid: kalenderjaar`, en een `minimaal:` en `maximaal:`."
        draft.findings.append(Finding("tijdvak", written.position, found, advice))
    return names.index(name)


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


def _too_many(draft: Draft, what: str) -> None:
    draft.findings.append(
        Finding(
            "te_veel_velden",
            draft.source.header["regeling"].position,
            f"Er zijn meer dan {MOST_BITS} {what}.",
            "Splits de regeling, of haal weg wat niet nodig is.",
        )
    )
