"""Living costs of the self-employed by month: boundaries, unknowns, and what the amount may never be."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regels.ruleset import load

RULES = load("landelijk", "bbz_levensonderhoud")
Facts = dict[str, Any]
GEVESTIGDE: Facts = {
    "maand": "2026-07",
    "startmaand": "2026-01",
    "categorie": "gevestigde",
    "datum_aanvraag": "2025-12-15",
    "geboortedatum": "1985-03-14",
    "uren_per_jaar": 1225,
    "wettelijke_eisen": True,
    "zeggenschap_en_risico": True,
    "aangewezen_op_bedrijf": True,
    "levensvatbaar": True,
    "redelijke_termijn": True,
    "ander_vermogen": False,
    "eigen_vermogen": "10000,00",
    "totaal_vermogen": "40000,00",
    "norm": "1419,46",
    "geschatte_winst": "500,00",
    "geschat_ander_inkomen": "0,00",
    "toegekende_duur": 12,
}
STARTER: Facts = GEVESTIGDE | {"categorie": "starter", "uitkering_werkloosheid": True}
OUDERE: Facts = GEVESTIGDE | {
    "maand": "2026-01",
    "categorie": "oudere",
    "geboortedatum": "1959-12-31",
    "levensvatbaar": False,
    "bedrijf_sinds": "2015-12-15",
    "inkomen_duurzaam_lager": True,
    "verwacht_bruto_inkomen": "10368,00",
}
STOPPER: Facts = GEVESTIGDE | {
    "categorie": "beeindigend",
    "levensvatbaar": False,
    "beeindiging_toegezegd": True,
}
TIJDELIJK: Facts = GEVESTIGDE | {
    "maand": "2022-02",
    "startmaand": "2022-01",
    "datum_aanvraag": "2022-01-20",
    "toegekend_met_tijdelijke_regels": True,
}


def outcome(facts: Facts) -> tuple[str, list[str]]:
    decision = RULES.evaluate(facts)
    return decision.status, decision.reasons


@pytest.mark.parametrize(
    ("facts", "change", "reason"),
    [
        (GEVESTIGDE, {"uren_per_jaar": 1224}, "urencriterium"),
        (GEVESTIGDE, {"uren_per_jaar": "1224,99"}, "urencriterium"),
        (GEVESTIGDE, {"geboortedatum": "2008-07-02"}, "leeftijd"),
        (GEVESTIGDE, {"geboortedatum": "1959-06-30"}, "aow_leeftijd_bereikt"),
        (GEVESTIGDE, {"levensvatbaar": False}, "levensvatbaarheid"),
        (GEVESTIGDE, {"redelijke_termijn": False}, "termijn_in_bedrijf"),
        (GEVESTIGDE, {"wettelijke_eisen": False}, "eisen_van_de_wet"),
        (GEVESTIGDE, {"zeggenschap_en_risico": False}, "zeggenschap"),
        (GEVESTIGDE, {"aangewezen_op_bedrijf": False}, "aangewezen"),
        (GEVESTIGDE, {"uitgesloten": True}, "uitsluiting"),
        (GEVESTIGDE, {"ander_vermogen": True}, "vermogen_buiten_bedrijf"),
        (GEVESTIGDE, {"startmaand": "2025-07", "verlenging_gevestigde": False}, "termijn"),
        (GEVESTIGDE, {"startmaand": "2023-07", "verlenging_gevestigde": True}, "termijn"),
        (GEVESTIGDE, {"geschat_ander_inkomen": "1014,46"}, "inkomen"),
        (STARTER, {"levensvatbaar": False}, "levensvatbaarheid"),
        (STARTER, {"uitkering_werkloosheid": False}, "uit_een_uitkering"),
        (STARTER, {"startmaand": "2023-07", "verlenging_starter": False}, "termijn"),
        (OUDERE, {"geboortedatum": "1960-01-01"}, "leeftijd_oudere"),
        (OUDERE, {"levensvatbaar": True}, "geen_levensvatbaarheid"),
        (OUDERE, {"bedrijf_sinds": "2015-12-16"}, "tien_jaar_bedrijf"),
        (OUDERE, {"verwacht_bruto_inkomen": "10367,99"}, "inkomen_oudere"),
        (OUDERE, {"inkomen_duurzaam_lager": False}, "duurzaam_laag_inkomen"),
        (STOPPER, {"beeindiging_toegezegd": False}, "stoppen"),
        (STOPPER, {"startmaand": "2025-07", "verlenging_beeindigend": False}, "termijn"),
        (STOPPER, {"startmaand": "2024-07", "verlenging_beeindigend": True}, "termijn"),
    ],
)
def test_one_fact_takes_the_right_away(facts: Facts, change: Facts, reason: str) -> None:
    assert outcome(facts) == ("recht", [])
    assert outcome(facts | change) == ("geen_recht", [reason])


@pytest.mark.parametrize(
    ("facts", "change"),
    [
        (GEVESTIGDE, {"geboortedatum": "2008-07-01"}),
        (GEVESTIGDE, {"geboortedatum": "1959-08-01"}),
        (GEVESTIGDE, {"startmaand": "2025-08"}),
        (GEVESTIGDE, {"startmaand": "2023-08", "verlenging_gevestigde": True}),
        (GEVESTIGDE, {"geschat_ander_inkomen": "1014,45"}),
        (STARTER, {"startmaand": "2023-08"}),
        (STARTER, {"startmaand": "2020-01", "verlenging_starter": True}),
        (STOPPER, {"startmaand": "2025-08"}),
        (STOPPER, {"startmaand": "2024-08", "verlenging_beeindigend": True}),
        (OUDERE, {"startmaand": "2017-01"}),
    ],
)
def test_just_within(facts: Facts, change: Facts) -> None:
    assert outcome(facts | change) == ("recht", [])


def test_before_2020_an_older_one_is_55() -> None:
    old = OUDERE | {
        "maand": "2021-07",
        "startmaand": "2020-01",
        "datum_aanvraag": "2019-12-31",
        "bedrijf_sinds": "2009-12-31",
        "norm": "1078,70",
        "verwacht_bruto_inkomen": "8158,00",
    }
    assert outcome(old | {"geboortedatum": "1964-12-31"}) == ("recht", [])
    assert outcome(old | {"geboortedatum": "1965-01-01"}) == ("geen_recht", ["leeftijd_oudere"])
    later = {"geboortedatum": "1964-12-31", "datum_aanvraag": "2020-01-01"}
    assert outcome(old | later) == ("geen_recht", ["leeftijd_oudere"])


def test_the_term_of_18_months_is_not_in_force() -> None:
    """Stb. 2025, 220 says 18 months; no dated text shows it, so 36 stands, and 2027 has no figure."""
    assert outcome(STARTER | {"maand": "2026-12", "startmaand": "2024-01"})[0] == "recht"
    assert outcome(STARTER | {"maand": "2027-01", "startmaand": "2026-12"})[0] == "onbepaald"


@pytest.mark.parametrize(
    ("own", "total", "gift"),
    [
        ("59782,00", "59782,00", True),
        ("59782,01", "59782,01", False),
        ("60000,00", "200000,00", True),
        ("60000,01", "200000,00", False),
        ("251232,99", "837443,30", True),
        ("251232,99", "837443,29", False),
        ("251233,00", "251233,00", True),
        ("251233,01", "9000000,00", False),
        ("-5000,00", "0,00", True),
    ],
)
def test_assets_on_and_beside_the_limits(own: str, total: str, gift: bool) -> None:
    """30% × 837.443,30 = 251.232,99. On the upper limit itself neither a nor b of art. 3 lid 1 applies."""
    assert RULES.evaluate(GEVESTIGDE | {"eigen_vermogen": own, "totaal_vermogen": total})[
        "gift_mogelijk"
    ] is (gift)


def test_an_older_one_has_a_limit_of_his_own() -> None:
    facts = OUDERE | {"totaal_vermogen": "200000,00"}
    assert RULES.evaluate(facts | {"eigen_vermogen": "175864,00"})["gift_mogelijk"] is True
    assert RULES.evaluate(facts | {"eigen_vermogen": "175864,01"})["gift_mogelijk"] is False


@pytest.mark.parametrize("missing", ["inkomen_regelmatig", "inkomen_duurzaam_lager"])
def test_a_gift_at_once_needs_every_condition(missing: str) -> None:
    short = GEVESTIGDE | {"toegekende_duur": 6, "inkomen_regelmatig": True, "inkomen_duurzaam_lager": True}
    assert RULES.evaluate(short)["vorm"] == "om_niet"
    assert RULES.evaluate(short | {"toegekende_duur": 7})["vorm"] == "renteloze_lening"
    assert RULES.evaluate(short | {missing: False})["vorm"] == "renteloze_lening"
    assert outcome(short | {missing: None}) == ("onbepaald", [missing])
    rich = {"eigen_vermogen": "300000,00", "totaal_vermogen": "300000,00"}
    assert RULES.evaluate(short | rich)["vorm"] == "renteloze_lening"
    assert RULES.evaluate(STARTER | {"toegekende_duur": 6})["vorm"] == "renteloze_lening"


def test_the_temporary_rules_are_a_gift_without_a_test_of_assets() -> None:
    rich = TIJDELIJK | {"ander_vermogen": True, "eigen_vermogen": None, "totaal_vermogen": None}
    decision = RULES.evaluate(rich)
    assert (decision.status, decision["vorm"], decision["telt_later_als_inkomen"]) == (
        "recht",
        "om_niet",
        Decimal("1004.46"),
    )
    assert outcome(TIJDELIJK | {"toegekend_met_tijdelijke_regels": None})[0] == "onbepaald"
    assert RULES.evaluate(TIJDELIJK | {"maand": "2022-03"})["vorm"] == "om_niet"
    assert RULES.evaluate(TIJDELIJK | {"maand": "2022-04"})["vorm"] == "renteloze_lening"
    in_2021 = {"maand": "2021-10", "startmaand": "2021-10", "datum_aanvraag": "2021-10-02"}
    assert RULES.evaluate(TIJDELIJK | in_2021)["telt_later_als_inkomen"] == 0
    before = {"maand": "2021-09", "startmaand": "2021-09", "datum_aanvraag": "2021-09-02"}
    assert RULES.evaluate(TIJDELIJK | before)["vorm"] == "renteloze_lening"


@pytest.mark.parametrize(
    ("ended", "applied", "status"),
    [
        ("2026-04-09", "2026-04-10", "geen_recht"),
        ("2026-04-10", "2026-04-10", "geen_recht"),
        ("2026-04-11", "2026-04-10", "recht"),
        (None, "2026-04-10", "recht"),
        ("2025-11-01", "2025-12-31", "recht"),
    ],
)
def test_backwards_only_while_the_business_runs(ended: str | None, applied: str, status: str) -> None:
    """Art. 27a holds for applications from 2026; for earlier ones nothing is tested here."""
    month = "2026-02" if applied > "2026" else "2025-11"
    facts = STOPPER | {"maand": month, "startmaand": month, "datum_aanvraag": applied}
    assert RULES.evaluate(facts | {"bedrijf_beeindigd_op": ended}).status == status


def test_the_month_of_the_aow_day_is_for_a_person() -> None:
    assert outcome(GEVESTIGDE | {"geboortedatum": "1959-07-15"}) == ("onbepaald", ["aow_in_maand"])


@pytest.mark.parametrize("field", ["norm", "levensvatbaar", "uren_per_jaar", "geschatte_winst"])
def test_what_is_missing_is_named(field: str) -> None:
    assert outcome(GEVESTIGDE | {field: None}) == ("onbepaald", [field])


@pytest.mark.parametrize(
    "field",
    ["uitkering_werkloosheid", "bedrijf_sinds", "verlenging_gevestigde", "eigen_vermogen", "datum_aanvraag"],
)
def test_what_cannot_matter_is_not_waited_for(field: str) -> None:
    assert outcome(GEVESTIGDE | {field: None}) == ("recht", [])


def test_the_fixed_part_for_tax_is_not_known_for_2024() -> None:
    in_2024 = GEVESTIGDE | {"maand": "2024-07", "startmaand": "2024-01", "datum_aanvraag": "2024-01-02"}
    assert outcome(in_2024) == ("onbepaald", ["geen_bedrag"])
    assert outcome(in_2024 | {"geschatte_winst": "0,00"}) == ("recht", [])


CENTS = st.integers(0, 300_000).map(lambda cents: Decimal(cents) / 100)


@given(norm=CENTS, profit=CENTS, other=CENTS)
def test_loan_and_income_make_the_norm(norm: Decimal, profit: Decimal, other: Decimal) -> None:
    facts = {"norm": norm, "geschatte_winst": profit, "geschat_ander_inkomen": other}
    decision = RULES.evaluate(GEVESTIGDE | facts)
    loan, income = decision["bijstand"], decision["geschat_inkomen"]
    assert isinstance(loan, Decimal) and isinstance(income, Decimal)
    assert 0 <= loan <= norm
    assert loan + income == norm if decision.status == "recht" else income >= norm
