"""Holiday pay of a wage: never more set off than received (CRvB 2018:3513)."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regels_calculators.grootboek.entries import days_of
from regels_calculators.grootboek.holiday import true_up
from regels_calculators.grootboek.income import read_income

from tests.grootboek.books import RULESETS, Books, kinds
from tests.grootboek.tables import first, households, income

D = Decimal
MONTHS = ("2026-01", "2026-02", "2026-03")
DAY = days_of(first("2026-06"))


def rows(counted: list[str], paid: dict[int, str], **more: Any) -> Any:
    """A job with an entitlement by month, and what was paid out."""
    made = [
        {"maand": month, "netto": 400, "vakantietoeslag": amount, "ikv_tot": None}
        | {"vakantietoeslag_betaald": paid.get(place, 0)} | more
        for place, (month, amount) in enumerate(zip(MONTHS, counted, strict=True))
    ]  # fmt: skip
    return income(*made)


def counts(counted: list[str], paid: dict[int, str], **more: Any) -> tuple[list[int], list[str]]:
    """What may count by month, and what became of each period."""
    found, periods = true_up(read_income(rows(counted, paid, **more)), RULESETS.holiday, DAY)
    return found.holiday.cents.tolist(), periods.outcome


def test_before_it_is_paid_all_counts() -> None:
    assert counts(["20", "20", "20"], {}) == ([2000, 2000, 2000], ["loopt"])


def test_less_received_than_counted_is_brought_down_in_proportion() -> None:
    """50 of 60: 10,00 → 16,67 (cumulative 16,67; 33,33; 50,00)."""
    assert counts(["20", "20", "20"], {2: "50"}) == ([1667, 1666, 1667], ["verlagen"])


def test_as_much_as_counted_changes_nothing() -> None:
    assert counts(["20", "20", "20"], {2: "60"}) == ([2000, 2000, 2000], ["gelijk"])


def test_more_received_is_for_a_person(books: Books) -> None:
    assert counts(["20", "20", "20"], {2: "75"}) == ([2000, 2000, 2000], ["beoordelen"])
    books.book(rows(["20", "20", "20"], {2: "75"}), households(*MONTHS), "2026-04-01")
    (proposal,) = books.propose("2026-04-02")
    assert kinds([proposal]) == [("2026-03", "beoordelen", D("15.00"))]
    assert (proposal["artikel"], proposal["beslist"]) == (
        "Pw art. 31 lid 4",
        "Een medewerker van de gemeente",
    )
    books.book(rows(["20", "20", "20"], {2: "60"}), households(*MONTHS), "2026-04-03")
    assert books.propose("2026-04-04") == []


def test_a_payment_begins_a_new_period() -> None:
    assert counts(["20", "20", "20"], {1: "30"}) == ([1500, 1500, 2000], ["verlagen", "loopt"])


def test_a_job_that_ended_waits_for_its_payment() -> None:
    """Not received is not known to be nothing: it stays, and a person is asked."""
    assert counts(["20", "20", "20"], {}, ikv_tot="2026-03-31") == (
        [2000, 2000, 2000],
        ["wacht_op_uitbetaling"],
    )


def test_what_is_not_known_decides_nothing() -> None:
    unknown = rows(["20", "20", "20"], {2: "50"}).to_pylist()
    unknown[0]["vakantietoeslag_betaald"] = None
    _, periods = true_up(
        read_income(income(*[row | {"maand": f"{row['maand']:%Y-%m}"} for row in unknown])),
        RULESETS.holiday,
        DAY,
    )
    assert periods.outcome == ["onbekend"]


def test_the_months_are_computed_again_in_favour_of_the_citizen(books: Books) -> None:
    house = households(*MONTHS)
    books.book(rows(["20", "20", "20"], {}), house, "2026-03-26")
    assert books.amounts("bijstand")["2026-01"] == D("981.50")  # 1.401,50 − 400 − 20
    books.book(rows(["20", "20", "20"], {2: "50"}), house, "2026-04-26")
    assert list(books.amounts("bijstand").values()) == [D("984.83"), D("984.84"), D("984.83")]


AMOUNT = st.integers(0, 5_000)


@given(st.lists(AMOUNT, min_size=3, max_size=3), st.integers(1, 20_000))
def test_never_more_than_received_and_exact_in_total(counted: list[int], paid: int) -> None:
    texts = [str(D(cents).scaleb(-2)) for cents in counted]
    found, _ = counts(texts, {2: str(D(paid).scaleb(-2))})
    assert sum(found) == min(sum(counted), paid)
    assert all(0 <= new <= old for new, old in zip(found, counted, strict=True))


@pytest.mark.parametrize("person", ["aanvrager", "partner"])
def test_every_job_has_its_own_ledger(books: Books, person: str) -> None:
    two = rows(["20", "20", "20"], {2: "50"}, persoon=person).to_pylist()
    other = rows(["10", "10", "10"], {}, ikv="winkel", persoon=person).to_pylist()
    table = income(*[row | {"maand": f"{row['maand']:%Y-%m}"} for row in (*two, *other)])
    report = books.book(table, households(*MONTHS), "2026-04-26", wages=True)
    assert report.holiday is not None
    assert report.holiday.select(["ikv", "geteld", "telt", "uitkomst"]).to_pylist() == [
        {"ikv": "bakker", "geteld": D("60.00"), "telt": D("50.00"), "uitkomst": "verlagen"},
        {"ikv": "winkel", "geteld": D("30.00"), "telt": D("30.00"), "uitkomst": "loopt"},
    ]
