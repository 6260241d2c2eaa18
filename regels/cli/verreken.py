"""``regels verreken``: a whole caseload, with its summary; or one dossier of it explained."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from regels.errors import RegelsError
from regels.ruleset import Ruleset, load
from regels.tabel.errors import TableError
from regels.tabel.mapping import Mapping, read_mapping
from regels.tabel.process import Progress

DONE, SET_APART, REFUSED = 0, 3, 2
SHOW_PROGRESS_FROM = 200_000


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of the command."""

    source: Path | None
    out: Path | None
    ruleset: str
    mapping: Path | None
    per_dossier: Path | None
    explain: str | None
    template: Path | None
    split_aow: bool


class MissingArgument(RegelsError):
    """The command needs a file to read, or a place to write."""


def run(choices: Choices) -> int:
    """Exit code 0: all rows done; 3: done, with rows set apart; 2: nothing done, the message says why."""
    ruleset = load(choices.ruleset)
    try:
        if choices.template is not None:
            return _template(choices.template, ruleset)
        if choices.source is None:
            raise MissingArgument("Noem het bestand met de caseload: regels verreken IN --uit OUT.")
        mapping = read_mapping(choices.mapping) if choices.mapping else None
        if choices.explain is not None:
            return _explain(choices.source, ruleset, mapping, choices.explain)
        if choices.out is None:
            raise MissingArgument("Noem waar de uitkomst komt: regels verreken IN --uit OUT.")
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
    from regels_calculators.inkomstenverrekening.job import Request
    from regels_calculators.inkomstenverrekening.job import run as compute

    from regels.cli.samenvatting import summary
    from regels.tabel.write import rejects_path

    request = Request(source, out, choices.per_dossier, mapping, choices.split_aow)
    with progress_bar() as progress:
        report = compute(ruleset, request, progress)
    print(summary(report, ruleset))
    print(f"Uitkomst: {out}")
    if choices.per_dossier:
        print(f"Totalen per dossier: {choices.per_dossier}")
    if report.complete:
        return DONE
    count = report.summary.rejected
    which = "1 rij is" if count == 1 else f"{count} rijen zijn"
    print(f"Let op: {which} apart gezet, met de reden in {rejects_path(out)}.")
    return SET_APART


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on a terminal for work that takes more than a moment; silent elsewhere."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Rekenen", visible=False)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=total >= SHOW_PROGRESS_FROM)

        yield progress


def _explain(source: Path, ruleset: Ruleset, mapping: Mapping | None, dossier: str) -> int:
    from regels.cli.dossier import explain_dossier

    text = explain_dossier(source, ruleset, mapping, dossier)
    if text is None:
        print(
            f"Dossier {dossier} staat niet in {source}. Kijk of het nummer klopt, ook de nullen vooraan.",
            file=sys.stderr,
        )
        return REFUSED
    print(text)
    return DONE
