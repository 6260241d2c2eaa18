"""Cases from a workbook; every mistake is named by its sheet and cell, all of them at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from regels.bestand.text import Text
from regels.errors import RegelsError, nearest
from regels.plan.plan import Plan
from regels.plan.types import Kind, Type
from regels.schema.field import reader_of
from regels.schema.problems import Refused, problem_of
from regels.tabel.wording import decimals
from regels_casebook import sheets
from regels_casebook.cases import GROUNDS, OF_THE_ROW, Case, CasebookError, Ground, problems
from regels_casebook.variants import Variant, ruleset_of, variant_of

OF_THE_CASE = (sheets.TITLE, sheets.GROUND, sheets.ARTICLE, sheets.SOURCE)
WHERE = {
    ("grond",): sheets.ECLI, ("grond", "ecli"): sheets.ECLI, ("grond", "bron"): sheets.SOURCE,
    ("verwacht",): sheets.NAME,
}  # fmt: skip


@dataclass
class _Sheet:
    """A sheet being read: its name, its headers by place, the plan, and what is wrong so far."""

    name: str
    plan: Plan
    headers: dict[str, int]
    mistakes: list[str] = field(default_factory=list)

    def wrong(self, row: int, header: str, message: str) -> None:
        """Keep a mistake; ``row`` counts from 1 as Excel does."""
        cell = f"{_letters(self.headers.get(header, 0))}{row}"
        self.mistakes.append(f"blad ‘{self.name}’, cel {cell} ({header}): {message}")


def read_workbook(path: Path) -> list[tuple[str, Case]]:
    """The cases of a workbook with their regeling. Raises CasebookError with every mistake."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        found = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except PasswordError:
        raise CasebookError(f"{path}: er zit een wachtwoord op dit bestand.") from None
    except (CalamineError, ZipError, OSError) as error:
        raise CasebookError(f"{path}: dit is geen Excel-bestand dat te lezen is ({error}).") from None
    cases: list[tuple[str, Case]] = []
    mistakes: list[str] = []
    for name, rows in found.items():
        if name == sheets.EXPLAIN:
            continue
        own, wrong = _read_sheet(name, rows)
        cases += [(name, case) for case in own]
        mistakes += wrong
    seen: set[str] = set()
    for name, case in cases:
        if str(case.naam) in seen:
            mistakes.append(f"blad ‘{name}’: het geval ‘{case.naam}’ staat er twee keer.")
        seen.add(str(case.naam))
    if mistakes:
        raise CasebookError("\n".join(mistakes))
    return cases


def _read_sheet(name: str, rows: Sequence[Sequence[Any]]) -> tuple[list[Case], list[str]]:
    try:
        plan = ruleset_of(Variant(name)).plan
    except RegelsError as error:
        return [], [f"blad ‘{name}’: de naam van een blad is die van een regeling. {error}"]
    headers = {_text(cell): place for place, cell in enumerate(rows[0] if rows else ()) if _text(cell)}
    sheet = _Sheet(name, plan, headers)
    place = headers.get(sheets.RULESET)
    named = [_text(row[place]) for row in rows[1:] if place is not None and place < len(row)]
    known = [column.header for column in sheets.columns_of(name, _known_rulesets(name, named))]
    for header in headers:
        if header not in known:
            sheet.wrong(1, header, f"deze kolom is niet bekend. {nearest(header, known)}".strip())
    for header in (sheets.NAME, *OF_THE_CASE):
        if header not in headers:
            sheet.mistakes.append(f"blad ‘{name}’: de kolom ‘{header}’ ontbreekt.")
    if sheet.mistakes:
        return [], sheet.mistakes
    cases = [case for group in _groups(sheet, rows) if (case := _case(sheet, group)) is not None]
    return cases, sheet.mistakes


def _known_rulesets(regeling: str, named: Iterable[str]) -> Iterator[str]:
    """The rulesets that the rows name, without those that do not exist: their cases say so themselves."""
    for one in dict.fromkeys(name for name in named if name):
        try:
            ruleset_of(Variant(regeling, one))
        except RegelsError:
            continue
        yield one


Row = tuple[int, dict[str, Any]]
"""The number of a row as Excel counts, and its filled cells by header."""


def _groups(sheet: _Sheet, rows: Sequence[Sequence[Any]]) -> Iterator[list[Row]]:
    """The rows of each case: those that follow one another with one name."""
    group: list[Row] = []
    for number, row in enumerate(rows[1:], 2):
        filled = {
            header: row[place]
            for header, place in sheet.headers.items()
            if place < len(row) and _text(row[place])
        }
        if not filled:
            continue
        if sheets.NAME not in filled:
            sheet.wrong(number, sheets.NAME, "deze rij heeft geen naam van een geval.")
            continue
        if group and _text(group[0][1][sheets.NAME]) != _text(filled[sheets.NAME]):
            yield group
            group = []
        group.append((number, filled))
    if group:
        yield group


def _case(sheet: _Sheet, group: list[Row]) -> Case | None:
    first, about = group[0]
    before = len(sheet.mistakes)
    for header in OF_THE_CASE:
        if header not in about:
            sheet.wrong(first, header, "dit ontbreekt op de eerste rij van het geval.")
    ground = _text(about.get(sheets.GROUND, ""))
    if ground and ground not in GROUNDS:
        advice = nearest(ground, GROUNDS) or f"Kies uit: {', '.join(GROUNDS)}."
        sheet.wrong(first, sheets.GROUND, f"‘{ground}’ is geen grond. {advice}")
    choices = _choices(sheet, first, _text(about.get(sheets.CHOICES, "")))
    if len(sheet.mistakes) > before:
        return None
    case = _made(sheet, group, choices)
    try:
        plan = ruleset_of(variant_of(sheet.name, case)).plan
    except RegelsError as error:
        sheet.wrong(first, sheets.CHOICES if choices else sheets.RULESET, str(error))
        return None
    months = [_month(sheet, plan, number, row) for number, row in group]
    case = case.model_copy(update=_facts([facts for facts, _ in months]))
    expected = [wanted for _, wanted in months]
    case = case.model_copy(update={"verwacht": expected[0] if len(expected) == 1 else expected})
    for path, message in problems(case):
        month = next((step for step in path if isinstance(step, int)), 0)
        header = WHERE.get(tuple(p for p in path if isinstance(p, str)), sheets.EXPECTED + str(path[-1]))
        sheet.wrong(group[month][0], header, message)
    return case if len(sheet.mistakes) == before else None


def _made(sheet: _Sheet, group: list[Row], choices: dict[str, Text]) -> Case:
    """The case without its facts."""
    about = {header: Text(_text(cell)) for header, cell in group[0][1].items()}
    ground = Ground(
        soort=str(about[sheets.GROUND]), bron=about[sheets.SOURCE], artikel=about[sheets.ARTICLE],
        ecli=about.get(sheets.ECLI),
    )  # fmt: skip
    return Case(
        naam=about[sheets.NAME], titel=about[sheets.TITLE], grond=ground, instellingen=choices,
        regelset=about.get(sheets.RULESET, Text("landelijk")), noot=about.get(sheets.NOTE),
        feiten={}, verwacht={},
    )  # fmt: skip


def _choices(sheet: _Sheet, row: int, written: str) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for part in filter(None, map(str.strip, written.split(";"))):
        name, sign, value = part.partition("=")
        if not sign:
            sheet.wrong(row, sheets.CHOICES, f"‘{part}’ is geen keuze. Schrijf: naam = waarde.")
        found[name.strip()] = Text(value.strip())
    return found


def _facts(months: list[dict[str, Text]]) -> dict[str, Any]:
    """What all months share once; of several months the rest for each."""
    if len(months) == 1:
        return {"feiten": months[0]}
    shared = {
        name: value for name, value in months[0].items() if all(month.get(name) == value for month in months)
    }
    return {
        "feiten": shared,
        "maanden": [{name: v for name, v in month.items() if name not in shared} for month in months],
    }


def _month(
    sheet: _Sheet, plan: Plan, number: int, row: Mapping[str, Any]
) -> tuple[dict[str, Text], dict[str, Text]]:
    facts, expected = {}, {}
    for spec in plan.inputs:
        header = sheets.FACT + spec.name
        if header in row:
            written = _written(row[header], spec.type)
            read = reader_of(spec)(written) if written else None
            if isinstance(read, Refused):
                sheet.wrong(number, header, str(problem_of(spec, written, read)).partition(": ")[2])
            facts[spec.name] = Text(written)
    kinds = {outcome.name: outcome.type for outcome in plan.outcomes}
    for header, cell in row.items():
        if not header.startswith(sheets.EXPECTED):
            continue
        name = header.removeprefix(sheets.EXPECTED)
        written = _text(cell) if name in OF_THE_ROW else _written(cell, kinds[name])
        wrong = "" if not written or name not in kinds else _unlike(written, kinds[name])
        if wrong:
            sheet.wrong(number, header, wrong)
        expected[name] = Text("" if written == sheets.EMPTY else written)
    return facts, expected


def _unlike(written: str, kind: Type) -> str:
    """Why a text cannot be an outcome of this kind; empty when it can."""
    match kind.kind:
        case Kind.BOOL if written not in ("ja", "nee"):
            return f"verwacht: ja of nee, gevonden: {written}."
        case Kind.CHOICE if written not in kind.options:
            return f"‘{written}’ is geen keuze uit: {', '.join(kind.options)}."
        case Kind.DATE | Kind.MONTH:
            try:
                date.fromisoformat(written)
            except ValueError:
                return f"verwacht: een datum zoals 2026-07-01, gevonden: {written}."
        case Kind.MONEY | Kind.NUMBER | Kind.PERCENT:
            try:
                Decimal(written.replace(",", "."))
            except InvalidOperation:
                return f"verwacht: een getal zoals 1419,46, gevonden: {written}."
    return ""


def _written(cell: Any, kind: Type) -> str:
    """What a cell says of a value of this kind, as cases write it; empty for ``(leeg)``."""
    text = _text(cell)
    if text == sheets.EMPTY:
        return ""
    if isinstance(cell, date) and kind.kind is Kind.MONTH:
        return text[:7]
    if (
        isinstance(cell, float | int)
        and not isinstance(cell, bool)
        and kind.kind in (Kind.MONEY, Kind.PERCENT)
    ):
        places = decimals(kind)
        return f"{Decimal(repr(cell)):.{max(places, -_exponent(cell))}f}".replace(".", ",")
    return text


def _exponent(cell: float) -> int:
    exponent = Decimal(repr(cell)).normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _text(cell: Any) -> str:
    """A cell as text: ``1419,46``, ``2026-07-01``, ``ja``."""
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nee"
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case int() | float():
            number = Decimal(repr(cell))
            whole = number == number.to_integral_value()
            return str(int(number)) if whole else format(number.normalize(), "f").replace(".", ",")
    return str(cell).strip()


def _letters(place: int) -> str:
    """The letters of a column, counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
