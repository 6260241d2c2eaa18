"""``verschil``: the smallest case, proof, or not settled; and never one for the other."""

from dataclasses import replace
from datetime import date

import pytest

from regels.bewijs import Bounds, BoundsError, Settled, difference
from regels.bewijs.months import turning_months, usual_months
from regels.bewijs.witness import text
from regels.plan.plan import Default, Plan
from regels.ruleset import load
from regels.taal.literals import EPOCH
from tests.bewijs.small import BASE, figure, paid, snippet
from tests.bewijs.wording import other_words
from tests.plan import regeling

NATIONAL = load("landelijk").plan
STATES = """
toestand:
  gespaard:
    soort: bedrag
    titel: t
    artikel: a
    minimaal: "€ 0"
    maximaal: "€ 900"
    begin: "€ 0"
    volgende: VOLGENDE
"""


def test_the_smallest_case_of_a_small_change() -> None:
    proof = difference(paid("MIN(loon; € 100)"), paid("MIN(loon; € 99,99)"), Bounds({"maand": "2026-07"}))
    assert proof.settled is Settled.EXAMPLE
    (witness,) = proof.witnesses
    facts = witness.facts()[0]
    assert facts["loon"] == "€ 100,00"
    assert [run.shown[0].outcomes["u"] for run in witness.runs] == [10_000, 9_999]
    assert set(facts) == {"maand", "loon"}


def test_rounding_counts() -> None:
    up = paid("AFRONDEN(50% × loon; cent)")
    down = paid("AFRONDEN(50% × loon; dubbeltje) + (als loon > € 0 dan € 0 anders € 0)")
    assert difference(up, down, Bounds()).settled is Settled.EXAMPLE
    twice = paid("AFRONDEN(loon / 2; cent)")
    assert difference(up, twice, Bounds()).settled is Settled.PROVED


@pytest.mark.parametrize(
    "old, new",
    [
        ("MIN(loon; € 100)", "als loon < € 100 dan loon anders € 100"),
        ("loon + a - a", "loon"),
        ("als j en k dan a anders b", "als niet (niet j of niet k) dan a anders b"),
        ("als n > 3 dan a anders b", "als n is een van (4; 5; 6; 7) dan a anders b"),
        ("als j dan a + loon anders b + loon", "(als j dan a anders b) + loon"),
        ("AFRONDEN(12,5% × loon; cent)", "AFRONDEN(loon / 8; cent)"),
    ],
)
def test_other_words_for_the_same(old: str, new: str) -> None:
    proof = difference(paid(old), paid(new), Bounds(rows=3))
    assert proof.settled is Settled.PROVED
    assert not proof.open


def test_the_same_rules_are_proved_without_solving() -> None:
    proof = difference(NATIONAL, replace(NATIONAL, hash="anders"), Bounds(rows=3, seconds=60))
    assert proof.settled is Settled.PROVED
    assert (proof.free, proof.solved) == (1, 0)


def test_wording_of_the_law_is_proved_the_same() -> None:
    """Each rule turned around where that may be done: the same amounts, other formulas."""
    proof = difference(NATIONAL, turned(NATIONAL), Bounds(rows=3, seconds=60))
    assert proof.settled is Settled.PROVED
    assert proof.solved == 0


def test_one_figure_of_the_law() -> None:
    proof = difference(NATIONAL, figure(NATIONAL, "norm_alleenstaande", 1), Bounds(rows=3, seconds=120))
    assert proof.settled is Settled.EXAMPLE
    facts = proof.witnesses[0].facts()
    assert [row["maand"] for row in facts] == ["2026-07"]
    assert facts[0]["leefvorm"] == "alleenstaande"
    assert proof.witnesses[0].runs[1].shown[0].outcomes["norm"] == 141_947


def test_a_figure_that_only_married_couples_see() -> None:
    proof = difference(NATIONAL, figure(NATIONAL, "norm_gemengd", 1), Bounds(rows=1, seconds=120))
    facts = proof.witnesses[0].facts()[0]
    assert facts["leefvorm"] == "gehuwden"
    assert "geboortedatum_partner" in facts


@pytest.mark.parametrize(
    ("soort", "old", "new"), [("percentage", "85%", "8,5%"), ("getal", "85", "8,5"), ("getal", "8,5", "8,05")]
)
def test_the_same_digits_at_another_scale_are_another_value(soort: str, old: str, new: str) -> None:
    """85 and 8,5 are both kept as the integer 85: that was taken for a proof that they never differ."""
    proof = difference(shown(soort, old), shown(soort, new), Bounds({"maand": "2026-07"}))
    assert proof.settled is Settled.EXAMPLE
    runs = proof.witnesses[0].runs
    assert [text(run.plan, "u", run.shown[0].outcomes["u"]) for run in runs] == [old, new]


@pytest.mark.parametrize(("soort", "one", "other"), [("percentage", "8%", "8,5%"), ("getal", "8", "8,5")])
def test_one_value_at_two_scales_is_the_same(soort: str, one: str, other: str) -> None:
    """A ruleset in which another figure has decimals keeps the same value with more digits."""
    finer = shown(soort, f"als loon > € 1.000 dan {other} anders {one}")
    assert finer.outcomes[0].type.scale > shown(soort, one).outcomes[0].type.scale
    assert difference(shown(soort, one), finer, Bounds({"maand": "2026-07"})).settled is Settled.PROVED


@pytest.mark.parametrize("start", ["2024-07-01", "2025-01-01"])
def test_a_change_in_another_year_than_the_last_is_not_passed_over(start: str) -> None:
    day = (date.fromisoformat(start) - EPOCH).days
    proof = difference(NATIONAL, figure(NATIONAL, "norm_alleenstaande", 1, day), Bounds(seconds=120))
    assert proof.settled is Settled.EXAMPLE
    assert proof.witnesses[0].facts()[0]["maand"] >= start[:7]


def test_both_questions_look_at_the_years_in_which_the_two_part() -> None:
    day = (date(2025, 1, 1) - EPOCH).days
    changed, apart = figure(NATIONAL, "norm_alleenstaande", 1, day), (2025 - 1970) * 12
    for months in (usual_months, turning_months):
        assert apart in months(NATIONAL, changed)
        assert apart not in months(NATIONAL, NATIONAL)
        assert set(months(NATIONAL)) < set(months(NATIONAL, changed))


def test_what_only_one_of_the_two_takes_is_told() -> None:
    old, new = paid("loon"), paid("loon")
    inputs = [replace(s, type=s.type.bounded(0, 50_000)) if s.name == "loon" else s for s in new.inputs]
    inputs = [replace(s, absent=Default.VALUE, absent_value=0) if s.name == "j" else s for s in inputs]
    proof = difference(old, replace(new, inputs=tuple(inputs)), Bounds())
    assert "alleen de waarden die beide regelsets kennen: loon" in proof.bounds
    assert "niet vergeleken, want een kolom die ontbreekt betekent daar iets anders: j" in proof.bounds
    assert not [line for line in difference(old, paid("loon"), Bounds()).bounds if "beide" in line]


def test_when_there_is_never_right_the_answer_says_so_first() -> None:
    proof = difference(NATIONAL, turned(NATIONAL), Bounds({"maand": "2030-01"}, seconds=30))
    assert proof.says.endswith("van 2030-01, maar in geen enkele maand is er recht: dit zegt niets.")
    assert "zegt niets" not in difference(paid("loon"), paid("loon + a - a"), Bounds()).says


def test_only_one_outcome() -> None:
    old, new = paid("loon"), paid("loon + (als j dan € 1 anders € 0)")
    assert difference(old, new, Bounds(), "status").settled is Settled.PROVED
    assert difference(old, new, Bounds(), "u").settled is Settled.EXAMPLE
    with pytest.raises(BoundsError, match="status, u"):
        difference(old, new, Bounds(), "x")


def test_a_difference_that_shows_in_the_third_month() -> None:
    def saved(limit: str) -> Plan:
        return paid("gespaard", STATES.replace("VOLGENDE", f'"MIN(gespaard + € 10; {limit})"'))

    early, late = saved("€ 10"), saved("€ 15")
    assert difference(early, late, Bounds(rows=2)).settled is Settled.PROVED
    proof = difference(early, late, Bounds(rows=3))
    assert proof.settled is Settled.EXAMPLE
    assert len(proof.witnesses[0].facts()) == 3


def test_bounds_are_kept_and_told() -> None:
    old, new = paid("loon"), paid("als loon > € 500 dan € 500 anders loon")
    below = difference(old, new, Bounds({"loon": "€ 0..€ 500"}))
    assert below.settled is Settled.PROVED
    assert "loon: € 0..€ 500" in below.bounds
    assert difference(old, new, Bounds({"loon": "600"})).settled is Settled.EXAMPLE
    for wrong in ({"loan": "1"}, {"loon": "veel"}, {"loon": "5..1"}, {"maand": "onbekend"}):
        with pytest.raises(BoundsError):
            difference(old, new, Bounds(wrong))


def test_unknown_may_be_asked_for() -> None:
    old, new = paid("als j dan loon anders € 0"), paid("als j dan loon anders loon - loon")
    assert difference(old, new, Bounds()).settled is Settled.PROVED
    proof = difference(old, new, Bounds({"loon": "onbekend"}))
    assert proof.settled is Settled.EXAMPLE
    assert {run.shown[0].verdict for run in proof.witnesses[0].runs} == {"recht", "onbepaald"}


def test_no_time_is_never_a_proof() -> None:
    proof = difference(NATIONAL, figure(NATIONAL, "norm_gehuwden", 1), Bounds(rows=3, seconds=0.0))
    assert proof.settled is Settled.OPEN
    assert proof.open
    assert proof.text().startswith("Niet beslist")


def test_months_without_right_are_named() -> None:
    proof = difference(NATIONAL, turned(NATIONAL), Bounds({"maand": "2030-01"}, seconds=30))
    assert proof.settled is Settled.PROVED
    assert any("nooit recht: 2030-01" in line for line in proof.bounds)


def shown(soort: str, formula: str) -> Plan:
    """A regeling with the outcome ``u`` of another kind than an amount."""
    return regeling.plan(snippet(formula).replace("soort: bedrag", f"soort: {soort}"), BASE)


def turned(plan: Plan) -> Plan:
    """Every choice by its opposite, every conjunction from right to left."""
    return replace(plan, rules=tuple(replace(rule, node=other_words(rule.node)) for rule in plan.rules))
