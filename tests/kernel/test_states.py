"""States over the rows of a history, and histories that break."""

import numpy as np
import pyarrow as pa
import pytest

from regels.kernel.rows import NVT
from regels.kernel.run import Kernel
from regels.plan import nodes as n
from regels.plan.plan import Certainty, Plan
from regels.plan.types import BOOL, Kind, Type
from tests.kernel.plans import EARLIER, MARK, build, fields, number, outcome, period, remark, run

COUNT = Type(Kind.NUMBER, low=-(10**6), high=10**6)
LEFT = 1


def counter(*, required: bool = False) -> Plan:
    """Starts at ``a`` and adds ``b`` on every row; ``c`` rejects."""
    inputs, (a, b, c) = fields(COUNT, COUNT, BOOL)
    state = n.State(COUNT, 0)
    following = n.Binary(COUNT, n.Arith.ADD, state, b)
    return build(
        outcome("before", state, required=required),
        outcome("after", following, always=True),
        inputs=inputs,
        states=[(COUNT, a, following)],
        remarks=[remark("c", c, reject=True), remark("known", n.IsKnown(BOOL, c))],
    )


def test_a_state_is_carried() -> None:
    rows = run(counter(), (10, 1, 0), (99, 2, 0), (99, 3, 0))
    assert [row.outcomes for row in rows] == [(10, 11), (11, 13), (13, 16)]


def test_an_unknown_state_is_carried_as_earlier() -> None:
    rows = run(counter(required=True), (10, None, 0), (99, 2, 0), (99, None, 0))
    assert [(row.verdict, row.reasons, row.outcomes) for row in rows] == [
        (0, 0, (10, None)),
        (2, EARLIER, (None, None)),
        (2, EARLIER, (None, None)),
    ]


def test_an_unknown_begin_keeps_its_own_reason_on_the_first_row() -> None:
    rows = run(counter(required=True), (None, 1, 0), (99, 2, 0))
    assert [row.reasons for row in rows] == [LEFT, EARLIER]


def test_a_rejected_row_breaks_the_history() -> None:
    rows = run(counter(), (10, 1, 0), (10, 1, 1), (10, 1, 0), (10, 1, 1))
    assert rows[1] == (3, 0, 0, 0, 3, (None, None))
    assert rows[2] == (2, EARLIER, 0, 0, 0, (None, None))
    assert rows[3] == (2, EARLIER, 0, 0, 0, (None, None))


def test_a_row_that_the_reader_rejects_stays_rejected() -> None:
    columns = {
        "a": pa.array([1] * 4, pa.int64()),
        "b": pa.array([1] * 4, pa.int64()),
        "c": pa.array([True] * 4),
    }
    flags = np.array([1, 0, 0, 0], np.uint8), np.array([0, 1, 0, 1], np.uint8)
    result = Kernel(counter(), cache=None).run(columns, *flags)
    assert result.verdict.tolist() == [3, 3, 2, 3]
    assert result.reasons.tolist() == [0, 0, EARLIER, 0]
    assert result.remarks.tolist() == [3, 0, 0, 0]


def test_the_next_history_starts_afresh() -> None:
    columns = {
        "a": pa.array([5, 5, 5, 7, 7], pa.int64()),
        "b": pa.array([1, 1, 1, 1, 1], pa.int64()),
        "c": pa.array([False] * 5),
    }
    flags = np.array([1, 0, 0, 1, 0], np.uint8), np.array([0, 1, 0, 0, 0], np.uint8)
    result = Kernel(counter(), cache=None).run(columns, *flags)
    assert result.verdict.tolist() == [0, 3, 2, 0, 0]
    assert result.outcome("after").to_pylist() == [6, None, None, 8, 9]
    assert result.remarks.tolist() == [2, 0, 0, 2, 2]


def test_without_states_a_rejected_row_breaks_nothing() -> None:
    inputs, (a,) = fields(BOOL)
    rows = run(build(outcome("x", a), inputs=inputs, remarks=[remark("r", a, True)]), (1,), (0,))
    assert [row.verdict for row in rows] == [3, 0]


def test_marks_are_not_carried() -> None:
    state = n.State(COUNT, 0)
    plan = build(
        outcome("x", state, required=True),
        parameters=[(COUNT, [period(0, None, 4, certainty=Certainty.LOW)])],
        states=[(COUNT, n.Param(COUNT, 0), n.Binary(COUNT, n.Arith.ADD, state, n.Param(COUNT, 0)))],
    )
    assert [(row.outcomes[0], row.marks) for row in run(plan, (), ())] == [(4, MARK), (8, 0)]


def test_nvt_is_carried() -> None:
    kind = COUNT.may_be_nvt()
    inputs, (a,) = fields(kind)
    state = n.State(kind, 0)
    plan = build(outcome("x", n.IsApplicable(BOOL, state)), inputs=inputs, states=[(kind, a, a)])
    assert [row.outcomes[0] for row in run(plan, (NVT,), (3,), (NVT,), (None,), (1,))] == [0, 0, 1, 0, None]


def test_a_yes_or_no_state() -> None:
    inputs, (a,) = fields(BOOL)
    plan = build(outcome("x", n.State(BOOL, 0)), inputs=inputs, states=[(BOOL, n.Const(BOOL, 0), a)])
    assert [row.outcomes[0] for row in run(plan, (1,), (0,), (None,), (1,))] == [0, 1, 0, None]


def test_the_first_row_must_start_a_history() -> None:
    with pytest.raises(ValueError, match="first row"):
        Kernel(counter(), cache=None).run({}, np.zeros(1, np.uint8), np.zeros(1, np.uint8))


def test_states_may_read_each_other() -> None:
    first, second = n.State(COUNT, 0), n.State(COUNT, 1)
    plan = build(
        outcome("x", first),
        outcome("y", second),
        states=[(COUNT, number(1), second), (COUNT, number(1), n.Binary(COUNT, n.Arith.ADD, first, second))],
    )
    assert [row.outcomes for row in run(plan, *[()] * 5)] == [(1, 1), (1, 2), (2, 3), (3, 5), (5, 8)]
