"""By which clause an outcome changed: where the traces of old and new first part, not two numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from regels.plan.versions import unversioned
from regels.uitleg.model import ConditionTrace, RuleTrace, Trace

CHANGED, NEW, FIGURE, EARLIER, CONDITION = "regel", "nieuw", "cijfer", "eerdere maand", "voorwaarde"
GONE = "geldt hier niet meer"


@dataclass(frozen=True, slots=True)
class Oorzaak:
    """A clause by which the outcome differs.

    ``soort``: a rule that reads otherwise (``regel``), one that was not there (``nieuw``), a figure
    (``cijfer``), a condition, or what was carried from an earlier month. Values are in Dutch; empty: it is
    not there. ``niets``: what came instead gives nothing.
    """

    soort: str
    titel: str
    artikel_oud: str
    artikel_nieuw: str
    oud: str
    nieuw: str
    niets: bool = False

    def __str__(self) -> str:
        change = f"{self.oud} → {self.nieuw}" if self.oud else self.nieuw
        return f"{self.titel}: {change} ({articles([self])})"


def causes(old: Trace, new: Trace) -> tuple[Oorzaak, ...]:
    """The clauses that made the difference, deepest first; empty when no rule that mattered differs."""
    walk = _Walk(_by_name(old.rules), _by_name(new.rules))
    for name in _ends(old, new):
        walk.visit(name)
    for left, right in zip(old.conditions, new.conditions, strict=False):
        if left.name == right.name and left.met != right.met and not _read_differs(walk, left, right):
            walk.found[f"voorwaarde {left.name}"] = Oorzaak(
                CONDITION, right.if_not, left.article, right.article, left.met, right.met
            )
    return tuple(walk.found.values())


def articles(found: Iterable[Oorzaak]) -> str:
    """The articles of causes: ``Pw art. 31 lid 2 onder n → Pw art. 34a``, each once."""
    found = list(found)
    old = list(dict.fromkeys(one.artikel_oud for one in found if one.artikel_oud))
    new = list(dict.fromkeys(one.artikel_nieuw for one in found if one.artikel_nieuw and not one.niets))
    if old == new or (not new and all(one.soort in (EARLIER, CONDITION) for one in found)):
        return "; ".join(old)
    if not new:
        return f"{'; '.join(old)} → {GONE}"
    return " → ".join("; ".join(part) for part in (old, new) if part)


def _by_name(rules: Iterable[RuleTrace]) -> dict[str, RuleTrace]:
    """By name as written, whichever version it is."""
    return {unversioned(rule.name): rule for rule in rules}


def _title(rule: RuleTrace) -> str:
    """What the rule is called, and of whom."""
    return rule.title if rule.person in (None, "aanvrager") else f"{rule.title} ({rule.person})"


def _ends(old: Trace, new: Trace) -> Iterator[str]:
    """Rules that the outcomes that differ show or read, and those of conditions that came out otherwise."""
    before = {outcome.name: outcome for outcome in old.outcomes if not outcome.always}
    for outcome in new.outcomes:
        other = before.get(outcome.name)
        if other is not None and (other.value != outcome.value or old.verdict != new.verdict):
            yield from map(unversioned, (*other.rules, *outcome.rules))
    for left, right in zip(old.conditions, new.conditions, strict=False):
        if left.met != right.met:
            yield from map(unversioned, (*left.rules, *right.rules))


def _read_differs(walk: "_Walk", left: ConditionTrace, right: ConditionTrace) -> bool:
    return any(walk.differs(unversioned(name)) for name in (*left.rules, *right.rules))


@dataclass
class _Walk:
    old: dict[str, RuleTrace]
    new: dict[str, RuleTrace]
    found: dict[str, Oorzaak] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def differs(self, name: str) -> bool:
        """Whether both traces have the rule and it came to something else."""
        left, right = self.old.get(name), self.new.get(name)
        return left is not None and right is not None and left.value != right.value

    def visit(self, name: str) -> None:
        """Follow a difference down to where it begins."""
        if name in self.seen or not self.differs(name):
            return
        self.seen.add(name)
        left, right = self.old[name], self.new[name]
        reads = dict.fromkeys(map(unversioned, (*left.rules, *right.rules)))
        both = set(map(unversioned, left.rules)) & set(map(unversioned, right.rules))
        same = left.name == right.name
        deeper = [read for read in reads if self.differs(read) and (same or read in both)]
        for read in deeper:
            self.visit(read)
        fresh = [self.new[read] for read in reads if read in self.new and read not in self.old]
        for rule in fresh:
            if rule.value.known and not rule.value.zero:
                self._fresh(rule)
        if not deeper:
            self._root(name, left, right)

    def _fresh(self, rule: RuleTrace) -> None:
        key = unversioned(rule.name)
        if key not in self.found:
            self.found[key] = Oorzaak(NEW, _title(rule), "", rule.article, "", rule.value.text)

    def _root(self, name: str, left: RuleTrace, right: RuleTrace) -> None:
        before = {figure.name: figure for figure in left.figures}
        changed = [
            (before[figure.name], figure)
            for figure in right.figures
            if figure.name in before and before[figure.name].value != figure.value
        ]
        for one, other in changed:
            self.found[f"cijfer {other.name}"] = Oorzaak(
                FIGURE, other.title, one.article, other.article, one.value.text, other.value.text
            )
        if changed:
            return
        carried = {fact.name: fact.value for fact in left.inputs}
        same = left.name == right.name
        earlier = same and any(carried.get(fact.name, fact.value) != fact.value for fact in right.inputs)
        kind = EARLIER if earlier else CHANGED
        self.found[name] = Oorzaak(
            kind,
            _title(right),
            left.article,
            right.article,
            left.value.text,
            right.value.text,
            kind == CHANGED and right.value.zero,
        )
