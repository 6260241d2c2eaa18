"""Which mistakes the cases of a regeling notice: each mutant is built and held to the cases it can touch."""

import random
from collections.abc import Container, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import chain

from regels.decision import Decision, plain_row
from regels.errors import RegelsError
from regels.evaluator.calendar import first_day, month_of
from regels.evaluator.history import evaluate_history
from regels.evaluator.values import NotApplicable, Value
from regels.lints import check
from regels.plan import nodes as n
from regels.plan.finish import build
from regels.plan.plan import Plan
from regels.plan.types import Kind
from regels.ruleset import Ruleset
from regels_casebook.cases import Case
from regels_casebook.hold import differences
from regels_casebook.mutants import (
    FIGURES,
    KINDS,
    Mutant,
    in_figures,
    in_rules,
    mutated_plan,
    mutated_source,
    unique,
)
from regels_casebook.recall import TRIED, Recalled, recall, same
from regels_casebook.rows import Computed, computed, values_of
from regels_casebook.variants import Variant, ruleset_of, source_of, variant_of

CAUGHT, REFUSED, SURVIVED = "gevangen", "geweigerd", "overleefd"
ANY = -1
FEW, CHUNK = 24, 8
"""With so few mutants helpers do not pay; and how many a helper takes at a time."""


@dataclass(frozen=True, slots=True)
class Held:
    """A case with its facts as values, and what computing it touched."""

    case: Case
    values: tuple[Sequence[Value], ...]
    rows: tuple[Recalled, ...]
    rules: frozenset[str]
    figures: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Score:
    """What became of the mutants of one regeling. ``by``: the case that noticed each that was caught."""

    regeling: str
    kinds: dict[str, tuple[int, int]]
    survivors: tuple[Mutant, ...]
    refused: int
    by: dict[str, str] = field(default_factory=dict)

    @property
    def caught(self) -> int:
        """How many some case notices."""
        return sum(caught for caught, _ in self.kinds.values())

    @property
    def total(self) -> int:
        """How many could be noticed: all but those that the checker refuses."""
        return sum(total for _, total in self.kinds.values())


class Bench:
    """The cases of one regeling, ready to be held to one mutant after the other."""

    def __init__(self, regeling: str, cases: Sequence[Case]) -> None:
        self.regeling, self.cases = regeling, tuple(cases)
        self.held: dict[Variant, list[Held]] = {}
        for case in cases:
            variant = variant_of(regeling, case)
            self.held.setdefault(variant, []).append(_held(ruleset_of(variant).plan, case))
        for own in self.held.values():
            own.sort(key=lambda one: len(one.values))
        variants = list(self.held) or [Variant(regeling)]
        found = chain(
            *(in_rules(source_of(replace(variant, choices=()))) for variant in variants),
            *(in_figures(ruleset_of(replace(variant, choices=())).plan) for variant in variants),
        )
        first: dict[tuple[object, ...], Mutant] = {}
        for mutant in found:
            first.setdefault((mutant.position, mutant.label, mutant.new), mutant)
        self.mutants = unique(list(first.values()))

    def verdict(self, mutant: Mutant) -> tuple[str, str]:
        """Whether a case notices (and which), the checker refuses, or nobody does."""
        for variant, cases in self.held.items():
            touched = [one for one in cases if _touches(mutant, one)]
            if not touched:
                continue
            plan = self._plan(variant, mutant)
            if plan is None:
                continue
            if mutant.owner[0] in TRIED and mutant.path != ("anders",):
                original = ruleset_of(variant).plan
                touched = [one for one in touched if not same(original, plan, mutant.owner, one.rows)]
            noticed = next((one for one in touched if _notices(plan, variant, mutant, one)), None)
            if noticed is not None:
                return CAUGHT, str(noticed.case.naam)
        return (SURVIVED, "") if self._sound(mutant) else (REFUSED, "")

    def _plan(self, variant: Variant, mutant: Mutant) -> Plan | None:
        if mutant.owner[1] in dict(variant.choices):
            return None
        if mutant.kind in FIGURES:
            return mutated_plan(ruleset_of(variant).plan, mutant)
        source = mutated_source(source_of(variant), mutant)
        if source is None:
            return None
        try:
            return build(source).plan
        except RegelsError:
            return None

    def _sound(self, mutant: Mutant) -> bool:
        """Whether the checker lets a mutant pass under some name."""
        if mutant.kind in FIGURES:
            return True
        for variant in self.held or [Variant(self.regeling)]:
            source = mutated_source(source_of(variant), mutant)
            if source is None:
                continue
            built = build(source)
            found = (*built.findings, *(check(built) if built.plan else ()))
            return built.plan is not None and not any(one.level == "fout" for one in found)
        return True


def _held(plan: Plan, case: Case) -> Held:
    values = values_of(plan, case)
    rules, figures = set[str](), set[tuple[str, int]]()
    rows: list[Recalled] = []
    for row in computed(plan, values):
        rows.append(recall(plan, row))
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


def _touches(mutant: Mutant, held: Held) -> bool:
    section, name = mutant.owner
    if mutant.kind in FIGURES:
        return (name, mutant.starts[-1]) in held.figures or (name, ANY) in held.figures
    return section != "regels" or name in held.rules


def _notices(plan: Plan, variant: Variant, mutant: Mutant, held: Held) -> bool:
    ruleset = Ruleset(plan, (variant.name,))
    try:
        values = values_of(plan, held.case) if mutant.owner[0] == "invoer" else held.values
        results = evaluate_history(plan, values)
        given = tuple(held.case.rows())
        found = [Decision(ruleset, given, at, plain_row(ruleset, one)) for at, one in enumerate(results)]
        return bool(differences(held.case, found))
    except (RegelsError, ArithmeticError, ValueError):
        return True


def score(
    regeling: str,
    cases: Sequence[Case],
    sample: int | None = None,
    seed: int = 1,
    jobs: int = 1,
    known: Container[str] = (),
) -> Score:
    """What becomes of the mutants of a regeling, or of a sample of them. Raises RegelsError.

    ``known``: labels of mutants that mean the same as the original; they are left out. ``jobs``: processes.
    """
    bench = Bench(regeling, cases)
    mutants = [mutant for mutant in bench.mutants if mutant.label not in known]
    if sample is not None and sample < len(mutants):
        chosen = set(random.Random(seed).sample(range(len(mutants)), sample))
        mutants = [mutant for place, mutant in enumerate(mutants) if place in chosen]
    verdicts = _judged(bench, mutants, jobs)
    kinds = {
        kind: (
            sum(v == CAUGHT for m, (v, _) in zip(mutants, verdicts, strict=True) if m.kind == kind),
            sum(v != REFUSED for m, (v, _) in zip(mutants, verdicts, strict=True) if m.kind == kind),
        )
        for kind in KINDS
    }
    pairs = list(zip(mutants, verdicts, strict=True))
    return Score(
        regeling, kinds,
        tuple(m for m, (verdict, _) in pairs if verdict == SURVIVED),
        sum(verdict == REFUSED for _, (verdict, _) in pairs),
        {m.label: by for m, (verdict, by) in pairs if verdict == CAUGHT},
    )  # fmt: skip


def _judged(bench: Bench, mutants: Sequence[Mutant], jobs: int) -> list[tuple[str, str]]:
    if jobs <= 1 or len(mutants) < FEW:
        return [bench.verdict(mutant) for mutant in mutants]
    with ProcessPoolExecutor(jobs, initializer=_set, initargs=(bench.regeling, bench.cases)) as pool:
        return list(pool.map(_verdict, mutants, chunksize=CHUNK))


_own: list[Bench] = []
"""The bench of a process that helps."""


def _set(regeling: str, cases: Sequence[Case]) -> None:
    _own[:] = [Bench(regeling, cases)]


def _verdict(mutant: Mutant) -> tuple[str, str]:
    return _own[0].verdict(mutant)
