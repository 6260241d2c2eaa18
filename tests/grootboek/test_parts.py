"""What a booking of only what changed must see of a file, and what a piece of it may not leave out."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from regels_calculators.grootboek.income import BadIncome, read_income
from regels_calculators.grootboek.job import Report, Request, run

from regels.tabel.process import Options
from tests.grootboek.books import COMPLETE, RULESETS, Books
from tests.grootboek.tables import NO_INCOME, households, income
from tests.grootboek.test_invariants import said

HEADER = (
    "dossier_id;maand;leefvorm;geboortedatum;ten_laste_komende_kinderen;kostendelende_medebewoners;vermogen;"
    "inkomen_overig;bijdrage_arbeidsinschakeling;gemeld_op;beslagvrije_voet"
)
GOOD = "2026-03;alleenstaande;1985-03-14;0;0;0;0;nee"
WAGE = income({"maand": "2026-03", "netto": 600})


def book(books: Books, file: Path, known: Any, every: bool = False) -> Report:
    """Book a file of households."""
    return run(
        RULESETS,
        Request(
            income=known, households=file, ledger=books.path, day=date(2026, 4, 1), complete_until=COMPLETE,
            everything=every,
        ),
    )  # fmt: skip


@pytest.mark.parametrize("every", [False, True])
def test_a_line_that_cannot_be_divided_is_never_booked(books: Books, tmp_path: Path, every: bool) -> None:
    """One field too many: when only what changed was computed, its amounts were booked as if it were good."""
    file = tmp_path / "huis.csv"
    file.write_text(f"{HEADER}\n1002;{GOOD};;1300,00\n1001;{GOOD};;1300;00\n", "utf-8")
    assert [one.row for one in book(books, file, NO_INCOME).rejects] == [3]
    again = book(books, file, WAGE, every)
    assert [(one.row, one.field) for one in again.rejects] == [(3, "(hele regel)")]
    last = [entry for entry in books.entries() if entry["dossier_id"] == "1001"][-1]
    assert (last["status"], last["uit_te_betalen"], last["beslagvrije_voet"]) == ("afgekeurd", None, None)


def test_a_date_or_amount_that_cannot_be_read_is_not_known_and_told(books: Books, tmp_path: Path) -> None:
    """It stopped the whole caseload."""
    file = tmp_path / "huis.csv"
    file.write_text(f"{HEADER}\n1001;{GOOD};gisteren;1300,00\n1002;{GOOD};2026-03-01;-5,00\n", "utf-8")
    report = book(books, file, NO_INCOME)
    assert [(one.row, one.dossier, one.field, one.found) for one in report.rejects] == [
        (2, "1001", "gemeld_op", "gisteren"),
        (3, "1002", "beslagvrije_voet", "-5,00"),
    ]
    first, second = books.entries()
    assert (first["gemeld_op"], first["beslagvrije_voet"], first["status"]) == (None, 1300, "recht")
    assert (second["gemeld_op"], second["beslagvrije_voet"]) == (date(2026, 3, 1), None)


@pytest.mark.parametrize("rows", [1, 2, 4, 8])
@pytest.mark.parametrize("as_file", [False, True])
def test_a_dossier_that_ends_on_the_edge_of_a_batch(
    books: Books, tmp_path: Path, rows: int, as_file: bool
) -> None:
    """Arrow could not join such a part: the run ended in ‘buffer slice would exceed buffer length’."""
    dossiers = [f"{number:04}" for number in range(8)]
    known = income(*({"maand": "2026-03", "netto": 600, "dossier_id": dossier} for dossier in dossiers))
    file = tmp_path / "inkomen.parquet"
    pq.write_table(known, file)
    house = pa.concat_tables(households("2026-03", dossier=dossier) for dossier in dossiers)
    books.book(file if as_file else known, house, "2026-04-01", options=Options(batch_rows=rows))
    whole = Books(tmp_path / "heel")
    whole.book(known, house, "2026-04-01")
    assert said(books.state()) == said(whole.state()) and len(books.entries()) == 8


def test_a_month_without_room_is_refused() -> None:
    """Before 1970 its key is one of the dossier before it."""
    with pytest.raises(BadIncome, match="bij dossier 1001 de maand 1969-12"):
        read_income(income({"maand": "1969-12", "netto": 600}))


def test_income_that_is_gone_is_told(books: Books) -> None:
    """A delivery of only what is new would take every other wage away."""
    both = [{"maand": "2026-03", "netto": 600, "dossier_id": dossier} for dossier in ("1001", "1002")]
    house = pa.concat_tables(households("2026-03", dossier=dossier) for dossier in ("1001", "1002"))
    assert books.book(income(*both), house, "2026-04-01").gone == 0
    assert books.book(income(both[0]), house, "2026-04-02").gone == 1
    assert books.book(income(both[0]), house, "2026-04-03").gone == 0
