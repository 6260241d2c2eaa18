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

    ``parts``: the rules and figures its value is made of; ``rules``: all rules it read.
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
    branches: tuple[Branch, ...]
    roundings: tuple[Rounding, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class ConditionTrace:
    """A condition: ``met`` is ja, nee or onbekend; ``failing``: it is why the verdict is what it is.

    ``facts``: the comparison of amounts, numbers or days that it makes, in words.
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
        """Every article of a rule, figure, condition or remark that mattered, once, in order of use."""
        used = [
            a for rule in self.rules for a in (*(figure.article for figure in rule.figures), rule.article)
        ]
        used += [a for c in self.conditions for a in (*(figure.article for figure in c.figures), c.article)]
        used += [remark.article for remark in self.remarks]
        return [article for article in dict.fromkeys(used) if article]

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
