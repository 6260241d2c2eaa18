"""The empty caseload to fill in."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from regels.plan.types import Kind, Type
from regels.tabel.csv import CsvSource
from regels.tabel.errors import UnknownFormat
from regels.tabel.sjabloon import explanation, unit_text, write_template

from .helpers import run
from .plans import DEFAULT_INPUTS, make_plan, spec

NAMES = ["dossier_id", *(one.name for one in DEFAULT_INPUTS)]


def test_csv_has_every_column_and_an_explanation_beside_it(tmp_path: Path) -> None:
    path, beside = write_template(tmp_path / "leeg.csv", make_plan())
    assert CsvSource(path).header == tuple(NAMES)
    lines = beside.read_bytes().decode("utf-8-sig").split("\r\n")
    assert beside.name == "leeg.csv.uitleg.csv"
    assert (
        lines[0]
        == "kolom;soort;eenheid;toegestaan;betekenis;als_de_kolom_ontbreekt;als_de_cel_leeg_is;oordeel_van"
    )
    assert lines[7] == (
        "kinderen;getal;;een heel getal, zoals 12 (van 0 tot en met 20);"
        "Wat is kinderen? Uitleg bij kinderen.;onbekend voor alle rijen;onbekend;"
    )
    assert len(lines) == len(NAMES) + 2


def test_explanation_says_what_absent_and_empty_mean_and_who_judges() -> None:
    lines = {line[0]: line for line in explanation(make_plan())}
    assert lines["maand"][5:7] == ("het bestand wordt geweigerd", "de regel wordt afgekeurd")
    assert lines["van_dag"][5:7] == ("niet van toepassing voor alle rijen", "niet van toepassing")
    assert lines["vermogen"][5:7] == ("€ 0,00 voor alle rijen", "onbekend")
    assert lines["volledige_zorg"][7] == "college"
    assert lines["leefvorm"][3] == "een van: alleenstaande, alleenstaande_ouder, gehuwden"


def test_xlsx_has_lists_to_choose_from(tmp_path: Path) -> None:
    (path,) = write_template(tmp_path / "leeg.xlsx", make_plan())
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["caseload", "Uitleg"]
    assert book.get_sheet_by_name("caseload").to_python() == [NAMES]
    assert [row[0] for row in book.get_sheet_by_name("Uitleg").to_python()] == ["kolom", *NAMES]
    with ZipFile(path) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '"ja,nee"' in page
    assert '"alleenstaande,alleenstaande_ouder,gehuwden"' in page
    assert 'sqref="E2:E1048576"' in page


def test_long_list_stands_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    options = tuple(f"keuze_nummer_{i}" for i in range(40))
    inputs = (*DEFAULT_INPUTS, spec("lang", Type(Kind.CHOICE, options=options)))
    (path,) = write_template(tmp_path / "leeg.xlsx", make_plan(inputs))
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["caseload", "Uitleg", "Keuzes"]
    assert [row[0] for row in book.get_sheet_by_name("Keuzes").to_python()] == ["lang", *options]
    with ZipFile(path) as archive:
        assert "Keuzes!$A$2:$A$41" in archive.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
def test_empty_template_is_an_empty_caseload(tmp_path: Path, kind: str) -> None:
    result, rejects, summary = run(write_template(tmp_path / f"leeg{kind}", make_plan())[0])
    assert (result.num_rows, rejects, summary.notes) == (0, [], ())


def test_kind_that_is_no_template(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat):
        write_template(tmp_path / "leeg.parquet", make_plan())


def test_unit() -> None:
    assert unit_text((("maand", -1),)) == "per maand"
    assert unit_text((("uur", 1), ("week", -1))) == "uur per week"
    assert unit_text(()) == ""


def test_sheet_filled_in_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "vol.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("caseload")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, NAMES)
    sheet.write_number(1, 0, 12)
    sheet.write_datetime(1, 1, date(2026, 7, 1), day)
    book.close()
    assert run(path)[0]["dossier_id"].to_pylist() == ["12"]
