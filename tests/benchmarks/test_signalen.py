"""How fast the signals are: events a second with durable-rules and without. Numbers to read, not to assert.

``python -m tests.benchmarks.test_signalen 1000000`` does a million events and says what memory it took.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from regels.monitor.check import load
from regels.monitor.pool import Child, DurableMissing
from regels.monitor.run import Request, run

PEILDATUM = date(2026, 7, 1)
DAYS_BACK = 730
PER_DOSSIER = 25
SMALL = 20_000
KINDS = {
    # kind: how often of each thousand, and its fields
    "inkomen_ontvangen": (200, ("inkomstenverhouding", "maand")),
    "inkomen_verrekend": (250, ("inkomstenverhouding", "maand")),
    "loonstrook_verwacht": (150, ("inkomstenverhouding", "maand")),
    "loonstrook_ontvangen": (160, ("inkomstenverhouding", "maand")),
    "inkomen_geschat": (60, ("inkomstenverhouding", "maand", "bedrag")),
    "inkomen_vastgesteld": (60, ("inkomstenverhouding", "maand", "bedrag")),
    "stand_vrijlating_n": (40, ("persoon", "maanden")),
    "afspraak_gemist": (15, ("reden_gegeven",)),
    "contact_gehad": (20, ()),
    "participatieplaats_begonnen": (5, ("participatieplaats",)),
    "persoon_bekend": (20, ("persoon", "geboortedatum")),
    "medebewoner_ingeschreven": (20, ("medebewoner", "geboortedatum")),
}


def events(number: int, seed: int = 1) -> pa.Table:
    """Made-up events, dossier by dossier. Nobody among them exists."""
    random = np.random.default_rng(seed)
    share = np.array([often for often, _ in KINDS.values()]) / sum(often for often, _ in KINDS.values())
    kind = random.choice(len(KINDS), number, p=share)
    day = np.datetime64(PEILDATUM) - random.integers(0, DAYS_BACK, number)
    born = np.datetime64(PEILDATUM) - random.integers(18 * 365, 70 * 365, number)
    filled = {
        "inkomstenverhouding": pa.array(random.integers(1, 3, number)).cast(pa.string()),
        "maand": pa.array(day.astype("M8[M]").astype("M8[D]")),
        "bedrag": pa.array(random.integers(100, 1_500, number)).cast(pa.decimal128(21, 2)),
        "persoon": pa.array(np.where(random.random(number) < 0.8, "aanvrager", "partner")),
        "maanden": pa.array(random.integers(0, 8, number)),
        "reden_gegeven": pa.array(random.random(number) < 0.5),
        "participatieplaats": pa.array(random.integers(1, 3, number)).cast(pa.string()),
        "geboortedatum": pa.array(born),
        "medebewoner": pa.array(random.integers(1, 4, number)).cast(pa.string()),
    }
    names = list(KINDS)
    columns: dict[str, Any] = {
        "dossier_id": pa.array(np.arange(number) // PER_DOSSIER).cast(pa.string()),
        "datum": pa.array(day),
        "soort": pa.array(np.array(names)[kind]),
    }
    for name, values in filled.items():
        mine = [place for place, (_, fields) in enumerate(KINDS.values()) if name in fields]
        columns[name] = pc.if_else(pa.array(np.isin(kind, mine)), values, pa.scalar(None, values.type))
    return pa.table(columns)


@pytest.mark.benchmark
@pytest.mark.parametrize("durable", [False, pytest.param(True, marks=pytest.mark.signalen)])
def test_events_to_signals(benchmark: Any, durable: bool) -> None:
    signals = load(peildatum=PEILDATUM)
    if durable:
        try:
            Child(signals).kill()
        except DurableMissing as error:
            pytest.skip(str(error))
    table = events(SMALL)
    report = benchmark.pedantic(lambda: run(signals, Request(source=table, durable=durable)), rounds=2)
    benchmark.extra_info["events"] = report.events
    assert report.complete and sum(report.signals.values())


@contextmanager
def watched() -> Iterator[list[int]]:
    """The most memory (MB) of this process and of its largest child, looked at twice a second."""
    peak, stop = [0, 0], Event()

    def look() -> None:
        own = str(os.getpid())
        while not stop.wait(0.5):
            listed = subprocess.run(["ps", "-eo", "pid,ppid,rss"], capture_output=True, text=True, check=True)
            for pid, parent, size in (line.split() for line in listed.stdout.splitlines()[1:]):
                for place, who in enumerate((pid, parent)):
                    if who == own:
                        peak[place] = max(peak[place], int(size) // 1024)

    thread = Thread(target=look, daemon=True)
    thread.start()
    yield peak
    stop.set()
    thread.join()


def main(number: int) -> None:
    """A file of so many events, with two children and without durable-rules; both must give the same."""
    signals = load(peildatum=PEILDATUM)
    with TemporaryDirectory() as name:
        source = Path(name) / "in.parquet"
        pq.write_table(events(number), source)
        for durable in (True, False):
            out = Path(name) / f"uit-{durable}.parquet"
            begun = time.perf_counter()
            with watched() as peak:
                report = run(signals, Request(source=source, out=out, durable=durable, workers=2))
            seconds = time.perf_counter() - begun
            print(
                f"durable={durable}: {report.events} events, {report.dossiers} dossiers, "
                f"{sum(report.signals.values())} signals, {seconds:.1f} s, {number / seconds:,.0f} events/s, "
                f"{peak[0]} MB here, {peak[1]} MB in the largest child"
            )
        both = [pq.read_table(Path(name) / f"uit-{durable}.parquet") for durable in (True, False)]
        print("the same signals:", both[0].equals(both[1]))


if __name__ == "__main__":
    main(int(sys.argv[1]))
