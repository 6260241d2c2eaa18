"""``BEREIKT`` against its definition, over an age that rises."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from regels.kernel.run import Kernel
from regels.plan import nodes as n
from regels.plan.plan import Period
from regels.plan.types import BOOL, Kind, Type
from tests.kernel.plans import DATE, NUMBER, build, day, fields, outcome, period

AGES = Type(Kind.NUMBER, (("maand", 1),), low=0, high=2000)
STEPS = [
    (date(1957, 1, 1), date(2012, 12, 31), 780),
    (date(2013, 1, 1), date(2013, 12, 31), 781),
    (date(2014, 1, 1), date(2015, 12, 31), 783),
    (date(2016, 1, 1), date(2023, 6, 30), 800),
    (date(2023, 7, 1), None, 804),
]
FUTURE = date(2400, 1, 1)


def periods() -> list[Period]:
    return [period(number(a), None if b is None else number(b), age) for a, b, age in STEPS]


def number(moment: date) -> int:
    return day(moment.year, moment.month, moment.day)


def reached(born: date, at: date) -> bool:
    """The first day in its own period, as the node's docstring says; earlier births count as reached."""
    days = [(born + relativedelta(months=age), start, end) for start, end, age in STEPS]
    fitting = [moment for moment, start, end in days if start <= moment <= (end or FUTURE)]
    if not fitting:
        return at >= STEPS[0][0]
    return bool(min(fitting) <= at)


INPUTS, (BORN, AT) = fields(DATE, DATE)
NODE = n.Reached(BOOL, BORN, 0, AT)
PLAN = build(outcome("x", NODE, required=True), inputs=INPUTS, parameters=[(AGES, periods())])
KERNEL = Kernel(PLAN, cache=None)
BIRTHS = st.dates(date(1880, 1, 1), date(2030, 12, 31))


@settings(max_examples=600)
@examples(BIRTHS, st.dates(date(1957, 1, 1), date(2100, 12, 31)))
def test_reached(born: date, at: date) -> None:
    assert KERNEL.run_rows([(number(born), number(at))])[0].outcomes == (int(reached(born, at)),)


@settings(max_examples=600)
@examples(BIRTHS, st.sampled_from([step[2] for step in STEPS]), st.integers(-3, 3))
def test_reached_around_the_day_itself(born: date, months: int, around: int) -> None:
    at = born + relativedelta(months=months, days=around)
    if at >= STEPS[0][0]:
        assert KERNEL.run_rows([(number(born), number(at))])[0].outcomes == (int(reached(born, at)),)


def test_nobody_has_reached_it_before_the_first_period() -> None:
    assert KERNEL.run_rows([(day(1800), day(1956, 12, 31))])[0].outcomes == (0,)


def test_reached_is_strict() -> None:
    rows = KERNEL.run_rows([(None, day(2020)), (day(1950), None), (None, None)])
    assert [row.reasons for row in rows] == [1, 2, 3]


def test_open_end_covers_all_days_that_can_be_asked() -> None:
    assert KERNEL.run_rows([(day(2200), day(2267, 1, 1)), (day(2200), day(2266, 12, 31))])[0].outcomes == (1,)
    assert KERNEL.run_rows([(day(2200), day(2266, 12, 31))])[0].outcomes == (0,)


@pytest.mark.parametrize(
    "wrong",
    [
        [period(day(2015), day(2015, 12, 31), 9), period(day(2016), None, 8)],
        [period(day(2015), day(2015, 12, 31), 9), period(day(2017), None, 10)],
        [period(day(2015), None, None)],
    ],
)
def test_ages_that_fall_or_miss_are_refused(wrong: list[Period]) -> None:
    with pytest.raises(ValueError, match="ages"):
        Kernel(build(outcome("x", NODE), inputs=INPUTS, parameters=[(NUMBER, wrong)]), cache=None)
