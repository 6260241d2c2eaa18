"""Histories: the rows of each dossier together and in date order, without overlap."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from regels.plan.plan import Plan
from regels.tabel.canonical import FLAG, INDEX, LINE, Rows
from regels.tabel.dossier import row_hashes, run_starts
from regels.tabel.header import DOSSIER
from regels.tabel.integers import Bytes, Ints, Mask, as_int64, first_days, fixed, ints_array
from regels.tabel.period import BEGIN, END
from regels.tabel.rejects import Problem, Reject
from regels.tabel.wording import value_text


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole histories, each in order of month and first day: what the kernel computes at once.

    ``columns``: canonical arrays (see ``convert``) by input name; an input whose column is absent is not in
    it. An array may have an offset, and what stands under a null means nothing. ``dossier``: text,
    null when it cannot be read (such a row is a history of its own). ``month``: of a regeling of calendar
    years the year. ``new_history``: 1 on the first row of
    each history. ``rejected``: 1 on rows that cannot be read; they keep their place. Rows whose month cannot
    be read come first in their history, since any of its rows may be later. ``index``: of each row its place
    in the file from 0; ``line``: the number the user sees. ``rejects``: in the order of the file.
    """

    columns: dict[str, pa.Array]
    dossier: pa.Array
    month: pa.Array
    new_history: Bytes
    rejected: Bytes
    index: Ints
    line: Ints
    rejects: list[Reject]

    def __len__(self) -> int:
        return len(self.index)


def to_chunk(rows: Rows, plan: Plan) -> Chunk:
    """Order the rows of each dossier, which stand together, and reject dossiers whose rows overlap."""
    batch = _in_order(rows.batch)
    starts = run_starts(batch.column(DOSSIER))
    flags = as_int64(batch.column(FLAG)).astype(np.uint8)
    rejects = rows.rejects + _overlaps(batch, starts, flags, plan)
    month = batch.column(plan.inputs[plan.month].name)
    given = dict(zip(batch.schema.names, batch.columns, strict=True))
    return Chunk(
        {spec.name: given[spec.name] for spec in plan.inputs if spec.name in given},
        batch.column(DOSSIER),
        _shown(month, plan),
        starts.astype(np.uint8),
        flags,
        as_int64(batch.column(INDEX)),
        as_int64(batch.column(LINE)),
        sorted(rejects, key=lambda reject: reject.index),
    )


def _in_order(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A stable sort by day within each run of one dossier; the batch itself when it is in order."""
    begin = as_int64(batch.column(BEGIN))
    starts = run_starts(batch.column(DOSSIER))
    if not bool((~starts[1:] & (begin[1:] < begin[:-1])).any()):
        return batch
    return batch.take(pa.array(np.lexsort((begin, np.cumsum(starts)))))


def dossiers_together(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A stable sort that brings the rows of each dossier together."""
    dossier = batch.column(DOSSIER)
    codes = dossier.dictionary_encode().indices
    alone = np.asarray(codes.is_null())
    key = np.where(alone, len(dossier) + np.arange(len(dossier)), as_int64(codes))
    return batch.take(pa.array(np.argsort(key, kind="stable")))


def _overlaps(batch: pa.RecordBatch, starts: Mask, flags: Bytes, plan: Plan) -> list[Reject]:
    """Reject all rows of each dossier of which two rows are about the same day; sets their flags."""
    begin, end = as_int64(batch.column(BEGIN)), as_int64(batch.column(END))
    second = np.flatnonzero(~starts[1:] & (begin[1:] <= end[:-1])) + 1
    if not len(second):
        return []
    runs = np.cumsum(starts) - 1
    edges = np.append(np.flatnonzero(starts), len(starts))
    _, firsts = np.unique(runs[second], return_index=True)
    return [
        reject
        for place in second[firsts].tolist()
        for reject in _reject_run(
            batch, place, range(edges[runs[place]], edges[runs[place] + 1]), flags, plan
        )
    ]


def _reject_run(batch: pa.RecordBatch, place: int, run: range, flags: Bytes, plan: Plan) -> list[Reject]:
    spec = plan.inputs[plan.month]
    line, index = as_int64(batch.column(LINE)), as_int64(batch.column(INDEX))
    months = batch.column(spec.name)
    one, other = sorted((int(line[place - 1]), int(line[place])))
    flags[run.start : run.stop] = 1
    return [
        Reject(
            int(index[row]),
            int(line[row]),
            batch.column(DOSSIER)[row].as_py(),
            spec.name,
            value_text(spec.type, months[row].as_py()) if months[row].is_valid else "(niet te lezen)",
            "regels van één dossier die niet over dezelfde dagen gaan",
            f"De regels {one} en {other} gaan over dezelfde dagen. Verbeter of verwijder een van beide. "
            "Tot dan zijn alle regels van dit dossier afgekeurd.",
            Problem.OVERLAP,
        )
        for row in run
    ]


def _shown(month: pa.Array, plan: Plan) -> pa.Array:
    """Months as the dates of their first days; years as they are."""
    if plan.yearly:
        return month
    days = first_days(as_int64(month))
    valid = None if month.null_count == 0 else np.asarray(month.is_valid())
    return ints_array(days, valid, pa.int32()).view(pa.date32())


class RunCheck:
    """Whether the rows of every dossier stand together, seen one batch after another.

    Keeps 8 bytes per run of rows. It may say no of a file that is in order (two dossiers with one hash,
    once in many millions of files), never yes of one that is not.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._last: str | None = None
        self._runs: list[Ints] = []

    def add(self, dossier: pa.Array) -> None:
        """See the next rows."""
        self.rows += len(dossier)
        starts = run_starts(dossier) & np.asarray(dossier.is_valid())
        if len(dossier) and dossier[0].as_py() == self._last:
            starts[0] = False
        places = pa.array(np.flatnonzero(starts))
        self._runs.append(row_hashes(dossier.take(places)))
        if len(dossier):
            self._last = dossier[-1].as_py()

    def together(self) -> bool:
        """Whether no dossier came back after another."""
        runs = np.concatenate(self._runs) if self._runs else fixed(pa.array([], pa.int64()), np.int64)
        runs.sort()
        return not bool((runs[1:] == runs[:-1]).any())
