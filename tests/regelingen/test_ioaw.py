"""IOAW: who has a right, what is free, and what is paid; all of it gross."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels.decision import Decision
from regels.ruleset import Ruleset, load

CENT = Decimal("0.01")
SINGLE, COUPLE, SHARING = Decimal("1522.52"), Decimal("1940.78"), Decimal("970.39")
CASE: dict[str, Any] = {
    "maand": "2023-07",
    "leefvorm": "alleenstaande",
    "geboortedatum": "1962-05-10",
    "deelt_woning": False,
    "reden_ioaw": "ww_voorbij",
    "begin_werkloosheid": "2020-09-01",
    "ww_duur": 24,
    "ww_helemaal_gebruikt": True,
    "ww_blijvend_geweigerd": False,
    "maandloon": "3000",
    "loon": 0,
    "overig_inkomen": 0,
    "bijdrage_arbeidsinschakeling": True,
    "medisch_urenbeperkt": False,
    "doelgroep_loonkostensubsidie": False,
}
PARTNER: dict[str, Any] = {
    "leefvorm": "gehuwden",
    "geboortedatum_partner": "1964-01-10",
    "loon_partner": 0,
    "overig_inkomen_partner": 0,
    "bijdrage_arbeidsinschakeling_partner": True,
    "medisch_urenbeperkt_partner": False,
    "doelgroep_loonkostensubsidie_partner": False,
}
PARENT: dict[str, Any] = {
    "leefvorm": "alleenstaande_ouder",
    "geboortedatum_jongste_kind": "2014-01-01",
    "volledige_zorg": True,
    "vrijlating_kwart_maanden": 6,
}


@cache
def ioaw() -> Ruleset:
    """The national regeling."""
    return load("landelijk", "ioaw")


def one(**changes: Any) -> Decision:
    """A single person in July 2023, with changes."""
    return ioaw().evaluate(CASE | changes)


def euro(found: Decision, name: str) -> Decimal:
    """An amount that is there."""
    value = found[name]
    assert isinstance(value, Decimal)
    return value


@pytest.mark.parametrize(
    ("born", "status"), [("1964-12-31", "recht"), ("1965-01-01", "geen_recht"), ("1965-01-02", "geen_recht")]
)
def test_born_before_1965(born: str, status: str) -> None:
    found = one(geboortedatum=born)
    assert found.status == status
    assert found.reasons == ([] if status == "recht" else ["geboren_voor_1965"])


@pytest.mark.parametrize(
    ("first", "status"), [("2012-05-09", "geen_recht"), ("2012-05-10", "recht"), ("2012-05-11", "recht")]
)
def test_unemployed_on_the_fiftieth_birthday(first: str, status: str) -> None:
    assert one(begin_werkloosheid=first).status == status
    wga = {"reden_ioaw": "wga_voorbij", "wga_door_minder_dan_35": True}
    assert one(begin_werkloosheid=first, **wga).status == status


@pytest.mark.parametrize(("months", "status"), [(3, "geen_recht"), (4, "recht")])
def test_ww_of_more_than_three_months(months: int, status: str) -> None:
    assert one(ww_duur=months).status == status


def test_ww_is_not_asked_after_wga() -> None:
    empty = {"ww_duur": None, "ww_helemaal_gebruikt": None, "ww_blijvend_geweigerd": None}
    wga = {"reden_ioaw": "wga_voorbij", "wga_door_minder_dan_35": True}
    assert one(**wga, **empty).status == "recht"
    assert one(**wga | {"wga_door_minder_dan_35": False}).reasons == ["wga_onder_35"]
    assert one(ww_helemaal_gebruikt=False).reasons == ["ww_voorbij"]
    assert one(ww_blijvend_geweigerd=True).reasons == ["ww_niet_geweigerd"]


def test_aow_ends_the_right_and_splits_the_month() -> None:
    """Born 1956-09-15: 66 years and 10 months on 2023-07-15."""
    born = {"geboortedatum": "1956-09-15", "begin_werkloosheid": "2020-09-01"}
    assert one(**born, maand="2023-07").reasons == ["aow_tijdens_maand"]
    assert one(**born, maand="2023-08").reasons == ["aow_leeftijd_niet_bereikt"]


def test_partner_with_aow_needs_a_person() -> None:
    found = one(**PARTNER | {"geboortedatum_partner": "1950-01-01"})
    assert (found.status, found.reasons) == ("onbepaald", ["partner_met_aow"])


def test_excluded_partner_leaves_a_single_person() -> None:
    found = one(**PARTNER, partner_uitgesloten=True)
    assert (found.status, found["grondslag"]) == ("recht", SINGLE)
    shares = one(**PARTNER | {"partner_uitgesloten": True, "deelt_woning": True, "loon_partner": 5000})
    assert shares["uitkering"] == SHARING


def test_household() -> None:
    assert one()["uitkering"] == SINGLE
    assert one(deelt_woning=True)["uitkering"] == SHARING
    assert one(**PARTNER)["uitkering"] == COUPLE
    assert one(**PARTNER | {"deelt_woning": None})["uitkering"] == COUPLE


PUBLISHED = ["2020-07", "2021-01", "2021-07", "2022-07", "2023-07", "2024-01"]


@pytest.mark.parametrize("month", [*PUBLISHED, "2019-01"])
def test_who_shares_has_half_of_the_couple(month: str) -> None:
    """One table (2019) prints a cent more than half."""
    off = CENT if month == "2019-01" else Decimal(0)
    common = {"maand": month, "begin_werkloosheid": "2016-01-01"}
    half = euro(one(**PARTNER | common), "grondslag") / 2
    assert one(**common, deelt_woning=True)["grondslag"] == half + off


NET = [
    ("2017-01", "982.79", "701.99", "842.39"),
    ("2017-07", "986.52", "704.66", "845.59"),
    ("2018-01", "992.12", "708.66", "779.53"),
    ("2018-07", "996.56", "711.83", "783.01"),
    ("2019-01", "1025.55", "732.54", "732.54"),
    ("2020-07", "1059.03", "756.45", "756.45"),
    ("2021-07", "1078.70", "770.50", "770.50"),
    ("2023-07", "1216.62", "869.01", "869.01"),
    ("2025-07", "1369.06", "977.90", "977.90"),
    ("2026-01", "1401.50", "1001.07", "1001.07"),
    ("2026-07", "1419.46", "1013.90", "1013.90"),
]


@pytest.mark.parametrize(("month", "single", "half", "shared"), NET)
def test_net_grondslag_of_the_law(month: str, single: str, half: str, shared: str) -> None:
    """The Act states these amounts; they follow from the norm, or in 2017 and 2018 from article 63e."""
    common = {"maand": month, "begin_werkloosheid": "2016-01-01"}
    assert one(**common)["netto_grondslag"] == Decimal(single)
    assert one(**common, deelt_woning=True)["netto_grondslag"] == Decimal(shared)
    assert one(**PARTNER | common)["netto_grondslag"] == 2 * Decimal(half)


@pytest.mark.parametrize("month", ["2018-07", "2020-01", "2022-01", "2024-07", "2026-01", "2026-12"])
def test_a_grondslag_that_was_not_found_leaves_the_row_open(month: str) -> None:
    found = one(maand=month, begin_werkloosheid="2016-01-01")
    assert (found.status, found.reasons, found["uitkering"]) == ("onbepaald", ["geen_bedrag"], None)


def test_without_a_figure_a_refusal_is_still_known() -> None:
    assert one(maand="2026-01", geboortedatum="1965-01-01").status == "geen_recht"


def test_lower_monthly_wage_is_the_grondslag() -> None:
    assert one(maandloon="1522.51")["grondslag"] == Decimal("1522.51")
    assert one(maandloon="1522.53")["grondslag"] == SINGLE
    assert one(maandloon="900", maandloon_telt_niet=True)["grondslag"] == SINGLE
    assert one(maandloon=None).missing == ["maandloon"]
    assert one(maandloon=None, maandloon_telt_niet=True).status == "recht"


def test_six_months_of_25_percent() -> None:
    case = CASE | {"deelt_woning": True, "loon": 400}
    months = [case | {"maand": f"2023-{month:02}"} for month in range(7, 13)]
    found = ioaw().evaluate_history([*months, case | {"maand": "2024-01"}])
    assert [row["vrijlating"] for row in found] == [Decimal(100)] * 6 + [Decimal(0)]
    assert [row["vrijlating_kwart_maanden"] for row in found] == [1, 2, 3, 4, 5, 6, 6]


def test_a_month_without_right_or_wage_is_not_used() -> None:
    rows = [{"loon": 0}, {"loon": 9000}, {"loon": 400}]
    found = ioaw().evaluate_history(
        [CASE | {"maand": f"2023-{7 + at:02}"} | row for at, row in enumerate(rows)]
    )
    assert [row["vrijlating_kwart_maanden"] for row in found] == [0, 0, 1]


@pytest.mark.parametrize(
    ("wage", "free"),
    [("1584.60", "396.15"), ("1584.64", "396.16"), ("1584.65", "396.16"), ("1700", "396.16")],
)
def test_exactly_on_the_maximum_of_25_percent(wage: str, free: str) -> None:
    assert one(loon=wage)["vrijlating"] == Decimal(free)


@pytest.mark.parametrize(("wage", "free"), [("1663.52", "249.53"), ("1663.40", "249.51"), ("1700", "249.53")])
def test_exactly_on_the_maximum_of_15_percent(wage: str, free: str) -> None:
    found = one(loon=wage, medisch_urenbeperkt=True, bijdrage_arbeidsinschakeling=False)
    assert (found["vrijlating_grond"], found["vrijlating"]) == ("urenbeperkt", Decimal(free))


def test_the_maximum_of_a_single_parent() -> None:
    """With 12,5% the right ends (wage 1.740) before the maximum of 247,25 is reached (wage 1.978)."""
    found = one(**PARENT, loon=1600)
    assert (found["vrijlating_grond"], found["vrijlating"]) == ("ouder", Decimal(200))


def test_thirty_months_of_a_single_parent() -> None:
    thirtieth = one(**PARENT, loon=800, vrijlating_ouder_begin="2021-02")
    after = one(**PARENT, loon=800, vrijlating_ouder_begin="2021-01")
    assert (thirtieth["vrijlating_grond"], thirtieth["vrijlating"]) == ("ouder", Decimal(100))
    assert (after["vrijlating_grond"], after["vrijlating"]) == ("geen", Decimal(0))


def test_the_six_months_come_first_and_the_child_is_under_twelve() -> None:
    assert one(**PARENT | {"vrijlating_kwart_maanden": 5}, loon=800)["vrijlating_grond"] == "kwart"
    assert (
        one(**PARENT | {"geboortedatum_jongste_kind": "2011-07-02"}, loon=800)["vrijlating_grond"] == "ouder"
    )
    assert (
        one(**PARENT | {"geboortedatum_jongste_kind": "2011-07-01"}, loon=800)["vrijlating_grond"] == "geen"
    )


def test_wage_cost_subsidy_exists_since_2024() -> None:
    group = {
        "doelgroep_loonkostensubsidie": True,
        "vrijlating_kwart_maanden": 6,
        "loon": 800,
        "deelt_woning": True,
    }
    assert one(**group, maand="2023-12")["vrijlating_grond"] == "geen"
    first = one(**group, maand="2024-01")
    assert (first["vrijlating_grond"], first["vrijlating"], first["vrijlating_lks_maanden"]) == (
        "lks",
        Decimal(120),
        1,
    )
    later = group | {"maand": "2024-01", "vrijlating_lks_maanden": 12}
    assert one(**later, urenuitbreiding_mogelijk=True)["vrijlating_grond"] == "geen"
    assert one(**later, urenuitbreiding_mogelijk=False)["vrijlating_grond"] == "lks"
    assert one(**later | {"loon": "1113.80"}, urenuitbreiding_mogelijk=False)["vrijlating"] == Decimal(
        "167.07"
    )


def test_medical_limit_goes_before_subsidy_and_after_the_parent() -> None:
    both = {
        "doelgroep_loonkostensubsidie": True,
        "medisch_urenbeperkt": True,
        "loon": 800,
        "maand": "2024-01",
        "deelt_woning": True,
    }
    assert one(**both, vrijlating_kwart_maanden=6)["vrijlating_grond"] == "urenbeperkt"
    parent = PARENT | {"medisch_urenbeperkt": True, "loon": 800, "maand": "2024-01", "deelt_woning": True}
    assert one(**parent)["vrijlating_grond"] == "ouder"
    assert one(**parent, doelgroep_loonkostensubsidie=True)["vrijlating_grond"] == "lks"


def test_who_applies_is_tested_without_vrijlating() -> None:
    assert one(loon=1600).status == "recht"
    found = one(loon=1600, ontving_uitkering=False)
    assert (found.status, found.reasons, found["inkomen_telt_mee"]) == (
        "geen_recht",
        ["inkomen"],
        Decimal(1600),
    )


@pytest.mark.parametrize(("income", "status"), [("1522.51", "recht"), ("1522.52", "geen_recht")])
def test_income_equal_to_the_grondslag(income: str, status: str) -> None:
    assert one(overig_inkomen=income).status == status


def test_income_without_holiday_pay_counts_for_100_of_108() -> None:
    assert one(overig_zonder_vakantiebijslag="108")["inkomen_telt_mee"] == Decimal(100)
    assert one(loon_zonder_vakantiebijslag="108", bijdrage_arbeidsinschakeling=False)[
        "inkomen_telt_mee"
    ] == Decimal(100)
    assert one(winst="-100")["inkomen_telt_mee"] == Decimal(0)


@pytest.mark.parametrize(
    "field", ["leefvorm", "geboortedatum", "deelt_woning", "reden_ioaw", "loon", "overig_inkomen", "ww_duur"]
)
def test_a_missing_field_that_matters_is_named(field: str) -> None:
    found = one(**{field: None})
    assert found.status == "onbepaald"
    assert field in found.missing


def test_judgements_are_not_asked_without_wage() -> None:
    found = one(
        bijdrage_arbeidsinschakeling=None, medisch_urenbeperkt=None, doelgroep_loonkostensubsidie=None
    )
    assert found.status == "recht"
    assert one(loon=400, bijdrage_arbeidsinschakeling=None).missing == ["bijdrage_arbeidsinschakeling"]


amounts = st.integers(0, 250_000).map(lambda cents: Decimal(cents) / 100)


@settings(deadline=None)
@given(wage=amounts, other=amounts, profit=amounts, months=st.integers(0, 7), couple=st.booleans())
def test_sums_add_up(wage: Decimal, other: Decimal, profit: Decimal, months: int, couple: bool) -> None:
    extra = PARTNER | {"winst_partner": profit} if couple else {"winst": profit}
    found = one(**extra, loon=wage, overig_inkomen=other, vrijlating_kwart_maanden=months)
    assert euro(found, "maandbedrag") + euro(found, "vakantie_uitkering") == euro(found, "uitkering")
    assert euro(found, "vrijlating") <= Decimal("396.16")
    if found.status == "recht":
        assert euro(found, "uitkering") + euro(found, "inkomen_telt_mee") == euro(found, "grondslag")
    else:
        assert euro(found, "uitkering") == 0
        assert euro(found, "inkomen_telt_mee") >= euro(found, "grondslag")


@settings(deadline=None)
@given(wage=amounts, more=amounts, months=st.integers(0, 7))
def test_earning_more_never_leaves_someone_with_less(wage: Decimal, more: Decimal, months: int) -> None:
    low, high = (
        euro(one(loon=pay, vrijlating_kwart_maanden=months), "uitkering") for pay in (wage, wage + more)
    )
    assert high <= low
    assert wage + low <= wage + more + high


def test_every_figure_of_the_household_is_dated_for_today() -> None:
    """Years after the last figure stay open instead of using an old amount."""
    assert one(maand=date(2027, 1, 1)).reasons == ["geen_bedrag"]
