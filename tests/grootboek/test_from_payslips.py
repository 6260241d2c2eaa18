"""From payslips to a settled month: the feed of the room ``inkomen`` and the books together, by hand.

Thirteen four-weekly payslips of € 600,00 net in 2025, with the policy × 13/12: € 650,00 a month. A single
person: norm € 1.345,45, from July € 1.369,06, no vrijlating. 1.345,45 − 650,00 = 695,45;
1.369,06 − 650,00 = 719,06. The four weeks that end first (26 January) belong to January; the
thirteenth of the year is free.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
from regels_calculators.inkomen.job import take_in

from tests.grootboek.books import Books
from tests.grootboek.tables import households

D = Decimal
FIRST = date(2024, 12, 30)
MONTHS = [f"2025-{month:02}" for month in range(1, 13)]


def payslip(number: int, net: str = "600.00", **more: Any) -> dict[str, Any]:
    """The four weeks with a number from 0."""
    begin = FIRST + timedelta(days=28 * number)
    end = begin + timedelta(days=27)
    return {
        "dossier_id": "1001", "ikv": "uitzendbureau 1", "betaling_id": f"strook{number}",
        "periode_van": begin, "periode_tot": end, "betaald_op": end + timedelta(days=3), "netto": D(net),
        "lks": False,
        "vakantietoeslag_opgebouwd": D("0.00"), "vakantietoeslag_betaald": D("0.00"),
        "ikv_van": FIRST, "ikv_tot": date(2025, 12, 28), "correctie_op": None,
    } | more  # fmt: skip


def months(*payslips: dict[str, Any]) -> pa.Table:
    """What the room ``inkomen`` makes of them."""
    return take_in(pa.Table.from_pylist(list(payslips)), chosen="vierweken_13_12").months


def test_thirteen_payslips_are_twelve_months(books: Books) -> None:
    known = months(*(payslip(number) for number in range(13)))
    books.book(known, households(*MONTHS), "2026-01-05")
    assert list(books.amounts("bijstand").values()) == [D("695.45")] * 6 + [D("719.06")] * 6


def test_a_corrected_payslip_changes_its_month_alone(books: Books) -> None:
    """Four weeks 7 (ends 10 August): 648 × 13/12 = 702,00; 1.369,06 − 702,00 = 667,06: 52,00 less."""
    slips = [payslip(number) for number in range(13)]
    house = households(*MONTHS)
    books.book(months(*slips), house, "2026-01-05")
    better = payslip(7, "648.00", betaling_id="strook7b", correctie_op="strook7", betaald_op=date(2026, 1, 6))
    books.book(months(*slips, better), house, "2026-01-07")
    (entry,) = [entry for entry in books.entries() if entry["soort"] == "correctie"]
    assert (f"{entry['maand']:%Y-%m}", entry["bijstand"]) == ("2025-08", D("-52.00"))
    assert (entry["betaald_op"], entry["oorzaak"]) == (date(2026, 1, 6), "strook7b")


def test_delivery_in_any_order_and_twice(books: Books) -> None:
    slips = [payslip(number) for number in range(13)]
    house = households(*MONTHS)
    books.book(months(*slips), house, "2026-01-05")
    before = len(books.entries())
    books.book(months(*reversed(slips), *slips[:3]), house, "2026-01-06")
    assert len(books.entries()) == before
