"""A table with too many cases is named, and nothing is claimed of it."""

import pytest

from regels.lints import regions
from tests.lints.snippets import findings, table


def test_a_table_beyond_the_budget_is_not_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions, "MOST_QUESTIONS", 20)
    rows = ("uren < 10", "uren >= 10 en uren < 20", "uren > 20")
    (found,) = findings(table(*rows))
    assert (found.code, found.level, found.position.line) == ("tabel_te_groot", "let op", 4)


def test_a_small_table_is_decided() -> None:
    assert findings(table("uren < 10", "uren >= 10")) == []
