"""The yearly check of four-weekly wages: thirteen periods against the twelve months that were counted."""

import numpy as np
import pyarrow as pa

from regels.tabel.integers import decimal_array
from regels_calculators.inkomen.attribute import Parts
from regels_calculators.inkomen.columns import PERSONS
from regels_calculators.inkomen.net import FOUR_WEEKS, POLICIES, Nets, bit
from regels_calculators.inkomen.records import Mask, Records, starts_of
from regels_calculators.inkomen.table import owners_of

PERIODS = 13
YEARS = pa.schema(
    [
        ("dossier_id", pa.string()),
        ("persoon", pa.string()),
        ("ikv", pa.string()),
        ("jaar", pa.int64()),
        ("perioden", pa.int64()),
        ("betaald", pa.decimal128(18, 2)),
        ("geteld", pa.decimal128(18, 2)),
        ("verschil", pa.decimal128(18, 2)),
        ("volledig", pa.bool_()),
    ]
)
"""``perioden``: different periods in the year (that of the month they count in); ``betaald``: net over all
of them; ``geteld``: what was counted in months; ``verschil``: counted minus paid, empty when a net is
unknown; ``volledig``: all thirteen periods are there, so that the difference is that of a year.
"""


def yearly_check(records: Records, counts: Mask, nets: Nets, parts: Parts) -> pa.Table:
    """One row per income relation and calendar year in which four weeks counted as 13/12."""
    mine = parts.earned & (nets.policy[parts.record] == POLICIES.index(FOUR_WEEKS))
    if not mine.any():
        return YEARS.empty_table()
    owners = owners_of(records)
    record, month, counted = parts.record[mine], parts.month[mine], parts.net[mine]
    year = month // 12 + 1970
    begin = records.values["periode_van"][record]
    order = np.lexsort((begin, year, owners.income[record]))
    record, year, begin, counted = record[order], year[order], begin[order], counted[order]
    starts = starts_of(owners.income[record] * 4096 + year)
    fresh = np.ones(len(record), np.int64)
    fresh[1:] = (np.diff(begin) != 0) | (np.diff(owners.income[record]) != 0)
    fresh[starts] = 1
    known = ~np.logical_or.reduceat((nets.unknown[record] & bit("netto")) != 0, starts)
    paid, total = np.add.reduceat(nets.net[record], starts), np.add.reduceat(counted, starts)
    periods, first = np.add.reduceat(fresh, starts), record[starts]
    columns = [
        owners.dossiers.take(pa.array(owners.dossier[first])),
        pa.array(PERSONS).take(pa.array(records.values["persoon"][first])),
        owners.relations.take(pa.array(owners.relation[first])),
        pa.array(year[starts]),
        pa.array(periods),
        *(decimal_array(np.where(known, cents, 0), known, 2) for cents in (paid, total, total - paid)),
        pa.array(periods >= PERIODS),
    ]
    return pa.Table.from_arrays(columns, schema=YEARS)
