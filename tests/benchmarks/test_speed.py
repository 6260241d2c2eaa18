"""How fast: the kernel, the whole way from Parquet to Parquet, and one case. Numbers to read, not to assert.

``make bench`` runs these; ``make peers`` runs the same job in polars and OpenFisca beside it.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from regels_calculators.demo import caseload
from regels_calculators.inkomstenverrekening.job import Request, run

from regels.kernel.run import Kernel
from regels.ruleset import Ruleset, load
from regels.tabel.history import Chunk
from regels.tabel.process import batches

DOSSIERS = 85_000
CASE: dict[str, Any] = {
    "maand": "2026-07",
    "leefvorm": "alleenstaande_ouder",
    "geboortedatum": "1990-05-01",
    "ten_laste_komende_kinderen": 1,
    "geboortedatum_jongste_kind": "2020-01-01",
    "kostendelende_medebewoners": 0,
    "vermogen": "0",
    "inkomen_arbeid": "500",
    "inkomen_overig": "0",
    "bijdrage_arbeidsinschakeling": True,
    "volledige_zorg": True,
    "medisch_urenbeperkt": False,
}
pytestmark = pytest.mark.benchmark


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load("landelijk")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("caseload") / "in.parquet"
    found = list(caseload(dossiers=DOSSIERS))
    pq.write_table(pa.Table.from_batches(found), path)
    return path


@pytest.fixture(scope="module")
def chunks(ruleset: Ruleset, source: Path) -> list[Chunk]:
    return list(batches(source, ruleset.plan))


@pytest.mark.parametrize("threads", [1, 2])
def test_kernel_alone(benchmark: Any, ruleset: Ruleset, chunks: list[Chunk], threads: int) -> None:
    def compute() -> None:
        for chunk in chunks:
            ruleset.kernel.run(chunk.columns, chunk.new_history, chunk.rejected, threads=threads)

    benchmark.extra_info["rows"] = sum(map(len, chunks))
    benchmark.pedantic(compute, rounds=5, warmup_rounds=1)


def test_parquet_to_parquet(benchmark: Any, ruleset: Ruleset, source: Path, tmp_path: Path) -> None:
    request = Request(source=source, out=tmp_path / "uit.parquet")
    benchmark.extra_info["rows"] = run(ruleset, request).totals.rows
    benchmark.pedantic(lambda: run(ruleset, request), rounds=3)


def test_one_case(benchmark: Any, ruleset: Ruleset) -> None:
    assert benchmark(lambda: ruleset.evaluate(CASE)).status == "recht"


def test_one_case_with_its_trace(benchmark: Any, ruleset: Ruleset) -> None:
    assert "recht" in benchmark(lambda: ruleset.evaluate(CASE).explain())


def test_first_use_without_a_cache(benchmark: Any, ruleset: Ruleset) -> None:
    benchmark.pedantic(lambda: Kernel(ruleset.plan, cache=None), rounds=3)


def test_import(benchmark: Any) -> None:
    benchmark.pedantic(lambda: subprocess.run([sys.executable, "-c", "import regels"], check=True), rounds=5)
