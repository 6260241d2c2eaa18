"""The code for rows side by side, of every regeling: the same as row by row, on any processor."""

import pytest

from regels.bestand.library import regelingen
from regels.data import rulesets
from regels.kernel.run import Kernel
from regels.ruleset import load
from tests.kernel.test_lanes import differences
from tests.regelingen.__main__ import repeated


@pytest.mark.parametrize("name", regelingen(rulesets()))
def test_side_by_side(name: str) -> None:
    plan = load("landelijk", name).plan
    given = repeated(plan, 150, 900)
    expected = Kernel(plan, cache=None, lanes=1).run(*given)
    for lanes in (8, 16):
        assert not differences(expected, Kernel(plan, cache=None, lanes=lanes).run(*given)), lanes
