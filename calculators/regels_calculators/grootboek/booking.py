"""New entries: the difference between what a chunk came to and what the ledger says, for what changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.tabel.history import Chunk
from regels_calculators.doorrekenen.cents import Ints, Mask, cents
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.income import NO_PAYMENT, Amount, Days, Facts, Rows
from regels_calculators.grootboek.months import Months, empty_or, months
from regels_calculators.grootboek.state import State

PAID = "uitbetaald"
MORE_HOLIDAY_PAY = "vakantietoeslag_meer_ontvangen"
"""What a voorstel is about."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every entry of a run carries. ``day``: days since 1970."""

    day: int
    hash: str
    version: str


@dataclass(frozen=True, slots=True)
class Extra:
    """Facts of rows that no rule of a month reads: when it was reported, and the beslagvrije voet."""

    reported: Days
    exempt: Amount


@dataclass(frozen=True, slots=True)
class Review:
    """What a person must look at: by dossier of the income × SPAN + month, an amount."""

    keys: Ints
    amount: Ints


@dataclass
class Counts:
    """What a run booked."""

    dossiers: int = 0
    months: int = 0
    kinds: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, number: int) -> None:
        """So many entries more of a kind."""
        self.kinds[kind] = self.kinds.get(kind, 0) + number


@dataclass(frozen=True, slots=True)
class Found:
    """Months to compare with the ledger, those without facts among them, in order of dossier and month.

    ``row``: the first row of the chunk; -1 for a month without facts. ``place``: in the state; -1 for none.
    ``number``: of the dossier within the chunk; ``codes``: of those dossiers their place in the income.
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


def book(
    chunk: Chunk, results: pa.RecordBatch, income: tuple[Rows, Facts], state: State, stamp: Stamp,
    extra: Extra | None, review: Review, counts: Counts,
) -> list[pa.RecordBatch]:  # fmt: skip
    """The entries of a chunk of whole histories."""
    found = _found(chunk, months(chunk, results), income, state)
    counts.months += len(found.month)
    counts.dossiers += int(chunk.new_history.sum())
    computed = _computed(found, income, state, stamp, extra)
    so_far = _count(state, found.place) + computed[1]
    paid = _payments(chunk, found, state, stamp, so_far)
    to_review = _to_review(found, review, state, stamp, so_far)
    made = [batch for batch in (computed[0], paid, to_review) if batch is not None and batch.num_rows]
    for batch in made:
        for item in pc.value_counts(batch.column("soort")).to_pylist():
            counts.add(item["values"], item["counts"])
    return made


def _found(chunk: Chunk, made: Months, income: tuple[Rows, Facts], state: State) -> Found:
    good = np.asarray(chunk.month.take(pa.array(made.first)).is_valid())
    good &= np.asarray(chunk.dossier.take(pa.array(made.first)).is_valid())
    number = (np.cumsum(chunk.new_history.astype(np.int64)) - 1)[made.first]
    names = chunk.dossier.take(pa.array(np.flatnonzero(chunk.new_history)))
    codes, theirs = state.codes(names), _places(names, income[0].ids)
    gap_number, gap_month = _gaps(number[good], made.month[good], codes, state)
    at = np.flatnonzero(good)
    all_number, all_month = np.append(number[at], gap_number), np.append(made.month[at], gap_month)
    order = np.lexsort((all_month, all_number))
    source = np.append(at, np.full(len(gap_number), -1, np.int64))[order]
    gap = source < 0
    number, month, origin = all_number[order], all_month[order], np.maximum(source, 0)
    place = income[1].find(theirs[number], month)
    reason = _or(gap, made.reason, origin, e.NO_FACTS)
    return Found(
        dossier=names.take(pa.array(number)),
        number=number,
        codes=theirs,
        month=month,
        row=np.where(gap, -1, _pick(made.first, origin)),
        income=place,
        place=state.find(codes[number], month),
        amounts={name: np.where(gap, 0, _pick(value, origin)) for name, value in made.amounts.items()}
        | {e.MEANS: _at(income[1].means, place, 0)},
        known=~gap & _pick(made.known, origin),
        status=_or(gap, made.status, origin, e.UNDETERMINED),
        reason=reason,
        missing=_missing(reason, income[1].missing, place),
        cause=_texts_at(income[1].causes, place),
    )


def _places(names: pa.Array, ids: pa.Array) -> Ints:
    return np.asarray(pc.index_in(names, ids).fill_null(-1)).astype(np.int64)


def _pick(values: Any, origin: Ints) -> Any:
    return values[origin] if len(values) else np.zeros(len(origin), values.dtype)


def _or(gap: Mask, texts: pa.Array, origin: Ints, word: str) -> pa.Array:
    if not len(texts):
        return e.same_text(len(gap), word)
    return pc.if_else(pa.array(gap), word, texts.take(pa.array(origin)))


def _gaps(number: Ints, month: Ints, codes: Ints, state: State) -> tuple[Ints, Ints]:
    """Months of these dossiers between those given, or known to the ledger, of which no facts were given."""
    inside = (number[1:] == number[:-1]) & (month[1:] - month[:-1] > 1)
    holes = [
        (int(number[i]), m)
        for i in np.flatnonzero(inside).tolist()
        for m in range(int(month[i]) + 1, int(month[i + 1]))
    ]
    given = number * e.SPAN + month
    back = np.full(len(state.ids), -1, np.int64)
    back[codes[codes >= 0]] = np.flatnonzero(codes >= 0)
    if len(state):
        theirs = back[state.dossier]
        booked = (theirs * e.SPAN + state.month)[(theirs >= 0) & state.computed]
    else:
        booked = np.empty(0, np.int64)
    holes_keys = np.array([n * e.SPAN + m for n, m in holes], np.int64)
    keys = np.setdiff1d(np.union1d(booked, holes_keys), given)
    return keys // e.SPAN, keys % e.SPAN


def _at(values: Ints, place: Ints, otherwise: int) -> Ints:
    return (
        np.where(place >= 0, values[np.maximum(place, 0)], otherwise)
        if len(values)
        else place * 0 + otherwise
    )


def _texts_at(texts: pa.Array, place: Ints) -> pa.Array:
    if not len(texts):
        return e.same_text(len(place), "")
    return pc.if_else(pa.array(place >= 0), texts.take(pa.array(np.maximum(place, 0))), "")


def _missing(reason: pa.Array, missing: pa.Array, place: Ints) -> pa.Array:
    """What of the income is missing: what the records say, else that there is no record of a wage."""
    said = _texts_at(missing, place)
    if not len(reason):
        return said
    asks = pc.match_substring_regex(reason, "(inkomen|vakantietoeslag)_arbeid")
    return pc.if_else(pc.and_(pc.equal(said, ""), asks), NO_PAYMENT, said)


def _computed(
    found: Found, income: tuple[Rows, Facts], state: State, stamp: Stamp, extra: Extra | None
) -> tuple[pa.RecordBatch, Mask]:
    """Entries of months that changed, and which those are."""
    there, booked = _there(found, state)
    reported, exempt = _extra(found, extra)
    changed = ~there | _differs(found, state, booked, reported, exempt)
    rows = np.flatnonzero(changed)
    take = pa.array(rows)
    known = found.known[rows]
    columns = _common(found, rows, _count(state, booked)[rows] + 1, stamp)
    columns["soort"] = pa.array([e.CALCULATION, e.CORRECTION]).take(pa.array(there[rows].astype(np.int64)))
    for name in e.AMOUNTS:
        before = np.where(booked >= 0, state.sums[name][np.maximum(booked, 0)], 0) if len(state) else 0
        columns[name] = e.money((found.amounts[name] - before)[rows], known)
    columns["status"], columns["reden"] = found.status.take(take), empty_or(found.reason.take(take))
    columns["inkomen_onbekend"] = empty_or(found.missing.take(take))
    columns["oorzaak"] = empty_or(found.cause.take(take))
    columns |= _dates(found, rows, there, income, state, booked)
    columns["gemeld_op"] = e.days(reported.day[rows], reported.known[rows])
    columns["beslagvrije_voet"] = e.money(exempt.cents[rows], exempt.known[rows])
    return e.batch(len(rows), columns), changed


def _there(found: Found, state: State) -> tuple[Mask, Ints]:
    """Which months have a computation already, and their place in the state."""
    booked = found.place
    if not len(state):
        return np.zeros(len(booked), np.bool_), booked
    return (booked >= 0) & state.computed[np.maximum(booked, 0)], booked


def _count(state: State, booked: Ints) -> Ints:
    if not len(state):
        return np.zeros(len(booked), np.int64)
    return np.where(booked >= 0, state.count[np.maximum(booked, 0)], 0)


def _differs(found: Found, state: State, booked: Ints, reported: Days, exempt: Amount) -> Mask:
    """Where anything that an entry says is not what the ledger says."""
    if not len(state):
        return np.zeros(len(booked), np.bool_)
    at = np.maximum(booked, 0)
    take = pa.array(at)
    changed = found.known != state.known[at]
    for name in e.AMOUNTS:
        changed |= found.known & (found.amounts[name] != state.sums[name][at])
    for ours, theirs in (
        (found.status, state.status), (found.reason, state.reason), (found.missing, state.missing),
        (found.cause, state.cause),
    ):  # fmt: skip
        changed |= np.asarray(pc.not_equal(ours, theirs.take(take)))
    changed |= (reported.known != state.reported.known[at]) | (reported.day != state.reported.day[at])
    changed |= (exempt.known != state.exempt.known[at]) | (exempt.cents != state.exempt.cents[at])
    return np.asarray(changed)


def _extra(found: Found, extra: Extra | None) -> tuple[Days, Amount]:
    rows = len(found.row)
    if extra is None:
        none = np.zeros(rows, np.bool_)
        return Days(np.zeros(rows, np.int64), none), Amount(np.zeros(rows, np.int64), none)
    at, given = np.maximum(found.row, 0), found.row >= 0
    reported, exempt = extra.reported.take(at), extra.exempt.take(at)
    return (
        Days(np.where(given, reported.day, 0), reported.known & given),
        Amount(np.where(given, exempt.cents, 0), exempt.known & given),
    )


def _common(found: Found, rows: Ints, number: Ints, stamp: Stamp) -> dict[str, pa.Array]:
    return {
        "dossier_id": found.dossier.take(pa.array(rows)),
        "maand": e.first_days(found.month[rows]),
        "volgnummer": pa.array(number, pa.int32()),
        "geboekt_op": e.days(np.full(len(rows), stamp.day, np.int64)),
        "regeling_hash": e.same_text(len(rows), stamp.hash),
        "regels_versie": e.same_text(len(rows), stamp.version),
    }


def _dates(
    found: Found, rows: Ints, there: Mask, income: tuple[Rows, Facts], state: State, booked: Ints
) -> dict[str, pa.Array]:
    """When the income was earned, received and recorded; ``betaald_op`` of what is new in a correction."""
    facts, place = income[1], found.income[rows]
    if not len(facts.keys):
        return {}
    at, given = np.maximum(place, 0), place >= 0
    columns = {
        name: e.days(found_days.day[at], found_days.known[at] & given)
        for name, found_days in (
            ("verdiend_van", facts.earned_from), ("verdiend_tot", facts.earned_to),
            ("ontvangen_op", facts.received_last),
        )
    }  # fmt: skip
    columns["geschat"] = pa.array(facts.estimated[at], mask=~given)
    day, known = facts.paid_first.day[at].copy(), facts.paid_first.known[at] & given
    for i in np.flatnonzero(there[rows]).tolist():
        row = int(rows[i])
        new = _new_since(state.cause[int(booked[row])].as_py(), int(place[i]), income)
        day[i], known[i] = (min(new), True) if new else (0, False)
    columns["betaald_op"] = e.days(day, known)
    return columns


def _new_since(before: str, place: int, income: tuple[Rows, Facts]) -> list[int]:
    """The days on which what the ledger did not know yet was received by the person."""
    rows, facts = income
    if place < 0:
        return []
    old = set(before.split("+"))
    return [
        int(rows.paid_on.day[row])
        for row in facts.rows_of(place)
        if rows.paid_on.known[row] and set(rows.payments[row].as_py().split("+")) - old
    ]


def _payments(chunk: Chunk, found: Found, state: State, stamp: Stamp, so_far: Ints) -> pa.RecordBatch | None:
    """What the facts say was paid over a month, as the difference with what the ledger says.

    Raises ``so_far``, the entries of each month, where one is added.
    """
    if PAID not in chunk.columns:
        return None
    value, known = cents(chunk.columns[PAID])
    per_row = np.flatnonzero(found.row >= 0)
    first = found.row[per_row]
    amount = np.add.reduceat(value, first) if len(first) else value[:0]
    unknown = np.add.reduceat((~known).astype(np.int64), first) if len(first) else value[:0]
    booked = found.place[per_row]
    at = np.maximum(booked, 0)
    if len(state):
        before = np.where(booked >= 0, (state.paid + state.set_off)[at], 0)
        had = np.where(booked >= 0, state.has_paid[at], False)
    else:
        before, had = np.zeros(len(first), np.int64), np.zeros(len(first), np.bool_)
    new = (unknown == 0) & (~had | (amount != before))
    rows = per_row[new]
    so_far[rows] += 1
    columns: Mapping[str, pa.Array] = {
        **_common(found, rows, so_far[rows], stamp),
        "soort": e.same_text(len(rows), e.PAYMENT),
        "bedrag": e.money((amount - before)[new]),
    }
    return e.batch(len(rows), columns)


def _to_review(
    found: Found, review: Review, state: State, stamp: Stamp, so_far: Ints
) -> pa.RecordBatch | None:
    """What a person must look at, in its month or else in the nearest month of which facts were given."""
    before = (
        np.where(found.place >= 0, state.to_review[np.maximum(found.place, 0)], 0)
        if len(state)
        else so_far * 0
    )
    now = np.zeros(len(found.month), np.int64)
    if len(review.keys) and len(found.month):
        back = {int(code): number for number, code in enumerate(found.codes) if code >= 0}
        starts = np.searchsorted(found.number, np.arange(len(found.codes) + 1))
        for key, amount in zip(*_of(review, found.codes), strict=True):
            number = back[key // e.SPAN]
            first, end = int(starts[number]), int(starts[number + 1])
            if first < end:
                place = first + int(np.searchsorted(found.month[first:end], key % e.SPAN))
                now[min(place, end - 1)] += amount
    rows = np.flatnonzero(now != before)
    if not len(rows):
        return None
    so_far[rows] += 1
    columns = {
        **_common(found, rows, so_far[rows], stamp),
        "soort": e.same_text(len(rows), e.PROPOSAL),
        "bedrag": e.money((now - before)[rows]),
        "toelichting": e.same_text(len(rows), MORE_HOLIDAY_PAY),
    }
    return e.batch(len(rows), columns)


def _of(review: Review, codes: Ints) -> tuple[list[int], list[int]]:
    mine = np.isin(review.keys // e.SPAN, codes[codes >= 0])
    return review.keys[mine].tolist(), review.amount[mine].tolist()
