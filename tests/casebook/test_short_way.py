"""What is remembered of a case saves work and changes nothing: each mutant fares as it does the long way."""

import random
from pathlib import Path

import pytest
from regels_casebook import read_casebook
from regels_casebook.bench import CAUGHT, REFUSED, SURVIVED, Bench
from regels_casebook.cases import Case
from regels_casebook.hold import differences
from regels_casebook.mutants import FIGURES, Mutant, mutated_plan, mutated_source
from regels_casebook.recall import Change, Original, recall
from regels_casebook.remade import plan_of
from regels_casebook.rows import computed, values_of
from regels_casebook.variants import Variant, in_force, ruleset_of, source_of, variant_of

from regels.data import casebook
from regels.decision import Decision, plain_row
from regels.evaluator.history import evaluate_history
from regels.evaluator.interpret import Row
from regels.lints import check
from regels.plan.finish import build
from regels.plan.plan import Plan
from regels.ruleset import Ruleset
from tests.casebook.small import FULL, small

SEED = 20261126
OFTEN = ("inkomstenverrekening", "participatieplaats", "vrijwilligerswerk", "ioaz_toegang", "verrekenruimte")


def shipped(regeling: str) -> list[Case]:
    return in_force(case for _, case in read_casebook(casebook(), regeling))


def long_way(mutant: Mutant, cases: list[Case], regeling: str) -> tuple[str, set[str]]:
    """Built whole, every case computed whole: what becomes of a mutant, and every case that notices."""
    noticed, refused = set[str](), False
    plans: dict[Variant, Plan | None] = {}
    for case in cases:
        variant = variant_of(regeling, case)
        if variant not in plans:
            plans[variant], unsound = changed(mutant, variant)
            refused = refused or unsound
        plan = plans[variant]
        if plan is not None and not holds(plan, case):
            noticed.add(str(case.naam))
    return (CAUGHT if noticed else REFUSED if refused else SURVIVED), noticed


def changed(mutant: Mutant, variant: Variant) -> tuple[Plan | None, bool]:
    """The plan of a variant with the mistake, and whether the checker refuses it."""
    if mutant.owner[0] in ("instellingen", "parameters") and mutant.owner[1] in dict(variant.choices):
        return None, False
    if mutant.kind in FIGURES:
        return mutated_plan(ruleset_of(variant).plan, mutant), False
    source = mutated_source(source_of(variant), mutant)
    if source is None:
        return None, False
    built = build(source)
    return built.plan, any(one.level == "fout" for one in check(built))


def holds(plan: Plan, case: Case) -> bool:
    ruleset = Ruleset(plan, ())
    results = evaluate_history(plan, values_of(plan, case))
    found = [Decision(ruleset, (), place, plain_row(ruleset, one)) for place, one in enumerate(results)]
    return not differences(case, found)


def agrees(regeling: str, cases: list[Case], mutants: list[Mutant], bench: Bench) -> None:
    for mutant in mutants:
        fate, noticed = long_way(mutant, cases, regeling)
        found, by = bench.verdict(mutant)
        assert found == fate, mutant
        assert (by in noticed) if noticed else by == "", mutant


def test_every_mutant_of_a_small_ruleset_fares_the_same(tmp_path: Path) -> None:
    for names in (FULL, ("grens", "juni"), ("geen-loon",)):
        cases = small(tmp_path, *names)
        bench = Bench("klein", cases)
        agrees("klein", cases, bench.mutants, bench)


@pytest.mark.parametrize("regeling", OFTEN)
def test_a_sample_of_the_shipped_rulesets_fares_the_same(regeling: str) -> None:
    cases = shipped(regeling)
    cases = random.Random(SEED).sample(cases, min(len(cases), 16))
    bench = Bench(regeling, cases)
    agrees(regeling, cases, random.Random(SEED).sample(bench.mutants, 6), bench)


def test_a_rule_typed_by_itself_says_what_it_says_when_all_is_built() -> None:
    """Rules, conditions and outcomes of both plans by name; inkomstenverrekening, some mutants of rules."""
    regeling = "inkomstenverrekening"
    built = build(source_of(Variant(regeling)))
    mutants = [one for one in Bench(regeling, []).mutants if one.owner[0] == "regels"]
    for mutant in random.Random(SEED).sample(mutants, 25):
        source = mutated_source(built.source, mutant)
        assert source is not None
        short, whole = plan_of(built, source, mutant.owner), build(source).plan
        assert (short is None) == (whole is None), mutant
        if short is not None and whole is not None:
            assert {spec.name: spec.type for spec in short.rules} == {
                spec.name: spec.type for spec in whole.rules
            }, mutant
            if [spec.name for spec in short.rules] == [spec.name for spec in whole.rules]:
                assert short.rules == whole.rules and short.states == whole.states, mutant


def test_a_row_that_is_filled_in_comes_out_as_one_that_is_computed(tmp_path: Path) -> None:
    """Every value that was kept or computed again is the value of the changed plan, states and all."""
    regeling = "participatieplaats"
    cases, bench = shipped(regeling)[:12], Bench(regeling, [])
    plan = ruleset_of(Variant(regeling)).plan
    original = Original(plan)
    changed_rows = 0
    for mutant in random.Random(SEED).sample(bench.mutants, 20):
        other, _ = changed(mutant, Variant(regeling))
        if other is None or mutant.owner[0] == "invoer":
            continue
        change = Change(original, other)
        for case in (case for case in cases if not case.instellingen and case.regelset == "landelijk"):
            recalled = {one.place: one for one in map(recall, computed(plan, values_of(plan, case)))}
            for place, result in enumerate(evaluate_history(other, values_of(other, case))):
                if result.row is None or place not in recalled:
                    continue
                row = Row(other, result.row.inputs, result.row.states)
                changed_rows += change.fill(recalled[place], row)
                values = {index: step.value for index, step in row.rules.items()}
                fresh = Row(other, result.row.inputs, result.row.states)
                assert values == {i: fresh.compute(other.rules[i].node).value for i in values}, mutant
    assert changed_rows > 10
