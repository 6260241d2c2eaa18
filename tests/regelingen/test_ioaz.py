"""IOAZ: access in the month of the application, and the amount of a month with income from assets."""

from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels.data import rulesets
from regels.decision import Decision
from regels.ruleset import Ruleset, load

ACCESS: dict[str, Any] = {
    "maand": "2026-04",
    "aanvraagdatum": "2026-04-10",
    "geboortedatum": "1966-05-10",
    "beeindigingsdatum": "2026-06-30",
    "begin_bedrijf": "2016-04-10",
    "rechtmatig_uitgeoefend": True,
    "zeven_jaar_gewerkt": False,
    "uren_bedrijf": 1225,
    "partner_werkte_mee": False,
    "winst_laatste_boekjaar": 20000,
    "winst_boekjaar_daarvoor": 20000,
    "winst_derde_boekjaar": 20000,
    "ander_inkomen_drie_jaar": 0,
    "verwacht_inkomen": 10000,
}
CASE: dict[str, Any] = {
    "maand": "2023-07",
    "leefvorm": "alleenstaande",
    "geboortedatum": "1962-05-10",
    "deelt_woning": False,
    "toegang_vastgesteld": True,
    "beeindigingsdatum": "2023-06-30",
    "bedrijf_hervat": False,
    "vermogen": 0,
    "loon": 0,
    "overig_inkomen": 0,
    "bijdrage_arbeidsinschakeling": True,
    "medisch_urenbeperkt": False,
    "doelgroep_loonkostensubsidie": False,
}


@cache
def regeling(name: str) -> Ruleset:
    """A national regeling."""
    return load("landelijk", name)


def access(**changes: Any) -> Decision:
    """An application in April 2026, with changes."""
    return regeling("ioaz_toegang").evaluate(ACCESS | changes)


def one(**changes: Any) -> Decision:
    """A single person in July 2023, with changes."""
    return regeling("ioaz").evaluate(CASE | changes)


@pytest.mark.parametrize(
    ("end", "right"), [("2021-05-09", False), ("2021-05-10", True), ("2021-05-11", True)]
)
def test_the_business_ends_on_the_55th_birthday(end: str, right: bool) -> None:
    asked = {"maand": "2021-01", "aanvraagdatum": "2021-01-04", "begin_bedrijf": "2000-01-01"}
    found = access(**asked, beeindigingsdatum=end)
    assert ("leeftijd_55" not in found.reasons) == right


@pytest.mark.parametrize(
    ("hours", "helps", "partner", "right"),
    [
        (1224, False, None, False),
        (1225, False, None, True),
        (1225, None, None, True),
        (875, True, 525, True),
        (874, True, 525, False),
        (875, True, 524, False),
        (1224, True, 525, True),
    ],
)
def test_hours(hours: int, helps: bool | None, partner: int | None, right: bool) -> None:
    found = access(uren_bedrijf=hours, partner_werkte_mee=helps, uren_partner=partner)
    assert found.status == ("recht" if right else "geen_recht")
    assert found.reasons == ([] if right else ["uren"])


def test_hours_of_the_partner_come_from_a_page_and_leave_a_mark() -> None:
    marks = access(uren_bedrijf=900, partner_werkte_mee=True, uren_partner=600).remarks
    assert "onzeker_cijfer:ioaz_uren_met_partner" in marks


@pytest.mark.parametrize(
    ("asked", "ended", "reasons"),
    [
        ("2025-08-10", "2025-08-11", []),
        ("2025-08-10", "2025-08-10", ["aanvraag_op_tijd"]),
        ("2025-08-11", "2025-08-10", ["aanvraag_op_tijd"]),
        ("2025-08-10", "2027-02-10", []),
        ("2025-08-10", "2027-02-11", ["op_tijd_gestopt"]),
        ("2026-04-10", "2026-01-10", []),
        ("2026-04-10", "2026-01-09", ["aanvraag_op_tijd"]),
        ("2026-02-28", "2025-11-30", []),
    ],
)
def test_when_to_apply_and_when_to_stop(asked: str, ended: str, reasons: list[str]) -> None:
    """Before 2026 only before the end; since then up to three months after it; the end within 18 months."""
    changes = {"maand": asked[:7], "aanvraagdatum": asked, "beeindigingsdatum": ended}
    assert access(**changes, begin_bedrijf="2010-01-01").reasons == reasons


def test_three_years_count_back_from_the_end_when_asked_after_it() -> None:
    after = {"beeindigingsdatum": "2026-01-10", "zeven_jaar_gewerkt": True}
    assert access(**after, begin_bedrijf="2023-01-10").status == "recht"
    assert access(**after, begin_bedrijf="2023-01-11").reasons == ["drie_jaar_zelfstandig"]
    assert access(zeven_jaar_gewerkt=True, begin_bedrijf="2023-04-10").status == "recht"
    assert access(zeven_jaar_gewerkt=True, begin_bedrijf="2023-04-11").reasons == ["drie_jaar_zelfstandig"]


def test_seven_years_are_not_asked_after_ten_years_of_business() -> None:
    assert access(zeven_jaar_gewerkt=None).status == "recht"
    found = access(begin_bedrijf="2016-04-11", zeven_jaar_gewerkt=None)
    assert (found.status, found.missing) == ("onbepaald", ["zeven_jaar_gewerkt"])
    assert access(begin_bedrijf="2016-04-11").reasons == ["zeven_jaar_daarvoor"]


@pytest.mark.parametrize(("other", "right"), [("100400.99", True), ("100401", False)])
def test_average_income_below_the_limit(other: str, right: bool) -> None:
    profits = dict.fromkeys(("winst_laatste_boekjaar", "winst_boekjaar_daarvoor", "winst_derde_boekjaar"), -1)
    assert (access(**profits, ander_inkomen_drie_jaar=other).status == "recht") == right


@pytest.mark.parametrize(("expected", "right"), [("36089.99", True), ("36090", False)])
def test_expected_income_below_the_limit(expected: str, right: bool) -> None:
    assert (access(verwacht_inkomen=expected).status == "recht") == right


def test_a_limit_that_was_not_found_leaves_the_row_open() -> None:
    asked = {"maand": "2022-04", "aanvraagdatum": "2022-04-10", "beeindigingsdatum": "2022-06-30"}
    found = access(**asked, begin_bedrijf="2010-01-01")
    assert (found.status, found.reasons) == ("onbepaald", ["geen_bedrag"])
    refused = access(**asked, begin_bedrijf="2010-01-01", uren_bedrijf=1000)
    assert refused.status == "geen_recht"


def test_no_access_while_the_business_goes_on() -> None:
    assert access(beeindigingsdatum=None).reasons == ["bedrijf_beeindigd"]


def test_the_row_is_the_month_of_the_application() -> None:
    assert access(maand="2026-05").status == "afgekeurd"


@pytest.mark.parametrize(
    ("end", "status", "reasons"),
    [
        ("2023-06-30", "recht", []),
        ("2023-07-01", "onbepaald", ["einde_in_maand"]),
        ("2023-07-30", "onbepaald", ["einde_in_maand"]),
        ("2023-07-31", "geen_recht", ["bedrijf_beeindigd"]),
        ("2023-08-01", "geen_recht", ["bedrijf_beeindigd"]),
        (None, "geen_recht", ["bedrijf_beeindigd"]),
    ],
)
def test_right_after_the_end(end: str | None, status: str, reasons: list[str]) -> None:
    found = one(beeindigingsdatum=end)
    assert (found.status, found.reasons) == (status, reasons)


def test_a_new_business_or_no_access_ends_the_right() -> None:
    assert one(bedrijf_hervat=True).reasons == ["bedrijf_niet_hervat"]
    assert one(toegang_vastgesteld=False).reasons == ["toegang"]
    assert one(toegang_vastgesteld=None).missing == ["toegang_vastgesteld"]


def test_assets_up_to_the_exemption_do_not_need_the_percentage() -> None:
    assert one(vermogen=167116)["inkomen_uit_vermogen"] == 0
    assert one(vermogen="167116.01").reasons == ["geen_bedrag"]
    assert one(vermogen=0, pensioenvermogen=1000).reasons == ["geen_bedrag"]
    assert one(vermogen="-5000", pensioenvermogen=1000).status == "recht"


@pytest.mark.parametrize(
    ("month", "assets", "income"),
    [
        ("2026-07", "275864", "250"),
        ("2026-07", "175864", "0"),
        ("2026-07", "175865", "0.00"),
        ("2026-07", "175868", "0.01"),
        ("2025-01", "270725", "250"),
        ("2024-07", "266431", "250"),
        ("2022-01", "242920", "250"),
        ("2020-01", "236848", "250"),
        ("2018-07", "232299", "250"),
        ("2026-07", "-1", "0"),
    ],
)
def test_income_from_assets_is_three_percent(month: str, assets: str, income: str) -> None:
    """Of 2021 and 2023 the percentage was not found; the running text (5) is not what holds."""
    found = one(maand=month, beeindigingsdatum="2016-12-31", vermogen=assets)
    assert found["inkomen_uit_vermogen"] == Decimal(income)
    assert found.reasons == ["geen_bedrag"]


def test_assets_for_a_pension_have_an_exemption_of_their_own() -> None:
    """In 2017 € 121.474; what is more counts with the other assets, 100.000 above € 130.549."""
    rows = {"maand": "2017-01", "beeindigingsdatum": "2016-12-31", "vermogen": 130549}
    assert one(**rows, pensioenvermogen=121474)["inkomen_uit_vermogen"] == 0
    assert one(**rows, pensioenvermogen=221474)["inkomen_uit_vermogen"] == 250


def test_the_vrijlating_is_the_one_of_the_ioaw() -> None:
    """Two Acts, one text: the files differ in article numbers only."""

    def plain(name: str) -> list[str]:
        text = (rulesets() / "landelijk" / name / "vrijlating.yaml").read_text(encoding="utf-8")
        lines = text.splitlines()
        return [line for line in lines if not line.strip().startswith(("artikel:", "noot:", "#"))]

    assert plain("ioaz") == plain("ioaw")


amounts = st.integers(0, 250_000).map(lambda cents: Decimal(cents) / 100)


@settings(deadline=None)
@given(wage=amounts, other=amounts, months=st.integers(0, 7))
def test_same_amount_as_the_ioaw(wage: Decimal, other: Decimal, months: int) -> None:
    """Without assets, and with a monthly wage above the grondslag."""
    common = {"loon": wage, "overig_inkomen": other, "vrijlating_kwart_maanden": months}
    ioaw = {
        "reden_ioaw": "ww_voorbij",
        "begin_werkloosheid": "2020-09-01",
        "ww_duur": 24,
        "ww_helemaal_gebruikt": True,
        "ww_blijvend_geweigerd": False,
        "maandloon": 9000,
    }
    shared = {
        name: value
        for name, value in CASE.items()
        if name in {spec.name for spec in regeling("ioaw").plan.inputs}
    }
    other_act = regeling("ioaw").evaluate(shared | ioaw | common)
    found = one(**common)
    assert found["uitkering"] == other_act["uitkering"]
    assert found["vrijlating"] == other_act["vrijlating"]
