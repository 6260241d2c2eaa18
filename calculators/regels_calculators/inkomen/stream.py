"""A feed of any size to income per month, piece by piece: memory holds one piece of whole dossiers.

Everything that decides about a record (the same one twice, corrections, estimates, periods of four weeks, the
life of an income relation) looks at its own dossier alone, so a feed in pieces says what it says whole.
"""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from regels.ruleset import Ruleset, load
from regels.tabel.flow import ahead
from regels.tabel.header import DOSSIER, Note
from regels.tabel.mapping import Mapping
from regels.tabel.pieces import divide, pieces
from regels.tabel.process import Options, temporary
from regels.tabel.rejects import Reject
from regels_calculators.inkomen.job import Intake, take_in
from regels_calculators.inkomen.net import REGELING
from regels_calculators.inkomen.read import match_feed, open_feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed of payments as it is given, and how to take it in: see ``job.take_in`` for each."""

    given: Any
    ruleset: Ruleset | None = None
    chosen: str | None = None
    mapping: Mapping | None = None


@dataclass(slots=True)
class Tally:
    """What came of a feed, added up over its pieces; see ``Intake``. ``rejects``: in the order of the feed.

    Complete when the last piece was taken in. It grows with what is set apart, with nothing else.
    """

    records: int = 0
    counted: int = 0
    repeated: int = 0
    corrected: int = 0
    estimates: int = 0
    apart: int = 0
    four_weekly: int = 0
    rejects: list[Reject] = field(default_factory=list)
    notes: tuple[Note, ...] = ()

    def add(self, intake: Intake) -> None:
        """One piece more."""
        self.records += len(intake.records)
        for name in ("counted", "repeated", "corrected", "estimates", "apart", "four_weekly"):
            setattr(self, name, getattr(self, name) + getattr(intake, name))


def income_in_pieces(
    feed: Feed, tally: Tally, options: Options | None = None
) -> Generator[pa.Table, None, None]:
    """Tables of income per month (``months.MONTHS``), each of whole dossiers, each dossier in one of them.

    Together they hold the rows of ``take_in`` on the whole feed. Raises TableError when the feed as a whole
    cannot be read.
    """
    options, ruleset = options or Options(), feed.ruleset or load("landelijk", REGELING)
    with closing(_intakes(feed, ruleset, tally, options)) as intakes:
        for intake in intakes:
            tally.add(intake)
            yield intake.months
    tally.rejects.sort(key=lambda reject: reject.index)


def _intakes(feed: Feed, ruleset: Ruleset, tally: Tally, options: Options) -> Generator[Intake, None, None]:
    source = open_feed(feed.given, options.batch_rows)
    try:
        header = match_feed(source, feed.mapping)
        division = divide(source, header.positions[DOSSIER], options)
        with temporary(options) as directory:
            cut = pieces(source, header.positions.values(), division, options, directory)
            for piece in ahead(cut, 1):
                intake = take_in(piece, ruleset, feed.chosen, feed.mapping)
                tally.rejects += [
                    replace(reject, index=int(piece.index[reject.index])) for reject in intake.records.rejects
                ]
                yield intake
        tally.notes = header.notes + tuple(Note("", remark) for remark in source.remarks)
    finally:
        if source is not feed.given:
            source.close()
