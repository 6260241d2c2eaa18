"""Published cases, computed by hand. A single person; the norm is € 1.401,50 in the first half of 2026."""

from datetime import date
from decimal import Decimal

import pytest

from tests.grootboek.books import Books, kinds
from tests.grootboek.tables import NO_INCOME, households, income

D = Decimal
ESTIMATE = {
    "maand": "2026-03",
    "netto": 300,
    "geschat": True,
    "betalingen": "schatting",
    "ikv_tot": "2026-03-31",
}
ACTUAL = {
    "maand": "2026-03",
    "netto": 450,
    "betaald_op": "2026-04-20",
    "betalingen": "strook",
    "ikv_tot": "2026-03-31",
}


def test_rotterdam_300_estimated_450_actual(books: Books) -> None:
    """Estimate: 1.401,50 − 300 = 1.101,50; 5% is 55,08 (55,075); paid 1.046,42.

    Actual: 1.401,50 − 450 = 951,50; 5% is 47,58 (47,575); due 903,92. Difference 142,50 too much paid.
    """
    house = households("2026-03")
    books.book(income(ESTIMATE), house, "2026-03-25")
    books.pay("2026-03-27", {"maand": "2026-03", "bedrag": "1046.42"})
    assert books.propose("2026-03-28") == []
    books.book(income(ACTUAL), house, "2026-04-22")
    first, _, third = books.entries()
    assert (first["bijstand"], first["vakantietoeslag"], first["uit_te_betalen"]) == (
        D("1101.50"),
        D("55.08"),
        D("1046.42"),
    )
    assert (third["soort"], third["volgnummer"], third["oorzaak"]) == ("correctie", 3, "strook")
    assert (third["bijstand"], third["vakantietoeslag"], third["uit_te_betalen"]) == (
        D("-150.00"),
        D("-7.50"),
        D("-142.50"),
    )
    assert books.amounts("bijstand") == {"2026-03": D("951.50")}
    (proposal,) = books.propose("2026-05-10")
    assert (proposal["soort"], proposal["bedrag"], proposal["artikel"]) == (
        "verrekenen",
        D("142.50"),
        "Pw art. 58 lid 4",
    )
    assert (proposal["ontvangen_op"], proposal["laatste_dag_verrekenen"]) == (
        date(2026, 4, 20),
        date(2026, 10, 20),
    )
    assert (proposal["plan"], proposal["termijnbedrag"]) == ("beslagvrije_voet_onbekend", None)
    assert proposal["beslist"] == "Een medewerker van de gemeente"


def test_groningen_a_wage_a_month_late(books: Books) -> None:
    """January: no wage known, paid 1.401,50 − 70,08 = 1.331,42. Paid on 20 February: 600 over January.

    1.401,50 − 600 = 801,50; 5% is 40,08 (40,075); due 761,42; 570,00 too much.
    """
    house = households("2026-01", "2026-02")
    books.book(NO_INCOME, house, "2026-01-25")
    assert books.amounts("uit_te_betalen") == {"2026-01": D("1331.42"), "2026-02": D("1331.42")}
    books.pay("2026-01-27", {"maand": "2026-01", "bedrag": "1331.42"})
    late = income(
        {
            "maand": "2026-01",
            "netto": 600,
            "betaald_op": "2026-02-20",
            "ontvangen_op": "2026-02-22",
            "ikv_tot": "2026-01-31",
        }
    )
    books.book(late, house, "2026-02-22")
    assert kinds(books.propose("2026-02-25")) == [("2026-01", "verrekenen", D("570.00"))]
    reserve, alarm = books.propose("2026-07-21")
    assert (alarm["soort"], alarm["termijn_loopt_af"], alarm["laatste_dag_verrekenen"]) == (
        "verrekenen",
        True,
        date(2026, 8, 20),
    )
    assert kinds([reserve]) == [
        ("2026-01", "vakantietoeslag", D("110.16"))
    ]  # nothing is known after February
    assert books.propose("2026-07-20")[1]["termijn_loopt_af"] is False
    assert kinds(books.propose("2026-08-20"))[1:] == [("2026-01", "verrekenen", D("570.00"))]
    late_one, _ = books.propose("2026-08-21")
    assert (late_one["soort"], late_one["bedrag"], late_one["netto_of_bruto"]) == (
        "terugvorderen",
        D("570.00"),
        "netto",
    )
    assert books.propose("2027-01-02")[0]["netto_of_bruto"] == "bruto_kan"


def test_the_gap_between_norm_and_income(books: Books) -> None:
    """Art. 19 lid 2 in January 2018: 992,12 − 871,25 = 120,87, here with a benefit of 871,25."""
    benefit = income({"maand": "2018-01", "soort": "uitkering", "netto": "871.25", "ikv_tot": "2018-01-31"})
    books.book(benefit, households("2018-01"), "2018-02-01")
    assert books.amounts("bijstand") == {"2018-01": D("120.87")}


def test_too_little_paid_is_paid_at_once(books: Books) -> None:
    house = households("2026-03")
    books.book(income(ACTUAL | {"betaald_op": "2026-03-25"}), house, "2026-03-26")
    books.pay("2026-03-27", {"maand": "2026-03", "bedrag": "903.92"})
    books.book(income(ESTIMATE | {"geschat": False, "betalingen": "nieuw"}), house, "2026-04-02")
    (proposal,) = books.propose("2026-04-03")
    assert (proposal["soort"], proposal["bedrag"]) == ("nabetaling", D("142.50"))
    assert proposal["artikel"] == "Pw art. 19 lid 2 en 45 lid 1"


def test_an_income_that_ends_the_right_and_a_late_reaction(books: Books) -> None:
    """Reported on 10 January, the month of August begins more than six months later: that is shown."""
    house = households("2026-01", "2026-08", gemeld_op=[None, date(2026, 1, 10)])
    books.book(NO_INCOME, house, "2026-08-01")
    books.pay("2026-08-02", {"maand": "2026-08", "bedrag": "1348.49"})
    high = income({"maand": "2026-08", "netto": 2000, "ikv_tot": "2026-08-31"})
    books.book(high, house, "2026-09-01")
    assert books.amounts("bijstand") == {"2026-01": D("1401.50"), "2026-08": D("0.00")} | {
        f"2026-0{month}": None for month in range(2, 8)
    }
    (proposal,) = [one for one in books.propose("2026-09-02") if one["soort"] != "vakantietoeslag"]
    assert (proposal["soort"], proposal["bedrag"], proposal["late_reactie"]) == (
        "verrekenen",
        D("1348.49"),
        True,
    )


def test_a_payment_plan_keeps_the_beslagvrije_voet(books: Books) -> None:
    """March: 142,50 too much. In March 903,92 + 450 = 1.353,92; beslagvrije voet 1.300: 53,92 a month, 3
    terms.
    """
    house = households("2026-03", beslagvrije_voet=D("1300.00"))
    books.book(income(ESTIMATE), house, "2026-03-25")
    books.pay("2026-03-27", {"maand": "2026-03", "bedrag": "1046.42"})
    books.book(income(ACTUAL), house, "2026-04-22")
    (proposal,) = books.propose("2026-05-10")
    assert (proposal["plan"], proposal["termijnbedrag"], proposal["aantal_termijnen"]) == (
        "in_termijnen",
        D("53.92"),
        3,
    )


@pytest.mark.parametrize(
    ("voet", "plan"),
    [("1353.92", "geen_ruimte"), ("1353.91", "in_termijnen"), (None, "beslagvrije_voet_onbekend")],
)
def test_no_plan_is_invented(books: Books, voet: str | None, plan: str) -> None:
    house = households("2026-03", beslagvrije_voet=None if voet is None else D(voet))
    books.book(income(ESTIMATE), house, "2026-03-25")
    books.pay("2026-03-27", {"maand": "2026-03", "bedrag": "1046.42"})
    books.book(income(ACTUAL), house, "2026-04-22")
    assert books.propose("2026-05-10")[0]["plan"] == plan


def test_a_missing_payslip_is_never_zero(books: Books) -> None:
    """A job that runs: February has no record, so February is not known and says why."""
    running = [
        {"maand": "2026-01", "netto": 400, "ikv_tot": None},
        {"maand": "2026-03", "netto": 400, "ikv_tot": None},
    ]
    books.book(income(*running), households("2026-01", "2026-02", "2026-03"), "2026-04-01")
    february = books.entries()[1]
    assert (february["status"], february["bijstand"], february["inkomen_onbekend"]) == (
        "onbepaald",
        None,
        "geen_betaling",
    )
    assert february["reden"] == "inkomen_arbeid+vakantietoeslag_arbeid"
    assert books.amounts("bijstand")["2026-02"] is None


def test_an_unknown_net_wage_says_what_is_missing(books: Books) -> None:
    gross_only = income(
        {"maand": "2026-03", "netto": None, "vakantietoeslag": None, "onbekend": "loonheffing"}
    )
    books.book(gross_only, households("2026-03"), "2026-04-01")
    (entry,) = books.entries()
    assert (entry["status"], entry["inkomen_onbekend"], entry["uit_te_betalen"]) == (
        "onbepaald",
        "loonheffing",
        None,
    )


def test_a_month_that_becomes_unknown_and_known_again(books: Books) -> None:
    """1.401,50 − 400 = 1.001,50; unknown; 1.401,50 − 500 = 901,50: the last entry is −100,00."""
    house = households("2026-03")
    row = {"maand": "2026-03", "ikv_tot": "2026-03-31"}
    books.book(income(row | {"netto": 400}), house, "2026-04-01")
    books.book(income(row | {"netto": None, "onbekend": "netto"}), house, "2026-04-02")
    assert books.amounts("bijstand") == {"2026-03": None}
    books.book(income(row | {"netto": 500}), house, "2026-04-03")
    assert [entry["bijstand"] for entry in books.entries()] == [D("1001.50"), None, D("-100.00")]
    assert books.amounts("bijstand") == {"2026-03": D("901.50")}


def test_a_payment_after_the_end_of_one_job_does_not_hide_a_missing_payslip_of_another(books: Books) -> None:
    """The bakery ended in February and paid in April; the shop runs from January and has no later payslip."""
    rows = income(
        {"maand": "2026-01", "ikv": "winkel", "netto": 400, "ikv_tot": None},
        {"maand": "2026-04", "netto": 0, "ikv_van": "2026-04-01", "ikv_tot": "2026-02-28"},
    )
    books.book(rows, households("2026-01", "2026-02", "2026-03"), "2026-05-01")
    assert books.amounts("bijstand") == {"2026-01": D("1001.50"), "2026-02": None, "2026-03": None}


def test_an_amount_that_cannot_be_gets_no_proposal(books: Books) -> None:
    """€ 1.000.000,00 typed for € 1.000,00: no rule answers on it, and it is not cut off."""
    books.book(NO_INCOME, households("2026-03"), "2026-04-01")
    books.pay("2026-04-02", {"maand": "2026-03", "bedrag": "1000000.00"})
    assert books.propose("2026-04-03") == []
    state = books.state()
    assert int(state.paid[0]) == 100_000_000


def test_no_more_is_set_off_than_was_received(books: Books) -> None:
    """1.401,50 − 100 = 1.301,50; 5% is 65,08 (65,075); due 1.236,42; paid 1.500,00: 263,58 too much."""
    books.book(income({"maand": "2026-03", "netto": 100}), households("2026-03"), "2026-04-01")
    books.pay("2026-04-02", {"maand": "2026-03", "bedrag": "1500.00"})
    assert kinds(books.propose("2026-04-03")) == [
        ("2026-03", "terugvorderen", D("163.58")),
        ("2026-03", "verrekenen", D("100.00")),
    ]
