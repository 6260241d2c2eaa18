"""New entries: the difference between what a chunk came to and what the ledger says, for what changed."""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.tabel.history import Chunk
from regels.tabel.rejects import Problem, Reject
from regels.uitleg.dutch import money
from regels_calculators.doorrekenen.cents import Ints, Mask
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.found import Found, find_months
from regels_calculators.grootboek.groups import at, texts_at
from regels_calculators.grootboek.income import Amount, Days, Facts, Rows
from regels_calculators.grootboek.months import PAID, empty_or, months
from regels_calculators.grootboek.state import State

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

    def at(self, row: Ints) -> "Extra":
        """Those of some rows; -1: of none."""
        return Extra(self.reported.at(row), self.exempt.at(row))


@dataclass(frozen=True, slots=True)
class Review:
    """What a person must look at: by dossier of the income × SPAN + month, an amount."""

    keys: Ints
    amount: Ints


@dataclass
class Counts:
    """What a run booked. ``rejects``: rows that say something else than lines of payments."""

    dossiers: int = 0
    months: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)

    def add(self, kind: str, number: int) -> None:
        """So many entries more of a kind."""
        self.kinds[kind] = self.kinds.get(kind, 0) + number


def book(
    chunk: Chunk, results: pa.RecordBatch, income: tuple[Rows, Facts], state: State, stamp: Stamp,
    extra: Extra, review: Review, counts: Counts,
) -> list[pa.RecordBatch]:  # fmt: skip
    """The entries of a chunk of whole histories. ``extra``: of the rows of the chunk."""
    found = find_months(chunk, months(chunk, results), income, state)
    counts.months += len(found)
    counts.dossiers += int(chunk.new_history.sum())
    computed, changed = _computed(found, income, state, stamp, extra.at(found.row))
    so_far = at(state.count, found.place) + changed
    paid = _payments(found, state, stamp, so_far)
    counts.rejects += _contradicted(found, state, chunk)
    to_review = _to_review(found, review, state, stamp, so_far)
    made = [batch for batch in (computed, paid, to_review) if batch.num_rows]
    for batch in made:
        for item in pc.value_counts(batch.column("soort")).to_pylist():
            counts.add(item["values"], item["counts"])
    return made


def _computed(
    found: Found, income: tuple[Rows, Facts], state: State, stamp: Stamp, extra: Extra
) -> tuple[pa.RecordBatch, Mask]:
    """Entries of months that changed, and which those are."""
    there = at(state.computed, found.place)
    changed = ~there | _differs(found, state, extra)
    rows = np.flatnonzero(changed)
    take = pa.array(rows)
    known = found.known[rows]
    columns = _common(found, rows, at(state.count, found.place)[rows] + 1, stamp)
    columns["soort"] = pa.array([e.CALCULATION, e.CORRECTION]).take(pa.array(there[rows].astype(np.int64)))
    for name in e.AMOUNTS:
        columns[name] = e.money((found.amounts[name] - at(state.sums[name], found.place))[rows], known)
    columns["status"], columns["reden"] = found.status.take(take), empty_or(found.reason.take(take))
    columns["inkomen_onbekend"] = empty_or(found.missing.take(take))
    columns["oorzaak"] = empty_or(found.cause.take(take))
    columns |= _dates(found, rows, there, income, state)
    columns["gemeld_op"] = e.days(extra.reported.day[rows], extra.reported.known[rows])
    columns["beslagvrije_voet"] = e.money(extra.exempt.cents[rows], extra.exempt.known[rows])
    return e.batch(len(rows), columns), changed


def _differs(found: Found, state: State, extra: Extra) -> Mask:
    """Where anything that an entry says is not what the ledger says."""
    place, reported, exempt = found.place, state.reported.at(found.place), state.exempt.at(found.place)
    changed = found.known != at(state.known, place)
    for name in e.AMOUNTS:
        changed |= found.known & (found.amounts[name] != at(state.sums[name], place))
    for ours, theirs in (
        (found.status, state.status), (found.reason, state.reason), (found.missing, state.missing),
        (found.cause, state.cause),
    ):  # fmt: skip
        changed |= np.asarray(pc.not_equal(ours, texts_at(theirs, place)))
    changed |= (extra.reported.known != reported.known) | (extra.reported.day != reported.day)
    changed |= (extra.exempt.known != exempt.known) | (extra.exempt.cents != exempt.cents)
    return np.asarray(changed)


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
    found: Found, rows: Ints, there: Mask, income: tuple[Rows, Facts], state: State
) -> dict[str, pa.Array]:
    """When the income was earned, received and recorded; ``betaald_op`` of what is new in a correction.

    New is what the amounts in the ledger do not hold yet: a month that was not known holds none.
    """
    facts, place = income[1], found.income[rows]
    columns = {}
    for name, theirs in (
        ("verdiend_van", facts.earned_from), ("verdiend_tot", facts.earned_to),
        ("ontvangen_op", facts.received_last),
    ):  # fmt: skip
        days = theirs.at(place)
        columns[name] = e.days(days.day, days.known)
    columns["geschat"] = pa.array(at(facts.estimated, place), mask=place < 0)
    paid = facts.paid_first.at(place)
    more = found.amounts[e.MEANS][rows] > at(state.sums[e.MEANS], found.place[rows])
    for i in np.flatnonzero(there[rows]).tolist():
        new = _new_since(state.known_cause[int(found.place[rows[i]])].as_py(), int(place[i]), income)
        if new:
            paid.day[i] = min(new)
        elif not more[i]:  # else the same records hold more than they did: all of them may be what is new
            paid.day[i], paid.known[i] = 0, False
        paid.known[i] |= bool(new)
    columns["betaald_op"] = e.days(paid.day, paid.known)
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


def _payments(found: Found, state: State, stamp: Stamp, so_far: Ints) -> pa.RecordBatch:
    """What the facts say was paid over a month, as the difference with what the ledger says.

    Of a month with lines of payments the lines have the word: see ``_contradicted``. Raises ``so_far``, the
    entries of each month, where one is added.
    """
    before = at(state.paid + state.set_off, found.place)
    new = found.paid.known & (~at(state.has_paid, found.place) | (found.paid.cents != before))
    new &= ~at(state.paid_by_line, found.place)
    rows = np.flatnonzero(new)
    so_far[rows] += 1
    columns = {
        **_common(found, rows, so_far[rows], stamp),
        "soort": e.same_text(len(rows), e.PAYMENT),
        "bedrag": e.money((found.paid.cents - before)[rows]),
    }
    return e.batch(len(rows), columns)


def _contradicted(found: Found, state: State, chunk: Chunk) -> list[Reject]:
    """Rows that say of a month something else than the lines of payments of it: one of the two is wrong."""
    place = found.place
    booked = at(state.paid + state.set_off, place)
    wrong = found.paid.known & at(state.paid_by_line, place) & (found.paid.cents != booked)
    made = []
    for at_ in np.flatnonzero(wrong).tolist():
        row = int(found.row[at_])
        said, lines = (money(Fraction(int(cents[at_]), 100)) for cents in (found.paid.cents, booked))
        made.append(
            Reject(
                int(chunk.index[row]), int(chunk.line[row]), found.dossier[at_].as_py(), PAID, said, lines,
                "Van deze maand zijn regels van betalingen geboekt, en die tellen. Boek wat ontbreekt als "
                "regel bij --betaald, of verbeter dit bedrag of maak het leeg.",
                Problem.RULE,
            )
        )  # fmt: skip
    return made


def _to_review(found: Found, review: Review, state: State, stamp: Stamp, so_far: Ints) -> pa.RecordBatch:
    """What a person must look at, in its month or else in the nearest month of which facts were given."""
    before, now = at(state.to_review, found.place), np.zeros(len(found), np.int64)
    back = {int(code): number for number, code in enumerate(found.codes) if code >= 0}
    starts = np.searchsorted(found.number, np.arange(len(found.codes) + 1))
    mine = np.isin(review.keys // e.SPAN, found.codes)
    for key, amount in zip(review.keys[mine].tolist(), review.amount[mine].tolist(), strict=True):
        number = back[key // e.SPAN]
        first, end = int(starts[number]), int(starts[number + 1])
        if first < end:
            place = first + int(np.searchsorted(found.month[first:end], key % e.SPAN))
            now[min(place, end - 1)] += amount
    rows = np.flatnonzero(now != before)
    so_far[rows] += 1
    columns = {
        **_common(found, rows, so_far[rows], stamp),
        "soort": e.same_text(len(rows), e.PROPOSAL),
        "bedrag": e.money((now - before)[rows]),
        "toelichting": e.same_text(len(rows), MORE_HOLIDAY_PAY),
    }
    return e.batch(len(rows), columns)
