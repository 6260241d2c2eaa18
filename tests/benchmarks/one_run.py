"""From payments to a ledger in one command: seconds and peak memory by the size of the caseload.

``python -m tests.benchmarks.one_run 10000 40000 100000``: so many dossiers, 25 four-weekly payments and 24
months each. Each run is a process of its own. Numbers to read; nobody in them exists.
"""

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from regels_calculators.demo import STAYING, caseload

from regels.tabel.integers import decimal_array
from tests.inkomen.feeds import synthetic

INCOMES = ("inkomen_arbeid", "vakantietoeslag", "inkomen_lks")
BOOK = "import sys; from regels.cli import main; sys.argv[0] = 'regels'; main()"


def make(directory: Path, dossiers: int) -> None:
    """Households without wages, their payments, those in any order, and with a correction in 5% of them."""
    writer: pq.ParquetWriter | None = None
    for batch in caseload(dossiers, date(2024, 7, 1), 24, 1, STAYING):
        names = [name for name in batch.schema.names if not name.startswith(INCOMES)]
        table = pa.Table.from_batches([batch]).select(names)
        writer = writer or pq.ParquetWriter(directory / "huis.parquet", table.schema)
        writer.write_table(table)
    assert writer is not None
    writer.close()
    feed = synthetic(dossiers)
    number = np.asarray(feed["dossier_id"].cast(pa.int64()))
    ids = np.char.add("E-", np.char.zfill((number + 1).astype(str), 6))
    feed = feed.set_column(0, "dossier_id", pa.array(ids)).append_column("lks", pa.array([False] * len(feed)))
    pq.write_table(feed, directory / "op-dossier.parquet")
    order = np.random.default_rng(1).permutation(len(feed))
    pq.write_table(feed.take(pa.array(order)), directory / "door-elkaar.parquet")
    first = np.flatnonzero(np.append(True, number[1:] != number[:-1]) & (number % 20 == 0))
    better = feed.take(pa.array(first))
    for name, values in (
        ("correctie_op", better["betaling_id"]),
        ("betaling_id", pa.array([f"C{place}" for place in first])),
        ("netto", decimal_array(np.full(len(first), 12_345), None, 2)),
    ):
        better = better.set_column(better.column_names.index(name), name, values)
    whole = pa.concat_tables([feed, better]).sort_by("dossier_id")
    pq.write_table(whole, directory / "verbeterd.parquet")


def measured(directory: Path, feed: str, ledger: str, *more: str) -> str:
    """Run the command; seconds, seconds of the processor, and peak memory."""
    words = [
        "grootboek", "boek", "--betalingen", f"{feed}.parquet", "--huishoudens", "huis.parquet",
        "--grootboek", ledger, "--datum", "2026-11-01", "--volledig-tot", "2026-12", *more,
    ]  # fmt: skip
    begin = os.times().elapsed
    child = subprocess.Popen([sys.executable, "-c", BOOK, *words], cwd=directory, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in (0, 3), child.returncode
    seconds = os.times().elapsed - begin
    return f"{seconds:5.1f} s ({used.ru_utime + used.ru_stime:5.1f} s), {used.ru_maxrss / 1e6:.2f} GB"


def main(sizes: list[int]) -> None:
    """Print a line for each size and run."""
    for dossiers in sizes:
        with tempfile.TemporaryDirectory() as name:
            directory = Path(name)
            # In a process of its own: a child begins with the peak memory of who started it.
            program = f"from tests.benchmarks.one_run import *; make(Path({name!r}), {dossiers})"
            subprocess.run([sys.executable, "-c", program], check=True)
            payments = pq.read_metadata(directory / "op-dossier.parquet").num_rows
            for what, feed, ledger, more in (
                ("new ledger", "op-dossier", "gb", ()),
                ("corrections", "verbeterd", "gb", ()),
                ("everything again", "verbeterd", "gb", ("--alles",)),
                ("with proposals", "verbeterd", "gb", ("--voorstellen", "voorstellen.parquet")),
                ("any order", "door-elkaar", "los", ()),
            ):
                print(
                    f"{payments:9,} payments, {what:17} {measured(directory, feed, ledger, *more)}",
                    flush=True,
                )


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]])
