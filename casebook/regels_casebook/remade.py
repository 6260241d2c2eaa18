"""The plan of a ruleset in which one text is another, made of what was built before where that holds."""

from dataclasses import replace

from regels.bestand.source import Source
from regels.errors import RegelsError
from regels.plan.algebra import Mismatch
from regels.plan.depth import deep
from regels.plan.draft import Draft, Failed
from regels.plan.finish import Built, build
from regels.plan.names import Names
from regels.plan.plan import Plan, RuleSpec
from regels.plan.rules import computed

RULES = "regels"


def plan_of(built: Built, source: Source, owner: tuple[str, str]) -> Plan | None:
    """The plan of a source that differs from the one built in one entry; None when the checker refuses it.

    A rule that keeps its type is typed by itself: nothing else sees more of it than its type.
    """
    section, name = owner
    if section == RULES and built.plan is not None and not source.versions:
        try:
            specs = _rules(built, source, name)
        except (RegelsError, Mismatch, Failed):
            return None
        if specs is not None:
            rules = tuple(specs.get(spec.name, spec) for spec in built.plan.rules)
            return replace(built.plan, rules=rules)
    try:
        return build(source).plan
    except RegelsError:
        return None


def _rules(built: Built, source: Source, name: str) -> dict[str, RuleSpec] | None:
    """The rule of every person typed anew; None when its type or what it asks of the plan is another."""
    assert built.plan is not None
    draft = _draft(built, source)
    found = {}
    for spec in built.plan.rules:
        if spec.base == name:
            with deep():
                made = computed(draft, Names(draft, spec.person), source.items(RULES)[name], spec.name)
            if made.type != spec.type:
                return None
            found[spec.name] = made
    return found if _asked(draft) == _asked(built.draft) else None


def _asked(draft: Draft) -> tuple[int, int, int]:
    """How much a draft has been asked for."""
    return len(draft.used), len(draft.states), len(draft.rules)


def _draft(built: Built, source: Source) -> Draft:
    """A draft in which everything is made; what is added to it does not reach the one that was built."""
    old = built.draft
    return replace(
        old, source=source, findings=[], used=[*old.used], rules={**old.rules}, order={**old.order},
        failed=set(), stack=[], states={**old.states}, previous={**old.previous},
        versioned={**old.versioned}, turning=set(), tables=[], conditions=[*old.conditions],
    )  # fmt: skip
