"""The loonkostensubsidie: the cap, the first half year, hours, and which figures hold when."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels import load
from tests.regelingen.agree import agree

CASE: dict[str, Any] = {
    "maand": "2020-12",
    "begin_dienstbetrekking": "2020-03-01",
    "geboortedatum": "1990-01-01",
    "doelgroep": True,
    "route": "doelgroep_vooraf",
    "sociale_werkvoorziening": False,
    "andere_subsidie": False,
    "ziekengeld_29b": False,
    "forfaitair": False,
    "loonwaarde": "50",
    "uren": "40",
    "volledige_uren": "40",
}
SCHOOL: dict[str, Any] = {"route": "van_school", "half_jaar_ervoor": True, "aanvraagdatum": "2020-04-01"}
LKS = load("landelijk", "loonkostensubsidie")
FULL = Decimal("1785.89")  # 1653,60 and 8%, from January 2020


@pytest.mark.parametrize(
    ("worth", "subsidy"),
    [
        ("100", None),
        ("99", "17.86"),
        ("31", "1232.26"),
        ("30", "1250.12"),
        ("29", "1250.12"),
        ("0", "1250.12"),
    ],
)
def test_the_cap_of_70_percent(worth: str, subsidy: str | None) -> None:
    decision = LKS.evaluate(CASE | {"loonwaarde": worth})
    assert decision.reasons == ([] if subsidy else ["loonwaarde_lager"])
    assert decision["subsidie"] == Decimal(subsidy or 0)
    assert ("begrensd" in decision.remarks) is (worth in {"29", "0"})


@pytest.mark.parametrize(
    ("month", "figures"),
    [("2020-06", "2020-03"), ("2020-12", "2020-03"), ("2021-01", "2021-01"), ("2021-12", "2021-01")],
)
def test_new_figures_come_in_january(month: str, figures: str) -> None:
    assert f"{LKS.evaluate(CASE | {'maand': month})['cijfers_van']}"[:7] == figures


def test_a_person_may_say_which_figures_hold() -> None:
    decision = LKS.evaluate(CASE | {"vastgesteld_per": "2020-07"})
    assert decision["minimumloon"] == 1680
    assert "andere_maand_vastgesteld" in decision.remarks
    assert LKS.evaluate(CASE | {"vastgesteld_per": "2021-01"}).status == "afgekeurd"


@pytest.mark.parametrize(
    ("month", "flat", "reasons"), [("2020-08", True, []), ("2020-09", False, ["loonwaarde"])]
)
def test_the_first_half_year(month: str, flat: bool, reasons: list[str]) -> None:
    decision = LKS.evaluate(CASE | {"maand": month, "forfaitair": True, "loonwaarde": None})
    assert decision.reasons == reasons
    assert decision["subsidie"] == (Decimal("892.95") if flat else None)
    assert ("loonwaarde_nodig" in decision.remarks) is flat


@pytest.mark.parametrize(
    ("month", "status"), [("2020-03", "onbepaald"), ("2020-04", "recht"), ("2020-09", "onbepaald")]
)
def test_a_part_of_a_month_is_for_a_person(month: str, status: str) -> None:
    facts = {"begin_dienstbetrekking": "2020-03-16", "forfaitair": True, "maand": month}
    assert LKS.evaluate(CASE | facts).status == status


@pytest.mark.parametrize(
    ("begin", "reasons"), [("2017-01-01", ["vast_percentage_bestaat"]), ("2017-02-01", [])]
)
def test_the_flat_percentage_exists_since_february_2017(begin: str, reasons: list[str]) -> None:
    facts = {"begin_dienstbetrekking": begin, "maand": begin[:7], "forfaitair": True}
    decision = LKS.evaluate(CASE | facts)
    assert (decision.reasons, decision["vast_percentage"]) == (reasons, not reasons)


@pytest.mark.parametrize(
    ("begin", "hours", "full", "subsidy"),
    [
        ("2023-07-01", "36", "36", "1077.30"),
        ("2023-07-01", "40", "36", "1077.30"),
        ("2023-07-01", "18", "36", "538.65"),
        ("2024-07-01", "36", "40", "1152.15"),
        ("2024-07-01", "40", "40", "1280.16"),
        ("2024-07-01", "42", "40", "1280.16"),
        ("2024-07-01", "18", "40", "576.07"),
    ],
)
def test_hours_before_and_from_2024(begin: str, hours: str, full: str, subsidy: str) -> None:
    facts = {"begin_dienstbetrekking": begin, "maand": begin[:7], "uren": hours, "volledige_uren": full}
    decision = LKS.evaluate(CASE | facts | {"opslag_percentage": "23.5"})
    assert decision["subsidie"] == Decimal(subsidy)


def test_the_mark_up_after_2021_is_not_guessed() -> None:
    facts = CASE | {"maand": "2022-01"}
    assert LKS.evaluate(facts).reasons == ["geen_bedrag"]
    decision = LKS.evaluate(facts | {"opslag_percentage": "23.5"})
    assert (decision["subsidie"], decision["werkgeverslasten"]) == (Decimal("931.50"), Decimal("218.90"))
    assert "percentage_zelf_ingevuld" in decision.remarks


@pytest.mark.parametrize(
    ("begin", "wage"),
    [
        ("2016-03-01", "1524.60"),
        ("2017-03-01", "1551.60"),
        ("2025-03-01", "2191.80"),
        ("2025-09-01", "2245.80"),
        ("2026-03-01", "2294.40"),
    ],
)
def test_the_minimum_wages_found_in_news_of_the_ministerial_decisions(begin: str, wage: str) -> None:
    facts = {"begin_dienstbetrekking": begin, "maand": begin[:7], "functieloon": "1600"}
    decision = LKS.evaluate(CASE | facts | {"opslag_percentage": "23"})
    assert (decision.status, decision["minimumloon"]) == ("recht", Decimal(wage))


@pytest.mark.parametrize("begin", ["2014-03-01", "2027-03-01"])
def test_a_minimum_wage_that_was_not_found_is_not_guessed(begin: str) -> None:
    facts = {
        "begin_dienstbetrekking": begin,
        "maand": begin[:7],
        "functieloon": "1600",
        "opslag_percentage": "23",
    }
    assert LKS.evaluate(CASE | facts).reasons == ["geen_bedrag"]


@pytest.mark.parametrize(
    ("month", "missing"), [("2016-12", ["functieloon"]), ("2017-07", [])], ids=["functieloon", "minimumloon"]
)
def test_what_the_loonwaarde_is_a_part_of(month: str, missing: list[str]) -> None:
    facts = {"begin_dienstbetrekking": f"{month}-01", "maand": month}
    assert LKS.evaluate(CASE | facts).missing == missing


def test_a_higher_wage_of_the_job_lowered_the_subsidy_until_2017() -> None:
    facts = {"begin_dienstbetrekking": "2016-08-01", "maand": "2016-08", "functieloon": "2000"}
    assert LKS.evaluate(CASE | facts)["subsidie"] == Decimal("580.18")  # 1660,18 − 1080


@pytest.mark.parametrize(
    ("age", "day", "wage"),
    [
        (18, "01", "743.55"),
        (19, "01", "860.95"),
        (20, "01", "1095.80"),
        (21, "01", "1330.60"),
        (22, "01", "1565.40"),
        (22, "02", "1330.60"),
    ],
)
def test_the_published_youth_wages_of_2017(age: int, day: str, wage: str) -> None:
    facts = {
        "begin_dienstbetrekking": "2017-08-01",
        "maand": "2017-08",
        "geboortedatum": f"{2017 - age}-08-{day}",
    }
    assert LKS.evaluate(CASE | facts)["minimumloon"] == Decimal(wage)


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({"doelgroep": False}, ["doelgroep"]),
        ({"sociale_werkvoorziening": True}, ["sociale_werkvoorziening"]),
        ({"andere_subsidie": True}, ["geen_andere_subsidie"]),
        (SCHOOL, []),
        (SCHOOL | {"half_jaar_ervoor": False}, ["half_jaar_ervoor"]),
        (SCHOOL | {"aanvraagdatum": "2017-01-31"}, ["lid_2_bestaat"]),
        (SCHOOL | {"forfaitair": True}, ["vast_percentage_vooraf"]),
        (SCHOOL | {"route": "eerder_ondersteund"}, ["lid_2_bestaat"]),
        (
            SCHOOL | {"route": "leer_werktraject", "aanvraagdatum": "2026-06-30"},
            ["lid_2_bestaat", "op_tijd_aangevraagd"],
        ),
    ],
)
def test_conditions(facts: dict[str, Any], reasons: list[str]) -> None:
    assert LKS.evaluate(CASE | facts).reasons == reasons


@pytest.mark.parametrize(
    ("asked", "reasons"),
    [
        ("2023-06-30", ["lid_2_bestaat"]),
        ("2023-07-01", []),
        ("2023-10-01", []),
        ("2023-10-02", ["op_tijd_aangevraagd"]),
    ],
)
def test_asking_afterwards(asked: str, reasons: list[str]) -> None:
    facts = {"begin_dienstbetrekking": "2023-04-01", "maand": "2023-12", "opslag_percentage": "23.5"}
    decision = LKS.evaluate(CASE | SCHOOL | facts | {"route": "eerder_ondersteund", "aanvraagdatum": asked})
    assert decision.reasons == reasons


@pytest.mark.parametrize(
    ("month", "ill", "status"),
    [
        ("2021-12", "2021-12-01", "geen_recht"),
        ("2022-01", "2021-12-31", "geen_recht"),
        ("2022-01", "2022-01-01", "recht"),
    ],
)
def test_sickness_benefit(month: str, ill: str, status: str) -> None:
    facts = {"ziekengeld_29b": True, "ziekmelding": ill, "maand": month, "opslag_percentage": "23.5"}
    assert LKS.evaluate(CASE | facts).status == status


def test_sickness_is_not_asked_of_jobs_from_2022() -> None:
    facts = {"begin_dienstbetrekking": "2022-02-01", "maand": "2022-02", "opslag_percentage": "23.5"}
    assert LKS.evaluate(CASE | facts | {"ziekengeld_29b": None}).status == "recht"


def test_the_decision_is_due_in_five_weeks_since_july_2023() -> None:
    for day, due in (("2023-06-30", None), ("2023-07-01", "2023-08-05")):
        found = LKS.evaluate(CASE | {"loonwaarde_vastgesteld_op": day})["uiterste_beslisdag"]
        assert (found and f"{found}") == due


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 99), st.integers(0, 99), st.decimals(0, 60, places=2))
def test_the_subsidy_falls_with_the_loonwaarde(one: int, other: int, hours: Decimal) -> None:
    low, high = sorted((one, other))
    more, less = (_amounts({"loonwaarde": worth, "uren": hours}) for worth in (low, high))
    assert less["subsidie"] <= more["subsidie"] <= Decimal("0.7") * FULL + Decimal("0.01")
    for found in (more, less):
        assert found["totaal"] == found["subsidie"] + found["werkgeverslasten"]
        assert abs(found["werkgeverslasten"] - Decimal("0.235") * found["subsidie"]) <= Decimal("0.005")


def _amounts(facts: dict[str, Any]) -> dict[str, Decimal]:
    decision = LKS.evaluate(CASE | facts)
    return {name: value for name, value in decision.outcomes.items() if isinstance(value, Decimal)}


def test_the_readers_agree() -> None:
    assert agree(LKS.plan, seed=30, histories=400) > 400
