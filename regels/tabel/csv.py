"""Reading csv: Dutch (semicolon and decimal comma) or English (comma and decimal point), in blocks."""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv

from regels.tabel.canonical import Raw
from regels.tabel.csv_lines import Lines, complete, divide
from regels.tabel.errors import (
    BrokenHeader,
    EmptyFile,
    FileMissing,
    UnknownEncoding,
    UnknownSeparator,
    Unreadable,
)
from regels.tabel.flow import ahead, ordered_map
from regels.tabel.source import blank_remark
from regels.tabel.style import DUTCH_CSV, ENGLISH_CSV, Style

BLOCK_BYTES = 8 << 20
_SCAN_BYTES = 1 << 20
_HEADER_BYTES = 1 << 20
_FIELD_NAMES = "k"
_PARSERS = 2


class CsvSource:
    """A csv file as a ``Source``; memory holds one block. Lines without any value are no rows."""

    style: Style

    def __init__(self, path: Path, block_bytes: int = BLOCK_BYTES) -> None:
        if not path.is_file():
            raise FileMissing(str(path))
        self.name = str(path)
        self.remarks: list[str] = []
        self._path = path
        self._block_bytes = block_bytes
        self._encoding = _encoding(path)
        self._open_header()

    def _open_header(self) -> None:
        with self._path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
        self._begin = 3 if head.startswith(codecs.BOM_UTF8) else 0
        self._line = 1
        end = _row_end(head, self._begin)
        while end > self._begin and _is_preamble(head[self._begin : end]):
            self._begin, self._line = end, self._line + 1
            end = _row_end(head, end)
        header = head[self._begin : end].rstrip(b"\r\n")
        if not header.strip():
            raise EmptyFile(self.name)
        text = header.decode(self._encoding)
        self._separator = b";" if b";" in header else b","
        if self._separator not in header:
            raise UnknownSeparator(self.name, text[:60])
        names = _names(text, self._separator.decode())
        if names is None:
            raise BrokenHeader(self.name, text[:60])
        self.header = names
        self._line += _newline_count(header) + 1
        self._begin = end
        self.style = DUTCH_CSV if self._separator == b";" else ENGLISH_CSV

    def read(self, columns: Mapping[str, int]) -> Iterator[Raw]:
        """See ``Source``."""
        blank = 0
        for raw, skipped in ordered_map(
            partial(self._raw, columns=columns), ahead(self._blocks(), 1), _PARSERS
        ):
            blank += skipped
            yield raw
        self.remarks = blank_remark(blank)

    def close(self) -> None:
        """Nothing is kept open between reads."""

    def _blocks(self) -> Iterator[Lines]:
        line = self._line
        with self._path.open("rb") as file:
            file.seek(self._begin)
            rest = b""
            while True:
                read = file.read(self._block_bytes)
                data = rest + read
                size = complete(data) if read else len(data)
                whole, rest = data[:size], data[size:]
                if whole or not read:
                    lines = divide(self._utf8(whole), self._separator, len(self.header), line)
                    line += lines.newlines
                    yield lines
                if not read:
                    return

    def _utf8(self, data: bytes) -> bytes:
        return data if self._encoding == "utf-8" else data.decode(self._encoding).encode("utf-8")

    def _raw(self, lines: Lines, columns: Mapping[str, int]) -> tuple[Raw, int]:
        if not len(lines.line):
            return Raw({name: pa.array([], pa.string()) for name in columns}, lines.line), lines.blank
        wanted = [f"{_FIELD_NAMES}{place}" for place in columns.values()]
        table = _table(lines.data, self._separator, len(self.header), wanted)
        assert table.num_rows == len(lines.line), "Arrow en wij delen de regels anders in"
        arrays = {
            name: table.column(i).combine_chunks()
            if table.column(i).num_chunks != 1
            else table.column(i).chunk(0)
            for i, name in enumerate(columns)
        }
        return Raw(arrays, lines.line, lines.broken), lines.blank


def _table(data: bytes, separator: bytes, fields: int, wanted: list[str]) -> pa.Table:
    names = [f"{_FIELD_NAMES}{i}" for i in range(fields)]
    return arrow_csv.read_csv(
        pa.BufferReader(data),
        arrow_csv.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=names),
        arrow_csv.ParseOptions(
            delimiter=separator.decode(), newlines_in_values=b'"' in data, ignore_empty_lines=fields > 1
        ),
        arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(wanted, pa.string()),
            include_columns=wanted,
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=[""],
            check_utf8=False,
        ),
    )


def _names(header: str, separator: str) -> tuple[str, ...] | None:
    """The names in the header line; None when its quotes do not pair."""
    try:
        return tuple(next(csv.reader(io.StringIO(header, newline=""), delimiter=separator, strict=True)))
    except csv.Error:
        return None


def _encoding(path: Path) -> str:
    """UTF-8 when the whole file is; else Windows-1252, which Dutch Excel writes."""
    with path.open("rb") as file:
        start = file.read(4)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or b"\0" in start:
        raise UnknownEncoding(str(path), "UTF-16")
    detail = ""
    for encoding in ("utf-8", "cp1252"):
        try:
            _decode_all(path, encoding)
        except UnicodeDecodeError as error:
            detail = f"byte {error.object[error.start]:#04x} past niet in {error.encoding}"
        else:
            return encoding
    raise UnknownEncoding(str(path), detail)


def _decode_all(path: Path, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while data := file.read(_SCAN_BYTES):
            if b"\0" in data:
                raise Unreadable(str(path), "csv", "er staan nul-tekens in")
            decoder.decode(data)
    decoder.decode(b"", True)


def _row_end(data: bytes, start: int) -> int:
    """Just after the first row: past its newline outside quotes."""
    inside = False
    for at in range(start, len(data)):
        byte = data[at]
        if byte == 34:
            inside = not inside
        elif not inside and (byte == 10 or (byte == 13 and data[at + 1 : at + 2] != b"\n")):
            return at + 1
    return len(data)


def _is_preamble(row: bytes) -> bool:
    """A blank line, or the line ``sep=;`` that Excel writes above the header."""
    line = row.strip()
    return not line.strip(b";,") or (line.lower().startswith(b"sep=") and len(line) == 5)


def _newline_count(data: bytes) -> int:
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
