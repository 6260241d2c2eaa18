"""Reading xlsx: the sheet ``caseload``, or the first one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, ZipError

from regels.tabel.canonical import Raw
from regels.tabel.dossier import EXCEL_DIGITS
from regels.tabel.errors import EmptyFile, FileMissing, SheetMissing, Unreadable
from regels.tabel.integers import Ints
from regels.tabel.source import blank_remark
from regels.tabel.style import SHEET, Style

SHEET_NAME = "caseload"
_BLOCK_ROWS = 16_384
_KINDS = {
    "text": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "date": pa.date32(),
    "time": pa.timestamp("us"),
    "bool": pa.bool_(),
    "error": pa.string(),
}
_ERROR_CELL = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*>')
_REFERENCE = re.compile(rb'\br="([A-Z]+)([0-9]+)"')


@dataclass(frozen=True, slots=True)
class _ErrorCell:
    """A cell with an error, such as #N/B."""

    text: str


@dataclass(frozen=True, slots=True)
class _Block:
    """Consecutive rows; ``line``: their rows in the sheet."""

    columns: list[pa.Array]
    line: Ints


class XlsxSource:
    """A workbook as a ``Source``. It is read whole, a sheet has at most 1,048,576 rows.

    The kind of each cell is kept: a date is a date, text is text. A whole number is an integer when
    it has at most 15 digits. Cells with an error such as #N/B are not empty. Rows without any
    value are no rows.
    """

    style: Style = SHEET

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise FileMissing(str(path))
        self.name = str(path)
        self.remarks: list[str] = []
        try:
            book = CalamineWorkbook.from_path(str(path))
            sheets = book.sheet_names
            if not sheets:
                raise SheetMissing(self.name)
            sheet = SHEET_NAME if SHEET_NAME in sheets else sheets[0]
            self._sheet: CalamineSheet = book.get_sheet_by_name(sheet)
            self._errors = _error_cells(path, sheet)
        except PasswordError as error:
            raise Unreadable(self.name, "Excel", "er zit een wachtwoord op") from error
        except (CalamineError, ZipError, BadZipFile, OSError) as error:
            raise Unreadable(self.name, "Excel", str(error).splitlines()[0]) from error

        self._left = self._sheet.start[1] if self._sheet.start else 0
        self._blocks = list(self._read_blocks())

    def _read_blocks(self) -> Iterator[_Block]:
        """All rows, kind by kind; sets the header and the remarks."""
        rows = enumerate(self._sheet.iter_rows() if self._sheet.start else (), 1)
        last, header = next(((n, row) for n, row in rows if any(cell != "" for cell in row)), (0, None))
        if header is None:
            raise EmptyFile(self.name)
        self.header = tuple(str(cell) for cell in header)
        blank = 0
        while block := list(islice(rows, _BLOCK_ROWS)):
            full = [(n, row) for n, row in block if n in self._errors or any(cell != "" for cell in row)]
            if full:
                blank += full[-1][0] - last - len(full)
                last = full[-1][0]
                yield self._block(full)
        self.remarks = blank_remark(blank)

    def _block(self, rows: list[tuple[int, list[Any]]]) -> _Block:
        for number, row in rows:
            for place, text in self._errors.get(number, {}).items():
                if 0 <= place - self._left < len(row):
                    row[place - self._left] = _ErrorCell(text)
        line = np.array([number for number, _ in rows], np.int64)
        cells = zip(*(row for _, row in rows), strict=True)
        return _Block([_column(column) for column in cells], line)

    def read(self, columns: Mapping[str, int]) -> Iterator[Raw]:
        """See ``Source``."""
        for block in self._blocks or [_Block([pa.nulls(0)] * len(self.header), np.empty(0, np.int64))]:
            yield Raw({name: block.columns[place] for name, place in columns.items()}, block.line)

    def close(self) -> None:
        """Everything is in memory; there is nothing to close."""


def _column(cells: tuple[Any, ...]) -> pa.Array:
    """One column: text, or a union in which each cell has its own kind."""
    types = {type(cell) for cell in cells}
    if types <= {str}:
        return pa.array([cell or None for cell in cells], pa.string())
    if types <= {str, float, int} and not any(cell for cell in cells if type(cell) is str):
        return _numbers(cells)
    if types <= {str, date} and not any(cell for cell in cells if type(cell) is str):
        days = pa.array([cell or None for cell in cells], pa.date32())
        return pa.UnionArray.from_sparse(pa.array(np.zeros(len(cells), np.int8)), [days], ["date"])
    pairs = [_cell(cell) for cell in cells]
    kinds = [kind for kind in _KINDS if any(own == kind for own, _ in pairs)]
    codes = pa.array([kinds.index(kind) for kind, _ in pairs], pa.int8())
    children = [
        pa.array([value if own == kind else None for own, value in pairs], _KINDS[kind]) for kind in kinds
    ]
    return pa.UnionArray.from_sparse(codes, children, kinds)


def _numbers(cells: tuple[Any, ...]) -> pa.Array:
    """A column of numbers and empty cells."""
    values = np.array([np.nan if cell == "" else cell for cell in cells], np.float64)
    whole = (np.floor(values) == values) & (np.abs(values) < EXCEL_DIGITS)
    ints = pa.array(np.where(whole, values, 0).astype(np.int64), mask=~whole)
    floats = pa.array(values, mask=whole | np.isnan(values))
    return pa.UnionArray.from_sparse(pa.array((~whole).astype(np.int8)), [ints, floats], ["int", "float"])


def _cell(value: Any) -> tuple[str, Any]:
    """The kind and the value of a cell as calamine gives it; an empty cell is text None."""
    match value:
        case _ErrorCell():
            return "error", value.text
        case bool():
            return "bool", value
        case str():
            return "text", value or None
        case int() | float() if value == int(value) and abs(value) < EXCEL_DIGITS:
            return "int", int(value)
        case int() | float():
            return "float", float(value)
        case datetime() if (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0):
            return "date", value.date()
        case datetime():
            return "time", value
        case date():
            return "date", value
    return "text", str(value)


def _error_cells(path: Path, sheet: str) -> dict[int, dict[int, str]]:
    """Rows and columns (from 0) of cells with an error, which calamine gives as empty."""
    with ZipFile(path) as archive:
        inner = member(archive, sheet)
        if inner is None or inner not in archive.namelist():
            return {}
        data = archive.read(inner)
    errors: dict[int, dict[int, str]] = {}
    if b't="e"' not in data:
        return errors
    for found in _ERROR_CELL.finditer(data):
        where = _REFERENCE.search(found.group())
        if where:
            text = re.search(rb"<v>([^<]*)</v>", data[found.end() : found.end() + 2000])
            errors.setdefault(int(where[2]), {})[_column_number(where[1])] = (
                text[1].decode() if text else "#FOUT"
            )
    return errors


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def member(archive: ZipFile, sheet: str) -> str | None:
    """The part of the workbook that holds the sheet."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return None
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for item in book.iter():
        if item.tag.endswith("}sheet") and item.get("name") == sheet:
            key = next((value for name, value in item.attrib.items() if name.endswith("}id")), None)
            target = targets.get(key, "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None
