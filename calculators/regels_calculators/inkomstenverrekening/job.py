"""The whole run: a caseload in, one row of result for each row, totals per dossier, and a summary."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa

from regels.bulk import Bulk
from regels.ruleset import Ruleset
from regels.tabel.history import Chunk
from regels.tabel.mapping import Mapping
from regels.tabel.process import Options, Progress, Summary, process
from regels.tabel.sink import About, Sink, TableSink
from regels.tabel.write import FileSink
from regels_calculators.inkomstenverrekening import aow_day
from regels_calculators.inkomstenverrekening.summary import Totals
from regels_calculators.inkomstenverrekening.totals import totals


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a run. ``source``: a file, or anything with an Arrow stream.

    ``out``, ``per_dossier``: where the results go by extension (None: nowhere). ``split_aow``:
    split rows at the AOW day.
    """

    source: Any
    out: Path | None = None
    per_dossier: Path | None = None
    mapping: Mapping | None = None
    split_aow: bool = False
    options: Options | None = None


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
    about = about_text(ruleset, request)
    sink: Sink = FileSink(request.out, about) if request.out else TableSink()
    beside = FileSink(request.per_dossier, about) if request.per_dossier else None
    watch = _Watch(beside)
    prepare: Callable[[Chunk], Chunk] | None = None
    if request.split_aow:
        prepare = partial(aow_day.split, plan=ruleset.plan)
    started = perf_counter()
    try:
        if beside:
            beside.start(0)
        found = process(
            request.source, ruleset.plan, Bulk(ruleset.kernel), sink, request.mapping, request.options,
            progress, prepare, watch,
        )  # fmt: skip
        if beside:
            beside.finish()
    except BaseException:
        if beside:
            beside.discard()
        raise
    seconds = perf_counter() - started
    table = sink.table() if isinstance(sink, TableSink) else None
    return Report(watch.totals, found, seconds, watch.totals.rows - found.rows, table)


def about_text(ruleset: Ruleset, request: Request) -> About:
    """What every output of this run carries."""
    more = {"lagen": " + ".join(ruleset.layers)}
    if request.split_aow:
        more["gesplitst"] = "op de AOW-dag, bedragen naar dagen"
    return About(ruleset.version, ruleset.plan.name, ruleset.plan.hash, more)
