"""`regels doorreken`: any regeling over a file, with a tally that says what it was."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_verreken import rows

HEADER = (
    "dossier_id;maand;geboortedatum;aanvraagdatum;studiefinanciering;wajong;kan_niet_bijverdienen;"
    "geneeskundig_advies;stage_inkomen\n"
)
GOOD = "S1;2024-01-01;2004-05-01;2024-01-05;beurs_of_lening;nee;ja;ja;0,00\n"
REFUSED = "S2;2024-01-01;2004-05-01;2024-01-05;geen;nee;ja;ja;0,00\n"
OPEN = "S3;2024-01-01;2004-05-01;2024-01-05;beurs_of_lening;;ja;ja;0,00\n"
BROKEN = "S4;2024-01-01;ooit;2024-01-05;beurs_of_lening;nee;ja;ja;0,00\n"


def test_one_row_out_for_each_row_in(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "uit.csv"
    source.write_text(HEADER + GOOD + REFUSED + OPEN + BROKEN, encoding="utf-8")
    result = run("doorreken", "studietoeslag", source, "--uit", out)
    assert result.exit_code == 3
    assert [row[2:4] for row in rows(out)[1:]] == [
        ["recht", ""], ["geen_recht", "studiefinanciering"], ["onbepaald", "wajong"],
        ["afgekeurd", "geboortedatum"],
    ]  # fmt: skip
    said = " ".join(result.output.split())
    assert "Studietoeslag (landelijk)" in said
    assert "Recht 1 Geen recht 1 Nog niet te bepalen 1 Niet te lezen, apart gezet 1" in said
    assert "geen recht door studiefinanciering 1" in said
    assert "De studietoeslag € 211,67" in said


def test_one_dossier_explained(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text(HEADER + GOOD, encoding="utf-8")
    result = run("doorreken", "studietoeslag", source, "--uitleg", "S1")
    assert result.exit_code == 0
    assert "In januari 2024 hebt u recht op studietoeslag." in result.output


def test_an_unknown_regeling(run: Run, tmp_path: Path) -> None:
    result = run("doorreken", "studietoelage", tmp_path / "in.csv", "--uit", tmp_path / "uit.csv")
    assert "Bedoelde u ‘studietoeslag’?" in str(result.exception)
