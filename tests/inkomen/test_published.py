"""The cases that were published, and a year of four-weekly wages counted by hand."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from regels_calculators.inkomen.job import Intake, take_in
from regels_calculators.inkomen.net import REGELING

from regels.ruleset import load
from tests.inkomen.feeds import feed, payment

RULESET = load("landelijk", REGELING)
FOUR_WEEKS = "vierweken_13_12"


def nets(intake: Intake) -> dict[str, Decimal | None]:
    return {row["maand"].isoformat()[:7]: row["netto"] for row in intake.months.to_pylist()}


def test_four_weekly_wages_of_1300_are_1408_33_a_month() -> None:
    """The rule of Divosa's werkwijzer: 1.300,00 × 13 / 12 = 1.408,333…"""
    intake = take_in(feed(payment("2026-06-29", "2026-07-26", "1300")), RULESET, FOUR_WEEKS)
    assert nets(intake) == {"2026-07": Decimal("1408.33")}
    assert intake.months["vierweken"].to_pylist() == [True]
    assert intake.months["toerekening"].to_pylist() == [FOUR_WEEKS]


def test_the_same_wages_by_day() -> None:
    """Two of 28 days in June: 1.300 × 2 / 28 = 92,857… → 92,86; the rest is July's."""
    intake = take_in(feed(payment("2026-06-29", "2026-07-26", "1300")), RULESET)
    assert nets(intake) == {"2026-06": Decimal("92.86"), "2026-07": Decimal("1207.14")}
    assert intake.months["vierweken"].to_pylist() == [True, True]
    assert intake.months["dagen_zonder_loon"].to_pylist() == [28, 5]


def a_year(net: str = "1300") -> list[dict[str, str | None]]:
    """Thirteen periods that end on 2026-01-25, 02-22 … 11-01, 11-29, 12-27."""
    ends = [date(2026, 1, 25) + timedelta(days=28 * n) for n in range(13)]
    return [payment((end - timedelta(days=27)).isoformat(), end.isoformat(), net) for end in ends]


def test_the_thirteenth_period_is_free_and_checked_by_year() -> None:
    """Each month counts 1.408,33; in November two periods end and the second is free.

    12 × 1.408,33 = 16.899,96 against 13 × 1.300 = 16.900,00: four cents less than was paid.
    """
    intake = take_in(feed(*a_year()), RULESET, FOUR_WEEKS)
    assert nets(intake) == {f"2026-{month:02d}": Decimal("1408.33") for month in range(1, 13)}
    remarks = dict(zip(nets(intake), intake.months["opmerking"].to_pylist(), strict=True))
    assert [month for month, remark in remarks.items() if remark] == ["2026-11"]
    (year,) = intake.years.to_pylist()
    assert (year["perioden"], year["volledig"]) == (13, True)
    assert (year["betaald"], year["geteld"]) == (Decimal("16900.00"), Decimal("16899.96"))
    assert year["verschil"] == Decimal("-0.04")


def test_a_high_thirteenth_period_shows_in_the_check() -> None:
    """The period that ends on 29 November pays 2.000, 700 more than was counted: −700,04."""
    year = a_year()
    year[11]["netto"] = "2000"
    (check,) = take_in(feed(*year), RULESET, FOUR_WEEKS).years.to_pylist()
    assert check["verschil"] == Decimal("-700.04")


def test_the_sum_of_a_year_by_day_is_what_was_paid() -> None:
    found = take_in(feed(*a_year("1234.57")), RULESET)
    assert sum(filter(None, nets(found).values())) == 13 * Decimal("1234.57")


def test_wages_paid_a_month_late_belong_to_the_month_of_the_work() -> None:
    """Groningen (18.1.054), the taxi driver: what was earned in April is paid at the end of May."""
    late = [
        payment("2026-04-01", "2026-04-30", "820.40")
        | {"betaald_op": "2026-05-28", "ontvangen_op": "2026-06-03"},
        payment("2026-05-01", "2026-05-31", "455.10")
        | {"betaald_op": "2026-06-29", "ontvangen_op": "2026-07-02"},
    ]
    earned = take_in(feed(*late), RULESET)
    assert nets(earned) == {"2026-04": Decimal("820.40"), "2026-05": Decimal("455.10")}
    april = earned.months.to_pylist()[0]
    assert april["verdiend_tot"] == date(2026, 4, 30)
    assert (april["betaald_op"], april["ontvangen_op"]) == (date(2026, 5, 28), date(2026, 6, 3))
    received = take_in(feed(*late), RULESET, "ontvangen")
    assert nets(received) == {"2026-05": Decimal("820.40"), "2026-06": Decimal("455.10")}


def test_an_estimate_of_300_and_450_in_fact() -> None:
    """Rotterdam: the estimate counts until the payslip is there; then only the payslip does."""
    guess = payment("2026-03-01", "2026-03-31", "300", betaling_id="schatting", geschat="ja", bron="opgave")
    real = payment(
        "2026-03-01", "2026-03-31", "450", betaling_id="loonstrook", geschat="nee", bron="loonstrook"
    )
    before, after = take_in(feed(guess), RULESET), take_in(feed(guess, real), RULESET)
    assert (nets(before), before.months["geschat"].to_pylist()) == ({"2026-03": Decimal("300.00")}, [True])
    assert (nets(after), after.months["geschat"].to_pylist()) == ({"2026-03": Decimal("450.00")}, [False])
    assert after.estimates == 1


def test_weeks_are_split_over_months() -> None:
    """A week of 280,00 from Monday 27 April: four days of 40,00 in April and three in May."""
    intake = take_in(feed(payment("2026-04-27", "2026-05-03", "280")), RULESET)
    assert nets(intake) == {"2026-04": Decimal("160.00"), "2026-05": Decimal("120.00")}


def test_holiday_pay_is_apart_and_in_the_month_it_was_paid() -> None:
    wage = payment("2026-04-27", "2026-05-24", "1000", betaald_op="2026-06-02", vakantietoeslag_betaald="640")
    rows = take_in(feed(wage), RULESET).months.to_pylist()
    paid = {row["maand"].month: row["vakantietoeslag_betaald"] for row in rows}
    assert paid == {4: Decimal(0), 5: Decimal(0), 6: Decimal(640)}
    assert (rows[-1]["netto"], rows[-1]["onbekend"]) == (None, "geen_betaling")
    ended = take_in(feed({**wage, "ikv_tot": "2026-05-24"}), RULESET).months.to_pylist()
    assert (ended[-1]["netto"], ended[-1]["onbekend"]) == (Decimal(0), None)


def test_paid_out_holiday_days_count_when_they_are_paid() -> None:
    """CRvB 2014:2697."""
    once = payment("2026-01-01", "2026-06-30", "375", soort="eenmalig", betaald_op="2026-07-15")
    assert nets(take_in(feed(once), RULESET)) == {"2026-07": Decimal("375.00")}


@pytest.mark.parametrize(("amount", "parts"), [("-100", ["-7.14", "-92.86"]), ("0.01", ["0.00", "0.01"])])
def test_negative_and_tiny_amounts(amount: str, parts: list[str]) -> None:
    intake = take_in(feed(payment("2026-06-29", "2026-07-26", amount)), RULESET)
    assert [str(net) for net in intake.months["netto"].to_pylist()] == parts


def test_february_is_a_month_unless_the_wage_is_four_weekly() -> None:
    """1 to 28 February 2027 is a Monday to a Sunday."""
    february: dict[str, Any] = payment("2027-02-01", "2027-02-28", "1300")
    alone = take_in(feed(february), RULESET, FOUR_WEEKS)
    assert (nets(alone), alone.four_weekly) == ({"2027-02": Decimal("1300.00")}, 0)
    beside = take_in(feed(payment("2027-01-04", "2027-01-31", "1300"), february), RULESET, FOUR_WEEKS)
    assert set(nets(beside).values()) == {Decimal("1408.33")}


OVERLAY = """
regeling: nettoloon
overlay_op: landelijk
door: college
bronnen: {besluit: "https://lokaleregelgeving.overheid.nl/"}
vult:
  toerekening_loon: [{van: 2026-01-01, waarde: vierweken_13_12, bron: besluit}]
  vierweken_maand: [{van: 2026-07-01, waarde: begint, bron: besluit}]
  rekenregel_geldt: [{van: 2026-01-01, tot: 2026-12-31, waarde: ja, bron: besluit}]
"""


def test_a_municipality_may_choose_otherwise(tmp_path: Path) -> None:
    """From July on a period counts in the month in which it begins; in 2026 the rule tells a net wage."""
    (tmp_path / "besluit.yaml").write_text(OVERLAY, "utf-8")
    own = load(str(tmp_path / "besluit.yaml"), REGELING)
    june, july = payment("2026-05-25", "2026-06-21", "1300"), payment("2026-06-22", "2026-07-19", "1300")
    assert nets(take_in(feed(june), own)) == {"2026-06": Decimal("1408.33")}
    assert nets(take_in(feed(july), own)) == {"2026-06": Decimal("1408.33")}
    parts = dict.fromkeys(("loonheffing", "premies", "zvw", "voordeel_auto", "vrijgesteld"), "0")
    gross = {**july, "netto": None, "loon": "1300", **parts}
    assert take_in(feed(gross), own).months["onbekend"].to_pylist() == [None]
    assert take_in(feed(gross), RULESET).months["onbekend"].to_pylist() == ["netto", "netto"]


def test_a_february_that_was_corrected_away_does_not_make_another_four_weekly() -> None:
    """The record of 28 days was a mistake, and the one that took its place says so."""
    wrong: dict[str, Any] = payment("2027-01-04", "2027-01-31", "1300", betaling_id="a")
    right = payment("2027-01-01", "2027-01-31", "1300", betaling_id="b", correctie_op="a")
    february = payment("2027-02-01", "2027-02-28", "1300", betaling_id="c")
    intake = take_in(feed(wrong, right, february), RULESET, FOUR_WEEKS)
    assert nets(intake) == {"2027-01": Decimal("1300.00"), "2027-02": Decimal("1300.00")}


def test_four_weeks_that_overlap_are_no_thirteenth_period() -> None:
    """Both were paid. Only a period after the first one of the month is the thirteenth."""
    first, shifted, second = (
        payment(begin, end, "1300")
        for begin, end in (
            ("2026-06-04", "2026-07-01"), ("2026-06-05", "2026-07-02"), ("2026-07-02", "2026-07-29"),
        )
    )  # fmt: skip
    both = take_in(feed(first, shifted), RULESET, FOUR_WEEKS)
    assert nets(both) == {"2026-07": Decimal("2816.66")}
    assert nets(take_in(feed(first, second), RULESET, FOUR_WEEKS)) == {"2026-07": Decimal("1408.33")}


def test_days_beside_four_weeks_do_not_make_a_month_complete() -> None:
    """Paid for six days of June; the four weeks that begin on the 21st, and end in July, are not there."""
    days = payment("2026-06-15", "2026-06-20", "300", ikv_van="2026-06-15")
    missing = payment("2026-06-21", "2026-07-18", "1300")
    after = payment("2026-07-19", "2026-08-15", "1300")

    def open_days(*records: dict[str, Any]) -> list[int]:
        found = take_in(feed(*records), RULESET, FOUR_WEEKS).months["dagen_zonder_loon"]
        return [int(days) for days in found.to_pylist()]

    assert open_days(days, after) == [10, 0]
    assert open_days(days, missing, after) == [0, 0, 0]
