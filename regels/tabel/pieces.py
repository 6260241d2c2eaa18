"""A source in pieces of whole dossiers, each a source itself, so that memory does not grow with the file.

Where the rows of every dossier stand together the pieces are cut from the file as it goes by; where they do
not, the rows are first sorted on disk (``spill``). A worksheet is in memory as a whole already: when its
dossiers do not stand together it is one piece.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.tabel.canonical import INDEX, LINE, Broken, Raw, Rows
from regels.tabel.dossier import dossier_cells, row_hashes, run_starts
from regels.tabel.flow import ahead
from regels.tabel.header import DOSSIER
from regels.tabel.history import RunCheck
from regels.tabel.integers import Ints, as_int64
from regels.tabel.process import Options
from regels.tabel.rejects import Reject
from regels.tabel.source import Source
from regels.tabel.spill import MOST_FILES, part_count, partitioned
from regels.tabel.style import SHEET, Style

NOWHERE = -1
"""The piece of a dossier that is not in the source."""


@dataclass(frozen=True, slots=True)
class Division:
    """Which dossier is in which piece. ``ids``: every dossier once; ``number``: of each its piece.

    ``cuts``: the place of the first row of each piece; None: the rows do not stand together. ``column``: the
    place of the column with the dossier in the header.
    """

    column: int
    ids: pa.Array
    number: Ints
    rows: int
    count: int
    cuts: Ints | None

    def of(self, dossiers: pa.Array) -> Ints:
        """The piece of each dossier, or ``NOWHERE``."""
        place = as_int64(pc.index_in(dossiers, self.ids).fill_null(-1))
        return np.append(self.number, NOWHERE)[place]


@dataclass(slots=True)
class Piece:
    """Rows of whole dossiers, held in memory; a ``Source``.

    ``number``: which piece, as in ``Division``; ``NOWHERE`` when no row has a dossier. ``index``: of each row
    its place in the whole source.
    """

    name: str
    header: tuple[str, ...]
    style: Style
    remarks: list[str]
    number: int
    index: Ints
    raws: list[Raw]

    def read(self, columns: Mapping[str, int]) -> Iterator[Raw]:
        """See ``Source``; only of the columns that were asked of ``pieces``."""
        for raw in self.raws:
            yield Raw({name: raw.columns[str(at)] for name, at in columns.items()}, raw.line, raw.broken)

    def close(self) -> None:
        """There is nothing to let go of."""

    def only(self, dossiers: pa.Array, column: int) -> "Piece":
        """The rows of some dossiers. ``column``: the place of the column with the dossier in the header."""
        raws, kept = [], []
        for raw in self.raws:
            cells = dossier_cells(raw.columns[str(column)], self.name).values.dictionary_encode()
            keep = pc.is_in(cells.dictionary, dossiers).take(cells.indices).fill_null(False)
            kept.append(np.asarray(keep))
            columns = {name: cells.filter(keep) for name, cells in raw.columns.items()}
            place = np.cumsum(kept[-1]) - 1
            broken = {int(place[row]): why for row, why in raw.broken.items() if kept[-1][row]}
            raws.append(Raw(columns, raw.line[kept[-1]], broken))
        return replace(self, index=self.index[np.concatenate(kept)], raws=raws)


def divide(source: Source, column: int, options: Options) -> Division:
    """See in one pass over the column with the dossier how the rows lie, and divide the dossiers."""
    check, names, places = RunCheck(), [pa.array([], pa.string())], [np.empty(0, np.int64)]
    for raw in ahead(source.read({DOSSIER: column})):
        cells = dossier_cells(raw.columns[DOSSIER], source.name).values
        begins = np.flatnonzero(run_starts(cells) & np.asarray(cells.is_valid()))
        names.append(cells.take(pa.array(begins)))
        places.append(begins + check.rows)
        check.add(cells)
    found = pa.concat_arrays(names)
    ids = pc.unique(found)
    if not check.together():
        count = 1 if source.style is SHEET else part_count(check.rows, options.partition_rows)
        return Division(column, ids, row_hashes(ids) % count, check.rows, count, None)
    _, first = np.unique(as_int64(pc.index_in(found, ids)), return_index=True)
    begin = np.concatenate(places)[first]
    size = max(options.batch_rows, -(-check.rows // MOST_FILES))
    _, cuts, number = np.unique(begin // size, return_index=True, return_inverse=True)
    return Division(column, ids, number, check.rows, max(len(cuts), 1), begin[cuts])


def pieces(
    source: Source, columns: Iterable[int], division: Division, options: Options, directory: Path
) -> Iterator[Piece]:
    """The rows, piece by piece; at least one. ``columns``: places in the header of what will be read.

    ``directory``: for temporary files.
    """
    dossier = str(division.column)
    wanted = {str(at): at for at in {*columns, division.column}}
    if division.cuts is not None:
        made: Iterator[tuple[list[Raw], Ints]] = _cut(source.read(wanted), division)
    elif division.count == 1:
        made = iter([(list(source.read(wanted)), np.arange(division.rows))])
    else:
        rows = _rows(source, wanted, dossier)
        parts = partitioned(rows, directory, division.rows, options.partition_rows)
        made = (_raw(part, wanted) for part in parts)
    for raws, index in made:
        yield Piece(
            source.name, tuple(source.header), source.style, source.remarks,
            _number(raws, dossier, division, source.name), index, raws,
        )  # fmt: skip


def _number(raws: list[Raw], dossier: str, division: Division, file: str) -> int:
    for raw in raws:
        cells = dossier_cells(raw.columns[dossier], file).values.drop_null()
        if len(cells):
            return int(division.of(cells[:1])[0])
    return NOWHERE


def _cut(raws: Iterator[Raw], division: Division) -> Iterator[tuple[list[Raw], Ints]]:
    """The rows as they come, cut before the first row of each piece but the first.

    A cut on the edge of a batch leaves no part without rows: Arrow cannot join a cast of one that begins
    beyond its first row.
    """
    assert division.cuts is not None
    cuts, begin, end = division.cuts[1:].tolist(), 0, 0
    held: list[Raw] = []
    for raw in raws:
        while cuts and end + len(raw.line) >= cuts[0]:
            size = cuts.pop(0) - end
            yield [*held, _slice(raw, 0, size)] if size else held, np.arange(begin, end + size)
            begin, end = end + size, end + size
            held, raw = [], _slice(raw, size, len(raw.line))
        if len(raw.line) or not division.rows:
            held.append(raw)
        end += len(raw.line)
    yield held, np.arange(begin, end)


def _slice(raw: Raw, start: int, stop: int) -> Raw:
    return Raw(
        {name: column.slice(start, stop - start) for name, column in raw.columns.items()},
        raw.line[start:stop],
        {place - start: why for place, why in raw.broken.items() if start <= place < stop},
    )


def _rows(source: Source, wanted: Mapping[str, int], dossier: str) -> Iterator[Rows]:
    """Rows as ``partitioned`` takes them: what is broken as rejects, without dictionaries of their own."""
    first = 0
    for raw in source.read(wanted):
        count = len(raw.line)
        columns = {name: _plain(column) for name, column in raw.columns.items()}
        columns[DOSSIER] = dossier_cells(raw.columns[dossier], source.name).values
        columns[INDEX] = pa.array(np.arange(first, first + count, dtype=np.int64))
        columns[LINE] = pa.array(raw.line, pa.int64())
        broken = [
            Reject(
                first + place, int(raw.line[place]), None, "", why.found, why.expected, why.advice,
                why.problem,
            )
            for place, why in sorted(raw.broken.items())
        ]  # fmt: skip
        yield Rows(pa.RecordBatch.from_pydict(columns), broken)
        first += count


def _plain(column: pa.Array) -> pa.Array:
    """A file on disk has one dictionary for all its batches; so none."""
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def _raw(rows: Rows, wanted: Iterable[str]) -> tuple[list[Raw], Ints]:
    index = as_int64(rows.batch.column(INDEX))
    place = {int(at): i for i, at in enumerate(index.tolist())} if rows.rejects else {}
    broken = {
        place[reject.index]: Broken(reject.problem, reject.found, reject.expected, reject.advice)
        for reject in rows.rejects
    }
    columns = {name: rows.batch.column(name) for name in wanted}
    return [Raw(columns, as_int64(rows.batch.column(LINE)), broken)], index
