"""The cases of one regeling, ready to be held to one mutant after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from regels.decision import Decision, plain_row
from regels.errors import RegelsError
from regels.evaluator.calendar import first_day, month_of
from regels.evaluator.history import evaluate_history
from regels.evaluator.interpret import Row
from regels.evaluator.values import NotApplicable, Value
from regels.lints import check, sound
from regels.plan import nodes as n
from regels.plan.finish import Built, build
from regels.plan.plan import Plan
from regels.plan.types import Kind
from regels.ruleset import Ruleset
from regels_casebook.cases import Case
from regels_casebook.hold import differences
from regels_casebook.mutants import (
    FIGURES,
    Mutant,
    in_figures,
    in_rules,
    mutated_plan,
    mutated_source,
    unique,
)
from regels_casebook.recall import Change, Original, Recalled, recall
from regels_casebook.remade import plan_of
from regels_casebook.rows import Computed, computed, values_of
from regels_casebook.variants import CHOICES, Variant, ruleset_of, source_of, variant_of
from regels_casebook.variants import FIGURES as FILLED

CAUGHT, REFUSED, SURVIVED = "gevangen", "geweigerd", "overleefd"
ANY = -1


@dataclass(frozen=True, slots=True)
class Held:
    """A case with its facts as values, and what computing it touched."""

    case: Case
    values: tuple[Sequence[Value], ...]
    rows: tuple[Recalled, ...]
    rules: frozenset[str]
    figures: frozenset[tuple[str, int]]

    def touched(self, mutant: Mutant) -> bool:
        """Whether computing this case came past what is changed."""
        section, name = mutant.owner
        if mutant.kind in FIGURES:
            return (name, mutant.starts[-1]) in self.figures or (name, ANY) in self.figures
        return section != "regels" or name in self.rules


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cases of one variant, and its rules as they are."""

    variant: Variant
    built: Built
    original: Original
    cases: tuple[Held, ...]

    def plan(self, mutant: Mutant) -> Plan | None:
        """The plan with the mistake; None when this variant does not hold it, or the checker refuses it."""
        section, name = mutant.owner
        if section in (CHOICES, FILLED) and name in dict(self.variant.choices):
            return None
        if mutant.kind in FIGURES:
            return mutated_plan(self.original.plan, mutant)
        source = mutated_source(self.built.source, mutant)
        return None if source is None else plan_of(self.built, source, mutant.owner)

    def sound(self, mutant: Mutant) -> bool:
        """Whether the checker lets a mutant of the rules pass; also when this variant does not hold it."""
        if mutant.owner[1] in dict(self.variant.choices):
            return True
        source = mutated_source(self.built.source, mutant)
        if source is None:
            return True
        built = build(source)
        return built.plan is not None and not any(one.level == "fout" for one in check(built))

    def noticed_by(self, mutant: Mutant) -> str:
        """The name of the first case that notices; empty when none does."""
        touched = [held for held in self.cases if held.touched(mutant)]
        plan = self.plan(mutant) if touched else None
        if plan is None:
            return ""
        change, ruleset = Change(self.original, plan), Ruleset(plan, (self.variant.name,))
        asked = mutant.owner[0] == "invoer"  # then the facts may be read otherwise
        found = (held for held in touched if _notices(ruleset, change, held, asked))
        return next((str(held.case.naam) for held in found), "")


class Bench:
    """The mutants of one regeling and its cases; the cases are computed when they are first asked for."""

    def __init__(self, regeling: str, cases: Sequence[Case]) -> None:
        self.regeling, self.cases = regeling, tuple(cases)
        self._by_variant: dict[Variant, list[Case]] = {}
        for case in cases:
            self._by_variant.setdefault(variant_of(regeling, case), []).append(case)
        self._by_variant = self._by_variant or {Variant(regeling): []}

    @cached_property
    def mutants(self) -> list[Mutant]:
        """Every mistake, each with a label of its own."""
        variants = dict.fromkeys(replace(variant, choices=()) for variant in self._by_variant)
        found = chain(
            *(in_rules(source_of(variant)) for variant in variants),
            *(in_figures(ruleset_of(variant).plan) for variant in variants),
        )
        first: dict[tuple[object, ...], Mutant] = {}
        for mutant in found:
            first.setdefault((mutant.position, mutant.label, mutant.new), mutant)
        return unique(list(first.values()))

    @cached_property
    def shelves(self) -> list[Shelf]:
        """The cases by variant, short histories first."""
        return [_shelf(variant, cases) for variant, cases in self._by_variant.items()]

    def verdict(self, mutant: Mutant) -> tuple[str, str]:
        """Whether a case notices (and which), the checker refuses, or nobody does."""
        for shelf in self.shelves:
            name = shelf.noticed_by(mutant)
            if name:
                return CAUGHT, name
        return (SURVIVED, "") if self._sound(mutant) else (REFUSED, "")

    def _sound(self, mutant: Mutant) -> bool:
        """Whether the checker lets a mutant pass, with every choice that a case asks for."""
        return mutant.kind in FIGURES or all(shelf.sound(mutant) for shelf in self.shelves)


def _shelf(variant: Variant, cases: Sequence[Case]) -> Shelf:
    built = build(source_of(variant))
    plan = sound(built)
    held = sorted((_held(plan, case) for case in cases), key=lambda one: len(one.values))
    return Shelf(variant, built, Original(plan), tuple(held))


def _held(plan: Plan, case: Case) -> Held:
    values = values_of(plan, case)
    rules, figures = set[str](), set[tuple[str, int]]()
    rows: list[Recalled] = []
    for row in computed(plan, values):
        rows.append(recall(row))
        rules |= {plan.rules[index].base for index in row.rules}
        figures |= set(_figures(plan, row))
    return Held(case, tuple(values), tuple(rows), frozenset(rules), frozenset(figures))


def _figures(plan: Plan, computed_row: Computed) -> Iterator[tuple[str, int]]:
    """The figures that a row read, each with the start of its period; of BEREIKT any period."""
    now = computed_row.row.peildatum.known
    moment = None if now is None or isinstance(now, NotApplicable) else int(now)
    if moment is not None and plan.peildatum.type.kind is Kind.DATE:
        moment = month_of(moment)
    for node, _ in list(computed_row.row.kept.values()):
        if isinstance(node, n.Param) and moment is not None:
            spec, day = plan.parameters[node.index], first_day(moment)
            for period in spec.periods:
                if period.start <= day and (period.end is None or day <= period.end):
                    yield spec.name, period.start
        elif isinstance(node, n.Reached):
            yield plan.parameters[node.parameter].name, ANY


def _notices(ruleset: Ruleset, change: Change, held: Held, asked: bool) -> bool:
    rows = {recalled.place: recalled for recalled in held.rows}

    def begun(place: int, row: Row) -> None:
        if place in rows:
            change.fill(rows[place], row)

    try:
        if not asked and change.same(held.rows):
            return False
        values = values_of(ruleset.plan, held.case) if asked else held.values
        results = evaluate_history(ruleset.plan, values, begun)
        found = [Decision(ruleset, (), at, plain_row(ruleset, one)) for at, one in enumerate(results)]
        return bool(differences(held.case, found))
    except (RegelsError, ArithmeticError, ValueError):
        return True
