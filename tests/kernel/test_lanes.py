"""Several rows side by side: the same in every cell as row by row, whatever the histories look like."""

from collections.abc import Callable
from decimal import Decimal
from itertools import product

import numpy as np
import pyarrow as pa
import pytest
from numpy.typing import NDArray

from regels.kernel import bounds, division
from regels.kernel.lanes import cut, lanes_for
from regels.kernel.result import KernelResult
from regels.kernel.run import Kernel
from regels.plan import nodes as n
from regels.plan.plan import Default, Plan
from regels.plan.types import BOOL, Kind, Type
from tests.kernel.plans import DATE, NUMBER, build, condition, fields, given, number, of_bits, outcome, remark
from tests.kernel.speed import caseload, plan_of

LANES = (4, 8, 16)


def differences(one: KernelResult, other: KernelResult) -> list[str]:
    """The names of the results that are not the same in every byte."""
    found = [
        name
        for name in ("verdict", "reasons", "failing", "marks", "remarks")
        if not np.array_equal(getattr(one, name), getattr(other, name))
    ]
    pairs = [(name, one.outcomes[name], other.outcomes[name]) for name in one.outcomes]
    return found + [
        name for name, a, b in pairs if not (np.array_equal(a[1], b[1]) and np.array_equal(a[2], b[2]))
    ]


def histories(source: np.random.Generator, rows: int, longest: int) -> NDArray[np.uint8]:
    """Flags of histories of one to ``longest`` rows."""
    first = np.zeros(rows, np.uint8)
    first[np.minimum(np.cumsum(source.integers(1, longest + 1, rows)), rows - 1)] = 1
    first[0] = 1
    return first


def compared(
    plan: Plan, columns: dict[str, pa.Array], first: NDArray[np.uint8], refused: NDArray[np.uint8]
) -> None:
    expected = Kernel(plan, cache=None, lanes=1).run(columns, first, refused, threads=1)
    for lanes in LANES:
        kernel = Kernel(plan, cache=None, lanes=lanes)
        for threads in (1, 3):
            assert not differences(expected, kernel.run(columns, first, refused, threads=threads))


@pytest.mark.parametrize(("seed", "rows", "longest"), [(1, 3000, 1), (2, 3000, 12), (3, 501, 60), (4, 64, 3)])
def test_plans_by_chance(seed: int, rows: int, longest: int) -> None:
    source = np.random.default_rng(seed)
    plan = plan_of(40, seed)
    refused = (source.random(rows) < 0.03).astype(np.uint8)
    compared(plan, caseload(plan, rows), histories(source, rows, longest), refused)


@pytest.mark.parametrize(("bits", "start"), [(32, 0), (32, 5), (64, 0), (64, 3)])
def test_columns_of_any_width(bits: int, start: int) -> None:
    """Wide or narrow columns come to the same, byte for byte, row by row and side by side."""
    source = np.random.default_rng(bits + start)
    plan = plan_of(40, 3)
    wide = {name: column.slice(start, 900) for name, column in caseload(plan, 905).items()}
    narrow = {name: of_bits(column, bits) for name, column in wide.items()}
    first, refused = histories(source, 900, 12), (source.random(900) < 0.05).astype(np.uint8)
    expected = Kernel(plan, cache=None, lanes=1).run(wide, first, refused, threads=1)
    assert any(narrow[name].type != column.type for name, column in wide.items())
    for lanes in (1, *LANES):
        found = Kernel(plan, cache=None, lanes=lanes).run(narrow, first, refused, threads=1)
        assert not differences(expected, found)


@pytest.mark.parametrize("rows", [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33])
def test_few_rows(rows: int) -> None:
    plan = plan_of(5)
    ones = np.ones(rows, np.uint8)
    compared(plan, caseload(plan, rows), ones, 1 - ones)


@pytest.mark.parametrize("start", [1, 7, 8, 63, 65])
def test_sliced_columns_and_flags_that_are_not_aligned(start: int) -> None:
    plan = plan_of(30, 5)
    source = np.random.default_rng(start)
    whole = caseload(plan, 1000)
    columns = {name: column.slice(start, 900) for name, column in whole.items()}
    first, refused = histories(source, 1000, 9), (source.random(1000) < 0.1).astype(np.uint8)
    first[start] = 1
    compared(plan, columns, first[start : start + 900], refused[start : start + 900])


def test_absent_columns_and_a_reject_that_breaks_the_history() -> None:
    inputs, (a, b, c) = fields(NUMBER, BOOL, NUMBER.may_be_nvt())
    plan = build(
        outcome("x", n.IfNvt(NUMBER, c, a), required=True),
        outcome("y", n.State(NUMBER, 0), always=True),
        inputs=inputs,
        states=[(NUMBER, number(5), a)],
        conditions=[condition("b", b)],
        remarks=[remark("r", n.Compare(BOOL, n.Comparison.GT, a, number(90)), reject=True)],
    )
    source = np.random.default_rng(0)
    columns = {
        "a": pa.array(source.integers(0, 100, 2000), mask=source.random(2000) < 0.1),
        "c": pa.array(source.integers(0, 100, 2000), mask=source.random(2000) < 0.5),
    }
    compared(plan, columns, histories(source, 2000, 20), np.zeros(2000, np.uint8))
    columns["b"] = pa.array(source.random(2000) < 0.5, mask=source.random(2000) < 0.1)
    compared(plan, columns, histories(source, 2000, 20), np.zeros(2000, np.uint8))


def test_absent_columns_with_a_value_of_their_own() -> None:
    """The value is read as often as a slice is wide, and no further: its neighbours differ."""
    money = Type(Kind.MONEY, scale=2, low=0, high=10**6)
    wide = Type(Kind.MONEY, scale=2, low=0, high=10**12)
    kinds = (money, wide, NUMBER, DATE, money)
    inputs = [
        given(name, kind, absent=Default.VALUE, value=value)
        for name, kind, value in zip("abcde", kinds, (11, 22, 33, 44, 55), strict=True)
    ]
    shown = [outcome(spec.name, n.Input(spec.type, i)) for i, spec in enumerate(inputs)]
    ones = np.ones(2000, np.uint8)
    plan = build(*shown, inputs=inputs)
    compared(plan, {}, ones, 1 - ones)
    result = Kernel(plan, cache=None, lanes=16).run({}, ones, 1 - ones)
    assert [set(result.outcome(name).to_pylist()) for name in "abe"] == [
        {Decimal("0.11")},
        {Decimal("0.22")},
        {Decimal("0.55")},
    ]


def test_the_calendar() -> None:
    month = Type(Kind.MONTH, low=-4500, high=5200)
    inputs, (date, other, months) = fields(DATE, DATE, NUMBER.bounded(-600, 600))
    made = n.MonthOf(month, date)
    plan = build(
        outcome("age", n.Age(NUMBER, other, date)),
        outcome("first", n.FirstDay(DATE, made)),
        outcome("last", n.LastDay(DATE, made)),
        outcome("year", n.YearOf(NUMBER, made)),
        outcome("year of date", n.YearOf(NUMBER, date)),
        outcome("later", n.AddMonths(DATE, date, months)),
        inputs=inputs,
    )
    days = np.arange(-110_000, 110_000, 3, dtype=np.int32)
    source = np.random.default_rng(0)
    columns = {
        "a": pa.array(days),
        "b": pa.array(source.permutation(days)),
        "c": pa.array(source.integers(-600, 601, len(days))),
    }
    ones = np.ones(len(days), np.uint8)
    compared(plan, columns, ones, 1 - ones)


@pytest.mark.parametrize("most", [2**20, 2**30 - 1, 2**31 - 1, 2**31, 2**45, 2**49 - 1, 2**52, 2**58])
@pytest.mark.parametrize("mode", list(n.RoundMode))
def test_division_next_to_every_multiple(most: int, mode: n.RoundMode) -> None:
    """Around multiples of the divisor, where a quotient that is a little off is seen."""
    source = np.random.default_rng(most % 1000)
    divisors = np.concatenate([source.integers(1, 2000, 2000), source.integers(1, most, 2000)])
    factors = source.integers(0, most // divisors)
    near = (
        factors * divisors
        + np.resize([-1, 0, 1], len(divisors))
        + source.integers(0, 2, len(divisors)) * (divisors // 2)
    )
    values = np.clip(near, 0, most) * np.resize([1, -1], len(divisors))
    inputs, (a, b) = fields(NUMBER.bounded(-most, most), NUMBER.bounded(1, most))
    share = Type(Kind.NUMBER, low=-most, high=most, ratio=True, den_low=1, den_high=most)
    whole = NUMBER.bounded(-most, most)
    by = n.Binary(share, n.Arith.DIV, a, b)
    plan = build(
        outcome("q", n.Round(whole, by, "q", mode, 1)),
        *[outcome(f"c{step}", n.Round(whole, a, "c", mode, step)) for step in (2, 3, 100, 9_973)],
        inputs=inputs,
    )
    ones = np.ones(len(values), np.uint8)
    compared(plan, {"a": pa.array(values), "b": pa.array(divisors)}, ones, 1 - ones)


def test_products_at_the_edges_of_32_bits() -> None:
    edges = [-(2**31), -(2**31) + 1, -1, 0, 1, 2**31 - 1]
    inputs, (a, b) = fields(NUMBER.bounded(-(2**31), 2**31 - 1), NUMBER.bounded(-(2**31), 2**31 - 1))
    product_ = n.Binary(NUMBER.bounded(-(2**62), 2**62), n.Arith.MUL, a, b)
    pairs = np.array(list(product(edges, edges)))
    columns = {"a": pa.array(pairs[:, 0]), "b": pa.array(pairs[:, 1])}
    ones = np.ones(len(pairs), np.uint8)
    result = Kernel(build(outcome("x", product_), inputs=inputs), cache=None, lanes=8).run(
        columns, ones, 1 - ones
    )
    assert result.outcome("x").to_pylist() == [int(x) * int(y) for x, y in pairs]


@pytest.mark.parametrize("low", [-(2**31), -(2**31) - 1, 0])
@pytest.mark.parametrize("high", [2**31 - 1, 2**31, 2**32])
def test_numbers_that_just_fit_in_32_bits_and_that_do_not(low: int, high: int) -> None:
    edges = sorted(e for e in {low, low + 1, -1, 0, 1, 2**31 - 1, high - 1, high} if low <= e <= high)
    kind = NUMBER.bounded(low, high)
    inputs, (a, b) = fields(kind, kind)
    both = low + low, high + high
    total = n.Binary(NUMBER.bounded(*both), n.Arith.ADD, a, b)
    back = n.Binary(kind, n.Arith.SUB, total, b)
    plan = build(
        outcome("total", total),
        outcome("back", back),
        outcome("low", n.Extreme(kind, n.Pick.MIN, (a, b, number(2**31)))),
        outcome("high", n.Extreme(kind, n.Pick.MAX, (a, b, number(-(2**31) - 1)))),
        outcome("chosen", n.If(total.type, n.Compare(BOOL, n.Comparison.LT, a, b), a, total)),
        outcome("same", n.Compare(BOOL, n.Comparison.EQ, a, b)),
        inputs=inputs,
    )
    pairs = np.array(list(product(edges, edges)))
    columns = {"a": pa.array(pairs[:, 0]), "b": pa.array(pairs[:, 1])}
    ones = np.ones(len(pairs), np.uint8)
    compared(plan, columns, ones, 1 - ones)


def test_one_long_history_goes_row_by_row() -> None:
    assert cut(np.array([0, 990]), 0, 1000, 8) is None
    plan = plan_of(5)
    first = np.zeros(1000, np.uint8)
    first[[0, 990]] = 1
    compared(plan, caseload(plan, 1000), first, np.zeros(1000, np.uint8))


def test_the_pieces_of_lanes() -> None:
    found = cut(np.array([0, 3, 5, 7, 9, 11, 14]), 3, 14, 4)
    assert found is not None and found.tolist() == [3, 5, 9, 11, 14]
    alone = cut(None, 4, 13, 4)
    assert alone is not None and alone.tolist() == [4, 6, 8, 10, 13]


def test_processors() -> None:
    assert lanes_for("+avx2,+fma,+avx512f,+avx512dq,+avx512bw,+avx512vl") == 16
    assert lanes_for("+avx2,+fma,+avx512f,-avx512dq") == 8
    assert lanes_for("+neon") == lanes_for("") == 1


def test_the_bounds_of_results() -> None:
    spans = [(a, b) for a, b in product(range(-4, 5), repeat=2) if a <= b]
    apply: dict[str, Callable[[int, int], int]] = {
        "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b,
        "mul": lambda a, b: a * b,
        "smin": min,
        "smax": max,
    }
    for (op, function), x, y in product(apply.items(), spans, spans):
        values = [function(a, b) for a in range(x[0], x[1] + 1) for b in range(y[0], y[1] + 1)]
        assert bounds.result(op, x, y) == (min(values), max(values))
    for op, combine in (("and", int.__and__), ("or", int.__or__), ("xor", int.__xor__)):
        for x, y in product(spans, spans):
            found = bounds.result(op, x, y)
            values = [combine(a, b) for a in range(x[0], x[1] + 1) for b in range(y[0], y[1] + 1)]
            assert found is None or found[0] <= min(values) <= max(values) <= found[1]
    assert bounds.result("and", (-4, 4), (0, 3)) == (0, 3) and bounds.result("or", (0, 4), (1, 2)) == (0, 7)
    assert bounds.fits_half((-(2**31), 2**31 - 1)) and not bounds.fits_half(None)
    assert not bounds.fits_half((0, 2**31)) and not bounds.fits_half((-(2**31) - 1, 0))
    assert bounds.result("udiv", (7, 100), (2, 3)) == (2, 50)
    assert bounds.result("lshr", (7, 100), (1, 1)) == (3, 50)
    assert bounds.result("udiv", (-1, 100), (2, 3)) is bounds.result("udiv", (1, 2), (0, 3)) is None
    assert bounds.result("mul", (0, 2**32), (0, 2**31)) is bounds.result("add", None, (0, 1)) is None
    assert not division.fits((0, 2**50), (1, 1)) and division.fits((0, 2**50 - 1), (1, 2**50 - 1))
    assert (
        not division.fits((-1, 5), (1, 1))
        and not division.fits((0, 5), (0, 1))
        and not division.fits(None, (1, 1))
    )
