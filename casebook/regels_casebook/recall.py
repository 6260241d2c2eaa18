"""What a row came to, kept small, so that one changed entry can be tried on it without the rest.

If an entry gives the same values on every row of a case, the case comes out the same: all else is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from regels.evaluator.interpret import Row, Step
from regels.evaluator.values import Value
from regels.plan import nodes as n
from regels.plan.depth import deep
from regels.plan.plan import Plan
from regels_casebook.rows import Computed

Owner = tuple[str, str]
Values = dict[str, Value]
TRIED = ("regels", "voorwaarden", "uitkomsten", "opmerkingen", "afkeuren", "toestand", "personen")
"""Sections of which an entry stands for nodes of its own."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """The facts, states and rules of one row, by name."""

    inputs: Sequence[Value]
    states: Mapping[str, Value]
    rules: Mapping[str, Value]
    known: dict[Owner, Values] = field(default_factory=dict)


def recall(plan: Plan, computed: Computed) -> Recalled:
    """Keep of a computed row what is needed to try an entry on it."""
    row = computed.row
    states = {state.name: value for state, value in zip(plan.states, row.states, strict=True)}
    rules = {plan.rules[index].name: row.rules[index].value for index in computed.rules}
    return Recalled(row.inputs, states, rules)


def same(original: Plan, changed: Plan, owner: Owner, rows: Sequence[Recalled]) -> bool:
    """Whether an entry gives the same values in both plans on every one of these rows."""
    names = {spec.name: index for index, spec in enumerate(changed.rules)}
    with deep():
        for row in rows:
            if owner not in row.known:
                before = {spec.name: index for index, spec in enumerate(original.rules)}
                row.known[owner] = _values(original, before, owner, row)
            if _values(changed, names, owner, row) != row.known[owner]:
                return False
    return True


def _values(plan: Plan, names: Mapping[str, int], owner: Owner, recalled: Recalled) -> Values:
    """What the nodes of an entry come to, given all else."""
    roots = dict(_roots(plan, owner))
    unknown = Value(None, plan.earlier)
    row = Row(plan, recalled.inputs, [recalled.states.get(state.name, unknown) for state in plan.states])
    row.rules = {
        names[name]: Step(value)
        for name, value in recalled.rules.items()
        if name in names and name not in roots
    }
    return {
        name: row.compute(node).value
        for name, node in roots.items()
        if owner[0] != "regels" or name in recalled.rules
    }


def _roots(plan: Plan, owner: Owner) -> Iterator[tuple[str, n.Node]]:
    section, name = owner
    match section:
        case "regels":
            yield from ((spec.name, spec.node) for spec in plan.rules if spec.base == name)
        case "personen":
            yield from ((spec.name, spec.node) for spec in plan.rules if spec.base == f"{name}_aanwezig")
        case "voorwaarden":
            for condition in plan.conditions:
                if condition.name == name:
                    yield name, condition.node
                    yield f"{name} genoemd", condition.named
        case "uitkomsten":
            yield from ((spec.name, spec.node) for spec in plan.outcomes if spec.name == name)
        case "opmerkingen" | "afkeuren":
            yield from ((spec.name, spec.node) for spec in plan.remarks if spec.name == name)
        case "toestand":
            for state in plan.states:
                if state.name.startswith(name):
                    yield state.name, state.next
                    yield f"{state.name} begin", state.begin
