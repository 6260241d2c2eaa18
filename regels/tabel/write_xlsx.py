"""Xlsx results."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from regels.tabel.errors import TooManyRows
from regels.tabel.sink import About

MOST_ROWS = 1_048_576
"""Rows of a sheet, with its header."""

LONGEST_TEXT = 32_767
"""Characters in a cell; longer text ends with an ellipsis."""

FIRST_DATE = date(1900, 3, 1)
"""Before this Excel has no dates, or wrong ones; they are written as text."""

ABOUT_SHEET = "Over dit bestand"
_SLICE_ROWS = 8_192


def check_rows(path: Path, rows: int) -> None:
    """Raise ``TooManyRows`` when a sheet cannot hold the header and so many rows."""
    if rows + 1 > MOST_ROWS:
        raise TooManyRows(str(path), rows, MOST_ROWS - 1)


class XlsxBody:
    """A sheet ``uitkomst`` with numbers as numbers and a frozen header, and a sheet with how it was made.

    Text is always written as text, never as a formula or a link. Memory holds one row.
    """

    def __init__(self, path: Path, schema: pa.Schema, about: About) -> None:
        self._path = path
        self._directory = TemporaryDirectory(prefix="regels-")
        options = {
            "tmpdir": self._directory.name,
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
        }
        self._book = xlsxwriter.Workbook(str(path), options)
        self._sheet = self._book.add_worksheet("uitkomst")
        self._about = about
        self._row = 1
        bold = self._book.add_format({"bold": True})
        self._writers = [self._writer(f.type) for f in schema]
        for column, f in enumerate(schema):
            width = max(len(f.name) + 2, 12)
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, f.name, bold)
        self._sheet.freeze_panes(1, 0)

    def _writer(self, type: pa.DataType) -> Callable[[int, int, Any], object]:
        sheet = self._sheet
        if pa.types.is_boolean(type):
            return lambda row, column, value: sheet.write_string(row, column, "ja" if value else "nee")
        if pa.types.is_decimal(type):
            places = f".{'0' * type.scale}" if type.scale > 0 else ""
            amount = self._book.add_format({"num_format": f"#,##0{places}"})
            return lambda row, column, value: sheet.write_number(row, column, value, amount)
        if pa.types.is_date(type):
            day = self._book.add_format({"num_format": "yyyy-mm-dd"})
            return lambda row, column, value: (
                sheet.write_datetime(row, column, value, day)
                if value >= FIRST_DATE
                else sheet.write_string(row, column, value.isoformat())
            )
        if pa.types.is_integer(type) or pa.types.is_floating(type):
            return lambda row, column, value: sheet.write_number(row, column, value)
        return lambda row, column, value: sheet.write_string(row, column, _fitting(str(value)))

    def write(self, batch: pa.RecordBatch) -> None:
        """The next rows."""
        check_rows(self._path, self._row - 1 + batch.num_rows)
        for start in range(0, batch.num_rows, _SLICE_ROWS):
            part = batch.slice(start, _SLICE_ROWS)
            for values in zip(*(_plain(column) for column in part.columns), strict=True):
                for column, value in enumerate(values):
                    if value is not None:
                        self._writers[column](self._row, column, value)
                self._row += 1

    def close(self) -> None:
        """Add the sheet on how it was made, and complete the file."""
        sheet = self._book.add_worksheet(ABOUT_SHEET)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 72)
        for row, (name, value) in enumerate(self._about.pairs().items()):
            sheet.write_string(row, 0, name)
            sheet.write_string(row, 1, value)
        close_book(self._book)
        self._directory.cleanup()

    def abandon(self) -> None:
        """Let go of the file as it is; completing it would take as long as writing it."""
        self._book.fileclosed = True
        self._directory.cleanup()


def close_book(book: Any) -> None:
    """Complete a workbook; raises OSError, as the other kinds of file do, when the system refuses."""
    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] from error


def _plain(column: pa.Array) -> list[Any]:
    """Python values; an amount as the nearest double, which Excel shows to the cent."""
    return list((column.cast(pa.float64()) if pa.types.is_decimal(column.type) else column).to_pylist())


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
