"""What was paid against what is due, cut into parts with one cause each, and the way to put each right.

Too much is laid at the entries that lowered what is due, the latest first: what came last was not known yet
when the payment was made. What an entry can explain is at most what it took off; what is left is laid at the
first computation that gave amounts. What cannot be laid at means that were received is no set-off but a
decision on recovery.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.ruleset import Ruleset
from regels_calculators.doorrekenen.cents import Ints, Mask
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.entries import single
from regels_calculators.grootboek.groups import before, find, last_of
from regels_calculators.grootboek.income import Days, amounts
from regels_calculators.grootboek.rules import Answers, answers
from regels_calculators.grootboek.state import NEEDED, State, state_of
from regels_calculators.grootboek.store import Ledger
from regels_calculators.inkomen.records import starts_of

_ALL = 2**62
CAUSES = ("dossier_id", "maand", "soort", "uit_te_betalen", e.MEANS, "betaald_op")
"""The columns of entries from which the causes of a difference follow."""


@dataclass(frozen=True, slots=True)
class Booked:
    """What the ledger says of some dossiers: the state, and the entries from which causes follow."""

    state: State
    causes: pa.Table

    @classmethod
    def of(cls, ledger: Ledger, dossiers: pa.Array) -> "Booked":
        """Read it, once: what is booked meanwhile is in neither or in both."""
        names = list(dict.fromkeys((*NEEDED, *CAUSES)))
        parts = [e.SCHEMA.empty_table().select(names), *ledger.parts(names, dossiers)]
        return cls(state_of(parts), pa.concat_tables(part.select(CAUSES) for part in parts))


@dataclass(frozen=True, slots=True)
class Part:
    """Parts of differences. ``place``: of the month in the state. ``difference``: above zero too much was
    paid.

    ``means``: what was received behind it; ``received``: when.
    """

    place: Ints
    difference: Ints
    means: Ints
    received: Days


@dataclass(frozen=True, slots=True)
class Differences:
    """The parts, what the regeling ``maandverschil`` says of each, and the months that wait.

    ``waiting``: places of months of which something was paid and what is due is not known.
    """

    part: Part
    said: Answers
    waiting: Ints

    @property
    def good(self) -> Mask:
        """Parts that were determined."""
        return self.said.right

    @property
    def refused(self) -> int:
        """Parts on which the rules give no answer: an amount that cannot be, or means of a later day."""
        return int((~self.said.right).sum())


def differences(booked: Booked, ruleset: Ruleset, day: int, of: Mask | None = None) -> Differences:
    """All differences of the months for which ``of`` holds (all)."""
    state = booked.state
    chosen = state.has_paid if of is None else state.has_paid & of
    due = state.sums["uit_te_betalen"]
    open_ = chosen & state.known & (state.paid != due)
    parts = _parts(state, booked.causes, np.flatnonzero(open_))
    return Differences(parts, _ask(state, parts, ruleset, day), np.flatnonzero(chosen & ~state.known))


def _parts(state: State, entries: pa.Table, places: Ints) -> Part:
    difference = (state.paid - state.sums["uit_te_betalen"])[places]
    less = places[difference < 0]
    nothing = np.zeros(len(less), np.int64)
    short = Part(less, difference[difference < 0], nothing, Days(nothing, nothing.astype(np.bool_)))
    return _both(short, _too_much(state, entries, places[difference > 0], difference[difference > 0]))


def _both(one: Part, other: Part) -> Part:
    place = np.append(one.place, other.place)
    order = np.argsort(place, kind="stable")
    return Part(
        place[order],
        np.append(one.difference, other.difference)[order],
        np.append(one.means, other.means)[order],
        Days(
            np.append(one.received.day, other.received.day)[order],
            np.append(one.received.known, other.received.known)[order],
        ),
    )


def _too_much(state: State, entries: pa.Table, places: Ints, excess: Ints) -> Part:
    """Every month cut into parts, the latest cause first.

    What was set off before is part of the excess that is cut, and then taken out of the parts it came from:
    so no means are set off twice.
    """
    group, off, means, received = _causes(state, entries, places)
    done = state.set_off[places][group]
    share = np.clip(excess[group] + done - before(off, group), 0, off)
    rest = np.maximum(state.sums[e.MEANS][places], 0)[group]
    behind = np.minimum(np.clip(rest - before(means, group), 0, means), share)
    gone = np.clip(done - before(behind, group), 0, behind)
    total = np.zeros(len(places), np.int64)
    np.add.at(total, group, gone)
    share = share - gone
    share = share - np.clip((done - total[group]) - before(share, group), 0, share)
    behind = np.minimum(behind - gone, share)
    used = share > 0
    return Part(
        places[group[used]], share[used], behind[used], Days(received.day[used], received.known[used])
    )


def _causes(state: State, entries: pa.Table, places: Ints) -> tuple[Ints, Ints, Ints, Days]:
    """Of each month its computations, the latest first: what each took off, and the means it brought."""
    computed = entries.filter(pc.is_in(entries["soort"], pa.array(e.COMPUTED)))
    codes = state.codes(single(computed["dossier_id"]))
    keys = codes * e.SPAN + e.month_numbers(single(computed["maand"]))
    group = find(state.keys[places], keys)
    mine = np.flatnonzero(group >= 0)
    order = mine[np.lexsort((-mine, group[mine]))]
    computed, group = computed.take(pa.array(order)), group[order]
    due = amounts(single(computed["uit_te_betalen"]))
    off = np.maximum(-due.cents, 0)
    off[last_of(due.known, starts_of(group))] = _ALL  # an open month has amounts, so one entry was the first
    received = Days(*e.day_numbers(single(computed["betaald_op"])))
    means = np.maximum(amounts(single(computed[e.MEANS])).cents, 0)
    return group, off, np.where(received.known, means, 0), received


def _ask(state: State, parts: Part, ruleset: Ruleset, day: int) -> Answers:
    rows = len(parts.place)
    reported = state.reported.take(parts.place)
    columns = {
        "maand": pa.array(state.month[parts.place], pa.int32()),
        "datum_voorstel": pa.array(np.full(rows, day), pa.int32()),
        "verschil": e.money(parts.difference),
        "middelen": e.money(parts.means),
        "ontvangen_op": pa.array(parts.received.day, pa.int32(), mask=~parts.received.known),
        "gemeld_op": pa.array(reported.day, pa.int32(), mask=~reported.known),
    }
    return answers(ruleset, columns, rows)
