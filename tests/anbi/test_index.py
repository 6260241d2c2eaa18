"""Making the index: from a zip within bounds, whole or not at all, with what was set apart beside it."""

import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from regels_calculators.anbi import DataSetRefused, IndexMissing, Register, archive, read, refusals_path

from tests.anbi.example import DATED, PATH, content, write
from tests.benchmarks.anbi_records import document, element, records, write_data_set, write_zip


def test_the_example_in_the_repository_is_what_the_script_makes(tmp_path: Path) -> None:
    assert write(tmp_path / "again.zip").read_bytes() == PATH.read_bytes()


def test_what_is_reported(tmp_path: Path) -> None:
    index = tmp_path / "map" / "anbi.sqlite"
    report = read(PATH, index)
    assert (report.about.records, report.about.set_apart, report.about.dated) == (8, 1, DATED)
    assert (report.about.file, report.strange, report.before) == ("anbi-voorbeeld.zip", (), None)
    (refusal,) = report.refusals
    assert (refusal.line, refusal.dossier, refusal.field, refusal.found) == (
        63, "900007", "ingangsDatum", "2021-02-30",
    )  # fmt: skip
    assert "63;900007;ingangsDatum;2021-02-30" in refusals_path(index).read_text("utf-8-sig")
    again = read(PATH, index, date(2026, 7, 7))
    assert again.before == report.about and again.about.dated == date(2026, 7, 7)
    assert sorted(path.name for path in index.parent.iterdir()) == [
        "anbi.sqlite",
        "anbi.sqlite.afgekeurd.csv",
    ]


def test_reasons_of_an_earlier_list_are_removed(tmp_path: Path) -> None:
    index = tmp_path / "anbi.sqlite"
    read(PATH, index)
    assert refusals_path(index).is_file()
    read(write_data_set(tmp_path / "goed.zip", 20), index)
    assert not refusals_path(index).exists()


def test_every_table_is_strict(index: Path) -> None:
    with closing(sqlite3.connect(index)) as base:
        tables = base.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    assert {name for name, strict in tables if not strict} <= {"sqlite_schema"}


def test_a_file_that_is_refused_leaves_the_index_that_was_there(tmp_path: Path) -> None:
    index = tmp_path / "anbi.sqlite"
    read(PATH, index)
    before = index.read_bytes()
    for data in (
        content()[:-9],
        b"<root></root>",
        b"",
        document([element(("", "1", "A", "", "", "", "x", ""))]),
    ):
        with pytest.raises(DataSetRefused):
            read(write_zip(tmp_path / "slecht.zip", data, DATED), index)
    assert index.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_file_without_a_day_must_be_given_one(tmp_path: Path) -> None:
    (path := tmp_path / "anbi.xml").write_bytes(content())
    with pytest.raises(DataSetRefused, match="--datum"):
        read(path, tmp_path / "i")
    assert read(path, tmp_path / "i", DATED).about.records == 8
    undated = write_zip(tmp_path / "zonder.zip", content(), date(1980, 1, 1))
    with pytest.raises(DataSetRefused, match="--datum"):
        read(undated, tmp_path / "i")


def refused(path: Path, index: Path, match: str) -> None:
    with pytest.raises(DataSetRefused, match=match):
        read(path, index)
    assert not index.exists()


def test_zips_that_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index, path = tmp_path / "i", tmp_path / "anbi.zip"
    refused(path, index, "bestaat niet")
    path.write_bytes(b"geen zip")
    refused(path, index, "niet te lezen of uit te pakken")
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", "a")
    refused(path, index, "één XML-bestand")
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.xml", "<a/>")
        made.writestr("b.xml", "<b/>")
    refused(path, index, "a.xml, b.xml")
    write_zip(path, b"<root>" + b" " * (20 << 20) + b"</root>", DATED)
    refused(path, index, "te groot")
    good = write(path).read_bytes()
    path.write_bytes(good[:60] + b"xxxx" + good[64:])
    refused(path, index, "niet te lezen of uit te pakken")
    write(path)
    monkeypatch.setattr(archive, "MOST_BYTES", 100)
    refused(path, index, "te groot")
    (bare := tmp_path / "anbi.xml").write_bytes(content())
    with pytest.raises(DataSetRefused, match="groter"):
        read(bare, index, DATED)


def test_what_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="nog geen index"):
        Register(tmp_path / "niets")
    (path := tmp_path / "iets").write_bytes(b"iets")
    with pytest.raises(IndexMissing, match="geen index van deze versie"):
        Register(path)
    with closing(sqlite3.connect(other := tmp_path / "ander")) as base:
        base.execute("CREATE TABLE a (b)")
    with pytest.raises(IndexMissing, match="geen index van deze versie"):
        Register(other)


def test_an_index_can_be_read_only(index: Path) -> None:
    with Register(index) as register, pytest.raises(sqlite3.OperationalError):
        register._base.execute("DELETE FROM naam")


def test_all_records_are_there(tmp_path: Path) -> None:
    report = read(write_data_set(tmp_path / "anbi.zip", 12_000), index := tmp_path / "i")
    assert (report.about.records, report.about.set_apart) == (12_000, 0)
    with closing(sqlite3.connect(index)) as base:
        assert base.execute("SELECT count(*) FROM beschikking").fetchone() == (12_000,)
        dossiers = {dossier for (dossier,) in base.execute("SELECT dossier FROM beschikking")}
    assert dossiers == {fields[1] for fields in records(12_000)}
