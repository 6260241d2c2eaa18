"""``regels specificatie``: the statement of one dossier, or of every dossier of a caseload."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regels.cli.bereken import read_cases
from regels.cli.caseload import DONE, REFUSED, SET_APART
from regels.errors import RegelsError
from regels.ruleset import load
from regels.tabel.errors import SameFile, TableError
from regels.tabel.mapping import Mapping, read_mapping

if TYPE_CHECKING:
    from regels_calculators.specificatie import Specificatie
    from regels_calculators.specificatie.books import Books
    from regels_calculators.specificatie.bulk import Progress, Report, Request

CASES = (".yaml", ".yml", ".json")
SHEETS = (".txt", ".html", ".json")
STEP = 100
"""Dossiers between two words of progress."""


class SpecificatieError(RegelsError):
    """The dossier is not there, cannot be read, or what to write is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The options of the command."""

    source: Path | None
    dossier: str
    everyone: bool
    month: str | None
    income: Path | None
    proposals: Path | None
    ledger: Path | None
    households: Path | None
    day: str | None
    complete_until: str | None
    objection: str | None
    out: tuple[Path, ...]
    as_text: bool
    ruleset: str
    mapping: Path | None
    as_json: bool
    schema: bool


def run(choices: Choices) -> int:
    """Print the statement or write it.

    One dossier: exit code 1 when a month could not be determined. All: 0 done, 3 done with dossiers set
    apart. 2: refused.
    """
    from regels_calculators.specificatie import json_schema

    if choices.schema:
        print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
        return DONE
    try:
        return _everyone(choices) if choices.everyone else _alone(choices)
    except TableError as error:
        print(error, file=sys.stderr)
        return REFUSED


def _alone(choices: Choices) -> int:
    from regels_calculators.specificatie import as_dict, text

    for path in choices.out:
        if path.suffix.lower() not in SHEETS:
            raise SpecificatieError(f"{path}: deze soort is niet bekend. Verwacht: {', '.join(SHEETS)}.")
    found = make(choices)
    for path in choices.out:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(found, path), encoding="utf-8")
        print(f"Geschreven: {path}")
    if choices.as_json:
        print(json.dumps(as_dict(found), ensure_ascii=False, indent=2))
    elif not choices.out:
        print(text(found), end="")
    return 0 if all(month.status in ("recht", "geen_recht") for month in found.maanden) else 1


def make(choices: Choices) -> "Specificatie":
    """The statement of one dossier. Raises SpecificatieError when there is none, and says why."""
    from regels_calculators.specificatie import specificeer
    from regels_calculators.specificatie.bulk import one
    from regels_calculators.specificatie.given import read_income, read_proposals

    ruleset = load(choices.ruleset)
    if choices.source is not None and choices.source.suffix.lower() in CASES:
        month = _month(choices)
        return specificeer(
            ruleset.evaluate_history(ruleset.in_order(read_cases(choices.source))),
            dossier=choices.dossier,
            inkomen=read_income(choices.income, choices.dossier) if choices.income else (),
            voorstellen=read_proposals(choices.proposals, choices.dossier) if choices.proposals else (),
            bezwaar=choices.objection,
            maanden=None if month is None else (month,),
        )
    with _request(choices) as request:
        if not choices.dossier:
            raise SpecificatieError("Noem het dossier uit de caseload, met --dossier, of vraag --alle.")
        made = one(ruleset, request)
    if made is None:
        place = choices.source or choices.households
        raise SpecificatieError(
            f"Dossier {choices.dossier} staat niet in {place}. Klopt het nummer, ook de nullen vooraan?"
        )
    for reject in made.rejects:
        where = f"{choices.source or choices.households}, regel {reject.row}"
        what = f"{where}: {reject.field}: gevonden: {reject.found}. " if reject.field else f"{where}: "
        raise SpecificatieError(f"{what}{reject.advice}")
    if made.found is None:
        raise SpecificatieError(f"Dossier {choices.dossier} heeft geen regel in {choices.month}.")
    return made.found


def _everyone(choices: Choices) -> int:
    from regels_calculators.specificatie.bulk import run as write_all
    from regels_calculators.specificatie.write import Output

    if not choices.out:
        raise SpecificatieError("Noem met --uit waar de specificaties komen: een map, .jsonl of .parquet.")
    if choices.dossier or choices.as_json:
        raise SpecificatieError("--alle gaat niet samen met --dossier of --json.")
    ruleset = load(choices.ruleset)
    _refuse_same_file(choices)
    with _request(choices) as request, _counted() as progress:
        output = Output(choices.out, choices.as_text)
        report = write_all(ruleset, request, output, progress)
    print(_summary(report))
    for path in choices.out:
        print(f"Geschreven: {path}")
    if not report.apart:
        return DONE
    which = "1 dossier is" if report.apart == 1 else f"{report.apart} dossiers zijn"
    print(f"Let op: {which} apart gezet, met de reden in {output.apart}.")
    return SET_APART


def _summary(report: "Report") -> str:
    lines = [f"Specificaties: {report.dossiers}, over {report.months} maanden of delen ervan."]
    if report.undetermined:
        lines.append(f"Nog niet te berekenen: {report.undetermined}; de specificatie zegt wat ontbreekt.")
    if report.absent:
        lines.append(f"Zonder regel in deze maand: {report.absent} dossiers.")
    if report.strangers:
        lines.append(
            f"Let op: {report.strangers} dossiers met inkomen of een voorstel staan niet in de caseload."
        )
    return "\n".join(lines)


def _refuse_same_file(choices: Choices) -> None:
    given = (choices.source, choices.income, choices.proposals, choices.households)
    for path in choices.out:
        if path.is_file() and any(one is not None and one.exists() and path.samefile(one) for one in given):
            raise SameFile(str(path))


@contextmanager
def _request(choices: Choices) -> Iterator["Request"]:
    """What is asked of a caseload, or of a ledger with the files it was booked from."""
    from regels_calculators.specificatie.bulk import Request

    books = _books(choices)
    if books is None and (choices.source is None or choices.source.suffix.lower() in CASES):
        raise SpecificatieError(
            "Noem het bestand met de caseload, of --grootboek met --huishoudens en --inkomen."
        )
    mapping: Mapping | None = read_mapping(choices.mapping) if choices.mapping else None
    try:
        yield Request(
            source=choices.source, mapping=mapping, income=choices.income, proposals=choices.proposals,
            books=books, month=_month(choices), objection=choices.objection, only=choices.dossier or None,
        )  # fmt: skip
    finally:
        if books:
            books.close()


def _books(choices: Choices) -> "Books | None":
    if choices.ledger is None:
        if choices.households is not None:
            raise SpecificatieError("--huishoudens hoort bij --grootboek.")
        return None
    if choices.households is None or choices.income is None or choices.source is not None:
        raise SpecificatieError("Noem bij --grootboek ook --huishoudens en --inkomen, en geen ander bestand.")
    from regels_calculators.grootboek.job import Rulesets
    from regels_calculators.specificatie.books import open_books

    from regels.cli.grootboek import day_of, month_of

    return open_books(
        Rulesets.load(choices.ruleset), choices.ledger, choices.households, choices.income,
        day_of(choices.day), month_of(choices.complete_until),
    )  # fmt: skip


def _month(choices: Choices) -> date | None:
    from regels.cli.grootboek import month_of

    return month_of(choices.month)


@contextmanager
def _counted() -> Iterator["Progress"]:
    """How many dossiers are done, on a terminal; silent elsewhere."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done: None
        return
    with console.status("Specificaties") as status:
        yield lambda done: None if done % STEP else status.update(f"Specificaties: {done} dossiers")


def _text(found: "Specificatie", path: Path) -> str:
    from regels_calculators.specificatie import as_dict, html, text

    match path.suffix.lower():
        case ".json":
            return json.dumps(as_dict(found), ensure_ascii=False, indent=2) + "\n"
        case ".html":
            return html(found)
    return text(found)
