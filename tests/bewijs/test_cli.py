"""``regels bewijs``: what is printed, and what it says when it cannot."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from regels.bewijs import SolverMissing
from regels.bewijs.smt import z3
from regels.cli.app import app

RUN = CliRunner()


def test_a_proof_is_printed_with_its_bounds() -> None:
    result = RUN.invoke(app, ["bewijs", "verschil", "landelijk", "landelijk", "--maanden", "1"])
    assert result.exit_code == 0
    assert result.output.startswith("Bewezen: de twee regelsets verschillen nooit")
    assert "Voor welke gevallen dit geldt:" in result.output


def test_a_case_is_written(tmp_path: Path) -> None:
    path = tmp_path / "geval.yaml"
    result = RUN.invoke(
        app,
        ["bewijs", "verschil", "cijfers-2026-07-vast", "participatiewet-in-balans-2027",
         "--bij", "maand=2027-01", "--maanden", "1", "--geval", str(path)],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Voorbeeld:")
    assert "verwacht: {}" in path.read_text(encoding="utf-8")


def test_what_is_not_settled_has_another_exit_code() -> None:
    result = RUN.invoke(app, ["bewijs", "armoedeval", "--bij", "maand=2030-01", "--seconden", "20"])
    assert result.exit_code == 1
    assert result.output.startswith("Niet beslist")


@pytest.mark.parametrize("command", ["gaten", "dood"])
def test_questions_about_one_ruleset(command: str) -> None:
    result = RUN.invoke(app, ["bewijs", command, "--regeling", "studietoeslag", "--bij", "maand=2026-07"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Bewezen")


def test_an_option_that_cannot_be_read() -> None:
    result = RUN.invoke(app, ["bewijs", "gaten", "--bij", "maand"])
    assert "Schrijf veld=waarde" in str(result.exception)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(SolverMissing, match=r"pip install 'regels\[bewijs\]'"):
        z3()
