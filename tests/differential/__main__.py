"""The long run: ``python -m tests.differential [dossiers] [rulesets]``; 10,000 and 200 when not said.

Prints how much was compared and how often the readers differed; exit code 1 when they ever did.
"""

import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.differential.bridge import (
    by_evaluator,
    by_kernel,
    engine_rows,
    national_kernel,
    national_plan,
    plain,
)  # fmt: skip
from tests.differential.test_law import compare as compare_dossier
from tests.differential.test_rulesets import compare as compare_ruleset
from tests.oracle.generate import dossiers

PIECE = 600  # enough rows for the kernel to compute dossiers side by side
KINDS: tuple[dict[str, bool], ...] = ({}, {"rejects": True}, {"complete": True})


def law(seed: int) -> tuple[int, int, list[str]]:
    """A piece of dossiers: how many, their rows, and what differed; one by one, and all at once in bulk."""
    plan = national_plan()
    rows, wrong = 0, []
    histories, answers = [], []
    for raws in dossiers(seed, PIECE, **KINDS[seed % 3]):
        try:
            rows += compare_dossier(raws)[0]
        except AssertionError as error:
            wrong.append(f"{raws[0]['dossier_id']}: {str(error).splitlines()[0]}")
        histories.append(engine_rows(plan, raws)[1])
        answers.append([plain(plan, row) for row in by_evaluator(plan, histories[-1])])
    bulk = by_kernel(national_kernel(), histories)
    wrong += [
        f"seed {seed}, dossier {i}, in bulk"
        for i, (a, b) in enumerate(zip(bulk, answers, strict=True))
        if a != b
    ]
    return PIECE, rows, wrong


def ruleset(seed: int) -> tuple[int, int, list[str]]:
    """One random ruleset: whether it came out, its rows, and what differed."""
    try:
        rows = compare_ruleset(random.Random(seed))
        return int(rows > 0), rows, []
    except AssertionError as error:
        return 1, 0, [f"ruleset {seed}: {str(error).splitlines()[0]}"]


def report(name: str, results: Iterator[tuple[int, int, list[str]]]) -> int:
    """Print one line with the totals, and a line per difference; the number of differences."""
    started, count, rows, wrong = time.perf_counter(), 0, 0, list[str]()
    for number, more, found in results:
        count, rows, wrong = count + number, rows + more, wrong + found
    print(f"{name}: {count}, rows: {rows}, differences: {len(wrong)}, {time.perf_counter() - started:.0f} s")
    print("".join(f"  {line}\n" for line in wrong[:20]), end="")
    return len(wrong)


def main(count: int = 10_000, rulesets: int = 200) -> int:
    """Run both; the exit code."""
    with ProcessPoolExecutor() as pool:
        wrong = report("dossiers", pool.map(law, range(1, -(-count // PIECE) + 1)))
        wrong += report("rulesets", pool.map(ruleset, range(rulesets), chunksize=5))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
