"""Rows per second of the peers: `python -m tests.benchmarks.peers.measure`; the best of some runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from polars import DataFrame

from . import figures, frames, openfisca_peer, polars_peer

MONTHS = 12


def best(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Shortest wall-clock time, and the processor time of that run."""
    times = []
    for _ in range(runs):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - wall, time.process_time() - processor))
    return min(times)


def main(sizes: tuple[int, ...] = (100_000, 1_000_000), runs: int = 5) -> None:
    """Print a line per peer and size; OpenFisca with its columns made beforehand, and from a frame."""
    parameters = figures.read()
    polars, openfisca = polars_peer.build(parameters), openfisca_peer.build(parameters)
    with TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.parquet", Path(folder) / "uit.parquet"
        for size in sizes:
            frame = frames.caseload(-(-size // MONTHS), MONTHS).head(size)
            frame.write_parquet(source)
            columns = openfisca_peer.columns(frame)
            work: dict[str, Callable[[], object]] = {
                "polars, in memory": partial(polars_peer.run, polars, frame),
                "polars, Parquet to Parquet": partial(polars_peer.run_parquet, polars, source, target),
                "openfisca, in memory": partial(openfisca_peer.run, openfisca, columns),
                "openfisca, from a frame": partial(_from_frame, openfisca, frame),
            }
            for name, run in work.items():
                wall, processor = best(run, runs)
                speed = f"{size / wall:>11,.0f} rows/s"
                print(f"{name:28} {size:>9,} rows {wall:7.3f} s {processor:7.3f} cpu-s {speed}")


def _from_frame(system: TaxBenefitSystem, frame: DataFrame) -> object:
    """OpenFisca with its columns made from a frame, and back under the contract's names."""
    return openfisca_peer.contract_columns(openfisca_peer.run(system, openfisca_peer.columns(frame)))


if __name__ == "__main__":
    main()
