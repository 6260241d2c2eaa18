"""The statements of a whole caseload, one dossier after another; memory does not grow with the file."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from regels.decision import ReadersDisagree
from regels.errors import RegelsError
from regels.rows import row_cases
from regels.ruleset import Ruleset
from regels.tabel.history import Chunk
from regels.tabel.mapping import Mapping
from regels.tabel.open import Input
from regels.tabel.process import Options, batches
from regels.tabel.rejects import Problem, Reject
from regels_calculators.specificatie import beside
from regels_calculators.specificatie.beside import Beside, Own
from regels_calculators.specificatie.books import Books
from regels_calculators.specificatie.given import (
    INCOME_COLUMNS,
    PROPOSAL_COLUMNS,
    income,
    proposal,
    read_rows,
)
from regels_calculators.specificatie.model import Specificatie
from regels_calculators.specificatie.specify import KNOWN, specificeer
from regels_calculators.specificatie.write import Output

Progress = Callable[[int], None]
"""Called with the dossiers that are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked. ``source``: a caseload with whole histories; None with ``books``, that have their own.

    ``income``, ``proposals``: files as ``regels inkomen`` and ``regels grootboek voorstellen`` write them.
    ``month``: tell this month alone. ``only``: this dossier alone.
    """

    source: Input | None = None
    mapping: Mapping | None = None
    income: Path | None = None
    proposals: Path | None = None
    books: Books | None = None
    month: date | None = None
    objection: str | None = None
    only: str | None = None
    options: Options | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """Of one dossier its statement, or why there is none; neither when it has no row in the month."""

    dossier: str | None
    found: Specificatie | None
    rejects: tuple[Reject, ...] = ()


@dataclass(slots=True)
class Report:
    """What a run did. ``undetermined``: months that are told and could not be determined.

    ``absent``: dossiers without the month. ``apart``: dossiers set apart. ``strangers``: dossiers with income
    or proposals that are not in the caseload.
    """

    dossiers: int = 0
    months: int = 0
    undetermined: int = 0
    absent: int = 0
    apart: int = 0
    strangers: int = 0

    def add(self, made: Made) -> None:
        """Count a dossier."""
        if made.rejects:
            self.apart += 1
        elif made.found is None:
            self.absent += 1
        else:
            self.dossiers += 1
            self.months += len(made.found.maanden)
            self.undetermined += sum(month.status not in KNOWN for month in made.found.maanden)


def run(ruleset: Ruleset, request: Request, output: Output, progress: Progress | None = None) -> Report:
    """Write every statement. When anything raises, nothing half-finished stays behind."""
    report = Report()
    try:
        with _kept(request) as kept:
            for made in statements(ruleset, request, kept):
                report.add(made)
                if made.found is not None:
                    output.write(made.found)
                output.reject(made.rejects)
                if progress:
                    progress(report.dossiers + report.apart + report.absent)
            for text in kept.take("").wrong:
                output.reject([_reject(None, 0, text)])
                report.apart += 1
            report.strangers = 0 if request.only else kept.left()
        output.finish()
    except BaseException:
        output.discard()
        raise
    return report


def one(ruleset: Ruleset, request: Request) -> Made | None:
    """The statement of the dossier that is asked for; None when it is not there."""
    with _kept(request) as kept, closing(statements(ruleset, request, kept)) as found:
        return next(found, None)


def statements(ruleset: Ruleset, request: Request, kept: Beside) -> Generator[Made, None, None]:
    """Every dossier of the caseload with its statement, or why there is none."""
    source = request.books.source if request.books else request.source
    for chunk in batches(source, ruleset.plan, request.mapping, request.options):  # type: ignore[arg-type]
        starts = np.flatnonzero(chunk.new_history).tolist()
        for first, end in zip(starts, [*starts[1:], len(chunk)], strict=True):
            dossier = chunk.dossier[first].as_py()
            if request.only is None or dossier == request.only:
                own = kept.take(dossier) if dossier else Own()
                yield _made(ruleset, request, chunk, range(first, end), dossier, own)


def _made(
    ruleset: Ruleset, request: Request, chunk: Chunk, rows: range, dossier: str | None, own: Own
) -> Made:
    places = {int(chunk.index[row]) for row in rows}
    rejects = tuple(reject for reject in chunk.rejects if reject.index in places)
    line = int(chunk.line[rows.start])
    if not rejects:
        rejects = tuple(_reject(dossier, line, text) for text in own.wrong)
    if rejects or dossier is None:
        return Made(dossier, None, rejects)
    cases = row_cases(ruleset.plan, chunk, rows)
    if request.month is not None and all(case["maand"] != request.month for case in cases):
        return Made(dossier, None)
    try:
        return Made(dossier, _told(ruleset, request, dossier, cases, own))
    except ReadersDisagree:
        raise
    except RegelsError as error:
        return Made(dossier, None, (_reject(dossier, line, str(error)),))


def _told(
    ruleset: Ruleset, request: Request, dossier: str, cases: list[dict[str, Any]], own: Own
) -> Specificatie:
    if request.books:
        cases = request.books.with_paid(dossier, cases)
    decisions = ruleset.evaluate_history(cases)
    chosen = None if request.month is None else (request.month,)
    if request.books:
        told = [place for place, case in enumerate(cases) if chosen is None or case["maand"] in chosen]
        request.books.check(
            dossier, [decisions[place] for place in told], [cases[place]["maand"] for place in told]
        )
    return specificeer(
        decisions, dossier=dossier, inkomen=own.income, voorstellen=own.proposals,
        bezwaar=request.objection, maanden=chosen,
    )  # fmt: skip


def _reject(dossier: str | None, line: int, text: str) -> Reject:
    return Reject(0, line, dossier, "", "", "", text, Problem.RULE)


@contextmanager
def _kept(request: Request) -> Iterator[Beside]:
    """Income and proposals by dossier, as long as the run lasts."""
    directory = request.options.directory if request.options else None
    with TemporaryDirectory(prefix="regels-", dir=directory) as name:
        kept = Beside(Path(name))
        try:
            if request.books:
                kept.add(beside.INCOME, request.books.rows(), income)
            elif request.income:
                kept.add(beside.INCOME, read_rows(request.income, INCOME_COLUMNS), income)
            if request.proposals:
                rows = read_rows(request.proposals, PROPOSAL_COLUMNS)
                kept.add(beside.PROPOSAL, rows, proposal)
            kept.ready()
            yield kept
        finally:
            kept.close()
