"""The same meaning for every reader: random rulesets and rows, the evaluator and both forms of the kernel.

And for every question: a row alone, the rows before it only passed, is as it is in the whole history.
"""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from regels.evaluator.history import evaluate_history, evaluate_places
from regels.kernel.run import Kernel
from tests.differential import histories, rulesets
from tests.differential.bridge import by_kernel, cell, plain

HISTORIES = 12
LANES = (4, 8, 16)


def compare(rng: random.Random) -> int:
    """How many rows were compared, 0 when no ruleset came out; asserts that readers agree in every cell."""
    with TemporaryDirectory() as directory:
        made = rulesets.plan(rng, Path(directory))
    if made is None:
        return 0
    kernel = Kernel(made, cache=None)
    given_rows = [histories.rows(made, rng) for _ in range(HISTORIES)]
    expected = [[plain(made, row) for row in evaluate_history(made, rows)] for rows in given_rows]
    for rows, answer in zip(given_rows, expected, strict=True):
        asked = {place for place in range(len(rows)) if rng.random() < 0.4}
        some = evaluate_places(made, rows, asked)
        assert {place: plain(made, row) for place, row in some.items()} == {at: answer[at] for at in asked}
        if all(row is not None for row in rows):
            cells = [
                [cell(v, s.type) for v, s in zip(row, made.inputs, strict=True)]
                for row in rows
                if row is not None
            ]
            assert [tuple(row) for row in kernel.run_rows(cells)] == answer
    seen = [[histories.as_in_a_file(made, row) for row in rows] for rows in given_rows]
    expected = [[plain(made, row) for row in evaluate_history(made, rows)] for rows in seen]
    assert by_kernel(kernel, seen) == expected
    side_by_side = Kernel(made, cache=None, lanes=rng.choice(LANES))
    assert by_kernel(side_by_side, seen) == expected
    return sum(len(rows) for rows in given_rows)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_kernel_and_evaluator_agree_on_random_rulesets(rng: random.Random) -> None:
    assume(compare(rng))


def test_most_random_rulesets_are_accepted() -> None:
    assert sum(compare(random.Random(seed)) > 0 for seed in range(20)) >= 15
