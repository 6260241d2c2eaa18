"""Rounding by sign and magnitude: what is said of an amount is said of its opposite."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regels.evaluator.rounding import round_to
from regels.plan.nodes import RoundMode

HALF_UP, DOWN, UP = RoundMode.HALF_UP, RoundMode.DOWN, RoundMode.UP
CENT, EURO = Fraction(1, 100), Fraction(1)
VALUES = st.fractions(-1000, 1000, max_denominator=10_000)
STEPS = st.sampled_from([CENT, Fraction(1, 10), EURO, Fraction(5), Fraction(1, 4)])
MODES = st.sampled_from(list(RoundMode))


@pytest.mark.parametrize(
    ("value", "step", "half_up", "down", "up"),
    [
        ("0.005", CENT, "0.01", "0", "0.01"),
        ("-0.005", CENT, "-0.01", "0", "-0.01"),
        ("0.0049", CENT, "0", "0", "0.01"),
        ("-0.0049", CENT, "0", "0", "-0.01"),
        ("1.005", CENT, "1.01", "1", "1.01"),
        ("2.675", CENT, "2.68", "2.67", "2.68"),  # 2.67 as a binary fraction
        ("1345.47", EURO, "1345", "1345", "1346"),
        ("-1345.47", EURO, "-1345", "-1345", "-1346"),
        ("12.5", EURO, "13", "12", "13"),
        ("13.5", EURO, "14", "13", "14"),  # not to the even one
        ("12", EURO, "12", "12", "12"),
        ("7.5", Fraction(5), "10", "5", "10"),
        ("7.4", Fraction(5), "5", "5", "10"),
    ],
)
def test_by_hand(value: str, step: Fraction, half_up: str, down: str, up: str) -> None:
    found = [round_to(Fraction(value), step, mode) for mode in (HALF_UP, DOWN, UP)]
    assert found == [Fraction(half_up), Fraction(down), Fraction(up)]


@given(VALUES, STEPS, MODES)
def test_of_the_opposite_it_is_the_opposite(value: Fraction, step: Fraction, mode: RoundMode) -> None:
    assert round_to(-value, step, mode) == -round_to(value, step, mode)


@given(VALUES, STEPS, MODES)
def test_a_whole_number_of_steps_less_than_one_away(value: Fraction, step: Fraction, mode: RoundMode) -> None:
    found = round_to(value, step, mode)
    assert (found / step).denominator == 1
    assert abs(found - value) < step
    assert round_to(found, step, mode) == found


@given(VALUES, STEPS)
def test_the_modes_by_magnitude(value: Fraction, step: Fraction) -> None:
    down, half, up = (abs(round_to(value, step, mode)) for mode in (DOWN, HALF_UP, UP))
    assert down <= abs(value) <= up
    assert half == (up if abs(value) - down >= step / 2 else down)


def test_whole_numbers_too() -> None:
    assert round_to(7, Fraction(2), HALF_UP) == 8
    assert round_to(-7, Fraction(2), HALF_UP) == -8
