"""The cells of a workbook as they are in the file: values by calamine, and what calamine does not tell."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from regels.tabel.errors import FileMissing, Unreadable
from regels.tabel.xlsx import member
from regels.werkboek.errors import Place, Problem

REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(slots=True)
class Grid:
    """A sheet. ``rows``: from A1, every cell; ``broken``: cells whose formula has no usable result."""

    name: str
    rows: list[list[Any]]
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)

    def at(self, row: int, column: int) -> Any:
        """A value; text without spaces around it, and an empty text for an empty cell."""
        if column < 0 or row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        value = self.rows[row][column]
        return value.strip() if isinstance(value, str) else value

    def place(self, row: int, column: int) -> Place:
        """A cell, to name it in a message."""
        return Place(self.name, row, column)

    def problem(self, row: int, column: int, message: str, advice: str = "") -> Problem:
        """A mistake in a cell."""
        return Problem(self.place(row, column), message, advice)

    def blank(self, row: int, columns: list[int]) -> bool:
        """Whether these cells of a row hold nothing at all."""
        return all(self.at(row, c) == "" and (row, c) not in self.broken for c in columns)

    def outside(self, header: int, columns: Iterable[int]) -> Iterator[str]:
        """For each column beneath a row that is none of ours: that what stands there does not count."""
        ours = set(columns)
        seen: set[int] = set()
        for row in range(header + 1, len(self.rows)):
            for column in range(len(self.rows[row])):
                if column not in ours and column not in seen and not self.blank(row, [column]):
                    seen.add(column)
                    where = self.place(row, column)
                    yield f"{where}: deze kolom is niet van het werkboek. Wat er staat telt niet mee."

    def unusable(self) -> Iterator[Problem]:
        """Cells that are merged: what stands beneath is gone."""
        for reference in self.merged:
            row, column = _position(reference.split(":")[0])
            yield self.problem(
                row, column, f"De cellen {reference} zijn samengevoegd; zo is niet te lezen wat "
                f"waarbij hoort.",
                "Hef het samenvoegen op (Start, Samenvoegen en centreren) en vul elke cel opnieuw in.",
            )  # fmt: skip


def grids(path: Path) -> list[Grid]:
    """Every sheet of a workbook. Raises FileMissing and Unreadable."""
    if not path.is_file():
        raise FileMissing(str(path))
    try:
        book = CalamineWorkbook.from_path(str(path))
        found = [
            Grid(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
        with ZipFile(path) as archive:
            for grid in found:
                _complete(grid, archive)
    except PasswordError as error:
        raise Unreadable(str(path), "Excel", "er zit een wachtwoord op") from error
    except (CalamineError, ZipError, BadZipFile, OSError, ElementTree.ParseError) as error:
        raise Unreadable(str(path), "Excel", str(error).splitlines()[0]) from error
    return found


def _complete(grid: Grid, archive: ZipFile) -> None:
    """Add the errors, the formulas without a result and the merged cells."""
    part = member(archive, grid.name)
    if part is None or part not in archive.namelist():
        # of another kind of workbook (.ods) merged cells and errors cannot be seen: they would pass for empty
        raise CalamineError("het is geen .xlsx")
    for element in ElementTree.fromstring(archive.read(part)).iter():
        match element.tag.rpartition("}")[2]:
            case "mergeCell":
                grid.merged.append(element.get("ref", ""))
            case "c":
                _cell(grid, element)


def _cell(grid: Grid, element: ElementTree.Element) -> None:
    inside = {child.tag.rpartition("}")[2]: child.text or "" for child in element}
    where = element.get("r", "")
    if not REFERENCE.fullmatch(where):
        return
    if element.get("t") == "e":
        grid.broken[_position(where)] = f"de fout {inside.get('v') or '#FOUT'}"
    elif "f" in inside and not inside.get("v"):
        grid.broken[_position(where)] = "een formule zonder uitkomst"


def _position(reference: str) -> tuple[int, int]:
    found = REFERENCE.fullmatch(reference)
    assert found is not None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
