"""Every accepted Arrow type to its canonical type, and what is refused."""

from datetime import date, datetime
from decimal import Decimal as D
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from regels.plan.types import BOOL, Type
from regels.tabel.convert import WrongKind, canonical_type, convert
from regels.tabel.rejects import Problem
from regels.tabel.style import ARROW

from .plans import COUNT, DATE, DURATION, FACTOR, HOUSEHOLD, MONEY, MONTH, PERCENT, spec


def canonical(type: Type, array: pa.Array) -> tuple[list[Any], list[Problem | None]]:
    """The values and the problems, whose type is checked."""
    cells = convert(spec("x", type), array, ARROW)
    assert cells.values.type == canonical_type(type)
    cells.values.validate(full=True)
    problems = [] if cells.problems is None else [Problem(p) if p else None for p in cells.problems]
    return cells.values.to_pylist(), problems


@pytest.mark.parametrize(
    "array",
    [
        pa.array([D("12.50"), None], pa.decimal128(18, 2)),
        pa.array([D("12.50"), None], pa.decimal128(9, 2)),
        pa.array([D("12.5"), None], pa.decimal128(9, 1)),
        pa.array([D("12.5000"), None], pa.decimal128(20, 4)),
        pa.array([D("12.50"), None], pa.decimal128(38, 2)),
        pa.array([D("12.50"), None], pa.decimal256(38, 2)),
        pa.array([D("12.50"), None], pa.decimal64(9, 2)),
        pa.array([12.5, None], pa.float64()),
        pa.array([12.5, None], pa.float32()),
        pa.array(["12.50", None], pa.string()),
        pa.array(["€ 12,50", ""], pa.large_string()),
        pa.array([" 12,5 ", None], pa.string_view()),
        pa.array(["12,5", None]).dictionary_encode(),
        pa.array([D("99.00"), D("12.50"), None], pa.decimal128(9, 2)).slice(1),
    ],
)
def test_amount_of_any_exact_type(array: pa.Array) -> None:
    assert canonical(MONEY, array) == ([D("12.50"), None], [])


def test_amount_that_is_already_canonical_is_not_copied() -> None:
    array = pa.array([D("12.50")] * 10, pa.decimal128(18, 2))
    assert convert(spec("x", MONEY), array, ARROW).values is array


@pytest.mark.parametrize(
    ("array", "problem"),
    [
        (pa.array([D("12.505")], pa.decimal128(9, 3)), Problem.INEXACT),
        (pa.array([12.505], pa.float64()), Problem.INEXACT),
        (pa.array([1345.47], pa.float32()), Problem.INEXACT),
        (pa.array([float("nan")], pa.float64()), Problem.UNREADABLE),
        (pa.array([float("inf")], pa.float64()), Problem.UNREADABLE),
        (pa.array([1e300], pa.float64()), Problem.OUT_OF_RANGE),
        (pa.array([1e7], pa.float64()), Problem.OUT_OF_RANGE),
        (pa.array([D("1000000.00")], pa.decimal128(18, 2)), Problem.OUT_OF_RANGE),
        (pa.array([D(10) ** 30], pa.decimal128(38, 2)), Problem.OUT_OF_RANGE),
        (pa.array([2**63 - 1], pa.int64()), Problem.OUT_OF_RANGE),
        (pa.array([-(2**63)], pa.int64()), Problem.OUT_OF_RANGE),
        (pa.array([2**64 - 1], pa.uint64()), Problem.OUT_OF_RANGE),
        (pa.array(["onzin"]), Problem.UNREADABLE),
        (pa.array(["onzin"]).dictionary_encode(), Problem.UNREADABLE),
    ],
)
def test_amount_that_is_not_exact_or_not_possible(array: pa.Array, problem: Problem) -> None:
    assert canonical(MONEY, array) == ([None], [problem])


def test_float_within_a_millionth_of_a_cent_is_that_cent() -> None:
    assert canonical(MONEY, pa.array([0.1 + 0.2, 1345.47]))[0] == [D("0.30"), D("1345.47")]


def test_percentage_is_what_people_write() -> None:
    assert canonical(PERCENT, pa.array([12.5]))[0] == [D("12.50")]
    assert canonical(PERCENT, pa.array([100]))[0] == [D("100.00")]
    assert canonical(PERCENT, pa.array([D("100.01")]))[1] == [Problem.OUT_OF_RANGE]


def test_whole_number() -> None:
    assert canonical(COUNT, pa.array([3], pa.int8()))[0] == [3]
    assert canonical(COUNT, pa.array([3], pa.uint64()))[0] == [3]
    assert canonical(COUNT, pa.array([3.0]))[0] == [3]
    assert canonical(COUNT, pa.array([D("3.00")]))[0] == [3]
    assert canonical(COUNT, pa.array([3.5]))[1] == [Problem.INEXACT]
    assert canonical(COUNT, pa.array([21, -1, None]))[1] == [Problem.OUT_OF_RANGE] * 2 + [None]
    assert canonical(DURATION, pa.array([24], pa.int64()))[0] == [24]
    assert canonical(FACTOR, pa.array([0.125]))[0] == [D("0.125")]


def test_yes_no_and_choice() -> None:
    assert canonical(BOOL, pa.array([True, None, False]))[0] == [True, None, False]
    assert canonical(BOOL, pa.array(["ja", "Nee", None, ""]))[0] == [True, False, None, None]
    assert canonical(HOUSEHOLD, pa.array(["gehuwden", None]))[0] == [2, None]
    assert canonical(HOUSEHOLD, pa.array(["gehuwden", "x", None]).dictionary_encode()) == (
        [2, None, None],
        [None, Problem.UNKNOWN_OPTION, None],
    )


def test_date() -> None:
    day = date(2026, 7, 1)
    number = (day - date(1970, 1, 1)).days
    for array in (
        pa.array([day]),
        pa.array([day], pa.date64()),
        pa.array([datetime(2026, 7, 1)], pa.timestamp("s")),
        pa.array([datetime(2026, 7, 1)], pa.timestamp("ns")),
        pa.array(["2026-07-01"]),
    ):
        assert canonical(DATE, array) == ([number], [])
    assert canonical(DATE, pa.array([datetime(2026, 7, 1, 13)]))[1] == [Problem.CLOCK_TIME]
    assert canonical(DATE, pa.array([date(1850, 1, 1)]))[1] == [Problem.OUT_OF_RANGE]
    assert canonical(DATE, pa.array(["2026-07-01", "2026-02-30"])) == (
        [number, None],
        [None, Problem.NO_SUCH_DAY],
    )


def test_month() -> None:
    number = (2026 - 1970) * 12 + 6
    for array in (pa.array([date(2026, 7, 1)]), pa.array(["2026-07"]), pa.array(["2026-07-01"])):
        assert canonical(MONTH, array) == ([number], [])
    assert canonical(MONTH, pa.array([date(2026, 7, 2), None])) == (
        [None] * 2,
        [Problem.NOT_FIRST_OF_MONTH, None],
    )


def test_null_stays_null_and_nothing_is_made_up() -> None:
    for type in (MONEY, PERCENT, COUNT, BOOL, HOUSEHOLD, DATE, MONTH):
        assert canonical(type, pa.nulls(2)) == ([None, None], [])


def test_what_stands_under_a_null_does_not_matter() -> None:
    data = pa.py_buffer(np.array([5, 10**12], np.int64))
    array = pa.Array.from_buffers(pa.int64(), 2, [pa.py_buffer(b"\x01"), data])
    assert canonical(COUNT, array) == ([5, None], [])


@pytest.mark.parametrize(
    ("type", "array"),
    [
        (MONEY, pa.array([True])),
        (MONEY, pa.array([date(2026, 7, 1)])),
        (BOOL, pa.array([1])),
        (DATE, pa.array([46204])),
        (DATE, pa.array([datetime(2026, 7, 1)], pa.timestamp("us", "UTC"))),
        (HOUSEHOLD, pa.array([1])),
        (MONEY, pa.array([[1]])),
        (MONEY, pa.array([D(1)], pa.decimal256(60, 2))),
    ],
)
def test_column_of_the_wrong_kind(type: Type, array: pa.Array) -> None:
    with pytest.raises(WrongKind):
        convert(spec("x", type), array, ARROW)
