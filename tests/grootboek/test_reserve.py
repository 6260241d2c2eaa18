"""The holiday pay inside the benefit: every cent is due once, whenever it became known (Pw art. 45 lid 1).

Full benefit in 2026 until July: 1.401,50, of which 70,08 (70,075) is reserved. With a wage of 600: 40,08.
"""

from decimal import Decimal
from typing import Any

from tests.grootboek.books import Books, kinds
from tests.grootboek.tables import NO_INCOME, households, income

D = Decimal
SPRING = ("2026-03", "2026-04", "2026-05")


def reserves(books: Books, day: str) -> list[tuple[str, str, Decimal]]:
    """First and last month and amount of what is due of the reserve."""
    return [
        (f"{one['maand']:%Y-%m}", f"{one['tot_en_met']:%Y-%m}", one["bedrag"])
        for one in books.propose(day) if one["soort"] == "vakantietoeslag"
    ]  # fmt: skip


def test_what_a_correction_brings_after_june_is_not_lost(books: Books) -> None:
    """March with 600: 40,08 + 2 × 70,08 = 180,24, paid in June. In November there was no wage: + 30,00."""
    months = (*SPRING, *(f"2026-{month:02}" for month in range(6, 12)))
    books.book(income({"maand": "2026-03", "netto": 600}), households(*months), "2026-06-01")
    assert reserves(books, "2026-06-10") == [("2026-03", "2026-05", D("180.24"))]
    books.pay("2026-06-10", {"maand": "2026-03", "soort": "vakantietoeslag", "bedrag": "180.24"})
    assert reserves(books, "2026-06-11") == []
    books.book(NO_INCOME, households(*months), "2026-11-03")
    assert reserves(books, "2026-11-10") == [("2026-03", "2026-05", D("30.00"))]
    books.pay("2026-11-10", {"maand": "2026-03", "soort": "vakantietoeslag", "bedrag": "30.00"})
    assert reserves(books, "2026-11-11") == []


def test_what_was_paid_in_june_is_not_due_again_at_the_end(books: Books) -> None:
    """In August the income ends the right: of June and July the reserve is due, of May it was paid."""
    months = (*SPRING, "2026-06", "2026-07", "2026-08")
    books.book(NO_INCOME, households(*months), "2026-06-01")
    books.pay("2026-06-10", {"maand": "2026-03", "soort": "vakantietoeslag", "bedrag": "210.24"})
    high = income({"maand": "2026-08", "netto": 2_000, "ikv_tot": "2026-08-31"})
    books.book(high, households(*months), "2026-09-01")
    built = books.amounts("vakantietoeslag")
    due = [amount for month, amount in built.items() if month in ("2026-06", "2026-07") and amount]
    assert reserves(books, "2026-09-02") == [("2026-06", "2026-08", sum(due))]


def test_too_much_paid_over_one_year_does_not_hide_what_is_due_of_another(books: Books) -> None:
    """March is paid 100,00 too much; of June to the next May the whole is due all the same."""
    months = (*SPRING, "2026-06")
    books.book(NO_INCOME, households(*months), "2026-06-01")
    books.pay("2026-06-10", {"maand": "2026-03", "soort": "vakantietoeslag", "bedrag": "310.24"})
    assert reserves(books, "2027-06-10") == [("2026-06", "2026-06", D("70.08"))]


def test_a_dossier_of_which_no_more_is_given_is_paid_within_three_months(books: Books) -> None:
    """The last month is July: in October, the last month for it, the reserve since June is due."""
    books.book(NO_INCOME, households("2026-06", "2026-07"), "2026-08-01")
    assert reserves(books, "2026-09-30") == []
    ((first, last, amount),) = reserves(books, "2026-10-01")
    assert (first, last, amount) == (
        "2026-06",
        "2026-07",
        sum(filter(None, books.amounts("vakantietoeslag").values())),
    )


def test_a_month_that_waits_is_not_an_end(books: Books) -> None:
    months = ("2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
    missing: dict[str, Any] = {"vermogen": [D(0), D(0), None, None, None]}
    books.book(NO_INCOME, households(*months, **missing), "2026-10-01")
    assert reserves(books, "2026-10-02") == []


def test_a_year_of_which_no_payment_is_known_is_left_to_a_person(books: Books) -> None:
    """Whether the June before the ledger began was paid, the ledger cannot know."""
    months = [f"2025-{month:02}" for month in range(3, 13)] + [f"2026-{month:02}" for month in range(1, 6)]
    books.book(NO_INCOME, households(*months), "2026-06-01")
    assert [one[:2] for one in reserves(books, "2026-06-10")] == [("2025-06", "2026-05")]
    assert [kind for _, kind, _ in kinds(books.propose("2026-06-10"))] == ["vakantietoeslag"]
