"""Opening a caseload: a path by its extension, or anything with an Arrow stream."""

from pathlib import Path

from regels.tabel.arrow import BATCH_ROWS, ArrowStream, ParquetSource, StreamSource
from regels.tabel.csv import CsvSource
from regels.tabel.errors import FileMissing, NoTable, UnknownFormat
from regels.tabel.source import Source
from regels.tabel.xlsx import XlsxSource

Input = str | Path | ArrowStream | Source
"""What a caseload may be given as."""


def open_source(given: Input, batch_rows: int = BATCH_ROWS) -> Source:
    """The source for a file name or a stream; an opened source is returned as it is."""
    if isinstance(given, (str, Path)):
        return _open_file(Path(given), batch_rows)
    if isinstance(given, ArrowStream):
        return StreamSource(given, batch_rows=batch_rows)
    if not hasattr(given, "read"):
        raise NoTable(type(given).__name__)
    return given


def _open_file(path: Path, batch_rows: int) -> Source:
    extension = path.suffix.lower()
    if extension not in (".parquet", ".csv", ".xlsx"):
        raise UnknownFormat(str(path), extension)
    if not path.is_file():
        raise FileMissing(str(path))
    match extension:
        case ".parquet":
            return ParquetSource(path, batch_rows)
        case ".csv":
            return CsvSource(path)
    return XlsxSource(path)
