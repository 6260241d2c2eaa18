"""The last row of every dossier of a caseload as events: months used, and birth dates that will matter.

The inkomstenverrekening is computed first, for the months that are used stand in its result. What is not
known gives no event, and is counted: about that there can be no signal.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.bulk import Bulk
from regels.ruleset import Ruleset
from regels.tabel.history import Chunk
from regels.tabel.mapping import Mapping
from regels.tabel.process import Summary, process
from regels.tabel.sink import Sink, TableSink

PERSONS = {"": "aanvrager", "_partner": "partner"}
COUNTERS = {"stand_vrijlating_n": "vrijlating_n_maanden", "stand_vrijlating_z": "vrijlating_z_maanden"}
R_BEGIN = "vrijlating_r_begin"
MARRIED = "gehuwden"
SCHEMA = pa.schema(
    [
        ("dossier_id", pa.string()), ("datum", pa.date32()), ("soort", pa.string()), ("persoon", pa.string()),
        ("maanden", pa.int64()), ("maand", pa.date32()), ("geboortedatum", pa.date32()),
    ]
)  # fmt: skip


@dataclass
class Stand:
    """The events, and of how many dossiers something was not known. ``summary``: of the caseload."""

    events: pa.Table
    unknown: Counter[str]
    summary: Summary


@dataclass
class _Watch:
    """Sees every part of the caseload with its results."""

    ruleset: Ruleset
    batches: list[pa.RecordBatch] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)

    def __call__(self, chunk: Chunk, results: pa.RecordBatch) -> None:
        self.batches.extend(self._events(chunk, results))

    def _events(self, chunk: Chunk, results: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        """A batch for each kind of event, with the rows of which it is known."""
        last = np.flatnonzero(np.append(chunk.new_history[1:], 1)) if len(chunk) else np.empty(0, np.int64)
        last = last[np.asarray(pc.is_valid(chunk.dossier.take(pa.array(last))))]
        rows = pa.array(last)
        month = chunk.month.take(rows).cast(pa.date32())
        shared = {"dossier_id": chunk.dossier.take(rows), "datum": month}
        married = self._married(chunk, rows)
        for suffix, person in PERSONS.items():
            there = married if suffix else pa.array([True] * len(rows))
            for kind, name in COUNTERS.items():
                used = results.column(name + suffix).take(rows).cast(pa.int64())
                yield self._batch(shared, kind, there, f"{name}{suffix}", persoon=person, maanden=used)
            born = self._dates(chunk, f"geboortedatum{suffix}", rows)
            yield self._batch(
                shared, "persoon_bekend", there, f"geboortedatum{suffix}", persoon=person, geboortedatum=born
            )
        child = self._dates(chunk, "geboortedatum_jongste_kind", rows)
        yield self._batch(shared, "jongste_kind_bekend", pc.is_valid(child), "", geboortedatum=child)
        begun = results.column(R_BEGIN).take(rows)
        yield self._batch(shared, "vrijlating_r_begonnen", pc.is_valid(begun), "", maand=begun)

    def _married(self, chunk: Chunk, rows: pa.Array) -> pa.Array:
        spec = next(spec for spec in self.ruleset.plan.inputs if spec.name == "leefvorm")
        forms = chunk.columns.get("leefvorm")
        if forms is None:
            return pa.array([False] * len(rows))
        return pc.equal(forms.take(rows), spec.type.options.index(MARRIED)).fill_null(False)

    @staticmethod
    def _dates(chunk: Chunk, name: str, rows: pa.Array) -> pa.Array:
        column = chunk.columns.get(name)
        return pa.nulls(len(rows), pa.date32()) if column is None else column.take(rows).cast(pa.date32())

    def _batch(
        self, shared: dict[str, pa.Array], kind: str, there: pa.Array, what: str, **columns: Any
    ) -> pa.RecordBatch:
        """The rows where the thing is there and known; where it is there and not known it is counted."""
        known = there
        for values in columns.values():
            if isinstance(values, pa.Array):
                known = pc.and_(known, pc.is_valid(values))
        missing = int(pc.sum(pc.and_(there, pc.invert(known))).as_py() or 0)
        if missing:
            self.unknown[what] += missing
        size = len(there)
        arrays = []
        for name, type in zip(SCHEMA.names, SCHEMA.types, strict=True):
            given = {**shared, **columns, "soort": kind}.get(name)
            if given is None:
                arrays.append(pa.nulls(size, type))
            else:
                arrays.append(given if isinstance(given, pa.Array) else pa.array([given] * size, type))
        return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA).filter(known)


def stand(source: Any, ruleset: Ruleset, mapping: Mapping | None = None) -> Stand:
    """The events of a caseload, on the first day of the month of each last row.

    ``ruleset``: the inkomstenverrekening. Raises TableError when the caseload cannot be read.
    """
    watch = _Watch(ruleset)
    sink: Sink = _Forget()
    summary = process(source, ruleset.plan, Bulk(ruleset.kernel), sink, mapping, observe=watch)
    return Stand(pa.Table.from_batches(watch.batches, SCHEMA), watch.unknown, summary)


class _Forget(TableSink):
    """Keeps nothing of the result; the events were taken from it already."""

    def write(self, batch: pa.RecordBatch) -> None:
        """See ``Sink``."""
