"""The national verrekening: kernel against evaluator in every cell, and both against the oracle.

The oracle is another hand's reading of the contract. Where both decide a row they must agree on every
status, reason, amount and counter. Whether a row with unknowns can be decided, and which unknown
fields it then lists, depends on how a formula is written and not on the law; rows that only one of them
decides are counted, and must be rare.
"""

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regels.evaluator.history import evaluate_places
from regels.uitleg import explain
from tests.differential.bridge import (
    by_evaluator,
    by_kernel,
    cell,
    engine_rows,
    national_kernel,
    national_plan,
    overlapping,
    plain,
    texts,
)  # fmt: skip
from tests.oracle.generate import Kind, dossier, dossiers
from tests.oracle.verrekening import history

COUNTERS = ("vrijlating_n_maanden", "vrijlating_z_maanden", "vrijlating_r_begin")
Raws = list[dict[str, Any]]


def compare(raws: Raws) -> tuple[int, int]:
    """Assert that all readers agree on one dossier; its rows, and on how many only one could decide."""
    plan = national_plan()
    order, rows = engine_rows(plan, raws)
    answer = [plain(plan, row) for row in by_evaluator(plan, rows)]
    if all(row is not None for row in rows):
        cells = [
            [cell(v, s.type) for v, s in zip(row, plan.inputs, strict=True)]
            for row in rows
            if row is not None
        ]
        assert [tuple(row) for row in national_kernel().run_rows(cells)] == answer
    assert by_kernel(national_kernel(), [rows]) == [answer]
    if overlapping(raws):
        return len(rows), 0
    expected = history(raws)
    pairs = [(texts(plan, answer[place]), expected[i]) for place, i in enumerate(order)]
    return len(rows), sum(not _same(found, wanted) for found, wanted in pairs)


@pytest.mark.parametrize("kind", [{"rejects": True}, {"complete": True}], ids=["onbekend", "compleet"])
def test_a_month_alone_is_as_it_is_in_the_whole_history(kind: dict[str, bool]) -> None:
    """Every cell and every word of it; of the months before it only what they leave behind is computed."""
    plan = national_plan()
    for raws in dossiers(8, 25, **kind):
        rows = engine_rows(plan, raws)[1]
        for place, result in enumerate(by_evaluator(plan, rows)):
            alone = evaluate_places(plan, rows[: place + 1], {place})[place]
            assert plain(plan, alone) == plain(plan, result)
            if place % 3 == 0:
                assert explain(plan, alone) == explain(plan, result)


def _same(found: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Assert that both say the same; False when only one of them could decide."""
    undetermined = [row["status"] == "onbepaald" for row in (found, expected)]
    if any(undetermined):
        for row in (found, expected):
            assert row["status"] != "onbepaald" or row["reden"]
        return all(undetermined)
    for name, value in found.items():
        counter_unknown = name.startswith(COUNTERS) and value is None
        if not counter_unknown and not (name == "reden" and found["status"] == "afgekeurd"):
            assert value == expected[name], f"{name}: {value!r}, oracle {expected[name]!r}"
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.booleans(), st.booleans())
def test_every_reader_agrees(rng: random.Random, complete: bool, rejects: bool) -> None:
    compare(dossier(rng, "D1", Kind(complete=complete, rejects=rejects)))


@pytest.mark.parametrize(
    "kind", [{}, {"rejects": True}, {"complete": True}], ids=["onbekend", "afgekeurd", "compleet"]
)
def test_every_reader_agrees_on_many_dossiers(kind: dict[str, bool]) -> None:
    found = [compare(raws) for raws in dossiers(7, 60, **kind)]
    rows, one_sided = (sum(numbers) for numbers in zip(*found, strict=True))
    assert rows > 300
    assert one_sided <= rows // 100
