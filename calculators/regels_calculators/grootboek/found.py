"""Which months to compare with the ledger: those of the facts, and those that are missing between them."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.tabel.history import Chunk
from regels_calculators.doorrekenen.cents import Ints, Mask
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.groups import NONE, at, codes, texts_at
from regels_calculators.grootboek.income import NO_PAYMENT, Amount, Facts, Rows
from regels_calculators.grootboek.months import Months
from regels_calculators.grootboek.state import State


@dataclass(frozen=True, slots=True)
class Found:
    """Months to compare with the ledger, those without facts among them, in order of dossier and month.

    ``row``: the first row of the chunk; -1 for a month without facts. ``place``: in the state; -1 for none.
    ``income``: in the facts of the income; -1 for none. ``number``: of the dossier within the chunk;
    ``codes``: of those dossiers their place in the income. ``paid``: what the facts say was paid.
    """

    dossier: pa.Array
    number: Ints
    codes: Ints
    month: Ints
    row: Ints
    income: Ints
    place: Ints
    amounts: dict[str, Ints]
    known: Mask
    status: pa.Array
    reason: pa.Array
    missing: pa.Array
    cause: pa.Array
    paid: Amount

    def __len__(self) -> int:
        return len(self.month)


def find_months(chunk: Chunk, made: Months, income: tuple[Rows, Facts], state: State) -> Found:
    """The months of a chunk of whole histories. A row without a dossier or a month is in none of them."""
    good = np.asarray(chunk.month.take(pa.array(made.first)).is_valid())
    good &= np.asarray(chunk.dossier.take(pa.array(made.first)).is_valid())
    given = np.flatnonzero(good)
    number = (np.cumsum(chunk.new_history.astype(np.int64)) - 1)[made.first][given]
    names = chunk.dossier.take(pa.array(np.flatnonzero(chunk.new_history)))
    mine, theirs = state.codes(names), codes(names, income[0].ids)
    gap_number, gap_month = _gaps(number, made.month[given], mine, state)
    number, month = np.append(number, gap_number), np.append(made.month[given], gap_month)
    order = np.lexsort((month, number))
    source = np.append(given, np.full(len(gap_number), NONE, np.int64))[order]
    number, month, gap = number[order], month[order], source == NONE
    place = income[1].find(theirs[number], month)
    reason = _or(gap, made.reason, source, e.NO_FACTS)
    return Found(
        dossier=names.take(pa.array(number)),
        number=number,
        codes=theirs,
        month=month,
        row=at(made.first, source, NONE),
        income=place,
        place=state.find(mine[number], month),
        amounts={name: at(value, source) for name, value in made.amounts.items()}
        | {e.MEANS: at(income[1].means, place)},
        known=at(made.known, source),
        status=_or(gap, made.status, source, e.UNDETERMINED),
        reason=reason,
        missing=_missing(reason, income[1].missing, place),
        cause=texts_at(income[1].causes, place),
        paid=made.paid.at(source),
    )


def _or(gap: Mask, texts: pa.Array, source: Ints, word: str) -> pa.Array:
    return pc.if_else(pa.array(gap), word, texts_at(texts, source))


def _gaps(number: Ints, month: Ints, mine: Ints, state: State) -> tuple[Ints, Ints]:
    """Months of these dossiers between those given, or known to the ledger, of which no facts were given.

    ``mine``: the place of each dossier in the state.
    """
    steps = np.where(number[1:] == number[:-1], np.maximum(month[1:] - month[:-1] - 1, 0), 0)
    after = np.repeat(np.arange(len(steps)), steps)
    nth = np.arange(len(after)) - np.repeat(np.cumsum(steps) - steps, steps) + 1
    holes = number[after] * e.SPAN + month[after] + nth
    back = np.full(len(state.ids), NONE, np.int64)
    back[mine[mine >= 0]] = np.flatnonzero(mine >= 0)
    theirs = back[state.dossier]
    booked = (theirs * e.SPAN + state.month)[(theirs >= 0) & state.computed]
    keys = np.setdiff1d(np.union1d(booked, holes), number * e.SPAN + month)
    return keys // e.SPAN, keys % e.SPAN


def _missing(reason: pa.Array, missing: pa.Array, place: Ints) -> pa.Array:
    """What of the income is missing: what the records say, else that there is no record of a wage."""
    said = texts_at(missing, place)
    asks = pc.match_substring_regex(reason, "(inkomen|vakantietoeslag)_arbeid")
    return pc.if_else(pc.and_(pc.equal(said, ""), asks), NO_PAYMENT, said)
