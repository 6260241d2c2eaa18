"""The net wage of a payment: the payslip first, else the rule if the college chose it, never gross."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels import load
from regels.ruleset import Ruleset
from tests.regelingen.agree import agree

RULESET = load("landelijk", "nettoloon")
CHOSEN = """
regeling: nettoloon
overlay_op: landelijk
door: college
bronnen: {besluit: "https://lokaleregelgeving.overheid.nl/"}
vult:
  rekenregel_geldt: [{van: 2020-01-01, waarde: ja, bron: besluit}]
"""
PARTS = ("loonheffing", "premies", "zvw", "voordeel_auto", "vrijgesteld", "vakantietoeslag_betaald")
CASE: dict[str, Any] = {
    "maand": "2026-07",
    "soort": "loon",
    "vierweken": False,
    "brutoloon": "1000",
    "vakantietoeslag_opgebouwd": "0",
    "lks": False,
    **dict.fromkeys(PARTS, "10"),
}
CENTS = st.integers(-10_000_000, 10_000_000).map(lambda cents: Decimal(cents).scaleb(-2))


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """A municipality whose college chose the rule, earlier than it can."""
    overlay: Path = tmp_path_factory.mktemp("gemeente") / "besluit.yaml"
    overlay.write_text(CHOSEN, "utf-8")
    return load(str(overlay), "nettoloon")


@pytest.mark.parametrize("part", ["brutoloon", *PARTS])
def test_every_part_is_needed_and_named(chosen: Ruleset, part: str) -> None:
    decision = chosen.evaluate(CASE | {part: None})
    assert (decision.status, decision.missing, decision["netto"]) == ("onbepaald", [part], None)


def test_the_payslip_goes_before_the_rule() -> None:
    decision = RULESET.evaluate(CASE | {"netto": "700", "maand": "2020-01"})
    assert (decision["netto"], decision.remarks) == (700, [])


@pytest.mark.parametrize(
    ("month", "status"),
    [("2025-12", "onbepaald"), ("2026-01", "recht"), ("2026-12", "recht"), ("2027-01", "recht")],
)
def test_from_when_the_rule_may_be_chosen(chosen: Ruleset, month: str, status: str) -> None:
    decision = chosen.evaluate(CASE | {"maand": month})
    assert decision.status == status
    assert decision.remarks == (["onzeker_cijfer:rekenregel_bestaat"] if status == "recht" else [])


@pytest.mark.parametrize("month", ["2025-12", "2026-01", "2026-12", "2027-01"])
def test_without_a_decision_of_the_college_the_payslip_is_needed(month: str) -> None:
    decision = RULESET.evaluate(CASE | {"maand": month})
    assert (decision.status, decision.reasons, decision["netto"]) == ("onbepaald", ["netto_nodig"], None)
    assert "Het nettoloon staat niet op een loonstrook (Pw art. 31 lid 3 en 32 lid 5)." in decision.explain()


@pytest.mark.parametrize(
    ("kind", "four_weeks", "chosen", "policy"),
    [
        ("loon", False, None, "per_dag"),
        ("loon", True, None, "per_dag"),
        ("loon", True, "vierweken_13_12", "vierweken_13_12"),
        ("loon", False, "vierweken_13_12", "per_dag"),
        ("loon", True, "ontvangen", "ontvangen"),
        ("uitkering", True, "vierweken_13_12", "per_dag"),
        ("eenmalig", False, None, "ontvangen"),
        ("vakantietoeslag", False, None, "ontvangen"),
    ],
)
def test_the_policy_of_each_kind(kind: str, four_weeks: bool, chosen: str | None, policy: str) -> None:
    """A policy that someone chose for this run is about wages only."""
    facts = CASE | {"soort": kind, "vierweken": four_weeks, "gekozen_toerekening": chosen}
    assert RULESET.evaluate(facts)["toerekening"] == policy


def test_holiday_pay_is_no_wage() -> None:
    decision = RULESET.evaluate(
        {"maand": "2026-05", "soort": "vakantietoeslag", "vierweken": False, "lks": False}
    )
    assert (decision.status, decision["netto"], decision["opgebouwd"]) == ("recht", 0, 0)


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(("brutoloon", *PARTS), CENTS)))
def test_the_rule_is_the_wage_minus_its_parts(chosen: Ruleset, amounts: dict[str, Decimal]) -> None:
    expected = amounts["brutoloon"] - sum(amounts[part] for part in PARTS)
    decision = chosen.evaluate(CASE | amounts)
    assert (decision["netto"], decision["maandbedrag"]) == (expected, expected)


@settings(max_examples=60, deadline=None)
@given(CENTS)
def test_twelve_months_are_thirteen_periods_within_six_cents(net: Decimal) -> None:
    facts = CASE | {"netto": net, "vierweken": True, "gekozen_toerekening": "vierweken_13_12"}
    month = RULESET.evaluate(facts)["maandbedrag"]
    assert isinstance(month, Decimal)
    assert abs(12 * month - 13 * net) <= Decimal("0.06")


def test_the_readers_agree() -> None:
    assert agree(RULESET.plan, seed=58, histories=300) > 300
