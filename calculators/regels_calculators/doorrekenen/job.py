"""The whole run: a caseload in, one row of result for each row, and a tally."""

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa

from regels.bulk import Bulk
from regels.ruleset import Ruleset
from regels.tabel.mapping import Mapping
from regels.tabel.process import Observe, Options, Prepare, Progress, Summary, process
from regels.tabel.sink import About, Sink, TableSink
from regels.tabel.write import FileSink
from regels_calculators.doorrekenen.tally import Tally, amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a run. ``source``: a file, or anything with an Arrow stream.

    ``out``: where the results go by extension; None: into ``Report.table``.
    """

    source: Any
    out: Path | None = None
    mapping: Mapping | None = None
    options: Options | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a run."""

    tally: Tally
    summary: Summary
    seconds: float
    table: pa.Table | None

    @property
    def complete(self) -> bool:
        """Whether every row could be read."""
        return self.summary.rejected == 0


def run(ruleset: Ruleset, request: Request, progress: Progress | None = None) -> Report:
    """Compute a caseload with any regeling.

    Raises TableError when the file as a whole cannot be read; then nothing is written.
    """
    tally = Tally(amounts(ruleset.plan))
    sink: Sink = FileSink(request.out, about(ruleset)) if request.out else TableSink()
    found, seconds = compute(ruleset, request, sink, progress, None, tally.add)
    return Report(tally, found, seconds, sink.table() if isinstance(sink, TableSink) else None)


def compute(
    ruleset: Ruleset,
    request: Request,
    sink: Sink,
    progress: Progress | None,
    prepare: Prepare | None,
    observe: Observe,
) -> tuple[Summary, float]:
    """Every chunk of the source through the kernel to the sink; and how many seconds that took."""
    started = perf_counter()
    found = process(
        request.source, ruleset.plan, Bulk(ruleset.kernel), sink, request.mapping, request.options,
        progress, prepare, observe,
    )  # fmt: skip
    return found, perf_counter() - started


def about(ruleset: Ruleset, **more: str) -> About:
    """What every output of a run carries."""
    return About(
        ruleset.version, ruleset.plan.name, ruleset.plan.hash, {"lagen": " + ".join(ruleset.layers), **more}
    )
