"""The studietoeslag: before and after April 2022, ages, the internship, and the transition."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels import load
from tests.regelingen.agree import agree

CASE: dict[str, Any] = {
    "maand": "2026-07",
    "geboortedatum": "2000-01-15",
    "aanvraagdatum": "2026-06-01",
    "studiefinanciering": "beurs_of_lening",
    "kan_niet_bijverdienen": True,
    "wajong": False,
    "stage_inkomen": 0,
}
OLD: dict[str, Any] = {
    "maand": "2019-03",
    "geboortedatum": "1999-01-15",
    "aanvraagdatum": "2019-03-01",
    "studiefinanciering": "beurs_of_lening",
    "kan_minimumloon_niet_verdienen": True,
    "vermogen_boven_grens": False,
}
NATIONAL = load("landelijk", "studietoeslag")
ENSCHEDE = load("enschede", "studietoeslag")
JULY_2026 = {15: "117.03", 16: "134.58", 17: "154.08", 18: "195.04", 19: "234.05", 20: "312.06", 21: "390.07"}


@pytest.mark.parametrize("age", JULY_2026)
@pytest.mark.parametrize(("day", "years"), [("07-01", 0), ("07-02", 1)], ids=["jarig", "morgen-jarig"])
def test_the_amount_follows_the_age_on_the_first_day(age: int, day: str, years: int) -> None:
    decision = NATIONAL.evaluate(CASE | {"geboortedatum": f"{2026 - age - years}-{day}"})
    assert decision["studietoeslag"] == Decimal(JULY_2026[age])


def test_under_fifteen_there_is_no_amount() -> None:
    assert NATIONAL.evaluate(CASE | {"geboortedatum": "2011-07-02"}).reasons == ["leeftijd"]


@pytest.mark.parametrize(
    ("month", "amount"),
    [
        ("2022-04", "300"),
        ("2022-06", "300"),
        ("2025-12", "376.22"),
        ("2026-01", "385.14"),
        ("2026-06", "385.14"),
    ],
)
def test_dates_of_indexation(month: str, amount: str) -> None:
    assert NATIONAL.evaluate(CASE | {"maand": month})["studietoeslag"] == Decimal(amount)


@pytest.mark.parametrize(
    ("month", "born"), [("2022-07", "2000-01-15"), ("2022-05", "2003-01-15"), ("2024-07", "2008-01-15")]
)
def test_an_amount_that_was_not_found_is_not_guessed(month: str, born: str) -> None:
    decision = NATIONAL.evaluate(CASE | {"maand": month, "geboortedatum": born})
    assert (decision.status, decision.reasons) == ("onbepaald", ["geen_bedrag"])


def test_the_last_month_of_the_old_law_and_the_first_of_the_new() -> None:
    both = OLD | CASE | {"aanvraagdatum": "2022-03-01"}
    old, new = (NATIONAL.evaluate(both | {"maand": month}) for month in ("2022-03", "2022-04"))
    assert (old.status, old.reasons) == ("onbepaald", ["geen_bedrag"])
    assert (old["regels_die_gelden"], new["regels_die_gelden"]) == (None, "nieuw")
    assert new["studietoeslag"] == 300


def test_wealth_counts_until_april_2022_only() -> None:
    rich = {"vermogen_boven_grens": True}
    assert NATIONAL.evaluate(
        OLD | CASE | rich | {"maand": "2022-03", "aanvraagdatum": "2022-03-01"}
    ).reasons == ["vermogen"]
    assert NATIONAL.evaluate(OLD | CASE | rich | {"maand": "2022-04"}).status == "recht"


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({}, []),
        ({"geboortedatum": "2001-03-01"}, []),
        ({"geboortedatum": "2001-03-02"}, ["leeftijd_bij_aanvraag"]),
        ({"studiefinanciering": "geen"}, ["recht_op_studiefinanciering"]),
        ({"vermogen_boven_grens": True}, ["vermogen"]),
        ({"kan_minimumloon_niet_verdienen": False}, ["minimumloon"]),
        ({"aanvraagdatum": "2019-04-01"}, ["na_de_aanvraag"]),
    ],
)
def test_the_old_conditions(facts: dict[str, Any], reasons: list[str]) -> None:
    decision = ENSCHEDE.evaluate(OLD | facts)
    assert (decision.reasons, decision["studietoeslag"]) == (reasons, 0 if reasons else 300)


def test_enschede_is_known_for_2019_only() -> None:
    for month in ("2018-12", "2020-01"):
        facts = OLD | {"maand": month, "aanvraagdatum": "2018-12-01", "geboortedatum": "1999-01-15"}
        assert ENSCHEDE.evaluate(facts).reasons == ["geen_bedrag"]


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({"wajong": True}, ["wajong"]),
        ({"studiefinanciering": "alleen_levenlanglerenkrediet"}, ["studiefinanciering"]),
        ({"studiefinanciering": "tegemoetkoming"}, []),
        ({"kan_niet_bijverdienen": False, "geneeskundig_advies": True}, ["kan_niet_bijverdienen"]),
        ({"kan_niet_bijverdienen": False, "geneeskundig_advies": False}, ["advies_voor_afwijzing"]),
        ({"maand": "2022-04", "aanvraagdatum": "2027-04-30"}, []),
        ({"maand": "2022-04", "aanvraagdatum": "2027-05-01"}, ["niet_te_laat"]),
    ],
)
def test_the_new_conditions(facts: dict[str, Any], reasons: list[str]) -> None:
    assert NATIONAL.evaluate(CASE | facts).reasons == reasons


def test_what_is_unknown_is_named_and_what_does_not_matter_is_not() -> None:
    judge = CASE | {"kan_niet_bijverdienen": None}
    assert NATIONAL.evaluate(judge).missing == ["kan_niet_bijverdienen", "geneeskundig_advies"]
    assert NATIONAL.evaluate(judge | {"wajong": True}).reasons == ["wajong"]
    assert NATIONAL.evaluate(CASE | {"stage_inkomen": None}).missing == ["stage_inkomen"]


@pytest.mark.parametrize(
    ("old", "which", "amount"), [("390.07", "nieuw", "390.07"), ("390.08", "overgang", "390.08")]
)
def test_a_higher_old_toeslag_stays(old: str, which: str, amount: str) -> None:
    decision = NATIONAL.evaluate(CASE | {"oude_toeslag": old})
    assert (decision["regels_die_gelden"], decision["studietoeslag"]) == (which, Decimal(amount))


def test_an_old_toeslag_stays_when_the_new_rules_give_nothing() -> None:
    decision = NATIONAL.evaluate(CASE | {"oude_toeslag": "100", "wajong": True})
    assert (decision.status, decision["studietoeslag"]) == ("recht", 100)


def test_a_municipality_may_give_more(tmp_path: Path) -> None:
    """A decision of the college lies on the national minimum; the higher of the two is paid."""
    overlay = tmp_path / "studietoeslag.yaml"
    overlay.write_text(
        "regeling: studietoeslag\noverlay_op: landelijk\ndoor: college\n"
        'bronnen: {besluit: "https://lokaleregelgeving.overheid.nl/"}\n'
        'vult:\n  studietoeslag_gemeente:\n    - {van: 2022-04-01, waarde: "€ 350,00", bron: besluit}\n',
        encoding="utf-8",
    )
    generous = load(str(overlay), "studietoeslag")
    amounts = [
        generous.evaluate(CASE | {"geboortedatum": born})["studietoeslag"]
        for born in ("2008-01-01", "2000-01-01")
    ]
    assert amounts == [350, Decimal("390.07")]


def _toeslag(facts: dict[str, Any]) -> Decimal:
    found = NATIONAL.evaluate(CASE | facts)["studietoeslag"]
    assert isinstance(found, Decimal)
    return found


@settings(max_examples=80, deadline=None)
@given(st.decimals(0, 2000, places=2), st.decimals(0, 2000, places=2))
def test_an_internship_never_raises_the_toeslag(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    first, second = (_toeslag({"stage_inkomen": pay}) for pay in (low, high))
    assert 0 <= second <= first <= Decimal("390.07")
    assert first - second <= high - low


@pytest.mark.parametrize("ruleset", [NATIONAL, ENSCHEDE], ids=["landelijk", "enschede"])
def test_the_readers_agree(ruleset: Any) -> None:
    assert agree(ruleset.plan, seed=20, histories=300) > 300
