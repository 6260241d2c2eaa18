"""The example as an index, for every test that asks it something."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from regels_calculators.anbi import Register, read

from tests.anbi.example import PATH


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("anbi") / "anbi.sqlite"
    read(PATH, path)
    return path


@pytest.fixture
def register(index: Path) -> Iterator[Register]:
    with Register(index) as opened:
        yield opened
