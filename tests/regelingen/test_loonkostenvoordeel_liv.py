"""LIV and jeugd-LIV: both edges of every band of every year, the hours and the ages."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.regelingen.jobs import chosen_otherwise, decide, job, low_wage, reasons, total


@pytest.mark.parametrize(
    ("year", "low", "high", "first", "second"),
    [
        (2018, "9.82", "12.29", "1515.00", "765.00"),
        (2019, "10.05", "12.58", "1515.00", "765.00"),
        (2020, "10.29", "12.87", "765.00", "765.00"),
        (2021, "10.48", "13.12", "735.00", "735.00"),
        (2022, "10.73", "13.43", "1170.00", "1170.00"),
        (2023, "12.04", "15.06", "735.00", "735.00"),
        (2024, "14.33", "14.91", "735.00", "735.00"),
    ],
)
def test_both_edges_of_the_liv_of_every_year(year: int, low: str, high: str, first: str, second: str) -> None:
    floor, ceiling, cent = Decimal(low) * 1500, Decimal(high) * 1500, Decimal("0.01")
    assert total(low_wage(year, str(floor))) == Decimal(first)
    assert total(low_wage(year, str(ceiling))) == Decimal(second)
    assert reasons(low_wage(year, str(floor - cent))) == ["verzoek"]
    assert reasons(low_wage(year, str(ceiling + cent))) == ["verzoek"]
    assert reasons(low_wage(year, str(floor), born="1950-01-01")) == ["verzoek"]


@pytest.mark.parametrize(("year", "edge"), [(2018, "10.81"), (2019, "11.07")])
def test_between_the_high_and_the_low_liv(year: int, edge: str) -> None:
    wage = Decimal(edge) * 1500
    assert total(low_wage(year, str(wage))) == Decimal("1515.00")
    assert total(low_wage(year, str(wage + Decimal("0.01")))) == Decimal("765.00")


def test_an_hourly_wage_rounded_to_cents(tmp_path: Path) -> None:
    other = chosen_otherwise(tmp_path, "waarde: niet_afgerond", "waarde: hele_cent")
    case = low_wage(2024, "22372.49")  # 14,914993 an hour: above 14,91, and rounded 14,91
    assert decide(case).status == "geen_recht"
    assert other.evaluate(case)["totaal"] == Decimal("735.00")
    assert other.evaluate(low_wage(2024, "22372.50")).status == "geen_recht"


@pytest.mark.parametrize("year", range(2018, 2025))
def test_1248_hours(year: int) -> None:
    rate = Decimal({2018: "11", 2019: "11", 2023: "13", 2024: "14.50"}.get(year, "12"))
    assert decide(low_wage(year, str(rate * 1248), hours=1248)).status == "recht"
    assert decide(low_wage(year, str(rate * 1247), hours=1247)).status == "geen_recht"


def test_no_liv_from_2025_and_no_question_about_wages() -> None:
    case = {"kalenderjaar": 2025, "geboortedatum": "1990-01-01"}
    assert reasons(case) == ["verzoek"]
    assert decide(case, kalenderjaar=2024).missing == ["uren_jaar", "jaarloon"]


@pytest.mark.parametrize(
    ("year", "age", "low", "high", "rate"),
    [
        (2018, 18, "4.69", "6.04", "0.23"), (2018, 19, "5.43", "7.69", "0.28"),
        (2018, 20, "6.91", "9.34", "1.02"), (2018, 21, "8.40", "9.82", "1.58"),
        (2019, 18, "4.93", "6.48", "0.13"), (2019, 19, "5.82", "8.45", "0.16"),
        (2019, 20, "7.59", "10.05", "0.59"), (2019, 21, "9.36", "10.05", "0.91"),
        (2020, 18, "5.19", "6.93", "0.07"), (2020, 19, "6.23", "9.24", "0.08"),
        (2020, 20, "8.30", "10.29", "0.30"), (2021, 20, "8.43", "10.48", "0.30"),
        (2022, 20, "8.67", "10.73", "0.30"), (2023, 18, "6.12", "8.17", "0.07"),
        (2023, 19, "7.34", "10.89", "0.08"), (2023, 20, "9.79", "12.04", "0.30"),
    ],
)  # fmt: skip
def test_both_edges_of_the_youth_bands(year: int, age: int, low: str, high: str, rate: str) -> None:
    born, cent = f"{year - 1 - age}-12-31", Decimal("0.01")
    floor, ceiling = Decimal(low) * 1000, Decimal(high) * 1000
    for wage, youth in (
        (floor, Decimal(rate) * 1000), (floor - cent, Decimal(0)),
        (ceiling - cent, Decimal(rate) * 1000), (ceiling, Decimal(0)),
    ):  # fmt: skip
        assert decide(low_wage(year, str(wage), hours=1000, born=born))["jeugdliv"] == youth


def test_the_youth_ages_on_the_last_day_of_the_year_before() -> None:
    def youth(year: int, born: str) -> str:
        return decide(low_wage(year, "8500", hours=1000, born=born)).status

    assert (youth(2020, "2000-01-01"), youth(2020, "1999-12-31")) == ("recht", "recht")
    assert (youth(2020, "1998-12-31"), youth(2019, "1998-12-31")) == ("geen_recht", "recht")
    assert youth(2024, "2003-12-31") == "geen_recht"
    assert youth(2020, "2002-01-01") == "geen_recht"


def test_the_youth_liv_comes_on_top() -> None:
    case = job(2020, "banenafspraak", start=date(2019, 6, 1), born="1999-12-31", hours=1000)
    case |= {"uren_jaar": 1000, "jaarloon": 9000}
    decision = decide(case)
    assert (decision["hoogste_bedrag"], decision["jeugdliv"]) == (Decimal(1010), Decimal(300))
    assert decision["totaal"] == Decimal(1310)
