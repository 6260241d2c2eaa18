"""The wages that a payment run counts: the known ones, and for what is missing what the method says.

Of every job that runs each month up to that of the payment has a row. A row that is not known, or not there,
takes the last known wage of that job; the method ``achteraf`` counts no wage in the month of the payment at
all.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.tabel.integers import months_of
from regels_calculators.doorrekenen.cents import Ints, Mask
from regels_calculators.grootboek.entries import first_days, money
from regels_calculators.grootboek.income import DAYS_WITHOUT, HOLIDAY, KINDS, Rows
from regels_calculators.grootboek.policy import Method
from regels_calculators.inkomen.months import INCOMES, WORK

_FOREVER = 2**31
NONE = "geen"


@dataclass(frozen=True, slots=True)
class Counted:
    """What a run counts. ``table``: income per month. ``missing``, ``means``: by dossier of the income,
    whether a wage of the month of the payment is missing, and the net means of that month, known or as last
    known.
    """

    table: pa.Table
    missing: Mask
    means: Ints


@dataclass(frozen=True, slots=True)
class _Grid:
    """Jobs by month. ``job``: the first row of its job. ``row``: the row itself, -1 for none. ``last``:
    the row of the last month before or at this one of which the wage is known, -1 for none.
    """

    job: Ints
    month: Ints
    row: Ints
    last: Ints


def counted(rows: Rows, method: Method, month: int) -> Counted:
    """The income with which the payment of a month is computed."""
    good = rows.net.known & rows.holiday.known & _said_nothing(rows)
    grid = _grid(rows, good, month)
    now = grid.month == month
    known = np.where(grid.row >= 0, good[np.maximum(grid.row, 0)], False)
    nothing = now & (method.wages == NONE)
    fill = ~known & (grid.last >= 0) | nothing
    missing, means = np.zeros(len(rows.ids), np.bool_), np.zeros(len(rows.ids), np.int64)
    dossier = rows.dossier[grid.job]
    missing[dossier[now & ~known]] = True
    seen = now & (grid.last >= 0)
    last = grid.last[seen]
    np.add.at(means, dossier[seen], rows.net.cents[last])
    benefit = (rows.kind != INCOMES.index(WORK)) & (rows.month == month)
    np.add.at(means, rows.dossier[benefit], rows.net.cents[benefit])
    return Counted(_table(rows, grid, fill, nothing), missing, means)


def _said_nothing(rows: Rows) -> Mask:
    return np.asarray(pc.equal(rows.missing, "")).astype(np.bool_)


def _grid(rows: Rows, good: Mask, until: int) -> _Grid:
    """Every job in every month in which it runs, up to the month of the payment."""
    begins = np.ones(len(rows), np.bool_)
    begins[1:] = rows.relation[1:] != rows.relation[:-1]
    first = np.flatnonzero(begins & (rows.kind == INCOMES.index(WORK)))
    nothing = np.empty(0, np.int64)
    if not len(first):
        return _Grid(nothing, nothing, nothing, nothing)
    edges = np.append(np.flatnonzero(begins), len(rows))
    end = edges[np.searchsorted(edges, first) + 1] - 1
    start = np.where(rows.begins.known[first], months_of(rows.begins.day[first]), rows.month[first])
    start = np.minimum(start, rows.month[first])
    stop = np.where(rows.ends.known[end], np.minimum(months_of(rows.ends.day[end]), _FOREVER), _FOREVER)
    stop = np.minimum(np.maximum(stop, rows.month[end]), until)
    size = np.maximum(stop - start + 1, 0)
    job = np.repeat(first, size)
    step = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
    month = np.repeat(start, size) + step
    row = _rows(rows, job, month)
    here = np.where((row >= 0) & good[np.maximum(row, 0)], np.arange(len(row)), -1)
    upto = np.maximum.accumulate(here)
    mine = (upto >= 0) & (job[np.maximum(upto, 0)] == job)
    return _Grid(job, month, row, np.where(mine, row[np.maximum(upto, 0)], -1))


def _rows(rows: Rows, job: Ints, month: Ints) -> Ints:
    """The row of each job and month, -1 for none."""
    order = np.cumsum(np.append(0, rows.relation[1:] != rows.relation[:-1]))
    keys = order * _FOREVER + rows.month
    wanted = order[job] * _FOREVER + month
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, place, -1)


def _table(rows: Rows, grid: _Grid, fill: Mask, nothing: Mask) -> pa.Table:
    """The income per month, with the rows that are filled in place of those that were there."""
    gone = np.zeros(len(rows.table), np.bool_)
    replaced = grid.row[fill]
    gone[rows.at[replaced[replaced >= 0]]] = True
    kept = rows.table.filter(pa.array(~gone))
    count = int(fill.sum())
    if not count:
        return kept
    source = np.where(nothing, 0, np.maximum(grid.last, 0))[fill]
    zero = nothing[fill]
    base = rows.table.take(pa.array(rows.at[grid.job[fill]]))
    new = {name: base[name].combine_chunks() for name in base.column_names}
    new["maand"] = first_days(grid.month[fill])
    for name, amount in (("netto", rows.net), (HOLIDAY, rows.holiday), ("lks_deel", rows.subsidised)):
        known = amount.known[source] | zero
        new[name] = money(np.where(zero, 0, amount.cents[source]), known)
    new["onbekend"] = pa.nulls(count, pa.string())
    new[DAYS_WITHOUT] = pa.array(np.zeros(count, np.int32))
    return pa.concat_tables([kept, pa.table({name: new[name].cast(kind) for name, kind in KINDS.items()})])
