"""Months and households together: what is missing stays empty, and the verrekening names it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pytest
import xlsxwriter
from regels_calculators.inkomen.caseload import CaseloadSource, IncomeGivenTwice, to_caseload
from regels_calculators.inkomen.job import take_in
from regels_calculators.inkomen.net import REGELING

from regels.ruleset import load
from regels.tabel.errors import MissingColumn
from tests.inkomen.feeds import feed, payment

RULESET = load("landelijk", REGELING)
VERREKENING = load()
JUNE = payment("2026-06-01", "2026-06-30", "600", vakantietoeslag_opgebouwd="45")
FACTS = {
    "dossier_id": "1001",
    "leefvorm": "alleenstaande",
    "geboortedatum": "1985-03-14",
    "vermogen": "1500",
    "ten_laste_komende_kinderen": "0",
    "kostendelende_medebewoners": "0",
    "inkomen_overig": "0",
    "bijdrage_arbeidsinschakeling": "ja",
}


def households(*months: str, **more: str | None) -> pa.Table:
    rows = [{**FACTS, "maand": month, **more} for month in months]
    return pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in rows[0]})


def joined(
    records: list[dict[str, str | None]], found: Any, until: date | None = None
) -> list[dict[str, Any]]:
    months = take_in(feed(*records), RULESET).months
    rows: list[dict[str, Any]] = to_caseload(
        months, found, ruleset=VERREKENING, complete_until=until
    ).to_pylist()
    return rows


def wages(records: list[dict[str, str | None]], found: Any, until: date | None = None) -> list[str | None]:
    return [
        None if row["inkomen_arbeid"] is None else str(row["inkomen_arbeid"])
        for row in joined(records, found, until)
    ]


def test_income_comes_beside_the_facts() -> None:
    (row,) = joined([JUNE], households("2026-06"))
    assert (row["inkomen_arbeid"], row["vakantietoeslag_arbeid"]) == (Decimal("600.00"), Decimal("45.00"))
    assert (row["inkomen_lks"], row["inkomen_overig"], row["leefvorm"]) == (0, 0, "alleenstaande")


def test_the_verrekening_takes_it() -> None:
    """June 2026: norm 1.401,50; 25% of 600 is free, so 450 + 45 counts and 906,50 remains."""
    months = take_in(feed(JUNE), RULESET).months
    source = CaseloadSource(months, households("2026-06", "2026-07"), VERREKENING.plan)
    rows = VERREKENING.evaluate_table(source).to_pylist()
    assert (rows[0]["vrijlating"], rows[0]["bijstand"]) == (Decimal("150.00"), Decimal("906.50"))
    assert (rows[1]["status"], rows[1]["reden"]) == ("onbepaald", "inkomen_arbeid+vakantietoeslag_arbeid")


def test_relations_of_a_person_are_added_and_partners_are_not() -> None:
    records = [JUNE, {**JUNE, "ikv": "W2", "netto": "20.50"}, {**JUNE, "ikv": "W3", "persoon": "partner"}]
    records = [{"persoon": "aanvrager", **record} for record in records]
    (row,) = joined(records, households("2026-06"))
    assert (row["inkomen_arbeid"], row["inkomen_arbeid_partner"]) == (Decimal("620.50"), Decimal("600.00"))


def test_a_relation_that_runs_and_has_no_payment_is_unknown_not_zero() -> None:
    found = households("2026-05", "2026-06", "2026-07")
    assert wages([JUNE], found) == [None, "600.00", None]
    ended = [{**JUNE, "ikv_tot": "2026-06-30"}]
    assert wages(ended, found) == [None, "600.00", None]
    assert wages(ended, found, date(2026, 7, 1)) == ["0.00", "600.00", "0.00"]
    assert wages([JUNE], found, date(2026, 7, 1)) == ["0.00", "600.00", None]


def test_a_relation_without_payment_beside_one_with() -> None:
    other = payment("2026-05-01", "2026-05-31", "100", ikv="W2")
    assert wages([JUNE, other], households("2026-06")) == [None]
    assert wages([JUNE, {**other, "ikv_tot": "2026-05-31"}], households("2026-06")) == ["600.00"]


def test_a_month_that_is_not_covered_whole_is_unknown() -> None:
    weeks = [payment("2026-06-01", "2026-06-14", "200"), payment("2026-06-22", "2026-06-30", "100")]
    assert wages(weeks, households("2026-06")) == [None]
    assert wages([*weeks, payment("2026-06-15", "2026-06-21", "0")], households("2026-06")) == ["300.00"]


def test_nobody_without_a_word_has_zero() -> None:
    assert wages([JUNE], households("2026-06", dossier_id="2002")) == [None]
    assert wages([JUNE], households("2026-06", dossier_id="2002"), date(2026, 6, 1)) == ["0.00"]
    said = households("2026-06", dossier_id="2002", geen_inkomen_uit_werk="ja")
    assert wages([JUNE], said) == ["0.00"]
    assert wages([JUNE], households("2026-06", dossier_id="2002", geen_inkomen_uit_werk="nee")) == [None]


def test_who_says_no_work_answers_for_what_paid_nothing_but_not_for_what_paid() -> None:
    said = households("2026-06", "2026-07", geen_inkomen_uit_werk="ja")
    assert wages([JUNE], said) == [None, "0.00"]


def test_what_was_set_apart_makes_the_month_unknown_whatever_is_said() -> None:
    broken = [JUNE, {**JUNE, "netto": "veel"}]
    assert wages(broken, households("2026-06", "2026-07", geen_inkomen_uit_werk="ja")) == [None, "0.00"]
    anywhere = [JUNE, {**JUNE, "periode_van": "juni"}]
    assert wages(anywhere, households("2026-06", "2026-07", geen_inkomen_uit_werk="ja")) == [None, None]


def test_a_benefit_is_other_income_with_its_holiday_pay() -> None:
    benefit = {**JUNE, "ikv": "UWV", "soort": "uitkering", "ikv_tot": "2026-06-30"}
    found = households("2026-06", inkomen_overig="10", geen_inkomen_uit_werk="ja")
    (row,) = joined([benefit], found)
    assert (row["inkomen_arbeid"], row["inkomen_overig"]) == (0, Decimal("655.00"))
    (row,) = joined([benefit], households("2026-06", inkomen_overig=None))
    assert row["inkomen_overig"] is None
    (row,) = joined([{**benefit, "netto": None}], found)
    assert row["inkomen_overig"] is None
    (row,) = joined([{**benefit, "ikv_tot": None}], households("2026-07", geen_inkomen_uit_werk="ja"))
    assert row["inkomen_overig"] is None


def test_part_of_a_month_has_no_income_of_its_own() -> None:
    half = households("2026-06", van_dag="1", tot_dag="15")
    assert wages([JUNE], half) == [None]
    assert wages([{**JUNE, "netto": "0", "vakantietoeslag_opgebouwd": "0"}], half) == ["0.00"]
    assert wages([JUNE], households("2026-06", van_dag="1", tot_dag="30")) == ["600.00"]
    assert wages([JUNE], households("2026-06", van_dag=None, tot_dag=None)) == ["600.00"]


def test_income_is_not_given_twice() -> None:
    with pytest.raises(IncomeGivenTwice, match="inkomen_arbeid"):
        joined([JUNE], households("2026-06", inkomen_arbeid="5"))
    with pytest.raises(MissingColumn):
        joined([JUNE], households("2026-06").drop_columns(["maand"]))


def test_an_empty_feed_gives_no_zero() -> None:
    months = take_in(feed(JUNE).slice(0, 0), RULESET).months
    assert to_caseload(months, households("2026-06"))["inkomen_arbeid"].to_pylist() == [None]


@pytest.mark.parametrize("separator", [",", ";"])
def test_households_from_csv(tmp_path: Path, separator: str) -> None:
    found = households("2026-06", vermogen="1500.25" if separator == "," else "1500,25")
    pyarrow.csv.write_csv(
        found, tmp_path / "h.csv", pyarrow.csv.WriteOptions(delimiter=separator, quoting_style="none")
    )
    (row,) = joined([JUNE], tmp_path / "h.csv")
    assert (row["vermogen"], row["inkomen_arbeid"]) == ("1500,25", Decimal("600.00"))


def test_households_from_a_sheet(tmp_path: Path) -> None:
    cells: Mapping[str, Any] = {**FACTS, "maand": "2026-06", "vermogen": 1500.25, "inkomen_overig": 0}
    with xlsxwriter.Workbook(str(tmp_path / "h.xlsx")) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for column, (name, value) in enumerate(cells.items()):
            sheet.write_string(0, column, name)
            if name == "geboortedatum":
                sheet.write_datetime(1, column, date.fromisoformat(value), day)
            else:
                sheet.write(1, column, value)
    months = take_in(feed(JUNE), RULESET).months
    table = to_caseload(months, tmp_path / "h.xlsx", ruleset=VERREKENING)
    assert VERREKENING.evaluate_table(table)["bijstand"].to_pylist() == [Decimal("906.50")]
    source = CaseloadSource(months, tmp_path / "h.xlsx", VERREKENING.plan)
    assert VERREKENING.evaluate_table(source)["bijstand"].to_pylist() == [Decimal("906.50")]


def test_a_feed_that_begins_in_the_middle_of_a_month_does_not_complete_it() -> None:
    late = payment("2026-06-15", "2026-06-30", "300")
    assert wages([late], households("2026-06")) == [None]
    assert wages([{**late, "ikv_van": "2026-06-15"}], households("2026-06")) == ["300.00"]
    assert wages([{**late, "ikv_van": "2026-06-10"}], households("2026-06")) == [None]


def test_a_correction_that_comes_before_its_payment_is_no_income() -> None:
    """Of one employer it waits for the payment; the wage of another is not made lower by it."""
    less = {**JUNE, "netto": "-50", "vakantietoeslag_opgebouwd": "-4"}
    assert wages([less], households("2026-06")) == [None]
    assert wages([JUNE, {**less, "ikv": "W2"}], households("2026-06")) == [None]
    assert wages([less, JUNE], households("2026-06")) == ["550.00"]
    benefit = {**less, "soort": "uitkering", "ikv_tot": "2026-06-30"}
    (row,) = joined([benefit], households("2026-06", geen_inkomen_uit_werk="ja"))
    assert row["inkomen_overig"] is None


def test_a_relation_of_which_all_was_set_apart_still_waits_for_its_payment() -> None:
    """July has no payslip of W2; that its payslip of June cannot be read does not make July complete."""
    july = payment("2026-07-01", "2026-07-31", "600")
    other = {**JUNE, "ikv": "W2", "persoon": "aanvrager"}
    found = households("2026-06", "2026-07")
    for feed_rows, expected in (
        ([JUNE, july, other], ["1200.00", None]),
        ([JUNE, july, {**other, "netto": "veel"}], [None, None]),
        ([JUNE, july, {**other, "netto": "veel", "persoon": "iemand"}], [None, None]),
        ([JUNE, july, {**other, "netto": "veel", "ikv_tot": "2026-06-30"}], [None, None]),
    ):
        assert wages([{"persoon": "aanvrager", **row} for row in feed_rows], found) == expected
    assert wages([{**JUNE, "netto": "veel"}], households("2026-07"), date(2026, 7, 1)) == [None]


def test_a_benefit_that_was_paid_after_its_last_day_still_runs() -> None:
    """As with wages: who says that it ended and pays for later days is not believed about the end."""
    said = {"soort": "uitkering", "ikv": "UWV", "ikv_tot": "2026-06-15"}
    (row,) = joined([{**JUNE, **said}], households("2026-07", geen_inkomen_uit_werk="ja"))
    assert row["inkomen_overig"] is None
    (row,) = joined(
        [{**payment("2026-06-01", "2026-06-15", "300"), **said}],
        households("2026-07", geen_inkomen_uit_werk="ja"),
    )
    assert row["inkomen_overig"] == 0


def test_a_household_whose_columns_shifted_is_not_computed(tmp_path: Path) -> None:
    """Of such a line the verrekening gets the dossier and no month, so that it sets the line apart."""
    found = households("2026-06", "2026-07")
    pyarrow.csv.write_csv(
        found, tmp_path / "h.csv", pyarrow.csv.WriteOptions(delimiter=";", quoting_style="none")
    )
    header, june, july = (tmp_path / "h.csv").read_text("utf-8").splitlines()
    (tmp_path / "h.csv").write_text("\n".join([header, june, july.replace(";0;", ";", 1)]), "utf-8")
    months = take_in(feed(JUNE, payment("2026-07-01", "2026-07-31", "600")), RULESET).months
    table = to_caseload(months, tmp_path / "h.csv", ruleset=VERREKENING)
    assert set(table.to_pylist()[1].values()) == {"1001", None}
    result = VERREKENING.evaluate_table(table).to_pylist()
    assert [row["bijstand"] for row in result] == [None, None]
    assert "recht" not in {row["status"] for row in result}
