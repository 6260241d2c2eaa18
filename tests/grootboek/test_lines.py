"""Lines of payments: each counts once, for its own dossier and month, and what is not sure is set apart."""

import random
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regels_calculators.grootboek.payments import (
    BY_FACTS,
    NO_ONE,
    OTHER,
    SCHEMA,
    TOO_MUCH,
    TWICE,
    UNKNOWN_MONTH,
    WRONG_KIND,
    Paid,
    book_payments,
)
from regels_calculators.grootboek.show import show
from regels_calculators.grootboek.store import Ledger

from tests.grootboek.books import RULESETS, Books, kinds
from tests.grootboek.tables import NO_INCOME, households, income
from tests.grootboek.test_invariants import ledger_of

D = Decimal
DAY = date(2026, 4, 2)
LINE: dict[str, Any] = {
    "betaling_id": "p1", "dossier_id": "1001", "maand": date(2026, 3, 1), "soort": "betaling",
    "bedrag": D("1331.42"), "betaald_op": date(2026, 3, 28), "besloten_door": None,
}  # fmt: skip
SET_OFF = {"soort": "verrekenen", "besloten_door": "consulent 7"}


def pay(books: Books, given: Any) -> Paid:
    """Book lines as they are given."""
    with Ledger(books.path, make=True) as ledger:
        return book_payments(ledger, given, DAY, RULESETS.month)


def lines(*rows: dict[str, Any], **kinds: pa.DataType) -> pa.Table:
    """Lines as a table; a column may have another type."""
    schema = pa.schema([pa.field(one.name, kinds.get(one.name, one.type)) for one in SCHEMA])
    return pa.Table.from_pylist([LINE | row for row in rows], schema)


def reasons(paid: Paid) -> list[tuple[int, str]]:
    """Which lines were refused, and why."""
    return [(one.line, one.reason) for one in paid.refused]


@pytest.mark.parametrize(
    "other",
    [
        {"bedrag": D("1331.43")},
        {"dossier_id": "1002"},
        {"maand": date(2026, 2, 1)},
        {"soort": "vakantietoeslag"},
    ],
)
def test_another_line_under_a_name_that_was_booked_is_not_lost_in_silence(
    books: Books, other: dict[str, Any]
) -> None:
    assert pay(books, lines({})).booked == 1
    again = pay(books, lines({}))
    assert (again.booked, again.known, again.refused) == (0, 1, ())
    paid = pay(books, lines(other))
    assert (paid.booked, paid.known, reasons(paid)) == (0, 0, [(1, OTHER)])
    assert int(books.state().paid.sum()) == 133_142


def test_a_name_twice_in_one_file_is_set_apart_and_the_rest_is_booked(books: Books) -> None:
    paid = pay(books, lines({}, {"betaling_id": "p2"}, {"bedrag": D("1.00")}))
    assert (paid.booked, reasons(paid)) == (1, [(1, TWICE), (3, TWICE)])


@pytest.mark.parametrize("month", [date(2026, 3, 15), date(1960, 3, 1), date(2400, 1, 1), None])
def test_a_month_that_cannot_be_is_not_booked_on_another_dossier(books: Books, month: date | None) -> None:
    """A month before 1970 was one of the dossier before it; a day within a month was not shown."""
    books.book(NO_INCOME, households("2026-03"), "2026-04-01")
    loose = pa.schema([(one.name, one.type) for one in SCHEMA])  # a month may be empty
    paid = pay(books, pa.Table.from_pylist([LINE | {"maand": month}], loose))
    assert paid.booked == 0 and [(one.row, one.field) for one in paid.rejects] == [(1, "maand")]
    assert not books.state().has_paid.any()


def test_a_fraction_of_a_cent_is_never_rounded(books: Books) -> None:
    paid = pay(books, lines({"bedrag": 10.005}, {"betaling_id": "p2", "bedrag": 10.25}, bedrag=pa.float64()))
    assert [(one.row, one.field) for one in paid.rejects] == [(1, "bedrag")]
    assert books.state().paid.tolist() == [1025]


def test_blanks_and_numbers_of_a_dossier_are_read_as_everywhere(books: Books) -> None:
    books.book(NO_INCOME, households("2026-03"), "2026-04-01")
    pay(books, lines({"dossier_id": " 1001 "}))
    pay(books, lines({"betaling_id": "p2", "dossier_id": 1001}, dossier_id=pa.int64()))
    assert books.state().ids.to_pylist() == ["1001"]
    assert books.state().paid.tolist() == [2 * 133_142]


def test_every_line_is_shown_in_its_month(books: Books) -> None:
    books.book(NO_INCOME, households("2026-03"), "2026-04-01")
    pay(books, lines({}))
    with Ledger(books.path) as ledger:
        assert "2. 2026-04-02 betaling: € 1.331,42" in show(ledger.of_dossier("1001"))


def test_lines_as_dutch_csv(books: Books, tmp_path: Path) -> None:
    """Also the first time: there need not be a ledger yet."""
    file = tmp_path / "betaald.csv"
    file.write_text(
        "betaling_id;dossier_id;maand;soort;bedrag;betaald_op;besloten_door\n"
        "p1;1001;2026-03;betaling;1.331,42;2026-03-28;\n"
        "p2;1001;2026-03;betaling;veel;2026-03-28;\n"
        "p3;1001;2026-03;betaling;1,00;2026-03-28;;te veel\n"
        "p4;1001;2026-03;schenking;1,00;;\n",
        "utf-8",
    )
    paid = pay(books, file)
    assert (paid.booked, reasons(paid)) == (1, [(5, WRONG_KIND)])
    assert [(one.row, one.field) for one in paid.rejects] == [(3, "bedrag"), (4, "(hele regel)")]


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(shuffle: random.Random) -> None:
    """Too much by 570,00, with the payment; of set-offs that do not fit together the first by day fits."""
    made = [
        {},
        SET_OFF | {"betaling_id": "p2", "bedrag": D("500.00"), "betaald_op": date(2026, 4, 1)},
        SET_OFF | {"betaling_id": "p3", "bedrag": D("100.00"), "betaald_op": date(2026, 4, 2)},
        SET_OFF | {"betaling_id": "p4", "bedrag": D("70.00"), "betaald_op": date(2026, 4, 3)},
        SET_OFF | {"betaling_id": "p5", "bedrag": D("1.00"), "besloten_door": " "},
        SET_OFF | {"betaling_id": "p6", "bedrag": D("1.00"), "maand": date(2026, 2, 1)},
    ]
    shuffle.shuffle(made)
    with ledger_of() as books:
        books.book(income({"maand": "2026-03", "netto": 600}), households("2026-03"), "2026-04-01")
        paid = pay(books, lines(*made))
        why = {made[one.line - 1]["betaling_id"]: one.reason for one in paid.refused}
        assert why == {"p3": TOO_MUCH, "p5": NO_ONE, "p6": UNKNOWN_MONTH}
        assert int(books.state().set_off.sum()) == 57_000


def test_what_was_paid_has_one_source_for_a_month(books: Books) -> None:
    """A later payment beside ``uitbetaald`` was taken back by the next booking, and proposed again."""
    house = households("2026-03", uitbetaald=D("1000.00"))
    books.book(NO_INCOME, house, "2026-04-01")
    later = {"soort": "nabetaling", "bedrag": D("331.42")}
    assert reasons(pay(books, lines(later))) == [(1, BY_FACTS)]
    books.book(NO_INCOME, house, "2026-04-03", everything=True)
    assert books.state().paid.tolist() == [100_000]
    books.book(NO_INCOME, households("2026-03", uitbetaald=D("1331.42")), "2026-04-04")
    assert books.state().paid.tolist() == [133_142]


def test_a_household_that_says_something_else_than_the_lines_is_set_apart(books: Books) -> None:
    books.book(NO_INCOME, households("2026-03"), "2026-04-01")
    pay(books, lines({}))
    same = books.book(NO_INCOME, households("2026-03", uitbetaald=D("1331.42")), "2026-04-03")
    assert same.complete
    report = books.book(NO_INCOME, households("2026-03", uitbetaald=D("1000.00")), "2026-04-04")
    assert [(one.row, one.field, one.found, one.expected) for one in report.rejects] == [
        (1, "uitbetaald", "€ 1.000,00", "€ 1.331,42")
    ]
    assert books.state().paid.tolist() == [133_142]


def test_a_set_off_beside_what_the_household_says_was_paid(books: Books) -> None:
    """``uitbetaald`` is before set-off, so the same statement goes on to agree."""
    house = households("2026-03", uitbetaald=D("1331.42"))
    books.book(income({"maand": "2026-03", "netto": 600}), house, "2026-04-01")
    assert pay(books, lines(SET_OFF | {"bedrag": D("570.00")})).refused == ()
    again = books.book(income({"maand": "2026-03", "netto": 600}), house, "2026-04-03", everything=True)
    assert again.complete and kinds(books.propose("2026-04-10")) == []
