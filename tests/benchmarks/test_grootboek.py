"""The ledger of a caseload: all of it, and after corrections of 5% of the dossiers.

Numbers to read, not to assert. Small here; ``one_run`` measures a caseload, see ``docs/grootboek.md``.
"""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from regels_calculators.grootboek.job import Request, run

from tests.grootboek.books import COMPLETE, RULESETS
from tests.grootboek.tables import demo

DOSSIERS, MONTHS, MONEY = 1_000, 24, pa.decimal128(18, 2)
pytestmark = pytest.mark.benchmark


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("grootboek")
    households, income = demo(DOSSIERS, MONTHS)
    pq.write_table(households, directory / "huis.parquet")
    pq.write_table(income, directory / "inkomen.parquet")
    some = pc.unique(income["dossier_id"]).slice(0, DOSSIERS // 20)
    more = pc.if_else(
        pc.is_in(income["dossier_id"], some), pc.add(income["netto"], pa.scalar(Decimal("10.00"), MONEY)),
        income["netto"],
    )  # fmt: skip
    place = income.column_names.index("netto")
    pq.write_table(income.set_column(place, "netto", more.cast(MONEY)), directory / "beter.parquet")
    run(RULESETS, request(directory, "inkomen", "gb"))
    return directory


def request(directory: Path, income: str, ledger: str) -> Request:
    return Request(
        income=directory / f"{income}.parquet", households=directory / "huis.parquet",
        ledger=directory / ledger, day=date(2026, 8, 1), complete_until=COMPLETE,
    )  # fmt: skip


def test_everything(benchmark: Any, files: Path) -> None:
    def fresh() -> tuple[tuple[Any, ...], dict[str, Any]]:
        shutil.rmtree(files / "nieuw", ignore_errors=True)
        return (RULESETS, request(files, "inkomen", "nieuw")), {}

    benchmark.pedantic(run, setup=fresh, rounds=3)
    benchmark.extra_info["months"] = DOSSIERS * MONTHS


def test_corrections_of_a_twentieth(benchmark: Any, files: Path) -> None:
    def as_it_was() -> tuple[tuple[Any, ...], dict[str, Any]]:
        shutil.rmtree(files / "weer", ignore_errors=True)
        shutil.copytree(files / "gb", files / "weer")
        return (RULESETS, request(files, "beter", "weer")), {}

    benchmark.pedantic(run, setup=as_it_was, rounds=3)
    benchmark.extra_info["dossiers"] = DOSSIERS // 20
