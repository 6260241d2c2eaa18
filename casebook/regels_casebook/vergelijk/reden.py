"""Why a dossier differs: the traces of its first month that differs, once for each kind of change.

Dossiers whose month came out alike (status, reasons, grounds, and up or down) are taken to differ by the same
clause; of each kind the first in the file is traced.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from regels_calculators.doorrekenen.cents import Ints

from regels.decision import readable
from regels.plan.plan import Plan
from regels.plan.types import Kind
from regels.ruleset import Ruleset
from regels.tabel.history import Chunk
from regels.uitleg.dutch import Words, choice, small
from regels.uitleg.model import Trace
from regels.uitleg.trace import trace
from regels.wording import JOIN, REASON, STATUS
from regels_casebook.vergelijk.oorzaak import Oorzaak, causes
from regels_casebook.vergelijk.paar import Pair
from regels_casebook.vergelijk.rijen import NEW, OLD

Kenmerk = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reden:
    """A kind of change: what became what, and by which clauses."""

    tekst: str
    oorzaken: tuple[Oorzaak, ...]


@dataclass
class Redenen:
    """The kinds of change that were seen, each with a number from 0; -1: nothing differs."""

    pair: Pair
    alle: list[Reden] = field(default_factory=list)
    _known: dict[Kenmerk, int] = field(default_factory=dict)

    def of(self, chunk: Chunk, batch: pa.RecordBatch, first: Ints, starts: Ints) -> Ints:
        """For each dossier the number of its kind; ``first``: its first row that differs."""
        found = np.full(len(first), -1, np.int64)
        places = np.flatnonzero(first >= 0)
        if not len(places):
            return found
        names = [STATUS, REASON, *self.pair.choices]
        rows = pa.array(first[places])
        columns = {
            f"{name}_{word}": batch.column(f"{name}_{word}").take(rows).to_pylist()
            for name in names
            for word in (OLD, NEW)
        }
        old = batch.column(f"bedrag_{OLD}").take(rows).to_pylist()
        new = batch.column(f"bedrag_{NEW}").take(rows).to_pylist()
        for at, place in enumerate(places.tolist()):
            sign = (
                "" if old[at] is None or new[at] is None else str((new[at] > old[at]) - (new[at] < old[at]))
            )
            kind = (sign, *(str(columns[name][at] or "") for name in columns))
            if kind not in self._known:
                self._known[kind] = len(self.alle)
                text = _text(self.pair, {name: columns[name][at] or "" for name in columns})
                self.alle.append(Reden(text, self._causes(chunk, int(starts[place]), int(first[place]))))
            found[place] = self._known[kind]
        return found

    def _causes(self, chunk: Chunk, start: int, row: int) -> tuple[Oorzaak, ...]:
        traces = [self._trace(ruleset, chunk, start, row) for ruleset in (self.pair.old, self.pair.new)]
        return causes(traces[0], traces[1])

    @staticmethod
    def _trace(ruleset: Ruleset, chunk: Chunk, start: int, row: int) -> Trace:
        cases = [case_of(ruleset.plan, chunk, place) for place in range(start, row + 1)]
        return trace(ruleset.plan, ruleset.traced(cases)[-1])


def _said(text: str, words: Words) -> str:
    """One or more options or reasons; ``geen`` when there is none."""
    return ", ".join(choice(one, words) for one in text.split(JOIN)) or "geen"


def case_of(plan: Plan, chunk: Chunk, row: int) -> Mapping[str, Any]:
    """A row of a chunk as a case; an absent column stays absent."""
    found: dict[str, Any] = {}
    for spec in plan.inputs:
        column = chunk.columns.get(spec.name)
        if column is None:
            continue
        cell = column[row].as_py()
        if cell is not None and spec.type.kind in (Kind.DATE, Kind.MONTH, Kind.CHOICE):
            cell = readable(int(cell), spec.type)
        found[spec.name] = cell
    return found


def _text(pair: Pair, values: Mapping[str, str]) -> str:
    """What became what, in words: of a choice the title of the outcome and what people call its options."""
    titles = {spec.name: small(spec.title) for spec in pair.new.plan.outcomes}
    changes = []
    for name in (STATUS, REASON, *pair.choices):
        old, new = values[f"{name}_{OLD}"], values[f"{name}_{NEW}"]
        if old != new:
            said = [_said(text, pair.words) for text in (old, new)]
            changes.append(f"{titles.get(name, name)}: {said[0]} → {said[1]}")
    return "; ".join(changes) or "alleen het bedrag"
