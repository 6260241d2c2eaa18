"""Dates as the law counts them, on days and months since 1970."""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from regels.plan.plan import Period

EPOCH = date(1970, 1, 1)
KEPT = 4096
"""Days that are worked out once: the months of a dossier ask for the same ones."""


@lru_cache(maxsize=KEPT)
def to_date(days: int) -> date:
    """The calendar date of a day number."""
    return EPOCH + timedelta(days=days)


def to_days(day: date) -> int:
    """The day number of a calendar date."""
    return (day - EPOCH).days


@lru_cache(maxsize=KEPT)
def first_day(month: int) -> int:
    """The first day of a month number."""
    return to_days(date(1970 + month // 12, month % 12 + 1, 1))


@lru_cache(maxsize=KEPT)
def month_of(days: int) -> int:
    """The month number of a day."""
    day = to_date(days)
    return (day.year - 1970) * 12 + day.month - 1


@lru_cache(maxsize=KEPT)
def add_months(days: int, months: int) -> int:
    """So many months later; a day that does not exist becomes the last of its month."""
    return to_days(to_date(days) + relativedelta(months=months))


def age(born: int, at: int) -> int:
    """Whole years; who was born on 29 February has the birthday on 1 March in other years."""
    birth, day = to_date(born), to_date(at)
    had_birthday = (day.month, day.day) >= (birth.month, birth.day)
    return day.year - birth.year - (0 if had_birthday else 1)


def reached(born: int, periods: tuple[Period, ...], at: int) -> bool:
    """Whether an age that changes over time is reached on a day, as in AOW art. 7a.

    The age is the figure (in months) in force on the day on which it is reached. Who was born so long
    ago that this day falls before the first figure has reached it from that figure's first day.
    """
    first = periods[0]
    if first.value is not None and add_months(born, first.value) < first.start:
        return at >= first.start
    for period in periods:
        if period.value is None:
            continue
        day = add_months(born, period.value)
        if period.start <= day <= at and (period.end is None or day <= period.end):
            return True
    return False
