"""Totals per dossier: what each got in all, and how much too much or too little was paid."""

import numpy as np
import pyarrow as pa

from regels.plan.plan import Verdict
from regels.tabel.history import Chunk
from regels.wording import STATUS
from regels_calculators.doorrekenen.cents import Ints, cents, codes, from_cents

SUMMED = ("bijstand", "vrijlating", "vrijlating_partner", "maatregel", "vakantietoeslag", "uit_te_betalen")
DIFFERENCE = "verschil"


def totals(chunk: Chunk, results: pa.RecordBatch) -> pa.RecordBatch:
    """One row per dossier of the chunk, in its order.

    Months that are not determined add nothing; they are counted.
    ``te_veel_betaald`` and ``te_weinig_betaald`` are sums of the months on either side of zero.
    """
    starts = np.flatnonzero(chunk.new_history)
    columns: dict[str, pa.Array] = {"dossier_id": chunk.dossier.take(pa.array(starts))}
    status, statuses = codes(results.column(STATUS))
    columns["rijen"] = pa.array(np.diff(np.append(starts, len(chunk))))
    for verdict in Verdict:
        is_it = status == (statuses.index(verdict.value) if verdict.value in statuses else -1)
        columns[verdict.value] = pa.array(_sum(is_it.astype(np.int64), starts))
    for name in SUMMED:
        columns[name] = from_cents(_sum(cents(results.column(name))[0], starts))
    difference, _ = cents(results.column(DIFFERENCE))
    columns["te_veel_betaald"] = from_cents(_sum(np.maximum(difference, 0), starts))
    columns["te_weinig_betaald"] = from_cents(_sum(np.maximum(-difference, 0), starts))
    return pa.RecordBatch.from_arrays(list(columns.values()), list(columns))


def _sum(values: Ints, starts: Ints) -> Ints:
    return np.add.reduceat(values, starts) if len(starts) else np.empty(0, np.int64)
