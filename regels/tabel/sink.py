"""Where results go: the interface, and the one that keeps them in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from regels.tabel.rejects import Reject


@dataclass(frozen=True, slots=True)
class About:
    """What every output carries: with what it was made. ``more``: other facts, by Dutch name."""

    engine: str
    ruleset: str
    hash: str
    more: Mapping[str, str] = field(default_factory=dict)

    def pairs(self) -> dict[str, str]:
        """Names and values as they are written."""
        return {
            "regels_versie": self.engine,
            "regeling": self.ruleset,
            "regeling_hash": self.hash,
            **self.more,
        }


class Sink(Protocol):
    """Takes results in order."""

    @property
    def path(self) -> Path | None:
        """The file that appears at ``finish``, or None."""

    def start(self, rows: int) -> None:
        """Before anything is computed: so many rows will come. Raises when they do not fit."""

    def write(self, batch: pa.RecordBatch) -> None:
        """The next rows; every batch has the same schema, and there is at least one."""

    def reject(self, rejects: Sequence[Reject]) -> None:
        """Reasons for rows of the last batch, in order."""

    def finish(self) -> None:
        """All is there: make it visible at once."""

    def discard(self) -> None:
        """Something went wrong: leave no trace. May be called at any time, also twice."""


class TableSink:
    """Keeps the result in memory: ``table()`` and ``rejects``."""

    path: Path | None = None

    def __init__(self) -> None:
        self.rejects: list[Reject] = []
        self._batches: list[pa.RecordBatch] = []

    def start(self, rows: int) -> None:
        """See ``Sink``."""

    def write(self, batch: pa.RecordBatch) -> None:
        """See ``Sink``."""
        self._batches.append(batch)

    def reject(self, rejects: Sequence[Reject]) -> None:
        """See ``Sink``."""
        self.rejects.extend(rejects)

    def finish(self) -> None:
        """See ``Sink``."""

    def discard(self) -> None:
        """See ``Sink``."""
        self._batches.clear()
        self.rejects.clear()

    def table(self) -> pa.Table:
        """All rows."""
        return pa.Table.from_batches(self._batches)
