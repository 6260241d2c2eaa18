"""Loonkostenvoordeel: what comes together, what an unknown field does, and what must always hold."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.regelingen.agree import agree
from tests.regelingen.jobs import CATEGORIES, START, WET, Case, amount, decide, job, reasons, total


def test_a_lower_category_need_not_be_known() -> None:
    case = job(2025, "oudere", "arbeidsgehandicapt", hours=1500)
    for field in ("uitkering_voor_aanvang", "verklaring_oudere", "verklaring_oudere_gevraagd"):
        decision = decide(case, **{field: None})
        assert (decision.status, decision["totaal"]) == ("recht", Decimal("4575.00"))
        assert (decision["toegekend"], decision["oudere_voldoet"]) == ("arbeidsgehandicapt", None)
    assert decide(case, verklaring_arbeidsgehandicapt=None).missing == ["verklaring_arbeidsgehandicapt"]
    assert decide(case, uren_oudere=None).missing == ["uren_oudere"]


def test_equal_amounts_are_certain_before_it_is_known_which_it_is() -> None:
    case = job(2024, "oudere", "arbeidsgehandicapt") | {"uitkering_voor_aanvang": None}
    decision = decide(case)
    assert (decision.status, decision["totaal"], decision["toegekend"]) == ("recht", Decimal(4575), None)


def test_wages_are_not_asked_when_the_liv_cannot_be_higher() -> None:
    assert decide(job(2019, "banenafspraak", start=date(2019, 1, 1), hours=1981)).status == "recht"
    missing = decide(job(2019, "banenafspraak", start=date(2019, 1, 1), hours=1980)).missing
    assert missing == ["uren_jaar", "jaarloon"]
    case = job(2019, "banenafspraak", start=date(2019, 1, 1), hours=1500) | {"uren_jaar": 1500}
    assert decide(case)["totaal"] == Decimal(1515)


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_field_that_matters_is_asked_for(category: str) -> None:
    case = job(2025, category, start=date(2025, 1, 1))
    asked = [field for field in case if field not in ("kalenderjaar", f"gevraagd_{category}")]
    if category == "herplaatsen":
        asked = [field for field in asked if field not in ("aanvang", "eerder_in_dienst")]
    for field in asked:
        decision = decide(case, **{field: None})
        assert (decision.status, decision.missing) == ("onbepaald", [field])


@pytest.mark.parametrize("category", CATEGORIES)
def test_one_failing_condition_decides_without_the_rest(category: str) -> None:
    case = {"kalenderjaar": 2025, f"gevraagd_{category}": True, f"verklaring_{category}": False}
    first = "begin_herplaatsing" if category == "herplaatsen" else "aanvang"
    assert reasons(case, **{first: "2024-05-01"}) == [f"{category}_verklaring"]
    assert decide(case).missing == [first]  # for who began before 2018 a declaration was not needed


@pytest.mark.parametrize("category", CATEGORIES)
def test_an_unfounded_request_beside_a_right_is_remarked(category: str) -> None:
    other = "arbeidsgehandicapt" if category != "arbeidsgehandicapt" else "oudere"
    case = job(2025, other, category, start=date(2025, 1, 1))
    decision = decide(case, **{f"verklaring_{category}": False})
    assert decision.remarks == [f"{category}_onterecht_gevraagd"]
    assert decision["toegekend"] == other


@pytest.mark.parametrize(
    ("year", "start", "reason"),
    [
        (2017, START, "kalenderjaar_vanaf_2018"),
        (2018, date(2017, 12, 31), "begin_vanaf_2018"),
        (2020, date(2017, 12, 31), "begin_vanaf_2018"),
    ],
)
def test_before_2018_a_person_decides(year: int, start: date, reason: str) -> None:
    decision = decide(job(year, "arbeidsgehandicapt", start=start))
    assert (decision.status, decision.reasons) == ("onbepaald", [reason])


def test_amounts_of_a_year_that_is_not_known_yet_are_not_guessed() -> None:
    assert decide(job(2027, "arbeidsgehandicapt", born="1980-01-01")).reasons == ["geen_bedrag"]


@pytest.mark.parametrize("year", [2018, 2025, 2026])
def test_the_dates_of_the_process(year: int) -> None:
    decision = decide(job(year, "herplaatsen", start=date(year, 1, 1), hours=1968))
    dates = [decision["overzicht_voor"], decision["correctie_tot_en_met"], decision["besluit_voor"]]
    assert dates == [date(year + 1, 3, 15), date(year + 1, 5, 1), date(year + 1, 8, 1)]
    assert ("data_over_2018" in decision.remarks) == (year == 2018)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"geboortedatum": "2024-03-16"}, "geboren_na_aanvang"),
        ({"uren_oudere": 1501, "uren_jaar": 1500}, "meer_uren_dan_het_jaar"),
    ],
)
def test_what_cannot_be_is_rejected(changes: Case, rule: str) -> None:
    decision = decide(job(2024, "oudere"), **changes)
    assert (decision.status, decision.remarks) == ("afgekeurd", [rule])


def test_the_kernel_and_the_evaluator_agree() -> None:
    assert agree(WET.plan, seed=2025, histories=400) > 400


def test_the_readers_agree_on_whole_jobs() -> None:
    cases = [
        job(year, *chosen, start=date(2022, 1, 1) + timedelta(days=97 * step), hours=1200 + 60 * step)
        for year in range(2022, 2027)
        for step, chosen in enumerate([CATEGORIES[:1], CATEGORIES[1:3], CATEGORIES, CATEGORIES[3:]] * 2)
    ]
    for case in cases:
        (meaning,) = WET.interpret([case])
        assert decide(case).plain == meaning.plain


years = st.integers(2018, 2026)
hours = st.integers(0, 2600)
chosen = st.sets(st.sampled_from(CATEGORIES), min_size=1)
starts = st.dates(date(2018, 1, 1), date(2026, 12, 31))
wages = st.integers(0, 4_000_000).map(lambda cents: Decimal(cents) / 100)
born = st.dates(date(1950, 1, 1), date(2005, 12, 31))


@settings(deadline=None, max_examples=150)
@given(years, hours, chosen, starts, wages, born)
def test_the_total_is_the_highest_and_the_youth_liv(
    year: int, worked: int, asked: set[str], start: date, wage: Decimal, day: date
) -> None:
    case = job(year, *sorted(asked), start=start, born=day.isoformat(), hours=worked)
    case |= {"uren_jaar": worked, "jaarloon": wage, "in_doelgroepregister": True}
    decision = decide(case)
    assert decision.status in ("recht", "geen_recht")
    parts = {name: amount(decision, f"{name}_bedrag") for name in CATEGORIES}
    parts["liv"] = amount(decision, "liv")
    top = max(parts.values())
    assert amount(decision, "hoogste_bedrag") == top <= 6000
    assert amount(decision, "totaal") == top + amount(decision, "jeugdliv")
    if top > 0:
        assert decision["toegekend"] == next(name for name, part in parts.items() if part == top)
    for name in set(CATEGORIES) - asked:
        assert decision[f"{name}_voldoet"] is False
        assert parts[name] == 0


@settings(deadline=None, max_examples=100)
@given(st.integers(2024, 2026), hours, hours, st.sampled_from(CATEGORIES))
def test_more_hours_never_give_less(year: int, first: int, second: int, category: str) -> None:
    case = job(year, category, start=date(year, 1, 1)) | {"jaarloon": 0, "in_doelgroepregister": True}
    few, many = sorted((first, second))
    if category == "oudere" and year == 2026:
        return
    assert total(case, **{f"uren_{category}": few, "uren_jaar": many}) <= total(
        case, **{f"uren_{category}": many, "uren_jaar": many}
    )


@settings(deadline=None, max_examples=100)
@given(years, hours, chosen, starts, st.data())
def test_what_is_decided_stays_when_an_unknown_field_becomes_known(
    year: int, worked: int, asked: set[str], start: date, data: st.DataObject
) -> None:
    full = job(year, *sorted(asked), start=start, hours=worked) | {"uren_jaar": worked, "jaarloon": 15_000}
    gone = data.draw(st.sets(st.sampled_from([field for field in full if field != "kalenderjaar"])))
    partly, whole = decide(full, **dict.fromkeys(gone)), decide(full)
    if partly.status != "onbepaald" and whole.status != "onbepaald":
        assert partly.status == whole.status
        assert partly["totaal"] == whole["totaal"]
