"""The steps of the explanation: which rules are shown, under which outcome, in which order.

Nothing here knows the law. Each outcome, in the order of the regeling, takes the rules it was
made of that no earlier one took, each after the rules it depends on. The conditions come after the
outcomes they need. Left out: rules that only pass a value on, that are zero because something
does not occur, and that only answered a question without a sentence of their own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from regels.plan.plan import Verdict
from regels.plan.types import Kind
from regels.uitleg.dutch import capital, small, spaced
from regels.uitleg.model import ConditionTrace, Figure, OutcomeTrace, RuleTrace, Trace
from regels.uitleg.voice import Voice, Writer

VERDICT_RULES = ("status", "recht")
CONDITIONS = "De voorwaarden"
NUMERIC = (Kind.MONEY.value, Kind.NUMBER.value, Kind.PERCENT.value)


@dataclass
class Group:
    """A step: its title, the rules it took, and the lines it comes to."""

    title: str
    rules: list[RuleTrace] = field(default_factory=list)
    outcome: OutcomeTrace | None = None
    lines: list[str] = field(default_factory=list)
    worth: bool = False

    def heading(self) -> str:
        """The title, with the amount it comes to when there is right."""
        value = self.outcome.value if self.outcome else None
        return f"{self.title}: {value.text}" if self.worth and value is not None else self.title

    def only_value(self) -> bool:
        """Whether there is one line and it starts with the value itself."""
        value = self.outcome.value if self.outcome else None
        return len(self.lines) == 1 and value is not None and self.lines[0].startswith(value.text)


def steps(trace: Trace, voice: Voice) -> list[Group]:
    """The steps that explain the outcome, none of them empty."""
    return _Steps(trace, voice).groups()


def cited(text: str, article: str) -> str:
    """A sentence with its article in brackets before the full stop."""
    return f"{text.rstrip('.')} ({article})." if article else f"{text.rstrip('.')}."


class _Steps:
    def __init__(self, trace: Trace, voice: Voice) -> None:
        self.trace, self.voice, self.writer = trace, voice, Writer(trace, voice)
        self.rules = {rule.name: rule for rule in trace.rules}
        self.figures = {figure.name: figure for figure in trace.figures()}
        self.shown_by = {o.rule for o in trace.outcomes if o.rule and not o.always}
        self.denied = trace.verdict == Verdict.NO_RIGHT.value
        self.conditions = [c for c in trace.conditions if (c.failing if self.denied else c.met == "ja")]
        self.values = self._value_rules()
        self.questions = self._questions()
        self.texts = {rule.name: self.writer.body(rule) for rule in trace.rules}

    def groups(self) -> list[Group]:
        taken: set[str] = set()
        outcomes = [o for o in self.trace.outcomes if not o.always and o.value is not None]
        groups = {o.name: Group(o.title, outcome=o) for o in outcomes}
        for outcome in sorted(outcomes, key=lambda o: o.value is not None and o.value.kind not in NUMERIC):
            groups[outcome.name].rules = list(self._collect(outcome.rule, outcome.rules, taken))
        last = Group(CONDITIONS)
        for condition in self.conditions:
            last.rules += self._collect(None, condition.rules, taken)
        ordered = list(groups.values())
        if self.denied:
            self._compared_last(ordered, last)
        ordered.insert(self._place(ordered), last)
        wanted = self._wanted()
        for group in ordered:
            group.rules = [rule for rule in group.rules if rule.name in wanted]
        self._write(ordered)
        return [group for group in ordered if group.lines]

    def _compared_last(self, groups: list[Group], last: Group) -> None:
        """What a condition that was not met compared is told with the conditions."""
        compared = {name for condition in self.conditions for name in condition.parts}
        for group in groups:
            last.rules += [rule for rule in group.rules if rule.name in compared]
            group.rules = [rule for rule in group.rules if rule.name not in compared]

    def _collect(self, own: str | None, reads: Iterable[str], taken: set[str]) -> Iterator[RuleTrace]:
        """Rules not taken before, each after what it reads; other outcomes and the verdict are left alone."""
        for name in (own,) if own else reads:
            if name in taken or name in VERDICT_RULES or (name in self.shown_by and name != own):
                continue
            taken.add(name)
            yield from self._collect(None, self.rules[name].rules, taken)
            yield self.rules[name]

    def _place(self, groups: list[Group]) -> int:
        """After the last outcome of which the conditions need something."""
        needed = self._below(name for condition in self.conditions for name in condition.rules)
        places = [i for i, group in enumerate(groups) if any(rule.name in needed for rule in group.rules)]
        return max(places, default=-1) + 1

    def _below(self, names: Iterable[str]) -> set[str]:
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found and name not in VERDICT_RULES:
                found.add(name)
                waiting += self.rules[name].rules
        return found

    def _wanted(self) -> set[str]:
        """All rules when there is right; otherwise those behind the conditions that were not met."""
        if not self.denied:
            return set(self.rules)
        return self._below(name for condition in self.conditions for name in condition.rules)

    def _value_rules(self) -> set[str]:
        """The rules of which the value went into an outcome or into what a condition compared."""
        shown = [] if self.denied else [o for o in self.trace.outcomes if not o.always]
        waiting = [name for outcome in shown for name in ([outcome.rule] if outcome.rule else outcome.rules)]
        waiting += [name for condition in self.conditions for name in condition.parts]
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in self.rules and name not in found:
                found.add(name)
                waiting += self.rules[name].parts
        return found

    def _questions(self) -> set[str]:
        """The questions (ja/nee, a choice) on which those values turned."""
        waiting = [name for rule in self.values for name in self.rules[rule].rules]
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in found and name not in VERDICT_RULES and self.rules[name].value.kind not in NUMERIC:
                found.add(name)
                waiting += self.rules[name].rules
        return found

    def _write(self, groups: list[Group]) -> None:
        told = self._told(groups)
        said: set[str] = set()
        for group in groups:
            for rule in group.rules:
                line = self._line(rule, group, told)
                if line and line not in said:
                    said.add(line)
                    group.lines.append(line)
            if group.outcome is None and not self.denied:
                group.lines += [line for condition in self.conditions if (line := _met(condition))]
            elif group.outcome is not None:
                group.lines += self._own_line(group.outcome, group)
                value = group.outcome.value
                group.worth = not self.denied and value is not None and value.kind in NUMERIC

    def _told(self, groups: list[Group]) -> set[str]:
        """What a sentence that is shown mentions, and what that only passes on."""
        shown = [rule for group in groups for rule in group.rules if self._speaks(rule)]
        waiting = [name for rule in shown for name in self.texts[rule.name][1]]
        told: set[str] = set()
        while waiting:
            name = waiting.pop()
            told.add(name)
            if name in self.rules and self.rules[name].simple:
                waiting += self.rules[name].parts
        return told

    def _speaks(self, rule: RuleTrace) -> bool:
        """Whether the sentences of a rule are shown."""
        if not self.texts[rule.name][0] or not rule.value.known:
            return False
        if rule.value.kind == Kind.BOOL.value:
            return not rule.value.zero and rule.name in self.questions
        return rule.name in self.values and not (rule.simple and rule.value.zero)

    def _line(self, rule: RuleTrace, group: Group, told: set[str]) -> str:
        if rule.explanation:
            return cited(self.texts[rule.name][0], rule.article) if self._speaks(rule) else ""
        if rule.name not in self.values or rule.value.kind not in NUMERIC or not rule.value.known:
            return ""
        if rule.simple:
            return "" if rule.name in told or rule.value.zero else self._figure_line(rule, told)
        own = group.outcome is not None and rule.name == group.outcome.rule
        text = rule.formula if own else f"{small(rule.title)}: {rule.formula}"
        return cited(capital(self.voice.about(rule.person, text)), rule.article)

    def _figure_line(self, rule: RuleTrace, told: set[str]) -> str:
        """The figure of the law that a rule picked."""
        for name in rule.parts:
            used: Figure | None = self.figures.get(name)
            if used is not None and name not in told and used.value.kind == Kind.MONEY.value:
                return cited(f"{used.title}: {used.value.text}", used.article)
        return ""

    def _own_line(self, outcome: OutcomeTrace, group: Group) -> list[str]:
        """What an outcome shows when no rule said it: its own formula, or its value alone."""
        if outcome.value is None or group.lines:
            return []
        if outcome.rule is None:
            worth = not outcome.value.zero or not outcome.simple
            return (
                [f"{outcome.formula}."] if outcome.value.kind in NUMERIC and worth and outcome.formula else []
            )
        rule = self.rules[outcome.rule]
        needed = not self.denied and rule.value.kind in NUMERIC and not rule.value.zero
        return [cited(rule.value.text, rule.article)] if needed else []


def _met(condition: ConditionTrace) -> str:
    """What a condition compared; nothing when it compared nothing."""
    return (
        cited(f"{capital(spaced(condition.name))}: {condition.facts}", condition.article)
        if condition.facts
        else ""
    )
