"""Article 34b: what the college puts in from the buffer budget, at most € 1.000 a year for a household."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voorstellen.balans import CASE, COUPLE, balans, landelijk, month, one, with_settings


def amounts(*wanted: Any, **facts: Any) -> list[object]:
    """What is put in, when so much is wanted in each month from January 2027."""
    rows = [CASE | facts | {"maand": month(place), "bufferbudget": want} for place, want in enumerate(wanted)]
    return [decision["bufferbudget"] for decision in balans().evaluate_history(rows)]


def test_without_a_decision_there_is_none() -> None:
    decision = one()
    assert (decision["bufferbudget"], decision["bufferbudget_dit_jaar"]) == (0, 0)


def test_what_is_left_of_a_thousand() -> None:
    assert amounts(400, "600.00", "0.01") == [400, 600, 0]
    assert amounts(400, "600.01", 100) == [400, 600, 0]


def test_a_new_year_has_a_new_thousand() -> None:
    wanted = [0] * 10 + [700, 700, 700]
    assert amounts(*wanted)[-3:] == [700, 300, 700]


@pytest.mark.parametrize(("before", "now"), [(0, 1000), (1, 999), (1000, 0), (1200, 0)])
def test_what_was_put_in_before_the_first_row(before: int, now: int) -> None:
    decision = one(maand="2027-08", bufferbudget=1500, bufferbudget_eerder_dit_jaar=before)
    assert decision["bufferbudget"] == now
    assert "bufferbudget_begrensd" in decision.remarks


def test_a_couple_has_one_budget_together() -> None:
    assert amounts(800, 800, **COUPLE | {"inkomen_arbeid_partner": 500}) == [800, 200]


def test_it_is_paid_beside_the_bijstand() -> None:
    without, with_it = one(), one(bufferbudget=250)
    same = ("bijstand", "vakantietoeslag", "uit_te_betalen", "inkomen_telt_mee", "vrijlating")
    assert [without[name] for name in same] == [with_it[name] for name in same]
    assert "De gemeente zet deze maand € 250,00 in uit het bufferbudget" in with_it.explain()


@pytest.mark.parametrize("facts", [{"inkomen_arbeid": 0}, {"inkomen_arbeid": 3000}, {"uitgesloten": True}])
def test_only_who_has_wage_and_bijstand(facts: dict[str, Any]) -> None:
    decision = one(**facts, bufferbudget=300)
    assert decision["bufferbudget_dit_jaar"] == 0
    assert "bufferbudget_zonder_loon" in decision.remarks


def test_not_before_2027() -> None:
    found = balans().evaluate_history(
        [CASE | {"maand": month, "bufferbudget": 300} for month in ("2026-12", "2027-01")]
    )
    assert [decision["bufferbudget"] for decision in found] == [0, 300]
    assert found[0]["bijstand"] == landelijk().evaluate(CASE | {"maand": "2026-12"})["bijstand"]


def test_unknown_does_not_hold_up_the_bijstand() -> None:
    decision = one(bufferbudget=None)
    assert (decision.status, decision["bufferbudget"]) == ("recht", None)


def test_the_other_reading_of_the_cap(tmp_path: Path) -> None:
    """€ 500 wage, 15% free: no more than the € 425 that is set off."""
    other = with_settings(tmp_path, bufferbudget_grens="ook_het_loon_dat_meetelt")
    assert one(inkomen_arbeid=500, bufferbudget=600)["bufferbudget"] == 600
    assert one(other, inkomen_arbeid=500, bufferbudget=600)["bufferbudget"] == 425


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 90_000), min_size=1, max_size=14), st.integers(0, 120_000))
def test_never_more_than_a_thousand_in_a_year(wanted: list[int], before: int) -> None:
    rows = [
        CASE | {
            "maand": month(place), "bufferbudget": Decimal(cents) / 100,
            "bufferbudget_eerder_dit_jaar": Decimal(before) / 100,
        }
        for place, cents in enumerate(wanted)
    ]  # fmt: skip
    found = balans().evaluate_history(rows)
    spent = [decision["bufferbudget"] for decision in found]
    first = sum(one for one in spent[:12] if isinstance(one, Decimal))
    assert first <= max(Decimal(0), Decimal(1000) - Decimal(before) / 100)
    assert sum(one for one in spent[12:] if isinstance(one, Decimal)) <= 1000
    assert all(
        isinstance(got, Decimal) and got * 100 <= want for got, want in zip(spent, wanted, strict=True)
    )
