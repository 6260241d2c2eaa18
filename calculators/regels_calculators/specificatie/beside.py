"""What stands beside a caseload, by dossier: income per job and proposals, kept on disk while a run lasts."""

import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regels_calculators.specificatie.given import MaandInkomen, VerkeerdeGegevens, Voorstel

INCOME, PROPOSAL, WRONG = 0, 1, 2
Row = tuple[Mapping[str, Any], str]


@dataclass(slots=True)
class Own:
    """What is of one dossier. ``wrong``: what could not be read of it."""

    income: list[MaandInkomen] = field(default_factory=list)
    proposals: list[Voorstel] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class Beside:
    """Rows by dossier in a file of ``directory``; each dossier is taken once. Memory does not grow."""

    def __init__(self, directory: Path) -> None:
        self._kept = sqlite3.connect(directory / "ernaast.sqlite", isolation_level=None)
        self._kept.execute("PRAGMA journal_mode=OFF")
        self._kept.execute("PRAGMA synchronous=OFF")
        self._kept.execute("CREATE TABLE rij (dossier TEXT, soort INTEGER, inhoud BLOB) STRICT")
        self._kept.execute("BEGIN")

    def add(self, kind: int, rows: Iterable[Row], read: Callable[[Mapping[str, Any], str], object]) -> None:
        """Read rows; one that cannot be read is kept with its reason."""
        self._kept.executemany("INSERT INTO rij VALUES (?, ?, ?)", self._lines(kind, rows, read))

    def ready(self) -> None:
        """All rows are there."""
        self._kept.execute("CREATE INDEX van ON rij (dossier)")
        self._kept.execute("COMMIT")

    def take(self, dossier: str) -> Own:
        """What is of a dossier; the next time it is gone."""
        own = Own()
        lists: tuple[list[Any], ...] = (own.income, own.proposals, own.wrong)
        for kind, content in self._kept.execute(
            "SELECT soort, inhoud FROM rij WHERE dossier = ? ORDER BY rowid", (dossier,)
        ):
            lists[kind].append(pickle.loads(content))
        self._kept.execute("DELETE FROM rij WHERE dossier = ?", (dossier,))
        return own

    def left(self) -> int:
        """How many dossiers were not taken."""
        return int(self._kept.execute("SELECT count(DISTINCT dossier) FROM rij").fetchone()[0])

    def close(self) -> None:
        """Let go of the file."""
        self._kept.close()

    @staticmethod
    def _lines(
        kind: int, rows: Iterable[Row], read: Callable[[Mapping[str, Any], str], object]
    ) -> Iterator[tuple[str, int, bytes]]:
        for row, place in rows:
            dossier = str(row.get("dossier_id") or "").strip()
            try:
                yield dossier, kind, pickle.dumps(read(row, place))
            except VerkeerdeGegevens as wrong:
                yield dossier, WRONG, pickle.dumps(str(wrong))
