"""The bounds that the checker proves, and what it refuses because they do not fit."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels.evaluator.rounding import round_to
from regels.plan import algebra as alg
from regels.plan import nodes as n
from regels.plan.algebra import Mismatch
from regels.plan.types import BOOL, INT64_MAX, Kind, Type
from tests.plan.regeling import made, refused, value

BOUNDS = [
    # a: -€ 100 … € 200, b: € 0 … € 50,25, n: 1 … 7, m: -3 … 5; amounts in cents
    ("a + b", -10_000, 25_025),
    ("a - b", -15_025, 20_000),
    ("-a", -20_000, 10_000),
    ("n × a", -70_000, 140_000),
    ("m × a", -60_000, 100_000),
    ("MIN(a; b)", -10_000, 5_025),
    ("MAX(a; b)", 0, 20_000),
    ("als j dan a anders b", -10_000, 20_000),
    ("als ja dan b anders a", 0, 5_025),
    ("€ 3,50", 350, 350),
    ("-€ 3,50", -350, -350),
    ("a + € 3", -9_700, 20_300),
]


@pytest.mark.parametrize(("formula", "low", "high"), BOUNDS, ids=[case[0] for case in BOUNDS])
def test_bounds(formula: str, low: int, high: int) -> None:
    kind, _ = made(formula)
    assert (kind.low, kind.high, kind.scale) == (low, high, 2)


@pytest.mark.parametrize(
    ("formula", "soort", "low", "high"),
    [
        ("MAAND(1999-12-31)", "maand", 359, 359),
        ("MAAND(d)", "maand", 360, 731),
        ("EERSTE_DAG(MAAND(1999-12-31))", "datum", 10_926, 10_926),
        ("JAAR(EERSTE_DAG(MAAND(1999-12-31)))", "getal\n    eenheid: kalenderjaar", 1999, 1999),
        ("LEEFTIJD(d; 2026-07-01)", "getal\n    eenheid: jaar", -5, 26),
    ],
)  # d: 2000-01-01 … 2030-12-31
def test_bounds_of_dates_hold(formula: str, soort: str, low: int, high: int) -> None:
    kind, _ = made(formula, soort)
    assert kind.low <= low <= high <= kind.high


def test_nvt_lies_within_the_bounds() -> None:
    """Zero stands for n.v.t. in the representation."""
    kind, _ = made("als j dan € 5 anders n.v.t.", "bedrag of n.v.t.")
    assert (kind.low, kind.high, kind.nvt) == (0, 500, True)
    kind, _ = made("als j dan -€ 5 anders leeg", "bedrag of n.v.t.")
    assert (kind.low, kind.high, kind.nvt) == (-500, 10_000, True)


def test_bounds_of_dates_and_months() -> None:
    kind, _ = made("d - 2000-01-01", "getal\n    eenheid: dag")
    assert (kind.low, kind.high) == (0, 11_322)  # 2000-01-01 … 2030-12-31
    kind, _ = made("maand - 2000-01", "duur")
    assert (kind.low, kind.high) == (0, 491)
    kind, _ = made("maand + lang", "maand")
    assert (kind.low, kind.high) == (360, 851 + 24)


def test_a_larger_scale_keeps_the_value() -> None:
    kind, _ = made("fijn + n", "getal")
    assert (kind.scale, kind.low, kind.high) == (2, 100, 1_600)
    assert value("fijn + n", "getal", fijn=Fraction("2.25"), n=3) == Fraction("5.25")


class TestRatios:
    """A quotient is exact until it is rounded."""

    @pytest.mark.parametrize(
        ("formula", "expected"),
        [
            ("AFRONDEN(a / 3 + a / 3 + a / 3; cent)", 100),  # three rounded thirds would be 99,99
            ("AFRONDEN(a / 3 × 3; cent)", 100),
            ("AFRONDEN(a / 3 - € 0,01; cent)", Fraction("33.32")),  # 33,323…
            ("AFRONDEN(a / (n / 2); cent)", Fraction("66.67")),  # 100 / 1,5
            ("AFRONDEN(p × a / 7; cent)", Fraction("1.79")),  # 12,50 / 7 = 1,7857
            ("AFRONDEN(a / 8; cent)", Fraction("12.5")),
            ("AFRONDEN(-a / 3; euro)", -33),
            ("AFRONDEN(-a / 3; dubbeltje)", Fraction("-33.4")),
        ],
    )
    def test_by_hand(self, formula: str, expected: Fraction) -> None:
        assert value(formula, a=Fraction(100), n=3, p=Fraction("0.125")) == expected

    def test_compared_exactly(self) -> None:
        """One third is more than 33,33 and less than 33,34."""
        for formula in ("a / n > € 33,33", "a / n < € 33,34", "a / n = a / 3"):
            assert value(formula, "ja/nee", a=Fraction(100), n=3) == 1

    @pytest.mark.parametrize("divisor", ["m", "n - 1", "0", "fijn"])
    def test_no_division_by_zero_or_less(self, divisor: str) -> None:
        message = refused(f"AFRONDEN(a / ({divisor}); cent)")
        assert message == "[deling] Er kan door nul of minder worden gedeeld."

    @pytest.mark.parametrize("formula", ["MAX(a / n; b)", "als j dan a / n anders b", "ALS_NVT(leeg; a / n)"])
    def test_a_choice_takes_no_ratio(self, formula: str) -> None:
        assert refused(formula) == "[breuk] Een deling geeft een breuk."


def test_refuses_what_does_not_fit_in_63_bits() -> None:
    assert (
        refused("n × n × n × 99999999999999 × a") == "[te_groot] Deze berekening kan te grote getallen geven."
    )
    big = n.Input(Type(Kind.NUMBER, low=0, high=INT64_MAX // 4), 0)
    alg.arithmetic(n.Arith.ADD, big, n.Const(Type(Kind.NUMBER), 0))
    with pytest.raises(Mismatch, match="te grote getallen"):
        alg.arithmetic(n.Arith.ADD, big, n.Const(Type(Kind.NUMBER, low=1, high=1), 1))


NUMBERS = st.integers(-(10**5), 10**5)
PAIRS = st.tuples(NUMBERS, NUMBERS).map(sorted)
SCALES = st.integers(0, 3)


def column(bounds: list[int], scale: int, index: int = 0) -> n.Input:
    """A number between these bounds, at a scale."""
    return n.Input(Type(Kind.NUMBER, scale=scale, low=bounds[0], high=bounds[1]), index)


@settings(max_examples=300)
@given(PAIRS, PAIRS, SCALES, SCALES, st.sampled_from([n.Arith.ADD, n.Arith.SUB, n.Arith.MUL]), st.data())
def test_bounds_hold_every_result(
    left: list[int], right: list[int], s1: int, s2: int, op: n.Arith, data: st.DataObject
) -> None:
    """Of any two values within the bounds, the exact result lies within the proved bounds, at its scale."""
    kind = alg.arithmetic(op, column(left, s1), column(right, s2, 1)).type
    x = Fraction(data.draw(st.integers(*left)), 10**s1)
    y = Fraction(data.draw(st.integers(*right)), 10**s2)
    exact = {n.Arith.ADD: x + y, n.Arith.SUB: x - y, n.Arith.MUL: x * y}[op] * 10**kind.scale
    assert exact.denominator == 1
    assert kind.low <= exact <= kind.high
    assert kind.scale == (s1 + s2 if op is n.Arith.MUL else max(s1, s2))


@settings(max_examples=300)
@given(PAIRS, st.integers(1, 400), st.integers(0, 400), PAIRS, SCALES, SCALES, SCALES, st.data())
def test_bounds_hold_every_ratio(
    top: list[int], low: int, more: int, added: list[int], s1: int, s2: int, s3: int, data: st.DataObject
) -> None:
    """``a / b`` and ``a / b - c``: numerator and denominator as the docstring of ``Binary`` has them."""
    bottom = [low, low + more]
    quotient = alg.arithmetic(n.Arith.DIV, column(top, s1), column(bottom, s2, 1))
    n1, n2, n3 = (data.draw(st.integers(*bounds)) for bounds in (top, bottom, added))
    ratio, numerator = quotient.type, n1 * 10**s2
    assert ratio.ratio and ratio.scale == s1
    assert ratio.low <= numerator <= ratio.high
    assert ratio.den_low <= n2 <= ratio.den_high
    less = alg.arithmetic(n.Arith.SUB, quotient, column(added, s3, 2)).type
    scale = max(s1, s3)
    assert less.scale == scale
    assert less.low <= numerator * 10 ** (scale - s1) - n3 * 10 ** (scale - s3) * n2 <= less.high
    assert less.den_low <= n2 <= less.den_high


@settings(max_examples=200)
@given(PAIRS, st.integers(1, 500), st.sampled_from(list(n.RoundMode)), st.integers(0, 3), st.data())
def test_bounds_hold_every_rounding(
    given_bounds: list[int], step: int, mode: n.RoundMode, scale: int, data: st.DataObject
) -> None:
    low, high = given_bounds
    kind = alg.round_to(column(given_bounds, 2), "x", mode, step, scale).type
    found = round_to(Fraction(data.draw(st.integers(low, high)), 100), Fraction(step, 10**scale), mode)
    assert kind.low <= found * 10**scale <= kind.high


def test_constants_are_worked_out() -> None:
    """A condition that is always so leaves no question in the plan."""
    assert made("als 2 > 1 dan a anders b")[1] == made("a")[1]
    assert made("j en ja", "ja/nee")[1] == made("j", "ja/nee")[1]
    assert made("j en nee", "ja/nee")[1] == n.Const(BOOL, 0)
    assert made("j of ja", "ja/nee")[1] == n.Const(BOOL, 1)
    assert made("niet (1 = 1,00)", "ja/nee")[1] == n.Const(BOOL, 0)
