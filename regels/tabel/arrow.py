"""Parquet files and Arrow streams as sources."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, runtime_checkable

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from regels.tabel.canonical import Raw
from regels.tabel.errors import FileMissing, Unreadable
from regels.tabel.style import ARROW, Style

BATCH_ROWS = 131_072
_IN_MEMORY = ("pyarrow", "pandas", "polars")


@runtime_checkable
class ArrowStream(Protocol):
    """Anything that gives an Arrow stream: pandas, polars, DuckDB, pyarrow."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The stream, as a PyCapsule."""


class ParquetSource:
    """A Parquet file as a ``Source``; memory holds a few batches."""

    style: Style = ARROW

    def __init__(self, path: Path, batch_rows: int = BATCH_ROWS) -> None:
        if not path.is_file():
            raise FileMissing(str(path))
        self.name = str(path)
        self.remarks: list[str] = []
        self._path = path
        self._batch_rows = batch_rows
        try:
            self._schema = pq.read_schema(path)
        except (pa.ArrowInvalid, OSError) as error:
            raise self._unreadable(error) from error
        self.header = tuple(self._schema.names)

    def read(self, columns: Mapping[str, int]) -> Iterator[Raw]:
        """See ``Source``."""
        names = [self.header[place] for place in columns.values()]
        texts = [name for name in names if _is_text(self._schema.field(name).type)]
        try:
            with pq.ParquetFile(self._path, memory_map=True, read_dictionary=texts) as file:
                yield from _numbered(file.iter_batches(self._batch_rows, columns=names), list(columns), names)
        except (pa.ArrowInvalid, OSError) as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: Exception) -> Unreadable:
        return Unreadable(self.name, "Parquet", str(error).splitlines()[0].rstrip("."))

    def close(self) -> None:
        """Nothing is kept open between reads."""


class StreamSource:
    """Anything with an Arrow stream as a ``Source``.

    A frame of pyarrow, pandas or polars is in memory already and is used as it is. Any other stream may
    come by only once, so it is first written to a temporary file.
    """

    style: Style = ARROW

    def __init__(self, stream: ArrowStream, name: str = "tabel", batch_rows: int = BATCH_ROWS) -> None:
        self.name = name
        self.remarks: list[str] = []
        self._batch_rows = batch_rows
        self._directory: TemporaryDirectory[str] | None = None
        self._table: pa.Table | None = None
        module = type(stream).__module__.split(".")[0]
        if module in _IN_MEMORY and not isinstance(stream, pa.RecordBatchReader):
            self._table = pa.table(stream)
            schema = self._table.schema
        else:
            schema = self._spill(pa.RecordBatchReader.from_stream(stream))
        self.header = tuple(schema.names)

    def read(self, columns: Mapping[str, int]) -> Iterator[Raw]:
        """See ``Source``."""
        names = [f"{place}" for place in columns.values()]
        if self._table is not None:
            numbered = self._table.rename_columns([str(i) for i in range(len(self.header))]).select(names)
            yield from _numbered(iter(numbered.to_batches(self._batch_rows)), list(columns), names)
            return
        with pa.memory_map(str(self._file()), "r") as file, pa.ipc.open_file(file) as reader:
            batches = (reader.get_batch(i) for i in range(reader.num_record_batches))
            yield from _numbered(batches, list(columns), names)

    def close(self) -> None:
        """Remove the temporary file."""
        if self._directory:
            self._directory.cleanup()
            self._directory = None

    def _file(self) -> Path:
        assert self._directory is not None, "de bron is al gesloten"
        return Path(self._directory.name) / "stroom.arrow"

    def _spill(self, reader: pa.RecordBatchReader) -> pa.Schema:
        self._directory = TemporaryDirectory(prefix="regels-")
        schema = pa.schema([f.with_name(str(i)) for i, f in enumerate(reader.schema)])
        with pa.ipc.new_file(str(self._file()), schema) as writer:
            for batch in reader:
                for start in range(0, batch.num_rows, self._batch_rows):
                    part = batch.slice(start, self._batch_rows)
                    writer.write_batch(pa.RecordBatch.from_arrays(part.columns, schema=schema))
        return reader.schema


def _is_text(type: pa.DataType) -> bool:
    return bool(pa.types.is_string(type) or pa.types.is_large_string(type))


def _plain(array: pa.Array) -> pa.Array:
    """Text as polars hands it over (views) as ordinary text: Arrow cannot pick rows out of views."""
    return array.cast(pa.string()) if pa.types.is_string_view(array.type) else array


def _numbered(batches: Iterator[pa.RecordBatch], ours: list[str], theirs: list[str]) -> Iterator[Raw]:
    """Rows numbered from 1; an empty batch when there are none."""
    first = 1
    for batch in batches:
        line = np.arange(first, first + batch.num_rows, dtype=np.int64)
        yield Raw({our: _plain(batch.column(name)) for our, name in zip(ours, theirs, strict=True)}, line)
        first += batch.num_rows
    if first == 1:
        yield Raw({our: pa.array([], pa.null()) for our in ours}, np.empty(0, np.int64))
