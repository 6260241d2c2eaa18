"""The sheets of a workbook as data: which cell holds what, and which may be changed."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from regels.lints.words import day_text
from regels.plan.plan import Period
from regels.plan.types import Kind, Type
from regels.werkboek.content import (
    LAYOUT,
    Content,
    Figure,
    Norm,
    Table,
    doubt,
    names,
    period_text,
    setting_text,
    worded,
)

Plain = str | float | date | None

MARK = "Regels-werkboek"
ABOUT, FIGURES, SETTINGS, TABLE = "uitleg", "cijfers", "keuzes", "tabel"
NEW = ("nieuwe waarde", "vanaf", "tot en met", "bron (https)", "waarom", "zekerheid van de nieuwe waarde")
FIGURE_COLUMNS = (
    "nr", "naam", "titel", "soort en eenheid", "artikel", "wie beslist", "van", "tot", "waarde",
    "zekerheid", "bron", "noot",
)  # fmt: skip
SETTING_COLUMNS = (
    "nr", "naam", "titel", "soort en eenheid", "artikel", "wie beslist", "nu", "waaruit te kiezen", "grond",
)  # fmt: skip
TABLE_LABELS = ("vanaf", "artikel van de wijziging", "waarom", "bron (https)")
SPARE_ROWS = 20
DEFAULT_WIDTH = 14
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
"""The days that a white cell for a date takes."""
WIDTHS = {
    "nr": 6, "naam": 30, "titel": 44, "soort en eenheid": 22, "artikel": 22, "noot": 40, "grond": 60,
    "nu": 34, "waaruit te kiezen": 34, "bron": 34, "bron (https)": 34, "waarom": 40,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. ``kind``: what a white cell takes; ``date`` for a day; ``options``: what to choose from."""

    value: Plain = None
    look: str = "grijs"
    kind: Type | str | None = None
    options: tuple[str, ...] = ()


@dataclass(slots=True)
class Sheet:
    """A sheet: its rows of cells, the widths of its columns and the row of the headers."""

    name: str
    rows: list[list[Cell]]
    widths: list[int]
    header: int = 0
    what: str = ABOUT
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)


def sheets(content: Content) -> list[Sheet]:
    """All sheets, in order."""
    made = [_about(content), _figures(content), _settings(content)]
    return [*made, *(_table(table, place) for place, table in enumerate(content.tables, 1))]


def about_pairs(content: Content) -> dict[str, str]:
    """What says of which rules the workbook was made; it is read on the way back."""
    return {
        "regeling": content.regeling,
        "regelset": content.ruleset,
        "vingerafdruk": content.hash,
        "versie van Regels": content.version,
        "indeling": LAYOUT,
    }


def _about(content: Content) -> Sheet:
    tables = f"{len(content.tables)} beslistabellen" if len(content.tables) != 1 else "1 beslistabel"
    told = (
        f"{content.title}: cijfers, keuzes en tabellen",
        "",
        "Dit werkboek is gemaakt uit de regels. U schrijft erin wat u wilt veranderen. Regels leest "
        "het terug als voorstel.",
        "De regels zelf veranderen niet. Een voorstel geldt pas als het bevoegde orgaan het besluit.",
        "",
        "Grijs: wat nu geldt. Laat dat staan. Wit: daar schrijft u wat het wordt.",
        "Cijfers en Keuzes: vul in de rij een nieuwe waarde in, vanaf wanneer, de bron (een "
        "https-adres) en waarom.",
        "Een tweede wijziging van hetzelfde cijfer schrijft u in een lege rij onderaan. Kies daar de naam.",
        "Tabel: verander de rijen zelf. Een rij erbij of weg mag. Zet erboven vanaf wanneer, op welk "
        "artikel en waarom.",
        "‘Wie beslist’ zegt wie iets mag wijzigen: de gemeenteraad, het college, of alleen de wetgever.",
        "",
        "Een bedrag is een getal: 567,08. Een percentage staat als percentage: typ 10%. In de cel zit "
        "dan 0,1.",
        "Een duur staat met haar eenheid: 24 maanden, of 10 jaar.",
        "Een datum is een datum van Excel, of tekst als 2027-01-01. Vanaf: een eerste dag van een maand.",
        "n.v.t. betekent: bestaat dan niet. onbekend betekent: niet gevonden. Laat nooit 0 staan voor "
        "onbekend.",
        "Een formule mag in een witte cel; alleen de uitkomst telt, met de 15 cijfers die Excel kent.",
        "",
        f"Niet in dit werkboek: {content.formulas} regels met een formule, voorwaarden, invoer en "
        f"uitkomsten. "
        f"Wel: {tables}.",
        "",
    )
    rows = [[Cell(f"{MARK}: {ABOUT}", "kop")], *([Cell(line, "tekst")] for line in told)]
    rows += [[Cell(key, "grijs"), Cell(value, "grijs")] for key, value in about_pairs(content).items()]
    return Sheet("Uitleg", rows, [24, 90])


def _figures(content: Content) -> Sheet:
    rows = [_figure(figure, content) for figure in content.figures]
    return _norms("Cijfers", FIGURES, FIGURE_COLUMNS, rows, content.figures)


def _settings(content: Content) -> Sheet:
    rows = [_setting(figure) for figure in content.settings]
    return _norms("Keuzes", SETTINGS, SETTING_COLUMNS, rows, content.settings)


def _norms(
    name: str, what: str, columns: tuple[str, ...], grey: list[list[Plain]], figures: tuple[Figure, ...]
) -> Sheet:
    told = "Grijs is wat nu geldt. Vul alleen in wit in wat u wilt veranderen."
    rows = [[Cell(f"{MARK}: {what}", "kop")], [Cell(told, "tekst")]]
    rows.append([Cell(title, "kop") for title in (*columns, *NEW)])
    for values, figure in zip(grey, figures, strict=True):
        cells = [
            Cell(value, "grijs", _shape(figure, title)) for title, value in zip(columns, values, strict=True)
        ]
        rows.append([*cells, *_white(figure.norm)])
    for _ in range(SPARE_ROWS if figures else 0):
        free = [Cell(None, "wit", "naam") if title == "naam" else Cell() for title in columns]
        rows.append([*free, *_white(None)])
    widths = [WIDTHS.get(title, DEFAULT_WIDTH) for title in (*columns, *NEW)]
    return Sheet(name, rows, widths, 2, what, {"naam": tuple(names(figures))})


def _shape(figure: Figure, title: str) -> Type | str | None:
    if title in ("van", "tot"):
        return "date"
    return figure.norm.kind if title == "waarde" and not worded(figure.norm.soort) else None


def _white(norm: Norm | None) -> list[Cell]:
    kind = None if norm is None or worded(norm.soort) else norm.kind
    options = kind.options if kind and kind.kind is Kind.CHOICE else ()
    options = ("ja", "nee") if kind and kind.kind is Kind.BOOL else options
    value = Cell(None, "wit", kind, options)
    sure = Cell(None, "wit", None, ("hoog", "middel", "laag"))
    return [
        value,
        Cell(None, "wit", "date"),
        Cell(None, "wit", "date"),
        Cell(None, "wit"),
        Cell(None, "wit"),
        sure,
    ]


def figure_cells(figure: Figure, content: Content) -> dict[str, Plain]:
    """The grey cells of a row by the title of their column."""
    if figure.period is None:
        return dict(zip(SETTING_COLUMNS, _setting(figure), strict=True))
    return dict(zip(FIGURE_COLUMNS, _figure(figure, content), strict=True))


def _figure(figure: Figure, content: Content) -> list[Plain]:
    norm, period = figure.norm, figure.period
    assert period is not None
    return [
        figure.key, norm.name, norm.spec.title, norm.soort, norm.spec.article, norm.body, _day(period.start),
        _day(period.end), _value(norm, period), doubt(period),
        content.sources.get(period.source, period.source), period.note,
    ]  # fmt: skip


def _setting(figure: Figure) -> list[Plain]:
    norm = figure.norm
    options = ", ".join(norm.kind.options) or norm.soort
    ground = " ".join(str(norm.setting.grond).split()) if norm.setting is not None else ""
    return [
        figure.key, norm.name, norm.spec.title, norm.soort, norm.spec.article, norm.body,
        setting_text(norm.spec), options, ground,
    ]  # fmt: skip


def _value(norm: Norm, period: Period) -> Plain:
    """A figure as Excel holds it: a number, a day, or text; a length of time in words."""
    spec = norm.spec
    if period.value is None or period.nvt or worded(norm.soort):
        return period_text(spec, period)
    match spec.type.kind:
        case Kind.DATE:
            return _day(period.value)
        case Kind.MONEY | Kind.PERCENT | Kind.NUMBER:
            return float(Fraction(period.value, 10**spec.type.scale))  # the nearest double, only to be seen
    return period_text(spec, period)


def _day(days: int | None) -> date | None:
    return None if days is None else date.fromisoformat(day_text(days))


def _table(table: Table, place: int) -> Sheet:
    rows = [
        [Cell(f"{MARK}: {TABLE}", "kop"), Cell(table.name, "grijs")],
        [Cell("titel", "grijs"), Cell(table.title, "grijs")],
        [Cell("artikel nu", "grijs"), Cell(table.article, "grijs")],
        [Cell("soort", "grijs"), Cell(table.soort, "grijs")],
        *([Cell(label, "grijs"), Cell(None, "wit", "date" if label == "vanaf" else None)]
          for label in TABLE_LABELS),
        [Cell("als", "kop"), Cell("dan", "kop")],
    ]  # fmt: skip
    header = len(rows) - 1
    rows += [[Cell(when, "wit"), Cell(then, "wit")] for when, then in table.rows]
    rows += [[Cell(None, "wit"), Cell(None, "wit")] for _ in range(SPARE_ROWS)]
    return Sheet(f"T{place} {table.name}"[:31], rows, [80, 60], header, TABLE)
