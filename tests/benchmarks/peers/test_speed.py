"""The same verrekening on the same rows in the same run: Regels, polars, OpenFisca. Numbers to read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pl = pytest.importorskip("polars")
pytest.importorskip("openfisca_core")

import pyarrow.parquet as pq  # noqa: E402
from regels_calculators.inkomstenverrekening.job import Request, run  # noqa: E402

from regels.bulk import Bulk  # noqa: E402
from regels.ruleset import Ruleset, load  # noqa: E402
from regels.tabel.history import Chunk  # noqa: E402
from regels.tabel.process import batches  # noqa: E402
from tests.kernel.plans import of_bits  # noqa: E402

from . import figures, frames, openfisca_peer, polars_peer  # noqa: E402

pytestmark = [pytest.mark.peers, pytest.mark.benchmark(group="dezelfde rijen")]
DOSSIERS, MONTHS = 83_334, 12
CENTS = ("inkomen", "vakantietoeslag", "vermogen", "verlaging", "afstemming", "uitbetaald")


def ours(frame: Any) -> Any:
    """The peers' frame (amounts in cents, percentages in hundredths) as a caseload of the contract."""
    money = [name for name in frame.columns if name.startswith(CENTS)]
    return frame.with_columns(
        *[(pl.col(name) / 100).round(2).cast(pl.Decimal(12, 2)) for name in money],
        (pl.col("maatregel_percentage") / 100).round(2).cast(pl.Decimal(5, 2)),
    )


@pytest.fixture(scope="module")
def frame() -> Any:
    return frames.caseload(DOSSIERS, MONTHS)


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load("landelijk")


@pytest.fixture(scope="module")
def source(frame: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("caseload") / "in.parquet"
    pq.write_table(ours(frame).to_arrow(), path, store_decimal_as_integer=True)
    return path


@pytest.fixture(scope="module")
def chunks(ruleset: Ruleset, source: Path) -> list[Chunk]:
    return list(batches(source, ruleset.plan))


def measure(benchmark: Any, work: Callable[[], object], rows: int) -> None:
    benchmark.extra_info["rows"] = rows
    benchmark.pedantic(work, rounds=5, warmup_rounds=1)


def test_same_totals(frame: Any, ruleset: Ruleset) -> None:
    """Before speed: both agree on what is to be paid, to the cent, wherever it can be determined."""
    small = frame.head(12_000)
    paid = ruleset.evaluate_table(ours(small))["uit_te_betalen"].to_pylist()
    by_polars = polars_peer.run(polars_peer.build(figures.read()), small)["uit_te_betalen"].to_list()
    decided = [(a, b) for a, b in zip(paid, by_polars, strict=True) if a is not None]
    pairs = [(int(amount * 100), other) for amount, other in decided]
    assert len(pairs) > 11_000
    assert all(amount == other for amount, other in pairs)


def test_kernel(benchmark: Any, ruleset: Ruleset, chunks: list[Chunk]) -> None:
    def work() -> None:
        for chunk in chunks:
            ruleset.kernel.run(chunk.columns, chunk.new_history, chunk.rejected)

    measure(benchmark, work, DOSSIERS * MONTHS)


def test_kernel_on_half_words(benchmark: Any, ruleset: Ruleset, chunks: list[Chunk]) -> None:
    """With columns of 32 bits where the numbers fit, as OpenFisca gets them."""
    columns = [{name: of_bits(column, 32) for name, column in chunk.columns.items()} for chunk in chunks]

    def work() -> None:
        for chunk, given in zip(chunks, columns, strict=True):
            ruleset.kernel.run(given, chunk.new_history, chunk.rejected)

    measure(benchmark, work, DOSSIERS * MONTHS)


def test_kernel_with_texts(benchmark: Any, ruleset: Ruleset, chunks: list[Chunk]) -> None:
    compute = Bulk(ruleset.kernel, threads=2)
    measure(benchmark, lambda: [compute(chunk) for chunk in chunks], DOSSIERS * MONTHS)


def test_polars(benchmark: Any, frame: Any) -> None:
    peer = polars_peer.build(figures.read())
    measure(benchmark, lambda: polars_peer.run(peer, frame), DOSSIERS * MONTHS)


def test_openfisca(benchmark: Any, frame: Any) -> None:
    peer, columns = openfisca_peer.build(figures.read()), openfisca_peer.columns(frame)
    measure(benchmark, lambda: openfisca_peer.run(peer, columns), DOSSIERS * MONTHS)


@pytest.mark.benchmark(group="van Parquet naar Parquet")
def test_parquet_to_parquet(benchmark: Any, ruleset: Ruleset, source: Path, tmp_path: Path) -> None:
    request = Request(source=source, out=tmp_path / "uit.parquet")
    measure(benchmark, lambda: run(ruleset, request), DOSSIERS * MONTHS)


@pytest.mark.benchmark(group="van Parquet naar Parquet")
def test_polars_parquet_to_parquet(benchmark: Any, frame: Any, tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    frame.write_parquet(source)
    peer = polars_peer.build(figures.read())
    target = tmp_path / "uit.parquet"
    measure(benchmark, lambda: polars_peer.run_parquet(peer, source, target), DOSSIERS * MONTHS)
