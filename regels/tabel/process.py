"""From a caseload to a result: one row out for each row in, in the order of the file."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa

from regels.plan.plan import Plan
from regels.tabel.arrow import BATCH_ROWS
from regels.tabel.canonical import Raw, Rows, canonical_rows
from regels.tabel.dossier import dossier_cells
from regels.tabel.errors import RowCountMismatch, SameFile
from regels.tabel.flow import ahead, behind, ordered_map, whole_histories
from regels.tabel.header import DOSSIER, Header, Note, match_header
from regels.tabel.history import Chunk, RunCheck, to_chunk
from regels.tabel.mapping import Mapping
from regels.tabel.open import Input, open_source
from regels.tabel.rejects import Reject
from regels.tabel.sink import Sink
from regels.tabel.source import Source
from regels.tabel.spill import PARTITION_ROWS, Restorer, partitioned

Compute = Callable[[Chunk], pa.RecordBatch]
"""Results of one chunk, row for row in its order. Called from several threads at once; also with 0 rows."""

Prepare = Callable[[Chunk], Chunk]
"""A chunk made ready before it is computed; rows that are split keep the ``index`` of the row they were."""

Observe = Callable[[Chunk, pa.RecordBatch], None]
"""Sees every chunk with its results, one at a time; in the order of the file when dossiers stand together."""

Progress = Callable[[int, int], None]
"""Called with the rows that are done and the rows in all."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What happens to each chunk."""

    compute: Compute
    prepare: Prepare | None = None
    observe: Observe | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """``workers``: threads that convert and compute. ``directory``: for temporary files (None: the system's).

    ``batch_rows``, ``partition_rows``: rows held at once when streaming, and when sorting on disk.
    """

    workers: int = 0
    batch_rows: int = BATCH_ROWS
    partition_rows: int = PARTITION_ROWS
    directory: Path | None = None

    def threads(self) -> int:
        """The number of threads; 0 means two for each core, at most eight: there is always one that waits."""
        return self.workers or min(2 * (os.cpu_count() or 1), 8)


@dataclass(frozen=True, slots=True)
class Summary:
    """``rejected``: rows set apart; ``rejects``: reasons given for them. ``notes``: on columns and rows."""

    rows: int
    rejected: int
    rejects: int
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Caseload:
    """A source matched with a plan. ``rows``: how many; ``together``: each dossier's rows are consecutive."""

    source: Source
    plan: Plan
    header: Header
    rows: int
    together: bool

    def notes(self) -> tuple[Note, ...]:
        """What the run must say: assumed columns, ignored columns, skipped lines."""
        return self.header.notes + tuple(Note("", remark) for remark in self.source.remarks)


@contextmanager
def opened(given: Input, plan: Plan, mapping: Mapping | None, options: Options) -> Iterator[Caseload]:
    """Open, match the header, and see in one pass over the dossier column how the rows lie."""
    source = open_source(given, options.batch_rows)
    try:
        header = match_header(source.header, plan, mapping, source.name)
        check = RunCheck()
        for raw in ahead(source.read({DOSSIER: header.positions[DOSSIER]})):
            check.add(dossier_cells(raw.columns[DOSSIER], source.name).values)
        yield Caseload(source, plan, header, check.rows, check.together())
    finally:
        if source is not given:
            source.close()


def batches(
    given: Input, plan: Plan, mapping: Mapping | None = None, options: Options | None = None
) -> Iterator[Chunk]:
    """Whole histories, checked and in order.

    The chunks are in the order of the file when each dossier's rows stand together in it.
    """
    options = options or Options()
    with opened(given, plan, mapping, options) as caseload, temporary(options) as directory:
        yield from ordered_map(
            partial(to_chunk, plan=plan), _groups(caseload, options, directory), options.threads()
        )


def process(
    given: Input,
    plan: Plan,
    compute: Compute,
    sink: Sink,
    mapping: Mapping | None = None,
    options: Options | None = None,
    progress: Progress | None = None,
    prepare: Prepare | None = None,
    observe: Observe | None = None,
) -> Summary:
    """Read, check, compute and write.

    The sink gets ``dossier_id`` and the month (``date32``, null when it cannot be read) and after
    those the columns of ``compute``. When anything raises, the sink is told to discard, so nothing
    half-finished stays behind. Memory does not grow with the number of rows.
    """
    options = options or Options()
    try:
        with opened(given, plan, mapping, options) as caseload, temporary(options) as directory:
            _refuse_same_file(caseload.source, sink)
            sink.start(caseload.rows)
            writing = _Writing(sink)
            steps = Steps(compute, prepare, observe)
            behind(writing, _results(caseload, steps, options, directory, progress))
            sink.finish()
            return Summary(caseload.rows, writing.rejected, writing.rejects, caseload.notes())
    except BaseException:
        sink.discard()
        raise


class _Writing:
    """Gives the sink what comes, and counts what was set apart."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.rejected = self.rejects = 0

    def __call__(self, found: tuple[pa.RecordBatch, list[Reject]]) -> None:
        batch, reasons = found
        self._sink.write(batch)
        self._sink.reject(reasons)
        self.rejects += len(reasons)
        self.rejected += len({reason.index for reason in reasons})


def _results(
    caseload: Caseload, steps: Steps, options: Options, directory: Path, progress: Progress | None
) -> Generator[tuple[pa.RecordBatch, list[Reject]], None, None]:
    work = partial(_computed, plan=caseload.plan, steps=steps)
    groups = _groups(caseload, options, directory)
    done = 0
    restorer = None if caseload.together else Restorer(directory, caseload.rows, options.partition_rows)
    with closing(ordered_map(work, groups, options.threads())) as computed:
        for chunk, batch, rows in computed:
            done += rows
            if steps.observe:
                steps.observe(chunk, batch)
            if restorer is None:
                yield _in_file_order(chunk, batch), chunk.rejects
            else:
                restorer.add(chunk.index, batch, chunk.rejects)
            if progress:
                progress(done, caseload.rows)
    if restorer is not None:
        yield from restorer.restored()


def _groups(caseload: Caseload, options: Options, directory: Path) -> Iterator[Rows]:
    """Canonical rows in batches that hold whole histories."""
    rows = ordered_map(partial(_canonical, caseload=caseload), ahead(_placed(caseload), 1), options.threads())
    if caseload.together:
        return whole_histories(rows, options.batch_rows)
    return partitioned(rows, directory, caseload.rows, options.partition_rows)


def _placed(caseload: Caseload) -> Iterator[tuple[Raw, int]]:
    first = 0
    for raw in caseload.source.read(caseload.header.positions):
        yield raw, first
        first += len(raw.line)


def _canonical(placed: tuple[Raw, int], caseload: Caseload) -> Rows:
    raw, first = placed
    return canonical_rows(raw, caseload.plan, caseload.source.style, first, caseload.source.name)


def _computed(rows: Rows, plan: Plan, steps: Steps) -> tuple[Chunk, pa.RecordBatch, int]:
    """A chunk as it was computed, its results, and how many rows of the file it holds."""
    chunk = to_chunk(rows, plan)
    if steps.prepare:
        chunk = steps.prepare(chunk)
    found = steps.compute(chunk)
    if found.num_rows != len(chunk):
        raise RowCountMismatch(len(chunk), found.num_rows)
    names = [DOSSIER, plan.inputs[plan.month].name, *found.schema.names]
    columns = [chunk.dossier, chunk.month, *found.columns]
    return chunk, pa.RecordBatch.from_arrays(columns, names), rows.batch.num_rows


def _in_file_order(chunk: Chunk, batch: pa.RecordBatch) -> pa.RecordBatch:
    if not len(chunk) or bool((chunk.index[1:] > chunk.index[:-1]).all()):
        return batch
    return batch.take(pa.array(np.argsort(chunk.index, kind="stable")))


def _refuse_same_file(source: Source, sink: Sink) -> None:
    both = sink.path is not None and sink.path.exists() and Path(source.name).exists()
    if both and sink.path is not None and sink.path.samefile(source.name):
        raise SameFile(source.name)


@contextmanager
def temporary(options: Options) -> Iterator[Path]:
    """A directory for temporary files, gone afterwards."""
    with TemporaryDirectory(prefix="regels-", dir=options.directory) as name:
        yield Path(name)
