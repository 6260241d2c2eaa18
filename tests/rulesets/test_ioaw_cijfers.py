"""The gross figures of the IOAW and the IOAZ against the net ones of the Participatiewet.

Most gross amounts come from one page. They stand only as long as they fit the net amounts of the same
half year, which come from the text of the law. € 1.519,24 (hr-kiosk, single, January 2024) did not.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest

from regels.bestand.yaml_reader import read_yaml
from regels.data import rulesets

CENT = Decimal("0.01")
HALF_YEARS = [date(year, month, 1) for year in range(2017, 2027) for month in (1, 7)]
# What is left of one more euro gross. The rate of the first bracket was 36,55% to 37,35% until 2025 and
# 35,75% or more since; the steps of the tables move the quotient by less than half a percent.
LEAST, MOST = Decimal("0.625"), Decimal("0.65")
# A maximum gross divided by the one net: one divided by what is left. The tables move it by one percent.
LOWEST, HIGHEST = Decimal("1.55"), Decimal("1.61")
GROUNDS = (("kwart", "n"), ("ouder", "r"), ("urenbeperkt", "y"))


@cache
def figures(file: str) -> dict[str, list[dict[str, str]]]:
    """The figures of a file of shared parameters, as they were written."""
    path = rulesets() / "landelijk" / "parameters" / f"{file}.yaml"
    return {
        name: parameter["waarden"]
        for name, parameter in read_yaml(path, path.name).data["parameters"].items()
    }


def amount(file: str, name: str, day: date) -> Decimal | None:
    """The amount of a figure on a day; nothing when it is not known or does not apply."""
    for value in figures(file)[name]:
        if (
            date.fromisoformat(str(value["van"]))
            <= day
            <= date.fromisoformat(str(value.get("tot", "9999-12-31")))
        ):
            text = str(value["waarde"])
            return Decimal(text[2:].replace(".", "").replace(",", ".")) if text.startswith("€") else None
    raise AssertionError(f"{name} has no figure on {day}")


def gross(name: str, day: date) -> Decimal | None:
    return amount("ioaw_ioaz", name, day)


def net(name: str, day: date) -> Decimal:
    value = amount("normen", name, day)
    assert value is not None
    return value


def grondslagen(day: date) -> Iterator[tuple[Decimal, Decimal]]:
    """What one person has of each grondslag that is known on a day: gross, and what that is net."""
    pair, single = gross("bruto_grondslag_gehuwden", day), gross("bruto_grondslag_alleenstaande", day)
    shared = gross("bruto_grondslag_kostendeler", day)
    half = net("norm_gehuwden", day) / 2
    if pair is not None:
        yield pair / 2, half
    if single is not None:
        yield single, net("norm_alleenstaande", day)
    if shared is not None:
        yield shared, gross("netto_grondslag_overgangsrecht", day) or half


@pytest.mark.parametrize("day", HALF_YEARS, ids=str)
def test_one_rate_lies_between_the_grondslagen(day: date) -> None:
    known = sorted(grondslagen(day))
    for (low, low_net), (high, high_net) in pairwise(known):
        if high - low > 1:
            assert LEAST < (high_net - low_net) / (high - low) < MOST, (low, high)


@pytest.mark.parametrize("day", [day for day in HALF_YEARS if day.year >= 2019], ids=str)
def test_who_shares_a_home_has_half_of_a_couple(day: date) -> None:
    pair, shared = gross("bruto_grondslag_gehuwden", day), gross("bruto_grondslag_kostendeler", day)
    if pair is not None and shared is not None:
        assert abs(pair / 2 - shared) <= CENT


@pytest.mark.parametrize("day", [day for day in HALF_YEARS if day.year < 2019], ids=str)
def test_the_transition_is_a_share_of_the_couple(day: date) -> None:
    """IOAW art. 63e: 60% in 2017 and 55% in 2018."""
    share = Decimal("0.60") if day.year == 2017 else Decimal("0.55")
    found = gross("netto_grondslag_overgangsrecht", day)
    assert found is not None
    assert abs(found - net("norm_gehuwden", day) * share) <= CENT


@pytest.mark.parametrize("day", HALF_YEARS, ids=str)
@pytest.mark.parametrize(("name", "letter"), GROUNDS)
def test_each_gross_maximum_is_the_net_one_before_tax(day: date, name: str, letter: str) -> None:
    found, after_tax = (
        gross(f"bruto_vrijlating_{name}_maximum", day),
        amount("vrijlatingen", f"vrijlating_{letter}_maximum", day),
    )
    if found is not None and after_tax is not None:
        assert LOWEST < found / after_tax < HIGHEST


def test_the_figures_are_there_to_compare() -> None:
    """Without this the tests above could all pass on nothing."""
    assert sum(len(list(grondslagen(day))) for day in HALF_YEARS) >= 29
    assert all(gross(f"bruto_vrijlating_{name}_maximum", day) for name, _ in GROUNDS for day in HALF_YEARS)
