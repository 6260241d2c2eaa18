"""``regels verreken`` and ``regels doorreken``: a caseload with its summary, or one dossier explained."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from regels.errors import RegelsError
from regels.ruleset import DEFAULT_REGELING, Ruleset, load
from regels.tabel.errors import TableError
from regels.tabel.mapping import Mapping, read_mapping
from regels.tabel.process import Progress

DONE, SET_APART, REFUSED = 0, 3, 2
SHOW_PROGRESS_FROM = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The options of both commands; ``per_dossier`` and ``split_aow`` are of ``verreken`` alone."""

    source: Path | None
    out: Path | None
    ruleset: str
    regeling: str = DEFAULT_REGELING
    mapping: Path | None
    explain: str | None
    template: Path | None
    per_dossier: Path | None = None
    split_aow: bool = False


class MissingArgument(RegelsError):
    """The command needs a file to read, or a place to write."""


def run(choices: Choices) -> int:
    """Exit code 0: all rows done; 3: done, with rows set apart; 2: nothing done, the message says why."""
    ruleset = load(choices.ruleset, choices.regeling)
    try:
        if choices.template is not None:
            return _template(choices.template, ruleset)
        if choices.source is None:
            raise MissingArgument("Noem het bestand met de caseload, en --uit met de plaats van de uitkomst.")
        if choices.explain is not None and (choices.out or choices.per_dossier):
            raise MissingArgument("--uitleg schrijft geen bestand. Laat --uit en --per-dossier dan weg.")
        mapping = read_mapping(choices.mapping) if choices.mapping else None
        if choices.explain is not None:
            return _explain(choices, choices.source, ruleset, mapping, choices.explain)
        if choices.out is None:
            raise MissingArgument("Noem waar de uitkomst komt, met --uit.")
        return _compute(choices, choices.source, choices.out, ruleset, mapping)
    except TableError as error:
        print(error, file=sys.stderr)
        return REFUSED


def _template(path: Path, ruleset: Ruleset) -> int:
    from regels.tabel.sjabloon import write_template

    for written in write_template(path, ruleset.plan):
        print(f"Geschreven: {written}")
    return DONE


def _compute(choices: Choices, source: Path, out: Path, ruleset: Ruleset, mapping: Mapping | None) -> int:
    from regels.tabel.write import rejects_path

    computed = _settled if choices.regeling == DEFAULT_REGELING else _tallied
    with progress_bar() as progress:
        text, rejected = computed(choices, source, out, ruleset, mapping, progress)
    print(text)
    print(f"Uitkomst: {out}")
    if choices.per_dossier:
        print(f"Totalen per dossier: {choices.per_dossier}")
    if not rejected:
        return DONE
    which = "1 rij is" if rejected == 1 else f"{rejected} rijen zijn"
    print(f"Let op: {which} apart gezet, met de reden in {rejects_path(out)}.")
    return SET_APART


def _settled(
    choices: Choices, source: Path, out: Path, ruleset: Ruleset, mapping: Mapping | None, progress: Progress
) -> tuple[str, int]:
    """The inkomstenverrekening: its summary, and how many rows were set apart."""
    from regels_calculators.inkomstenverrekening.job import Request
    from regels_calculators.inkomstenverrekening.job import run as compute

    from regels.cli.samenvatting import summary

    request = Request(
        source=source, out=out, mapping=mapping, per_dossier=choices.per_dossier, split_aow=choices.split_aow
    )
    report = compute(ruleset, request, progress)
    return summary(report, ruleset), report.summary.rejected


def _tallied(
    choices: Choices, source: Path, out: Path, ruleset: Ruleset, mapping: Mapping | None, progress: Progress
) -> tuple[str, int]:
    """Any other regeling: its tally, and how many rows were set apart."""
    from regels_calculators.doorrekenen.job import Request
    from regels_calculators.doorrekenen.job import run as compute

    from regels.cli.telling import tally

    report = compute(ruleset, Request(source=source, out=out, mapping=mapping), progress)
    return tally(report, ruleset), report.summary.rejected


@contextmanager
def progress_bar(what: str = "Rekenen", shown_from: int = SHOW_PROGRESS_FROM) -> Iterator[Progress]:
    """A bar on a terminal for work of at least so much; silent elsewhere."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, visible=False)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=total >= shown_from)

        yield progress


def _explain(choices: Choices, source: Path, ruleset: Ruleset, mapping: Mapping | None, dossier: str) -> int:
    from regels_calculators.inkomstenverrekening import aow_day

    from regels.cli.dossier import explain_dossier

    split = partial(aow_day.split, plan=ruleset.plan) if choices.split_aow else None
    text = explain_dossier(source, ruleset, mapping, dossier, split)
    if text is None:
        print(
            f"Dossier {dossier} staat niet in {source}. Kijk of het nummer klopt, ook de nullen vooraan.",
            file=sys.stderr,
        )
        return REFUSED
    print(text)
    return DONE
