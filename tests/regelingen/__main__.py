"""`python -m tests.regelingen`: a million rows of every regeling, and how many rows were checked.

The rows are generated histories (see ``agree``) repeated up to a million. The evaluator must agree on every
generated row; of the million the scalar form of the machine code must agree with the wide one.
"""

import sys
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa

from regels.bestand.library import regelingen
from regels.data import rulesets
from regels.kernel.run import Kernel
from regels.plan.plan import Plan
from regels.ruleset import load
from tests.differential.bridge import cell, column
from tests.regelingen.agree import agree, generated

ROWS, HISTORIES, CHECKED, RUNS = 1_000_000, 2_000, 1_000, 5


def repeated(plan: Plan, histories: int, rows: int) -> tuple[dict[str, pa.Array], Any, Any]:
    """Columns, first rows and rejected rows: so many histories, again and again up to so many rows."""
    made = generated(plan, 7, histories)
    flat = [(row, place == 0) for rows in made for place, row in enumerate(rows)]
    times = -(-rows // len(flat))
    columns = {}
    for place, spec in enumerate(plan.inputs):
        cells = [None if row is None else cell(row[place], spec.type) for row, _ in flat]
        columns[spec.name] = pa.concat_arrays([column(spec, cells)] * times)
    first = np.tile(np.array([starts for _, starts in flat], np.uint8), times)
    rejected = np.tile(np.array([row is None for row, _ in flat], np.uint8), times)
    return columns, first, rejected


def measure(name: str) -> str:
    """One line of the table."""
    plan = load("landelijk", name).plan
    checked = agree(plan, 11, CHECKED)
    given = repeated(plan, HISTORIES, ROWS)
    wide, scalar = Kernel(plan), Kernel(plan, lanes=1)
    found, other = wide.run(*given), scalar.run(*given)
    assert np.array_equal(found.verdict, other.verdict) and np.array_equal(found.reasons, other.reasons)
    for outcome in found.outcomes:
        assert found.outcome(outcome).equals(other.outcome(outcome)), (name, outcome)
    speeds = []
    for threads in (1, 2):
        best = min(_timed(wide, given, threads) for _ in range(RUNS))
        speeds.append(f"{len(given[1]) / best / 1e6:6.1f}")
    return f"| `{name}` | {len(plan.rules)} | {checked} | {len(given[1])} | {' / '.join(speeds)} |"


def _timed(kernel: Kernel, given: Any, threads: int) -> float:
    start = perf_counter()
    kernel.run(*given, threads=threads)
    return perf_counter() - start


if __name__ == "__main__":
    print("| regeling | rules | rows checked by the evaluator | rows | million rows/s, 1 / 2 threads |")
    print("|---|---|---|---|---|")
    for regeling in sys.argv[1:] or regelingen(rulesets()):
        print(measure(regeling), flush=True)
