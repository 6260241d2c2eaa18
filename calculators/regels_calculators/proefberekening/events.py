"""What changes on the way: a vrijlating that begins or ends, a birthday, the right, figures not known yet.

Read from the evaluator's record: a rule that becomes ja or nee, an outcome that becomes another. Nothing
is computed here; the sentences come from ``keuzes.yaml`` and are filled from the trace.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from regels.decision import Decision, ReadersDisagree, plain_row
from regels.evaluator.history import RowResult
from regels.plan.plan import Plan
from regels.plan.types import Kind
from regels.plan.versions import unversioned
from regels.ruleset import Ruleset
from regels.uitleg.dutch import spaced
from regels.uitleg.model import RuleTrace, Trace
from regels.uitleg.trace import trace
from regels.uitleg.voice import YOU, Voice, Writer
from regels_calculators.proefberekening.choices import Gebeurtenistekst, Keuzes

ROLES = ("aanvrager", "partner")
GROUNDS = ("vrijlating_grond", "vrijlating_grond_partner")
NO_GROUND = "geen"
ORDER = ("leeftijd", "vrijlating", "recht", "cijfers")
Truths = Mapping[tuple[str, str | None], bool]


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """Something that changes in a month. ``soort``: leeftijd, vrijlating, recht, cijfers or werk."""

    maand: date
    soort: str
    persoon: str | None
    tekst: str
    artikel: str


@dataclass(frozen=True)
class History:
    """The months of one dossier, by kernel and evaluator alike."""

    plan: Plan
    decisions: Sequence[Decision]
    results: Sequence[RowResult]
    traces: dict[int, Trace] = field(default_factory=dict)

    def trace(self, place: int) -> Trace:
        """The trace of a month, made once."""
        if place not in self.traces:
            self.traces[place] = trace(self.plan, self.results[place])
        return self.traces[place]

    def month(self, place: int) -> date:
        """The first day of a month."""
        found = self.decisions[place].case[place]["maand"]
        assert isinstance(found, date)
        return found


def history_of(ruleset: Ruleset, decisions: Sequence[Decision]) -> History:
    """The evaluator's record beside the decisions of the kernel. Raises ReadersDisagree."""
    results = ruleset.traced(decisions[0].case)
    for place, (decision, result) in enumerate(zip(decisions, results, strict=True)):
        if plain_row(ruleset, result) != decision.plain:
            raise ReadersDisagree(f"{ruleset.plan.name}: the readers disagree on row {place + 1}")
    return History(ruleset.plan, decisions, results)


def events(history: History, keuzes: Keuzes) -> tuple[Gebeurtenis, ...]:
    """Everything that changes after the first month, and what is so in the first, in order of time."""
    found = [
        *_ages(history, keuzes),
        *_exemptions(history, keuzes),
        *_rights(history),
        *_gaps(history, keuzes),
    ]
    return tuple(sorted(found, key=lambda event: (event.maand, ORDER.index(event.soort))))


def _ages(history: History, keuzes: Keuzes) -> Iterator[Gebeurtenis]:
    """The questions of ``gebeurtenissen`` that came out otherwise than the month before."""
    before: Truths = {}
    for place, result in enumerate(history.results):
        now = _truths(history.plan, result)
        for event in keuzes.gebeurtenissen:
            if (
                event.alleen_bij
                and history.decisions[place].case[place].get("leefvorm") not in event.alleen_bij
            ):
                continue
            for person in (*ROLES, None):
                key = (event.regel, person)
                if key in now and key in before and now[key] != before[key]:
                    yield from _told(history, place, event, person, now[key])
        before = now


def _truths(plan: Plan, result: RowResult) -> Truths:
    """The ja/nee rules of a row that are known."""
    if result.row is None:
        return {}
    return {
        (unversioned(plan.rules[index].base), plan.rules[index].person): bool(step.value.known)
        for index, step in result.row.rules.items()
        if plan.rules[index].type.kind is Kind.BOOL and isinstance(step.value.known, int)
    }


def _told(
    history: History, place: int, event: Gebeurtenistekst, person: str | None, now: bool
) -> Iterator[Gebeurtenis]:
    sentence = event.ja if now else event.nee
    text, article = _filled(history, place, event.regel, person, sentence) if sentence else ("", "")
    if text:
        yield Gebeurtenis(history.month(place), "leeftijd", person, text, article)


def _exemptions(history: History, keuzes: Keuzes) -> Iterator[Gebeurtenis]:
    """Where the ground of a vrijlating changes; months that are not determined say nothing."""
    for person, outcome in zip(ROLES, GROUNDS, strict=True):
        before = NO_GROUND
        for place, decision in enumerate(history.decisions):
            now = decision[outcome]
            if now is None or now == before:
                continue
            for ground, begins in ((before, False), (str(now), True)):
                if ground != NO_GROUND:
                    yield _changed(history, place, keuzes, person, ground, begins)
            before = str(now)


def _changed(
    history: History, place: int, keuzes: Keuzes, person: str, ground: str, begins: bool
) -> Gebeurtenis:
    known = keuzes.gronden.get(ground)
    text, article = "", ""
    if known is not None:
        text, article = _filled(history, place, known.regel, person, known.begint if begins else known.stopt)
    if not text:
        rule = _rule(history.trace(place), "grond", person)
        name = spaced(ground) if known is None else known.naam
        text = f"Vrijlating {name} {'begint' if begins else 'geldt niet meer'}."
        article = article or ("" if rule is None else rule.article)
    return Gebeurtenis(history.month(place), "vrijlating", person, text, article)


def _filled(history: History, place: int, rule: str, person: str | None, sentence: str) -> tuple[str, str]:
    """A sentence with the values that a rule read in a month, and the article of the rule."""
    case = history.trace(place)
    found = _rule(case, rule, person)
    if found is None:
        return "", ""
    writer = Writer(case, Voice(YOU, case.persons))
    return writer.body(replace(found, explanation=sentence))[0], found.article


def _rule(case: Trace, name: str, person: str | None) -> RuleTrace | None:
    return next((r for r in case.rules if unversioned(r.base) == name and r.person == person), None)


def _rights(history: History) -> Iterator[Gebeurtenis]:
    """Where the right ends or comes back; in the first month only that there is none."""
    before = "recht"
    for place, decision in enumerate(history.decisions):
        now = decision.status
        if now not in ("recht", "geen_recht") or now == before:
            continue
        before = now
        if now == "recht":
            yield Gebeurtenis(history.month(place), "recht", None, "Er is weer recht op bijstand.", "")
            continue
        for condition in history.trace(place).conditions:
            if condition.failing:
                text = f"Er is geen recht op bijstand. {condition.if_not}"
                yield Gebeurtenis(history.month(place), "recht", None, text, condition.article)


def _gaps(history: History, keuzes: Keuzes) -> Iterator[Gebeurtenis]:
    """The first month that cannot be computed, by why."""
    said: set[str] = set()
    for place, decision in enumerate(history.decisions):
        if decision.status != "onbepaald":
            continue
        case = history.trace(place)
        for missing in case.missing:
            if missing.kind == "bedrag" and "bedrag" not in said:
                said.add("bedrag")
                yield Gebeurtenis(history.month(place), "cijfers", None, keuzes.cijfers_niet_bekend, "")
            elif missing.kind == "regel" and missing.name not in said:
                said.add(missing.name)
                yield Gebeurtenis(history.month(place), "recht", None, missing.question, missing.article)
