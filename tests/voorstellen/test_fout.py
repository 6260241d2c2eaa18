"""Proposals that must be refused, each with all that is said about it.

Expected texts are files; write them anew with ``REGELS_VERWACHT=nieuw pytest tests/voorstellen`` and
read every difference as the policy officer would.
"""

import os
from pathlib import Path

import pytest

from regels.bestand.library import layers
from regels.bestand.source import assemble
from regels.data import rulesets
from regels.lints import check
from regels.plan.finish import build

HERE = Path(__file__).parent / "fout"
CASES = sorted(path.name for path in HERE.iterdir())
FEWEST = 10


def said(directory: Path) -> str:
    """Every mistake that the checker finds in the proposal of a directory."""
    (regeling,) = {path.stem for path in directory.glob("*.yaml")}
    built = build(assemble(layers(rulesets(), str(directory), regeling), rulesets()))
    wrong = [str(finding) for finding in check(built) if finding.level == "fout"]
    return "".join(f"{line}\n" for line in wrong).replace(f"{directory}/", "")


def test_there_are_enough() -> None:
    assert len(CASES) >= FEWEST


@pytest.mark.parametrize("name", CASES)
def test_the_whole_list_of_mistakes(name: str) -> None:
    expected = HERE / name / "verwacht.txt"
    if os.environ.get("REGELS_VERWACHT") == "nieuw":
        expected.write_text(said(HERE / name), encoding="utf-8")
    assert said(HERE / name) == expected.read_text(encoding="utf-8")
    assert ": fout [" in said(HERE / name)
