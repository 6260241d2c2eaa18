"""The income of a run, from a feed of payments or as income per month, piece by piece to disk.

Of every dossier the fingerprint of its income is held beside that of the last run. Only the income of
dossiers that must be computed is kept, in a file for each piece of the households.
"""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.errors import RegelsError
from regels.tabel.arrow import ArrowStream, ParquetSource, StreamSource
from regels.tabel.flow import ahead
from regels.tabel.pieces import NOWHERE, Division, divide, pieces
from regels.tabel.process import Options, temporary
from regels.tabel.source import Source
from regels.tabel.spill import Files, by_number
from regels_calculators.doorrekenen.cents import Ints
from regels_calculators.grootboek.entries import days_of
from regels_calculators.grootboek.fingerprint import fingerprints
from regels_calculators.grootboek.groups import NONE, at, codes
from regels_calculators.grootboek.income import KINDS, Rows, missing_column, read_income
from regels_calculators.grootboek.store import Marks
from regels_calculators.inkomen.stream import Feed, Tally, income_in_pieces


class FromTheFuture(RegelsError):
    """A record was received after the day of the run; give that day with ``--datum``."""


@dataclass(frozen=True, slots=True)
class Given:
    """The income as it was given: a Parquet file or Arrow stream of income per month, or a ``Feed``.

    ``day``: of the run; nothing may have been received after it.
    """

    income: Any
    day: date
    options: Options

    def rows(self, tally: Tally) -> Generator[Rows, None, None]:
        """The rows, in pieces of whole dossiers, each dossier in one. ``tally``: is kept of a feed.

        Raises BadIncome, FromTheFuture and TableError.
        """
        if isinstance(self.income, Feed):
            tables = income_in_pieces(self.income, tally, self.options)
        else:
            tables = _months(self.income, self.options)
        with closing(tables):
            for table in tables:
                rows = read_income(table)
                _refuse_future(rows, self.day)
                yield rows


def _refuse_future(rows: Rows, day: date) -> None:
    latest = np.where(rows.received_on.known, rows.received_on.day, 0)
    if len(latest) and int(latest.max()) > days_of(day):
        raise FromTheFuture(
            f"Er is inkomen ontvangen na {day}. Geef met --datum de dag waarop dit is wat de gemeente weet."
        )


def _months(given: Any, options: Options) -> Generator[pa.Table, None, None]:
    """Income per month as it is given, in pieces."""
    source = _opened(given, options)
    try:
        missing_column(source.header)
        places = {name: source.header.index(name) for name in KINDS}
        division = divide(source, places["dossier_id"], options)
        with temporary(options) as directory:
            for piece in ahead(pieces(source, places.values(), division, options, directory), 1):
                raws = list(piece.read(places))
                yield pa.table(
                    {name: pa.chunked_array([raw.columns[name] for raw in raws]) for name in KINDS}
                )
    finally:
        source.close()


def _opened(given: Any, options: Options) -> Source:
    if isinstance(given, str | Path):
        return ParquetSource(Path(given), options.batch_rows)
    stream = given if isinstance(given, ArrowStream) else pa.table(given)
    return StreamSource(stream, batch_rows=options.batch_rows)


@dataclass(slots=True)
class Arrived:
    """The income of a run on disk. ``changed``: dossiers of the households that have another income than at
    the last run, or all with income; ``number``: of each its piece.

    ``marks``: fingerprints to remember. ``gone``: dossiers of the last run that have no income now.
    ``absent``: how many dossiers with income are not among the households.
    """

    changed: pa.Array
    number: Ints
    marks: list[Marks]
    gone: pa.Array
    absent: int
    files: Files

    def of(self, number: int) -> Rows:
        """The rows of a piece of the households; may be asked once."""
        batch = None if number == NOWHERE else self.files.take(number)
        empty = pa.table({name: pa.array([], kind) for name, kind in KINDS.items()})
        return read_income(empty if batch is None else pa.Table.from_batches([batch]))

    def computed(self, number: int) -> pa.Array:
        """Of a piece the dossiers that changed."""
        return self.changed.filter(pa.array(self.number == number))


def arrive(
    given: Given, division: Division, before: Marks, *, every: bool, tally: Tally, directory: Path
) -> Arrived:
    """Take all income in. ``division``: of the households; ``before``: the fingerprints of the last run."""
    files = Files(directory, "inkomen")
    found = Arrived(pa.array([], pa.string()), np.empty(0, np.int64), [], before.ids, 0, files)
    changed, seen = [found.changed], np.zeros(len(before.ids), np.bool_)
    with closing(given.rows(tally)) as made, closing(files):
        for rows in made:
            marks, place, number = fingerprints(rows), codes(rows.ids, before.ids), division.of(rows.ids)
            seen[place[place != NONE]] = True
            same = at(before.marks, place) == marks
            wanted = (number != NOWHERE) & (every | (place == NONE) | ~same)
            found.absent += int((number == NOWHERE).sum())
            remember = wanted | every
            found.marks.append(Marks(rows.ids.filter(pa.array(remember)), marks[remember]))
            changed.append(rows.ids.filter(pa.array(wanted)))
            _keep(rows, wanted, number, files)
    found.gone = before.ids.filter(pa.array(~seen))
    here = pa.array(division.of(found.gone) != NOWHERE)
    found.changed = pa.concat_arrays([*changed, found.gone.filter(here)])
    found.number = division.of(found.changed)
    return found


def _keep(rows: Rows, wanted: Any, number: Ints, files: Files) -> None:
    """The rows of the wanted dossiers to the file of their piece."""
    owner = codes(pc.cast(rows.table["dossier_id"], pa.string()).combine_chunks(), rows.ids)
    mine = np.flatnonzero(wanted[owner])
    for batch in rows.table.take(pa.array(mine)).combine_chunks().to_batches():
        for piece, part in by_number(batch, number[owner[mine]]):
            files.add(piece, part)
