"""On which day means were received decides between setting off and recovery (Pw art. 58 lid 4).

Full benefit in March 2026: 1.331,42. With 600: 761,42; 570,00 less. With 400: 951,42.
"""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.grootboek.books import Books, kinds
from tests.grootboek.tables import households, income

D = Decimal
WAGE = {"maand": "2026-03", "netto": 600, "betaald_op": "2026-03-25"}
UNKNOWN = [
    (WAGE | {"netto": None, "onbekend": "netto"}, {}),
    (WAGE, {"vermogen": None}),
    (WAGE | {"netto": None, "onbekend": "loonheffing", "betalingen": "bruto"}, {"vermogen": None}),
]


@pytest.mark.parametrize(("known", "facts"), UNKNOWN)
def test_a_month_that_becomes_known_later_has_the_day_of_its_wage(
    books: Books, known: dict[str, Any], facts: dict[str, Any]
) -> None:
    """The wage was received all the same: it was laid at nothing, and only recovery was proposed."""
    books.book(income(known), households("2026-03", **facts), "2026-04-01")
    books.pay("2026-04-02", {"maand": "2026-03", "bedrag": "1331.42"})
    assert books.propose("2026-04-02") == []
    books.book(income(WAGE), households("2026-03"), "2026-04-03")
    (proposal,) = books.propose("2026-04-10")
    assert kinds([proposal]) == [("2026-03", "verrekenen", D("570.00"))]
    assert (proposal["ontvangen_op"], proposal["laatste_dag_verrekenen"]) == (
        date(2026, 3, 25),
        date(2026, 9, 25),
    )


def test_a_month_that_was_unknown_for_a_while_lays_only_what_is_new_at_its_day(books: Books) -> None:
    """400 known and paid for; unknown; then 600 with a record of 20 April: 190,00 of that day."""
    house = households("2026-03")
    books.book(income(WAGE | {"netto": 400}), house, "2026-04-01")
    books.pay("2026-04-02", {"maand": "2026-03", "bedrag": "951.42"})
    waits = WAGE | {"betalingen": "b2026-03+extra", "netto": None, "onbekend": "netto"}
    late = {"betaald_op": "2026-04-20", "betalingen": "b2026-03+extra"}
    books.book(income(waits | late), house, "2026-04-21")
    books.book(income(WAGE | late), house, "2026-04-22")
    (proposal,) = books.propose("2026-05-10")
    assert (proposal["soort"], proposal["bedrag"], proposal["ontvangen_op"]) == (
        "verrekenen",
        D("190.00"),
        date(2026, 4, 20),
    )


def test_the_same_record_with_more_in_it_has_its_day(books: Books) -> None:
    """The source wrote over it: no new record, but new means."""
    house = households("2026-03")
    books.book(income(WAGE | {"netto": 400}), house, "2026-04-01")
    books.pay("2026-04-02", {"maand": "2026-03", "bedrag": "951.42"})
    books.book(income(WAGE), house, "2026-04-03")
    assert kinds(books.propose("2026-04-10")) == [("2026-03", "verrekenen", D("190.00"))]


def test_less_due_without_new_means_is_not_set_off(books: Books) -> None:
    """A fact of the household changed, and the wage did not: no means behind it, whatever their day."""
    books.book(income(WAGE), households("2026-03"), "2026-04-01")
    books.pay("2026-04-02", {"maand": "2026-03", "bedrag": "761.42"})
    books.book(income(WAGE), households("2026-03", kostendelende_medebewoners=2), "2026-04-03")
    (proposal,) = books.propose("2026-04-10")
    assert (proposal["soort"], proposal["ontvangen_op"]) == ("terugvorderen", None)


@pytest.mark.parametrize(
    ("received", "last", "after"),
    [("2026-08-31", "2027-02-28", "2027-03-01"), ("2026-02-28", "2026-08-28", "2026-08-29")],
)
def test_six_months_from_the_edge_of_a_month(books: Books, received: str, last: str, after: str) -> None:
    books.book(income(WAGE | {"betaald_op": received}), households("2026-03"), "2026-09-01")
    books.pay("2026-09-02", {"maand": "2026-03", "bedrag": "1331.42"})
    for day, kind in ((last, "verrekenen"), (after, "terugvorderen")):
        found = [one["soort"] for one in books.propose(day) if one["soort"] != "vakantietoeslag"]
        assert found == [kind]
