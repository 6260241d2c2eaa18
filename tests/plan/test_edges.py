"""Edges of minus, of the calendar and of outcomes that once were wrong."""

from fractions import Fraction

import pytest

from tests.plan.regeling import Cell, built, plan, rule, shown


@pytest.mark.parametrize(
    ("formula", "soort"), [("-j", "ja/nee"), ("-ja", "ja/nee"), ("-d", "datum"), ("-maand", "maand")]
)
def test_minus_is_for_numbers_only(formula: str, soort: str) -> None:
    assert built(rule(formula, soort)).findings


@pytest.mark.parametrize("formula", ["d + 999999999999999999 maanden", "d - 999999999999999999 maanden"])
def test_dates_that_do_not_fit(formula: str) -> None:
    assert built(rule(formula, "datum")).findings


def test_an_outcome_may_be_a_value_of_the_previous_row() -> None:
    made = plan("""
uitkomsten:
  u: {titel: t, waarde: ALS_NVT(vorige rij a; € 0)}
  v: {titel: t, waarde: vorige rij a}
""")
    rows: list[dict[str, Cell]] = [{"a": Fraction(1)}, {"a": Fraction(2)}]
    assert shown(made, "u", *rows)[1] == shown(made, "v", *rows)[1] == 1
