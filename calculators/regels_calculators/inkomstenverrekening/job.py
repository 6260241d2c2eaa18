"""The whole run: a caseload in, one row of result for each row, totals per dossier, and a summary."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyarrow as pa

from regels.ruleset import Ruleset
from regels.tabel.errors import ResultTwice, SameFile
from regels.tabel.history import Chunk
from regels.tabel.process import Prepare, Progress, Summary
from regels.tabel.sink import Sink, TableSink
from regels.tabel.write import FileSink, meta_path, rejects_path
from regels_calculators.doorrekenen import job
from regels_calculators.inkomstenverrekening import aow_day
from regels_calculators.inkomstenverrekening.summary import Totals
from regels_calculators.inkomstenverrekening.totals import totals

SPLIT = {"gesplitst": "op de AOW-dag, bedragen naar dagen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(job.Request):
    """What is asked of a run.

    ``per_dossier``: where the totals go. ``split_aow``: split rows at the AOW day.
    """

    per_dossier: Path | None = None
    split_aow: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a run. ``split``: rows that were added by splitting at an AOW day."""

    totals: Totals
    summary: Summary
    seconds: float
    split: int
    table: pa.Table | None

    @property
    def complete(self) -> bool:
        """Whether every row could be read."""
        return self.summary.rejected == 0


class _Watch:
    """Adds up what passes; called with one chunk at a time."""

    def __init__(self, sink: Sink | None) -> None:
        self.totals, self.sink = Totals(), sink

    def __call__(self, chunk: Chunk, results: pa.RecordBatch) -> None:
        self.totals.add(chunk, results)
        if self.sink is not None:
            self.sink.write(totals(chunk, results))


def run(ruleset: Ruleset, request: Request, progress: Progress | None = None) -> Report:
    """Compute a caseload.

    Raises TableError when the file as a whole cannot be read; then nothing is written.
    """
    _refuse_overwriting(request)
    about = job.about(ruleset, **(SPLIT if request.split_aow else {}))
    sink: Sink = FileSink(request.out, about) if request.out else TableSink()
    beside = FileSink(request.per_dossier, about) if request.per_dossier else None
    watch = _Watch(beside)
    prepare: Prepare | None = partial(aow_day.split, plan=ruleset.plan) if request.split_aow else None
    try:
        if beside:
            beside.start(0)
        found, seconds = job.compute(ruleset, request, sink, progress, prepare, watch)
        if beside:
            beside.finish()
    except BaseException:
        if beside:
            beside.discard()
        raise
    table = sink.table() if isinstance(sink, TableSink) else None
    return Report(watch.totals, found, seconds, watch.totals.rows - found.rows, table)


def _refuse_overwriting(request: Request) -> None:
    """The totals may not replace the caseload, nor the result or a file beside it."""
    beside, out = request.per_dossier, request.out
    if beside is None:
        return
    source = Path(request.source) if isinstance(request.source, (str, Path)) else None
    if source is not None and source.exists() and beside.exists() and beside.samefile(source):
        raise SameFile(str(beside))
    if out is not None and _files(out) & _files(beside):
        raise ResultTwice(str(beside))


def _files(path: Path) -> set[Path]:
    """The result and what may stand beside it."""
    return {one.resolve() for one in (path, rejects_path(path), meta_path(path))}
