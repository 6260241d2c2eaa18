"""The participatieplaats: the boundaries of its terms, the premie, and what of it is exempt."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels import Decision, load
from tests.regelingen.agree import agree

CASE: dict[str, Any] = {
    "maand": "2019-09",
    "startmaand": "2019-09",
    "geboortedatum": "1980-05-20",
    "uren_per_week": "24",
    "algemene_bijstand": True,
    "kleine_kans": True,
    "extra_werk": True,
    "startkwalificatie": True,
    "premies_eerder_dit_jaar": 0,
    "aantal_premies_eerder_dit_jaar": 0,
}
NATIONAL = load("landelijk", "participatieplaats")
ENSCHEDE = load("enschede", "participatieplaats")


def month_after(start: int, year: int = 2019) -> str:
    """The month so many months after September of a year."""
    year, month = divmod(year * 12 + 8 + start, 12)
    return f"{year}-{month + 1:02}"


def amount(decision: Decision, name: str) -> Decimal:
    """An outcome that is an amount."""
    found = decision[name]
    assert isinstance(found, Decimal)
    return found


def months(count: int, **facts: Any) -> list[Decision]:
    """Enschede in so many months from March 2019."""
    rows = [CASE | {"startmaand": "2019-03", "maand": month_after(n - 6)} | facts for n in range(count)]
    return ENSCHEDE.evaluate_history(rows)


@pytest.mark.parametrize(
    ("hours", "amount"), [("0", 0), ("9.99", 0), ("10", 25), ("20", 25), ("20.01", 50), ("60", 50)]
)
def test_the_hours_of_enschede(hours: str, amount: int) -> None:
    decision = ENSCHEDE.evaluate(CASE | {"uren_per_week": hours})
    assert (decision.status, decision["maandbedrag"]) == ("recht", amount)
    assert decision["maandbedrag_per_half_jaar"] == 6 * amount
    assert ("precies_op_de_hoge_grens" in decision.remarks) is (hours == "20")
    assert ("geen_maandbedrag_bij_weinig_uren" in decision.remarks) is (hours == "9.99")


def test_the_figures_of_enschede_leave_a_mark() -> None:
    assert "onzeker_cijfer:maandbedrag_hoog" in ENSCHEDE.evaluate(CASE).remarks


def test_the_third_payment_of_a_year_is_not_exempt() -> None:
    third = months(3)[2]
    assert (third["vrij_onder_j"], third["niet_vrij_onder_j"]) == (0, 50)
    assert "meer_premies_dan_j" in third.remarks


def test_a_new_year_begins_anew() -> None:
    rows = [
        CASE | {"startmaand": "2018-12", "maand": m, "gewerkte_maanden_eerder": 0}
        for m in ("2018-12", "2019-01")
    ]
    first, second = ENSCHEDE.evaluate_history(rows)
    assert (first["betaald_dit_jaar"], second["betaald_dit_jaar"], second["aantal_dit_jaar"]) == (0, 50, 1)


def test_the_premie_of_half_a_year_shows_beside_the_amounts_of_months() -> None:
    found = months(7)
    assert [decision["premiemoment"] for decision in found] == [False] * 5 + [True, False]
    assert [decision["gewerkte_maanden"] for decision in found] == [1, 2, 3, 4, 5, 6, 7]
    assert "premie_in_maandbedragen" in found[5].remarks


def test_a_month_without_work_does_not_count_for_the_premie() -> None:
    rows = [CASE | {"maand": month_after(n), "uren_per_week": 0 if n == 2 else 24} for n in range(7)]
    found = NATIONAL.evaluate_history([row | {"voldoende_meegewerkt": False} for row in rows])
    assert [decision["premiemoment"] for decision in found] == [False] * 6 + [True]
    assert [decision["maand_van_de_termijn"] for decision in found] == [1, 2, 3, 4, 5, 6, 7]


def test_the_national_law_has_no_amount() -> None:
    facts = CASE | {"maand": "2020-02", "gewerkte_maanden_eerder": 5}
    decision = NATIONAL.evaluate(facts | {"voldoende_meegewerkt": True})
    assert (decision.status, decision.reasons) == ("onbepaald", ["geen_bedrag"])
    assert NATIONAL.evaluate(facts).missing == ["voldoende_meegewerkt"]
    refused = NATIONAL.evaluate(facts | {"voldoende_meegewerkt": False})
    assert (refused.status, refused["premie"]) == ("recht", 0)
    assert "geen_premie_door_medewerking" in refused.remarks


@pytest.mark.parametrize(
    ("number", "facts", "reason"),
    [
        (12, {}, []),
        (13, {"kans_vergroot": True}, []),
        (13, {"kans_vergroot": False}, ["kans_na_twaalf_maanden"]),
        (24, {"kans_vergroot": True}, []),
        (25, {"kans_vergroot": True, "verlengd_derde_jaar": True, "andere_omgeving": True}, []),
        (25, {"kans_vergroot": True, "verlengd_derde_jaar": False, "andere_omgeving": True}, ["derde_jaar"]),
        (
            36,
            {"kans_vergroot": True, "verlengd_derde_jaar": True, "andere_omgeving": False},
            ["andere_omgeving"],
        ),
        (37, {"kans_vergroot": True, "verlengd_derde_jaar": True, "verlengd_vierde_jaar": True}, []),
        (48, {"kans_vergroot": True, "verlengd_derde_jaar": True, "verlengd_vierde_jaar": True}, []),
        (
            49,
            {"kans_vergroot": True, "verlengd_derde_jaar": True, "verlengd_vierde_jaar": True},
            ["vier_jaar"],
        ),
    ],
)
def test_the_terms(number: int, facts: dict[str, bool], reason: list[str]) -> None:
    row = {"maand": month_after(number - 1), "gewerkte_maanden_eerder": 0, "uren_per_week": 0}
    decision = NATIONAL.evaluate(CASE | row | facts)
    assert (decision.status, decision.reasons) == ("geen_recht" if reason else "recht", reason)
    assert decision["maand_van_de_termijn"] == number


@pytest.mark.parametrize(
    ("number", "missing"),
    [
        (9, []),
        (13, ["kans_vergroot"]),
        (25, ["kans_vergroot", "verlengd_derde_jaar", "andere_omgeving"]),
        (37, ["kans_vergroot", "verlengd_derde_jaar", "verlengd_vierde_jaar"]),
    ],
)
def test_a_judgement_is_asked_only_when_it_matters(number: int, missing: list[str]) -> None:
    row = {"maand": month_after(number - 1), "gewerkte_maanden_eerder": 0, "uren_per_week": 0}
    assert NATIONAL.evaluate(CASE | row).missing == missing


@pytest.mark.parametrize(("number", "said"), [(9, False), (10, True), (12, True)])
def test_a_late_judgement_is_said(number: int, said: bool) -> None:
    row = {"maand": month_after(number - 1), "gewerkte_maanden_eerder": 0, "uren_per_week": 0}
    assert ("beoordeling_ontbreekt" in NATIONAL.evaluate(CASE | row).remarks) is said


def test_dates_that_have_passed_do_not_apply() -> None:
    row = {"maand": month_after(12), "gewerkte_maanden_eerder": 0, "uren_per_week": 0, "kans_vergroot": True}
    decision = NATIONAL.evaluate(CASE | row)
    assert decision["dag_van_beoordeling"] is None
    assert decision["laatste_dag_zonder_kans"] is None


def test_months_of_another_facility_are_left_out() -> None:
    row = {"maand": month_after(29), "gewerkte_maanden_eerder": 0, "uren_per_week": 0, "kans_vergroot": True}
    assert NATIONAL.evaluate(CASE | row | {"buiten_telling": 6})["maand_van_de_termijn"] == 24
    assert NATIONAL.evaluate(CASE | row | {"buiten_telling": 7}).status == "afgekeurd"


@pytest.mark.parametrize(("born", "status"), [("1992-09-01", "recht"), ("1992-09-02", "geen_recht")])
def test_the_age_of_27(born: str, status: str) -> None:
    assert NATIONAL.evaluate(CASE | {"geboortedatum": born}).status == status


def test_an_unknown_year_total_does_not_stop_the_payment() -> None:
    decision = ENSCHEDE.evaluate(CASE | {"premies_eerder_dit_jaar": None})
    assert (decision.status, decision["betaling"], decision["vrij_onder_j"]) == ("recht", 50, None)
    assert "premies_van_dit_jaar_onbekend" in decision.remarks


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.decimals(0, 60, places=2), min_size=1, max_size=6),
    st.integers(0, 3000),
    st.integers(0, 3),
)
def test_what_is_paid_is_divided(hours: list[Decimal], before: int, times: int) -> None:
    """Exempt and not exempt add up, and the exempt part never passes the maximum of the year."""
    facts = {
        "premies_eerder_dit_jaar": before,
        "aantal_premies_eerder_dit_jaar": times,
        "startmaand": "2019-07",
    }
    rows = [
        CASE | facts | {"maand": f"2019-{7 + n:02}", "uren_per_week": h, "voldoende_meegewerkt": True}
        for n, h in enumerate(hours)
    ]
    found = ENSCHEDE.evaluate_history(rows)
    for decision in found:
        parts = amount(decision, "vrij_onder_j") + amount(decision, "niet_vrij_onder_j")
        assert parts == amount(decision, "betaling")
    assert min(before, 2517) + sum(amount(decision, "vrij_onder_j") for decision in found) <= 2517
    assert found[-1]["betaald_dit_jaar"] == before + sum(amount(decision, "betaling") for decision in found)


@pytest.mark.parametrize("ruleset", [NATIONAL, ENSCHEDE], ids=["landelijk", "enschede"])
def test_the_readers_agree(ruleset: Any) -> None:
    assert agree(ruleset.plan, seed=10, histories=300) > 300
