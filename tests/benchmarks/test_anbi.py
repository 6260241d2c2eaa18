"""How fast: the list of 55,000 decisions read, and the index asked. Numbers to read, not to assert."""

from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from regels_calculators.anbi import Register, fill, read

from tests.benchmarks.anbi_records import records, write_data_set

COUNT = 55_000
ON = date(2026, 7, 1)
ROWS = 200_000
pytestmark = pytest.mark.benchmark


@pytest.fixture(scope="module")
def data_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data_set(tmp_path_factory.mktemp("anbi") / "anbi.zip", COUNT)


@pytest.fixture(scope="module")
def index(data_set: Path) -> Path:
    path = data_set.with_name("anbi.sqlite")
    read(data_set, path)
    return path


@pytest.fixture(scope="module")
def numbers() -> list[str]:
    return [fields[0] for fields in records(COUNT) if fields[0]]


def test_reading(benchmark: Any, data_set: Path, tmp_path: Path) -> None:
    place = tmp_path / "anbi.sqlite"
    report = benchmark.pedantic(lambda: read(data_set, place), rounds=3)
    assert report.about.records == COUNT
    benchmark.extra_info |= {"records": COUNT, "bytes": place.stat().st_size}


def test_by_number(benchmark: Any, index: Path, numbers: list[str]) -> None:
    with Register(index) as register:
        asked = cycle(numbers)
        assert benchmark(lambda: register.by_rsin(next(asked), ON)).anbi is not None


def test_by_name(benchmark: Any, index: Path) -> None:
    with Register(index) as register:
        assert benchmark(lambda: register.by_name("stichting verzonnen buurtkamer 12")).records


def test_filling_in(benchmark: Any, index: Path, numbers: list[str]) -> None:
    asked = cycle(numbers)
    table = pa.table({"rsin": [next(asked) for _ in range(ROWS)], "maand": ["2026-06"] * ROWS})
    with Register(index) as register:
        benchmark.extra_info["rows"] = ROWS
        assert benchmark.pedantic(lambda: fill(table, register), rounds=3).num_rows == ROWS
