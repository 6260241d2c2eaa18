"""The national verrekening: kernel against evaluator in every cell, and both against the oracle.

The oracle is another hand's reading of the contract. It must agree on every status and amount.
Two things may differ, for they depend on how a formula is written and not on the law: which unknown
fields an undetermined row lists (both must list some), and whether a counter is known on a row
where something is unknown.
"""

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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


def compare(raws: Raws, *, oracle: bool = True) -> int:
    """Assert that all readers agree on one dossier; the number of rows."""
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
    if oracle and not overlapping(raws):
        expected = history(raws)
        for place, i in enumerate(order):
            _same(texts(plan, answer[place]), expected[i])
    return len(rows)


def _same(found: dict[str, Any], expected: dict[str, Any]) -> None:
    for name, value in found.items():
        if name == "reden" and found["status"] in ("onbepaald", "afgekeurd"):
            assert found["status"] == "afgekeurd" or (value and expected[name])
        elif name.startswith(COUNTERS) and value is None:
            continue
        else:
            assert value == expected[name], f"{name}: {value!r}, oracle {expected[name]!r}"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False), st.booleans(), st.booleans())
def test_every_reader_agrees(rng: random.Random, complete: bool, rejects: bool) -> None:
    compare(dossier(rng, "D1", Kind(complete=complete, rejects=rejects)))


@pytest.mark.parametrize(
    "kind", [{}, {"rejects": True}, {"complete": True}], ids=["onbekend", "afgekeurd", "compleet"]
)
def test_every_reader_agrees_on_many_dossiers(kind: dict[str, bool]) -> None:
    rows = sum(compare(raws) for raws in dossiers(7, 60, **kind))
    assert rows > 300
