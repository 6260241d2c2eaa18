"""Streaming, sorting on disk and order: one row out per row in, in the order of the file."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import active_count

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels.tabel.errors import RowCountMismatch
from regels.tabel.flow import ahead, behind, ordered_map
from regels.tabel.history import Chunk
from regels.tabel.process import Options, batches, process
from regels.tabel.sink import TableSink

from .helpers import caseload, echo, run, write_parquet
from .plans import make_plan

SMALL = Options(workers=2, batch_rows=7, partition_rows=11)


def test_chunks_never_split_a_dossier(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "f.parquet", caseload(10, 4))
    chunks = list(batches(path, make_plan(), options=SMALL))
    assert len(chunks) > 2
    seen = [dossier for chunk in chunks for dossier in dict.fromkeys(chunk.dossier.to_pylist())]
    assert len(seen) == len(set(seen)) == 10
    assert np.concatenate([chunk.index for chunk in chunks]).tolist() == list(range(40))


def test_dossier_larger_than_a_batch() -> None:
    given = pa.table(
        {"dossier_id": ["A"] * 60, "maand": [f"20{15 + i // 12}-{i % 12 + 1:02d}" for i in range(60)]}
    )
    assert [len(chunk) for chunk in batches(given, make_plan(), options=SMALL)] == [60]


@pytest.mark.parametrize("partition_rows", [5, 50, 1000])
def test_sorting_on_disk_is_sorting_in_memory(tmp_path: Path, partition_rows: int) -> None:
    ordered = caseload(20, 5)
    order = np.random.default_rng(1).permutation(100)
    mixed = ordered.take(pa.array(order))
    path = write_parquet(tmp_path / "f.parquet", mixed)
    options = Options(2, 7, partition_rows, tmp_path)
    result, rejects, summary = run(path, options=options)
    assert result["dossier_id"].to_pylist() == mixed["dossier_id"].to_pylist()
    assert result["regel"].to_pylist() == list(range(1, 101))
    assert result["inkomen"].to_pylist() == mixed["inkomen"].to_pylist()
    assert (rejects, summary.rows) == ([], 100)
    histories = {}
    for chunk in batches(path, make_plan(), options=options):
        starts = [*np.flatnonzero(chunk.new_history), len(chunk)]
        for start, stop in pairwise(starts):
            part = chunk.dossier[start:stop].to_pylist()
            assert len(set(part)) == 1 and part[0] not in histories
            histories[part[0]] = chunk.columns["inkomen"][start:stop].to_pylist()
    for dossier, amounts in histories.items():
        mask = np.array([one == dossier for one in ordered["dossier_id"].to_pylist()])
        assert amounts == ordered["inkomen"].filter(pa.array(mask)).to_pylist()
    assert [file.name for file in tmp_path.iterdir()] == ["f.parquet"]


_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C", None]),
        st.sampled_from(["2026-01", "2026-02", "2026-03", "x", None]),
        st.sampled_from(["1", "2", "9,99", "fout", None]),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(_ROWS, st.integers(1, 6), st.integers(1, 9))
def test_every_way_of_going_through_gives_the_same(
    rows: list[tuple[str | None, ...]], batch_rows: int, partition_rows: int
) -> None:
    names = ("dossier_id", "maand", "inkomen")
    given = pa.table({name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(names)})
    whole, reasons, _ = run(given, options=Options(1, 10**6, 10**6))
    parts, others, _ = run(given, options=Options(2, batch_rows, partition_rows))
    assert parts.to_pylist() == whole.to_pylist()
    assert sorted(map(repr, others)) == sorted(map(repr, reasons))
    assert [reject.index for reject in others] == sorted(reject.index for reject in others)
    assert whole["regel"].to_pylist() == list(range(1, len(rows) + 1))
    ids = [row[0] for row in rows]
    assert whole["dossier_id"].to_pylist() == ids


class OneShot:
    """A stream that can be read once, like a DuckDB result."""

    def __init__(self, content: pa.Table) -> None:
        self._reader = content.to_reader(7)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        reader, self._reader = self._reader, None
        return reader.__arrow_c_stream__(requested_schema)


def test_stream_that_comes_by_once() -> None:
    content = caseload(5, 4).take(pa.array(np.random.default_rng(2).permutation(20)))
    assert run(OneShot(content), options=SMALL)[0].equals(run(content)[0])


def test_reader_of_arrow_itself_comes_by_once_too() -> None:
    content = caseload(5, 4)
    assert run(content.to_reader(), options=SMALL)[0].equals(run(content)[0])


def test_calculation_that_loses_a_row_is_found() -> None:
    def lose(chunk: Chunk) -> pa.RecordBatch:
        return echo(chunk).slice(1)

    with pytest.raises(RowCountMismatch):
        process(caseload(2, 2), make_plan(), lose, TableSink())


def test_error_in_the_calculation_comes_out_and_leaves_no_threads_or_files(tmp_path: Path) -> None:
    def fail(_: Chunk) -> pa.RecordBatch:
        raise ZeroDivisionError

    before = active_count()
    path = write_parquet(tmp_path / "f.parquet", caseload(40, 3))
    sink = TableSink()
    with pytest.raises(ZeroDivisionError):
        process(path, make_plan(), fail, sink, options=Options(2, 7, 11, tmp_path))
    time.sleep(0.3)
    assert active_count() <= before
    assert [file.name for file in tmp_path.iterdir()] == ["f.parquet"]


def test_progress_reaches_the_end() -> None:
    seen: list[tuple[int, int]] = []
    process(
        caseload(10, 4), make_plan(), echo, TableSink(), options=SMALL, progress=lambda *now: seen.append(now)
    )
    assert seen[-1] == (40, 40)
    assert seen == sorted(seen)


def test_ahead_gives_the_same_and_passes_errors_on() -> None:
    def items() -> Iterator[int]:
        yield from range(5)
        raise KeyError("stop")

    got = []
    with pytest.raises(KeyError):
        for item in ahead(items()):
            got.append(item)
    assert got == list(range(5))


def test_behind_does_everything_in_order_and_stays_bounded() -> None:
    done: list[int] = []

    def items() -> Iterator[int]:
        for i in range(50):
            assert i - len(done) <= 4
            yield i

    def work(item: int) -> None:
        time.sleep(0.001)
        done.append(item)

    behind(work, items())
    assert done == list(range(50))


def test_what_fails_behind_comes_out_and_ends_what_makes_the_items() -> None:
    done: list[int] = []
    closed: list[bool] = []

    def items() -> Iterator[int]:
        try:
            yield from range(1000)
        finally:
            closed.append(True)

    def work(item: int) -> None:
        if item == 3:
            raise OSError("schijf vol")
        done.append(item)

    before = active_count()
    with pytest.raises(OSError, match="schijf vol"):
        behind(work, items())
    assert done[:3] == [0, 1, 2]
    assert len(done) < 10
    assert closed == [True]
    assert active_count() == before


def test_sink_that_fails_is_told_to_discard(tmp_path: Path) -> None:
    class Full(TableSink):
        told: list[str] = []  # noqa: RUF012

        def write(self, batch: pa.RecordBatch) -> None:
            raise OSError("schijf vol")

        def discard(self) -> None:
            self.told.append("weg")

    sink = Full()
    with pytest.raises(OSError, match="schijf vol"):
        process(caseload(40, 3), make_plan(), echo, sink, options=Options(2, 7, 11, tmp_path))
    assert sink.told == ["weg"]
    assert not list(tmp_path.iterdir())


def test_ordered_map_keeps_order_and_stays_bounded() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for i in range(50):
            taken.append(i)
            yield i

    for i, result in enumerate(ordered_map(lambda x: x * 2, items(), 3)):
        assert result == 2 * i
        assert len(taken) <= i + 5


_MEASURE = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from tests.tabel.helpers import echo
from tests.tabel.plans import make_plan
from regels.tabel.process import Options, process
from regels.tabel.write import FileSink
from regels.tabel.sink import About
options = Options(workers=1, batch_rows=8_192, partition_rows=16_384)
sink = FileSink(sys.argv[1] + ".uit.parquet", About("1", "p", "h"))
process(sys.argv[1], make_plan(), echo, sink, options=options)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def split_in_two(chunk: Chunk) -> Chunk:
    """Every row twice."""
    rows = np.repeat(np.arange(len(chunk)), 2)
    take = pa.array(rows)
    starts = chunk.new_history[rows]
    starts[1::2] = 0
    return replace(
        chunk,
        columns={name: array.take(take) for name, array in chunk.columns.items()},
        dossier=chunk.dossier.take(take),
        month=chunk.month.take(take),
        new_history=starts,
        rejected=chunk.rejected[rows],
        index=chunk.index[rows],
        line=chunk.line[rows],
    )


@pytest.mark.parametrize("mixed", [False, True])
def test_rows_that_are_split_stay_together_and_are_seen_with_their_results(mixed: bool) -> None:
    content = caseload(6, 4)
    if mixed:
        content = content.take(pa.array(np.random.default_rng(5).permutation(24)))
    sink = TableSink()
    seen: list[tuple[int, int]] = []
    done: list[tuple[int, int]] = []
    summary = process(
        content,
        make_plan(),
        echo,
        sink,
        options=SMALL,
        progress=lambda *now: done.append(now),
        prepare=split_in_two,
        observe=lambda chunk, results: seen.append((len(chunk), results.num_rows)),
    )
    assert sink.table()["regel"].to_pylist() == [line for line in range(1, 25) for _ in range(2)]
    assert summary.rows == 24
    assert done[-1] == (24, 24)
    assert sum(size for size, _ in seen) == sum(size for _, size in seen) == 48


@pytest.mark.traag
@pytest.mark.parametrize("mixed", [False, True])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, mixed: bool) -> None:
    root = str(Path(__file__).parents[2])
    peaks = []
    for dossiers in (5_000, 40_000):
        path = tmp_path / f"{dossiers}.parquet"
        content = caseload(dossiers, 12)
        if mixed:
            content = content.take(pa.array(np.random.default_rng(3).permutation(content.num_rows)))
        pq.write_table(content, path, row_group_size=16_384)
        command = [sys.executable, "-c", _MEASURE, str(path), root]
        found = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks.append(int(found.stdout))
    assert peaks[1] - peaks[0] < 60, f"MB bij 60.000 en 480.000 regels: {peaks}"
