"""An empty caseload to fill in: the columns of a plan, with what each of them means."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from regels.plan.plan import InputSpec, Plan
from regels.plan.types import Kind, Unit
from regels.tabel.atomic import part, publish, writing
from regels.tabel.csv_text import BOM, csv_bytes, header_bytes
from regels.tabel.errors import FileExists, UnknownFormat
from regels.tabel.header import DOSSIER
from regels.tabel.style import DUTCH_CSV
from regels.tabel.wording import absent_text, decimals, empty_text, kind_text, value_text
from regels.tabel.write_xlsx import LONGEST_TEXT, MOST_ROWS, close_book
from regels.tabel.xlsx import SHEET_NAME

EXPLANATION_COLUMNS = (
    "kolom",
    "soort",
    "eenheid",
    "toegestaan",
    "betekenis",
    "als_de_kolom_ontbreekt",
    "als_de_cel_leeg_is",
    "oordeel_van",
)
_LONGEST_LIST = 255
"""Characters of a list that Excel keeps in the cell rule itself; a longer one stands on a sheet."""


def write_template(path: str | Path, plan: Plan) -> tuple[Path, ...]:
    """Write an empty csv or xlsx with the plan's input columns; returns the files.

    xlsx: sheet ``caseload`` with lists to choose from, and sheet ``Uitleg``. csv: the header line,
    and beside it ``<name>.uitleg.csv``. A file that is there is refused: it may have been filled in.
    """
    return write_columns(path, explanation(plan), [None, *plan.inputs], SHEET_NAME)


def write_columns(
    path: str | Path, lines: list[tuple[str, ...]], specs: Sequence[InputSpec | None], sheet: str
) -> tuple[Path, ...]:
    """The same for any table: a line of ``EXPLANATION_COLUMNS`` and a spec (None: text) for each column."""
    target = Path(path)
    refuse(target)
    with writing(target):
        if target.suffix.lower() == ".csv":
            return _write_csv(target, lines)
        return _write_xlsx(target, lines, specs, sheet)


def refuse(path: Path) -> None:
    """Raise when this is no place for an empty file: of another kind, or one that may have been filled in."""
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise UnknownFormat(str(path), path.suffix, (".csv", ".xlsx"))
    if path.exists():
        raise FileExists(str(path))


def unit_text(unit: Unit) -> str:
    """A unit as people write it: ``uur per week``."""
    above = [name for name, power in unit if power > 0]
    below = [f"per {name}" for name, power in unit if power < 0]
    return " ".join([*above, *below])


def explanation(plan: Plan) -> list[tuple[str, ...]]:
    """One line for each column, in the order of ``EXPLANATION_COLUMNS``."""
    dossier = (
        DOSSIER, "tekst", "", "elk nummer", "Het dossier. Regels met hetzelfde nummer horen bij elkaar.",
        "het bestand wordt geweigerd", "de regel wordt afgekeurd", "",
    )  # fmt: skip
    return [dossier, *(_explain(spec, i, plan) for i, spec in enumerate(plan.inputs))]


def _explain(spec: InputSpec, place: int, plan: Plan) -> tuple[str, ...]:
    is_month = place == plan.month
    return (
        spec.name,
        spec.type.kind.value,
        unit_text(spec.type.unit),
        allowed_text(spec),
        " ".join(text for text in (spec.question, spec.explanation) if text),
        "het bestand wordt geweigerd" if is_month else absent_text(spec),
        "de regel wordt afgekeurd" if is_month else empty_text(spec),
        spec.judgement,
    )


def allowed_text(spec: InputSpec) -> str:
    """What may stand in a cell of this column."""
    text = kind_text(spec.type, DUTCH_CSV)
    if spec.type.kind in (Kind.BOOL, Kind.CHOICE):
        return text
    low, high = value_text(spec.type, spec.type.low), value_text(spec.type, spec.type.high)
    return f"{text} (van {low} tot en met {high})"


def _write_csv(path: Path, lines: list[tuple[str, ...]]) -> tuple[Path, ...]:
    beside = path.with_name(f"{path.name}.uitleg.csv")
    part(path).write_bytes(BOM + header_bytes([line[0] for line in lines]))
    columns = [pa.array(values, pa.string()) for values in zip(*lines, strict=True)]
    table = pa.RecordBatch.from_arrays(columns, list(EXPLANATION_COLUMNS))
    part(beside).write_bytes(BOM + header_bytes(table.schema.names) + csv_bytes(table))
    publish(beside)
    publish(path)
    return path, beside


def _write_xlsx(
    path: Path, lines: list[tuple[str, ...]], specs: Sequence[InputSpec | None], name: str
) -> tuple[Path, ...]:
    book = xlsxwriter.Workbook(str(part(path)), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    _write_explanation(book, lines, bold)
    for column, (line, spec) in enumerate(zip(lines, specs, strict=True)):
        sheet.write_string(0, column, line[0], bold)
        shape = {"num_format": "@"} if spec is None else _format(spec)
        width = 16 if spec is None else max(len(spec.name) + 2, 12)
        sheet.set_column(column, column, width, book.add_format(shape))
        rule = None if spec is None else _rule(book, spec)
        if rule:
            sheet.data_validation(1, column, MOST_ROWS - 1, column, rule)
    sheet.freeze_panes(1, 1)
    close_book(book)
    publish(path)
    return (path,)


def _write_explanation(book: Any, lines: list[tuple[str, ...]], bold: Any) -> None:
    sheet = book.add_worksheet("Uitleg")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (name, width) in enumerate(
        zip(EXPLANATION_COLUMNS, (28, 12, 14, 48, 60, 28, 24, 14), strict=True)
    ):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    for row, line in enumerate(lines, 1):
        for column, text in enumerate(line):
            sheet.write_string(row, column, text[:LONGEST_TEXT], wrapped)
    sheet.freeze_panes(1, 1)


def _format(spec: InputSpec) -> dict[str, str]:
    match spec.type.kind:
        case Kind.DATE | Kind.MONTH:
            return {"num_format": "yyyy-mm-dd"}
        case Kind.MONEY:
            return {"num_format": "#,##0.00"}
        case Kind.BOOL | Kind.CHOICE:
            return {"num_format": "@"}
        case Kind.PERCENT | Kind.NUMBER if decimals(spec.type):
            return {"num_format": "0." + "#" * decimals(spec.type)}
    return {"num_format": "0"}


def _rule(book: Any, spec: InputSpec) -> dict[str, Any] | None:
    """The list to choose from, for a choice or ja/nee."""
    match spec.type.kind:
        case Kind.BOOL:
            options: tuple[str, ...] = ("ja", "nee")
        case Kind.CHOICE:
            options = spec.type.options
        case _:
            return None
    return {
        "validate": "list",
        "source": list(options)
        if len(",".join(options)) <= _LONGEST_LIST
        else _listed(book, spec.name, options),
        "error_title": "Deze waarde kan niet",
        "error_message": "Kies een waarde uit de lijst.",
    }


def _listed(book: Any, name: str, options: tuple[str, ...]) -> str:
    """Write a long list on the sheet ``Keuzes`` and refer to it."""
    sheet = book.get_worksheet_by_name("Keuzes") or book.add_worksheet("Keuzes")
    column = 0 if sheet.dim_colmax is None else sheet.dim_colmax + 1
    for row, text in enumerate((name, *options)):
        sheet.write_string(row, column, text)
    sheet.hide()
    letter = xlsxwriter.utility.xl_col_to_name(column, col_abs=True)
    return f"=Keuzes!{letter}$2:{letter}${len(options) + 1}"
