"""An empty table of events to fill in, with what each kind of event needs."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from regels.monitor.columns import day_spec, field_spec, kind_spec
from regels.monitor.fields import KIND
from regels.monitor.model import DAY, SignalSet
from regels.tabel.atomic import part, publish, writing
from regels.tabel.csv_text import BOM, csv_bytes, header_bytes
from regels.tabel.header import DOSSIER
from regels.tabel.sjabloon import refuse
from regels.tabel.style import DUTCH_CSV
from regels.tabel.wording import kind_text
from regels.tabel.write_xlsx import MOST_ROWS, close_book
from regels.tabel.xlsx import SHEET_NAME

EXPLANATION = ("soort", "betekenis", "kolommen", "mogen_leeg_zijn")
FIELDS = ("kolom", "toegestaan", "betekenis", "oordeel_van")
WIDTHS = (32, 60, 60, 24)


def write_template(path: Path, set: SignalSet) -> tuple[Path, ...]:
    """Write an empty csv or xlsx with the columns of events; returns the files.

    xlsx: the sheet to fill in, and two that explain. csv: the header line, and beside it the explanations.
    """
    header = [DOSSIER, DAY, KIND, *(field.name for field in set.fields)]
    refuse(path)
    with writing(path):
        return (_csv if path.suffix.lower() == ".csv" else _xlsx)(path, header, set)


def kinds(set: SignalSet) -> list[tuple[str, ...]]:
    """A line for each kind of event, in the order of ``EXPLANATION``."""
    return [
        (
            kind.name, kind.title, ", ".join(kind.fields),
            ", ".join(name for name, empty in zip(kind.fields, kind.optional, strict=True) if empty),
        )
        for kind in set.kinds
    ]  # fmt: skip


def fields(set: SignalSet) -> list[tuple[str, ...]]:
    """A line for each column, in the order of ``FIELDS``."""
    lines: list[tuple[str, ...]] = [(DOSSIER, "elk nummer", "Het dossier", "")]
    for name, title, judgement, spec in [
        (DAY, day_spec().question, "", day_spec()),
        (KIND, kind_spec(set).question, "", kind_spec(set)),
        *((f.name, f.title, f.judgement, field_spec(f)) for f in set.fields),
    ]:
        allowed = "tekst of een heel getal" if spec is None else kind_text(spec.type, DUTCH_CSV)
        lines.append((name, allowed, title, judgement))
    return lines


def _csv(path: Path, header: list[str], set: SignalSet) -> tuple[Path, ...]:
    beside = [path.with_name(f"{path.name}.{what}.csv") for what in ("soorten", "kolommen")]
    part(path).write_bytes(BOM + header_bytes(header))
    for other, names, lines in zip(beside, (EXPLANATION, FIELDS), (kinds(set), fields(set)), strict=True):
        columns = [pa.array(values, pa.string()) for values in zip(*lines, strict=True)]
        table = pa.RecordBatch.from_arrays(columns, list(names))
        part(other).write_bytes(BOM + header_bytes(table.schema.names) + csv_bytes(table))
        publish(other)
    publish(path)
    return path, *beside


def _xlsx(path: Path, header: list[str], set: SignalSet) -> tuple[Path, ...]:
    book = xlsxwriter.Workbook(str(part(path)), {"strings_to_formulas": False, "strings_to_urls": False})
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(SHEET_NAME)
    explained = book.add_worksheet("Soorten")
    _lines(explained, EXPLANATION, kinds(set), bold)
    _lines(book.add_worksheet("Kolommen"), FIELDS, fields(set), bold)
    dates = {name for name, allowed, *_ in fields(set) if "datum" in allowed or "maand" in allowed}
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, max(len(name) + 2, 14), day if name in dates else text)
    last = len(set.kinds) + 1
    sheet.data_validation(
        1, header.index(KIND), MOST_ROWS - 1, header.index(KIND),
        {"validate": "list", "source": f"=Soorten!$A$2:$A${last}", "error_title": "Deze soort is er niet",
         "error_message": "Kies een soort uit de lijst."},
    )  # fmt: skip
    sheet.freeze_panes(1, 1)
    close_book(book)
    publish(path)
    return (path,)


def _lines(sheet: Any, names: tuple[str, ...], lines: list[tuple[str, ...]], bold: Any) -> None:
    for column, (name, width) in enumerate(zip(names, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
        for row, line in enumerate(lines, 1):
            sheet.write_string(row, column, line[column])
    sheet.freeze_panes(1, 0)
