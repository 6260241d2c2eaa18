"""Xlsx in: kinds of cells, errors, blank rows, which sheet."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from regels.tabel.errors import EmptyFile, Unreadable
from regels.tabel.rejects import Problem

from .helpers import run, shown

NAMES = ["dossier_id", "maand", "inkomen", "volledige_zorg", "geboortedatum", "leefvorm"]


def write_xlsx(path: Path, rows: list[list[Any]], left: int = 0, top: int = 0, sheet: str = "Blad1") -> Path:
    """A workbook in which each value is written as its own kind; ``=X`` is a formula with an error."""
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    for name in dict.fromkeys(["Blad1", sheet]):
        page = book.add_worksheet(name)
        if name != sheet:
            page.write_string(0, 0, "iets anders")
            continue
        for y, row in enumerate(rows, top):
            for x, value in enumerate(row, left):
                match value:
                    case None:
                        pass
                    case bool():
                        page.write_boolean(y, x, value)
                    case int() | float():
                        page.write_number(y, x, value)
                    case date():
                        page.write_datetime(y, x, value, day)
                    case str() if value.startswith("#"):
                        page.write_formula(y, x, "=NA()", None, value)
                    case str():
                        page.write_string(y, x, value)
    book.close()
    return path


JULY = date(2026, 7, 1)
GOOD = [123, JULY, 1234.56, "ja", date(1980, 2, 29), "gehuwden"]


@pytest.mark.parametrize(("left", "top", "sheet"), [(0, 0, "Blad1"), (2, 3, "Blad1"), (0, 0, "caseload")])
def test_kinds_of_cells(tmp_path: Path, left: int, top: int, sheet: str) -> None:
    path = write_xlsx(
        tmp_path / "f.xlsx", [NAMES, GOOD, ["007", JULY, 5, True, None, None]], left, top, sheet
    )
    result, rejects, _ = run(path)
    assert not rejects
    assert result["dossier_id"].to_pylist() == ["123", "007"]
    assert [str(amount) for amount in result["inkomen"]] == ["1234.56", "5.00"]
    assert result["volledige_zorg"].to_pylist() == [True, True]
    assert result["regel"].to_pylist() == [top + 2, top + 3]


def test_amounts_as_dutch_text_are_read(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "f.xlsx", [NAMES, ["A", "2026-07", "1.234,56", "NEE"], ["B", JULY, 2.5, False]]
    )
    result, rejects, _ = run(path)
    assert not rejects
    assert [str(amount) for amount in result["inkomen"]] == ["1234.56", "2.50"]


@pytest.mark.parametrize(
    ("place", "value", "problem"),
    [
        (0, None, Problem.MISSING),
        (0, 12.5, Problem.WRONG_KIND),
        (0, 1234567890123456, Problem.LONG_NUMBER),
        (0, JULY, Problem.WRONG_KIND),
        (0, "#N/A", Problem.EXCEL_ERROR),
        (1, 46204, Problem.WRONG_KIND),
        (1, date(2026, 7, 2), Problem.NOT_FIRST_OF_MONTH),
        (2, 12.345, Problem.INEXACT),
        (2, JULY, Problem.WRONG_KIND),
        (2, True, Problem.WRONG_KIND),
        (2, "#DIV/0!", Problem.EXCEL_ERROR),
        (2, 1e14, Problem.OUT_OF_RANGE),
        (3, 1, Problem.WRONG_KIND),
        (3, "true", Problem.NOT_YES_NO),
        (4, "1980-02-29", Problem.DATE_AS_TEXT),
        (4, "29-2-1980", Problem.DATE_AS_TEXT),
        (4, 29280, Problem.WRONG_KIND),
        (4, datetime(1980, 2, 29, 13), Problem.CLOCK_TIME),
        (5, 3, Problem.WRONG_KIND),
    ],
)
def test_cell_that_is_refused_costs_its_row_only(
    tmp_path: Path, place: int, value: Any, problem: Problem
) -> None:
    bad = [*GOOD[:place], value, *GOOD[place + 1 :]]
    for rows in ([bad], [["Z", *GOOD[1:]], bad]):
        _, rejects, summary = run(write_xlsx(tmp_path / "f.xlsx", [NAMES, *rows]))
        assert [(r.row, r.field, r.problem) for r in rejects] == [(len(rows) + 1, NAMES[place], problem)]
        assert summary.rows == len(rows)


def test_what_the_user_reads_of_an_error_and_a_long_number(tmp_path: Path) -> None:
    rows = [[1234567890123456, *GOOD[1:]], ["A", JULY, "#N/A"]]
    _, rejects, _ = run(write_xlsx(tmp_path / "f.xlsx", [NAMES, *rows]))
    assert [shown(reject) for reject in rejects] == [
        (
            2, "dossier_id", "1234567890123456", "een dossiernummer",
            "Excel onthoudt van een getal 15 cijfers. Zet het nummer als tekst in de cel.",
        ),
        (
            3, "inkomen", "#N/A", "een bedrag met hoogstens twee decimalen, zoals 1234,56",
            "De formule in deze cel geeft een fout. Herstel de formule.",
        ),
    ]  # fmt: skip


def test_blank_rows_between_are_no_rows(tmp_path: Path) -> None:
    _, _, summary = run(write_xlsx(tmp_path / "f.xlsx", [NAMES, [], GOOD, [], [], ["B", *GOOD[1:]], []]))
    assert summary.rows == 2
    assert summary.notes[-1].text == "3 lege regels zijn overgeslagen."


def test_header_only(tmp_path: Path) -> None:
    assert run(write_xlsx(tmp_path / "f.xlsx", [NAMES]))[0].num_rows == 0


def test_empty_sheet(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        run(write_xlsx(tmp_path / "f.xlsx", []))


def test_file_that_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_text("dossier_id;maand")
    with pytest.raises(Unreadable):
        run(tmp_path / "f.xlsx")
