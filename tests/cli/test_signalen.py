"""`regels signalen`: events or a caseload in, signals out, exit codes."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from regels.cli.signalen import REMINDER
from regels.errors import RegelsError
from regels.monitor.pool import Child
from tests.cli.conftest import Run

DAY = ("--peildatum", "2026-06-10")
LINES = (
    "dossier_id;datum;soort;inkomstenverhouding\n"
    "A;2026-03-01;inkomen_begonnen;7\n"
    "B;2026-06-01;inkomen_begonnen;7\n"
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.csv"
    path.write_text(LINES, encoding="utf-8")
    return path


def test_events_in_and_signals_out(run: Run, source: Path, tmp_path: Path) -> None:
    out = tmp_path / "uit.csv"
    result = run("signalen", source, "--uit", out, *DAY, "--zonder-durable")
    assert result.exit_code == 0, result.output
    assert "Signalen bij de bijstand op 2026-06-10" in result.output and REMINDER in result.output
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2 and lines[1].startswith("A;signaal;inkomen_niet_verrekend;7;")


@pytest.mark.signalen
@pytest.mark.usefixtures("durable")
def test_the_same_with_durable_rules(run: Run, source: Path, tmp_path: Path) -> None:
    for name, more in (("met.csv", []), ("zonder.csv", ["--zonder-durable"])):
        assert run("signalen", source, "--uit", tmp_path / name, *DAY, *more).exit_code == 0
    assert (tmp_path / "met.csv").read_bytes() == (tmp_path / "zonder.csv").read_bytes()


@pytest.fixture
def durable() -> None:
    from regels.monitor.check import load

    try:
        Child(load()).kill()
    except RegelsError as error:
        pytest.skip(str(error))


def test_a_row_set_apart_is_exit_code_3(run: Run, source: Path, tmp_path: Path) -> None:
    source.write_text(LINES + "C;2026-06-01;inkomen_begonnen;\n", encoding="utf-8")
    result = run("signalen", source, "--uit", tmp_path / "uit.csv", *DAY, "--zonder-durable")
    assert result.exit_code == 3
    assert "1 gebeurtenis is apart gezet" in result.output and "1 × niet bepaald" in result.output


def test_refused_is_exit_code_2(run: Run, tmp_path: Path) -> None:
    assert run("signalen", tmp_path / "niets.csv", "--uit", tmp_path / "uit.csv").exit_code == 2
    for arguments in (
        ["x.csv"],
        [],
        ["x.csv", "--peildatum", "1-7-2026"],
        ["x.csv", "--signalenset", tmp_path],
    ):
        assert isinstance(run("signalen", *arguments).exception, RegelsError)


def test_a_caseload(run: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "uit.parquet"
    path.write_text(
        "dossier_id;maand;leefvorm;geboortedatum;inkomen_arbeid;vrijlating_n_maanden\n"
        "A;2026-06;alleenstaande;1959-12-01;0,00;5\n"
        "B;2026-06;alleenstaande;;0,00;0\n",
        encoding="utf-8",
    )
    result = run("signalen", path, "--caseload", "--uit", out, *DAY, "--zonder-durable")
    assert result.exit_code == 0, result.output
    assert "Van 1 dossiers is ‘geboortedatum’ niet bekend" in result.output
    assert "aow_leeftijd_nadert" in pq.read_table(out)["signaal"].to_pylist()


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_template(run: Run, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"leeg.{suffix}"
    result = run("signalen", "--sjabloon", path)
    assert result.exit_code == 0 and f"Geschreven: {path}" in result.output
    if suffix == "csv":
        header = path.read_text(encoding="utf-8-sig").strip().split(";")
        assert "inkomen_geschat" in (tmp_path / "leeg.csv.soorten.csv").read_text(encoding="utf-8-sig")
        assert "signaal;een van:" in (tmp_path / "leeg.csv.kolommen.csv").read_text(encoding="utf-8-sig")
    else:
        book = CalamineWorkbook.from_path(str(path))
        header = [str(cell) for cell in book.get_sheet_by_index(0).to_python()[0]]
        assert book.sheet_names == ["caseload", "Soorten", "Kolommen"]
    assert header[:3] == ["dossier_id", "datum", "soort"] and header[-2:] == ["signaal", "over"]


def test_the_check_of_the_signals(run: Run) -> None:
    result = run("controleer", "signalen")
    assert result.exit_code == 0 and "geen fouten" in result.output
