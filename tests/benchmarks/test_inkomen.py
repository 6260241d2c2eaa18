"""How fast payments become income per month; numbers to read, not to assert."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from regels_calculators.inkomen.caseload import to_caseload
from regels_calculators.inkomen.job import take_in
from regels_calculators.inkomen.net import REGELING

from regels.ruleset import Ruleset, load
from tests.inkomen.feeds import synthetic

DOSSIERS = 4_000
PERIODS = 25
pytestmark = pytest.mark.benchmark


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load("landelijk", REGELING)


@pytest.fixture(scope="module")
def feed() -> pa.Table:
    return synthetic(DOSSIERS, PERIODS)


@pytest.mark.parametrize("policy", ["per_dag", "vierweken_13_12"])
def test_payments_to_months(benchmark: Any, ruleset: Ruleset, feed: pa.Table, policy: str) -> None:
    intake = benchmark.pedantic(lambda: take_in(feed, ruleset, policy), rounds=3, warmup_rounds=1)
    benchmark.extra_info["payments"] = feed.num_rows
    assert intake.apart == 0


def test_months_beside_households(benchmark: Any, ruleset: Ruleset, feed: pa.Table) -> None:
    months = take_in(feed, ruleset).months
    days = [date(2025 + place // 12, place % 12 + 1, 1) for place in range(12)]
    households = pa.table(
        {
            "dossier_id": [str(number) for number in range(DOSSIERS) for _ in days],
            "maand": days * DOSSIERS,
            "inkomen_overig": pa.array([0] * (12 * DOSSIERS), pa.int64()),
        }
    )
    benchmark.extra_info["rows"] = households.num_rows
    found = benchmark.pedantic(lambda: to_caseload(months, households), rounds=3, warmup_rounds=1)
    assert found.num_rows == households.num_rows
