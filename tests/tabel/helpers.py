"""Running a caseload through the table layer, for tests."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from regels.plan.plan import Plan
from regels.tabel.history import Chunk
from regels.tabel.mapping import Mapping
from regels.tabel.process import Options, Summary, batches, process
from regels.tabel.rejects import Reject
from regels.tabel.sink import About, TableSink

from .plans import make_plan

ABOUT = About("1.0", "proef", "abc123")
ROW: dict[str, Any] = {"dossier_id": "D1", "maand": "2026-07"}


def write_csv(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """A file of these lines, ended as Excel does."""
    path.write_bytes("".join(line + "\r\n" for line in lines).encode(encoding))
    return path


def table(rows: list[dict[str, Any]]) -> pa.Table:
    """An Arrow table of text (or of what Arrow makes of the values)."""
    return pa.Table.from_pylist(rows)


def echo(chunk: Chunk) -> pa.RecordBatch:
    """A calculation that returns what it was given; what is refused comes with its row."""
    assert {reject.index for reject in chunk.rejects} <= set(chunk.index.tolist())
    columns = {name: array for name, array in chunk.columns.items() if name != "maand"}
    columns["regel"] = pa.array(chunk.line)
    columns["afgekeurd"] = pa.array(chunk.rejected)
    return pa.RecordBatch.from_pydict(columns)


def run(
    given: Any, plan: Plan | None = None, mapping: Mapping | None = None, options: Options | None = None
) -> tuple[pa.Table, list[Reject], Summary]:
    """Process with ``echo`` into memory."""
    sink = TableSink()
    summary = process(given, plan or make_plan(), echo, sink, mapping, options or Options(workers=1))
    return sink.table(), sink.rejects, summary


def column(given: Any, name: str, plan: Plan | None = None) -> list[Any]:
    """The canonical values of one column."""
    return [
        value for chunk in batches(given, plan or make_plan()) for value in chunk.columns[name].to_pylist()
    ]


def one(name: str, value: Any, type: pa.DataType | None = None) -> pa.Table:
    """A table of one row with one interesting value."""
    return pa.table({"dossier_id": ["D1"], "maand": ["2026-07"], name: pa.array([value], type)})


def shown(reject: Reject) -> tuple[int, str, str, str, str]:
    """What the user sees of a reject."""
    return reject.row, reject.field, reject.found, reject.expected, reject.advice


def caseload(dossiers: int, months: int, seed: int = 0) -> pa.Table:
    """Whole histories, in order, with amounts that differ on every row."""
    count = dossiers * months
    random = np.random.default_rng(seed)
    month = (np.datetime64("2024-01") + np.arange(count) % months).astype("M8[D]")
    cents = pa.array(random.integers(-500_000, 500_000, count) * 1.0 / 100)
    return pa.table(
        {
            "dossier_id": pa.array([f"D{i // months:07d}" for i in range(count)]),
            "maand": pa.array(month),
            "leefvorm": pa.array(np.array(["alleenstaande", "gehuwden"])[random.integers(0, 2, count)]),
            "inkomen": cents.cast(pa.decimal128(12, 2)),
        }
    )


def write_parquet(path: Path, content: pa.Table) -> Path:
    """A Parquet file."""
    pq.write_table(content, path)
    return path
