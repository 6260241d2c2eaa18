"""Cases as a workbook: a sheet for each regeling, a row for each month, and a sheet that explains."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from regels.plan.plan import Plan
from regels.plan.types import Kind, Type
from regels_casebook.cases import GROUNDS, REASON, REMARK, STATUS, STATUSES, UNCERTAIN, Case
from regels_casebook.variants import Variant, ruleset_of

NAME, MONTH, TITLE = "Geval", "Maand nr", "Titel"
GROUND, ARTICLE, SOURCE, ECLI = "Grond", "Artikel", "Bron", "ECLI"
RULESET, CHOICES, NOTE = "Regelset", "Instellingen", "Noot"
ABOUT = (NAME, MONTH, TITLE, GROUND, ARTICLE, SOURCE, ECLI, RULESET, CHOICES, NOTE)
FACT, EXPECTED = "Feit: ", "Verwacht: "
EMPTY = "(leeg)"
"""What stands in a cell for an empty fact or outcome; a cell without anything says nothing of it."""
EXPLAIN = "Uitleg"
EXTRA_ROWS = 500
LONGEST_SHEET_NAME = 31
LONGEST_LIST = 255

EXPLANATION = (
    "Dit bestand bevat gevallen: situaties waarvan het antwoord bekend is.",
    "Elk tabblad gaat over één regeling. Elke rij is één maand (of één jaar) van een geval.",
    "Heeft een geval meer maanden? Gebruik dan rijen onder elkaar, met dezelfde naam in de eerste kolom.",
    "Titel, grond, bron en noot schrijft u alleen op de eerste rij van een geval.",
    "Kolommen met ‘Feit:’ zijn wat er over de situatie bekend is. Een lege cel: het gegeven is er niet.",
    f"Schrijf {EMPTY} als een gegeven wel gevraagd is, maar niet bekend.",
    "Kolommen met ‘Verwacht:’ zijn wat eruit moet komen. Wat u niet invult, wordt niet getoetst.",
    f"Schrijf {EMPTY} als er juist niets uit mag komen.",
    "Bij status geen_recht, onbepaald of afgekeurd hoort ook een reden. Meer redenen: zet er een + tussen.",
    "De grond zegt wie het antwoord geeft: wet, officiële tabel, uitspraak, toelichting of beleid.",
    "De grond is nooit: ‘dat zei het programma’. Reken het antwoord zelf na en zet de som in de noot.",
    "Bij een uitspraak hoort de ECLI, zoals ECLI:NL:CRVB:2018:3513.",
    "Bedragen schrijft u met een komma: 1419,46. Datums als 2026-07-01 en maanden als 2026-07.",
    "Bij instellingen zet u keuzes zoals: verjaardagen = laatste_dag; z_telling = kalendermaanden.",
    "Klaar? Geef: regels casebook van-excel BESTAND.xlsx --map MAP. Dat noemt elke fout met tabblad en cel.",
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. ``options``: what may stand in it; None: anything."""

    header: str
    note: str
    options: tuple[str, ...] | None = None


def columns(plan: Plan) -> list[Column]:
    """The columns of the sheet of a regeling, in order."""
    made = [Column(header, "", GROUNDS if header == GROUND else None) for header in ABOUT]
    for spec in plan.inputs:
        note = " ".join(filter(None, (spec.question, spec.explanation)))
        made.append(Column(FACT + spec.name, note, _options(spec.type)))
    made.append(Column(EXPECTED + STATUS, "Waar de rij op uitkomt", STATUSES))
    made.append(Column(EXPECTED + REASON, "Waarom er geen recht is, of welk gegeven ontbreekt"))
    made.append(Column(EXPECTED + REMARK, "Alle opmerkingen, met een + ertussen"))
    made.append(Column(EXPECTED + UNCERTAIN, "De onzekere cijfers waarmee is gerekend, met een + ertussen"))
    made += [Column(EXPECTED + one.name, one.title, _options(one.type)) for one in plan.outcomes]
    return made


def columns_of(regeling: str, rulesets: Iterable[str]) -> list[Column]:
    """The columns of a sheet: those of the national rules, then what proposals among the cases add."""
    made = {column.header: column for column in columns(ruleset_of(Variant(regeling)).plan)}
    for name in dict.fromkeys(rulesets):
        for column in columns(ruleset_of(Variant(regeling, name)).plan):
            made.setdefault(column.header, column)
    return list(made.values())


def _options(kind: Type) -> tuple[str, ...] | None:
    if kind.kind is Kind.BOOL:
        return ("ja", "nee", EMPTY)
    return (*kind.options, EMPTY) if kind.kind is Kind.CHOICE else None


def cells(case: Case) -> Iterator[dict[str, str]]:
    """The rows of one case: for each month the text by header."""
    choices = "; ".join(f"{name} = {value}" for name, value in case.instellingen.items())
    about = {
        TITLE: str(case.titel), GROUND: str(case.grond.soort), ARTICLE: str(case.grond.artikel),
        SOURCE: str(case.grond.bron), ECLI: str(case.grond.ecli or ""), RULESET: str(case.regelset),
        CHOICES: choices, NOTE: str(case.noot or ""),
    }  # fmt: skip
    for place, (facts, expected) in enumerate(zip(case.rows(), case.expected(), strict=True), 1):
        row = {NAME: str(case.naam), MONTH: str(place)} | (about if place == 1 else {})
        row |= {FACT + name: value or EMPTY for name, value in facts.items()}
        yield row | {EXPECTED + name: value or EMPTY for name, value in expected.items()}


def write_workbook(path: Path, cases: Sequence[tuple[str, Case]]) -> None:
    """Write the cases. Everything is text, so that Excel changes no amount and no date."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        formats = {
            "kop": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1"}),
            "tekst": book.add_format({"num_format": "@"}),
            "uitleg": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for regeling in dict.fromkeys(name for name, _ in cases):
            _sheet(book, formats, regeling, [case for name, case in cases if name == regeling])
        sheet = book.add_worksheet(EXPLAIN)
        sheet.set_column(0, 0, 110, formats["uitleg"])
        for row, line in enumerate(EXPLANATION):
            sheet.write_string(row, 0, line, formats["uitleg"])


def _sheet(book: Any, formats: dict[str, Any], regeling: str, cases: Sequence[Case]) -> None:
    sheet = book.add_worksheet(regeling[:LONGEST_SHEET_NAME])
    made = columns_of(regeling, [str(case.regelset) for case in cases])
    places = {column.header: place for place, column in enumerate(made)}
    rows = [row for case in cases for row in cells(case)]
    for place, column in enumerate(made):
        sheet.set_column(place, place, 34 if column.header in (NAME, TITLE, NOTE) else 16, formats["tekst"])
        sheet.write_string(0, place, column.header, formats["kop"])
        if column.note:
            sheet.write_comment(0, place, column.note)
        if column.options and len(",".join(column.options)) <= LONGEST_LIST:
            shown = {
                "validate": "list", "source": list(column.options), "error_type": "warning",
                "error_title": "Kies uit de lijst", "error_message": "Kies een waarde uit de lijst.",
            }  # fmt: skip
            sheet.data_validation(1, place, len(rows) + EXTRA_ROWS, place, shown)
    for line, row in enumerate(rows, 1):
        for header, text in row.items():
            sheet.write_string(line, places[header], text, formats["tekst"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(made) - 1)
