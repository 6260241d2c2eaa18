"""A workbook on the desk of a person: made, edited as Excel would, and saved."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from zipfile import ZipFile

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from regels.werkboek.content import Content, content
from regels.werkboek.layout import Plain, Sheet, sheets
from regels.werkboek.write import write


@cache
def made(ruleset: str, regeling: str) -> Content:
    """The content, made once: reading a workbook makes its own."""
    return content(ruleset, regeling)


class Desk:
    """One workbook being edited."""

    def __init__(self, regeling: str, ruleset: str = "enschede") -> None:
        self.content = made(ruleset, regeling)
        self.sheets = sheets(self.content)
        self.patches: list[tuple[int, Callable[[str], str]]] = []

    def sheet(self, name: str) -> Sheet:
        """A sheet by the beginning of its name."""
        return next(sheet for sheet in self.sheets if sheet.name.startswith(name))

    def row(self, name: str, *found: str) -> int:
        """The row (from 0) of a sheet that holds all these texts."""
        rows = self.sheet(name).rows
        return next(r for r, cells in enumerate(rows) if set(found) <= {str(cell.value) for cell in cells})

    def column(self, name: str, title: str) -> int:
        """The column (from 0) of a title."""
        sheet = self.sheet(name)
        return next(c for c, cell in enumerate(sheet.rows[sheet.header]) if cell.value == title)

    def put(self, name: str, row: int, column: int, value: Plain) -> str:
        """Type a value; returns the name of the cell."""
        cells = self.sheet(name).rows[row]
        cells[column] = replace(cells[column], value=value)
        return str(xl_rowcol_to_cell(row, column))

    def type(self, cell: str, value: Plain) -> None:
        """Type a value in a cell such as ``Cijfers!M5``."""
        name, _, where = cell.partition("!")
        row, column = xl_cell_to_rowcol(where)
        self.put(name, row, column, value)

    def change(self, name: str, row: int, **values: Plain) -> None:
        """Fill in the white cells of a row; ``tot_en_met`` is the column ``tot en met``."""
        titles = {"bron": "bron (https)", "tot_en_met": "tot en met", "nieuw": "nieuwe waarde",
                  "zekerheid": "zekerheid van de nieuwe waarde"}  # fmt: skip
        for key, value in values.items():
            self.put(name, row, self.column(name, titles.get(key, key)), value)

    def table(self, name: str, **values: Plain) -> None:
        """Say from when, why and on what a table changes."""
        titles = {"artikel": "artikel van de wijziging", "bron": "bron (https)"}
        for key, value in values.items():
            self.put(name, self.row(name, titles.get(key, key)), 1, value)

    def formula(self, name: str, cell: str, value: str, error: bool = False) -> None:
        """A formula in an empty cell, with its result as it is kept in the file."""
        kind = ' t="e"' if error else ""
        result = f"<v>{value}</v>" if value else ""
        empty, full = rf'<c r="{cell}"( s="\d+")?/>', rf'<c r="{cell}"\1{kind}><f>A1</f>{result}</c>'
        self.patch(name, lambda xml: re.sub(empty, full, xml))

    def merge(self, name: str, cells: str) -> None:
        """Merge cells."""
        tag = f'<mergeCells count="1"><mergeCell ref="{cells}"/></mergeCells>'
        self.patch(name, lambda xml: re.sub(r"(<sheetProtection[^>]*/>)", rf"\1{tag}", xml, count=1))

    def patch(self, name: str, edit: Callable[[str], str]) -> None:
        """Edit the XML of a sheet when it is saved."""
        self.patches.append((self.sheets.index(self.sheet(name)) + 1, edit))

    def save(self, path: Path) -> Path:
        """The file."""
        write(path, self.sheets)
        if self.patches:
            with ZipFile(path) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
            for number, edit in self.patches:
                part = f"xl/worksheets/sheet{number}.xml"
                text = parts[part].decode()
                parts[part] = edit(text).encode()
                assert parts[part].decode() != text, "the edit changed nothing"
            with ZipFile(path, "w") as archive:
                for name, data in parts.items():
                    archive.writestr(name, data)
        return path
