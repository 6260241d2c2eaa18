"""``regels inkomen``: payments to income per month, and if asked with the households to a caseload."""

import sys
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from regels_calculators.doorrekenen.job import about
from regels_calculators.inkomen.caseload import to_caseload
from regels_calculators.inkomen.describe import write_feed_template
from regels_calculators.inkomen.job import Intake, save, take_in, write
from regels_calculators.inkomen.net import POLICIES, REGELING
from regels_calculators.inkomen.stream import Tally

from regels.cli.caseload import DONE, REFUSED, SET_APART, MissingArgument
from regels.cli.telling import count, line
from regels.errors import RegelsError
from regels.ruleset import Ruleset, load
from regels.tabel.errors import SameFile, TableError
from regels.tabel.mapping import read_mapping
from regels.tabel.write import FileSink, rejects_path

if TYPE_CHECKING:
    from regels.tabel.header import Note

MESSAGE = ".jws"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The options of the command."""

    source: Path | None
    out: Path | None
    ruleset: str
    mapping: Path | None = None
    template: Path | None = None
    policy: str | None = None
    households: Path | None = None
    caseload: Path | None = None
    complete_until: str | None = None
    years: Path | None = None
    persons: Path | None = None
    keys: Path | None = None
    dossier: str | None = None
    person: str = "aanvrager"
    audience: str | None = None
    seen: Path | None = None


class WrongChoice(RegelsError):
    """An option has a value that cannot be."""


def run(choices: Choices) -> int:
    """Exit code 0: all records were read; 3: done, with records set apart; 2: nothing done."""
    try:
        if choices.template is not None:
            for written in write_feed_template(choices.template):
                print(f"Geschreven: {written}")
            return DONE
        return _take_in(choices)
    except TableError as error:
        print(error, file=sys.stderr)
        return REFUSED


def _take_in(choices: Choices) -> int:
    out = _complete(choices)
    until = _month(choices.complete_until) if choices.complete_until else None
    with ExitStack() as stack:
        return _write(choices, out, until, _given(choices, stack))


def _write(choices: Choices, out: Path, until: date | None, given: Any) -> int:
    ruleset = load(choices.ruleset, REGELING)
    mapping = read_mapping(choices.mapping) if choices.mapping else None
    intake = take_in(given, ruleset, choices.policy, mapping)
    caseload = _caseload(choices, intake, until)
    write(intake, ruleset, out, choices.policy)
    print(_summary(intake, ruleset))
    print(f"Inkomen per maand: {out}")
    if choices.years:
        save(intake.years, FileSink(choices.years, about(ruleset)))
        print(f"Controle van vierwekenloon per jaar: {choices.years}")
    if choices.caseload and caseload is not None:
        save(caseload, FileSink(choices.caseload, about(load(choices.ruleset))))
        print(f"Caseload: {choices.caseload}. Reken hem door met regels verreken.")
    if not intake.apart:
        return DONE
    which = "1 betaling is" if intake.apart == 1 else f"{count(intake.apart)} betalingen zijn"
    print(f"Let op: {which} apart gezet, met de reden in {rejects_path(out)}. Die maanden zijn onbekend.")
    return SET_APART


def _complete(choices: Choices) -> Path:
    """Refuse what cannot be done before anything is read; the place of the result."""
    if choices.source is None or choices.out is None:
        raise MissingArgument("Noem het bestand met betalingen, en --uit met de plaats van de uitkomst.")
    refuse_policy(choices.policy)
    if (choices.households is None) != (choices.caseload is None):
        raise MissingArgument("Noem --huishoudens en --caseload allebei, of geen van beide.")
    read = (choices.source, choices.households, choices.mapping, choices.persons, choices.keys, choices.seen)
    given = [path for path in read if path is not None and path.exists()]
    for written in (choices.out, choices.caseload, choices.years):
        if written is not None and written.exists() and any(written.samefile(path) for path in given):
            raise SameFile(str(written))
    return choices.out


def refuse_policy(policy: str | None) -> None:
    """Raise WrongChoice for a way to attribute wages that does not exist."""
    if policy is not None and policy not in POLICIES:
        raise WrongChoice(f"--toerekening {policy} kan niet. Kies een van: {', '.join(POLICIES)}.")


def _given(choices: Choices, stack: ExitStack) -> Any:
    """The feed: a file as it is, or what an adapter makes of it."""
    assert choices.source is not None
    if choices.source.suffix.lower() == MESSAGE:
        return _message(choices, choices.source, stack)
    if choices.persons is not None:
        from regels_calculators.inkomen.suwi import read_persons, read_suwi

        return read_suwi(choices.source, read_persons(choices.persons))
    return choices.source


def _message(choices: Choices, source: Path, stack: ExitStack) -> pa.Table:
    """The feed in a message, which is used once the result is written: a run that fails costs no message."""
    from regels_calculators.inkomen.vault import Expected, Seen, read_keys, read_message

    if choices.keys is None or choices.dossier is None or choices.audience is None or choices.seen is None:
        raise MissingArgument(
            "Noem bij een bericht uit een datakluis --sleutels, --dossier, --ontvanger en --gebruikt."
        )
    keys = read_keys(choices.keys)
    seen = stack.enter_context(closing(Seen(choices.seen)))
    stack.enter_context(seen.held())
    return read_message(source, keys, Expected(choices.dossier, choices.audience, choices.person), seen)


def _caseload(choices: Choices, intake: Intake, until: date | None) -> pa.Table | None:
    if choices.households is None:
        return None
    return to_caseload(intake.months, choices.households, ruleset=load(choices.ruleset), complete_until=until)


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == 7 else text).replace(day=1)
    except ValueError as error:
        raise WrongChoice(f"--volledig-tot {text} is geen maand. Schrijf een maand als 2026-07.") from error


def _summary(intake: Intake, ruleset: Ruleset) -> str:
    months = intake.months
    unknown = months.num_rows - months["onbekend"].null_count
    lines = [
        f"{ruleset.plan.title} ({' + '.join(ruleset.layers)})",
        "",
        *feed_lines(len(intake.records), intake),
        "",
        line("Regels met inkomen per maand", count(months.num_rows)),
        line("  waarvan onbekend", count(unknown)),
        *note_lines(intake.records.notes),
    ]
    seconds = f"{intake.seconds:.2f}".replace(".", ",")
    rules = (
        f"Regels {ruleset.version}, regeling {ruleset.plan.hash[:16]}. Regels adviseert; een mens beslist."
    )
    return "\n".join([*lines, "", f"Duur: {seconds} seconden", rules])


def feed_lines(records: int, found: Intake | Tally) -> list[str]:
    """What became of the payments of a feed."""
    return [
        line("Betalingen", count(records)),
        line("  tellen mee", count(found.counted)),
        line("  dubbel geleverd", count(found.repeated)),
        line("  vervangen door een verbetering", count(found.corrected)),
        line("  schattingen die zijn vervangen", count(found.estimates)),
        line("  apart gezet", count(found.apart)),
        line("Betalingen over precies vier weken", count(found.four_weekly)),
    ]


def note_lines(notes: "tuple[Note, ...]") -> list[str]:
    """What must be said of columns, after an empty line."""
    return ["", *(f"  {note.text}" for note in notes)] if notes else []
