"""``regels proefberekening`` and ``regels specificatie`` from the command line."""

import json
from pathlib import Path

import pytest

from regels.cli import main

EXAMPLES = Path(__file__).parents[2] / "docs" / "voorbeelden"
HOUSEHOLD = str(EXAMPLES / "proefberekening.yaml")
CASE, CASELOAD, JOBS = (str(EXAMPLES / name) for name in ("casus.yaml", "caseload.csv", "banen.csv"))


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["regels", *arguments])
    with pytest.raises(SystemExit) as done:
        main()
    return int(done.value.code or 0)


def test_every_kind_of_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [tmp_path / f"kromme.{kind}" for kind in ("txt", "html", "svg", "json", "csv", "xlsx", "parquet")]
    places = [argument for name in names for argument in ("--uit", str(name))]
    assert run(monkeypatch, "proefberekening", HOUSEHOLD, *places) == 0
    assert capsys.readouterr().out.splitlines() == [f"Geschreven: {name}" for name in names]
    assert all(name.stat().st_size > 1000 for name in names)
    assert json.loads(names[3].read_text("utf-8"))["fasen"][0]["drempels"][1]["loon"] == "1708.46"


def test_options_go_before_the_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monthly = ("--netto-maandloon", "600,00", "--vakantiegeld", "48,00", "--vanaf", "2026-08", "--json")
    assert run(monkeypatch, "proefberekening", HOUSEHOLD, *monthly) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["werk"]["per_maand"] == "600.00" and found["werk"]["vakantiegeld"] == "48.00"
    assert found["maanden"][0]["straks"]["vrijlating"] == "150.00"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--bruto", "2000"), "loonstrook"),
        (("--uren", "24", "--uit", "een.svg"), "reeks uren"),
        (("--uit", "een.docx"), "Verwacht: .csv"),
        (("--weken", "vier"), "weken_52"),
        (("--regelset", "nergens"), "nergens"),
    ],
)
def test_refusals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    arguments: tuple[str, ...], said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert run(monkeypatch, "proefberekening", HOUSEHOLD, *arguments) == 2
    assert said in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_the_first_month_is_not_known(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "proefberekening", HOUSEHOLD, "--uren", "24", "--vanaf", "2027-01") == 1
    assert "kan dit niet worden berekend" in capsys.readouterr().out
    assert run(monkeypatch, "proefberekening", HOUSEHOLD, "--vanaf", "2027-01") == 1


def test_one_household_is_asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    months = str(EXAMPLES / "casus-maanden.yaml")
    assert run(monkeypatch, "proefberekening", months, "--uren", "24", "--netto-uurloon", "13") == 2
    assert "één huishouden" in capsys.readouterr().err


def test_a_statement_of_a_case_with_its_jobs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    proposals = tmp_path / "voorstellen.json"
    facts = {"dossier_id": "1001", "soort": "nabetaling", "maanden": ["2026-07"], "bedrag": "12,50"}
    proposals.write_text(json.dumps([{**facts, "artikel": "Pw art. 45 lid 1", "beslist": "het college"}]))
    places = [tmp_path / f"brief.{kind}" for kind in ("txt", "html", "json")]
    asked = [
        "--dossier",
        "1001",
        "--inkomen",
        JOBS,
        "--voorstellen",
        str(proposals),
        "--bezwaar",
        "Zo gaat dat.",
    ]
    for place in places:
        asked += ["--uit", str(place)]
    assert run(monkeypatch, "specificatie", CASE, *asked) == 0
    assert "Postbezorging" in places[0].read_text("utf-8") and "Zo gaat dat." in places[1].read_text("utf-8")
    assert json.loads(places[2].read_text("utf-8"))["voorstellen"][0]["bedrag"] == "12.50"


def test_a_statement_out_of_a_caseload(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "specificatie", CASELOAD, "--dossier", "1001") == 1
    shown = capsys.readouterr().out
    assert "Nog te ontvangen" in shown and "Geef dit aan de gemeente door." in shown
    assert run(monkeypatch, "specificatie", CASELOAD, "--dossier", "1002", "--json") == 0
    assert json.loads(capsys.readouterr().out)["maanden"][0]["status"] == "geen_recht"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((CASELOAD,), "--dossier"),
        ((CASELOAD, "--dossier", "1003"), "1.234"),
        ((CASELOAD, "--dossier", "9"), "staat niet in"),
        ((), "Noem het bestand"),
        ((CASE, "--uit", "brief.docx"), "Verwacht: .txt"),
    ],
)
def test_statements_that_are_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert run(monkeypatch, "specificatie", *arguments) == 2
    assert said in capsys.readouterr().err


def test_the_schema(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "specificatie", "--schema") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Specificatie"
