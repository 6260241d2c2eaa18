"""Rows in which someone reaches the AOW age, split at that day (AOW art. 7a; Pw art. 45 lid 3).

What was earned or paid over the row is divided by days, half a cent up in the first part and the
rest in the last; amounts of the norm stay, for the engine takes its part of the month of them.
"""

from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regels.plan.plan import ParameterSpec, Plan
from regels.tabel.history import Chunk
from regels_calculators.doorrekenen.cents import Ints, cents, from_cents

PARAMETER = "aow_leeftijd"
PERSONS = ("", "_partner")
FLOWS = ("inkomen_arbeid", "vakantietoeslag_arbeid", "inkomen_lks", "inkomen_overig")
PAID = "uitbetaald"
FOREVER = np.int64(10**6)
Days = NDArray[np.int64]


def aow_days(born: Days, parameter: ParameterSpec) -> Days:
    """The day on which each person reaches the age of the year of that day; FOREVER when no figure says."""
    found = np.full(len(born), FOREVER)
    for period in reversed(parameter.periods):
        if period.value is None:
            continue
        day = _months_later(born, period.value)
        fits = (day >= period.start) & (day <= (FOREVER if period.end is None else period.end))
        found = np.where(fits, day, found)
    return found


def _months_later(days: Days, months: int) -> Days:
    """So many months later; a day that does not exist becomes the last of its month."""
    dates = days.astype("M8[D]")
    month = dates.astype("M8[M]")
    day_of_month = (dates - month.astype("M8[D]")).astype(np.int64)
    target = month + months
    length = ((target + 1).astype("M8[D]") - target.astype("M8[D]")).astype(np.int64)
    later = target.astype("M8[D]").astype(np.int64) + np.minimum(day_of_month, length - 1)
    return np.asarray(later, np.int64)


def split(chunk: Chunk, plan: Plan) -> Chunk:
    """The chunk with every such row made into two (or three, when both reach it); others as they are."""
    parameter = next(p for p in plan.parameters if p.name == PARAMETER)
    for suffix in PERSONS:
        if "geboortedatum" + suffix in chunk.columns:
            chunk = _split_for(chunk, plan, parameter, suffix)
    return chunk


def _split_for(chunk: Chunk, plan: Plan, parameter: ParameterSpec, suffix: str) -> Chunk:
    born = chunk.columns["geboortedatum" + suffix]
    days = aow_days(np.asarray(born.cast(pa.int32()).fill_null(0)).astype(np.int64), parameter)
    month = np.asarray(chunk.month.cast(pa.int32()).fill_null(0)).astype(np.int64)
    first, last = _span(chunk, month)
    here = np.asarray(born.is_valid() if born.null_count else pa.array([True] * len(chunk))) & (
        chunk.rejected == 0
    )
    here &= (month + first - 1 < days) & (days <= month + last - 1)
    if suffix:
        here &= _married(chunk, plan)
    if not here.any():
        return chunk
    cut = days - month + 1
    return _doubled(chunk, here, first, last, cut)


def _span(chunk: Chunk, month: Ints) -> tuple[Ints, Ints]:
    months = month.astype("M8[D]").astype("M8[M]")
    length = ((months + 1).astype("M8[D]") - months.astype("M8[D]")).astype(np.int64)
    return _days(chunk, "van_dag", np.ones(len(chunk), np.int64)), _days(chunk, "tot_dag", length)


def _days(chunk: Chunk, name: str, default: Ints) -> Ints:
    column = chunk.columns.get(name)
    if column is None:
        return default
    return np.where(np.asarray(column.is_valid()), np.asarray(column.fill_null(0)), default)


def _married(chunk: Chunk, plan: Plan) -> NDArray[np.bool_]:
    spec = next(s for s in plan.inputs if s.name == "leefvorm")
    codes = np.asarray(chunk.columns["leefvorm"].fill_null(-1))
    return np.asarray(codes == spec.type.options.index("gehuwden"))


def _doubled(chunk: Chunk, here: NDArray[np.bool_], first: Ints, last: Ints, cut: Ints) -> Chunk:
    take = np.repeat(np.arange(len(chunk)), 1 + here)
    second = np.append(False, take[1:] == take[:-1])
    front = np.append(second[1:], False)
    first, last, cut = first[take], last[take], cut[take]
    rows = pa.array(take)
    columns = {name: column.take(rows) for name, column in chunk.columns.items()}
    columns["van_dag"] = pa.array(np.where(second, cut, first))
    columns["tot_dag"] = pa.array(np.where(front, cut - 1, last))
    for name in [flow + suffix for flow in FLOWS for suffix in PERSONS] + [PAID]:
        if name in columns:
            columns[name] = _divided(columns[name], front, second, cut - first, last - first + 1)
    new_history = chunk.new_history[take].copy()
    new_history[second] = 0
    return replace(
        chunk, columns=columns, dossier=chunk.dossier.take(rows), month=chunk.month.take(rows),
        new_history=new_history, rejected=chunk.rejected[take], index=chunk.index[take],
        line=chunk.line[take],
    )  # fmt: skip


def _divided(column: pa.Array, front: Ints, second: Ints, days: Ints, of: Ints) -> pa.Array:
    """The part of the first days, half up by sign and magnitude; the second part is what is left."""
    amounts, filled = cents(column)
    part = np.sign(amounts) * ((2 * np.abs(amounts) * days + of) // (2 * of))
    split_amounts = np.where(front, part, np.where(second, amounts - part, amounts))
    whole = from_cents(split_amounts)
    return pa.Array.from_buffers(
        whole.type, len(whole), [pa.py_buffer(np.packbits(filled, bitorder="little")), whole.buffers()[1]]
    )
