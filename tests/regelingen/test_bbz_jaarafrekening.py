"""The settlement of a boekjaar (Bbz art. 12): three outcomes, assets, losses, interest; it always adds up."""

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regels.data import rulesets
from regels.ruleset import Ruleset, load

RULES = load("landelijk", "bbz_jaarafrekening")
Facts = dict[str, Any]
JAAR: Facts = {
    "boekjaar": 2026,
    "leefvorm": "alleenstaande",
    "categorie": "gevestigde",
    "inkomen_definitief": True,
    "voorlopige_bijstand": "12065,76",
    "bijstandsmaanden": 12,
    "som_normen": "16925,76",
    "zvw_vergoeding": "0,00",
    "bijzondere_bijstand": "0,00",
    "inkomen_met_loonheffing": "0,00",
    "inkomen_zonder_loonheffing": "6000,00",
    "eigen_vermogen": "10000,00",
    "totaal_vermogen": "40000,00",
}
ZONDER_BIJSTAND: Facts = JAAR | {"voorlopige_bijstand": "0,00", "bijstandsmaanden": 0}
KAPITAAL: Facts = {
    "kapitaal_vorm": "rentedragende_lening",
    "kapitaal_datum_aanvraag": "2025-03-01",
    "kapitaal_boekjaar": 2025,
    "kapitaal_rente": "1600,00",
    "bijstand_als_gift": "0,00",
}


def amounts(facts: Facts, *names: str, rules: Ruleset = RULES) -> list[Decimal]:
    decision = rules.evaluate(facts)
    found = [decision[name] for name in names]
    assert all(isinstance(value, Decimal) for value in found), (decision.status, decision.reasons)
    return [Decimal(str(value)) for value in found]


def changed(directory: Path, old: str, new: str) -> Ruleset:
    """The national rules with one setting chosen otherwise."""
    shutil.copytree(rulesets() / "landelijk", directory / "landelijk")
    file = directory / "landelijk" / "bbz_jaarafrekening" / "regeling.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return load(str(directory / "landelijk"), "bbz_jaarafrekening")


@pytest.mark.parametrize(
    ("profit", "extra", "claimable", "gift"),
    [
        ("4000,00", "1620.00", "0.00", "12065.76"),
        ("5999,99", "0.01", "0.00", "12065.76"),
        ("6000,00", "0.00", "0.00", "12065.76"),
        ("6000,01", "0.00", "0.01", "12065.75"),
        ("10000,00", "0.00", "3240.00", "8825.76"),
    ],
)
def test_less_than_the_same_as_and_more_than_the_jaarnorm(
    profit: str, extra: str, claimable: str, gift: str
) -> None:
    """6.000,00 − 1.140,00 = 4.860,00; of 5.999,99 the fixed part is 1.139,9981, so 1.140,00 and a cent less.

    Of 6.000,01 it is 1.140,0019, so 1.140,00 and a cent more.
    """
    found = amounts(
        JAAR | {"inkomen_zonder_loonheffing": profit}, "aanvulling", "terugvorderbaar_tot", "gift"
    )
    assert found == [Decimal(extra), Decimal(claimable), Decimal(gift)]


def test_nothing_is_claimed_before_the_college_decides() -> None:
    more = JAAR | {"inkomen_zonder_loonheffing": "10000,00"}
    open_ = RULES.evaluate(more)
    assert (open_.status, open_["teruggevorderd"], open_["gift_na_besluit"]) == ("recht", None, None)
    assert "college_beslist" in open_.remarks
    waived = RULES.evaluate(more | {"terugvordering": "0,00"})
    assert (waived["teruggevorderd"], waived["gift_na_besluit"]) == (0, Decimal("12065.76"))
    assert "college_beslist" not in waived.remarks
    too_much = RULES.evaluate(more | {"terugvordering": "3240,01"})
    assert (too_much.status, too_much.reasons) == ("afgekeurd", ["besluit_te_hoog"])


def test_until_2019_the_text_said_is_reclaimed() -> None:
    """Of 2019 the fixed part is not known; income with wage tax withheld alone decides."""
    old = JAAR | {"inkomen_zonder_loonheffing": "0,00", "inkomen_met_loonheffing": "8100,00"}
    assert "tekst_voor_2020" in RULES.evaluate(old | {"boekjaar": 2019, "categorie": "gevestigde"}).remarks
    assert "tekst_voor_2020" not in RULES.evaluate(old | {"boekjaar": 2020}).remarks


def test_part_of_the_year_by_twelfths_or_by_the_norms_themselves(tmp_path: Path) -> None:
    """Six months until July, with € 120,01 besides the norms, which are 6 × 1.401,50 = 8.409,00."""
    half = JAAR | {
        "voorlopige_bijstand": "5979,00",
        "bijstandsmaanden": 6,
        "som_normen_bijstandsmaanden": "8409,00",
        "zvw_vergoeding": "100,00",
        "bijzondere_bijstand": "20,01",
    }
    assert amounts(half, "aanvulling") == [Decimal("2543.89")]  # 17.045,77 × 6/12 = 8.522,885, so 8.522,89
    by_norms = changed(tmp_path, "waarde: twaalfde_delen", "waarde: werkelijke_normen")
    assert amounts(half, "aanvulling", rules=by_norms) == [Decimal("2490.01")]  # 8.409 + 60,005, so 8.469,01
    assert by_norms.evaluate(half | {"som_normen_bijstandsmaanden": None}).missing == [
        "som_normen_bijstandsmaanden"
    ]


def test_above_the_limit_for_so_far_or_altogether(tmp_path: Path) -> None:
    rich = JAAR | {"eigen_vermogen": "251234,00", "totaal_vermogen": "900000,00"}
    assert amounts(rich, "gehandhaafde_lening", "gift") == [Decimal("1.00"), Decimal("12064.76")]
    whole = changed(tmp_path, "waarde: voor_zover", "waarde: geheel")
    assert amounts(rich, "gehandhaafde_lening", "gift", rules=whole) == [Decimal("12065.76"), 0]


def test_which_limit_counts_above_30_percent(tmp_path: Path) -> None:
    rich = JAAR | {"eigen_vermogen": "60001,00", "totaal_vermogen": "200000,00"}
    assert amounts(rich, "gehandhaafde_lening") == [Decimal("219.00")]  # 60.001 − 59.782
    ratio = changed(tmp_path, "waarde: ondergrens", "waarde: dertig_procent")
    assert amounts(rich, "gehandhaafde_lening", rules=ratio) == [Decimal("1.00")]  # 60.001 − 30% × 200.000


@pytest.mark.parametrize(
    ("year", "netto", "status"),
    [
        (2017, "4800.00", "recht"),
        (2020, None, "onbepaald"),
        (2021, "4980.00", "recht"),
        (2022, "4980.00", "recht"),
        (2024, None, "onbepaald"),
        (2025, "4860.00", "recht"),
        (2026, "4860.00", "recht"),
    ],
)
def test_the_fixed_part_by_year(year: int, netto: str | None, status: str) -> None:
    """20, unknown, 17, 17, unknown, 19, 19 procent. 2022 has months with temporary assistance."""
    decision = RULES.evaluate(JAAR | {"boekjaar": year, "tijdelijke_bijstand": "0,00"})
    assert decision.status == status
    assert decision["netto_inkomen"] == (None if netto is None else Decimal(netto))
    assert ("geen_bedrag" in decision.reasons) == (netto is None)


@pytest.mark.parametrize("year", [2017, 2022])
def test_an_uncertain_percentage_leaves_a_mark(year: int) -> None:
    decision = RULES.evaluate(JAAR | {"boekjaar": year, "tijdelijke_bijstand": "0,00"})
    assert "onzeker_cijfer:bbz_forfait_inkomstenbelasting" in decision.remarks


def test_a_loss_is_not_guessed() -> None:
    alone = JAAR | {"inkomen_zonder_loonheffing": "-5000,00"}
    assert amounts(alone, "netto_inkomen", "aanvulling") == [0, Decimal("4860.00")]
    beside = alone | {"inkomen_met_loonheffing": "3000,00"}
    assert RULES.evaluate(beside).missing == ["verlies_vermindert_inkomen"]
    assert amounts(beside | {"verlies_vermindert_inkomen": False}, "netto_inkomen") == [Decimal(3000)]
    assert amounts(beside | {"verlies_vermindert_inkomen": True}, "netto_inkomen") == [0]


def test_the_fixed_part_is_taken_of_each_persons_own_profit() -> None:
    """19% of 10,02 is 1,9038, so 1,90 for each of two: 8,12 + 8,12; of 20,04 together it would be 3,81."""
    both = {
        "leefvorm": "gehuwden",
        "inkomen_zonder_loonheffing": "10,02",
        "inkomen_zonder_loonheffing_partner": "10,02",
        "inkomen_met_loonheffing_partner": "0,00",
    }
    assert amounts(JAAR | both, "netto_inkomen") == [Decimal("16.24")]


@pytest.mark.parametrize(
    ("change", "waived"),
    [
        ({"inkomen_zonder_loonheffing": "20000,00"}, "725.76"),
        ({"inkomen_zonder_loonheffing": "10000,00"}, "1600.00"),
        ({"inkomen_zonder_loonheffing": "30000,00"}, "0.00"),
        ({"kapitaal_boekjaar": 2024}, "1600.00"),
        ({"kapitaal_boekjaar": 2023}, "0.00"),
        ({"kapitaal_boekjaar": 2026}, "0.00"),
        ({"categorie": "starter"}, "0.00"),
        ({"eigen_vermogen": "300000,00", "totaal_vermogen": "300000,00"}, "0.00"),
        ({"bijstand_als_gift": "0,01"}, "0.00"),
        ({"voorlopige_bijstand": "12065,76", "bijstandsmaanden": 12}, "0.00"),
    ],
)
def test_interest_is_waived_after_a_poor_year(change: Facts, waived: str) -> None:
    """20.000 − 3.800 = 16.200, and 16.925,76 − 16.200 = 725,76."""
    facts = ZONDER_BIJSTAND | KAPITAAL | change
    assert amounts(facts, "kwijt_te_schelden_rente") == [Decimal(waived)]


def test_an_application_before_2020_keeps_the_old_rules() -> None:
    """1.000 − 170 = 830 netto; with the supplement 12.070 assistance; 12.900 − 12.070 = 830 is left."""
    old = (
        JAAR
        | KAPITAAL
        | {
            "boekjaar": 2021,
            "voorlopige_bijstand": "7000,00",
            "som_normen": "12900,00",
            "inkomen_zonder_loonheffing": "1000,00",
            "kapitaal_datum_aanvraag": "2019-12-31",
            "kapitaal_boekjaar": 2019,
        }
    )
    assert amounts(old, "kwijt_te_schelden_rente") == [Decimal("830.00")]
    assert amounts(old | {"kapitaal_datum_aanvraag": "2020-01-01"}, "kwijt_te_schelden_rente") == [0]


def test_temporary_assistance_of_2022_is_income_of_that_boekjaar_only() -> None:
    temporary = JAAR | {"tijdelijke_bijstand": "2000,00"}
    assert amounts(temporary | {"boekjaar": 2022}, "netto_inkomen") == [Decimal("6980.00")]
    assert amounts(temporary | {"boekjaar": 2021}, "netto_inkomen") == [Decimal("4980.00")]
    broken = {"boekjaar": 2021, "begin_maand": 2, "cijfermaand": "2021-02"}
    assert amounts(temporary | broken, "netto_inkomen") == [Decimal("6980.00")]
    assert RULES.evaluate(JAAR | {"boekjaar": 2022}).missing == ["tijdelijke_bijstand"]


def test_a_broken_boekjaar_waits_for_the_choice_of_the_college() -> None:
    broken = JAAR | {"boekjaar": 2025, "begin_maand": 7}
    assert RULES.evaluate(broken).reasons == ["cijfers_van_het_boekjaar"]
    assert RULES.evaluate(broken | {"cijfermaand": "2026-06"}).status == "recht"
    for outside in ("2025-06", "2026-07"):
        assert RULES.evaluate(broken | {"cijfermaand": outside}).status == "afgekeurd"
    assert RULES.evaluate(JAAR | {"cijfermaand": "2026-02"}).status == "afgekeurd"


@pytest.mark.parametrize(
    "field", ["voorlopige_bijstand", "som_normen", "zvw_vergoeding", "inkomen_definitief"]
)
def test_what_is_missing_is_named(field: str) -> None:
    assert RULES.evaluate(JAAR | {field: None}).missing == [field]


def test_assets_cannot_matter_when_all_can_be_reclaimed() -> None:
    rich = {"inkomen_zonder_loonheffing": "100000,00", "eigen_vermogen": None, "totaal_vermogen": None}
    decision = RULES.evaluate(JAAR | rich)
    assert (decision.status, decision["terugvorderbaar_tot"]) == ("recht", Decimal("12065.76"))


def test_a_year_that_is_not_final_says_so() -> None:
    decision = RULES.evaluate(JAAR | {"inkomen_definitief": False})
    assert (decision["definitief"], "nog_voorlopig" in decision.remarks) == (False, True)


CENTS = st.integers(0, 3_000_000).map(lambda cents: Decimal(cents) / 100)
YEARS = st.fixed_dictionaries(
    {
        "boekjaar": st.sampled_from([2021, 2025, 2026]),
        "categorie": st.sampled_from(["gevestigde", "starter", "oudere", "beeindigend"]),
        "voorlopige_bijstand": CENTS,
        "bijstandsmaanden": st.integers(1, 12),
        "som_normen": CENTS,
        "bijzondere_bijstand": CENTS,
        "inkomen_met_loonheffing": CENTS,
        "inkomen_zonder_loonheffing": CENTS,
        "eigen_vermogen": st.integers(0, 30_000_000).map(lambda cents: Decimal(cents) / 100),
        "totaal_vermogen": st.just(Decimal(400_000)),
        "terugvordering": st.just(Decimal(0)),
    }
)
PARTS = ("gift", "terugvorderbaar_tot", "gehandhaafde_lening")


@given(facts=YEARS)
def test_the_parts_are_the_loan(facts: Facts) -> None:
    parts = amounts(JAAR | facts, *PARTS)
    assert all(part >= 0 for part in parts)
    assert sum(parts) == facts["voorlopige_bijstand"]
    after = amounts(JAAR | facts, "gift_na_besluit", "teruggevorderd", "lening_na_besluit")
    assert all(part >= 0 for part in after)
    assert sum(after) == facts["voorlopige_bijstand"]


@given(facts=YEARS)
def test_the_supplement_stays_within_both_bounds(facts: Facts) -> None:
    extra, together, norm, claimable = amounts(
        JAAR | facts, "aanvulling", "bijstand_en_inkomen", "jaarnorm", "terugvorderbaar_tot"
    )
    share = norm * facts["bijstandsmaanden"] / 12
    assert extra == 0 or together + extra <= norm
    assert extra == 0 or facts["voorlopige_bijstand"] + extra <= share + Decimal("0.005")
    assert extra == 0 or claimable == 0


@given(facts=YEARS, more=CENTS)
def test_more_profit_never_less_together_nor_more_supplement(facts: Facts, more: Decimal) -> None:
    names = ("bijstand_en_inkomen", "aanvulling", "terugvorderbaar_tot", "gift")
    before = amounts(JAAR | facts, *names)
    richer = {"inkomen_zonder_loonheffing": facts["inkomen_zonder_loonheffing"] + more}
    after = amounts(JAAR | facts | richer, *names)
    assert after[0] >= before[0]
    assert after[1] <= before[1]
    assert after[2] >= before[2]
    assert after[3] <= before[3]


@given(facts=YEARS, more=CENTS)
def test_who_earns_more_never_ends_with_less(facts: Facts, more: Decimal) -> None:
    """Net income, assistance and supplement, less what can be reclaimed, when income rises."""

    def left(facts: Facts) -> Decimal:
        together, extra, claimable = amounts(
            JAAR | facts, "bijstand_en_inkomen", "aanvulling", "terugvorderbaar_tot"
        )
        return together + extra - claimable

    richer = {"inkomen_met_loonheffing": facts["inkomen_met_loonheffing"] + more}
    assert left(facts | richer) >= left(facts)
