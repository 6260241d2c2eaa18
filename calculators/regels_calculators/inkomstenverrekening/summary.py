"""What a run came to in all: rows by status and reason, money, vrijlating by ground, over- and underpaid."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.tabel.history import Chunk
from regels.wording import REASON, REMARK, STATUS
from regels_calculators.inkomstenverrekening.cents import cents

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
        pairs = pc.binary_join_element_wise(results.column(STATUS), results.column(REASON), "\n")
        for text, count in _counts(pairs).items():
            status, reason = text.split("\n", 1)
            self.reasons[status, reason] += count

    def _count_freed(self, grounds: pa.Array, amounts: np.ndarray) -> None:
        encoded = grounds.fill_null("geen").dictionary_encode()
        places = np.asarray(encoded.indices)
        for place, ground in enumerate(encoded.dictionary.to_pylist()):
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
    found = pc.value_counts(column).to_pylist()
    return {entry["values"]: entry["counts"] for entry in found if entry["values"] is not None}
