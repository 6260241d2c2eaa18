"""A run: income and facts of households in, the new entries of the ledger out.

All of it goes by in pieces of whole dossiers, for a month depends on its own dossier alone: memory holds the
facts, the income and the entries of one piece.
"""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa

from regels.bulk import Bulk
from regels.errors import RegelsError
from regels.ruleset import Ruleset, load
from regels.tabel.flow import ahead
from regels.tabel.open import Input, open_source
from regels.tabel.pieces import NOWHERE, Division, Piece, divide, pieces
from regels.tabel.process import Options, batches, temporary
from regels.tabel.rejects import Reject
from regels.tabel.source import Source
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.booking import Counts, Review, Stamp, book
from regels_calculators.grootboek.holiday import Periods, true_up, wage_table
from regels_calculators.grootboek.households import digest, extra_of, place_of, read_places
from regels_calculators.grootboek.income import Facts, Rows, facts
from regels_calculators.grootboek.incoming import Arrived, Given, arrive
from regels_calculators.grootboek.policy import FILE
from regels_calculators.grootboek.state import NEEDED, state_of
from regels_calculators.grootboek.store import Booking, Ledger, Marks, Run, sha256
from regels_calculators.inkomen.caseload import CaseloadSource
from regels_calculators.inkomen.stream import Feed, Tally

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


class ReadOnce(RegelsError):
    """Income or households that can be read only once; the second reading would find nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a run. ``income``: a Parquet file or a table of income per month (anything with an
    Arrow stream that can be read again), or a ``Feed`` of payments, which is taken in on the way. Raises
    ReadOnce.

    ``complete_until``: the feed holds every wage up to and including this month; where it does not say so, no
    record is no answer. ``everything``: also what did not change. ``wages``: give the table of holiday pay
    too, which grows with the caseload.
    """

    income: Any
    households: Input
    ledger: Path
    day: date
    complete_until: date | None = None
    everything: bool = False
    wages: bool = False
    options: Options = field(default_factory=Options)

    def __post_init__(self) -> None:
        income = self.income.given if isinstance(self.income, Feed) else self.income
        if any(isinstance(given, pa.RecordBatchReader) for given in (income, self.households)):
            raise ReadOnce(
                "A RecordBatchReader comes by once, and a booking and its payment run both read it: the "
                "second would find no income. Give a file, a table, or reader.read_all()."
            )


@dataclass
class Report:
    """What a run did. ``recomputed``: dossiers; ``skipped``: those of which nothing changed.

    ``absent``: dossiers with income and without facts. ``gone``: dossiers with income at the last run and
    none now: a person looks whether that is so. ``rejects``: rows of the households that were set apart, or
    of which a cell was. ``feed``: what came of the payments, when they were given.
    """

    counts: Counts = field(default_factory=Counts)
    rejects: list[Reject] = field(default_factory=list)
    recomputed: int = 0
    skipped: int = 0
    absent: int = 0
    gone: int = 0
    seconds: float = 0.0
    holiday: pa.Table | None = None
    feed: Tally | None = None

    @property
    def complete(self) -> bool:
        """Whether every row and every payment could be read."""
        return not self.rejects and not (self.feed and self.feed.rejects)


@dataclass(frozen=True, slots=True)
class Income:
    """The income of a piece, with holiday pay brought down to what may count."""

    rows: Rows
    periods: Periods
    facts: Facts

    @classmethod
    def of(cls, rows: Rows, rulesets: Rulesets, day: int) -> "Income":
        """Ready to be asked."""
        trued, periods = true_up(rows, rulesets.holiday, day)
        return cls(trued, periods, facts(trued))


@dataclass(frozen=True, slots=True)
class Households:
    """The households of a run, opened and divided. ``directory``: for temporary files."""

    source: Source
    division: Division
    directory: Path
    options: Options

    def arrive(self, request: Request, before: Marks, *, every: bool, tally: Tally) -> Arrived:
        """Take the income in, divided as the households are."""
        given = Given(request.income, request.day, self.options)
        return arrive(given, self.division, before, every=every, tally=tally, directory=self.directory)

    def pieces(self, rulesets: Rulesets) -> Generator[Piece, None, None]:
        """The facts, piece by piece."""
        places = read_places(self.source, rulesets.month.plan)
        return ahead(pieces(self.source, places, self.division, self.options, self.directory), 1)

    def ids(self, piece: Piece) -> pa.Array:
        """The dossiers of a piece."""
        return self.division.ids.filter(pa.array(self.division.number == piece.number))


@contextmanager
def opened_households(request: Request) -> Iterator[Households]:
    """Open the households and see how they lie. Raises TableError."""
    source = open_source(request.households, request.options.batch_rows)
    try:
        division = divide(source, place_of(source), request.options)
        with temporary(request.options) as directory:
            yield Households(source, division, directory, request.options)
    finally:
        if source is not request.households:
            source.close()


def run(rulesets: Rulesets, request: Request) -> Report:
    """Book what changed. Raises RegelsError when nothing could be done; then nothing is booked."""
    started = perf_counter()
    with (
        opened_households(request) as households,
        Ledger(request.ledger, make=True) as ledger,
        ledger.booking(request.day.isoformat()) as booking,
    ):
        ledger.check()
        report = _run(rulesets, request, households, ledger, booking)
    report.seconds = perf_counter() - started
    return report


def _run(
    rulesets: Rulesets, request: Request, households: Households, ledger: Ledger, booking: Booking
) -> Report:
    report = Report(feed=Tally() if isinstance(request.income, Feed) else None)
    booking.run = _made_with(rulesets, request)
    every = request.everything or not booking.run.households or ledger.last_run() != booking.run
    arrived = households.arrive(request, ledger.fingerprints(), every=every, tally=report.feed or Tally())
    booking.fingerprints, booking.forgotten = arrived.marks, arrived.gone
    report.absent = arrived.absent
    report.gone = int((households.division.of(arrived.gone) != NOWHERE).sum())
    writer = _Writer(rulesets, request, ledger, report)
    with closing(households.pieces(rulesets)) as given:
        for piece in given:
            dossiers = households.ids(piece) if every else arrived.computed(piece.number)
            if not every:
                if not len(dossiers):
                    continue
                piece = piece.only(dossiers, households.division.column)
            for made in writer.entries(piece, dossiers, arrived):
                booking.write(made)
    report.recomputed = report.counts.dossiers
    report.skipped = 0 if every else len(households.division.ids) - report.recomputed
    report.rejects += report.counts.rejects
    report.rejects.sort(key=lambda reject: reject.row)
    report.holiday = pa.concat_tables(writer.wages) if writer.wages else None
    return report


def _made_with(rulesets: Rulesets, request: Request) -> Run:
    month = rulesets.month
    return Run(
        digest(request.households),
        f"{month.version} {month.plan.hash} {rulesets.holiday.plan.hash}",
        f"{sha256(FILE)} {request.complete_until}",
    )


class _Writer:
    """The entries of one piece after another."""

    def __init__(self, rulesets: Rulesets, request: Request, ledger: Ledger, report: Report) -> None:
        self._rulesets, self._request, self._ledger, self._report = rulesets, request, ledger, report
        self._bulk, self._day = Bulk(rulesets.month.kernel), e.days_of(request.day)
        self._stamp = Stamp(self._day, rulesets.month.plan.hash, rulesets.month.version)
        self.wages: list[pa.Table] = []

    def entries(self, piece: Piece, dossiers: pa.Array, arrived: Arrived) -> Iterator[pa.RecordBatch]:
        """What differs from what the ledger says of these dossiers, which are those of the piece."""
        state = state_of(self._ledger.parts(NEEDED, dossiers))
        income = Income.of(arrived.of(piece.number), self._rulesets, self._day)
        if self._request.wages:
            self.wages.append(wage_table(income.rows, income.periods))
        plan, until = self._rulesets.month.plan, self._request.complete_until
        source = CaseloadSource(income.rows.table, piece, plan, complete_until=until)
        (extra, unread), review = extra_of(piece), _review(income)
        self._report.rejects.extend(unread)
        for chunk in batches(source, plan, None, self._request.options):
            self._report.rejects.extend(chunk.rejects)
            yield from book(
                chunk, self._bulk(chunk), (income.rows, income.facts), state, self._stamp,
                extra.at(chunk.index), review, self._report.counts,
            )  # fmt: skip


def _review(income: Income) -> Review:
    """Holiday pay of which more was received than counted: a person must look at it."""
    periods, rows = income.periods, income.rows
    more = np.array([said == REVIEW for said in periods.outcome], np.bool_)
    at, amount = periods.last[more], (periods.received - periods.keeps)[more]
    keys, back = np.unique(rows.dossier[at] * e.SPAN + rows.month[at], return_inverse=True)
    total = np.zeros(len(keys), np.int64)
    np.add.at(total, back, amount)
    return Review(keys, total)
