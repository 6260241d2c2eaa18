"""Sorting on disk, for files in which the rows of a dossier do not stand together.

Rows go to partitions by dossier, so that each partition holds whole histories; results go to
buckets by their place in the file, so that each bucket can be put back in order. Memory holds one
partition or one bucket. All files are temporary.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path

import numpy as np
import pyarrow as pa

from regels.tabel.canonical import INDEX, Rows
from regels.tabel.dossier import row_hashes
from regels.tabel.flow import close
from regels.tabel.header import DOSSIER
from regels.tabel.history import dossiers_together
from regels.tabel.integers import Ints, as_int64
from regels.tabel.rejects import Problem, Reject

PARTITION_ROWS = 262_144
MOST_FILES = 128
"""Files open at once; beyond this partitions become larger instead."""

_INT_FIELDS = ("index", "row", "problem")
_REJECT_SCHEMA = pa.schema(
    [(f.name, pa.int64() if f.name in _INT_FIELDS else pa.string()) for f in fields(Reject)]
)


def part_count(rows: int, part_rows: int) -> int:
    """Into how many files to divide."""
    return min(max(1, -(-rows // part_rows)), MOST_FILES)


class Files:
    """Arrow files by number, written in pieces and then read back one by one."""

    def __init__(self, directory: Path, name: str) -> None:
        self._directory, self._name = directory, name
        self._writers: dict[int, pa.RecordBatchFileWriter] = {}
        self._stack = ExitStack()

    def add(self, number: int, batch: pa.RecordBatch) -> None:
        """More rows for one file; all batches have one schema, without dictionaries."""
        if number not in self._writers:
            writer = pa.ipc.new_file(str(self._path(number)), batch.schema)
            self._writers[number] = self._stack.enter_context(writer)
        self._writers[number].write_batch(batch)

    def close(self) -> None:
        """Nothing more will be added."""
        self._stack.close()

    def take(self, number: int) -> pa.RecordBatch | None:
        """All of one file, which is removed; None when nothing was added."""
        if number not in self._writers:
            return None
        path = self._path(number)
        with pa.OSFile(str(path), "rb") as file, pa.ipc.open_file(file) as reader:
            batch = pa.concat_batches([reader.get_batch(i) for i in range(reader.num_record_batches)])
        path.unlink()
        return batch

    def _path(self, number: int) -> Path:
        return self._directory / f"{self._name}-{number}.arrow"


def partitioned(rows: Iterable[Rows], directory: Path, total: int, part_rows: int) -> Iterator[Rows]:
    """The same rows in partitions in which each dossier is whole and stands together."""
    count = part_count(total, part_rows)
    files, rejects = Files(directory, "deel"), Files(directory, "deel-afgekeurd")
    try:
        for part in rows:
            hashes = row_hashes(part.batch.column(DOSSIER))
            index = as_int64(part.batch.column(INDEX))
            where = np.where(np.asarray(part.batch.column(DOSSIER).is_null()), index, hashes) % count
            for number, piece in by_number(part.batch, where):
                files.add(number, piece)
            first = int(index[0]) if len(index) else 0
            _add_rejects(rejects, part.rejects, where[[reject.index - first for reject in part.rejects]])
    finally:
        close(rows)
        files.close()
        rejects.close()
    for number in range(count):
        batch = files.take(number)
        if batch is not None:
            refused = rejects.take(number)
            yield Rows(dossiers_together(batch), _rejects(refused) if refused else [])


class Restorer:
    """Results in any order, given back in the order of the file."""

    def __init__(self, directory: Path, total: int, part_rows: int) -> None:
        self._count = part_count(total, part_rows)
        self._rows = max(1, -(-total // self._count))
        self._files = Files(directory, "uit")
        self._rejects = Files(directory, "uit-afgekeurd")

    def add(self, index: Ints, batch: pa.RecordBatch, rejects: list[Reject]) -> None:
        """Keep results; ``index``: the place of each row in the file."""
        placed = batch.append_column(INDEX, pa.array(index))
        for number, piece in by_number(placed, index // self._rows):
            self._files.add(number, piece)
        numbers = np.array([reject.index // self._rows for reject in rejects], np.int64)
        _add_rejects(self._rejects, rejects, numbers)

    def restored(self) -> Iterator[tuple[pa.RecordBatch, list[Reject]]]:
        """The results and rejects in order, bucket by bucket."""
        self._files.close()
        self._rejects.close()
        for number in range(self._count):
            batch = self._files.take(number)
            if batch is None:
                continue
            order = np.argsort(as_int64(batch.column(INDEX)), kind="stable")
            kept = self._rejects.take(number)
            rejects = sorted(_rejects(kept), key=lambda reject: reject.index) if kept else []
            place = batch.schema.get_field_index(INDEX)
            yield batch.remove_column(place).take(pa.array(order)), rejects


def by_number(batch: pa.RecordBatch, numbers: Ints) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The rows of each number, in their order."""
    if not batch.num_rows:
        return
    order = np.argsort(numbers, kind="stable")
    arranged = batch.take(pa.array(order))
    found, starts = np.unique(numbers[order], return_index=True)
    for number, start, stop in zip(found.tolist(), starts, [*starts[1:], len(order)], strict=True):
        yield number, arranged.slice(start, stop - start)


def _add_rejects(files: Files, rejects: list[Reject], numbers: Ints) -> None:
    """Keep each reject in the file with its number."""
    for number in np.unique(numbers).tolist():
        files.add(number, _reject_batch([rejects[i] for i in np.flatnonzero(numbers == number).tolist()]))


def _reject_batch(rejects: list[Reject]) -> pa.RecordBatch:
    columns = [[getattr(reject, name) for reject in rejects] for name in _REJECT_SCHEMA.names]
    return pa.RecordBatch.from_arrays(
        [pa.array(values, f.type) for values, f in zip(columns, _REJECT_SCHEMA, strict=True)],
        schema=_REJECT_SCHEMA,
    )


def _rejects(batch: pa.RecordBatch) -> list[Reject]:
    return [Reject(**{**row, "problem": Problem(row["problem"])}) for row in batch.to_pylist()]
