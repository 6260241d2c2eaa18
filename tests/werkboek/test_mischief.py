"""What people do to a workbook besides filling it in: it comes out right, or the cell is named."""

import re
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regels.plan.types import Kind, Type
from regels.tabel.errors import Unreadable
from regels.werkboek.cells import LONGEST, Usual, written
from regels.werkboek.errors import CellError
from regels.werkboek.layout import Cell
from regels.werkboek.read import Reading, read
from tests.cli.conftest import Run
from tests.werkboek.desk import Desk
from tests.werkboek.test_round_trip import GOOD

MONEY, PERCENT = Type(Kind.MONEY, scale=2), Type(Kind.PERCENT, scale=2)


def one_change(tmp_path: Path, **values: Any) -> Reading:
    """What is read when this stands in the white cells of the allowance of the municipality."""
    desk = Desk("studietoeslag")
    desk.change("Cijfers", 90, **{"nieuw": 450.0, **GOOD, **values})
    return read(desk.save(tmp_path / "w.xlsx"), ["college"])


@pytest.mark.parametrize(
    ("cell", "values", "message"),
    [
        ("M91", {"nieuw": 1e300}, "Het getal 1e+300 is te groot."),
        ("M91", {"nieuw": 1e15}, "Het getal 1e+15 is te groot."),
        ("M91", {"nieuw": -450.0}, "Het getal -450 is lager dan dit cijfer ooit was."),
        ("M91", {"nieuw": 450.123}, "Het getal 450,123 is geen bedrag in hele centen."),
        ("M91", {"nieuw": "450.00"}, "De tekst ‘450.00’ is geen bedrag."),
        ("M91", {"nieuw": "€ 450.00"}, "De tekst ‘€ 450.00’ is geen bedrag."),
        ("M91", {"nieuw": "-"}, "De tekst ‘-’ is geen bedrag."),
        ("N91", {"vanaf": "01-01-2027"}, "De tekst ‘01-01-2027’ is geen datum."),
        ("N91", {"vanaf": datetime(2027, 1, 1, 12)}, "De datum 2027-01-01 heeft ook een tijd."),
        ("N91", {"vanaf": date(1999, 12, 1)}, "1999-12-01 ligt niet tussen 2000-01-01 en 2100-12-31."),
        ("O91", {"tot_en_met": date(9999, 12, 31)}, "9999-12-31 ligt niet tussen 2000-01-01 en 2100-12-31."),
        ("O91", {"tot_en_met": "9999-12-31"}, "9999-12-31 ligt niet tussen 2000-01-01 en 2100-12-31."),
    ],
)
def test_what_cannot_be_meant_is_refused_at_its_cell(
    cell: str, values: dict[str, Any], message: str, tmp_path: Path
) -> None:
    reading = one_change(tmp_path, **values)
    (problem,) = reading.problems
    assert reading.changes == () and str(problem).startswith(f"Cijfers!{cell}: {message}")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (0.1 + 0.2, "€ 0,30"),
        ("€ 1.450,50", "€ 1.450,50"),
        ("€\u00a0450,00 ", "€ 450,00"),
        (1234567.89, "€ 1.234.567,89"),
    ],
)
def test_what_can_be_meant_in_one_way_is_taken(typed: Any, kept: str, tmp_path: Path) -> None:
    reading = one_change(tmp_path, nieuw=typed)
    assert [str(change.entry["waarde"]) for change in reading.changes] == [kept]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_breaks_the_reader_and_none_becomes_another_amount(value: float) -> None:
    try:
        text = written(value, MONEY, Usual())
    except CellError:
        return
    digits = text.removeprefix("€ ").replace(".", "").replace(",", ".")
    assert Fraction(digits) == Fraction(format(value, ".15g")) and 0 <= value < LONGEST


def test_a_bare_one_in_a_percentage_cell_may_be_one_or_a_hundred() -> None:
    with pytest.raises(CellError, match="Het getal 1 is 100%") as refused:
        written(1.0, PERCENT, Usual(high=Fraction(1, 4)))
    assert refused.value.advice.startswith("Bedoelde u 1%? Typ dan 1%. Bedoelde u 100%?")
    assert written(1.0, PERCENT, Usual(high=Fraction(1))) == "100%"  # it has been that before
    assert written("100%", PERCENT, Usual(high=Fraction(1, 4))) == "100%"


def test_a_length_of_time_says_its_unit(tmp_path: Path) -> None:
    """The AOW age stood there as 804, and 68 became 68 months."""
    desk = Desk("inkomstenverrekening")
    row = desk.row("Cijfers", "aow_leeftijd")
    assert desk.sheet("Cijfers").rows[row][desk.column("Cijfers", "waarde")].value == "780 maand"
    desk.change("Cijfers", row, nieuw=68.0, **GOOD)
    (problem,) = read(desk.save(tmp_path / "w.xlsx"), ["wetgever"]).problems
    assert str(problem) == (
        f"Cijfers!M{row + 1}: Het getal 68 zegt niet of het maanden of jaren zijn. "
        "Schrijf als tekst 68 maanden of 68 jaar."
    )
    desk.change("Cijfers", row, nieuw="68 jaar", **GOOD)
    (change,) = read(desk.save(tmp_path / "w.xlsx"), ["wetgever"]).changes
    assert change.entry["waarde"] == "68 jaar"


@pytest.mark.parametrize(("sure", "changes"), [(None, True), ("middel", False), ("laag", True)])
def test_how_sure_a_figure_is_is_a_change_of_its_own(sure: str | None, changes: bool, tmp_path: Path) -> None:
    """A figure that is confirmed stays the same number: that was taken for no change at all."""
    desk = Desk("inkomstenverrekening")
    row = desk.row("Cijfers", "aow_leeftijd", "middel")
    cells = [cell.value for cell in desk.sheet("Cijfers").rows[row]]
    until = cells[desk.column("Cijfers", "tot")]
    same = {"nieuw": cells[desk.column("Cijfers", "waarde")], "vanaf": cells[desk.column("Cijfers", "van")]}
    desk.change("Cijfers", row, **{**GOOD, **same, "tot_en_met": until, "zekerheid": sure})
    reading = read(desk.save(tmp_path / "w.xlsx"), ["wetgever"])
    assert reading.problems == ()
    assert (len(reading.changes), len(reading.remarks)) == ((1, 0) if changes else (0, 1))
    assert [change.entry.get("zekerheid") for change in reading.changes] == ([sure] if changes else [])


@pytest.mark.parametrize(("name", "place", "cell"), [("Cijfers", 90, "S91"), ("T1", 10, "C11")])
def test_what_stands_beside_the_sheet_is_told(name: str, place: int, cell: str, tmp_path: Path) -> None:
    """A value typed one column too far was lost without a word."""
    desk = Desk("studietoeslag")
    desk.sheet(name).rows[place].append(Cell("€ 450,00", "wit"))
    reading = read(desk.save(tmp_path / "w.xlsx"), ["wetgever"])
    sheet = desk.sheet(name).name
    assert reading.changes == ()
    assert reading.remarks == (
        f"{sheet}!{cell}: deze kolom is niet van het werkboek. Wat er staat telt niet mee.",
    )


def test_a_row_in_the_middle(tmp_path: Path) -> None:
    """An empty one changes nothing; a copy without its number is a row of one's own."""
    desk = Desk("studietoeslag")
    desk.change("Cijfers", 90, nieuw=450.0, **GOOD)
    rows = desk.sheet("Cijfers").rows
    rows.insert(40, [])
    rows.insert(50, list(rows[91]))
    desk.put("Cijfers", 50, 0, None)
    desk.change("Cijfers", 50, nieuw=500.0, vanaf=date(2029, 1, 1))
    desk.change("Cijfers", 92, tot_en_met=date(2028, 12, 31))
    reading = read(desk.save(tmp_path / "w.xlsx"), ["college"])
    assert reading.problems == ()
    assert [(str(c.start), c.entry["waarde"]) for c in reading.changes] == [
        ("2029-01-01", "€ 500,00"),
        ("2027-01-01", "€ 450,00"),
    ]


def edited(path: Path, part: str, edit: Callable[[str], str]) -> Path:
    """The workbook with one of its parts edited."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts[part].decode()
    assert edit(text) != text
    parts[part] = edit(text).encode()
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_hidden_rows_and_renamed_sheets_count(tmp_path: Path) -> None:
    one_change(tmp_path)
    book = edited(
        tmp_path / "w.xlsx",
        "xl/worksheets/sheet2.xml",
        lambda xml: xml.replace('<row r="91"', '<row r="91" hidden="1"'),
    )
    edited(book, "xl/workbook.xml", lambda xml: xml.replace('"Cijfers"', '"Bedragen &amp; meer"'))
    (change,) = read(book, ["college"]).changes
    assert str(change.cell(())) == "Bedragen & meer!M91"


def test_the_date_system_of_1904_moves_no_day_in_silence(tmp_path: Path) -> None:
    """The same numbers mean days four years later: every grey date is then another, and is named."""
    one_change(tmp_path)
    book = edited(
        tmp_path / "w.xlsx",
        "xl/workbook.xml",
        lambda xml: re.sub("<workbookPr ", '<workbookPr date1904="1" ', xml),
    )
    problems = [str(problem) for problem in read(book, ["college"]).problems]
    assert problems[0].startswith("Cijfers!G4: Deze cel is grijs en is veranderd: er stond ‘2022-04-01’")
    assert any(problem.startswith("Cijfers!N91: 2031-01-02 is niet de eerste dag") for problem in problems)


def test_another_kind_of_workbook_is_refused(tmp_path: Path) -> None:
    """Calamine reads .ods too, but then nobody sees merged cells and formulas with an error."""
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    spaces = " ".join(f'xmlns:{key}="{value}"' for key, value in names.items())
    with ZipFile(tmp_path / "w.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            '<table:table table:name="Uitleg"><table:table-row><table:table-cell office:value-type="string">'
            "<text:p>Regels-werkboek: uitleg</text:p></table:table-cell></table:table-row></table:table>"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    with pytest.raises(Unreadable, match=r"het is geen \.xlsx"):
        read(tmp_path / "w.ods", ["college"])


def test_what_is_replaced_in_a_proposal_is_told(run: Run, tmp_path: Path) -> None:
    desk = Desk("studietoeslag")
    row = desk.row("Cijfers", "studietoeslag_gemeente")
    words = ("voorstel", "van-excel", tmp_path / "w.xlsx", "--naam", "hoger", "--door", "college",
             "--map", tmp_path)  # fmt: skip
    for value, more in ((450.0, ()), (500.0, ("--bij",))):
        desk.change("Cijfers", row, nieuw=value, **GOOD)
        desk.save(tmp_path / "w.xlsx")
        made = run(*words, *more)
        assert made.exit_code == 0, made.output
    told = "studietoeslag_gemeente vanaf 2027-01-01 stond al in het voorstel: € 450,00. Dat is vervangen."
    assert f"Let op: {told}" in made.output
    (tmp_path / "hoger" / "studietoeslag.college.yaml").write_text("- geen\n- regelbestand\n")
    assert "is geen regelbestand" in str(run(*words, "--bij").exception)
