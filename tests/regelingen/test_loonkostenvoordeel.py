"""Loonkostenvoordeel: the conditions, terms and maxima of the four categories, at their boundaries."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.regelingen.jobs import CATEGORIES, START, chosen_otherwise, decide, job, reasons, total


@pytest.mark.parametrize(("born", "met"), [("1968-03-14", True), ("1968-03-15", True), ("1968-03-16", False)])
def test_the_56th_birthday_before_on_and_after_the_first_day(born: str, met: bool) -> None:
    decision = decide(job(2025, "oudere", born=born))
    assert decision.status == ("recht" if met else "geen_recht")
    assert decision.reasons == ([] if met else ["oudere_leeftijd_bij_begin"])


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_declaration_is_asked_within_three_months(category: str) -> None:
    field = f"verklaring_{category}_gevraagd"
    late = "herplaatsen_kon_tot" if category == "herplaatsen" else "aanvraag_kon_tot"
    case = job(2025, category)
    assert decide(case, **{field: "2024-06-15"}).status == "recht"
    assert decide(case, **{field: "2024-06-16"}).missing == [late]
    assert reasons(case, **{field: "2024-06-16", late: "2024-06-15"}) == [f"{category}_aanvraag_op_tijd"]
    assert decide(case, **{field: "2024-06-17", late: "2024-06-17"}).status == "recht"
    assert decide(case, **{field: "2024-06-22"}).missing == [late]
    assert reasons(case, **{field: "2024-06-23"}) == [f"{category}_aanvraag_op_tijd"]


def test_the_other_reading_of_three_months(tmp_path: Path) -> None:
    case = job(2025, "arbeidsgehandicapt", start=date(2025, 1, 15))
    field = "verklaring_arbeidsgehandicapt_gevraagd"
    other = chosen_otherwise(tmp_path, "waarde: zelfde_dag", "waarde: dag_ervoor")
    assert other.evaluate(case | {field: "2025-04-14"}).status == "recht"
    assert other.evaluate(case | {field: "2025-04-15"}).missing == ["aanvraag_kon_tot"]
    assert decide(case, **{field: "2025-04-15"}).status == "recht"


@pytest.mark.parametrize(
    ("start", "asked", "status"),
    [
        ("2020-01-01", "2020-07-01", "recht"),
        ("2020-01-01", "2020-07-02", "geen_recht"),
        ("2019-12-31", "2020-04-08", "geen_recht"),
        ("2020-09-30", "2021-03-30", "recht"),
        ("2020-10-01", "2021-01-01", "recht"),
        ("2020-10-01", "2021-01-09", "geen_recht"),
    ],
)
def test_six_months_for_jobs_that_began_in_the_first_nine_months_of_2020(
    start: str, asked: str, status: str
) -> None:
    case = job(2021, "arbeidsgehandicapt", start=date.fromisoformat(start))
    case |= {"verklaring_arbeidsgehandicapt_gevraagd": asked, "jaarloon": 0, "uren_jaar": 1500}
    decision = decide(case)
    assert decision.status == status
    longer = status == "recht" and start != "2020-10-01"
    assert ("onzeker_cijfer:aanvraagtermijn_2020" in decision.remarks) == (longer or (start == "2020-01-01"))


@pytest.mark.parametrize(
    ("category", "year", "start", "hours", "amount"),
    [
        ("oudere", 2025, date(2023, 6, 1), 1967, "5999.35"),
        ("oudere", 2025, date(2023, 6, 1), 1968, "6000.00"),
        ("oudere", 2025, date(2024, 6, 1), 1925, "2598.75"),
        ("oudere", 2025, date(2024, 6, 1), 1926, "2600.00"),
        ("arbeidsgehandicapt", 2026, START, 1967, "5999.35"),
        ("arbeidsgehandicapt", 2026, START, 1968, "6000.00"),
        ("banenafspraak", 2025, START, 1980, "1999.80"),
        ("banenafspraak", 2025, START, 1981, "2000.00"),
        ("herplaatsen", 2024, START, 1967, "5999.35"),
        ("herplaatsen", 2024, START, 1968, "6000.00"),
    ],
)
def test_the_hours_just_below_and_just_above_each_maximum(
    category: str, year: int, start: date, hours: int, amount: str
) -> None:
    decision = decide(job(year, category, start=start, hours=hours))
    assert (decision["toegekend"], decision["totaal"]) == (category, Decimal(amount))


@pytest.mark.parametrize(
    ("start", "year", "amount"),
    [
        (date(2023, 12, 31), 2024, "3050.00"),
        (date(2023, 12, 31), 2025, "3050.00"),
        (date(2023, 12, 31), 2026, "3050.00"),
        (date(2023, 12, 31), 2027, None),
        (date(2024, 1, 1), 2024, "3050.00"),
        (date(2024, 1, 1), 2025, "1350.00"),
        (date(2024, 1, 1), 2026, None),
        (date(2025, 12, 31), 2025, "1350.00"),
        (date(2025, 12, 31), 2026, None),
    ],
)
def test_the_end_of_the_oudere_category(start: date, year: int, amount: str | None) -> None:
    case = job(year, "oudere", start=start, born="1963-01-01", hours=1000)
    if amount is None:
        assert reasons(case) == ["oudere_periode"]
    else:
        assert total(case) == Decimal(amount)


@pytest.mark.parametrize("category", ["oudere", "arbeidsgehandicapt", "banenafspraak"])
@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2019, 1, 1), date(2021, 12, 31)),
        (date(2019, 1, 2), date(2022, 1, 1)),
        (date(2020, 2, 29), date(2023, 2, 28)),
        (date(2021, 3, 1), date(2024, 2, 29)),
    ],
)
def test_three_years_end_the_day_before(category: str, start: date, last: date) -> None:
    case = job(last.year, category, start=start, born="1960-01-01") | {"jaarloon": 0, "uren_jaar": 1500}
    decision = decide(case)
    assert (decision.status, decision[f"{category}_tot_en_met"]) == ("recht", last)
    assert reasons(case, kalenderjaar=last.year + 1) == [f"{category}_periode"]
    assert reasons(case, kalenderjaar=start.year - 1, gevraagd_oudere=category == "oudere")[0] == (
        f"{category}_periode"
    )


def test_replacement_lasts_one_year_from_its_own_first_day() -> None:
    case = job(2025, "herplaatsen", start=date(2024, 1, 1), born="1980-01-01")
    assert reasons(case) == ["herplaatsen_periode"]
    later = {"begin_herplaatsing": "2024-01-02", "aanvang": "2001-01-01"}
    decision = decide(case, **later)
    assert (decision.status, decision["herplaatsen_tot_en_met"]) == ("recht", date(2025, 1, 1))


@pytest.mark.parametrize("year", [2018, 2025])
def test_the_banenafspraak_before_2026(year: int) -> None:
    case = job(year, "banenafspraak", start=date(year, 1, 1)) | {"jaarloon": 0, "uren_jaar": 1500}
    assert decide(case).status == "recht"
    assert reasons(case, doelgroep_bij_aanvang=False) == ["banenafspraak_in_doelgroep"]
    assert reasons(case, eerder_in_dienst=True) == ["zes_maanden"]
    assert reasons(case, verklaring_banenafspraak=False) == ["banenafspraak_verklaring"]
    for kind in ("wsw", "wsw_gedetacheerd", "beschut_werk"):
        assert reasons(case, soort_dienstverband=kind) == ["banenafspraak_baan"]


def test_the_banenafspraak_from_2026_asks_the_register_only() -> None:
    case = {
        "kalenderjaar": 2026, "geboortedatum": "1990-01-01", "aanvang": "2012-05-01",
        "soort_dienstverband": "gewoon", "gevraagd_banenafspraak": True, "in_doelgroepregister": True,
        "uren_banenafspraak": 1000,
    }  # fmt: skip
    decision = decide(case)
    assert (decision["totaal"], decision["banenafspraak_tot_en_met"]) == (Decimal("1010.00"), None)
    assert decide(case, eerder_in_dienst=True, verklaring_banenafspraak=False).status == "recht"
    assert decide(case, soort_dienstverband="wsw_gedetacheerd").status == "recht"
    for kind in ("wsw", "beschut_werk"):
        assert reasons(case, soort_dienstverband=kind) == ["banenafspraak_baan"]
    assert reasons(case, kalenderjaar=2026, aanvang="2026-02-01", in_doelgroepregister=False) == [
        "banenafspraak_register"
    ]


def test_who_is_not_in_the_register_keeps_the_rest_of_the_three_years() -> None:
    case = job(2026, "banenafspraak", start=date(2025, 12, 31)) | {"in_doelgroepregister": False}
    assert decide(case)["banenafspraak_tot_en_met"] == date(2028, 12, 30)
    assert reasons(case, aanvang="2022-12-31", verklaring_banenafspraak_gevraagd="2022-12-31") == [
        "banenafspraak_periode"
    ]
    assert "banenafspraak_register" in reasons(case, aanvang="2026-01-01")


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_aow_age_ends_every_category(category: str) -> None:
    case = job(2024, category, born="1957-01-01") | {"jaarloon": 0, "uren_jaar": 1500}
    name = "herplaatsen_onder_aow_leeftijd" if category == "herplaatsen" else "onder_aow_leeftijd"
    assert name in reasons(case)
    start = START - timedelta(days=67 * 365 + 17)
    assert start == date(1957, 3, 15)
    assert name in reasons(case, geboortedatum=start)
    decision = decide(case, geboortedatum=start + timedelta(days=1))
    assert (decision.status, decision.remarks) == ("recht", ["aow_in_dit_jaar"])


@pytest.mark.parametrize(
    ("category", "field", "value", "reason"),
    [
        ("oudere", "uitkering_voor_aanvang", False, "oudere_uitkering"),
        ("oudere", "verklaring_oudere", False, "oudere_verklaring"),
        ("oudere", "eerder_in_dienst", True, "zes_maanden"),
        ("oudere", "soort_dienstverband", "beschut_werk", "soort_baan"),
        ("arbeidsgehandicapt", "arbeidsgehandicapt_bij_aanvang", False, "arbeidsgehandicapt_in_doelgroep"),
        ("arbeidsgehandicapt", "verklaring_arbeidsgehandicapt", False, "arbeidsgehandicapt_verklaring"),
        ("arbeidsgehandicapt", "eerder_in_dienst", True, "zes_maanden"),
        ("arbeidsgehandicapt", "soort_dienstverband", "wsw", "soort_baan"),
        ("herplaatsen", "herplaatsen_doelgroep", False, "herplaatsen_in_doelgroep"),
        ("herplaatsen", "verklaring_herplaatsen", False, "herplaatsen_verklaring"),
        ("herplaatsen", "soort_dienstverband", "wsw", "soort_baan"),
    ],
)
def test_each_condition_alone_is_the_reason(category: str, field: str, value: Any, reason: str) -> None:
    assert reasons(job(2025, category, start=date(2025, 1, 1)), **{field: value}) == [reason]


def test_replacement_does_not_ask_whether_the_worker_was_there_before() -> None:
    case = job(2024, "herplaatsen")
    del case["eerder_in_dienst"], case["aanvang"]
    assert decide(case).status == "recht"
