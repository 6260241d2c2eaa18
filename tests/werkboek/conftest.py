"""Reading a workbook makes its rules anew; here they are made once."""

import pytest

from tests.cli.conftest import Run, run
from tests.werkboek.desk import made

__all__ = ["Run", "run"]


@pytest.fixture(autouse=True)
def made_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests of the command line (those that ask for ``run``) do the whole."""
    if "run" not in request.fixturenames:
        monkeypatch.setattr("regels.werkboek.read.content", made)
