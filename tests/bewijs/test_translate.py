"""The translation is the evaluator: in every verdict and outcome, for generated rulesets and for the law."""

import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from regels.bestand.library import regelingen
from regels.bewijs.rows import history
from regels.data import rulesets as root
from regels.plan.depth import deep
from regels.plan.plan import Plan
from regels.ruleset import load
from tests.bewijs.agree import Rows, compare, solver_agrees, symbolic, values_of
from tests.differential import histories, rulesets
from tests.regelingen.agree import generated

MOST_ROWS = 3


def of_a_ruleset(plan: Plan, rng: random.Random) -> Rows:
    """A few rows of a generated ruleset."""
    while True:
        found = [row for row in histories.rows(plan, rng) if row is not None][:MOST_ROWS]
        if found:
            return found


def of_the_law(plan: Plan, rng: random.Random) -> Rows:
    """A few rows near what the rules compare with."""
    while True:
        found = [row for row in generated(plan, rng.randrange(10**9), 1)[0] if row is not None][:MOST_ROWS]
        if found:
            return found


@cache
def made(seed: int) -> Plan | None:
    """The plan of a generated ruleset."""
    with TemporaryDirectory() as directory:
        return rulesets.plan(random.Random(seed), Path(directory))


@pytest.mark.parametrize("seed", range(60))
def test_generated_rulesets(seed: int) -> None:
    plan, rng = made(seed), random.Random(seed)
    if plan is not None:
        assert sum(compare(plan, of_a_ruleset, rng, any_month=turn % 2 == 0) for turn in range(10)) >= 20


def test_most_generated_rulesets_are_accepted() -> None:
    assert sum(made(seed) is not None for seed in range(60)) >= 45


@pytest.mark.parametrize("regeling", regelingen(root()))
def test_the_law(regeling: str) -> None:
    plan, rng = load("landelijk", regeling).plan, random.Random(regeling)
    turns = 3 if len(plan.rules) > 100 else 8
    assert sum(compare(plan, of_the_law, rng, any_month=False) for _ in range(turns)) >= turns


@pytest.mark.parametrize("name", ["participatiewet-in-balans-2027", "enschede"])
def test_layers(name: str) -> None:
    regeling = "inkomstenverrekening" if name.startswith("p") else "participatieplaats"
    assert compare(load(name, regeling).plan, of_the_law, random.Random(1), any_month=False) > 0


@pytest.mark.parametrize("seed", range(24))
def test_z3_sees_the_same_rows(seed: int) -> None:
    plan, rng = made(seed), random.Random(seed)
    if plan is None:
        return
    values = of_a_ruleset(plan, rng)[:2]
    terms, inputs = symbolic(plan, [row[plan.month] for row in values])
    with deep():
        ends = history(plan, terms, inputs)
    solver_agrees(terms, ends, values_of(plan, inputs, values), [value for row in inputs for value in row])
