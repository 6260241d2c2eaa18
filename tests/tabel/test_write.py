"""Results: parquet, csv, xlsx, the rejects beside them, and nothing half-finished."""

import json
from datetime import date
from decimal import Decimal as D
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from regels.tabel.errors import SameFile, TooManyRows, UnknownFormat
from regels.tabel.history import Chunk
from regels.tabel.process import Options, process
from regels.tabel.write import FileSink, meta_path, rejects_path

from .helpers import ABOUT, ROW, caseload, echo, run, table, write_csv, write_parquet
from .plans import make_plan

KINDS = (".parquet", ".csv", ".xlsx")
RESULT = pa.RecordBatch.from_pydict(
    {
        "dossier_id": pa.array(["007", "=1+1", None]),
        "maand": pa.array([date(2026, 7, 1), None, date(2026, 8, 1)]),
        "status": pa.array(["recht", 'zeg "ja"; of nee', "recht"]).dictionary_encode(),
        "bedrag": pa.array([D("-1234.50"), D("0.00"), None], pa.decimal128(18, 2)),
        "aantal": pa.array([3, None, 0]),
        "ja_nee": pa.array([True, False, None]),
    }
)


def written(path: Path, batch: pa.RecordBatch = RESULT) -> Path:
    """One batch written to a file."""
    sink = FileSink(path, ABOUT)
    sink.start(batch.num_rows)
    sink.write(batch)
    sink.finish()
    return path


def test_csv_is_what_dutch_excel_opens(tmp_path: Path) -> None:
    path = written(tmp_path / "uit.csv")
    assert path.read_bytes().decode("utf-8") == (
        "\ufeffdossier_id;maand;status;bedrag;aantal;ja_nee\r\n"
        "007;2026-07-01;recht;-1234,50;3;ja\r\n"
        '\'=1+1;;"zeg ""ja""; of nee";0,00;;nee\r\n'
        ";2026-08-01;recht;;0;\r\n"
    )
    assert json.loads(meta_path(path).read_text("utf-8")) == {
        "regels_versie": "1.0",
        "regeling": "proef",
        "regeling_hash": "abc123",
    }


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_text_like_a_formula_gets_an_apostrophe_in_csv_and_is_text_in_xlsx(tmp_path: Path, text: str) -> None:
    batch = pa.RecordBatch.from_pydict({"opmerking": [text, "gewoon"]})
    assert "'" + text in written(tmp_path / "uit.csv", batch).read_bytes().decode("utf-8")
    path = written(tmp_path / "uit.xlsx", batch)
    with ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    (cell,) = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[1]
    assert str(cell).strip() == text.strip()


def test_xlsx_has_numbers_dates_and_a_sheet_on_how_it_was_made(tmp_path: Path) -> None:
    book = CalamineWorkbook.from_path(str(written(tmp_path / "uit.xlsx")))
    assert book.sheet_names == ["uitkomst", "Over dit bestand"]
    rows = book.get_sheet_by_name("uitkomst").to_python()
    assert rows[1] == ["007", date(2026, 7, 1), "recht", -1234.5, 3, "ja"]
    assert rows[2][:2] == ["=1+1", ""]
    about = book.get_sheet_by_name("Over dit bestand").to_python()
    assert about == [["regels_versie", "1.0"], ["regeling", "proef"], ["regeling_hash", "abc123"]]
    with ZipFile(tmp_path / "uit.xlsx") as archive:
        page = archive.read("xl/worksheets/sheet1.xml")
    assert b'state="frozen"' in page


def test_text_longer_than_a_cell_and_dates_before_excel(tmp_path: Path) -> None:
    batch = pa.RecordBatch.from_pydict({"t": ["x" * 40_000], "d": [date(1890, 1, 1)]})
    rows = (
        CalamineWorkbook.from_path(str(written(tmp_path / "u.xlsx", batch))).get_sheet_by_index(0).to_python()
    )
    assert len(str(rows[1][0])) == 32_767 and str(rows[1][0]).endswith("…")
    assert rows[1][1] == "1890-01-01"


def test_parquet_keeps_types_and_carries_how_it_was_made(tmp_path: Path) -> None:
    found = pq.read_table(written(tmp_path / "uit.parquet"))
    assert found.schema.metadata[b"regeling_hash"] == b"abc123"
    assert found.schema.field("bedrag").type == pa.decimal128(18, 2)
    assert found.to_pylist() == RESULT.to_pylist()


@pytest.mark.parametrize("kind", KINDS)
def test_result_without_rows(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path / f"uit{kind}", RESULT.slice(0, 0))
    assert path.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_rejects_beside_the_result(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"uit{kind}"
    rows = [{**ROW, "inkomen": "=1;2"}, {**ROW, "dossier_id": "B", "inkomen": "1"}]
    process(table(rows), make_plan(), echo, FileSink(path, ABOUT))
    assert rejects_path(path).read_bytes().decode("utf-8") == (
        "\ufeffregel;dossier_id;veld;gevonden;verwacht;wat_te_doen\r\n"
        '1;D1;inkomen;"\'=1;2";een bedrag met hoogstens twee decimalen, zoals 1234,56;'
        "Verbeter de waarde of maak de cel leeg. Leeg betekent: onbekend.\r\n"
    )
    process(table(rows[1:]), make_plan(), echo, FileSink(path, ABOUT))
    assert not rejects_path(path).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_failed_run_leaves_what_was_there(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"uit{kind}"
    path.write_text("vorige uitkomst")

    def fail_late(chunk: Chunk) -> pa.RecordBatch:
        if chunk.dossier[0].as_py() != "D0000000":
            raise ZeroDivisionError
        return echo(chunk)

    given = write_parquet(tmp_path / "in.parquet", caseload(300, 1))
    with pytest.raises(ZeroDivisionError):
        process(given, make_plan(), fail_late, FileSink(path, ABOUT), options=Options(1, 50))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.parquet", path.name]
    assert path.read_text() == "vorige uitkomst"


def test_too_many_rows_for_a_sheet_is_said_before_anything_is_computed(tmp_path: Path) -> None:
    path = tmp_path / "uit.xlsx"
    sink = FileSink(path, ABOUT)
    sink.start(1_048_575)
    with pytest.raises(TooManyRows) as caught:
        sink.start(1_048_576)
    assert str(caught.value) == (
        f"{path}: de uitkomst heeft 1048576 regels, en een Excel-blad kan er 1048575 hebben. "
        "Schrijf naar .parquet of .csv."
    )


def test_result_may_not_be_the_caseload_itself(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "in.parquet", caseload(2, 2))
    before = path.read_bytes()
    with pytest.raises(SameFile):
        process(path, make_plan(), echo, FileSink(path, ABOUT))
    assert path.read_bytes() == before


def test_kind_of_file_that_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat):
        FileSink(tmp_path / "uit.ods", ABOUT)


_DAYS = st.dates(date(1900, 3, 1), date(2099, 12, 31))
_AMOUNTS = st.integers(-99_999_999, 99_999_999).map(lambda cents: D(cents).scaleb(-2))
_NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=8)
_ROW = st.fixed_dictionaries(
    {
        "dossier_id": _NAMES.filter(lambda text: text[0] not in "=+-@'#" and text == text.strip()),
        "leefvorm": st.sampled_from(["alleenstaande", "gehuwden", None]),
        "geboortedatum": st.none() | _DAYS,
        "kinderen": st.none() | st.integers(0, 20),
        "inkomen": st.none() | _AMOUNTS,
        # a sheet refuses percentages up to 1: a cell formatted as 10% holds 0,1
        "maatregel_percentage": st.none()
        | st.just(D(0))
        | st.integers(101, 10_000).map(lambda n: D(n).scaleb(-2)),
        "volledige_zorg": st.none() | st.booleans(),
    }
)
_TYPES = {
    "dossier_id": pa.string(),
    "maand": pa.date32(),
    "leefvorm": pa.string(),
    "geboortedatum": pa.date32(),
    "kinderen": pa.int64(),
    "inkomen": pa.decimal128(18, 2),
    "maatregel_percentage": pa.decimal128(18, 2),
    "volledige_zorg": pa.bool_(),
}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40, deadline=None)
@given(rows=st.lists(_ROW, max_size=6))
def test_what_is_written_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, kind: str, rows: list[dict[str, Any]]
) -> None:
    content = pa.RecordBatch.from_pylist(
        [{**row, "maand": date(2000 + i, 1, 1)} for i, row in enumerate(rows, 15)], pa.schema(_TYPES)
    )
    path = written(tmp_path_factory.mktemp("rond") / f"f{kind}", content)
    direct, reasons, _ = run(pa.Table.from_batches([content]))
    back, others, _ = run(path)
    assert not reasons and not others
    assert back.drop_columns("regel").to_pylist() == direct.drop_columns("regel").to_pylist()


def test_english_csv_gives_the_same_as_dutch(tmp_path: Path) -> None:
    dutch = write_csv(tmp_path / "n.csv", "dossier_id;maand;inkomen;vermogen", "A;2026-07;1.234,50;-3")
    english = write_csv(tmp_path / "e.csv", "dossier_id,maand,inkomen,vermogen", 'A,2026-07,"1,234.50",-3')
    assert run(dutch)[0].equals(run(english)[0])
