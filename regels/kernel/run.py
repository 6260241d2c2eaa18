"""The kernel: one plan as machine code, run over a caseload or over the rows of one case."""

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from regels.kernel.cache import code_for, default_directory
from regels.kernel.compile import Code, host
from regels.kernel.desk import Desk, desk_of, room
from regels.kernel.lanes import cut, lanes_for
from regels.kernel.layout import BROADCAST_WORDS, OUTPUT_FIELDS, output_bytes
from regels.kernel.rows import Cell, RowResult, RowRunner
from regels.plan.plan import OutcomeSpec, Plan, Verdict

if TYPE_CHECKING:
    import pyarrow as pa

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.uint8]
Task: TypeAlias = Callable[[], None]

VERDICTS = tuple(Verdict)
"""The verdict of each code."""
_BLOCK = 16_384
"""Rows that are worth a thread of their own."""
_MANY = 4_096
"""Rows that are worth code for several rows side by side."""
_ALIGNMENT = 64
USER_CACHE = Path()
"""As ``cache``: the default directory."""


@dataclass(frozen=True, slots=True, eq=False)
class KernelResult:
    """What each row came to, as arrays of one length.

    ``verdict``: index in ``VERDICTS``. ``reasons``, ``marks``: reason bits. ``failing``,
    ``remarks``: a bit per condition and remark of the plan.
    """

    verdict: NDArray[np.uint8]
    reasons: NDArray[np.uint64]
    failing: NDArray[np.uint64]
    marks: NDArray[np.uint64]
    remarks: NDArray[np.uint64]
    outcomes: Mapping[str, tuple[OutcomeSpec, NDArray[np.uint8], NDArray[np.uint8]]]
    """Per outcome its spec, the bytes of its values, and a byte per row: whether it is shown."""

    def __len__(self) -> int:
        return len(self.verdict)

    def outcome(self, name: str) -> "pa.Array":
        """An outcome as an Arrow array, null where it is not shown.

        Amounts, percentages and numbers with decimals are decimal128, other numbers int64,
        months and durations int32, choices a dictionary of their texts.
        """
        from regels.kernel.arrow import outcome_array

        spec, values, valid = self.outcomes[name]
        return outcome_array(spec.type, values, valid)


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
        self._wide: tuple[Code, Desk] | None = None
        self._making = threading.Lock()

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
        from regels.kernel.arrow import descriptors, single

        rows = len(new_history)
        first, refused = _bytes(new_history, rows), _bytes(rejected, rows)
        if self.plan.states and rows and not first[0]:
            raise ValueError("the first row must be the first of a history")
        unknown = sorted(set(columns) - {spec.name for spec in self.plan.inputs})
        if unknown:
            raise ValueError(f"not inputs of {self.plan.name}: {', '.join(unknown)}")
        held = {name: single(column) for name, column in columns.items()}
        defaults = np.zeros((len(self.plan.inputs), BROADCAST_WORDS), np.int64)
        taken = descriptors(self.plan.inputs, held, rows, defaults)
        result = _empty(self.plan, rows)
        call = _Call(taken, _addresses(result), first, refused)
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


def _empty(plan: Plan, rows: int) -> KernelResult:
    """Room for the results, in one block.

    The code writes every element, but reasons only of rows that have some.
    """
    from regels.kernel.arrow import memory

    sizes = [1, 8, 8, 8, 8]
    for spec in plan.outcomes:
        sizes += [output_bytes(spec.type), 1]
    lengths = [-(-rows * size // _ALIGNMENT) * _ALIGNMENT for size in sizes]
    block = memory(sum(lengths))
    starts = accumulate(lengths, initial=0)
    parts = [block[start : start + rows * size] for start, size in zip(starts, sizes, strict=False)]
    shown = zip(plan.outcomes, parts[5::2], parts[6::2], strict=True)
    outcomes = {spec.name: (spec, values, valid) for spec, values, valid in shown}
    reasons, failing, marks, remarks = (part.view(np.uint64) for part in parts[1:5])
    reasons[:] = 0
    return KernelResult(parts[0], reasons, failing, marks, remarks, outcomes)


def _addresses(result: KernelResult) -> NDArray[np.int64]:
    """The output descriptors."""
    own = (result.verdict, result.reasons, result.failing, result.marks, result.remarks)
    found = [(_address(array), array.itemsize) for array in own]
    for spec, values, valid in result.outcomes.values():
        found += [(_address(values), output_bytes(spec.type)), (_address(valid), 1)]
    return np.array(found, np.int64).reshape(-1, OUTPUT_FIELDS)


def _address(array: NDArray[Any]) -> int:
    """Where an array lies; much sooner found than by ``array.ctypes``."""
    return int(array.__array_interface__["data"][0])
