"""Every regeling, national and of every municipality: kernel and evaluator agree on generated rows."""

import pytest

from regels.bestand.library import NATIONAL, municipalities, regelingen
from regels.data import rulesets
from regels.ruleset import load
from tests.regelingen.agree import agree

HISTORIES = 150
NAMES = [
    (name, regeling)
    for regeling in regelingen(rulesets())
    for name in (NATIONAL, *municipalities(rulesets()))
    if name == NATIONAL or (rulesets() / "gemeenten" / name / f"{regeling}.yaml").is_file()
]


@pytest.mark.parametrize(("name", "regeling"), NAMES, ids=["-".join(pair) for pair in NAMES])
def test_the_readers_agree(name: str, regeling: str) -> None:
    assert agree(load(name, regeling).plan, seed=len(regeling), histories=HISTORIES) > HISTORIES
