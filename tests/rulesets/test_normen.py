"""Every published norm at its dates, the kostendelersnormen, and the identities between them.

The figures were published by the sources in ``tests/data/normen_gepubliceerd.csv``; nothing here was
taken from the engine's own output. The exceptions are cents in which the publications themselves
differ; the list can only get shorter.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from tests.rulesets.published import HOUSEHOLDS, Published, case, figures, national

CENT = Decimal("0.01")
NORMS = [f for f in figures() if f.name in HOUSEHOLDS]
SPLITS = [f for f in figures() if f.name.partition("__")[0] in HOUSEHOLDS and "__" in f.name]
ONE_CENT_OFF = {
    # Velsen printed 550,35 where half up gives 550,36.
    ("kostendelersnorm_A7", date(2021, 7, 1)),
}


def amount(day: date, name: str, outcome: str = "norm", **changes: Any) -> Decimal:
    """An amount of a household that has a right on a day."""
    found = national().evaluate(case(day, HOUSEHOLDS[name], **changes))
    assert found.status == "recht", found.reasons
    value = found[outcome]
    assert isinstance(value, Decimal)
    return value


def label(figure: Published) -> str:
    """The name of a test."""
    return f"{figure.name}-{figure.day}"


@pytest.mark.parametrize("figure", NORMS, ids=label)
def test_published_norm(figure: Published) -> None:
    off = abs(amount(figure.day, figure.name) - figure.value)
    assert off == (CENT if (figure.name, figure.day) in ONE_CENT_OFF else 0), figure.source


@pytest.mark.parametrize("figure", SPLITS, ids=label)
def test_published_split_of_the_vakantietoeslag(figure: Published) -> None:
    name, _, part = figure.name.partition("__")
    value = amount(figure.day, name, "uit_te_betalen" if part == "excl_vt" else "vakantietoeslag")
    assert abs(value - figure.value) <= ALLOWED.get((figure.name, figure.day), Decimal(0)), figure.source


ALLOWED = {
    # 768,90 splits into 730,455 and 38,445: the source rounded the larger part up, the rule leaves the rest.
    ("norm_gehuwden_beide_18_20_met_kind__excl_vt", date(2017, 7, 1)): CENT,
}


def norm(name: str, day: date) -> Decimal:
    """A norm as it was published for a day."""
    return next(f.value for f in NORMS if (f.name, f.day) == (name, day))


DAYS = sorted({f.day for f in NORMS if f.name == "norm_gehuwden_21_aow"})
SEVENTY_OFF = {date(2023, 7, 1), date(2026, 1, 1), date(2026, 7, 1)}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_single_is_seventy_percent_of_the_couple(day: date) -> None:
    couple = amount(day, "norm_gehuwden_21_aow")
    single = amount(day, "norm_alleenstaande_of_ouder_21_aow")
    seventy = (couple * Decimal("0.7")).quantize(CENT, ROUND_HALF_UP)
    assert single - seventy == (CENT if day in SEVENTY_OFF else 0)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_two_young_people_have_twice_the_norm_of_one(day: date) -> None:
    one = amount(day, "norm_jongere_18_20_alleenstaande_zonder_kind")
    assert amount(day, "norm_gehuwden_beide_18_20_zonder_kind") == 2 * one


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_mixed_couple_is_one_young_norm_and_half_a_couple(day: date) -> None:
    one = amount(day, "norm_jongere_18_20_alleenstaande_zonder_kind")
    half = (amount(day, "norm_gehuwden_21_aow") / 2).quantize(CENT, ROUND_HALF_UP)
    assert amount(day, "norm_gehuwden_een_18_20_een_21plus_zonder_kind") == one + half


@pytest.mark.parametrize("day", [d for d in DAYS if d >= date(2018, 7, 1)], ids=str)
def test_inrichting_is_the_norm_and_the_increase_for_care(day: date) -> None:
    by_name = {(f.name, f.day): f.value for f in figures()}
    for who, kind in (("aanvrager", "alleenstaande"), ("beiden", "gehuwden")):
        single = kind == "alleenstaande"
        name = "norm_alleenstaande_of_ouder_21_aow" if single else "norm_gehuwden_21_aow"
        increase = by_name[f"inrichting_verhoging_zorg_{kind}", day]
        assert amount(day, name, inrichting=who) == by_name[f"norm_inrichting_{kind}", day] + increase


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_partner_without_right_gives_half(day: date) -> None:
    """Art. 24: half of the couple's norm, half a cent up."""
    couple = norm("norm_gehuwden_21_aow", day)
    found = amount(day, "norm_gehuwden_21_aow", partner_rechthebbend=False)
    assert found == (couple / 2).quantize(CENT, ROUND_HALF_UP)
