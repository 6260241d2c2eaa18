"""Business capital: maxima by category and year, form, interest, and the preparation."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regels.ruleset import load

RULES = load("landelijk", "bbz_bedrijfskapitaal")
Facts = dict[str, Any]
LENING: Facts = {
    "maand": "2026-07",
    "categorie": "gevestigde",
    "hoort_bij_categorie": True,
    "behoefte": True,
    "kapitaal_van_uwv": False,
    "samenwerkingsverband": False,
    "gevraagd_bedrag": "300000,00",
    "al_verleend": "0,00",
    "gevraagde_vorm": "rentedragende_lening",
    "looptijd": 120,
}
SAMEN: Facts = LENING | {
    "samenwerkingsverband": True,
    "aansprakelijkheid_aanvaard": True,
    "alleen_arbeid": False,
}
GIFT: Facts = LENING | {
    "gevraagde_vorm": "om_niet",
    "inkomen_duurzaam_lager": True,
    "ook_lening_of_borgtocht": False,
    "eigen_vermogen": "0,00",
    "totaal_vermogen": "0,00",
}
OUDERE: Facts = LENING | {"categorie": "oudere", "eigen_vermogen": "0,00", "totaal_vermogen": "999999,00"}
VOORBEREIDING: Facts = {
    "maand": "2026-07",
    "categorie": "voorbereiding",
    "behoefte": True,
    "kapitaal_van_uwv": False,
    "gevraagd_bedrag": "4500,00",
    "ontvangt_bijstand": True,
    "startmaand_voorbereiding": "2026-01",
}


@pytest.mark.parametrize(
    ("month", "established", "starter", "gift"),
    [
        ("2018-01", 196_381, 36_155, 9_819),
        ("2018-12", 196_381, 36_155, 9_819),
        ("2019-12", 199_680, 36_762, 9_984),
        ("2020-12", 203_135, 37_398, 10_157),
        ("2021-12", 205_410, 37_817, 10_271),
        ("2022-01", 212_147, 39_057, 10_607),
        ("2023-01", 248_064, 45_670, 12_403),
        ("2024-12", 247_047, 45_483, 12_352),
        ("2025-12", 253_420, 46_656, 12_671),
        ("2026-01", 261_048, 48_060, 13_052),
    ],
)
def test_maxima_change_on_1_january(month: str, established: int, starter: int, gift: int) -> None:
    def granted(facts: Facts) -> object:
        return RULES.evaluate(facts | {"maand": month})["te_verlenen"]

    assert granted(LENING) == established
    assert granted(LENING | {"categorie": "starter"}) == starter
    assert granted(GIFT) == gift
    assert granted(OUDERE) == gift


@pytest.mark.parametrize(
    ("facts", "change", "reason"),
    [
        (LENING, {"hoort_bij_categorie": False}, "eisen_van_de_categorie"),
        (LENING, {"behoefte": False}, "behoefte_aan_kapitaal"),
        (LENING, {"kapitaal_van_uwv": True}, "uwv_aan_zet"),
        (LENING, {"looptijd": 121}, "looptijd"),
        (LENING, {"al_verleend": "261048,00"}, "ruimte_onder_maximum"),
        (LENING, {"gevraagd_bedrag": "0,00"}, "ruimte_onder_maximum"),
        (SAMEN, {"aansprakelijkheid_aanvaard": False}, "aansprakelijkheid"),
        (SAMEN, {"alleen_arbeid": True}, "meer_dan_arbeid"),
        (GIFT, {"inkomen_duurzaam_lager": False}, "laag_inkomen_voor_gift"),
        (GIFT, {"eigen_vermogen": "59782,01", "totaal_vermogen": "59782,01"}, "vermogen_voor_gift"),
        (GIFT, {"ook_lening_of_borgtocht": True}, "gift_niet_naast_lening"),
        (LENING | {"categorie": "starter"}, {"gevraagde_vorm": "om_niet"}, "geen_gift_voor_starter"),
        (LENING, {"categorie": "beeindigend"}, "soort_zelfstandige"),
        (VOORBEREIDING, {"ontvangt_bijstand": False}, "bijstand_bij_voorbereiding"),
        (VOORBEREIDING, {"startmaand_voorbereiding": "2025-07"}, "tijd_van_voorbereiding"),
    ],
)
def test_one_fact_makes_it_impossible(facts: Facts, change: Facts, reason: str) -> None:
    assert RULES.evaluate(facts).status == "recht"
    decision = RULES.evaluate(facts | change)
    assert (decision.status, decision.reasons) == ("geen_recht", [reason])
    assert decision["te_verlenen"] == 0


def test_the_interest_is_8_and_not_the_5_of_the_base_text() -> None:
    decision = RULES.evaluate(LENING | {"gevraagd_bedrag": "10000,00"})
    assert (decision["rentepercentage"], decision["rente_eerste_jaar"]) == (8, Decimal("800.00"))
    guarantee = RULES.evaluate(LENING | {"gevraagde_vorm": "borgtocht"})
    assert (guarantee["rentepercentage"], guarantee["rente_eerste_jaar"]) == (None, 0)


@pytest.mark.parametrize(
    ("own", "loan", "gift", "form"),
    [
        ("175864,00", "0.00", "13052.00", "om_niet"),
        ("175864,01", "0.01", "13051.99", "deels_om_niet"),
        ("188916,00", "13052.00", "0.00", "renteloze_lening"),
    ],
)
def test_of_an_older_one_the_excess_is_a_loan(own: str, loan: str, gift: str, form: str) -> None:
    decision = RULES.evaluate(OUDERE | {"eigen_vermogen": own})
    assert (decision["renteloos_deel"], decision["gift"]) == (Decimal(loan), Decimal(gift))
    assert decision["vorm"] == form


def test_after_the_preparation() -> None:
    def after(how: str, kept: bool | None = None) -> object:
        facts = {"afloop_voorbereiding": how, "verplichtingen_nagekomen": kept}
        return RULES.evaluate(VOORBEREIDING | facts)["vorm_na_voorbereiding"]

    assert after("loopt_nog") == "renteloze_lening"
    assert after("bedrijf_begonnen") == "rentedragende_lening"
    assert after("geen_bedrijf", True) == "om_niet"
    assert after("geen_bedrijf", False) == "renteloze_lening"
    assert after("geen_bedrijf") is None


@given(
    category=st.sampled_from(["gevestigde", "starter"]),
    asked=st.integers(1, 40_000_000),
    before=st.integers(0, 30_000_000),
)
def test_together_never_above_the_maximum(category: str, asked: int, before: int) -> None:
    wanted, earlier = Decimal(asked) / 100, Decimal(before) / 100
    facts = {"categorie": category, "gevraagd_bedrag": wanted, "al_verleend": earlier}
    decision = RULES.evaluate(LENING | facts)
    granted, most = decision["te_verlenen"], decision["maximum"]
    assert isinstance(granted, Decimal) and isinstance(most, Decimal)
    assert granted <= wanted
    assert granted == 0 or granted + earlier <= most
