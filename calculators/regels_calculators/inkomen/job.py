"""The whole way: a feed in, the table of income per month out, with what was set apart and what was said."""

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa

from regels.ruleset import Ruleset, load
from regels.tabel.mapping import Mapping
from regels.tabel.sink import Sink
from regels.tabel.write import FileSink
from regels_calculators.doorrekenen.job import about
from regels_calculators.inkomen.attribute import attribute, set_apart_parts
from regels_calculators.inkomen.months import SET_APART
from regels_calculators.inkomen.net import REGELING, bit, nets
from regels_calculators.inkomen.read import read
from regels_calculators.inkomen.records import Records
from regels_calculators.inkomen.resolve import resolve
from regels_calculators.inkomen.table import month_table
from regels_calculators.inkomen.yearly import yearly_check


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of a feed. ``months``: see ``months``. ``years``: the yearly check of four-weekly wages.

    ``counted``: records whose amounts count; ``repeated``, ``corrected``, ``estimates``: records that gave
    way; ``four_weekly``: those of 28 days. ``records.rejects`` says what was set apart and why.
    """

    months: pa.Table
    years: pa.Table
    records: Records
    counted: int
    repeated: int
    corrected: int
    estimates: int
    four_weekly: int
    seconds: float

    @property
    def apart(self) -> int:
        """How many records were set apart."""
        return int(self.records.apart.sum())


def take_in(
    given: Any, ruleset: Ruleset | None = None, chosen: str | None = None, mapping: Mapping | None = None
) -> Intake:
    """From payments to income per month.

    ``given``: a file (.csv, .xlsx, .parquet, .json), an Arrow stream, or ``Records``
    (which are used up). ``ruleset``:
    ``nettoloon`` of a municipality; default the national one. ``chosen``: another policy for wages than its
    setting. Raises TableError when the file as a whole cannot be read.
    """
    started = perf_counter()
    records = given if isinstance(given, Records) else read(given, mapping)
    ruleset = ruleset or load("landelijk", REGELING)
    standing = resolve(records)
    found = nets(records, standing.counts, ruleset, chosen)
    parts = attribute(records, standing.counts, found)
    apart = set_apart_parts(records, standing.gone, found, bit(SET_APART))
    months = month_table(records, standing.counts, found, parts, apart)
    records.rejects.sort(key=lambda reject: reject.index)
    return Intake(
        months, yearly_check(records, standing.counts, found, parts), records, int(standing.counts.sum()),
        standing.repeated, standing.corrected, standing.estimates,
        int((found.four_weeks & standing.counts).sum()), perf_counter() - started,
    )  # fmt: skip


def write(intake: Intake, ruleset: Ruleset, path: Path, chosen: str | None = None) -> None:
    """The table by its extension, with beside it what was set apart."""
    sink = FileSink(path, about(ruleset, toerekening=chosen or "volgens de regeling"))
    save(intake.months, sink, intake.records)


def save(table: pa.Table, sink: Sink, records: Records | None = None) -> None:
    """Write a table whole, or leave no trace."""
    try:
        sink.start(table.num_rows)
        for batch in table.combine_chunks().to_batches() or [pa.RecordBatch.from_pylist([], table.schema)]:
            sink.write(batch)
        if records is not None:
            sink.reject(records.rejects)
        sink.finish()
    except BaseException:
        sink.discard()
        raise
