"""What a run came to in all: rows by status and reason, money, vrijlating by ground, over- and underpaid."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from regels.tabel.history import Chunk
from regels.wording import REASON, REMARK, STATUS
from regels_calculators.inkomstenverrekening.cents import Ints, cents, codes

MONEY = ("norm", "inkomen_telt_mee", "bijstand", "maatregel", "vakantietoeslag", "uit_te_betalen")
GROUNDS = (("vrijlating_grond", "vrijlating"), ("vrijlating_grond_partner", "vrijlating_partner"))
WAGES = ("inkomen_arbeid", "inkomen_arbeid_partner")


@dataclass
class Totals:
    """Sums over the rows seen so far; amounts are cents."""

    rows: int = 0
    dossiers: int = 0
    dossiers_with_wages: int = 0
    rows_with_wages: int = 0
    status: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    money: Counter[str] = field(default_factory=Counter)
    freed: Counter[str] = field(default_factory=Counter)
    freed_rows: Counter[str] = field(default_factory=Counter)
    overpaid: int = 0
    overpaid_rows: int = 0
    underpaid: int = 0
    underpaid_rows: int = 0
    compared_rows: int = 0

    def add(self, chunk: Chunk, results: pa.RecordBatch) -> None:
        """See the next chunk with its results."""
        self.rows += len(chunk)
        self.dossiers += int(chunk.new_history.sum())
        self._count_wages(chunk)
        self.status.update(_counts(results.column(STATUS)))
        self._count_reasons(results)
        for text, count in _counts(results.column(REMARK)).items():
            for remark in text.split("+"):
                self.remarks[remark] += count
        for name in MONEY:
            self.money[name] += int(cents(results.column(name))[0].sum())
        for ground, amount in GROUNDS:
            self._count_freed(results.column(ground), cents(results.column(amount))[0])
        self._compare(results)

    def _count_wages(self, chunk: Chunk) -> None:
        earns = np.zeros(len(chunk), bool)
        for name in WAGES:
            if name in chunk.columns:
                earns |= cents(chunk.columns[name])[0] > 0
        self.rows_with_wages += int(earns.sum())
        starts = np.flatnonzero(chunk.new_history)
        if len(starts):
            self.dossiers_with_wages += int((np.add.reduceat(earns.astype(np.int64), starts) > 0).sum())

    def _count_reasons(self, results: pa.RecordBatch) -> None:
        status, statuses = codes(results.column(STATUS))
        reason, reasons = codes(results.column(REASON))
        both = (status * len(reasons) + reason)[reason >= 0]
        for place, count in zip(*np.unique(both, return_counts=True), strict=True):
            self.reasons[statuses[place // len(reasons)], reasons[place % len(reasons)]] += int(count)

    def _count_freed(self, grounds: pa.Array, amounts: Ints) -> None:
        places, names = codes(grounds)
        for place, ground in enumerate(names):
            if ground != "geen":
                self.freed[ground] += int(amounts[places == place].sum())
                self.freed_rows[ground] += int((places == place).sum())

    def _compare(self, results: pa.RecordBatch) -> None:
        difference, filled = cents(results.column("verschil"))
        self.compared_rows += int(filled.sum())
        self.overpaid += int(np.maximum(difference, 0).sum())
        self.overpaid_rows += int((difference > 0).sum())
        self.underpaid += int(np.maximum(-difference, 0).sum())
        self.underpaid_rows += int((difference < 0).sum())


def _counts(column: pa.Array) -> dict[str, int]:
    """How often each text occurs; empty cells are left out."""
    places, texts = codes(column)
    found = np.bincount(places[places >= 0], minlength=len(texts))
    return {text: int(count) for text, count in zip(texts, found, strict=True) if count}
