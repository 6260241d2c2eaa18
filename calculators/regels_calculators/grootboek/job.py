"""A run: income per month and facts of households in, the new entries of the ledger out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from regels.bulk import Bulk
from regels.errors import RegelsError
from regels.ruleset import Ruleset, load
from regels.tabel.open import Input
from regels.tabel.process import Options, batches
from regels.tabel.rejects import Reject
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.booking import Counts, Extra, Review, Stamp, book
from regels_calculators.grootboek.fingerprint import fingerprints
from regels_calculators.grootboek.holiday import Periods, true_up, wage_table
from regels_calculators.grootboek.households import Households, digest, open_households
from regels_calculators.grootboek.income import Facts, Rows, facts, read_income
from regels_calculators.grootboek.policy import FILE, Policy, read_policy
from regels_calculators.grootboek.state import NEEDED, State, state_of
from regels_calculators.grootboek.store import Booking, Ledger, Run, sha256
from regels_calculators.inkomen.caseload import CaseloadSource

REVIEW = "beoordelen"


@dataclass(frozen=True, slots=True)
class Rulesets:
    """The regelingen that the ledger asks, of one layer."""

    month: Ruleset
    difference: Ruleset
    room: Ruleset
    holiday: Ruleset

    @classmethod
    def load(cls, name: str = "landelijk") -> "Rulesets":
        """Those of ``landelijk``, a municipality or a directory."""
        return cls(
            load(name, "inkomstenverrekening"),
            load(name, "maandverschil"),
            load(name, "verrekenruimte"),
            load(name, "vakantietoeslag_loon"),
        )


class FromTheFuture(RegelsError):
    """A record was received after the day of the run; give that day with ``--datum``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a run. ``income``: a Parquet file or a table. ``complete_until``: the feed holds
    every wage up to
    and including this month; where it does not say so, no record is no answer. ``everything``: also what
    did not change.
    """

    income: Any
    households: Input
    ledger: Path
    day: date
    complete_until: date | None = None
    everything: bool = False
    options: Options | None = None


@dataclass
class Report:
    """What a run did. ``recomputed``: dossiers; ``skipped``: those of which nothing changed.

    ``absent``: dossiers with income and without facts. ``rejects``: rows that were set apart.
    """

    counts: Counts = field(default_factory=Counts)
    rejects: list[Reject] = field(default_factory=list)
    recomputed: int = 0
    skipped: int = 0
    absent: int = 0
    seconds: float = 0.0
    holiday: pa.Table | None = None

    @property
    def complete(self) -> bool:
        """Whether every row could be read."""
        return not self.rejects


@dataclass(frozen=True, slots=True)
class Income:
    """The income of a run, with holiday pay brought down to what may count."""

    rows: Rows
    periods: Periods
    facts: Facts

    @classmethod
    def of(cls, rows: Rows, rulesets: Rulesets, day: int) -> "Income":
        """Ready to be asked."""
        trued, periods = true_up(rows, rulesets.holiday, day)
        return cls(trued, periods, facts(trued))


def run(rulesets: Rulesets, request: Request, policy: Policy | None = None) -> Report:
    """Book what changed. Raises RegelsError when nothing could be done; then nothing is booked."""
    started = perf_counter()
    policy = policy or read_policy()
    rows = income_rows(request.income, request.day)
    households = open_households(request.households)
    try:
        with Ledger(request.ledger, make=True) as ledger:
            ledger.check()
            report = _run(rulesets, request, rows, households, ledger)
    finally:
        households.close()
    report.seconds = perf_counter() - started
    return report


def income_rows(given: Any, day: date) -> Rows:
    """The income per month, of a file or a table. Raises FromTheFuture."""
    rows = read_income(pq.read_table(given) if isinstance(given, str | Path) else given)
    latest = np.where(rows.received_on.known, rows.received_on.day, 0)
    if len(latest) and int(latest.max()) > days_of(day):
        raise FromTheFuture(
            f"Er is inkomen ontvangen na {day}. Geef met --datum de dag waarop dit is wat de gemeente weet."
        )
    return rows


def days_of(day: date) -> int:
    """Days since 1970."""
    return (day - date(1970, 1, 1)).days


def _run(rulesets: Rulesets, request: Request, rows: Rows, households: Households, ledger: Ledger) -> Report:
    report = Report()
    marks = fingerprints(rows)
    this = Run(
        digest(request.households), rulesets.month.plan.hash + rulesets.holiday.plan.hash, sha256(FILE)
    )
    ids, given = rows.ids, households.dossiers()
    report.absent = int(pc.sum(pc.invert(pc.is_in(ids, given))).as_py() or 0) if len(ids) else 0
    changed = None if request.everything else _changed(ledger, this, ids, marks)
    if changed is not None:
        changed = changed.filter(pc.is_in(changed, given)) if len(changed) else changed
        households.only = changed
        rows = rows.only(np.asarray(pc.is_in(ids, changed)).astype(np.bool_))
    state = state_of(ledger.parts(NEEDED, changed))
    day = days_of(request.day)
    income = Income.of(rows, rulesets, day)
    stamp = Stamp(day, rulesets.month.plan.hash, rulesets.month.version)
    with ledger.booking(request.day.isoformat()) as booking:
        for made in _entries(rulesets.month, request, income, households, state, stamp, report):
            booking.write(made)
        booking.run = this
        _remember(booking, ids, marks, changed, ledger)
    report.recomputed = report.counts.dossiers
    report.skipped = 0 if changed is None else len(given) - report.recomputed
    report.holiday = wage_table(income.rows, income.periods)
    return report


def _choices(request: Request) -> str:
    return f"{sha256(FILE)} {request.complete_until}"


def _changed(ledger: Ledger, this: Run, ids: pa.Array, marks: np.ndarray[Any, Any]) -> pa.Array | None:
    """The dossiers whose income is another than at the last run; None when everything must be computed."""
    if not this.households or ledger.last_run() != this:
        return None
    before, now = ledger.fingerprints(), dict(zip(ids.to_pylist(), marks.tolist(), strict=True))
    return pa.array(
        [one for one in before.keys() | now.keys() if before.get(one) != now.get(one)], pa.string()
    )


def _remember(
    booking: Booking, ids: pa.Array, marks: np.ndarray[Any, Any], changed: pa.Array | None, ledger: Ledger
) -> None:
    known = dict(zip(ids.to_pylist(), marks.tolist(), strict=True))
    names = known if changed is None else [one for one in changed.to_pylist() if one in known]
    booking.fingerprints = {name: known[name] for name in names}
    gone = ledger.fingerprints().keys() if changed is None else changed.to_pylist()
    booking.forgotten = [one for one in gone if one not in known]


def _entries(
    ruleset: Ruleset, request: Request, income: Income, households: Households, state: State, stamp: Stamp,
    report: Report,
) -> Iterator[pa.RecordBatch]:  # fmt: skip
    bulk, extra, review = Bulk(ruleset.kernel), households.extra(), _review(income)
    source = CaseloadSource(
        income.rows.table, households, ruleset.plan, complete_until=request.complete_until
    )
    for chunk in batches(source, ruleset.plan, None, request.options):
        results = bulk(chunk)
        report.rejects.extend(chunk.rejects)
        beside = (
            None if extra is None else Extra(extra.reported.take(chunk.index), extra.exempt.take(chunk.index))
        )
        yield from book(
            chunk, results, (income.rows, income.facts), state, stamp, beside, review, report.counts
        )


def _review(income: Income) -> Review:
    """Holiday pay of which more was received than counted: a person must look at it."""
    periods, rows = income.periods, income.rows
    more = np.array([said == REVIEW for said in periods.outcome], np.bool_)
    if not more.any():
        return Review(np.empty(0, np.int64), np.empty(0, np.int64))
    at, amount = periods.last[more], (periods.received - periods.keeps)[more]
    keys, back = np.unique(rows.dossier[at] * e.SPAN + rows.month[at], return_inverse=True)
    total = np.zeros(len(keys), np.int64)
    np.add.at(total, back, amount)
    return Review(keys, total)
