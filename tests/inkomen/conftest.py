"""What several tests of income need."""

from pathlib import Path

import pytest
from regels_calculators.inkomen.net import REGELING

from regels.ruleset import Ruleset, load

CHOSEN = """
regeling: nettoloon
overlay_op: landelijk
door: college
bronnen: {besluit: "https://lokaleregelgeving.overheid.nl/"}
vult:
  rekenregel_geldt: [{van: 2026-01-01, waarde: ja, bron: besluit}]
"""


@pytest.fixture
def chosen(tmp_path: Path) -> Ruleset:
    """A municipality whose college chose the rule of art. 7b."""
    (tmp_path / "besluit.yaml").write_text(CHOSEN, "utf-8")
    return load(str(tmp_path / "besluit.yaml"), REGELING)
