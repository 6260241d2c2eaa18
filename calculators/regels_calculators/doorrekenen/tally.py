"""What a run came to in all: rows by status and reason, remarks, and the sum of every amount."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from regels.plan.plan import Plan
from regels.plan.types import Kind
from regels.tabel.history import Chunk
from regels.wording import REASON, REMARK, STATUS
from regels_calculators.doorrekenen.cents import cents, codes


def amounts(plan: Plan) -> tuple[str, ...]:
    """The amounts that a sum over rows says something of: needed outcomes, not counters or what is left."""
    return tuple(
        spec.name
        for spec in plan.outcomes
        if spec.type.kind is Kind.MONEY and spec.required and not spec.always
    )


@dataclass
class Tally:
    """Sums over the rows seen so far; amounts are cents. ``summed``: the outcomes that are added up."""

    summed: tuple[str, ...]
    rows: int = 0
    dossiers: int = 0
    status: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    money: Counter[str] = field(default_factory=Counter)

    def add(self, chunk: Chunk, results: pa.RecordBatch) -> None:
        """See the next chunk with its results."""
        self.rows += len(chunk)
        self.dossiers += int(chunk.new_history.sum())
        self.status.update(_counts(results.column(STATUS)))
        self._count_reasons(results)
        for text, count in _counts(results.column(REMARK)).items():
            for remark in text.split("+"):
                self.remarks[remark] += count
        for name in self.summed:
            self.money[name] += int(cents(results.column(name))[0].sum())

    def _count_reasons(self, results: pa.RecordBatch) -> None:
        status, statuses = codes(results.column(STATUS))
        reason, reasons = codes(results.column(REASON))
        both = (status * len(reasons) + reason)[reason >= 0]
        for place, count in zip(*np.unique(both, return_counts=True), strict=True):
            self.reasons[statuses[place // len(reasons)], reasons[place % len(reasons)]] += int(count)


def _counts(column: pa.Array) -> dict[str, int]:
    """How often each text occurs; empty cells are left out."""
    places, texts = codes(column)
    found = np.bincount(places[places >= 0], minlength=len(texts))
    return {text: int(count) for text, count in zip(texts, found, strict=True) if count}
