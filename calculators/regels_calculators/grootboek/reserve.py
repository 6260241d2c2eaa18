"""The holiday pay inside the benefit: reserved month by month, due in June or after the end.

A year of the reserve runs from the month in which it is paid (June) to the month before that one comes again.
Years are never added up: too much paid over one does not disappear in another.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from regels_calculators.doorrekenen.cents import Ints, Mask
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.policy import Policy
from regels_calculators.grootboek.state import State
from regels_calculators.inkomen.records import starts_of


@dataclass(frozen=True, slots=True)
class Due:
    """Of a dossier and a year: over which months, what was built up, and what was paid of it."""

    dossier: Ints
    first: Ints
    last: Ints
    built: Ints
    paid: Ints


def due(state: State, policy: Policy, month: int) -> Due:
    """What is due in a month, per dossier and year.

    - in the month of payment: the year that ended;
    - of a benefit that ended: also what was built up since, and within the same number of months before;
    - at any time: of earlier years of which something was paid, for what a correction changed later is left.

    What was paid belongs to the year of the month it was booked over. Of an earlier year without any payment
    it is not known whether it was paid: it is never proposed.
    """
    rule = policy.reserve
    year, now = (state.month - (rule.month - 1)) // rule.over, (month - (rule.month - 1)) // rule.over
    key = state.dossier * e.SPAN + year
    first = starts_of(key)
    group = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(key))))
    some_paid = (_added(state.reserve_paid != 0, group, len(first)) > 0)[group]
    built = state.known & (state.month < month)
    chosen = some_paid & (year < now)
    if month % 12 + 1 == rule.month:
        chosen |= year == now - 1
    chosen |= _ended(state, month, rule.after_end)[state.dossier] & (state.month >= month - rule.over)
    wanted = built & (_added(chosen & built, group, len(first)) > 0)[group] & (chosen | some_paid)
    total = _added(np.where(wanted, state.sums["vakantietoeslag"], 0), group, len(first))
    paid = _added(state.reserve_paid, group, len(first))
    from_, to = np.full(len(first), month, np.int64), np.zeros(len(first), np.int64)
    np.minimum.at(from_, group[wanted], state.month[wanted])
    np.maximum.at(to, group[wanted], state.month[wanted])
    open_ = np.flatnonzero((_added(wanted, group, len(first)) > 0) & (total != paid))
    return Due(state.dossier[first][open_], from_[open_], to[open_], total[open_], paid[open_])


def _ended(state: State, month: int, after: int) -> Mask:
    """Whether the benefit of a dossier ended before a month.

    Its latest known month has no right; or no facts were given of that month and those since, and it is the
    last in which the reserve may be paid.
    """
    none = np.full(len(state.ids), -1, np.int64)
    latest, given = none.copy(), none.copy()
    before = np.flatnonzero(state.known & (state.month < month))
    latest[state.dossier[before]] = before
    facts = np.flatnonzero(state.computed & ~_is(state.reason, e.NO_FACTS))
    given[state.dossier[facts]] = state.month[facts]
    right = np.append(_is(state.status, e.RIGHT), False)
    return (latest >= 0) & (~right[latest] | (given <= month - after))


def _is(texts: object, word: str) -> Mask:
    return np.asarray(pc.equal(texts, word)).astype(np.bool_)


def _added(values: Ints | Mask, group: Ints, size: int) -> Ints:
    total = np.zeros(size, np.int64)
    np.add.at(total, group, values)
    return total
