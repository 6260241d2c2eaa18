"""Writing results to parquet, csv or xlsx, with the rejected rows beside them.

All files of one run appear together when it is complete; until then they have a hidden temporary
name in the same directory. A run that fails leaves what was there before.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from regels.tabel.atomic import part, publish, writing
from regels.tabel.csv_text import BOM, csv_bytes, header_bytes
from regels.tabel.errors import CannotWrite, UnknownFormat
from regels.tabel.rejects import Reject
from regels.tabel.sink import About
from regels.tabel.write_parquet import ParquetBody
from regels.tabel.write_xlsx import XlsxBody, check_rows

REJECT_COLUMNS = ("regel", "dossier_id", "veld", "gevonden", "verwacht", "wat_te_doen")


class Body(Protocol):
    """Writes one kind of file."""

    def write(self, batch: pa.RecordBatch) -> None:
        """The next rows."""

    def close(self) -> None:
        """Complete the file."""

    def abandon(self) -> None:
        """Let go of the file as it is."""


class CsvBody:
    """Dutch csv: semicolons, decimal commas, dates as 2026-07-01, ja/nee, UTF-8 with a byte order mark.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._file = path.open("wb")
        self._file.write(BOM + header_bytes(schema.names))

    def write(self, batch: pa.RecordBatch) -> None:
        """The next rows."""
        self._file.write(csv_bytes(batch))

    def close(self) -> None:
        """Complete the file."""
        self._file.close()

    def abandon(self) -> None:
        """Let go of the file as it is."""
        self._file.close()


def rejects_path(path: Path) -> Path:
    """Where the reasons for rejected rows of result ``path`` go."""
    return path.with_name(f"{path.name}.afgekeurd.csv")


def meta_path(path: Path) -> Path:
    """Where a csv result says with what it was made."""
    return path.with_name(f"{path.name}.meta.json")


class FileSink:
    """A ``Sink`` to a file by its extension; see ``rejects_path`` and ``meta_path`` for what is beside it.

    Without rejected rows there is no file of rejects, and one of an earlier run is removed.
    """

    def __init__(self, path: str | Path, about: About) -> None:
        self.path: Path = Path(path)
        if self.path.suffix.lower() not in (".parquet", ".csv", ".xlsx"):
            raise UnknownFormat(str(self.path), self.path.suffix)
        self._about = about
        self._body: Body | None = None
        self._rejects: CsvBody | None = None

    def start(self, rows: int) -> None:
        """See ``Sink``; refuses more rows than a sheet holds, and a place where nothing can be written."""
        if self.path.suffix.lower() == ".xlsx":
            check_rows(self.path, rows)
        if self.path.is_dir():
            raise CannotWrite(str(self.path), "er staat een map met deze naam")
        with writing(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part(self.path).touch()

    def write(self, batch: pa.RecordBatch) -> None:
        """See ``Sink``."""
        with writing(self.path):
            if self._body is None:
                self._body = self._new_body(batch.schema)
            self._body.write(batch)

    def reject(self, rejects: Sequence[Reject]) -> None:
        """See ``Sink``."""
        if not rejects:
            return
        batch = reject_rows(rejects)
        with writing(rejects_path(self.path)):
            if self._rejects is None:
                self._rejects = CsvBody(part(rejects_path(self.path)), batch.schema)
            self._rejects.write(batch)

    def finish(self) -> None:
        """See ``Sink``; the result itself is renamed last."""
        with writing(self.path):
            self._publish()

    def _publish(self) -> None:
        assert self._body is not None, "een uitkomst heeft minstens één blok, al is het leeg"
        self._body.close()
        self._body = None
        beside = [rejects_path(self.path)] if self._rejects else []
        if self._rejects:
            self._rejects.close()
            self._rejects = None
        else:
            rejects_path(self.path).unlink(missing_ok=True)
        if self.path.suffix.lower() == ".csv":
            meta = json.dumps(self._about.pairs(), ensure_ascii=False, indent=2)
            part(meta_path(self.path)).write_text(meta + "\n", "utf-8")
            beside.append(meta_path(self.path))
        for path in (*beside, self.path):
            publish(path)

    def discard(self) -> None:
        """See ``Sink``."""
        for body in (self._body, self._rejects):
            if body is not None:
                with suppress(OSError):  # a full disk must not hide why the run broke off
                    body.abandon()
        self._body = self._rejects = None
        for path in (self.path, rejects_path(self.path), meta_path(self.path)):
            with suppress(OSError):
                part(path).unlink(missing_ok=True)

    def _new_body(self, schema: pa.Schema) -> Body:
        path = part(self.path)
        match self.path.suffix.lower():
            case ".parquet":
                return ParquetBody(path, schema, self._about)
            case ".csv":
                return CsvBody(path, schema)
        return XlsxBody(path, schema, self._about)


def reject_rows(rejects: Sequence[Reject]) -> pa.RecordBatch:
    """Rejects as rows of the file of rejects."""
    columns = [
        pa.array([reject.row for reject in rejects], pa.int64()),
        *(
            pa.array([getattr(reject, name) for reject in rejects], pa.string())
            for name in ("dossier", "field", "found", "expected", "advice")
        ),
    ]
    return pa.RecordBatch.from_arrays(columns, list(REJECT_COLUMNS))
