"""The kernel: one plan as machine code, run over a caseload or over the rows of one case."""

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from regels.kernel.cache import code_for, default_directory
from regels.kernel.compile import Code, host
from regels.kernel.desk import Desk, desk_of, room
from regels.kernel.lanes import cut, lanes_for
from regels.kernel.result import KernelResult, Results
from regels.kernel.rows import Cell, RowResult, RowRunner
from regels.plan.plan import Plan

if TYPE_CHECKING:
    import pyarrow as pa

    from regels.kernel.arrow import Inputs

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.uint8]
Task: TypeAlias = Callable[[], None]

_BLOCK = 16_384
"""Rows that are worth a thread of their own."""
_MANY = 4_096
"""Rows that are worth code for several rows side by side."""
USER_CACHE = Path()
"""As ``cache``: the default directory."""


class _Call:
    """The memory of one run: descriptors of inputs and results, and the flags of the rows."""

    def __init__(self, taken: Ints, given: Ints, first: Flags, refused: Flags) -> None:
        self.first = first
        self._held = (taken, given, first, refused)

    @property
    def row_by_row(self) -> list[int]:
        """What the code for one row at a time is given."""
        return [*[array.ctypes.data for array in self._held], 0]

    @cached_property
    def side_by_side(self) -> list[int]:
        """What the code for several rows is given: the flags as bitmaps of whole words."""
        self._bits = [_packed(flags) for flags in self._held[2:]]
        return [*self.row_by_row[:2], *[bits.ctypes.data for bits in self._bits], 0]


class Kernel:
    """A plan as machine code. Thread-safe.

    ``cache``: directory for object code, ``None`` for no cache. ``from_cache`` tells whether the
    code was found there. ``lanes``: how many rows ``run`` computes side by side; default what suits
    the processor, when there are many rows.
    """

    def __init__(self, plan: Plan, *, cache: Path | None = USER_CACHE, lanes: int | None = None) -> None:
        self._directory = default_directory() if cache is USER_CACHE else cache
        self.plan, self._lanes = plan, lanes
        self._code, self.from_cache = code_for(plan, self._directory)
        self._rows = RowRunner(plan, self._code.run)
        self._results = Results(plan)
        self._wide: tuple[Code, Desk] | None = None
        self._making = threading.Lock()

    @cached_property
    def _inputs(self) -> "Inputs":
        from regels.kernel.arrow import Inputs  # as late as can be: one case does without Arrow

        return Inputs(self.plan.inputs)

    def run(
        self,
        columns: "Mapping[str, pa.Array]",
        new_history: NDArray[np.uint8] | NDArray[np.bool_],
        rejected: NDArray[np.uint8] | NDArray[np.bool_],
        *,
        threads: int | None = None,
    ) -> KernelResult:
        """Compute all rows.

        ``columns``: by input name, in the form of ``regels.kernel.layout``; those that are
        missing get their default. Values of rows that are not ``rejected`` must lie within the
        bounds of their type. ``new_history``: true on the first row of each history; rows of a
        history are adjacent and in order. ``threads``: default one per available processor.
        """
        rows = len(new_history)
        first, refused = _bytes(new_history, rows), _bytes(rejected, rows)
        if self.plan.states and rows and not first[0]:
            raise ValueError("the first row must be the first of a history")
        unknown = sorted(set(columns) - self._inputs.names)
        if unknown:
            raise ValueError(f"not inputs of {self.plan.name}: {', '.join(unknown)}")
        result, given = self._results.room(rows)
        call = _Call(self._inputs.descriptors(columns, rows), given, first, refused)
        starts = np.flatnonzero(first.view(np.bool_)) if self.plan.states else None
        blocks = _blocks(starts, rows, self._count(rows, threads))
        _together([self._task(block, starts, call) for block in blocks])
        return result

    def _task(self, block: tuple[int, int], starts: Ints | None, call: "_Call") -> Task:
        """What computes one block: several rows side by side when that pays."""
        rows = len(call.first)
        lanes = self._lanes or (lanes_for(host().features) if rows >= _MANY else 1)
        edges = cut(starts, *block, lanes) if lanes > 1 and rows else None
        if edges is None:
            return lambda: self._code.run(*block, *call.row_by_row)
        code, desk = self._side_by_side(lanes)
        words = room(desk, edges, (self._code.address, *call.row_by_row[2:4]))
        steps, given = int(np.diff(edges).max()), call.side_by_side
        return lambda: code.run(steps, words.ctypes.data, *given)

    def _side_by_side(self, lanes: int) -> tuple[Code, Desk]:
        """The code for several rows at once and where it works, made when it is first needed."""
        with self._making:
            if self._wide is None:
                code, _ = code_for(self.plan, self._directory, lanes)
                self._wide = code, desk_of(self.plan, lanes)
            return self._wide

    def _count(self, rows: int, threads: int | None) -> int:
        if threads is not None:
            return max(threads, 1)
        return max(1, min(_processors(), rows // _BLOCK))

    def run_rows(self, rows: Sequence[Sequence[Cell]]) -> list[RowResult]:
        """The rows of one history, each with a cell for every input; meant for few rows."""
        return self._rows.run(rows)


def _together(tasks: list[Task]) -> None:
    """Do all tasks, the first here and each of the others in a thread of its own."""
    if len(tasks) == 1:
        tasks[0]()
        return
    with ThreadPoolExecutor(len(tasks) - 1) as pool:
        others = [pool.submit(task) for task in tasks[1:]]
        tasks[0]()
        for other in others:
            other.result()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _bytes(flags: NDArray[np.uint8] | NDArray[np.bool_], rows: int) -> NDArray[np.uint8]:
    if flags.shape != (rows,) or flags.dtype.itemsize != 1:
        raise ValueError(f"expected {rows} flags of one byte, found {flags.dtype} {flags.shape}")
    return np.ascontiguousarray(flags).view(np.uint8)


def _packed(flags: Flags) -> NDArray[np.uint64]:
    """A bit for each flag."""
    packed = np.packbits(flags, bitorder="little")
    words = np.zeros(-(-len(packed) // 8), np.uint64)
    words.view(np.uint8)[: len(packed)] = packed
    return words


def _blocks(starts: Ints | None, rows: int, count: int) -> list[tuple[int, int]]:
    """About equal blocks of rows; with histories none is cut in two."""
    edges = [rows * i // count for i in range(count + 1)]
    if starts is not None:
        places = np.searchsorted(starts, edges[:-1])
        edges = [*map(int, np.append(starts, rows)[places]), rows]
    blocks = [(a, b) for a, b in pairwise(edges) if a < b]
    return blocks or [(0, 0)]
