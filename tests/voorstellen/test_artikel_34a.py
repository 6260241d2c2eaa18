"""Article 34a: 15 percent for twelve months in a row, 15 percent without end, 25 percent up to € 226."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.regelingen.agree import agree
from tests.voorstellen.balans import AOW, CASE, COUPLE, balans, grounds, history, month, one


def test_fifteen_percent_and_no_maximum() -> None:
    """15% of € 1.600 is € 240, above the old maximum of € 182,73; 15% of € 0,10 is 1,5 cents, so 2."""
    for wage, free in (
        ("1000", "150.00"),
        ("1600", "240.00"),
        ("0.10", "0.02"),
        ("0.09", "0.01"),
        ("0", "0.00"),
    ):
        decision = one(inkomen_arbeid=wage)
        assert (decision["vrijlating"], decision["bijstand"]) == (
            Decimal(free),
            Decimal("1419.46") - Decimal(wage) + Decimal(free),
        )


def test_the_highest_wage_that_still_gives_bijstand() -> None:
    """85% of € 1.669,95 is € 1.419,46 (rounded up free 250,49): 1669,95 − 250,49 = 1.419,46, no right."""
    assert one(inkomen_arbeid="1669.93")["bijstand"] == Decimal("0.02")
    assert one(inkomen_arbeid="1669.95").status == "geen_recht"


def test_twelve_months_and_not_a_thirteenth() -> None:
    found = history(14)
    assert grounds(found) == ["art34a_a"] * 12 + ["geen"] * 2
    assert [one["vrijlating_34a_maanden"] for one in found] == list(range(1, 15))
    assert {str(one["vrijlating_34a_begin"]) for one in found} == {"2027-01-01"}
    assert [("twaalf_maanden_voorbij" in one.remarks) for one in found] == [False] * 12 + [True] * 2


@pytest.mark.parametrize(("used", "ground"), [(0, "art34a_a"), (11, "art34a_a"), (12, "geen"), (40, "geen")])
def test_months_before_the_first_row(used: int, ground: str) -> None:
    decision = one(maand="2028-06", vrijlating_34a_maanden=used)
    assert decision["vrijlating_grond"] == ground
    assert decision["vrijlating_34a_maanden"] == used + 1


def test_the_period_runs_on_in_months_without_wage_and_without_a_row() -> None:
    rows = [
        CASE | {"maand": month(place), "inkomen_arbeid": 0 if place in (3, 4) else 500} for place in range(14)
    ]
    found = balans().evaluate_history([row for place, row in enumerate(rows) if place not in (6, 7)])
    assert grounds(found) == ["art34a_a"] * 3 + ["geen"] * 2 + ["art34a_a"] * 5 + ["geen"] * 2


def test_the_period_begins_with_the_first_month_in_which_something_is_free() -> None:
    rows = [CASE | {"maand": month(place), "inkomen_arbeid": 0 if place < 2 else 500} for place in range(4)]
    found = balans().evaluate_history(rows)
    assert [one["vrijlating_34a_maanden"] for one in found] == [0, 0, 1, 2]


def test_two_parts_of_one_month_are_one_month() -> None:
    parts = [{"tot_dag": 10, "inkomen_arbeid": 300}, {"van_dag": 11, "inkomen_arbeid": 700}]
    found = balans().evaluate_history([CASE | part for part in parts] + [CASE | {"maand": "2027-02"}])
    assert [one["vrijlating"] for one in found] == [45, 105, 150]
    assert [one["vrijlating_34a_maanden"] for one in found] == [1, 1, 2]


def test_who_is_26_has_it_too() -> None:
    young: dict[str, Any] = {"geboortedatum": "2000-06-01"}
    assert one(**young)["vrijlating"] == 150
    assert one(maand="2026-12", **young)["vrijlating"] == 0


def test_no_contribution_no_vrijlating_and_a_person_decides_that() -> None:
    assert one(bijdrage_arbeidsinschakeling=False)["vrijlating"] == 0
    undecided = one(bijdrage_arbeidsinschakeling=None)
    assert (undecided.status, undecided.missing) == ("onbepaald", ["bijdrage_arbeidsinschakeling"])


def test_medically_limited_has_no_end_and_needs_no_contribution() -> None:
    found = history(15, medisch_urenbeperkt=True, bijdrage_arbeidsinschakeling=False, inkomen_arbeid=1400)
    assert grounds(found) == ["art34a_b"] * 15
    assert {one["vrijlating"] for one in found} == {210}
    assert found[-1]["vrijlating_34a_maanden"] == 0


def test_after_the_twelve_months_medically_limited_goes_on() -> None:
    assert grounds(history(14, medisch_urenbeperkt=True)) == ["art34a_a"] * 12 + ["art34a_b"] * 2


def test_not_knowing_of_the_limit_matters_only_when_the_months_are_over() -> None:
    found = history(13, medisch_urenbeperkt=None)
    assert [one.status for one in found] == ["recht"] * 12 + ["onbepaald"]
    assert found[-1].missing == ["medisch_urenbeperkt"]


@pytest.mark.parametrize(
    ("wage", "free"),
    [("903.98", "226.00"), ("903.97", "225.99"), ("904", "226.00"), ("904.04", "226.00"), ("1500", "226.00")],
)
def test_aow_25_percent_up_to_exactly_226(wage: str, free: str) -> None:
    """25% of € 904 is exactly € 226; 25% of € 903,98 is 225,995, rounded 226,00."""
    decision = one(**AOW, inkomen_arbeid=wage, bijdrage_arbeidsinschakeling=None)
    assert (decision["vrijlating"], decision["vrijlating_grond"]) == (Decimal(free), "art34a_c")
    assert "onzeker_cijfer:onderdeel_c_maximum" in decision.remarks


def test_aow_has_no_end_and_no_counter() -> None:
    found = history(14, **AOW)
    assert grounds(found) == ["art34a_c"] * 14 and found[-1]["vrijlating_34a_maanden"] == 0


def test_aow_and_medically_limited_the_highest_of_both() -> None:
    """15% passes € 226 above € 1.506,67: 15% × 1.506,70 = 226,005, rounded 226,01."""
    facts: dict[str, Any] = AOW | {"medisch_urenbeperkt": True}
    assert one(**facts, inkomen_arbeid="1506.60")["vrijlating_grond"] == "art34a_c"
    decision = one(**facts, inkomen_arbeid="1506.70")
    assert (decision["vrijlating_grond"], decision["vrijlating"]) == ("art34a_b", Decimal("226.01"))


def test_the_maximum_of_aow_counts_once_a_month() -> None:
    parts = [{"tot_dag": 10, "inkomen_arbeid": 400}, {"van_dag": 11, "inkomen_arbeid": 900}]
    found = balans().evaluate_history([CASE | AOW | part for part in parts])
    assert [one["vrijlating"] for one in found] == [100, 126]


def test_each_partner_has_months_of_their_own() -> None:
    rows = [
        CASE | COUPLE | {"maand": month(place), "inkomen_arbeid": 400, "inkomen_arbeid_partner": wage}
        for place, wage in enumerate([0] * 5 + [600] * 8)
    ]
    found = balans().evaluate_history(rows)
    assert grounds(found) == ["art34a_a"] * 12 + ["geen"]
    assert [one["vrijlating_partner"] for one in found] == [0] * 5 + [90] * 8
    assert (found[-1]["vrijlating_34a_maanden"], found[-1]["vrijlating_34a_maanden_partner"]) == (13, 8)
    assert found[7]["bijstand"] == Decimal("2027.79") - 1000 + 150


def test_after_twelve_months_a_decision_is_needed() -> None:
    """Lid 2: extended; without a decision nothing; unknown is not decided by the engine."""
    rows = [
        CASE | {"maand": month(place), "besluit_34a": "verlengd" if place in (12, 13) else "geen"}
        for place in range(15)
    ]
    assert grounds(balans().evaluate_history(rows)) == ["art34a_a"] * 14 + ["geen"]
    unknown = one(vrijlating_34a_maanden=12, besluit_34a=None)
    assert (unknown.status, unknown.missing) == ("onbepaald", ["besluit_34a"])
    assert one(vrijlating_34a_maanden=3, besluit_34a=None).status == "recht"


def test_an_extension_asks_the_contribution_too() -> None:
    facts: dict[str, Any] = {"vrijlating_34a_maanden": 12, "besluit_34a": "verlengd"}
    assert one(**facts)["vrijlating"] == 150
    assert one(**facts, bijdrage_arbeidsinschakeling=False)["vrijlating"] == 0


def test_after_a_new_job_twelve_months_and_no_more_without_another_decision() -> None:
    """Lid 3: a decision that simply stays does not begin a third period."""
    rows = [
        CASE | {"maand": month(place), "besluit_34a": "opnieuw" if place >= 14 else "geen"}
        for place in range(30)
    ]
    found = balans().evaluate_history(rows)
    assert grounds(found) == ["art34a_a"] * 12 + ["geen"] * 2 + ["art34a_a"] * 12 + ["geen"] * 4
    assert str(found[20]["vrijlating_34a_begin"]) == "2028-03-01"
    rows = [row | {"besluit_34a": "geen"} if place == 28 else row for place, row in enumerate(rows)]
    assert grounds(balans().evaluate_history(rows))[28:] == ["geen", "art34a_a"]


def test_again_before_the_period_is_over_changes_nothing() -> None:
    rows = [
        CASE | {"maand": month(place), "besluit_34a": "opnieuw" if place == 6 else "geen"}
        for place in range(13)
    ]
    assert grounds(balans().evaluate_history(rows)) == ["art34a_a"] * 12 + ["geen"]


def test_who_has_no_right_of_their_own_has_no_vrijlating() -> None:
    decision = one(**COUPLE | {"partner_rechthebbend": False, "inkomen_arbeid_partner": 900})
    assert (decision["vrijlating"], decision["vrijlating_partner"]) == (150, 0)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 300_000), st.booleans(), st.booleans(), st.booleans(), st.integers(0, 20),
    st.sampled_from(["geen", "verlengd", "opnieuw"]),
)  # fmt: skip
def test_never_more_than_the_law_gives(
    cents: int, aow: bool, contributes: bool, limited: bool, used: int, decided: str
) -> None:
    wage = Decimal(cents) / 100
    decision = one(
        **(AOW if aow else {}), inkomen_arbeid=wage, bijdrage_arbeidsinschakeling=contributes,
        medisch_urenbeperkt=limited, vrijlating_34a_maanden=used, besluit_34a=decided,
    )  # fmt: skip
    free = decision["vrijlating"]
    assert isinstance(free, Decimal)
    most = (
        max(min(wage / 4, Decimal(226)), wage * 15 / 100 if limited else Decimal(0))
        if aow
        else wage * 15 / 100
    )
    assert 0 <= free <= most + Decimal("0.005")
    if not aow and not limited and (not contributes or (used >= 12 and decided == "geen")):
        assert free == 0


def test_the_readers_agree() -> None:
    assert agree(balans().plan, 34, 250) > 250
