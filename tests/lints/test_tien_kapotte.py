"""Rulesets that must be refused, each with the whole list of what is said about it."""

from pathlib import Path

import pytest

from regels.bestand.source import Layer, assemble
from regels.lints import check
from regels.plan.finish import build

HERE = Path(__file__).parent.parent / "rulesets_fout"
CASES = sorted(path.name for path in HERE.iterdir() if path.is_dir())
FEWEST = 14


def said(directory: Path) -> str:
    """What the checker says of the files in a directory, and of its overlay in ``gemeente/``."""
    layers = [Layer("landelijk", tuple(sorted(directory.glob("*.yaml"))))]
    overlay = tuple(sorted((directory / "gemeente").glob("*.yaml")))
    if overlay:
        layers.append(Layer("gemeente", overlay))
    return "".join(f"{finding}\n" for finding in check(build(assemble(layers, directory))))


def test_there_are_enough() -> None:
    assert len(CASES) >= FEWEST


@pytest.mark.parametrize("name", CASES)
def test_the_whole_list_of_findings(name: str) -> None:
    assert said(HERE / name) == (HERE / name / "verwacht.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_every_one_is_refused(name: str) -> None:
    assert ": fout [" in said(HERE / name)
