"""The index on disk: one SQLite file made from one data set, which appears whole or not at all."""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import pyarrow as pa

from regels.tabel.atomic import part, publish
from regels.tabel.write import CsvBody
from regels_calculators.anbi.archive import opened
from regels_calculators.anbi.errors import DataSetRefused, IndexMissing
from regels_calculators.anbi.names import normal, words
from regels_calculators.anbi.parse import Parser, Read
from regels_calculators.anbi.records import Refusal

APPLICATION, FORM = 0x414E4249, 1
BLOCK = 5_000
PLACES = 64
"""A word belongs to one name of a decision: ``plek`` is its number times this, plus the place of the name."""

SCHEMA = """
CREATE TABLE over (naam TEXT PRIMARY KEY, waarde TEXT NOT NULL) STRICT;
CREATE TABLE beschikking (
    id INTEGER PRIMARY KEY, regel INTEGER NOT NULL, dossier TEXT NOT NULL, rsin TEXT, nummer TEXT NOT NULL,
    namen TEXT NOT NULL, plaats TEXT NOT NULL, website TEXT NOT NULL, ingang TEXT, intrekking TEXT,
    bezwaar TEXT NOT NULL
) STRICT;
CREATE TABLE naam (
    normaal TEXT NOT NULL, beschikking INTEGER NOT NULL, PRIMARY KEY (normaal, beschikking)
) STRICT, WITHOUT ROWID;
CREATE TABLE woord (
    woord TEXT NOT NULL, plek INTEGER NOT NULL, PRIMARY KEY (woord, plek)
) STRICT, WITHOUT ROWID;
"""
INDEX = "CREATE INDEX op_rsin ON beschikking (rsin) WHERE rsin IS NOT NULL;"
REFUSAL_COLUMNS = ("regel", "dossier_nummer", "veld", "gevonden", "verwacht", "wat_te_doen")


@dataclass(frozen=True, slots=True)
class About:
    """Which data set an index is of. ``set_apart``: records that cannot decide anything."""

    file: str
    dated: date
    records: int
    set_apart: int


@dataclass(frozen=True, slots=True)
class Report:
    """What came of reading. ``strange``: unknown fields; ``before``: the index that was replaced."""

    about: About
    refusals: tuple[Refusal, ...]
    strange: tuple[str, ...]
    before: About | None


def default_index() -> Path:
    """``$REGELS_ANBI``, else ``regels/anbi.sqlite`` in the user's directory for data."""
    own = os.environ.get("REGELS_ANBI")
    if own:
        return Path(own)
    shared = os.environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share") / "regels" / "anbi.sqlite"


def refusals_path(index: Path) -> Path:
    """Where the reasons for records that were set apart are written."""
    return index.with_name(f"{index.name}.afgekeurd.csv")


def read(source: Path, index: Path, dated: date | None = None) -> Report:
    """Make the index of a data set, in the place of the one that was there.

    ``dated``: the day the data set is of, when the zip does not say so or says it wrong.
    Raises DataSetRefused; then the index that was there is untouched.
    """
    before = _about(index)
    index.parent.mkdir(parents=True, exist_ok=True)
    hidden = part(index)
    hidden.unlink(missing_ok=True)
    try:
        with opened(source) as data:
            day = dated or data.dated
            if day is None:
                found = "de zip zegt niet van welke dag de gegevens zijn"
                raise DataSetRefused(str(source), found, "Geef die dag op, zoals --datum 2026-07-01.")
            parser = Parser(str(source))
            refusals: list[Refusal] = []
            with closing(sqlite3.connect(hidden, isolation_level=None)) as base:
                about = _fill(base, parser.read(data.chunks), refusals, data.name, day)
        if about.records == about.set_apart:
            raise DataSetRefused(str(source), "er staat geen beschikking in die te lezen is")
        _write_refusals(index, refusals)
        publish(index)
    finally:
        hidden.unlink(missing_ok=True)
    return Report(about, tuple(refusals), tuple(sorted(parser.strange)), before)


def connect(index: Path) -> sqlite3.Connection:
    """The index for reading only. Raises IndexMissing."""
    if not index.is_file():
        raise IndexMissing(str(index), "er is nog geen index")
    base = sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro", uri=True)
    try:
        marks = [base.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    except sqlite3.DatabaseError:
        marks = []
    if marks != [APPLICATION, FORM]:
        base.close()
        raise IndexMissing(str(index), "dit is geen index van deze versie")
    return base


def about(base: sqlite3.Connection) -> About:
    """Which data set an opened index is of."""
    facts = dict(base.execute("SELECT naam, waarde FROM over"))
    return About(
        facts["bestand"], date.fromisoformat(facts["datum"]), int(facts["records"]), int(facts["apart"])
    )


def _about(index: Path) -> About | None:
    try:
        with closing(connect(index)) as base:
            return about(base)
    except IndexMissing:
        return None


def _fill(
    base: sqlite3.Connection, found: Iterable[Read], refusals: list[Refusal], name: str, day: date
) -> About:
    base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {SCHEMA}")
    base.execute("BEGIN")
    apart = number = 0
    for block in _blocks(found):
        rows = []
        names: set[tuple[str, int]] = set()
        parts: set[tuple[str, int]] = set()
        for record, wrong in block:
            number += 1
            apart += bool(record.objection)
            refusals += wrong
            start, end = (day and day.isoformat() for day in (record.start, record.end))
            rows.append((number, record.line, record.dossier, record.rsin, record.number,
                         json.dumps(record.names, ensure_ascii=False), record.place, record.website,
                         start, end, record.objection))  # fmt: skip
            for place, plain in enumerate(filter(None, map(normal, record.names))):
                names.add((plain, number))
                spot = number * PLACES + min(place, PLACES - 1)
                parts.update((word, spot) for word in words(plain))
        base.executemany("INSERT INTO beschikking VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
        base.executemany("INSERT INTO naam VALUES (?,?)", sorted(names))
        base.executemany("INSERT INTO woord VALUES (?,?)", sorted(parts))
    facts = {"bestand": name, "datum": day.isoformat(), "records": str(number), "apart": str(apart)}
    base.executemany("INSERT INTO over VALUES (?,?)", facts.items())
    base.execute("COMMIT")
    base.executescript(f"{INDEX} PRAGMA application_id={APPLICATION}; PRAGMA user_version={FORM};")
    return About(name, day, number, apart)


def _blocks(found: Iterable[Read]) -> Iterator[list[Read]]:
    rest = iter(found)
    while block := list(islice(rest, BLOCK)):
        yield block


def _write_refusals(index: Path, refusals: list[Refusal]) -> None:
    path = refusals_path(index)
    if not refusals:
        path.unlink(missing_ok=True)
        return
    columns = [
        pa.array([getattr(refusal, name) for refusal in refusals])
        for name in ("line", "dossier", "field", "found", "expected", "advice")
    ]
    batch = pa.RecordBatch.from_arrays(columns, list(REFUSAL_COLUMNS))
    body = CsvBody(part(path), batch.schema)
    body.write(batch)
    body.close()
    publish(path)
