"""``regels signalen``: the signals of a table of events, or of a caseload."""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from regels.cli.caseload import DONE, REFUSED, SET_APART, MissingArgument, progress_bar
from regels.cli.telling import count, line
from regels.errors import RegelsError
from regels.tabel.errors import TableError

if TYPE_CHECKING:
    from regels.monitor.model import SignalSet
    from regels.monitor.run import Report
    from regels.tabel.open import Input

REMINDER = "Een signaal is een vraag. Het beslist niets; een mens kijkt ernaar."


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The options of the command."""

    source: Path | None
    out: Path | None
    peildatum: str | None
    directory: Path | None
    durable: bool
    caseload: bool
    ruleset: str
    mapping: Path | None
    template: Path | None


class WrongDay(RegelsError):
    """The peildatum is no date."""


def run(choices: Choices) -> int:
    """Exit code 0: all done; 3: done, with rows set apart or dossiers without an answer; 2: nothing done."""
    from regels.monitor.check import load

    set = load(choices.directory, _day(choices.peildatum))
    try:
        if choices.template is not None:
            from regels.monitor.template import write_template

            for written in write_template(choices.template, set):
                print(f"Geschreven: {written}")
            return DONE
        if choices.source is None:
            raise MissingArgument(
                "Noem het bestand met de gebeurtenissen, en --uit met de plaats van de uitkomst."
            )
        if choices.out is None:
            raise MissingArgument("Noem waar de uitkomst komt, met --uit.")
        return _compute(set, choices, choices.source, choices.out)
    except TableError as error:
        print(error, file=sys.stderr)
        return REFUSED


def _day(text: str | None) -> date:
    try:
        return date.today() if text is None else date.fromisoformat(text)
    except ValueError:
        raise WrongDay(f"‘{text}’ is geen datum. Schrijf de peildatum als 2026-07-01.") from None


def _compute(set: "SignalSet", choices: Choices, source: Path, out: Path) -> int:
    from regels.monitor.run import Request
    from regels.monitor.run import run as compute
    from regels.tabel.write import rejects_path

    events, apart = _events(choices, source)
    with progress_bar() as progress:
        report = compute(set, Request(source=events, out=out, durable=choices.durable), progress)
    print(summary(set, report))
    print(f"\nUitkomst: {out}")
    if report.rejected:
        which = (
            "1 gebeurtenis is" if report.rejected == 1 else f"{count(report.rejected)} gebeurtenissen zijn"
        )
        print(f"Let op: {which} apart gezet, met de reden in {rejects_path(out)}.")
    return DONE if report.complete and not apart else SET_APART


def _events(choices: Choices, source: Path) -> "tuple[Input, int]":
    """What is to be read, and how many rows of a caseload could not be."""
    if not choices.caseload:
        return source, 0
    from regels_calculators.signalen.stand import stand

    from regels.ruleset import load
    from regels.tabel.mapping import read_mapping

    mapping = read_mapping(choices.mapping) if choices.mapping else None
    found = stand(source, load(choices.ruleset), mapping)
    for name, number in sorted(found.unknown.items()):
        print(f"Van {count(number)} dossiers is ‘{name}’ niet bekend: daarover zijn er geen signalen.")
    for note in found.summary.notes:
        print(note.text)
    if found.summary.rejected:
        print(f"Let op: {count(found.summary.rejected)} rijen van de caseload zijn niet te lezen.")
    return found.events, found.summary.rejected


def summary(set: "SignalSet", report: "Report") -> str:
    """The table of a run: signals by who asks the question, and what could not be determined."""
    from regels.monitor.wording import day_text

    lines = [f"{set.title} op {day_text(set.peildatum)}", ""]
    lines += [line("Dossiers", count(report.dossiers)), line("Gebeurtenissen", count(report.events))]
    for who in sorted({spec.for_whom for spec in set.signals}):
        lines += ["", f"Vragen voor de {who}"]
        lines += [
            line(f"  {spec.name}", count(report.signals[spec.name]))
            for spec in set.signals
            if spec.for_whom == who
        ]
    notes = [f"{name}: {why}. Dit signaal is niet bepaald." for name, why in set.left_out]
    notes += [
        f"{count(number)} × niet bepaald: {why}." for why, number in sorted(report.undetermined.items())
    ]
    if report.later:
        notes.append(f"{count(report.later)} gebeurtenissen zijn na de peildatum en tellen niet mee.")
    notes += [note.text for note in report.notes]
    return "\n".join([*lines, *([""] if notes else []), *notes, "", REMINDER])
