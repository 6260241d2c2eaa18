"""The four methods: what each knows at the payment run, what it pays, and what follows. By hand.

A single person, norm € 1.401,50 (first half of 2026): full benefit 1.401,50 − 70,08 (70,075) = 1.331,42.
With a wage of 600: 801,50 − 40,08 (40,075) = 761,42; 570,00 less. With 400: 1.001,50 − 50,08 (50,075) =
951,42.
"""

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from regels_calculators.grootboek.payrun import alarms
from regels_calculators.grootboek.policy import UnknownMethod

from tests.grootboek.books import POLICY, Books
from tests.grootboek.tables import NO_INCOME, households, income

D = Decimal
FULL, AT_600, AT_400 = D("1331.42"), D("761.42"), D("951.42")
TWO = households("2026-01", "2026-02")


def wage(month: str, net: int, **more: Any) -> dict[str, Any]:
    """A wage of a job that runs."""
    return {"maand": month, "netto": net, "ikv_tot": None, "ikv_van": "2026-01-01"} | more


def run(books: Books, known: pa.Table, method: str, day: str, house: pa.Table = TWO) -> dict[str, Any]:
    """The one payment of a run, after booking what is known."""
    books.book(known, house, day)
    (payment,) = books.pay_run(known, house, method, day).payments.to_pylist()
    return payment  # type: ignore[no-any-return]


def test_same_month_pays_at_the_known_wage(books: Books) -> None:
    payment = run(books, income(wage("2026-01", 600)), "zelfde_maand", "2026-01-27", households("2026-01"))
    assert (payment["loon"], payment["te_betalen"], payment["mens_beslist"]) == ("bekend_loon", AT_600, None)
    assert payment["artikel"] == "Pw art. 32 en 45 lid 1"


def test_same_month_does_not_stop_for_a_missing_payslip(books: Books) -> None:
    """February has no record: the last known wage counts, and a person looks first."""
    payment = run(books, income(wage("2026-01", 600)), "zelfde_maand", "2026-02-26")
    assert (payment["loon"], payment["te_betalen"], payment["mens_beslist"]) == (
        "laatst_bekend_loon",
        AT_600,
        "loon_ontbreekt",
    )


def test_in_arrears_month_1_full_and_month_2_settled(books: Books) -> None:
    """January full 1.331,42. In February 1.331,42 − 570,00 = 761,42. At the exit the 570,00 is a claim."""
    first = run(books, income(wage("2026-01", 600)), "achteraf", "2026-01-27", households("2026-01"))
    assert (first["loon"], first["te_betalen"]) == ("zonder_loon", FULL)
    books.pay("2026-01-28", {"maand": "2026-01", "bedrag": str(FULL)})
    both = income(wage("2026-01", 600), wage("2026-02", 600))
    books.book(both, TWO, "2026-02-26")
    made = books.pay_run(both, TWO, "achteraf", "2026-02-26")
    (second,) = made.payments.to_pylist()
    assert (second["verschuldigd"], second["verrekenen"], second["te_betalen"]) == (FULL, D("570.00"), AT_600)
    assert second["mens_beslist"] == "verrekenen"
    (line,) = made.lines.to_pylist()
    assert (f"{line['maand']:%Y-%m}", line["soort"], line["bedrag"]) == ("2026-01", "verrekenen", D("570.00"))
    paid = books.pay(
        "2026-02-27",
        {"maand": "2026-02", "bedrag": str(FULL)},
        {"maand": "2026-01", "soort": "verrekenen", "bedrag": "570.00", "besloten_door": "consulent 7"},
    )
    assert paid.refused == ()
    (claim,) = books.propose("2026-03-05")
    assert (f"{claim['maand']:%Y-%m}", claim["soort"], claim["bedrag"]) == (
        "2026-02",
        "verrekenen",
        D("570.00"),
    )


def test_estimate_then_correct(books: Books) -> None:
    """Estimated 400: paid 951,42. The real 600 comes: 190,00 too much."""
    house = households("2026-01")
    guess = income(wage("2026-01", 400, geschat=True, betalingen="schatting"))
    payment = run(books, guess, "schatten_en_corrigeren", "2026-01-27", house)
    assert (payment["loon"], payment["te_betalen"], payment["mens_beslist"]) == ("schatting", AT_400, None)
    books.pay("2026-01-28", {"maand": "2026-01", "bedrag": str(AT_400)})
    books.book(income(wage("2026-01", 600)), house, "2026-02-10")
    (proposal,) = books.propose("2026-02-11")
    assert (proposal["soort"], proposal["bedrag"]) == ("verrekenen", D("190.00"))


def test_estimate_takes_the_last_known_wage_when_there_is_none(books: Books) -> None:
    payment = run(books, income(wage("2026-01", 400)), "schatten_en_corrigeren", "2026-02-26")
    assert (payment["loon"], payment["te_betalen"], payment["mens_beslist"]) == (
        "laatst_bekend_loon",
        AT_400,
        None,
    )


def test_surplus_pools_all_months(books: Books) -> None:
    """January full while 600 was earned: + 570,00; in February 400 is earned: 951,42 − 570,00 = 381,42."""
    books.book(NO_INCOME, households("2026-01"), "2026-01-25")
    books.pay("2026-01-28", {"maand": "2026-01", "bedrag": str(FULL)})
    known = income(wage("2026-01", 600), wage("2026-02", 400))
    payment = run(books, known, "surplus", "2026-02-26")
    assert (payment["verschuldigd"], payment["verrekenen"], payment["te_betalen"]) == (
        AT_400,
        D("570.00"),
        D("381.42"),
    )
    # Left to live on: 381,42 + 400 = 781,42; 95% of 1.401,50 is 1.331,42: too little, shown before paying.
    assert (payment["blijft_over"], payment["ondergrens"]) == (D("781.42"), D("1331.42"))
    assert payment["te_weinig_om_van_te_leven"] is True


def test_surplus_pays_more_when_too_little_was_paid(books: Books) -> None:
    books.book(income(wage("2026-01", 600)), households("2026-01"), "2026-01-25")
    books.pay("2026-01-28", {"maand": "2026-01", "bedrag": str(AT_600)})
    known = income(wage("2026-01", 400, betalingen="beter"), wage("2026-02", 400))
    payment = run(books, known, "surplus", "2026-02-26")
    assert (payment["nabetaling"], payment["te_betalen"]) == (D("190.00"), AT_400 + 190)


def test_what_does_not_fit_in_a_payment_waits(books: Books) -> None:
    """Norm − 1.000 = 401,50; 5% 20,08; paid 381,42: of the 570,00 of January only 381,42 fits."""
    books.book(NO_INCOME, households("2026-01"), "2026-01-25")
    books.pay("2026-01-28", {"maand": "2026-01", "bedrag": str(FULL)})
    known = income(wage("2026-01", 600), wage("2026-02", 1000))
    payment = run(books, known, "surplus", "2026-02-26")
    assert (payment["verrekenen"], payment["te_betalen"]) == (D("381.42"), D("0.00"))


def test_the_beslagvrije_voet_limits_what_a_run_takes(books: Books) -> None:
    """951,42 + 400 = 1.351,42; beslagvrije voet 1.300: 51,42 may go off."""
    house = households("2026-01", "2026-02", beslagvrije_voet=D("1300.00"))
    books.book(NO_INCOME, households("2026-01"), "2026-01-25")
    books.pay("2026-01-28", {"maand": "2026-01", "bedrag": str(FULL)})
    payment = run(books, income(wage("2026-01", 600), wage("2026-02", 400)), "surplus", "2026-02-26", house)
    assert (payment["verrekenen"], payment["te_weinig_om_van_te_leven"]) == (D("51.42"), False)


def test_the_benefit_does_not_fall_silent_when_a_job_starts(books: Books) -> None:
    payment = run(books, income(wage("2026-02", 300, ikv_van="2026-02-01")), "zelfde_maand", "2026-02-26")
    assert (payment["status"], payment["te_betalen"]) == ("recht", D("1046.42"))


def test_full_benefit_alone_is_no_alarm(books: Books) -> None:
    payment = run(books, NO_INCOME, "zelfde_maand", "2026-01-27")
    assert (payment["blijft_over"], payment["te_weinig_om_van_te_leven"]) == (FULL, False)
    assert len(alarms(books.pay_run(NO_INCOME, TWO, "zelfde_maand", "2026-01-27").payments)) == 0


def test_what_cannot_be_known_is_not_paid_as_zero(books: Books) -> None:
    payment = run(books, NO_INCOME, "zelfde_maand", "2026-01-27", households("2026-01", vermogen=None))
    assert (payment["te_betalen"], payment["mens_beslist"], payment["reden"]) == (
        None,
        "niet_te_bepalen",
        "vermogen",
    )


def test_every_method_says_what_it_knows_pays_and_leaves() -> None:
    assert list(POLICY.methods) == ["zelfde_maand", "achteraf", "schatten_en_corrigeren", "surplus"]
    assert POLICY.default == "zelfde_maand"
    for method in POLICY.methods.values():
        assert all((method.known, method.pays, method.follows, method.ground, method.article))
        assert method.source.startswith("https://")
    with pytest.raises(UnknownMethod, match="Bedoelde u ‘achteraf’"):
        POLICY.method("achterf")
