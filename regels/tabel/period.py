"""The days a row is about, as one number to sort by and one to find overlap with."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.plan.plan import Plan
from regels.tabel.integers import Ints, Mask, as_int64, first_days, ints_array

BEGIN, END = " begin", " end"
"""First and last day of a row as ``32 × month + day``; of a year from 1 January to 31 December.

A row whose month cannot be read stands before all others of its dossier (it may be about any of
them), one whose days cannot be read before the others of its month; neither overlaps anything.
"""

_BEFORE_ALL = -(2**31) + 1
EPOCH_YEAR = 1970


@dataclass(frozen=True, slots=True)
class Places:
    """``bad_days``: column and places of rows with impossible days; ``days``: in each row's month."""

    begin: pa.Array
    end: pa.Array
    bad_days: tuple[tuple[str, Ints], ...]
    days: Ints


def place_rows(columns: Mapping[str, pa.Array], plan: Plan, unreadable: Mask) -> Places:
    """Place each row in time; ``1 <= van_dag <= tot_dag <= days in the month``, or it is bad.

    ``unreadable``: rows whose days were refused already, so that null does not mean *whole month*.
    """
    month_cells = columns[plan.inputs[plan.month].name]
    readable = np.asarray(pc.is_valid(month_cells))
    month = first_months(month_cells, plan)
    last_month = month + 11 if plan.yearly else month
    days = first_days(last_month + 1) - first_days(last_month)
    first, first_name = _day(columns, plan, plan.from_day)
    last, last_name = _day(columns, plan, plan.to_day)
    begin_day = np.ones_like(month) if first is None else np.where(first[1], first[0], 1)
    end_day = days if last is None else np.where(last[1], last[0], days)
    judged = readable & ~unreadable
    bad_first = judged & ((begin_day < 1) | (begin_day > days))
    bad_last = judged & ~bad_first & ((end_day > days) | (end_day < begin_day))
    bad = bad_first | bad_last | unreadable
    begin = np.where(bad, month * 32, month * 32 + begin_day)
    end = np.where(bad, month * 32 - 1, last_month * 32 + end_day)
    begin = np.where(readable, begin, _BEFORE_ALL)
    end = np.where(readable, end, _BEFORE_ALL - 1)
    blamed_last = last_name or first_name
    found = ((first_name, np.flatnonzero(bad_first)), (blamed_last, np.flatnonzero(bad_last)))
    return Places(
        ints_array(begin, None, pa.int32()),
        ints_array(end, None, pa.int32()),
        tuple((name, rows) for name, rows in found if name and len(rows)),
        days,
    )


def first_months(cells: pa.Array, plan: Plan) -> Ints:
    """The first month of the period of each row, in months since 1970."""
    found = as_int64(cells)
    return (found - EPOCH_YEAR) * 12 if plan.yearly else found


def _day(
    columns: Mapping[str, pa.Array], plan: Plan, which: int
) -> tuple[tuple[Ints, Mask] | None, str | None]:
    name = plan.inputs[which].name if which >= 0 else None
    if name is None or name not in columns:
        return None, None
    return (as_int64(columns[name]), np.asarray(pc.is_valid(columns[name]))), name
