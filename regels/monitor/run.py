"""A whole table of events: its signals, one row each, and what could not be determined."""

import os
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa

from regels import __version__
from regels.monitor.model import Event, SignalSet, distinct
from regels.monitor.pool import Answer, Failure, Pool
from regels.monitor.reference import firings
from regels.monitor.signal import Signal, signals
from regels.monitor.table import Columns, Dossier, canonical, dossiers, match
from regels.monitor.wording import day_text
from regels.tabel.canonical import Rows
from regels.tabel.dossier import dossier_cells
from regels.tabel.errors import SameFile
from regels.tabel.flow import ahead, whole_histories
from regels.tabel.header import DOSSIER, Note
from regels.tabel.history import RunCheck
from regels.tabel.integers import Ints
from regels.tabel.open import Input, open_source
from regels.tabel.rejects import Reject
from regels.tabel.sink import About, Sink, TableSink
from regels.tabel.source import Source
from regels.tabel.spill import PARTITION_ROWS, Restorer, partitioned
from regels.tabel.write import FileSink

MOST_EVENTS = 5_000
"""Of one dossier; more is not a dossier but a mistake in its number."""
BATCH_ROWS = 16_384
RESULT_ROWS = 16_384
PROGRESS_EVERY = 256
SIGNAL, UNDETERMINED = "signaal", "niet_bepaald"
REJECTED = "een gebeurtenis van dit dossier is apart gezet"
TOO_LARGE = f"dit dossier heeft meer dan {MOST_EVENTS} gebeurtenissen"
LATER = "een cijfer van latere jaren beslist of dit signaal er is"
DATES = ("sinds", "vervalt")
COLUMNS = (
    DOSSIER, "status", "signaal", "over", "voor_wie", *DATES, "titel", "vraag", "gebeurtenissen", "artikel",
    "bron", "opmerking", "reden",
)  # fmt: skip
SCHEMA = pa.schema([(name, pa.date32() if name in DATES else pa.string()) for name in COLUMNS])
Row = tuple[object, ...]
Progress = Callable[[int, int], None]
"""Called with the events that are done and the events in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a run. ``out``: where the result goes (None: a table in memory).

    ``durable``: with durable-rules in child processes, or with the plain reference in this process.
    ``workers``: how many children; 0 for one a core, at most four.
    """

    source: Input
    out: Path | None = None
    durable: bool = True
    workers: int = 0

    def children(self) -> int:
        """How many child processes."""
        return self.workers or min(os.cpu_count() or 1, 4)


@dataclass(slots=True)
class Report:
    """What came of a run. ``undetermined``: dossiers (or signals) by the reason why there is no answer.

    ``rejected``: rows set apart; ``later``: events after the peildatum, which do not count.
    """

    events: int = 0
    dossiers: int = 0
    rejected: int = 0
    later: int = 0
    signals: Counter[str] = field(default_factory=Counter)
    undetermined: Counter[str] = field(default_factory=Counter)
    notes: tuple[Note, ...] = ()
    seconds: float = 0.0
    table: pa.Table | None = None

    @property
    def complete(self) -> bool:
        """Whether every event could be read and every dossier was answered."""
        return not self.rejected and not any(reason != LATER for reason in self.undetermined)


def about(set: SignalSet, durable: bool) -> About:
    """What the result says of how it was made."""
    reader = "durable-rules" if durable else "zonder durable-rules"
    more = {"peildatum": day_text(set.peildatum), "lezer": reader}
    return About(__version__, "signalen", set.hash, more)


def run(set: SignalSet, request: Request, progress: Progress | None = None) -> Report:
    """All signals of a table of events. Raises TableError, DurableMissing; then nothing is written."""
    begun = time.perf_counter()
    sink: Sink = FileSink(request.out, about(set, request.durable)) if request.out else TableSink()
    source = open_source(request.source, BATCH_ROWS)
    try:
        with TemporaryDirectory(prefix="regels-") as directory:
            report = _Run(set, request, source, sink, Path(directory), progress).all()
    except BaseException:
        sink.discard()
        raise
    finally:
        if source is not request.source:
            source.close()
    report.seconds = time.perf_counter() - begun
    report.table = sink.table() if isinstance(sink, TableSink) else None
    return report


@dataclass(frozen=True, slots=True)
class _Asked:
    """A dossier, the events that are asked about, and why it cannot be determined if so."""

    dossier: Dossier
    events: list[Event]
    reason: str


class _Run:
    """One run: rows in, dossiers, answers, rows out."""

    def __init__(
        self, set: SignalSet, request: Request, source: Source, sink: Sink, directory: Path,
        progress: Progress | None,
    ) -> None:  # fmt: skip
        self.set, self.request, self.source, self.sink = set, request, source, sink
        self.directory, self.progress = directory, progress
        self.columns = Columns(set)
        self.report = Report()
        self.late: deque[Reject] = deque()

    def all(self) -> Report:
        """Everything, and what is to be told of it."""
        self._refuse_same_file()
        positions, notes = match(self.source.header, self.columns, self.source.name)
        check = RunCheck()
        for raw in ahead(self.source.read({DOSSIER: positions[DOSSIER]})):
            check.add(dossier_cells(raw.columns[DOSSIER], self.source.name).values)
        self.sink.start(0)
        rows = self._rows(positions)
        if check.together():
            self._write(self._answered(whole_histories(rows, BATCH_ROWS), check.rows))
        else:
            self._write_restored(partitioned(rows, self.directory, check.rows, PARTITION_ROWS), check.rows)
        self.sink.finish()
        self.report.events = check.rows
        self.report.notes = (*notes, *(Note("", remark) for remark in self.source.remarks))
        return self.report

    def _refuse_same_file(self) -> None:
        out = self.sink.path
        if (
            out is not None
            and out.exists()
            and Path(self.source.name).exists()
            and out.samefile(self.source.name)
        ):
            raise SameFile(self.source.name)

    def _rows(self, positions: dict[str, int]) -> Iterator[Rows]:
        first = 0
        for raw in ahead(self.source.read(positions), 1):
            yield canonical(raw, self.columns, self.source.style, first, self.source.name)
            first += len(raw.line)

    def _asked(self, parts: Iterable[Rows]) -> Iterator[tuple["_Asked", list[Event]]]:
        """Every dossier with the events to ask about: none when it cannot be determined."""
        for part in parts:
            self.report.rejected += len({reject.index for reject in part.rejects})
            self.late.extend(part.rejects)
            for dossier in dossiers(part, self.columns):
                events = distinct(dossier.events, self.set.peildatum)
                self.report.later += sum(event.day > self.set.peildatum for event in dossier.events)
                reason = REJECTED if dossier.rejected else TOO_LARGE if len(events) > MOST_EVENTS else ""
                asked = [] if reason else events
                yield _Asked(dossier, asked, reason), asked

    def _answers(self, parts: Iterable[Rows]) -> Generator[tuple["_Asked", Answer], None, None]:
        asked = self._asked(parts)
        if self.request.durable:
            yield from Pool[_Asked](self.set, self.request.children()).map(asked)
        else:
            yield from ((one, firings(self.set, events)) for one, events in asked)

    def _answered(self, parts: Iterable[Rows], total: int) -> Iterator[tuple[int, list[Row]]]:
        done = 0
        with closing(self._answers(parts)) as answers:
            for asked, answer in answers:
                self.report.dossiers += 1
                done += asked.dossier.rows
                if self.progress and self.report.dossiers % PROGRESS_EVERY == 0:
                    self.progress(done, total)
                yield asked.dossier.first, self._result(asked, answer)

    def _result(self, asked: "_Asked", answer: Answer) -> list[Row]:
        """The rows of one dossier: its signals, or one that says why there are none."""
        reason = asked.reason or (answer.value if isinstance(answer, Failure) else "")
        if reason or isinstance(answer, Failure):
            self.report.undetermined[reason] += 1
            return [(asked.dossier.name, UNDETERMINED, *[None] * (len(COLUMNS) - 3), reason)]
        found = signals(self.set, asked.dossier.name, asked.events, answer)
        self.report.signals.update(signal.name for signal in found if signal.certain)
        self.report.undetermined.update(LATER for signal in found if not signal.certain)
        return [_row(signal) for signal in found]

    def _write(self, results: Iterator[tuple[int, list[Row]]]) -> None:
        for _, batch in _batches(results):
            self.sink.write(batch)
            self.sink.reject(self._told())

    def _write_restored(self, parts: Iterable[Rows], total: int) -> None:
        """Dossiers come in another order than in the file; their results go back in that order."""
        restorer = Restorer(self.directory, max(total, 1), PARTITION_ROWS)
        for index, batch in _batches(self._answered(parts, total)):
            restorer.add(index, batch, [])
        self.sink.write(_batch([]))
        for batch, _ in restorer.restored():
            self.sink.write(batch)
        self.sink.reject(sorted(self._told(), key=lambda reject: reject.index))

    def _told(self) -> list[Reject]:
        """What was set apart since the last time; rows are still being read meanwhile, by another thread."""
        return [self.late.popleft() for _ in range(len(self.late))]


def _row(signal: Signal) -> Row:
    status = SIGNAL if signal.certain else UNDETERMINED
    return (
        signal.dossier, status, signal.name, signal.about or None, signal.for_whom, signal.since,
        signal.lapses, signal.title, signal.question, " + ".join(signal.events), signal.article,
        signal.source,        "+".join(signal.remarks) or None, None if signal.certain else LATER,
    )  # fmt: skip


def _batch(rows: list[Row]) -> pa.RecordBatch:
    columns = [[row[place] for row in rows] for place in range(len(SCHEMA))]
    arrays = [pa.array(values, f.type) for values, f in zip(columns, SCHEMA, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def _batches(results: Iterable[tuple[int, list[Row]]]) -> Iterator[tuple[Ints, pa.RecordBatch]]:
    """Rows in batches, with for each row the place of its dossier in the file; at least one batch."""
    rows: list[Row] = []
    index: list[int] = []
    for first, found in results:
        rows.extend(found)
        index.extend([first] * len(found))
        if len(rows) >= RESULT_ROWS:
            yield np.array(index, np.int64), _batch(rows)
            rows, index = [], []
    yield np.array(index, np.int64), _batch(rows)
