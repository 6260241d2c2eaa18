"""What the ledger says now: of every dossier and month the sum of its entries and the latest of them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels_calculators.doorrekenen.cents import Ints, Mask
from regels_calculators.grootboek.entries import (
    AMOUNTS,
    CALCULATION,
    CORRECTION,
    DECISION,
    PAYMENT,
    PROPOSAL,
    SPAN,
    day_numbers,
    month_numbers,
    single,
)
from regels_calculators.grootboek.income import Amount, Days, amounts

TEXTS = ("status", "reden", "inkomen_onbekend", "oorzaak")
KINDS = (CALCULATION, CORRECTION, PAYMENT, DECISION, PROPOSAL)
NEEDED = (
    "dossier_id", "maand", "soort", *AMOUNTS, "status", "reden", "inkomen_onbekend", "oorzaak", "gemeld_op",
    "beslagvrije_voet", "bedrag",
)  # fmt: skip
"""The columns of the entries from which the state follows."""


@dataclass(frozen=True, slots=True)
class State:
    """Per dossier and month; ``keys`` (dossier × SPAN + month) are sorted.

    ``sums``: of every amount what the entries add up to. ``computed``: there is a computation at all;
    ``known``: the latest one has amounts. ``count``: entries so far. ``paid``: what was paid over the
    month, set-off
    taken off; ``has_paid``: something is known of it. ``set_off``: what was set off. ``to_review``: of
    proposals.
    """

    ids: pa.Array
    keys: Ints
    sums: dict[str, Ints]
    computed: Mask
    known: Mask
    count: Ints
    status: pa.Array
    reason: pa.Array
    missing: pa.Array
    cause: pa.Array
    reported: Days
    exempt: Amount
    paid: Ints
    has_paid: Mask
    reserve_paid: Ints
    set_off: Ints
    to_review: Ints

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def dossier(self) -> Ints:
        """The place in ``ids`` of each month's dossier."""
        return self.keys // SPAN

    @property
    def month(self) -> Ints:
        """Months since 1970."""
        return self.keys % SPAN

    def codes(self, dossiers: pa.Array) -> Ints:
        """The place of each dossier in ``ids``; -1 when the ledger does not know it."""
        found = pc.index_in(dossiers, self.ids)
        return np.asarray(found.fill_null(-1)).astype(np.int64)

    def find(self, code: Ints, month: Ints) -> Ints:
        """The place of each dossier and month; -1 when the ledger has nothing of it."""
        if not len(self.keys):
            return np.full(len(code), -1, np.int64)
        key = code * SPAN + month
        place = np.minimum(np.searchsorted(self.keys, key), len(self.keys) - 1)
        return np.where((code >= 0) & (self.keys[place] == key), place, -1)


def state_of(tables: Iterable[pa.Table]) -> State:
    """Add up entries in the order in which they were booked."""
    parts = [table.select(NEEDED) for table in tables]
    table = pa.concat_tables(parts) if parts else _empty()
    ids = single(table["dossier_id"]).dictionary_encode() if len(table) else pa.array([], pa.string())
    if not len(table):
        return _summed(table, ids, np.empty(0, np.int64))
    dossier = np.asarray(ids.indices).astype(np.int64)
    keys = dossier * SPAN + month_numbers(single(table["maand"]))
    return _summed(table, ids.dictionary, keys)


def _empty() -> pa.Table:
    from regels_calculators.grootboek.entries import SCHEMA

    return SCHEMA.empty_table().select(NEEDED)


def _summed(table: pa.Table, ids: pa.Array, keys: Ints) -> State:
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if len(keys) else np.empty(0, np.int64)
    take = pa.array(order)
    soort = np.asarray(pc.index_in(single(table["soort"]).take(take), pa.array(KINDS))).astype(np.int64)
    computing = soort <= 1
    sums, holiday_paid = {}, np.empty(0, np.int64)
    filled = np.empty(0, np.bool_)
    for name in AMOUNTS:
        amount = amounts(single(table[name]).take(take))
        sums[name] = _add(np.where(computing, amount.cents, 0), first)
        if name == "uit_te_betalen":
            filled = amount.known
        if name == "vakantietoeslag":
            holiday_paid = _add(np.where(soort == KINDS.index(PAYMENT), amount.cents, 0), first)
    latest = _last(computing, first)
    of = take.take(pa.array(np.maximum(latest, 0)))
    there = latest >= 0
    amount = amounts(single(table["bedrag"]).take(take))
    given = amount.cents
    moved = (soort == KINDS.index(PAYMENT)) | (soort == KINDS.index(DECISION))
    reported = day_numbers(single(table["gemeld_op"]).take(of))
    text = {name: _text(table, name, of, there) for name in TEXTS}
    return State(
        ids=ids,
        keys=keys[first],
        sums=sums,
        computed=there,
        known=(filled[np.maximum(latest, 0)] & there) if len(first) else there,
        count=_add(np.ones(len(keys), np.int64), first),
        status=text["status"],
        reason=text["reden"],
        missing=text["inkomen_onbekend"],
        cause=text["oorzaak"],
        reported=Days(*reported),
        exempt=amounts(single(table["beslagvrije_voet"]).take(of)),
        paid=_add(np.where(moved, given, 0), first),
        has_paid=_any(moved & amount.known, first),
        reserve_paid=holiday_paid,
        set_off=-_add(np.where(soort == KINDS.index(DECISION), given, 0), first),
        to_review=_add(np.where(soort == KINDS.index(PROPOSAL), given, 0), first),
    )


def _text(table: pa.Table, name: str, of: pa.Array, there: Mask) -> pa.Array:
    """A text of the latest computation, empty when there is none."""
    column = single(table[name]).take(of).fill_null("")
    return column if there.all() else pc.if_else(pa.array(there), column, "")


def _add(values: Ints, first: Ints) -> Ints:
    return np.add.reduceat(values, first) if len(first) else np.empty(0, np.int64)


def _any(mask: Mask, first: Ints) -> Mask:
    return np.logical_or.reduceat(mask, first) if len(first) else np.empty(0, np.bool_)


def _last(mask: Mask, first: Ints) -> Ints:
    """The place of the last entry of each group for which it holds; -1 for none."""
    places = np.where(mask, np.arange(len(mask)), -1)
    return np.maximum.reduceat(places, first) if len(first) else np.empty(0, np.int64)
