"""Dates as the law counts them: the AOW day, birthdays on 29 February, months of different length."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from regels.errors import Position
from regels.evaluator import calendar
from regels.plan.plan import Certainty, Period

DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31))
HERE = Position("test.yaml", 1, 1)
AOW = [  # AOW art. 7a: the age by calendar year
    (2013, 65 * 12 + 1), (2014, 65 * 12 + 2), (2015, 65 * 12 + 3), (2016, 65 * 12 + 6), (2017, 65 * 12 + 9),
    (2018, 66 * 12), (2019, 66 * 12 + 4), (2020, 66 * 12 + 4), (2021, 66 * 12 + 4), (2022, 66 * 12 + 7),
    (2023, 66 * 12 + 10), (2024, 67 * 12), (2025, 67 * 12), (2026, 67 * 12), (2027, 67 * 12),
]  # fmt: skip


def days(text: str) -> int:
    return calendar.to_days(date.fromisoformat(text))


def period(first: date, last: date | None, months: int | None) -> Period:
    end = None if last is None else calendar.to_days(last)
    return Period(calendar.to_days(first), end, months, False, Certainty.HIGH, "", "", HERE, "")


PERIODS = (
    period(date(1957, 1, 1), date(2012, 12, 31), 65 * 12),
    *(period(date(year, 1, 1), date(year, 12, 31), months) for year, months in AOW),
)


@pytest.mark.parametrize(
    ("born", "day"),
    [
        # First and last birth date for each age in the table of AOW art. 7a, and days between.
        ("1947-12-31", "2012-12-31"),  # 65 years
        ("1948-01-01", "2013-02-01"),  # 65 years and 1 month
        ("1948-11-30", "2013-12-30"),
        ("1948-12-01", "2014-02-01"),  # 65 years and 2 months
        ("1949-10-31", "2014-12-31"),
        ("1949-11-01", "2015-02-01"),  # 65 years and 3 months
        ("1950-09-30", "2015-12-30"),
        ("1950-10-01", "2016-04-01"),  # 65 years and 6 months
        ("1951-06-30", "2016-12-30"),
        ("1951-07-01", "2017-04-01"),  # 65 years and 9 months
        ("1952-03-31", "2017-12-31"),
        ("1952-04-01", "2018-04-01"),  # 66 years
        ("1952-12-31", "2018-12-31"),
        ("1953-01-01", "2019-05-01"),  # 66 years and 4 months
        ("1955-08-31", "2021-12-31"),
        ("1955-09-01", "2022-04-01"),  # 66 years and 7 months
        ("1956-05-31", "2022-12-31"),
        ("1956-06-01", "2023-04-01"),  # 66 years and 10 months
        ("1957-02-28", "2023-12-28"),
        ("1957-03-01", "2024-03-01"),  # 67 years
        ("1957-08-31", "2024-08-31"),
        ("1956-04-30", "2022-11-30"),
        ("1955-10-31", "2022-05-31"),
        ("1956-02-29", "2022-09-29"),
        ("1955-11-30", "2022-06-30"),
    ],
)
def test_aow_day(born: str, day: str) -> None:
    assert calendar.reached(days(born), PERIODS, days(day))
    assert not calendar.reached(days(born), PERIODS, days(day) - 1)


def test_a_day_that_does_not_exist_is_the_last_of_its_month() -> None:
    """Born on 31 August 1956, at 66 years and 10 months: there is no 31 June."""
    assert calendar.reached(days("1956-08-31"), PERIODS, days("2023-06-30"))
    assert not calendar.reached(days("1956-08-31"), PERIODS, days("2023-06-29"))


def test_reached_before_the_first_figure() -> None:
    assert calendar.reached(days("1940-05-05"), PERIODS[1:], days("2013-01-01"))
    assert not calendar.reached(days("1940-05-05"), PERIODS[1:], days("2012-12-31"))


def test_an_age_that_is_not_yet_known_is_not_reached() -> None:
    assert not calendar.reached(days("1990-01-01"), PERIODS, days("2090-01-01"))
    unknown = (period(date(2013, 1, 1), date(2013, 12, 31), 781), period(date(2014, 1, 1), None, None))
    assert not calendar.reached(days("1960-01-01"), unknown, days("2090-01-01"))


@pytest.mark.parametrize(
    ("born", "at", "age"),
    [
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-28", 19),
        ("2008-02-29", "2028-02-29", 20),
        ("2005-07-01", "2026-06-30", 20),
        ("2005-07-01", "2026-07-01", 21),
        ("2026-07-02", "2026-07-01", -1),
        ("2026-07-01", "2026-07-01", 0),
        ("2000-12-31", "2001-01-01", 0),
        ("1999-12-31", "2020-12-30", 20),
    ],
)
def test_age(born: str, at: str, age: int) -> None:
    assert calendar.age(days(born), days(at)) == age


@given(DATES, DATES)
def test_age_counts_birthdays(born: date, at: date) -> None:
    """The birthdays after the birth up to a day; that of 29 February is 1 March in other years."""
    if at < born:
        assert calendar.age(calendar.to_days(born), calendar.to_days(at)) < 0
        return
    birthdays = [_birthday(born, year) for year in range(born.year + 1, at.year + 1)]
    expected = sum(day <= at for day in birthdays)
    assert calendar.age(calendar.to_days(born), calendar.to_days(at)) == expected


def _birthday(born: date, year: int) -> date:
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2026-01-15", -13, "2024-12-15"),
        ("2026-07-01", 0, "2026-07-01"),
    ],
)
def test_add_months(day: str, months: int, later: str) -> None:
    assert calendar.add_months(days(day), months) == days(later)


@given(DATES, st.integers(-600, 600))
def test_add_months_keeps_the_day_or_takes_the_last(day: date, months: int) -> None:
    later = calendar.to_date(calendar.add_months(calendar.to_days(day), months))
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    last = (later + relativedelta(day=31)).day
    assert later.day == min(day.day, last)


@given(DATES)
def test_months_of_days(day: date) -> None:
    number = calendar.month_of(calendar.to_days(day))
    assert number == (day.year - 1970) * 12 + day.month - 1
    assert calendar.to_date(calendar.first_day(number)) == day.replace(day=1)


def test_the_epoch() -> None:
    assert calendar.to_days(date(1970, 1, 1)) == 0
    assert calendar.month_of(-1) == -1
    assert calendar.first_day(-1) == -31
