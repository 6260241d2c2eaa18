"""What a run came to: besides the tally dossiers with wages, vrijlating by ground, over- and underpaid."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from regels.tabel.history import Chunk
from regels_calculators.doorrekenen.cents import Ints, cents, codes
from regels_calculators.doorrekenen.tally import Tally

MONEY = ("norm", "inkomen_telt_mee", "bijstand", "maatregel", "vakantietoeslag", "uit_te_betalen")
GROUNDS = (("vrijlating_grond", "vrijlating"), ("vrijlating_grond_partner", "vrijlating_partner"))
WAGES = ("inkomen_arbeid", "inkomen_arbeid_partner")


@dataclass
class Totals(Tally):
    """Sums over the rows seen so far; amounts are cents."""

    summed: tuple[str, ...] = MONEY
    dossiers_with_wages: int = 0
    rows_with_wages: int = 0
    freed: Counter[str] = field(default_factory=Counter)
    freed_rows: Counter[str] = field(default_factory=Counter)
    overpaid: int = 0
    overpaid_rows: int = 0
    underpaid: int = 0
    underpaid_rows: int = 0
    compared_rows: int = 0

    def add(self, chunk: Chunk, results: pa.RecordBatch) -> None:
        """See the next chunk with its results."""
        Tally.add(self, chunk, results)
        self._count_wages(chunk)
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
