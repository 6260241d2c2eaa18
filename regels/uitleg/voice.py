"""Who is spoken to, and the sentences that a ruleset writes about its rules.

A template is the ``uitleg:`` of a rule. Its sentences may hold ``{waarde}``, ``{som}`` (the
formula with its result), ``{maand}``, ``{wie}`` (u, uw partner), ``{uw}``, and the names of what
the rule reads. A sentence is dropped when something it names was not read, is unknown, does not
apply or is zero (``{som}``: when there is nothing to compute), so that a template says only what
matters in this case. ``{x?}`` and ``{niet x?}`` print nothing but keep the sentence only when x is
(not) ja or above zero; ``{x=optie?}`` when it is that option; ``{recht?}`` when there is right. A
line that starts with ``recht:``, ``geen_recht:`` or ``onbepaald:`` is for the first lines of the
explanation when that is the verdict.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from regels.plan.plan import Verdict
from regels.plan.versions import unversioned
from regels.uitleg.dutch import capital, spaced
from regels.uitleg.model import RuleTrace, Shown, Trace

YOU = "u"
RIGHT = Verdict.RIGHT.value
LABEL = re.compile(rf"({'|'.join(verdict.value for verdict in Verdict)}):\s*")
SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z{])")
HOLE = re.compile(r"\{(niet )?(\w+)(?:=(\w+))?(\?)?\}\s?")


@dataclass(frozen=True, slots=True)
class Voice:
    """``who``: how the first person of the regeling is called; ``persons``: the roles in order."""

    who: str
    persons: tuple[str, ...]

    def subject(self, person: str | None) -> str:
        """``u`` or ``uw partner``; ``de aanvrager`` or ``de partner van de aanvrager``."""
        if person is None or person == self.persons[0]:
            return self.who
        return f"uw {person}" if self.who == YOU else f"de {person} van {self.who}"

    def possessive(self, person: str | None) -> str:
        """``uw``, or ``zijn of haar``."""
        return "uw" if self.subject(person) == YOU else "zijn of haar"

    def about(self, person: str | None, text: str) -> str:
        """The text, after whom it is about when that is not the first person."""
        if person is None or person == self.persons[0]:
            return text
        return f"{capital(self.subject(person))}: {text[:1].lower()}{text[1:]}"


class Writer:
    """Fills the templates of one trace."""

    def __init__(self, trace: Trace, voice: Voice) -> None:
        self.trace, self.voice = trace, voice
        self.values = {rule.name: rule for rule in trace.rules}

    def body(self, rule: RuleTrace) -> tuple[str, set[str]]:
        """What the template says in the steps, and the names it mentioned."""
        return self._fill(_sentences(rule.explanation, None), rule)

    def headline(self, rule: RuleTrace, verdict: str) -> str:
        """What the template says first for this verdict."""
        return self._fill(_sentences(rule.explanation, verdict), rule)[0]

    def _fill(self, sentences: tuple[str, ...], rule: RuleTrace) -> tuple[str, set[str]]:
        kept, named = [], set()
        for sentence in sentences:
            names = self._names(sentence, rule)
            if names is not None:
                kept.append(capital(HOLE.sub(lambda hole: self._text(hole, rule), sentence).strip()))
                named |= names
        return " ".join(kept), named

    def _names(self, sentence: str, rule: RuleTrace) -> set[str] | None:
        """The names that a sentence mentions; None when it is to be dropped."""
        names = set()
        for hole in HOLE.finditer(sentence):
            negated, name, option, asked = hole.groups()
            if name == "som" and rule.simple:
                return None
            if name in self._own(rule) and not asked:
                continue
            found = self._find(name, rule)
            if found is None and name == RIGHT and asked:
                if (self.trace.verdict == RIGHT) is bool(negated):
                    return None
                continue
            if found is None or not _keeps(found[1], bool(negated), option, bool(asked)):
                return None
            if not asked:
                names.add(found[0])
        return names

    def _own(self, rule: RuleTrace) -> dict[str, str]:
        subject = self.voice.subject(rule.person)
        return {
            "waarde": rule.value.text,
            "som": rule.formula,
            "maand": self.trace.period or "deze maand",
            "wie": subject,
            "Wie": capital(subject),
            "uw": self.voice.possessive(rule.person),
        }

    def _text(self, hole: re.Match[str], rule: RuleTrace) -> str:
        _, name, _, asked = hole.groups()
        space = " " if hole[0].endswith(" ") else ""
        if asked:
            return ""
        own = self._own(rule)
        if name in own:
            return own[name] + space
        found = self._find(name, rule)
        return ("" if found is None else found[1].text) + space

    def _find(self, name: str, rule: RuleTrace) -> tuple[str, Shown] | None:
        """What the rule read under a name, of its own person first; ``waarde`` is its own value."""
        if name == "waarde":
            return name, rule.value
        suffix = rule.name.removeprefix(rule.base)
        read: dict[str, Shown] = {fact.name: fact.value for fact in rule.inputs}
        read |= {figure.name: figure.value for figure in rule.figures}
        read |= {unversioned(other): self.values[other].value for other in rule.rules}
        for candidate in (name + suffix, name):
            if candidate in read:
                return candidate, read[candidate]
        return None


@lru_cache(maxsize=1024)
def _sentences(explanation: str, verdict: str | None) -> tuple[str, ...]:
    """The sentences of a template for the first lines of a verdict; None: those for the steps."""
    lines = explanation.splitlines()
    if verdict is None:
        chosen = [line for line in lines if not LABEL.match(line)]
    else:
        chosen = [LABEL.sub("", line, count=1) for line in lines if line.startswith(f"{verdict}:")]
    return tuple(filter(None, SENTENCES.split(" ".join(chosen).strip())))


def _keeps(value: Shown, negated: bool, option: str | None, asked: bool) -> bool:
    if not value.known:
        return False
    if option is not None:
        return (value.exact == spaced(option)) is not negated
    return value.zero if negated else not value.zero
