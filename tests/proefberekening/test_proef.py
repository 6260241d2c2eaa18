"""One job: amounts by hand, events with their month, what is refused, and what must hold for every household.

By hand, September 2026, single parent, 24 hours for € 13,50 net:

    24 × 13,50 × 13/3 = 1.404,00; vrijlating n: 25% = 351,00, at most 289,00
    counts 1.115,00; bijstand 1.419,46 − 1.115,00 = 304,46; saved 5% = 15,22; paid 289,24
    paid 289,24 + wage 1.404,00 = 1.693,24 in hand; + 15,22 = 1.708,46 in all, 289,00 more than 1.419,46
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regels_calculators.proefberekening import (
    BrutoIsGeenNetto,
    Ontbreekt,
    Proef,
    VerkeerdeProef,
    keuzes,
    proefberekening,
    read_work,
)
from regels_calculators.proefberekening.choices import OnbekendeKeuze

from tests.proefberekening.households import COUPLE, HOURLY, PARENT, SINGLE, Facts, frozen, law, work


def proef(household: Facts, more: Facts | None = None, months: int = 36, known: bool = True) -> Proef:
    ruleset = frozen() if known else law()
    return proefberekening(ruleset, household, work({**HOURLY, **(more or {})}), maanden=months)


def texts(found: Proef) -> list[tuple[date, str]]:
    return [(event.maand, event.tekst) for event in found.gebeurtenissen]


def test_september_by_hand() -> None:
    now, then = (lambda month: (month.nu, month.straks))(proef(PARENT).maanden[0])
    assert (then.loon, then.vrijlating, then.telt_mee) == (
        Decimal("1404.00"),
        Decimal("289.00"),
        Decimal("1115.00"),
    )
    assert (then.bijstand, then.gespaard, then.uitbetaald) == (
        Decimal("304.46"), Decimal("15.22"), Decimal("289.24"),
    )  # fmt: skip
    assert (then.in_handen, then.totaal, now.totaal) == (
        Decimal("1693.24"), Decimal("1708.46"), Decimal("1419.46"),
    )  # fmt: skip
    assert proef(PARENT).maanden[0].erbij == Decimal("289.00")


def test_the_vrijlating_ends_and_another_follows() -> None:
    """n in six months; then r, until the child is 12 on 2 May 2029, which counts from 1 June."""
    found = proef(PARENT)
    grounds = [month.straks.gronden[0] for month in found.maanden]
    assert grounds == ["n"] * 6 + ["r"] * 27 + ["geen"] * 3
    assert (
        date(2027, 3, 1),
        "Vrijlating n geldt niet meer. Daarvan zijn gebruikt: 6 maanden van 6 maanden.",
    ) in texts(found)
    child = next(event for event in found.gebeurtenissen if event.soort == "leeftijd")
    assert (child.maand, child.artikel) == (date(2029, 6, 1), "Pw art. 31 lid 2 onder r")
    assert child.tekst == "Het jongste kind is niet meer jonger dan 12 jaar. Vrijlating r kan dan niet."


def test_months_used_before_count() -> None:
    found = proef(PARENT | {"vrijlating_n_maanden": 4})
    assert [month.straks.gronden[0] for month in found.maanden[:3]] == ["n", "n", "r"]
    assert "vrijlating_n_maanden" not in {field.veld for field in found.aangehouden}


def test_r_lasts_thirty_months() -> None:
    found = proef(PARENT | {"geboortedatum_jongste_kind": "2026-01-01"}, months=40)
    assert [month.straks.gronden[0] for month in found.maanden] == ["n"] * 6 + ["r"] * 30 + ["geen"] * 4


def test_twenty_seven() -> None:
    found = proef(SINGLE | {"geboortedatum": "1999-12-15"}, {"uren_per_week": "8"}, months=8)
    assert [month.straks.gronden[0] for month in found.maanden] == ["geen"] * 4 + ["n"] * 4
    assert (date(2027, 1, 1), "U is oud genoeg voor vrijlating n en r: vanaf 27 jaar.") in texts(found)


def test_aow() -> None:
    """Born 10 December 1959: 67 on 10 December 2026. That month is split by a person; then the SVB."""
    found = proef(SINGLE | {"geboortedatum": "1959-12-10"}, {"uren_per_week": "8"}, months=6)
    assert found.onbekend == (date(2026, 12, 1),)
    said = [event for event in found.gebeurtenissen if event.maand == date(2026, 12, 1)]
    assert [event.artikel for event in said] == ["AOW art. 7a lid 1", "AOW art. 7a"]
    assert any("SVB" in event.tekst and event.maand == date(2027, 1, 1) for event in found.gebeurtenissen)


def test_subsidised_work_has_its_own_vrijlatingen() -> None:
    """n for six months, z for twelve, and aa when more hours are not possible."""
    household = SINGLE | {"urenuitbreiding_mogelijk": "nee"}
    found = proef(household, {"uren_per_week": "12", "loonkostensubsidie": "ja"}, months=20)
    assert [month.straks.gronden[0] for month in found.maanden] == ["n"] * 6 + ["z"] * 12 + ["aa"] * 2


def test_no_figure_is_extrapolated() -> None:
    found = proef(PARENT, known=False)
    assert [month.straks.bekend for month in found.maanden] == [True] * 4 + [False] * 32
    assert found.maanden[4].straks.redenen[-1] == "geen_bedrag" and found.maanden[4].erbij is None
    gap = next(event for event in found.gebeurtenissen if event.soort == "cijfers")
    assert gap.maand == date(2027, 1, 1)


def test_a_proposal_says_so_on_its_own_layer() -> None:
    assert proef(PARENT).lagen == ("landelijk", "vast")


def test_part_of_a_month_and_the_end() -> None:
    """From 15 August: 17/31 of 1.404,00 is 769,935, half a cent up; until 10 October: 10/31 is 452,90."""
    found = proef(PARENT, {"vanaf": "2026-08-15", "tot": "2026-10-10"}, months=4)
    assert [str(month.straks.loon) for month in found.maanden] == ["769.94", "1404.00", "452.90", "0.00"]
    assert found.eerste_hele_maand.maand == date(2026, 9, 1)
    assert found.maanden[3].erbij == 0


def test_holiday_pay_of_both() -> None:
    """1,00 an hour on 13,50: 104,00 a month; it counts, so bijstand is that much lower."""
    with_pay = proef(PARENT, {"vakantiegeld_per_uur": "1,00"}, months=1).maanden[0].straks
    without = proef(PARENT, months=1).maanden[0].straks
    assert (with_pay.vakantiegeld_loon, with_pay.bijstand) == (Decimal("104.00"), Decimal("200.46"))
    assert with_pay.totaal == without.totaal


def test_wage_a_month() -> None:
    month = {"netto_per_uur": None, "uren_per_week": None, "netto_per_maand": "600,00"}
    assert proef(PARENT, month, months=1).maanden[0].straks.vrijlating == Decimal("150.00")


def test_on_top_of_what_is_earned_now() -> None:
    found = proef(COUPLE, {"uren_per_week": "10", "persoon": "partner"}, months=1).maanden[0]
    assert (found.nu.loon, found.straks.loon) == (Decimal("200.00"), Decimal("785.00"))
    assert found.straks.gronden == ("geen", "n")


def test_another_choice_of_weeks() -> None:
    """24 × 13,50 × 365/84 = 1.407,857…"""
    assert work(HOURLY).month_wage(keuzes("dagen_365")) == 140786
    with pytest.raises(OnbekendeKeuze, match="weken_52"):
        keuzes("vier")


def test_what_is_missing_is_asked_by_name_and_never_assumed() -> None:
    names = ("leefvorm", "vermogen", "inkomen_arbeid", "bijdrage_arbeidsinschakeling")
    with pytest.raises(Ontbreekt) as caught:
        proef({name: value for name, value in PARENT.items() if name not in names})
    assert "leefvorm" in caught.value.fields
    assert {"vermogen", "inkomen_arbeid"} <= set(caught.value.perhaps)
    assert not any(name.endswith("_partner") for name in caught.value.perhaps)
    with pytest.raises(Ontbreekt, match="Dit beoordeelt het college") as caught:
        proef(PARENT | {"bijdrage_arbeidsinschakeling": None})
    assert caught.value.fields == ("bijdrage_arbeidsinschakeling",)


def test_what_cannot_matter_is_not_asked() -> None:
    assert proef(PARENT | {"volledige_zorg": None}, months=3).maanden[2].straks.bekend


@pytest.mark.parametrize("name", ["bruto", "bruto_per_uur", "brutoloon"])
def test_gross_is_never_taken_for_net(name: str) -> None:
    with pytest.raises(BrutoIsGeenNetto, match="loonstrook"):
        work({"vanaf": "2026-09-01", name: "2000,00"})
    with pytest.raises(BrutoIsGeenNetto):
        work({**HOURLY, name: "2000,00"})


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"netto_per_maand": "900"}, "een van de twee"),
        ({"netto_per_uur": None}, "netto_per_uur"),
        ({"netto_per_uur": "1.404"}, "netto_per_uur"),
        ({"netto_per_uur": 13.5}, "netto_per_uur"),
        ({"netto_per_uur": "-1,00"}, "netto_per_uur"),
        ({"uren_per_week": None}, "uren_per_week"),
        ({"uren_per_week": "169"}, "uren_per_week"),
        ({"uren_per_week": "40-0"}, "van laag naar hoog"),
        ({"uren_per_week": "0-40", "stap": "0"}, "stap"),
        ({"vanaf": None}, "vanaf"),
        ({"vanaf": "1 september"}, "vanaf"),
        ({"tot": "2026-08-01"}, "laatste dag"),
        ({"persoon": "kind"}, "aanvrager of partner"),
        ({"uurloon": "12"}, "uurloon"),
        ({"vakantiegeld_per_maand": "10"}, "vakantiegeld per uur"),
        ({"loonkostensubsidie": "misschien"}, "loonkostensubsidie"),
    ],
)
def test_refused_work(more: Facts, said: str) -> None:
    with pytest.raises(VerkeerdeProef, match=said):
        read_work({**HOURLY, **more}, keuzes())


def test_refused_households() -> None:
    with pytest.raises(VerkeerdeProef, match="uitbetaald"):
        proef(PARENT | {"uitbetaald": "100"})
    with pytest.raises(VerkeerdeProef, match="partner"):
        proef(PARENT, {"persoon": "partner"})
    with pytest.raises(VerkeerdeProef, match="Er is geen partner"):
        proef(PARENT | {"inrichting": "partner"})
    with pytest.raises(VerkeerdeProef, match="121 maanden"):
        proef(PARENT, months=121)


wages = st.integers(0, 4000_00)
hours = st.integers(0, 160).map(lambda quarter: Fraction(quarter, 4))
households = st.sampled_from([PARENT, SINGLE, COUPLE])


@settings(max_examples=25, deadline=None)
@given(households, st.integers(1, 40_00), hours, st.integers(0, 4_00), st.booleans())
def test_what_must_hold(household: Facts, rate: int, uren: Fraction, holiday: int, subsidised: bool) -> None:
    facts = HOURLY | {
        "netto_per_uur": Decimal(rate).scaleb(-2),
        "uren_per_week": str(Decimal(uren.numerator) / uren.denominator),
        "vakantiegeld_per_uur": Decimal(holiday).scaleb(-2),
        "loonkostensubsidie": subsidised,
    }
    household = household | {"urenuitbreiding_mogelijk": "nee"}
    found = proefberekening(frozen(), household, work(facts), maanden=8)
    for month in found.maanden:
        for stand in (month.nu, month.straks):
            assert stand.uitbetaald is not None and stand.gespaard is not None and stand.in_handen is not None
            assert stand.bijstand == stand.uitbetaald + stand.gespaard
            assert stand.in_handen == stand.uitbetaald + stand.loon + stand.ander_inkomen
            assert stand.totaal == stand.in_handen + stand.gespaard + stand.vakantiegeld_loon
            assert (stand.vrijlating or 0) <= stand.loon
        assert month.straks.loon - month.nu.loon == Decimal(work(facts).month_wage(keuzes())).scaleb(-2)
        if not uren:
            assert month.nu == month.straks
    assert found.maanden[0].erbij is not None and found.maanden[0].erbij >= 0
    assert [event.maand for event in found.gebeurtenissen] == sorted(
        event.maand for event in found.gebeurtenissen
    )
    assert all(event.tekst for event in found.gebeurtenissen)


def test_a_last_day_far_away_is_no_end_that_is_told() -> None:
    found = proef(PARENT, {"tot": "9999-12-31"}, months=3)
    assert [month.straks.loon for month in found.maanden] == [Decimal("1404.00")] * 3
    assert "Het werk eindigt." not in [text for _, text in texts(found)]


def test_an_event_is_in_a_month_that_is_shown() -> None:
    shown = proef(PARENT, {"tot": "2026-11-30"}, months=3)
    assert (date(2026, 11, 1), "Het werk eindigt.") in texts(shown)
    later = proef(PARENT, {"tot": "2026-12-01"}, months=3)
    assert {when for when, _ in texts(later)} <= {month.maand for month in later.maanden}


def test_a_first_day_beyond_all_figures_is_refused() -> None:
    with pytest.raises(VerkeerdeProef, match="verwacht: een dag tot en met 2100"):
        proef(PARENT, {"vanaf": "9999-12-01"})
