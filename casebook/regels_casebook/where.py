"""Where an answer that differs first arises: the earliest rule or condition behind what differs."""

from collections.abc import Sequence
from dataclasses import dataclass

from regels.decision import Decision
from regels.errors import Position
from regels.uitleg.model import OutcomeTrace, Trace
from regels_casebook.cases import REASON, STATUS
from regels_casebook.hold import Difference


@dataclass(frozen=True, slots=True)
class Place:
    """A rule, condition or remark with its article, where it is written, and how it came out."""

    what: str
    article: str
    position: Position | None
    how: str

    def __str__(self) -> str:
        at = f" ({self.position})" if self.position else ""
        how = f": {self.how}" if self.how else ""
        return f"{self.what}, {self.article or 'zonder artikel'}{at}{how}"


def first_place(found: Sequence[Decision], differences: Sequence[Difference]) -> Place | None:
    """Of the first month that differs: the rule that is computed first of all that differ there."""
    if not differences:
        return None
    month = min(difference.month for difference in differences)
    decision = found[month - 1]
    trace = decision.trace()
    names = {difference.outcome for difference in differences if difference.month == month}
    order = [rule.name for rule in trace.rules]
    shown = [one for one in trace.outcomes if one.name in names]
    first = min((rank for one in shown if (rank := _rank(order, one)) >= 0), default=-1)
    if first < 0 or names & {STATUS, REASON}:
        return _verdict(decision, trace) or (_outcome(trace, shown[0]) if shown else None)
    rule = trace.rules[first]
    position = next((r.position for r in decision.ruleset.plan.rules if r.name == rule.name), None)
    how = f"{rule.formula} = {rule.value.text}" if not rule.simple else rule.value.text
    return Place(f"regel {rule.name}", rule.article, position, how)


def _rank(order: Sequence[str], outcome: OutcomeTrace) -> int:
    """The place in the order of computation of the rule that an outcome shows; -1 when it shows none."""
    names = [outcome.rule] if outcome.rule else list(outcome.rules)
    places = [order.index(name) for name in names if name in order]
    return max(places, default=-1)


def _verdict(decision: Decision, trace: Trace) -> Place | None:
    """What decided the status: a rejection, a condition that is not met, or a field that is not known."""
    plan = decision.ruleset.plan
    for remark in trace.remarks:
        if remark.reject:
            spec = next(r for r in plan.remarks if r.name == remark.name)
            return Place(f"afkeuring {remark.name}", remark.article, spec.position, remark.text)
    for condition in trace.conditions:
        if condition.failing:
            where = next(c.position for c in plan.conditions if c.name == condition.name)
            return Place(
                f"voorwaarde {condition.name}", condition.article, where, condition.facts or "niet voldaan"
            )
    if trace.missing:
        missing = trace.missing[0]
        return Place(f"onbekend: {missing.name or missing.kind}", missing.article, None, missing.question)
    if trace.conditions:
        return Place(
            "de voorwaarden", trace.conditions[0].article, plan.conditions[0].position, "alle voldaan"
        )
    return None


def _outcome(trace: Trace, outcome: OutcomeTrace) -> Place:
    return Place(f"uitkomst {outcome.name}", "", None, outcome.formula)
