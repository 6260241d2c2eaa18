"""The summary of a run against sums over its rows, written out plainly."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from regels_calculators.demo import ENSCHEDE
from regels_calculators.inkomstenverrekening.job import Report, Request, run
from regels_calculators.inkomstenverrekening.summary import GROUNDS, MONEY, WAGES, Totals
from regels_calculators.inkomstenverrekening.totals import SUMMED

from regels.cli.demo import write_caseload
from regels.plan.plan import Verdict
from regels.ruleset import Ruleset, load
from regels.wording import JOIN

DOSSIERS, MONTHS, SEED = 600, 6, 3


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load("landelijk")


@pytest.fixture(scope="module")
def source(ruleset: Ruleset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("caseload") / "caseload.parquet"
    write_caseload(path, ruleset, DOSSIERS, MONTHS, SEED, ENSCHEDE)
    return path


def report(ruleset: Ruleset, given: Any) -> Report:
    return run(ruleset, Request(source=given, out=None))


def cents(values: Iterable[Any]) -> int:
    return sum(int(value * 100) for value in values if value is not None)


def by_hand(given: list[dict[str, Any]], found: list[dict[str, Any]]) -> Totals:
    """The same sums, row by row."""
    totals = Totals(rows=len(given), dossiers=len({row["dossier_id"] for row in given}))
    totals.status = Counter(row["status"] for row in found)
    totals.reasons = Counter((row["status"], row["reden"]) for row in found if row["reden"])
    totals.remarks = Counter(one for row in found for one in (row["opmerking"] or "").split(JOIN) if one)
    totals.money = Counter({name: cents(row[name] for row in found) for name in MONEY})
    earns = {
        i for i, row in enumerate(given) if any(row[name] is not None and row[name] > 0 for name in WAGES)
    }
    totals.rows_with_wages = len(earns)
    totals.dossiers_with_wages = len({given[i]["dossier_id"] for i in earns})
    for ground, amount in GROUNDS:
        for row in found:
            if row[ground] not in (None, "geen"):
                totals.freed[row[ground]] += cents([row[amount]])
                totals.freed_rows[row[ground]] += 1
    differences = [cents([row["verschil"]]) for row in found if row["verschil"] is not None]
    totals.compared_rows = len(differences)
    over, under = [d for d in differences if d > 0], [-d for d in differences if d < 0]
    totals.overpaid, totals.overpaid_rows = sum(over), len(over)
    totals.underpaid, totals.underpaid_rows = sum(under), len(under)
    return totals


def test_sums_and_counts(ruleset: Ruleset, source: Path) -> None:
    made = report(ruleset, source)
    assert made.table is not None
    expected = by_hand(pq.read_table(source).to_pylist(), made.table.to_pylist())
    assert made.totals == expected
    # Every sum says something: none of them is zero, and the counts differ from each other.
    assert min(expected.overpaid_rows, expected.underpaid_rows, expected.rows_with_wages) > 0
    assert expected.rows_with_wages > expected.dossiers_with_wages > 0 and len(expected.freed) > 1
    assert len(expected.reasons) > 1 and len(expected.remarks) > 1


def test_the_same_in_any_order_of_rows(ruleset: Ruleset, source: Path) -> None:
    table = pq.read_table(source)
    mixed = table.take(pa.array(np.random.default_rng(1).permutation(len(table))))
    assert report(ruleset, mixed).totals == report(ruleset, table).totals


def test_totals_of_a_dossier_are_the_sums_of_its_rows(ruleset: Ruleset, source: Path, tmp_path: Path) -> None:
    beside = tmp_path / "dossiers.parquet"
    made = run(ruleset, Request(source=source, out=None, per_dossier=beside))
    assert made.table is not None
    grouped = groupby(made.table.to_pylist(), lambda row: row["dossier_id"])
    expected = {dossier: list(rows) for dossier, rows in grouped}
    found = {row["dossier_id"]: row for row in pq.read_table(beside).to_pylist()}
    assert found.keys() == expected.keys()
    for dossier, rows in expected.items():
        total = found[dossier]
        assert total["rijen"] == len(rows)
        for verdict in Verdict:
            assert total[verdict.value] == sum(row["status"] == verdict.value for row in rows)
        for name in SUMMED:
            assert cents([total[name]]) == cents(row[name] for row in rows), (dossier, name)
        differences = [row["verschil"] for row in rows if row["verschil"] is not None]
        assert cents([total["te_veel_betaald"]]) == cents(one for one in differences if one > 0)
        assert cents([total["te_weinig_betaald"]]) == cents(-one for one in differences if one < 0)
