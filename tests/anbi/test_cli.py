"""`regels anbi`: what is printed, and how it ends."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from regels.cli.app import app
from regels.errors import RegelsError
from tests.anbi.example import DATED, GARDEN, PATH, content
from tests.benchmarks.anbi_records import write_data_set, write_zip


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["anbi", *map(str, arguments)])


def test_reading(tmp_path: Path) -> None:
    index = tmp_path / "i.sqlite"
    result = run("lees", PATH, "--index", index)
    assert result.exit_code == 3
    assert "Gelezen: 8 beschikkingen. De lijst is van 30 juni 2026" in result.output
    assert "1 beschikking is apart gezet" in result.output
    result = run("lees", write_data_set(tmp_path / "a.zip", 30), "--index", index, "--datum", "2026-06-23")
    assert result.exit_code == 0
    assert "De vorige index had er 8, van 30 juni 2026." in result.output
    assert "de vorige lijst was nieuwer" in result.output


def test_fields_that_are_new_are_said(tmp_path: Path) -> None:
    data = content().replace(b"webSite", b"webAdres")
    result = run("lees", write_zip(tmp_path / "a.zip", data, DATED), "--index", tmp_path / "i")
    assert "deze velden zijn niet bekend en niet gebruikt: webadres" in result.output


@pytest.mark.parametrize(
    ("what", "on", "code", "said"),
    [
        (GARDEN, "2026-07-01", 0, "RSIN 999900031 op 1 juli 2026: ja, ANBI."),
        ("9999 00 031", "2011-01-01", 0, "nee, geen ANBI"),
        ("999900080", "2026-07-01", 1, "onbekend"),
        ("buurttuin", "2026-07-01", 0, "Kijk zelf welke instelling het is"),
        ("qqq", "2026-07-01", 1, "Geen instelling met de naam ‘qqq’"),
        (GARDEN, "2027-01-01", 0, "er is een nieuwere lijst"),
    ],
)
def test_searching(index: Path, what: str, on: str, code: int, said: str) -> None:
    result = run("zoek", what, "--op", on, "--index", index)
    assert result.exit_code == code
    assert said in result.output and "De lijst is van 30 juni 2026" in result.output


def test_without_a_day_it_is_today(index: Path) -> None:
    assert run("zoek", GARDEN, "--index", index).exit_code == 0


@pytest.mark.parametrize(("what", "on"), [("999900032", "2026-07-01"), (GARDEN, "1 juli")])
def test_mistakes_have_a_message(index: Path, what: str, on: str) -> None:
    result = run("zoek", what, "--op", on, "--index", index)
    assert isinstance(result.exception, RegelsError)


def test_the_place_of_the_index(index: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REGELS_ANBI", str(index))
    assert run("zoek", GARDEN, "--op", "2026-07-01").exit_code == 0
    monkeypatch.delenv("REGELS_ANBI")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert isinstance(run("zoek", GARDEN).exception, RegelsError)
    assert run("lees", PATH).exit_code == 3
    assert (tmp_path / "regels" / "anbi.sqlite").is_file()


def test_filling_in(index: Path, tmp_path: Path) -> None:
    (source := tmp_path / "in.csv").write_text(f"nummer;maand\n{GARDEN};2026-06\n;2026-06\n", "utf-8")
    result = run("vul", source, "--uit", tmp_path / "uit.csv", "--kolom", "nummer", "--index", index)
    assert result.exit_code == 0 and "onbekend, leeg gelaten" in result.output
    source.write_text("nummer;x\n999900032;2026-06\n12;y\n", "utf-8")
    result = run(
        "vul",
        source,
        "--uit",
        tmp_path / "uit.csv",
        "--kolom",
        "nummer",
        "--op",
        "2027-01-01",
        "--index",
        index,
    )
    assert result.exit_code == 3 and "nieuwere lijst" in result.output


def test_the_help_says_what_absence_means() -> None:
    text = " ".join(run("--help").output.split())
    assert "dan is het antwoord niet nee maar onbekend" in text
