"""A flex worker in 2025: 13 four-weekly periods, holiday pay in May and a correction in October, by hand.

A single person with vrijlating n (25%, the first six months). Each period € 600,00 net and € 30,00 net
holiday-pay
entitlement; × 13/12 that is € 650,00 and € 32,50 a month (13 × 600 = 12 × 650 = 7.800). Norm 1.345,45,
from July 1.369,06.

    Jan–Jun   650,00 + 32,50 − 25% × 650,00 = 162,50 → counts 520,00
              1.345,45 − 520,00 = 825,45; 5% = 41,27 (41,2725); paid 784,18
    Jul–Dec   650,00 + 32,50 = 682,50
              1.369,06 − 682,50 = 686,56; 5% = 34,33 (34,328); paid 652,23

May: € 150,00 net holiday pay is paid. Counted since January: 5 × 32,50 = 162,50. Too much counted: 12,50,
so each month counts 150,00 / 5 = 30,00.

    Jan–May   counts 517,50; 1.345,45 − 517,50 = 827,95; 5% = 41,40 (41,3975); due 786,55; 2,37 more than
    was paid

October 22: period 8 is corrected by + 48,00, so August + 52,00 (48 × 13/12).

    August    702,00 + 32,50 = 734,50; 1.369,06 − 734,50 = 634,56; 5% = 31,73 (31,728); due 602,83
              paid 652,23, so 49,40 too much

    due in the year    5 × 786,55 + 784,18 + 5 × 652,23 + 602,83                 = 8.580,91
    paid               4 × 784,18 + 786,55 + 784,18 + 6 × 652,23                  = 8.620,83
    later and set off  4 × 2,37 = 9,48 paid; 49,40 set off: 8.620,83 + 9,48 − 49,40 = 8.580,91
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.grootboek.books import Books, kinds
from tests.grootboek.tables import first, households, income

D = Decimal
MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
HOLIDAY_PAY = {"2025-05": D("150.00")}
PAID = [D("784.18")] * 4 + [D("786.55"), D("784.18")] + [D("652.23")] * 6
CORRECTED = {"2025-08": {"netto": D("702.00"), "betaald_op": "2025-10-22", "betalingen": "periode8b"}}


def wages(until: str, corrected: bool = False) -> list[dict[str, Any]]:
    """What is known of the wages up to and including a month."""
    rows = [
        {
            "maand": month, "netto": D("650.00"), "vakantietoeslag": D("32.50"), "betaald_op": f"{month}-22",
            "vakantietoeslag_betaald": HOLIDAY_PAY.get(month, 0), "ikv_tot": None, "ikv_van": "2025-01-01",
            "betalingen": f"periode{place}",
        }
        for place, month in enumerate(MONTHS, 1) if month <= until
    ]  # fmt: skip
    return [row | CORRECTED.get(str(row["maand"]), {}) for row in rows] if corrected else rows


@pytest.fixture
def year(books: Books) -> Books:
    """The whole year: booked and paid every month, the correction in October."""
    for place, month in enumerate(MONTHS):
        house = households(*MONTHS[: place + 1], bijdrage_arbeidsinschakeling=True)
        books.book(income(*wages(month, corrected=month >= "2025-10")), house, f"{month}-26")
        books.pay(f"{month}-27", {"maand": month, "bedrag": str(PAID[place])})
    return books


def test_month_by_month(year: Books) -> None:
    due = year.amounts("uit_te_betalen")
    assert list(due.values()) == [
        D("786.55"), D("786.55"), D("786.55"), D("786.55"), D("786.55"), D("784.18"),
        D("652.23"), D("602.83"), D("652.23"), D("652.23"), D("652.23"), D("652.23"),
    ]  # fmt: skip
    assert list(year.amounts("bijstand").values()) == [
        D("827.95"), D("827.95"), D("827.95"), D("827.95"), D("827.95"), D("825.45"),
        D("686.56"), D("634.56"), D("686.56"), D("686.56"), D("686.56"), D("686.56"),
    ]  # fmt: skip
    assert list(year.amounts("vrijlating").values()) == [D("162.50")] * 6 + [D("0.00")] * 6
    assert sum(amount for amount in due.values() if amount) == D("8580.91")
    assert sum(PAID) == D("8620.83")


def test_what_each_payment_was_based_on(year: Books) -> None:
    """Every first computation is what was paid; May knew the holiday pay already."""
    computed = [entry for entry in year.entries() if entry["soort"] == "berekening"]
    assert [entry["uit_te_betalen"] for entry in computed] == PAID


def test_the_holiday_pay_brings_five_months_down(year: Books) -> None:
    """January to April had been computed: + 2,50 bijstand, of which 0,13 reserve and 2,37 paid."""
    corrections = [entry for entry in year.entries() if entry["soort"] == "correctie"]
    in_may = [entry for entry in corrections if entry["geboekt_op"] == date(2025, 5, 26)]
    assert [f"{entry['maand']:%Y-%m}" for entry in in_may] == MONTHS[:4]
    for entry in in_may:
        assert (entry["bijstand"], entry["vakantietoeslag"], entry["uit_te_betalen"]) == (
            D("2.50"),
            D("0.13"),
            D("2.37"),
        )
        assert entry["middelen"] == D("-2.50")
        assert "periode5" in entry["oorzaak"].split("+")
    (august,) = [entry for entry in corrections if entry["geboekt_op"] == date(2025, 10, 26)]
    assert (august["maand"], august["uit_te_betalen"], august["betaald_op"]) == (
        first("2025-08"),
        D("-49.40"),
        date(2025, 10, 22),
    )
    assert len(corrections) == 5


def test_what_follows(year: Books) -> None:
    proposed = year.propose("2025-12-28")
    assert kinds(proposed) == [(month, "nabetaling", D("2.37")) for month in MONTHS[:4]] + [
        ("2025-08", "verrekenen", D("49.40"))
    ]
    assert proposed[-1]["laatste_dag_verrekenen"] == date(2026, 4, 22)


def test_the_reserve_is_paid_in_june(books: Books) -> None:
    """January to May: 5 × 41,40 = 207,00."""
    books.book(
        income(*wages("2025-06")), households(*MONTHS[:6], bijdrage_arbeidsinschakeling=True), "2025-06-26"
    )
    (reserve,) = books.propose("2025-06-27")
    assert (reserve["soort"], reserve["bedrag"], reserve["artikel"]) == (
        "vakantietoeslag",
        D("207.00"),
        "Pw art. 45 lid 1",
    )
    assert (reserve["maand"], reserve["tot_en_met"]) == (first("2025-01"), first("2025-05"))
    books.pay("2025-06-27", {"maand": "2025-05", "soort": "vakantietoeslag", "bedrag": "207.00"})
    assert books.propose("2025-06-28") == []
    assert books.propose("2025-07-01") == []


def test_all_put_right_adds_up(year: Books) -> None:
    later = [{"maand": month, "soort": "nabetaling", "bedrag": "2.37"} for month in MONTHS[:4]]
    set_off = {"maand": "2025-08", "soort": "verrekenen", "bedrag": "49.40", "besloten_door": "consulent 7"}
    assert year.pay("2025-12-29", *later, set_off).refused == ()
    assert year.propose("2025-12-30") == []
    state = year.state()
    assert int(state.paid.sum()) == 858_091
    assert year.pay("2025-12-29", *later, set_off).known == 5
    assert int(year.state().paid.sum()) == 858_091
