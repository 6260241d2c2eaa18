"""From rows of the kernel to months: the income put in before, the outcomes added up after."""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.plan.plan import Plan
from regels.tabel.history import Chunk
from regels.tabel.integers import as_int64, decimal_array
from regels.wording import REASON, STATUS
from regels_calculators.doorrekenen.cents import Ints, Mask, cents
from regels_calculators.grootboek.entries import REJECTED, RIGHT, SUMMED, UNDETERMINED
from regels_calculators.grootboek.income import Amount, Lookup

FILLED = ("inkomen_arbeid", "vakantietoeslag_arbeid", "inkomen_lks")
"""What the income per month fills in, for both persons; benefits are added to ``inkomen_overig``."""
OTHER = "inkomen_overig"
PERSONS = ("", "_partner")
FROM_DAY, TO_DAY = "van_dag", "tot_dag"


@dataclass(frozen=True, slots=True)
class Asked:
    """The income of the rows of a chunk: of which rows, and per field what was missing."""

    code: Ints
    month: Ints
    missing: pa.Array


def with_income(
    chunk: Chunk, income: Lookup, plan: Plan, instead: "Instead | None" = None
) -> tuple[Chunk, Asked]:
    """The rows with their income, divided over the days when a row is about part of a month.

    ``instead``: what another than the known income is for some rows (a payment run).
    """
    month = as_int64(chunk.columns[plan.inputs[plan.month].name])
    code = income.codes(chunk.dossier)
    columns = dict(chunk.columns)
    missing = np.zeros(len(chunk), np.int64)
    bounds = {spec.name: (spec.type.low, spec.type.high) for spec in plan.inputs}
    for person, suffix in enumerate(PERSONS):
        work, benefit = income.ask(code, month, person, 0), income.ask(code, month, person, 1)
        if instead is not None:
            work = instead.work(work, code, month, person)
        missing |= income.absent(code, month, person, 0) * 1 | income.absent(code, month, person, 1) * 1
        for part, name in zip(work, FILLED, strict=True):
            columns[name + suffix] = _column(_divided(part, chunk), *bounds[name + suffix])
        other = _divided(
            Amount(benefit[0].cents + benefit[1].cents, benefit[0].known & benefit[1].known), chunk
        )
        columns.update(_with_benefit(columns, OTHER + suffix, other, bounds[OTHER + suffix]))
    return replace(chunk, columns=columns), Asked(code, month, _missing(missing))


class Instead:
    """Another wage than the known one, for a payment run; see ``payrun``."""

    def work(
        self, known: tuple[Amount, Amount, Amount], code: Ints, month: Ints, person: int
    ) -> tuple[Amount, Amount, Amount]:
        """The wage to compute with."""
        raise NotImplementedError


def _missing(flags: Ints) -> pa.Array:
    from regels_calculators.grootboek.income import NO_PAYMENT

    return pa.array(["", NO_PAYMENT]).take(pa.array(flags))


def _with_benefit(
    columns: dict[str, pa.Array], name: str, benefit: Amount, bounds: tuple[int, int]
) -> dict[str, pa.Array]:
    """Other income with the benefits of the feed; when there are none the column stays what it was."""
    if bool(benefit.known.all()) and not benefit.cents.any():
        return {}
    rows = len(benefit.cents)
    if name in columns:
        own, known = cents(columns[name])
    else:
        own, known = np.zeros(rows, np.int64), np.zeros(rows, np.bool_)
    return {name: _column(Amount(own + benefit.cents, known & benefit.known), *bounds)}


def _column(amount: Amount, low: int, high: int) -> pa.Array:
    """As the kernel takes it; what lies outside the bounds of the field is unknown, never cut off."""
    known = amount.known & (amount.cents >= low) & (amount.cents <= high)
    return decimal_array(np.where(known, amount.cents, 0), known, 2)


def _divided(amount: Amount, chunk: Chunk) -> Amount:
    """The part of the days of the row; parts that make up a month add up to its amount."""
    if FROM_DAY not in chunk.columns and TO_DAY not in chunk.columns:
        return amount
    days = _days(chunk)
    first, last = _day(chunk, FROM_DAY, np.ones(len(chunk), np.int64)), _day(chunk, TO_DAY, days)
    upto, since = _half_up(amount.cents * last, days), _half_up(amount.cents * (first - 1), days)
    return Amount(upto - since, amount.known)


def _days(chunk: Chunk) -> Ints:
    starts = (
        np.asarray(chunk.month.cast(pa.int32()).fill_null(0)).astype(np.int64).astype("M8[D]").astype("M8[M]")
    )
    return np.asarray(((starts + 1).astype("M8[D]") - starts.astype("M8[D]")).astype(np.int64))


def _day(chunk: Chunk, name: str, otherwise: Ints) -> Ints:
    if name not in chunk.columns:
        return otherwise
    column = chunk.columns[name]
    return np.where(np.asarray(column.is_valid()), as_int64(column), otherwise)


def _half_up(value: Ints, of: Ints) -> Ints:
    return np.asarray(np.sign(value) * ((2 * np.abs(value) + of) // (2 * of)))


@dataclass(frozen=True, slots=True)
class Months:
    """What a chunk came to per dossier and month, in its order. ``first``: the first row of each."""

    first: Ints
    month: Ints
    amounts: dict[str, Ints]
    known: Mask
    status: pa.Array
    reason: pa.Array


def months(chunk: Chunk, month: Ints, results: pa.RecordBatch) -> Months:
    """Add up the rows of each month: all must be known, or the month is not."""
    begins = chunk.new_history.astype(np.bool_).copy()
    if len(begins):
        begins[1:] |= month[1:] != month[:-1]
    first = np.flatnonzero(begins)
    amounts, filled = {}, np.ones(len(chunk), np.bool_)
    for name in SUMMED:
        value, known = cents(results.column(name))
        filled &= known
        amounts[name] = _add(value, first)
    known = _add((~filled).astype(np.int64), first) == 0
    status, reason = _words(results.column(STATUS)), _words(results.column(REASON))
    if len(first) == len(chunk):
        return Months(first, month, amounts, known, status, reason)
    return Months(first, month[first], amounts, known, *_worst(status, reason, first, len(chunk)))


def _words(column: pa.Array) -> pa.Array:
    found = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
    return found.cast(pa.string()).fill_null("")


def _add(values: Ints, first: Ints) -> Ints:
    return np.add.reduceat(values, first) if len(first) else np.empty(0, np.int64)


def _worst(status: pa.Array, reason: pa.Array, first: Ints, rows: int) -> tuple[pa.Array, pa.Array]:
    """Of a month in parts: rejected, else undetermined, else right, else none; with all reasons of that status."""
    one, why = status.take(pa.array(first)).to_pylist(), reason.take(pa.array(first)).to_pylist()
    ends = np.append(first, rows)
    for group in np.flatnonzero(np.diff(ends) > 1).tolist():
        part = slice(int(ends[group]), int(ends[group + 1]))
        found = status[part].to_pylist()
        one[group] = next((word for word in (REJECTED, UNDETERMINED, RIGHT) if word in found), found[0])
        texts = [
            text for text, word in zip(reason[part].to_pylist(), found, strict=True) if word == one[group]
        ]
        why[group] = "+".join(dict.fromkeys(part for text in texts for part in text.split("+") if part))
    return pa.array(one, pa.string()), pa.array(why, pa.string())


def dossier_rows(chunk: Chunk) -> Ints:
    """The number of each row's dossier within the chunk."""
    return np.cumsum(chunk.new_history.astype(np.int64)) - 1


def empty_or(column: pa.Array) -> pa.Array:
    """A text column with null instead of the empty text."""
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)
