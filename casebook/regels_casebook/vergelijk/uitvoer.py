"""Writing a comparison: text, HTML, JSON, or a workbook with every case and dossier."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter
from regels_calculators.papier import html, plain

from regels.tabel.atomic import part, publish
from regels.tabel.write_xlsx import check_rows
from regels_casebook.vergelijk.blad import sheet
from regels_casebook.vergelijk.model import Vergelijking
from regels_casebook.vergelijk.paar import CompareError

FORMATS = (".html", ".xlsx", ".json", ".txt")
CASE_HEADS = (
    "geval", "titel", "maand", "oud", "nieuw", "verschil",
    "wat verandert", "waardoor", "artikel oud", "artikel nieuw",
)  # fmt: skip
PRIVATE = "Dit blad gaat over losse dossiers. Het is voor de gemeente zelf en niet om te publiceren."
_MADE = datetime(2000, 1, 1, tzinfo=UTC)


def check_format(path: Path) -> None:
    """Raises CompareError when there is no such format."""
    if path.suffix.lower() not in FORMATS:
        raise CompareError(f"{path.name}: deze soort is niet bekend. Verwacht: {', '.join(FORMATS)}.")


def write(found: Vergelijking, path: Path) -> None:
    """Write by extension; the file appears whole or not at all. The same comparison gives the same bytes."""
    check_format(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix.lower() == ".xlsx":
        _book(found, path)
    else:
        part(path).write_text(text(found, path.suffix.lower()), encoding="utf-8")
    publish(path)


def text(found: Vergelijking, suffix: str) -> str:
    """As text of one kind."""
    if suffix == ".json":
        return json.dumps(as_dict(found), ensure_ascii=False, indent=2) + "\n"
    return html(sheet(found)) if suffix == ".html" else plain(sheet(found))


def as_dict(found: Vergelijking) -> dict[str, Any]:
    """What may be shown, ready for JSON; amounts are cents, and null is not shown or not known."""
    named = {name: getattr(found, name) for name in found.__dataclass_fields__ if name != "dossiers"}
    plain_ = {
        name: [asdict(one) for one in value]
        if isinstance(value, tuple) and value and not isinstance(value[0], str)
        else asdict(value)
        if hasattr(value, "__dataclass_fields__")
        else value
        for name, value in named.items()
    }
    return {"bedragen": "centen", **plain_}


def _book(found: Vergelijking, path: Path) -> None:
    book = xlsxwriter.Workbook(
        str(part(path)), {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    )
    book.set_properties({"created": _MADE.replace(tzinfo=None)})
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
    sheet_ = book.add_worksheet("gevallen")
    _head(sheet_, CASE_HEADS, bold)
    row = 0
    for case in found.gevallen.alle:
        for month in case.maanden:
            row += 1
            amounts = (month.oud, month.nieuw, month.verschil)
            texts = (
                "; ".join(map(str, month.wijzigingen)),
                "; ".join(map(str, month.oorzaken)),
                "; ".join(dict.fromkeys(o.artikel_oud for o in month.oorzaken if o.artikel_oud)),
                "; ".join(dict.fromkeys(o.artikel_nieuw for o in month.oorzaken if o.artikel_nieuw)),
            )
            _cells(sheet_, row, (case.naam, case.titel, month.maand, *amounts, *texts), money)
    if not found.gevallen.veranderd:
        sheet_.write_string(1, 0, "Er verandert geen enkel geval.", bold)
    if found.dossiers is not None:
        check_rows(path, found.dossiers.num_rows + 1)
        _dossiers(book.add_worksheet("dossiers"), found.dossiers, bold, money)
    about = book.add_worksheet("Over dit bestand")
    about.set_column(0, 0, 110)
    for place, line in enumerate(plain(sheet(found)).splitlines()):
        about.write_string(place, 0, line)
    book.close()


def _head(target: Any, heads: tuple[str, ...] | list[str], bold: Any, row: int = 0) -> None:
    for column, name in enumerate(heads):
        target.set_column(column, column, max(12, len(name) + 2))
        target.write_string(row, column, name.replace("_", " "), bold)
    target.freeze_panes(row + 1, 1)


def _cells(target: Any, row: int, values: tuple[Any, ...], money: Any) -> None:
    """Whole numbers are cents."""
    for column, value in enumerate(values):
        if isinstance(value, int):
            target.write_number(row, column, value / 100, money)
        elif value:
            target.write_string(row, column, str(value)[:32_000])


def _dossiers(target: Any, table: pa.Table, bold: Any, money: Any) -> None:
    target.write_string(0, 0, PRIVATE, bold)
    _head(target, table.schema.names, bold, 1)
    whole = [pa.types.is_integer(field.type) for field in table.schema]
    columns = [
        (column.cast(pa.float64()) if pa.types.is_decimal(column.type) else column).to_pylist()
        for column in table.columns
    ]
    for row, values in enumerate(zip(*columns, strict=True), 2):
        for place, value in enumerate(values):
            if isinstance(value, str):
                target.write_string(row, place, value)
            elif value is not None:
                target.write_number(row, place, value, None if whole[place] else money)
