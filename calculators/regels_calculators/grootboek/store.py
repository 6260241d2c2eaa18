"""The ledger on disk: Parquet parts that are never changed, and SQLite that says which parts count.

A run writes one part and commits one transaction; a part without its line in ``delen`` does not count. Every
line holds the hash of its part and of the line before, so a part that was changed or left out is noticed.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from regels.errors import RegelsError
from regels.tabel.atomic import part, publish
from regels.tabel.write_parquet import COMPRESSION
from regels_calculators.doorrekenen.cents import Ints
from regels_calculators.grootboek.entries import SCHEMA

DATABASE = "grootboek.sqlite"
ROW_GROUP = 131_072
_TABLES = """
CREATE TABLE IF NOT EXISTS delen (
  nummer INTEGER PRIMARY KEY, naam TEXT NOT NULL UNIQUE, regels INTEGER NOT NULL, sha256 TEXT NOT NULL,
  keten TEXT NOT NULL, geboekt_op TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS stand (sleutel TEXT PRIMARY KEY, waarde TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS vingerafdruk (
  dossier_id TEXT PRIMARY KEY, inkomen INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER IF NOT EXISTS delen_blijven BEFORE UPDATE ON delen
  BEGIN SELECT RAISE(ABORT, 'een deel van het grootboek verandert niet'); END;
CREATE TRIGGER IF NOT EXISTS delen_verdwijnen_niet BEFORE DELETE ON delen
  BEGIN SELECT RAISE(ABORT, 'een deel van het grootboek verdwijnt niet'); END;
"""


class LedgerDamaged(RegelsError):
    """A part of the ledger is missing, or is not what was booked. Put back the copy; do not book on."""


class LedgerMissing(RegelsError):
    """There is no ledger in this directory. Make one with ``regels grootboek boek``."""


class LedgerBusy(RegelsError):
    """Another run is booking in this ledger. Wait until it is done."""


@dataclass(frozen=True, slots=True)
class Run:
    """What must be the same for only changed dossiers to be computed again."""

    households: str
    rules: str
    policy: str

    def pairs(self) -> dict[str, str]:
        """Names and values as they are kept."""
        return {"huishoudens": self.households, "regels": self.rules, "beleid": self.policy}


@dataclass(frozen=True, slots=True)
class Marks:
    """Dossiers, and of each its fingerprint."""

    ids: pa.Array
    marks: Ints


class Ledger:
    """A directory with a ledger. Use as a context manager; one run writes at a time."""

    def __init__(self, directory: Path, *, make: bool = False) -> None:
        self.directory = directory
        if make:
            directory.mkdir(parents=True, exist_ok=True)
        elif not (directory / DATABASE).is_file():
            raise LedgerMissing(f"In {directory} staat geen grootboek. Maak het met ‘regels grootboek boek’.")
        self._database = sqlite3.connect(directory / DATABASE, isolation_level=None, timeout=1)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=FULL")
        self._database.executescript(_TABLES)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def check(self) -> int:
        """Every part is there and is what was booked; how many parts. Raises LedgerDamaged."""
        chain = ""
        lines = list(self._database.execute("SELECT naam, sha256, keten FROM delen ORDER BY nummer"))
        for name, digest, link in lines:
            path = self.directory / name
            if not path.is_file():
                raise LedgerDamaged(f"Het deel {name} van het grootboek ontbreekt. Zet een kopie terug.")
            chain = _link(chain, name, digest)
            if sha256(path) != digest or chain != link:
                raise LedgerDamaged(f"Het deel {name} van het grootboek is veranderd. Zet een kopie terug.")
        return len(lines)

    def parts(self, columns: Iterable[str] | None = None, only: pa.Array | None = None) -> Iterator[pa.Table]:
        """The entries, part by part, in the order in which they were booked. ``only``: of these dossiers."""
        names = None if columns is None else list(columns)
        for (name,) in list(self._database.execute("SELECT naam FROM delen ORDER BY nummer")):
            path = self.directory / name
            yield (
                pq.read_table(path, columns=names, memory_map=True)
                if only is None
                else _of(path, names, only)
            )

    def of_dossier(self, dossier: str) -> pa.Table:
        """All entries of one dossier, in the order in which they were booked."""
        found = [
            pq.read_table(self.directory / name, filters=[("dossier_id", "=", dossier)])
            for (name,) in list(self._database.execute("SELECT naam FROM delen ORDER BY nummer"))
        ]
        return pa.concat_tables(found) if found else SCHEMA.empty_table()

    def last_run(self) -> Run | None:
        """What the last run was made with."""
        kept = dict(self._database.execute("SELECT sleutel, waarde FROM stand"))
        return Run(kept["huishoudens"], kept["regels"], kept["beleid"]) if kept else None

    def fingerprints(self) -> Marks:
        """Of every dossier a number that changes with its income."""
        found = self._database.execute("SELECT dossier_id, inkomen FROM vingerafdruk")
        ids, marks = [pa.array([], pa.string())], [np.empty(0, np.int64)]
        while lines := found.fetchmany(ROW_GROUP):
            ids.append(pa.array([line[0] for line in lines], pa.string()))
            marks.append(np.array([line[1] for line in lines], np.int64))
        return Marks(pa.concat_arrays(ids), np.concatenate(marks))

    def dossiers(self) -> pa.Table:
        """Every dossier with how many entries it has, in order: ``dossier_id``, ``regels``."""
        parts = [SCHEMA.empty_table().select(["dossier_id"]), *self.parts(["dossier_id"])]
        found = [part.group_by("dossier_id").aggregate([([], "count_all")]) for part in parts]
        summed = pa.concat_tables(found).group_by("dossier_id").aggregate([("count_all", "sum")])
        return summed.rename_columns({"count_all_sum": "regels"}).sort_by("dossier_id")

    @contextmanager
    def booking(self, day: str) -> Iterator["Booking"]:
        """A run that books: all of it counts at the end, or nothing. Raises LedgerBusy.

        What a booking rests on must be read inside it: nobody else books between reading and booking.
        """
        try:
            self._database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            raise LedgerBusy("Een andere opdracht boekt in dit grootboek. Wacht tot die klaar is.") from None
        number = self._database.execute("SELECT coalesce(max(nummer), 0) + 1 FROM delen").fetchone()[0]
        for left in self.directory.glob(part(self.directory / "deel-*.parquet", "*").name):
            left.unlink()  # of a run that was killed; nobody else writes while the ledger is ours
        booking = Booking(self.directory / f"deel-{number:06}.parquet")
        try:
            yield booking
            if booking.close():
                self._add_part(number, booking, day)
            self._keep(booking)
            self._database.execute("COMMIT")
        except BaseException:
            if self._database.in_transaction:  # else all of it counts: an interrupt came just after
                self._database.execute("ROLLBACK")
                booking.abandon()
            raise

    def _add_part(self, number: int, booking: "Booking", day: str) -> None:
        before = self._database.execute("SELECT keten FROM delen WHERE nummer = ?", (number - 1,)).fetchone()
        name, digest = booking.path.name, sha256(booking.path)
        chain = _link(before[0] if before else "", name, digest)
        self._database.execute(
            "INSERT INTO delen VALUES (?, ?, ?, ?, ?, ?)", (number, name, booking.rows, digest, chain, day)
        )

    def _keep(self, booking: "Booking") -> None:
        if booking.run is None:
            return
        put = "INSERT INTO stand VALUES (?, ?) ON CONFLICT (sleutel) DO UPDATE SET waarde = excluded.waarde"
        self._database.executemany(put, booking.run.pairs().items())
        put = (
            "INSERT INTO vingerafdruk VALUES (?, ?) "
            "ON CONFLICT (dossier_id) DO UPDATE SET inkomen = excluded.inkomen"
        )
        for found in booking.fingerprints:
            self._database.executemany(put, zip(found.ids.to_pylist(), found.marks.tolist(), strict=True))
        self._database.executemany(
            "DELETE FROM vingerafdruk WHERE dossier_id = ?",
            ((dossier,) for dossier in booking.forgotten.to_pylist()),
        )


class Booking:
    """What one run adds. ``fingerprints``: of the dossiers that were computed again. ``forgotten``: dossiers
    that have no income any more.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.rows = path, 0
        self.run: Run | None = None
        self.fingerprints: list[Marks] = []
        self.forgotten = pa.array([], pa.string())
        self._writer: pq.ParquetWriter | None = None
        self._waiting: list[pa.RecordBatch] = []

    def write(self, batch: pa.RecordBatch) -> None:
        """The next entries."""
        self.rows += batch.num_rows
        self._waiting.append(batch)
        if sum(one.num_rows for one in self._waiting) >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        if not self._waiting:
            return
        if self._writer is None:
            texts = [one.name for one in SCHEMA if pa.types.is_string(one.type) and one.name != "oorzaak"]
            self._writer = pq.ParquetWriter(
                part(self.path),
                SCHEMA,
                compression=COMPRESSION,
                use_dictionary=texts,
                store_decimal_as_integer=True,
            )
        self._writer.write_table(pa.Table.from_batches(self._waiting), row_group_size=ROW_GROUP)
        self._waiting = []

    def close(self) -> bool:
        """Give the part its name; False when there is nothing in it."""
        if self.rows:
            self._flush()
        if self._writer is None:
            return False
        self._writer.close()
        self._writer = None
        publish(self.path)
        return True

    def abandon(self) -> None:
        """Leave no trace of a part that does not count."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(OSError):  # a full disk must not hide why the booking broke off
                writer.close()
        part(self.path).unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)


def _of(path: Path, names: list[str] | None, only: pa.Array) -> pa.Table:
    """The entries of some dossiers; of a row group without them nothing but the dossiers is read."""
    found = [SCHEMA.empty_table() if names is None else SCHEMA.empty_table().select(names)]
    if not len(only):
        return found[0]
    low, high = pc.min_max(only).as_py().values()
    with (
        pq.ParquetFile(path, memory_map=True, read_dictionary=["dossier_id"]) as coded,
        pq.ParquetFile(path, memory_map=True) as file,
    ):
        for group in range(file.num_row_groups):
            if _outside(file.metadata.row_group(group), low, high):
                continue
            dossier = coded.read_row_group(group, columns=["dossier_id"]).column(0).unify_dictionaries()
            codes = dossier.combine_chunks()
            keep = pc.is_in(codes.dictionary, only).take(codes.indices)
            if pc.any(keep).as_py():
                table = file.read_row_group(group, columns=names)
                found.append(table.filter(keep).cast(found[0].schema))
    return pa.concat_tables(found)


def _outside(group: Any, low: str, high: str) -> bool:
    """Whether the file itself says that none of the dossiers is in a row group."""
    known = group.column(SCHEMA.get_field_index("dossier_id")).statistics
    return bool(known is not None and known.has_min_max and (known.max < low or high < known.min))


def sha256(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _link(before: str, name: str, digest: str) -> str:
    return hashlib.sha256(f"{before} {name} {digest}".encode()).hexdigest()
