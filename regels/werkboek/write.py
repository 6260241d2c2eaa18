"""The sheets of a workbook as an xlsx file, with number formats, locked cells and rules on what to type."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from regels.plan.types import Kind, Type
from regels.tabel.atomic import part, publish
from regels.tabel.write_xlsx import LONGEST_TEXT
from regels.werkboek.layout import FIRST_DAY, LAST_DAY, TABLE, Cell, Sheet

GREY, HEAD = "#D9D9D9", "#BDD7EE"
LISTS = "Lijsten"
LONGEST_LIST = 255
"""Characters of a list that Excel keeps in the rule of a cell."""
ALLOWED = {
    "objects": True, "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True,
    "delete_rows": True, "sort": True, "autofilter": True,
}  # fmt: skip
FORMATS = {
    Kind.MONEY: '"€" #,##0.00',
    Kind.PERCENT: "0.######%",
    Kind.NUMBER: "General",
    Kind.DATE: "yyyy-mm-dd",
}


def write(path: Path, sheets: list[Sheet]) -> None:
    """Write the workbook; it appears at once or not at all, and is the same for the same sheets."""
    book = xlsxwriter.Workbook(str(part(path)), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1), "title": "Regels-werkboek"})
    _Writer(book, sheets).run()
    book.close()
    publish(path)


class _Writer:
    """One workbook; formats are made once."""

    def __init__(self, book: Any, sheets: list[Sheet]) -> None:
        self.book, self.sheets = book, sheets
        self.formats: dict[tuple[str, str, bool], Any] = {}
        self.lists: dict[tuple[str, ...], str] = {}

    def run(self) -> None:
        """All sheets, and then the hidden one with the lists to choose from."""
        made = [(self.book.add_worksheet(sheet.name), sheet) for sheet in self.sheets]
        self.hidden = self.book.add_worksheet(LISTS)
        self.hidden.hide()
        for own, sheet in made:
            self._sheet(own, sheet)

    def _sheet(self, own: Any, sheet: Sheet) -> None:
        for column, width in enumerate(sheet.widths):
            own.set_column(column, column, width)
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                self._cell(own, row, column, cell, sheet)
        if sheet.header:
            own.freeze_panes(sheet.header + 1, 0 if sheet.what == TABLE else 2)
            own.repeat_rows(sheet.header)
        own.print_row_col_headers()  # on paper too a message such as Cijfers!M91 can be followed
        own.set_paper(9)  # A4
        own.set_landscape()
        own.fit_to_pages(1, 0)
        own.protect("", ALLOWED)

    def _cell(self, own: Any, row: int, column: int, cell: Cell, sheet: Sheet) -> None:
        look = self._format(cell, sheet)
        match cell.value:
            case None:
                own.write_blank(row, column, None, look)
            case date():
                own.write_datetime(row, column, cell.value, look)
            case str():
                own.write_string(row, column, cell.value[:LONGEST_TEXT], look)
            case _:
                own.write_number(row, column, cell.value, look)
        rule = self._rule(row, column, cell, sheet) if cell.look == "wit" else None
        if rule is not None:
            own.data_validation(row, column, row, column, rule)

    def _format(self, cell: Cell, sheet: Sheet) -> Any:
        shape = _number_format(cell, sheet)
        key = (cell.look, shape, sheet.what == TABLE)
        if key not in self.formats:
            form: dict[str, Any] = {"valign": "top", "num_format": shape}
            form |= {
                "kop": {"bold": True, "bg_color": HEAD},
                "grijs": {"bg_color": GREY, "border": 1, "border_color": "#BFBFBF"},
                "wit": {
                    "locked": False,
                    "text_wrap": sheet.what == TABLE,
                    "border": 1,
                    "border_color": "#BFBFBF",
                },
                "tekst": {},
            }[cell.look]
            self.formats[key] = self.book.add_format(form)
        return self.formats[key]

    def _rule(self, row: int, column: int, cell: Cell, sheet: Sheet) -> dict[str, Any] | None:
        """What Excel lets through in a white cell."""
        here = xl_rowcol_to_cell(row, column)
        if cell.kind == "naam":
            return _list(self._listed(sheet.lists["naam"]))
        if cell.options:
            words = (
                (*cell.options, "n.v.t.") if isinstance(cell.kind, Type) and cell.kind.nvt else cell.options
            )
            short = len(",".join(words)) <= LONGEST_LIST
            return _list(list(words) if short else self._listed(words))
        if cell.kind == "date":
            first, last = (date_serial(one) for one in (FIRST_DAY, LAST_DAY))
            test = f"OR(AND(ISNUMBER({here}),{here}>={first},{here}<={last}),ISTEXT({here}))"
            return _custom(test, "Schrijf een datum, zoals 2027-01-01.")
        if not isinstance(cell.kind, Type):
            return None
        words_too = f'{here}="n.v.t.",{here}="onbekend"'
        match cell.kind.kind:
            case Kind.MONEY:
                number = f"AND(ISNUMBER({here}),{here}>=0,{here}<=9999999.99)"
                return _custom(f"OR({number},{words_too})", "Schrijf een bedrag, zoals 567,08.")
            case Kind.PERCENT:
                number = f"AND(ISNUMBER({here}),{here}>=0,{here}<=10)"
                return _custom(f"OR({number},{words_too})", "Schrijf een percentage, zoals 10%.")
            case Kind.NUMBER:
                return _custom(f"OR(ISNUMBER({here}),{words_too})", "Schrijf een getal.")
        return None

    def _listed(self, words: tuple[str, ...]) -> str:
        """A list on the hidden sheet, as a reference."""
        if words not in self.lists:
            column = len(self.lists)
            for row, word in enumerate(words):
                self.hidden.write_string(row, column, word)
            first = xl_rowcol_to_cell(0, column, True, True)
            last = xl_rowcol_to_cell(max(len(words) - 1, 0), column, True, True)
            self.lists[words] = f"={LISTS}!{first}:{last}"
        return self.lists[words]


def date_serial(day: date) -> int:
    """A day as the number that Excel keeps for it."""
    return (day - date(1899, 12, 30)).days


def _number_format(cell: Cell, sheet: Sheet) -> str:
    if cell.kind == "date":
        return "yyyy-mm-dd"
    if isinstance(cell.kind, Type):
        return FORMATS.get(cell.kind.kind, "@")
    return "@" if cell.look == "wit" and (sheet.what == TABLE or cell.kind is None) else "General"


def _list(source: Any) -> dict[str, Any]:
    return {
        "validate": "list", "source": source, "error_title": "Deze waarde kan niet",
        "error_message": "Kies een waarde uit de lijst.",
    }  # fmt: skip


def _custom(formula: str, message: str) -> dict[str, Any]:
    return {
        "validate": "custom", "value": f"={formula}", "error_title": "Deze waarde kan niet",
        "error_message": message,
    }  # fmt: skip
