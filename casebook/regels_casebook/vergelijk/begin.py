"""From when two rulesets differ."""

from collections.abc import Iterator
from datetime import date, timedelta

from regels.plan.plan import ParameterSpec, Plan
from regels.plan.versions import VERSION
from regels.taal.literals import EPOCH
from regels_casebook.vergelijk.paar import Pair

LONG_AGO = date(1901, 1, 1)
"""Before it: a choice without a day, which counts always."""


def first_month(pair: Pair) -> str:
    """The first month for which a rule, a figure or a choice is another (``2027-01``).

    Empty when that is not known: they differ from always, or never, lie on other rules, or are about years.
    """
    if pair.reader.plan.yearly or pair.old.layers[0] != pair.new.layers[0]:
        return ""
    days = [*_rules(pair.old.plan, pair.new.plan), *_figures(pair.old.plan, pair.new.plan)]
    first = min(days, default=LONG_AGO)
    return f"{first:%Y-%m}" if first > LONG_AGO else ""


def number(month: str) -> int:
    """A month as a number of months, to count with."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _rules(old: Plan, new: Plan) -> Iterator[date]:
    """The first days of versions of rules that only one of the two has."""
    names = {spec.name for spec in old.rules} ^ {spec.name for spec in new.rules}
    for name in names:
        if (match := VERSION.search(name)) is not None:
            yield date.fromisoformat(match[0].removeprefix(" vanaf "))


def _figures(old: Plan, new: Plan) -> Iterator[date]:
    """The first days of values that only one has, of figures and choices that both have."""
    theirs = {spec.name: spec for spec in old.parameters}
    for spec in new.parameters:
        if spec.name in theirs:
            for start, *_ in _values(theirs[spec.name]) ^ _values(spec):
                yield EPOCH + timedelta(days=start)


def _values(spec: ParameterSpec) -> set[tuple[int, int | None, bool]]:
    return {(period.start, period.value, period.nvt) for period in spec.periods}
