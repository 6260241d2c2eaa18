"""The trace of one computed case as data. Everything is frozen and becomes JSON with ``Trace.as_dict``."""

import re
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Shown:
    """A value: its kind, in Dutch, and exact (1044,46 is ``52223/50``; None: no value).

    ``state``: ``bekend``, ``onbekend`` or ``niet van toepassing``.
    """

    kind: str
    text: str
    exact: str | None
    state: str

    @property
    def known(self) -> bool:
        """Whether it is a plain value."""
        return self.exact is not None

    @property
    def zero(self) -> bool:
        """Whether it is zero or nee."""
        return self.exact in ("0", "nee")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something of the dossier that was read: a column, or what was carried from an earlier row."""

    name: str
    person: str | None
    value: Shown


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the law as used; the days in force as ``2026-07-01``, ``until`` None: still."""

    name: str
    title: str
    article: str
    value: Shown
    start: str | None
    until: str | None
    source: str
    certainty: str
    note: str
    origin: str


@dataclass(frozen=True, slots=True)
class Rounding:
    """A rounding that took place."""

    name: str
    title: str
    before: str
    after: str
    ground: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A question on the way to the value: as it came out in words, and whether its branch was taken."""

    text: str
    taken: str


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """A rule that mattered. ``formula``: with values; ``simple``: it only passes one value on.

    ``parts``: the rules and figures its value is made of; ``deciders``: those that chose the branches taken
    on the way to it; ``rules``: all rules it read.
    """

    name: str
    base: str
    person: str | None
    title: str
    article: str
    explanation: str
    value: Shown
    formula: str
    simple: bool
    inputs: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    rules: tuple[str, ...]
    parts: tuple[str, ...]
    deciders: tuple[str, ...]
    branches: tuple[Branch, ...]
    roundings: tuple[Rounding, ...]
    origin: str

    @property
    def nothing(self) -> bool:
        """Whether it is an amount or number that is zero without a sum."""
        return self.simple and self.value.zero and self.value.kind != "ja/nee"


@dataclass(frozen=True, slots=True)
class ConditionTrace:
    """A condition: ``met`` is ja, nee or onbekend; ``failing``: it is why the verdict is what it is.

    ``facts``: the comparison of amounts, numbers or days that it makes, in words. ``parts``: the rules and
    figures in it; ``deciders``: all rules and figures by which it came out as it did.
    """

    name: str
    rank: int
    otherwise: str
    article: str
    if_not: str
    met: str
    failing: bool
    facts: str
    inputs: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    rules: tuple[str, ...]
    parts: tuple[str, ...]
    deciders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeTrace:
    """A column of output; ``value`` None when the cell is empty; ``rule``: the one rule it shows."""

    name: str
    title: str
    value: Shown | None
    required: bool
    always: bool
    rule: str | None
    formula: str
    simple: bool
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemarkTrace:
    """A remark on the row; ``reject``: it is why the row cannot be computed."""

    name: str
    text: str
    article: str
    reject: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """Why the case is undetermined. ``kind``: ``invoer``, ``bedrag`` (a figure), ``eerder`` or ``regel``."""

    kind: str
    name: str
    question: str
    person: str | None
    judgement: str
    article: str


@dataclass(frozen=True, slots=True)
class Trace:
    """How one row came out. Rules come after the rules they read, persons as the regeling has them."""

    engine: str
    ruleset: str
    title: str
    hash: str
    layers: tuple[str, ...]
    period: str
    verdict: str
    persons: tuple[str, ...]
    rules: tuple[RuleTrace, ...]
    conditions: tuple[ConditionTrace, ...]
    outcomes: tuple[OutcomeTrace, ...]
    remarks: tuple[RemarkTrace, ...]
    missing: tuple[Missing, ...]
    uncertain: tuple[Figure, ...]
    decides: str

    def as_dict(self) -> dict[str, Any]:
        """Plain dicts, lists and texts, ready for JSON."""
        return asdict(self)

    def figures(self) -> list[Figure]:
        """Every figure that was used, once per rule or condition that read it."""
        read = [figure for rule in self.rules for figure in rule.figures]
        return read + [figure for condition in self.conditions for figure in condition.figures]

    def articles(self) -> list[str]:
        """Every article of a rule, figure, condition or remark that decided, once, in order of use.

        What was looked at and bears on no outcome is left out; while nothing is decided all of it may.
        """
        conditions = self._deciding()
        names = self._decisive(conditions)
        used: list[str] = []
        for rule in self.rules:
            if rule.name in names:
                own = {*rule.parts, *rule.deciders}
                used += [figure.article for figure in rule.figures if not self.decided or figure.name in own]
                used.append(rule.article)
        for condition in conditions:
            own = set(condition.deciders)
            used += [figure.article for figure in condition.figures if not self.decided or figure.name in own]
            used.append(condition.article)
        used += [remark.article for remark in self.remarks]
        return [article for article in dict.fromkeys(used) if article]

    @property
    def decided(self) -> bool:
        """Whether there is a right, or none."""
        return self.verdict in ("recht", "geen_recht")

    def _deciding(self) -> list[ConditionTrace]:
        """The conditions that made the verdict: without a right those that were not met."""
        return [c for c in self.conditions if self.verdict != "geen_recht" or c.failing]

    def _decisive(self, conditions: list[ConditionTrace]) -> set[str]:
        """The rules behind those conditions and the outcomes that are shown.

        An amount that is zero because something does not occur adds nothing to what reads it.
        """
        rules = {rule.name: rule for rule in self.rules}
        if not self.decided:
            return set(rules)
        waiting = [name for condition in conditions for name in condition.deciders]
        for outcome in self.outcomes:
            if outcome.value is not None and not outcome.always:
                waiting += [outcome.rule] if outcome.rule else outcome.rules
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in rules and name not in found:
                found.add(name)
                parts = [part for part in rules[name].parts if part not in rules or not rules[part].nothing]
                waiting += [*parts, *rules[name].deciders]
        return found

    def laws(self) -> dict[str, list[str]]:
        """The articles by law, in the order of the law: ``{"Pw": ["5 onder c", "13", …]}``."""
        found: dict[str, list[str]] = {}
        for article in self.articles():
            law, _, place = article.partition(" art. ")
            found.setdefault(law, []).append(place or article)
        return {law: sorted(places, key=_place) for law, places in found.items()}


def _place(article: str) -> tuple[int, str]:
    digits = re.match(r"\d+", article)
    return (int(digits[0]) if digits else 0, article)
