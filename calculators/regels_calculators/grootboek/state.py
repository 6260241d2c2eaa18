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
    SCHEMA,
    SPAN,
    day_numbers,
    month_numbers,
    single,
)
from regels_calculators.grootboek.groups import NONE, added, any_of, at, codes, find, last_of, texts_at
from regels_calculators.grootboek.income import Amount, Days, amounts
from regels_calculators.inkomen.records import starts_of

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
    month, set-off taken off; ``has_paid``: something is known of it; ``paid_by_line``: by a line of payments,
    ``paid_by_facts``: by the facts of the household. ``reserve_paid``: holiday pay of the benefit that was
    paid. ``set_off``: what was set off. ``to_review``: of proposals. ``cause``: of the latest computation;
    ``known_cause``: of the latest that has amounts.
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
    known_cause: pa.Array
    reported: Days
    exempt: Amount
    paid: Ints
    has_paid: Mask
    paid_by_line: Mask
    paid_by_facts: Mask
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
        return codes(dossiers, self.ids)

    def find(self, code: Ints, month: Ints) -> Ints:
        """The place of each dossier and month; -1 when the ledger has nothing of it."""
        return find(self.keys, np.where(code >= 0, code * SPAN + month, -1))


def state_of(tables: Iterable[pa.Table]) -> State:
    """Add up entries in the order in which they were booked."""
    table = pa.concat_tables([SCHEMA.empty_table().select(NEEDED), *(one.select(NEEDED) for one in tables)])
    ids = single(table["dossier_id"]).dictionary_encode()
    dossier = np.asarray(ids.indices).astype(np.int64)
    return _summed(table, ids.dictionary, dossier * SPAN + month_numbers(single(table["maand"])))


def _summed(table: pa.Table, ids: pa.Array, keys: Ints) -> State:
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = starts_of(keys)
    take = pa.array(order)
    soort = np.asarray(pc.index_in(single(table["soort"]).take(take), pa.array(KINDS))).astype(np.int64)
    computing = soort <= 1
    latest = last_of(computing, first)
    columns = {name: amounts(single(table[name]).take(take)) for name in (*AMOUNTS, "bedrag")}
    place = at(order, latest, NONE)
    latest_known = last_of(computing & columns["uit_te_betalen"].known, first)
    named = np.asarray(single(table["oorzaak"]).is_valid())[order]
    paid, decided, proposed = (soort == KINDS.index(kind) for kind in (PAYMENT, DECISION, PROPOSAL))
    given = columns["bedrag"]

    def summed(amount: Amount, of: Mask) -> Ints:
        return added(np.where(of, amount.cents, 0), first)

    status, reason, missing, cause = (texts_at(single(table[name]), place) for name in TEXTS)
    return State(
        ids=ids,
        keys=keys[first],
        sums={name: summed(columns[name], computing) for name in AMOUNTS},
        computed=latest >= 0,
        known=at(columns["uit_te_betalen"].known, latest),
        count=added(np.ones(len(keys), np.int64), first),
        status=status,
        reason=reason,
        missing=missing,
        cause=cause,
        known_cause=texts_at(single(table["oorzaak"]), at(order, latest_known, NONE)),
        reported=Days(*day_numbers(single(table["gemeld_op"]))).at(place),
        exempt=amounts(single(table["beslagvrije_voet"])).at(place),
        paid=summed(given, paid | decided),
        has_paid=any_of((paid | decided) & given.known, first),
        paid_by_line=any_of(paid & given.known & named, first),
        paid_by_facts=any_of(paid & given.known & ~named, first),
        reserve_paid=summed(columns["vakantietoeslag"], paid),
        set_off=-summed(given, decided),
        to_review=summed(given, proposed),
    )
