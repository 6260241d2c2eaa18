"""What can be wrong with a workbook: by sheet and cell, everything at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from regels.errors import RegelsError


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a sheet, as it is called now; row and column from 0."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{xl_rowcol_to_cell(self.row, self.column)}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where, what was found, what was expected and what to do."""

    place: Place
    message: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.message} {self.advice}".rstrip()


class WorkbookRefused(RegelsError):
    """Nothing was written. ``problems`` lists every cell that has to be mended first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(
            sorted(set(problems), key=lambda p: (p.place.sheet, p.place.row, p.place.column, p.message))
        )
        count = len(self.problems)
        total = "1 fout" if count == 1 else f"{count} fouten"
        lines = [*map(str, self.problems), f"Er is niets geschreven: {total} in het werkboek."]
        super().__init__("\n".join(lines))


class WorkbookMismatch(RegelsError):
    """The file is no workbook of this program, or is of another ruleset; the message says what to do."""


class CellError(Exception):
    """A cell cannot be read as what it has to be; caught where its place is known."""

    def __init__(self, message: str, advice: str = "") -> None:
        self.message, self.advice = message, advice
        super().__init__(message)
