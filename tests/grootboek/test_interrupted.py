"""A run that is broken off at any point: all of it counts or nothing, and the next run makes it whole."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from regels_calculators.grootboek.store import Ledger

from tests.grootboek.books import Books
from tests.grootboek.tables import NO_INCOME, households, income
from tests.grootboek.test_invariants import said

HOUSE = households("2026-01", "2026-02")
WAGE = income({"maand": "2026-01", "netto": 400})
KILLED = """
import os, signal, sys
from pathlib import Path
import regels_calculators.grootboek.store as store
from tests.grootboek.books import Books
from tests.grootboek.tables import households, income

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

where, path = sys.argv[1:]
publish = store.publish
if where == "voor de naam":
    store.publish = kill
if where == "na de naam":
    store.publish = lambda path: (publish(path), kill())
if where == "voor het vastleggen":
    store.Ledger._keep = kill
if where == "na het vastleggen":
    store.Ledger.__exit__ = kill
Books(Path(path)).book(
    income({"maand": "2026-01", "netto": 400}), households("2026-01", "2026-02"), "2026-03-02"
)
"""


@pytest.mark.parametrize(
    ("where", "counts"),
    [
        ("voor de naam", False),
        ("na de naam", False),
        ("voor het vastleggen", False),
        ("na het vastleggen", True),
    ],
)
def test_killed(books: Books, tmp_path: Path, where: str, counts: bool) -> None:
    books.book(NO_INCOME, HOUSE, "2026-03-01")
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", KILLED, where, str(books.path)], cwd=root, check=False)
    assert done.returncode == -signal.SIGKILL
    whole = Books(tmp_path / "heel")
    whole.book(NO_INCOME, HOUSE, "2026-03-01")
    assert (len(books.entries()) == 3) is counts
    for kept in (books, whole):
        kept.book(WAGE, HOUSE, "2026-03-02")
    assert said(books.state()) == said(whole.state())
    assert [row["volgnummer"] for row in books.entries()] == [row["volgnummer"] for row in whole.entries()]
    parts = ["deel-000001.parquet", "deel-000002.parquet"]
    assert sorted(path.name for path in books.path.glob("*deel*")) == parts


class Interrupted:
    """A database in which an interrupt comes just after a statement."""

    def __init__(self, database: sqlite3.Connection, after: str) -> None:
        self._database, self._after = database, after

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    def execute(self, *statement: Any) -> sqlite3.Cursor:
        """As the database does."""
        done = self._database.execute(*statement)
        if statement[0].startswith(self._after):
            raise KeyboardInterrupt
        return done


@pytest.mark.parametrize(("after", "parts"), [("INSERT INTO delen", 1), ("COMMIT", 2)])
def test_an_interrupt_takes_no_part_away_that_counts(books: Books, after: str, parts: int) -> None:
    """Ctrl-C in the moment of the commit removed the part, while its line stayed: a damaged ledger."""
    books.book(NO_INCOME, HOUSE, "2026-03-01")
    with Ledger(books.path) as ledger:
        entries = next(iter(ledger.parts())).to_batches()[0]
        ledger._database = Interrupted(ledger._database, after)  # type: ignore[assignment]
        with pytest.raises(KeyboardInterrupt), ledger.booking("2026-03-02") as booking:
            booking.write(entries)
    with Ledger(books.path) as ledger:
        assert ledger.check() == parts
    assert len(list(books.path.glob("*.parquet"))) == parts


def test_why_a_booking_broke_off_is_told_when_the_disk_is_full(books: Books) -> None:
    books.book(NO_INCOME, HOUSE, "2026-03-01")

    class Full:
        def close(self) -> None:
            raise OSError(28, "No space left on device")

    with Ledger(books.path) as ledger:
        with pytest.raises(ZeroDivisionError), ledger.booking("2026-03-02") as booking:
            booking._writer = Full()
            raise ZeroDivisionError
        with ledger.booking("2026-03-02"):
            pass
