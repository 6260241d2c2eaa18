"""Cases to a workbook and back: the same cases; and every mistake with its sheet and cell."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from regels_casebook import Case, CasebookError, read_casebook
from regels_casebook.from_sheets import read_workbook
from regels_casebook.sheets import EXPLAIN, write_workbook
from regels_casebook.write import as_yaml, write_cases

from regels.bestand.text import Text
from regels.data import casebook

SHIPPED = read_casebook(casebook())


def same(case: Case) -> tuple[Any, ...]:
    """What makes a case that case, however its facts are divided over its months."""
    return (
        case.naam, case.titel, case.grond.model_dump(), case.regelset, case.instellingen, case.rows(),
        case.expected(), case.noot,
    )  # fmt: skip


def test_the_shipped_cases_come_back_the_same(tmp_path: Path) -> None:
    write_workbook(tmp_path / "uit.xlsx", SHIPPED)
    assert EXPLAIN in CalamineWorkbook.from_path(str(tmp_path / "uit.xlsx")).sheet_names
    back = read_workbook(tmp_path / "uit.xlsx")
    grouped = sorted(SHIPPED, key=lambda pair: [name for name, _ in SHIPPED].index(pair[0]))  # a sheet each
    assert [(name, same(case)) for name, case in back] == [(name, same(case)) for name, case in grouped]
    write_cases(tmp_path / "map", back)
    again = {str(case.naam): same(case) for _, case in read_casebook(tmp_path / "map")}
    assert again == {str(case.naam): same(case) for _, case in SHIPPED}


TEXTS = (
    st.text(
        st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u2028\u2029"),
        min_size=1,
        max_size=40,
    )
    .map(str.strip)
    .filter(bool)
)
MONEY = st.integers(0, 99_999_99).map(lambda cents: f"€ {cents // 100},{cents % 100:02}")


@st.composite
def cases(draw: st.DrawFn) -> Case:
    months = draw(st.integers(1, 3))
    rows = [
        {"maand": f"2026-{place + 1:02}", "inkomen_arbeid": draw(st.one_of(MONEY, st.just("")))}
        for place in range(months)
    ]
    expected = [{"status": "recht", "bijstand": draw(st.sampled_from(["", "12,30"]))} for _ in range(months)]
    return Case.model_validate(
        {
            "naam": Text("geval-" + draw(st.sampled_from("abc"))), "titel": Text(draw(TEXTS)),
            "grond": {"soort": "wettekst", "artikel": Text(draw(TEXTS)), "bron": Text("https://x.nl/")},
            "instellingen": {"verjaardagen": Text("laatste_dag")} if draw(st.booleans()) else {},
            "feiten": {"leefvorm": Text("gehuwden")},
            "maanden": [{key: Text(value) for key, value in row.items()} for row in rows],
            "verwacht": [{key: Text(value) for key, value in row.items()} for row in expected],
            "noot": draw(st.one_of(st.none(), TEXTS.map(Text))),
        }
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(case=cases())
def test_any_case_comes_back_the_same(tmp_path_factory: pytest.TempPathFactory, case: Case) -> None:
    root = tmp_path_factory.mktemp("excel")
    write_workbook(root / "uit.xlsx", [("inkomstenverrekening", case)])
    ((_, back),) = read_workbook(root / "uit.xlsx")
    assert same(back) == same(case)
    (root / "geval.yaml").write_text(as_yaml("inkomstenverrekening", [back]), encoding="utf-8")
    ((_, again),) = read_casebook(root)
    assert same(again) == same(case)


GOOD = {
    "Geval": "mijn-geval", "Titel": "Een geval", "Grond": "wettekst", "Artikel": "Pw art. 21",
    "Bron": "https://wetten.overheid.nl/", "Feit: maand": "2026-07", "Feit: leefvorm": "alleenstaande",
    "Verwacht: status": "recht",
}  # fmt: skip


def workbook(path: Path, *rows: dict[str, Any], sheet: str = "inkomstenverrekening") -> Path:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    with xlsxwriter.Workbook(str(path / "in.xlsx")) as book:
        made = book.add_worksheet(sheet)
        for place, header in enumerate(headers):
            made.write(0, place, header)
            for line, row in enumerate(rows, 1):
                if header in row:
                    made.write(line, place, row[header])
    return path / "in.xlsx"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Grond": "wetteks"}, r"cel C2 \(Grond\): .*Bedoelde u ‘wettekst’"),
        ({"Grond": "uitspraak"}, r"cel A2 \(ECLI\): .*ECLI"),
        ({"Feit: leefvorm": "gehuwd"}, r"cel G2 \(Feit: leefvorm\): .*gehuwden"),
        ({"Feit: maand": "juli"}, r"cel F2 \(Feit: maand\)"),
        ({"Verwacht: status": "geen_recht"}, r"cel H2 \(Verwacht: status\): .*reden"),
        ({"Verwacht: norm": "veel"}, r"cel I2 \(Verwacht: norm\): .*getal"),
        ({"Verwacht: nrom": "1"}, r"cel I1 \(Verwacht: nrom\): .*norm"),
        ({"Instellingen": "verjaardag = laatste_dag"}, r"cel I2 \(Instellingen\): .*verjaardagen"),
        ({"Bron": "wetten.nl"}, r"cel E2 \(Bron\): .*https://"),
        ({"Titel": ""}, r"cel B2 \(Titel\): dit ontbreekt"),
    ],
)
def test_every_mistake_has_its_sheet_and_cell(tmp_path: Path, change: dict[str, str], said: str) -> None:
    with pytest.raises(CasebookError, match=r"blad ‘inkomstenverrekening’, " + said):
        read_workbook(workbook(tmp_path, GOOD | change))


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, GOOD | {"Feit: leefvorm": "x"}, GOOD | {"Geval": "ander", "Verwacht: status": "y"}
    )
    with pytest.raises(CasebookError) as caught:
        read_workbook(path)
    assert len(str(caught.value).splitlines()) == 2


def test_a_sheet_that_is_no_regeling_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="blad ‘Blad1’"):
        read_workbook(workbook(tmp_path, GOOD, sheet="Blad1"))


def test_numbers_typed_in_excel_are_exact(tmp_path: Path) -> None:
    row = GOOD | {"Feit: inkomen_arbeid": 600.1, "Verwacht: norm": 1419.46, "Verwacht: bijstand": 1000}
    ((_, case),) = read_workbook(workbook(tmp_path, row))
    assert case.rows()[0]["inkomen_arbeid"] == "600,10"
    assert case.expected() == [{"status": "recht", "norm": "1419,46", "bijstand": "1000,00"}]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    write_cases(tmp_path, SHIPPED[:1])
    with pytest.raises(CasebookError, match="is er al"):
        write_cases(tmp_path, SHIPPED[:1])
