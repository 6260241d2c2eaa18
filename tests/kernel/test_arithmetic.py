"""Exact arithmetic, comparison and rounding against fractions."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from regels.kernel.rows import NVT
from regels.kernel.run import Kernel
from regels.plan import nodes as n
from regels.plan.types import BOOL, Kind, Type
from tests.kernel.plans import MONEY, build, fields, outcome, run, value

FINE = Type(Kind.NUMBER, scale=3, low=-(10**6), high=10**6)
COARSE = Type(Kind.NUMBER, scale=1, low=-(10**6), high=10**6)
PART = Type(Kind.NUMBER, scale=2, low=1, high=10**5)
SMALL = st.integers(-(10**6), 10**6)


def ratio(scale: int) -> Type:
    return Type(Kind.NUMBER, scale=scale, low=-(2**60), high=2**60, ratio=True, den_low=1, den_high=10**9)


INPUTS, (A, B, D, E) = fields(FINE, COARSE, PART, PART)
A_OVER_D, B_OVER_E = n.Binary(ratio(3), n.Arith.DIV, A, D), n.Binary(ratio(1), n.Arith.DIV, B, E)
WHOLE = Type(Kind.NUMBER, low=-(2**60), high=2**60)


def floor_of(node: n.Node) -> n.Node:
    return n.Round(WHOLE, node, "omlaag", n.RoundMode.DOWN, 1)


COMBINED = [
    n.Binary(ratio(3), n.Arith.ADD, A_OVER_D, B_OVER_E),
    n.Binary(ratio(3), n.Arith.SUB, A_OVER_D, B),
    n.Binary(ratio(3), n.Arith.SUB, A, B_OVER_E),
    n.Binary(ratio(4), n.Arith.MUL, A_OVER_D, B),
    n.Binary(ratio(3), n.Arith.DIV, A, n.Binary(ratio(2), n.Arith.DIV, D, E)),
    n.Binary(ratio(3), n.Arith.DIV, A_OVER_D, E),
]
COMPARED = [n.Compare(BOOL, op, A_OVER_D, right) for op in n.Comparison for right in (B_OVER_E, B)]
PLAIN = n.Binary(Type(Kind.NUMBER, scale=4, low=-(2**60), high=2**60), n.Arith.MUL, A, B)
EXACT = Kernel(
    build(
        *(outcome(f"f{i}", floor_of(node)) for i, node in enumerate(COMBINED)),
        *(outcome(f"c{i}", node) for i, node in enumerate(COMPARED)),
        outcome("product", PLAIN),
        inputs=INPUTS,
    ),
    cache=None,
)
OPERATORS: dict[n.Comparison, Callable[[Fraction, Fraction], bool]] = {
    n.Comparison.EQ: lambda x, y: x == y,
    n.Comparison.NE: lambda x, y: x != y,
    n.Comparison.LT: lambda x, y: x < y,
    n.Comparison.LE: lambda x, y: x <= y,
    n.Comparison.GT: lambda x, y: x > y,
    n.Comparison.GE: lambda x, y: x >= y,
}


@examples(SMALL, SMALL, st.integers(1, 10**4), st.integers(1, 10**4))
def test_ratios_are_exact(a: int, b: int, d: int, e: int) -> None:
    x, y = Fraction(a, 1000) / Fraction(d, 100), Fraction(b, 10) / Fraction(e, 100)
    fa, fb, fd, fe = Fraction(a, 1000), Fraction(b, 10), Fraction(d, 100), Fraction(e, 100)
    exact = [x + y, x - fb, fa - y, x * fb, fa / (fd / fe), x / fe]
    found = EXACT.run_rows([(a, b, d, e)])[0].outcomes
    assert list(found[: len(exact)]) == [int(f) for f in exact]
    compared = [int(OPERATORS[op](x, other)) for op in n.Comparison for other in (y, fb)]
    assert list(found[len(exact) : -1]) == compared
    assert found[-1] == a * b


def half_away(x: Fraction) -> int:
    return floor(abs(x) + Fraction(1, 2)) * (1 if x >= 0 else -1)


def away(x: Fraction) -> int:
    return ceil(abs(x)) * (1 if x >= 0 else -1)


ROUNDINGS: dict[n.RoundMode, Callable[[Fraction], int]] = {
    n.RoundMode.HALF_UP: half_away,
    n.RoundMode.DOWN: int,
    n.RoundMode.UP: away,
}
STEPS = (1, 3, 5, 100, 7)
PLUS = FINE.bounded(0, FINE.high)
AMOUNT = Type(Kind.NUMBER, scale=2, low=-(2**60), high=2**60)
CASES = [(mode, step) for mode in n.RoundMode for step in STEPS]
ROUNDED = Kernel(
    build(
        *(outcome(f"a{i}", n.Round(AMOUNT, A, "x", *case)) for i, case in enumerate(CASES)),
        *(outcome(f"b{i}", n.Round(AMOUNT, B, "x", *case)) for i, case in enumerate(CASES)),
        *(outcome(f"q{i}", n.Round(AMOUNT, A_OVER_D, "x", *case)) for i, case in enumerate(CASES)),
        inputs=INPUTS,
    ),
    cache=None,
)


@settings(max_examples=300)
@examples(SMALL | st.integers(-40, 40), SMALL, st.integers(1, 10**5) | st.integers(1, 20))
def test_rounding_by_sign_and_magnitude(a: int, b: int, d: int) -> None:
    found = iter(ROUNDED.run_rows([(a, b, d, 1)])[0].outcomes)
    for exact in (Fraction(a, 1000), Fraction(b, 10), Fraction(a, 1000) / Fraction(d, 100)):
        for mode, step in CASES:
            assert next(found) == ROUNDINGS[mode](exact * 100 / step) * step


POSITIVE_INPUTS, (POSITIVE,) = fields(PLUS)
POSITIVE_ROUNDED = Kernel(
    build(
        *(outcome(f"x{i}", n.Round(AMOUNT, POSITIVE, "x", *case)) for i, case in enumerate(CASES)),
        inputs=POSITIVE_INPUTS,
    ),
    cache=None,
)


@examples(st.integers(0, 10**6))
def test_rounding_of_what_is_never_negative(a: int) -> None:
    found = POSITIVE_ROUNDED.run_rows([(a,)])[0].outcomes
    assert list(found) == [ROUNDINGS[mode](Fraction(a, 10) / step) * step for mode, step in CASES]


def test_plain_arithmetic() -> None:
    inputs, (a, b) = fields(MONEY, MONEY)
    assert value(n.Binary(MONEY, n.Arith.SUB, a, b), inputs, (5, 8)) == -3
    assert value(n.Rescale(FINE, n.Input(COARSE, 0)), fields(COARSE)[0], (12,)) == 1200
    for pick, best in ((n.Pick.MIN, min), (n.Pick.MAX, max)):
        assert value(n.Extreme(MONEY, pick, (a, b, n.Const(MONEY, 4))), inputs, (9, -2)) == best(9, -2, 4)


def test_rescale_lets_nvt_through() -> None:
    kind = COARSE.may_be_nvt()
    inputs, (a,) = fields(kind)
    node = n.IsApplicable(BOOL, n.Rescale(FINE.may_be_nvt(), a))
    plan = build(outcome("x", node), inputs=inputs)
    assert [row.outcomes[0] for row in run(plan, (NVT,), (3,))] == [0, 1]


@pytest.mark.parametrize(("op", "same"), [(n.Comparison.EQ, 1), (n.Comparison.NE, 0)])
def test_comparison_of_yes_and_no(op: n.Comparison, same: int) -> None:
    inputs, (a, b) = fields(BOOL, BOOL)
    node = n.Compare(BOOL, op, a, b)
    assert [value(node, inputs, cells) for cells in ((1, 1), (0, 1))] == [same, 1 - same]
