"""From rows of the kernel to months: the outcomes of the rows of a month added up."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.tabel.history import Chunk
from regels.wording import REASON, STATUS
from regels_calculators.doorrekenen.cents import Ints, Mask, cents
from regels_calculators.grootboek.entries import REJECTED, RIGHT, SUMMED, UNDETERMINED, month_numbers
from regels_calculators.grootboek.groups import added, any_of
from regels_calculators.grootboek.income import Amount

PAID = "uitbetaald"
"""The column of the facts with what was paid."""


@dataclass(frozen=True, slots=True)
class Months:
    """What a chunk came to per dossier and month, in its order. ``first``: the first row of each.

    ``paid``: what the facts say was paid, known when every row of the month says it.
    """

    first: Ints
    month: Ints
    amounts: dict[str, Ints]
    known: Mask
    status: pa.Array
    reason: pa.Array
    paid: Amount


def months(chunk: Chunk, results: pa.RecordBatch) -> Months:
    """Add up the rows of each month: all must be known, or the month is not."""
    month = np.where(np.asarray(chunk.month.is_valid()), month_numbers(chunk.month), 0)
    begins = chunk.new_history.astype(np.bool_).copy()
    if len(begins):
        begins[1:] |= month[1:] != month[:-1]
    first = np.flatnonzero(begins)
    amounts, filled = {}, np.ones(len(chunk), np.bool_)
    for name in SUMMED:
        value, known = cents(results.column(name))
        filled &= known
        amounts[name] = added(value, first)
    known = ~any_of(~filled, first)
    status, reason = _words(results.column(STATUS)), _words(results.column(REASON))
    if len(first) < len(chunk):
        status, reason = _worst(status, reason, first, len(chunk))
    return Months(first, month[first], amounts, known, status, reason, _paid(chunk, first))


def _paid(chunk: Chunk, first: Ints) -> Amount:
    if PAID not in chunk.columns:
        return Amount(np.zeros(len(first), np.int64), np.zeros(len(first), np.bool_))
    value, known = cents(chunk.columns[PAID])
    return Amount(added(value, first), ~any_of(~known, first))


def _words(column: pa.Array) -> pa.Array:
    found = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
    return found.cast(pa.string()).fill_null("")


def _worst(status: pa.Array, reason: pa.Array, first: Ints, rows: int) -> tuple[pa.Array, pa.Array]:
    """Of a month in parts: rejected, else undetermined, else right, else none; with its reasons."""
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


def empty_or(column: pa.Array) -> pa.Array:
    """A text column with null instead of the empty text."""
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)
