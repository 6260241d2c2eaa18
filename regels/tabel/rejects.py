"""What is wrong with one value of one row, as data."""

from dataclasses import dataclass
from enum import IntEnum

LONGEST = 60
"""Characters of a value that is shown; the rest becomes an ellipsis."""


class Problem(IntEnum):
    """Why a value is refused; 0 is kept for values without a problem."""

    UNREADABLE = 1
    OUT_OF_RANGE = 2
    INEXACT = 3  # more decimals than the column has
    AMBIGUOUS = 4  # 1.234: a thousand or a fraction
    OTHER_SEPARATOR = 5  # a decimal point in a file with decimal commas, or the reverse
    DATE_ORDER = 6  # 1-7-2026
    NO_SUCH_DAY = 7  # 2026-02-30
    DATE_AS_TEXT = 8  # in xlsx
    CLOCK_TIME = 9
    NOT_FIRST_OF_MONTH = 10
    NOT_YES_NO = 11
    UNKNOWN_OPTION = 12
    MISSING = 13
    LONG_NUMBER = 14  # a number of more than 15 digits, which Excel does not keep
    EXCEL_ERROR = 15
    WRONG_KIND = 16  # a date where an amount belongs
    WRONG_DAYS = 17  # van_dag and tot_dag
    OVERLAP = 18
    FIELD_COUNT = 19
    OPEN_QUOTE = 20
    SHARE = 22  # a percentage of at most 1 in a sheet: a cell formatted as 10% holds 0,1
    RULE = 21  # a rule of the regeling says that the fields of the row contradict each other


@dataclass(frozen=True, slots=True)
class Reject:
    """One reason why a row is set apart.

    ``row``: the number the user sees in the file (the line of a csv, the row of a sheet, from 1 in
    Parquet and Arrow). ``index``: the row's place among the rows, from 0. The other texts are Dutch.
    """

    index: int
    row: int
    dossier: str | None
    field: str
    found: str
    expected: str
    advice: str
    problem: Problem


def shorten(text: str) -> str:
    """One line of at most ``LONGEST`` characters."""
    line = " ".join(text.split()) if any(c in text for c in "\r\n\t") else text
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
