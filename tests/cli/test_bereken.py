"""`regels bereken`: one case from a file."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CASE = """
maand: 2026-07
leefvorm: alleenstaande_ouder
geboortedatum: 1990-05-01
ten_laste_komende_kinderen: 1
geboortedatum_jongste_kind: 2020-01-01
kostendelende_medebewoners: 0
vermogen: "€ 0"
inkomen_arbeid: "1.300,00"
inkomen_overig: 0
bijdrage_arbeidsinschakeling: ja
volledige_zorg: ja
medisch_urenbeperkt: nee
"""


def case(directory: Path, text: str = CASE, name: str = "casus.yaml") -> Path:
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_case_in_yaml_and_in_json(run: Run, tmp_path: Path) -> None:
    """25% of € 1.300 is more than the maximum of € 289 (July 2026): 1.419,46 − (1.300 − 289) = 408,46."""
    result = run("bereken", case(tmp_path), "--json")
    assert result.exit_code == 0
    found = json.loads(result.output)[0]
    assert (found["status"], found["vrijlating"], found["bijstand"]) == ("recht", "289.00", "408.46")
    fields = {
        "maand": "2026-07", "leefvorm": "alleenstaande", "geboortedatum": "1990-05-01",
        "ten_laste_komende_kinderen": 0, "kostendelende_medebewoners": 0,
        "vermogen": 0, "inkomen_arbeid": 0, "inkomen_overig": 0.10,
    }  # fmt: skip
    result = run("bereken", case(tmp_path, json.dumps(fields), "casus.json"), "--json")
    assert json.loads(result.output)[0]["bijstand"] == "1419.36"


def test_the_explanation_has_articles_and_roundings(run: Run, tmp_path: Path) -> None:
    result = run("bereken", case(tmp_path), "--uitleg")
    assert result.exit_code == 0
    for text in (
        "Pw art. 31 lid 2 onder n",
        "Pw art. 19 lid 3",
        "afgerond op hele centen",
        "€ 289,00",
        "beslist",
    ):
        assert text in result.output


def test_a_history_of_months(run: Run, tmp_path: Path) -> None:
    """Six months of n are used by December; in January r follows for a single parent."""
    shared = CASE.replace("maand: 2026-07\n", "vrijlating_n_maanden: 5\n")
    text = shared + "maanden:\n  - {maand: 2025-12}\n  - {maand: 2026-01}\n"
    found = json.loads(run("bereken", case(tmp_path, text), "--json").output)
    assert [row["vrijlating_grond"] for row in found] == ["n", "r"]
    assert [row["vrijlating_n_maanden"] for row in found] == [6, 6]


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        ("geboortedatum: 1990-05-01\n", ["geboortedatum"]),
        ('inkomen_arbeid: "1.300,00"\n', ["inkomen_arbeid"]),
    ],
)
def test_a_missing_fact_is_named(run: Run, tmp_path: Path, left_out: str, missing: list[str]) -> None:
    result = run("bereken", case(tmp_path, CASE.replace(left_out, "")), "--json")
    assert result.exit_code == 1
    found = json.loads(result.output)[0]
    assert (found["status"], found["reden"], found["bijstand"]) == ("onbepaald", missing, None)


def test_a_missing_judgement_that_does_not_matter(run: Run, tmp_path: Path) -> None:
    text = (
        CASE.replace("1.300,00", "0,00")
        .replace("bijdrage_arbeidsinschakeling: ja\n", "")
        .replace("medisch_urenbeperkt: nee\n", "")
    )
    found = json.loads(run("bereken", case(tmp_path, text), "--json").output)[0]
    assert (found["status"], found["bijstand"]) == ("recht", "1419.46")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CASE.replace("leefvorm", "leefvrom"), "leefvorm"),
        (CASE.replace("1.300,00", "1.300,005"), "inkomen_arbeid"),
        (CASE.replace("volledige_zorg: ja", "volledige_zorg: NO"), "volledige_zorg"),
        (CASE.replace("1990-05-01", "1726-05-01"), "geboortedatum"),
        (CASE + "maand: 2026-08\n", "twee keer"),
        ("[1, 2]", "velden met waarden"),
    ],
)
def test_a_case_that_cannot_be_read(run: Run, tmp_path: Path, text: str, said: str) -> None:
    result = run("bereken", case(tmp_path, text))
    assert result.exit_code != 0
    assert said in str(result.exception)


def test_an_unknown_ruleset_is_named_with_the_nearest(run: Run, tmp_path: Path) -> None:
    result = run("bereken", case(tmp_path), "--regelset", "enschde")
    assert "enschede" in str(result.exception)


def test_every_month_that_cannot_be_read_is_named_with_its_file_and_row(run: Run, tmp_path: Path) -> None:
    shared = CASE.replace("maand: 2026-07\n", "").replace('inkomen_arbeid: "1.300,00"\n', "")
    months = "maanden:\n- {maand: 2026-06, inkomen_arbeid: veel}\n- {maand: 2026-07, vermogn: 3}\n"
    path = case(tmp_path, shared + months)
    first, second = str(run("bereken", path).exception).splitlines()
    assert first.startswith(f"{path}: rij 1, inkomen_arbeid: gevonden: veel; ")
    assert second.startswith(f"{path}: rij 2, vermogn: ")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (CASE.replace("ja", "ja # één").encode("cp1252"), "c.yaml", "Sla het bestand op als UTF-8."),
        (b'{"vermogen": ' + b"9" * 5000 + b"}", "c.json", "getal dat te lang is"),
        (b"[" * 100_000, "c.json", "te veel haakjes"),
        (b'{"vermogen": 1', "c.json", "c.json:1:15: dit is geen goede JSON"),
        (b'{"maand": "2026-07", "vermogen": ' + b"9" * 400 + b"}", "c.json", f"gevonden: {'9' * 59}…;"),
    ],
)
def test_a_file_of_a_case_that_breaks_a_reader(
    run: Run, tmp_path: Path, content: bytes, name: str, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert said in str(run("bereken", path).exception)


def test_a_file_of_a_case_that_is_not_there(run: Run, tmp_path: Path) -> None:
    found = str(run("bereken", tmp_path / "geen.yaml").exception)
    assert found.endswith("geen.yaml: dit bestand is niet te lezen: de map of het bestand is er niet.")
