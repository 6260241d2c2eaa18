"""From the evaluator's record of a row to its trace: what mattered, with names, articles and values."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from regels import __version__
from regels.evaluator.calendar import first_day, to_date
from regels.evaluator.history import RowResult
from regels.evaluator.interpret import Read, Row, Step
from regels.evaluator.values import NotApplicable, Value
from regels.plan import nodes as n
from regels.plan.depth import deep
from regels.plan.kept import OncePerPlan
from regels.plan.plan import InputSpec, Plan, Verdict
from regels.plan.types import Kind, Type
from regels.uitleg.dutch import UNKNOWN, month, plain, show, spaced
from regels.uitleg.facts import figure, shown
from regels.uitleg.formula import NUMERIC, Printer, Sum
from regels.uitleg.model import (
    Branch,
    ConditionTrace,
    Fact,
    Figure,
    Missing,
    OutcomeTrace,
    RemarkTrace,
    Rounding,
    RuleTrace,
    Shown,
    Trace,
)
from regels.uitleg.walk import Taken, branches, core, leaves, operands

__all__ = ["Trace", "trace"]
MOST_TOLD = 5_000
"""Rules of a plan that are kept as told: most of a caseload is the same from row to row."""


def _nothing_told(plan: Plan) -> dict[tuple[object, ...], RuleTrace]:
    return {}


rules_told = OncePerPlan(_nothing_told)
"""By what it read: a rule and the values that it read decide how it is told."""


def trace(plan: Plan, result: RowResult) -> Trace:
    """The trace of one result. Reads the record; computes nothing that decides."""
    with deep():
        return _Tracer(plan, result).trace()


@dataclass
class _Tracer:
    plan: Plan
    result: RowResult
    order: dict[int, None] = field(default_factory=dict)
    read: dict[tuple[type[n.Node], int], Fact] = field(default_factory=dict)
    used: dict[int, Figure] = field(default_factory=dict)

    def trace(self) -> Trace:
        plan, row = self.plan, self.result.row
        rules: tuple[RuleTrace, ...] = ()
        conditions: tuple[ConditionTrace, ...] = ()
        if row is not None:
            for step in self._ends(row):
                self._visit(row, step)
            printer = Printer(plan, row)
            rules = tuple(self._told(row, printer, index) for index in self.order)
            conditions = tuple(self._condition(row, printer, index) for index in range(len(plan.conditions)))
        figures = [figure for rule in rules for figure in rule.figures]
        figures += [figure for condition in conditions for figure in condition.figures]
        return Trace(
            engine=_engine(),
            ruleset=plan.name,
            title=plan.title,
            hash=plan.hash,
            layers=_layers(plan),
            period=_period(plan, row),
            verdict=self.result.verdict.value,
            persons=_persons(plan),
            rules=rules,
            conditions=conditions,
            outcomes=tuple(self._outcomes(row)),
            remarks=tuple(self._remarks()),
            missing=tuple(self._missing(figures, conditions)),
            uncertain=self._uncertain(figures),
            decides=plan.decides,
        )

    def _ends(self, row: Row) -> Iterator[Step]:
        """Where reading starts: the status, the conditions and what the outcomes show."""
        yield row.compute(self.plan.status)
        yield from (row.compute(condition.node) for condition in self.plan.conditions)
        yield from self.result.steps

    def _visit(self, row: Row, step: Step) -> None:
        for read in step.reads:
            if isinstance(read.node, n.Rule) and read.node.index not in self.order:
                self._visit(row, row.rules[read.node.index])
                if read.node.index not in self.order:
                    self.order[read.node.index] = None

    def _told(self, row: Row, printer: Printer, index: int) -> RuleTrace:
        """A rule that read the same values, and figures of the same month, is told in the same words."""
        told, reads = rules_told(self.plan), row.rules[index].reads
        day = row.day if any(isinstance(read.node, n.Param) for read in reads) else None
        key = (index, day, *(read.value.known for read in reads))
        found = told.get(key)
        if found is None:
            if len(told) >= MOST_TOLD:
                told.clear()
            found = told[key] = self._rule(row, printer, index)
        return found

    def _rule(self, row: Row, printer: Printer, index: int) -> RuleTrace:
        spec, step = self.plan.rules[index], row.rules[index]
        made = self._sum(printer, spec.node)
        taken = branches(row, spec.node)
        return RuleTrace(
            name=spec.name,
            base=spec.base,
            person=spec.person,
            title=spec.title,
            article=spec.article,
            explanation=spec.explanation,
            value=self._shown(step.value, spec.type),
            formula=made.text,
            simple=made.simple,
            inputs=self._facts(step.reads),
            figures=self._figures(row, step.reads),
            rules=self._names(step.reads),
            parts=tuple(self._parts(row, spec.node)),
            deciders=self._deciders(row, taken),
            branches=self._branches(printer, taken),
            roundings=self._roundings(step),
            origin=spec.origin,
        )

    @staticmethod
    def _sum(printer: Printer, node: n.Node) -> Sum:
        """The formula of a value; of ja/nee what decided it."""
        if node.type.kind is not Kind.BOOL:
            return printer.sum(node)
        phrase = printer.phrase(node)
        return Sum(phrase.text, isinstance(core(printer.row, node), n.Rule | n.Const))

    def _parts(self, row: Row, node: n.Node) -> Iterator[str]:
        for leaf in leaves(row, node):
            if isinstance(leaf, n.Rule):
                yield self.plan.rules[leaf.index].name
            elif isinstance(leaf, n.Param):
                yield self.plan.parameters[leaf.index].name

    def _deciders(self, row: Row, taken: list[Taken]) -> tuple[str, ...]:
        """What decided the questions on the way to a value."""
        return tuple(dict.fromkeys(name for question, _ in taken for name in self._parts(row, question)))

    def _shown(self, value: Value, kind: Type) -> Shown:
        return shown(value, kind, self.plan.words)

    def _names(self, reads: list[Read]) -> tuple[str, ...]:
        names = (self.plan.rules[read.node.index].name for read in reads if isinstance(read.node, n.Rule))
        return tuple(dict.fromkeys(names))

    def _facts(self, reads: list[Read]) -> tuple[Fact, ...]:
        facts = (self._fact(read) for read in reads if isinstance(read.node, n.Input | n.State))
        return tuple({fact.name: fact for fact in facts}.values())

    def _fact(self, read: Read) -> Fact:
        """What was read, made once: on one row it is always the same."""
        assert isinstance(read.node, n.Input | n.State)
        key = type(read.node), read.node.index
        found = self.read.get(key)
        if found is None:
            if isinstance(read.node, n.Input):
                spec = self.plan.inputs[read.node.index]
                found = Fact(spec.name, spec.person, self._shown(read.value, spec.type))
            else:
                state = self.plan.states[read.node.index]
                found = Fact(state.name, None, self._shown(read.value, state.type))
            self.read[key] = found
        return found

    def _figures(self, row: Row, reads: list[Read]) -> tuple[Figure, ...]:
        found = {read.node.index: read.value for read in reads if isinstance(read.node, n.Param)}
        for index, value in found.items():
            if index not in self.used:
                self.used[index] = figure(self.plan.parameters[index], value, row, self.plan.words)
        return tuple(self.used[index] for index in found)

    @staticmethod
    def _branches(printer: Printer, taken: list[Taken]) -> tuple[Branch, ...]:
        return tuple(
            Branch(printer.phrase(condition).text, show(answer, condition.type))
            for condition, answer in taken
        )

    def _roundings(self, step: Step) -> tuple[Rounding, ...]:
        specs = {spec.name: spec for spec in self.plan.roundings}
        return tuple(
            Rounding(
                r.node.name,
                specs[r.node.name].title,
                plain(r.before, r.node.value.type),
                plain(r.after, r.node.type),
                specs[r.node.name].ground,
            )
            for r in step.rounded
        )

    def _condition(self, row: Row, printer: Printer, index: int) -> ConditionTrace:
        spec = self.plan.conditions[index]
        step = row.compute(spec.node)
        compared = _comparisons(row, spec.node)
        taken = branches(row, spec.node)
        facts = " en ".join(printer.phrase(node).text for node in compared if step.value.known is not None)
        return ConditionTrace(
            name=spec.name,
            rank=spec.rank,
            otherwise=spec.otherwise.value,
            article=spec.article,
            if_not=spec.if_not,
            met=show(step.value, spec.node.type),
            failing=bool(self.result.failing >> index & 1),
            facts=facts,
            inputs=self._facts(step.reads),
            figures=self._figures(row, step.reads),
            rules=self._names(step.reads),
            parts=tuple(name for node in compared for name in self._parts(row, node)),
            deciders=tuple(dict.fromkeys((*self._parts(row, spec.node), *self._deciders(row, taken)))),
        )

    def _outcomes(self, row: Row | None) -> Iterator[OutcomeTrace]:
        printer = None if row is None else Printer(self.plan, row)
        for index, spec in enumerate(self.plan.outcomes):
            value = self.result.outcomes[index]
            cell = None if value is None else self._shown(value, spec.type)
            made, rule = Sum("", True), None
            rules: tuple[str, ...] = ()
            if row is not None and printer is not None and index < len(self.result.steps):
                node = core(row, spec.node)
                rule = self.plan.rules[node.index].name if isinstance(node, n.Rule) else None
                made = self._sum(printer, spec.node)
                rules = self._names(self.result.steps[index].reads)
            yield OutcomeTrace(
                spec.name, spec.title, cell, spec.required, spec.always, rule, made.text, made.simple, rules
            )

    def _remarks(self) -> Iterator[RemarkTrace]:
        for index, spec in enumerate(self.plan.remarks):
            if self.result.remarks >> index & 1:
                yield RemarkTrace(spec.name, spec.text, spec.article, spec.reject)

    def _missing(self, figures: list[Figure], conditions: tuple[ConditionTrace, ...]) -> Iterator[Missing]:
        reasons = self.result.reasons
        for spec in self.plan.inputs:
            if reasons & spec.bit:
                yield Missing("invoer", spec.name, _question(spec), spec.person, spec.judgement, "")
        if reasons & self.plan.no_figure:
            for gap in {f.name: f for f in figures if f.value.state == UNKNOWN}.values():
                yield Missing("bedrag", gap.name, gap.title, None, "", gap.article)
        if reasons & self.plan.earlier:
            yield Missing("eerder", "", "", None, "", "")
        if self.result.verdict is Verdict.UNDETERMINED:
            for condition in conditions:
                if condition.failing:
                    yield Missing("regel", condition.name, condition.if_not, None, "", condition.article)

    def _uncertain(self, figures: list[Figure]) -> tuple[Figure, ...]:
        marked = {spec.name for spec in self.plan.parameters if spec.mark & self.result.marks}
        return tuple({figure.name: figure for figure in figures if figure.name in marked}.values())


def _comparisons(row: Row, node: n.Node) -> list[n.Compare]:
    """What a condition compared; of an ``of`` the last alternative that compares something."""
    if isinstance(node, n.Compare):
        return [node] if node.left.type.kind in (*NUMERIC, Kind.DATE) else []
    found = [_comparisons(row, operand) for operand in operands(row, node)]
    if isinstance(node, n.Or):
        found = [some for some in found if some][-1:]
    return [comparison for some in found for comparison in some]


def _question(spec: InputSpec) -> str:
    return spec.question or spec.explanation or spaced(spec.name)


def _persons(plan: Plan) -> tuple[str, ...]:
    roles = [spec.person for spec in plan.inputs] + [spec.person for spec in plan.rules]
    return tuple(dict.fromkeys(role for role in roles if role is not None))


def _layers(plan: Plan) -> tuple[str, ...]:
    origins = [spec.origin for spec in plan.rules]
    origins += [period.origin for spec in plan.parameters for period in spec.periods]
    return tuple(dict.fromkeys(origins))


def _engine() -> str:
    return __version__


def _period(plan: Plan, row: Row | None) -> str:
    """``juli 2026``, with the days when it is a part of the month; or ``2026``; empty when unknown."""
    if row is None:
        return ""
    known = row.inputs[plan.month].known
    if known is None or isinstance(known, NotApplicable):
        return ""
    if plan.yearly:
        return str(int(known))
    days = [_day(row, index) for index in (plan.from_day, plan.to_day)]
    if days == [None, None]:
        return month(int(known))
    last = to_date(first_day(int(known) + 1) - 1).day
    return f"{month(int(known))} (de dagen {days[0] or 1} tot en met {days[1] or last})"


def _day(row: Row, index: int) -> int | None:
    known = row.inputs[index].known if index >= 0 else None
    return None if known is None or isinstance(known, NotApplicable) else int(known)
