"""Every test has a ledger of its own."""

from pathlib import Path

import pytest

from tests.grootboek.books import Books


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """An empty ledger."""
    return Books(tmp_path / "grootboek")
