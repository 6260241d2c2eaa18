"""Streams of batches: read ahead, work in order on several cores, and cut between histories."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Full, Queue
from threading import Event, Thread
from typing import TypeVar

import pyarrow as pa

from regels.tabel.canonical import INDEX, Rows
from regels.tabel.dossier import run_starts
from regels.tabel.header import DOSSIER

T = TypeVar("T")
R = TypeVar("R")
_POLL_SECONDS = 0.1
LARGE = 2
"""A part of at least this part of a batch is large enough to be computed by itself."""


def ahead(items: Iterable[T], depth: int = 2) -> Generator[T, None, None]:
    """The same items, made in a thread of their own at most ``depth`` ahead.

    An exception comes out where it would have; the thread ends when the iterator is closed.
    """
    queue: Queue[tuple[str, object]] = Queue(depth)
    stop = Event()

    def put(message: tuple[str, object]) -> bool:
        while not stop.is_set():
            try:
                queue.put(message, timeout=_POLL_SECONDS)
            except Full:
                continue
            return True
        return False

    def produce() -> None:
        try:
            for item in items:
                if not put(("item", item)):
                    return
            put(("end", None))
        except BaseException as error:
            put(("error", error))

    thread = Thread(target=produce, daemon=True, name="regels-lezer")
    thread.start()
    try:
        while True:
            kind, value = queue.get()
            if kind == "error":
                raise value  # type: ignore[misc]
            if kind == "end":
                return
            yield value  # type: ignore[misc]
    finally:
        stop.set()
        thread.join()
        close(items)


def close(items: Iterable[object]) -> None:
    """Let go of whatever makes the items, when it is a generator."""
    stop = getattr(items, "close", None)
    if stop:
        stop()


def ordered_map(work: Callable[[T], R], items: Iterable[T], workers: int) -> Generator[R, None, None]:
    """``map`` on several threads, results in order, at most ``workers + 1`` in flight."""
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(workers, "regels-rekenaar") as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
            close(items)


def behind(work: Callable[[T], None], items: Iterable[T], depth: int = 2) -> None:
    """``work`` of every item, in order, in a thread of its own that is at most ``depth`` behind."""
    waiting: deque[Future[None]] = deque()
    with ThreadPoolExecutor(1, "regels-schrijver") as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > depth:
                    waiting.popleft().result()
            while waiting:
                waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
            close(items)


def whole_histories(parts: Iterable[Rows], at_least: int) -> Iterator[Rows]:
    """Cut only between dossiers, in batches of about ``at_least`` rows; never nothing.

    Asks that the rows of a dossier stand together; holds one batch and the unfinished dossier. Of a
    large part the dossiers that are whole in it go on as they are, for copying them costs more
    than computing them; only the dossier on its edge is joined with what was held.
    """
    held: list[Rows] = []
    size = 0
    try:
        for part in parts:
            rows = part.batch.num_rows
            large = rows >= at_least // LARGE
            first, last = _edges(held, part)
            if last is None or (not large and size + rows < at_least):
                held.append(part)
                size += rows
                continue
            whole, rest = split(part, last)
            if large and first < last:
                head, whole = split(whole, first)
                if size + first:
                    yield joined([*held, head])
                yield whole
            else:
                yield joined([*held, whole])
            held, size = [rest], rest.batch.num_rows
        yield joined(held)
    finally:
        close(parts)


def _edges(held: list[Rows], part: Rows) -> tuple[int, int | None]:
    """Where the first dossier that begins in ``part`` begins, and the last (None: none begins there)."""
    ids = part.batch.column(DOSSIER)
    if len(ids) == 0:
        return 0, None
    begins = run_starts(ids).nonzero()[0].tolist()
    before = next((rows.batch.column(DOSSIER) for rows in reversed(held) if rows.batch.num_rows), None)
    if before is None or (ids[0].is_valid and before[-1].as_py() == ids[0].as_py()):
        begins = begins[1:]
    return (begins[0], begins[-1]) if begins else (0, None)


def joined(parts: list[Rows]) -> Rows:
    """One batch of all; of one part with rows that part itself."""
    full = [part.batch for part in parts if part.batch.num_rows] or [parts[0].batch]
    batch = full[0] if len(full) == 1 else pa.concat_batches(full)
    return Rows(batch, [reject for part in parts for reject in part.rejects])


def split(rows: Rows, place: int) -> tuple[Rows, Rows]:
    """The rows before ``place`` and the rest, each with its rejects; rows are in the order of the file."""
    before, after = rows.batch.slice(0, place), rows.batch.slice(place)
    if not rows.rejects:
        return Rows(before, []), Rows(after, [])
    first = rows.batch.column(INDEX)[place].as_py()
    sooner = [reject for reject in rows.rejects if reject.index < first]
    return Rows(before, sooner), Rows(after, rows.rejects[len(sooner) :])
