"""Days, months and ages as terms; the same calendar as ``regels.evaluator.calendar``.

With one fixed day most of it is a table: an age on a known day is a step function of the birth date. Where
nothing is fixed it is arithmetic, after Hinnant's ``days_from_civil`` and ``civil_from_days``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from regels.bewijs.term import SMALL, Term
from regels.bewijs.terms import Terms
from regels.evaluator import calendar
from regels.plan.plan import Period

_EPOCH_DAY, _EPOCH_MONTH, _CENTURIES = 719_468, 12 * 1970, 146_097


@dataclass(frozen=True, slots=True)
class Civil:
    """A day by its parts; ``index``: months since 1970-01."""

    index: Term
    day: Term


def civil(t: Terms, days: Term) -> Civil:
    """The parts of a day number."""
    shifted = t.plus(days, _EPOCH_DAY)
    era = t.div(shifted, _CENTURIES)
    of_era = t.lin(0, (shifted, 1), (era, -_CENTURIES))
    leap = [(of_era, 1), (t.div(of_era, 1460), -1), (t.div(of_era, 36_524), 1), (t.div(of_era, 146_096), -1)]
    year = t.div(t.lin(0, *leap), 365)
    passed = t.lin(0, (year, 365), (t.div(year, 4), 1), (t.div(year, 100), -1))
    of_year = t.sub(of_era, passed)
    month = t.div(t.lin(2, (of_year, 5)), 153)
    day = t.lin(1, (of_year, 1), (t.div(t.lin(2, (month, 153)), 5), -1))
    return Civil(t.lin(2 - _EPOCH_MONTH, (year, 12), (era, 4800), (month, 1)), within(t, day, 1, 31))


def within(t: Terms, term: Term, low: int, high: int) -> Term:
    """The same term with the bounds that it really has."""
    return t.min(t.max(term, t.whole(low)), t.whole(high)) if term.low < low or term.high > high else term


def first_day(t: Terms, month: Term) -> Term:
    """The first day of a month."""
    if t.few(month):
        return t.each(month, lambda m: t.whole(calendar.first_day(m)))
    shifted = t.plus(month, _EPOCH_MONTH - 2)
    year = t.div(shifted, 12)
    of_year = t.lin(0, (shifted, 1), (year, -12))
    leap = t.lin(0, (t.div(year, 4), 1), (t.div(year, 100), -1), (t.div(year, 400), 1))
    before = t.div(t.lin(18, (of_year, 979)), 32)
    return t.lin(-_EPOCH_DAY, (year, 365), (leap, 1), (before, 1))


def last_day(t: Terms, month: Term) -> Term:
    """The last day of a month."""
    return t.plus(first_day(t, t.plus(month, 1)), -1)


def month_of(t: Terms, days: Term) -> Term:
    """The month of a day."""
    first, last = calendar.month_of(days.low), calendar.month_of(days.high)
    if last - first < SMALL:
        return t.step(days, tuple((calendar.first_day(m + 1) - 1, m) for m in range(first, last + 1)))
    return civil(t, days).index


def year_of_month(t: Terms, month: Term) -> Term:
    """The calendar year of a month."""
    return t.plus(t.div(month, 12), 1970)


def year_of(t: Terms, days: Term) -> Term:
    """The calendar year of a day."""
    first, last = calendar.to_date(days.low).year, calendar.to_date(days.high).year
    return t.step(days, tuple((calendar.first_day((y - 1969) * 12) - 1, y) for y in range(first, last + 1)))


def by_day(t: Terms, day: Term, make: Callable[[int], Term]) -> Term | None:
    """What ``make`` gives for each day, when there are few."""
    if day.high - day.low >= SMALL:
        return None
    result = make(day.high)
    for value in range(day.high - 1, day.low - 1, -1):
        result = t.ite(t.le(day, t.whole(value)), make(value), result)
    return result


def age(t: Terms, born: Term, at: Term) -> Term:
    """Whole years."""
    found = by_day(t, at, lambda day: t.step(born, _ages(born.low, born.high, day)))
    if found is not None:
        return found
    birth, moment = civil(t, born), civil(t, at)
    # months times 32 and the day order days within a year; whole years of 12 × 32
    passed = t.lin(0, (moment.index, 32), (moment.day, 1), (birth.index, -32), (birth.day, -1))
    return t.div(passed, 384)


@lru_cache(maxsize=4096)
def _ages(low: int, high: int, at: int) -> tuple[tuple[int, int], ...]:
    """The age on a day by birth date: pieces of a step."""
    youngest, oldest = calendar.age(high, at), calendar.age(low, at)
    days = range(low, high + 1)
    found = []
    for years in range(oldest, youngest, -1):
        # the last birth date that is this old: ages fall with the birth date
        place = bisect_right(days, -years, key=lambda born: -calendar.age(born, at))
        found.append((days[place - 1], years))
    return (*found, (high, youngest))


def add_months(t: Terms, days: Term, months: Term) -> Term:
    """So many months later; a day that does not exist becomes the last of its month."""
    if days.op == "int" and t.few(months):
        return t.each(months, lambda m: t.whole(calendar.add_months(int(days.args[0]), m)))
    if months.op == "int" and t.few(days):
        return t.each(days, lambda d: t.whole(calendar.add_months(d, int(months.args[0]))))
    parts = civil(t, days)
    target = t.add(parts.index, months)
    first, following = first_day(t, target), first_day(t, t.plus(target, 1))
    length = within(t, t.sub(following, first), 28, 31)
    return t.lin(-1, (first, 1), (t.min(parts.day, length), 1))


def reached(t: Terms, born: Term, periods: tuple[Period, ...], at: Term) -> Term:
    """Whether an age that changes over time is reached on a day."""
    found = by_day(t, at, lambda day: _born_in(t, born, _births(periods, born.low, born.high, day)))
    if found is not None:
        return found
    ways = []
    for period in periods:
        if period.value is None:
            continue
        ways.append(
            t.all(
                _born_in(t, born, _births_of(period, born.low, born.high, None)),
                t.le(add_months(t, born, t.whole(period.value)), at),
            )
        )
    early = _before(periods, born.low, born.high)
    start = periods[0].start
    met = t.any(*ways)
    return t.ite(t.le(born, t.whole(early)), t.le(t.whole(start), at), met) if early >= born.low else met


def _born_in(t: Terms, born: Term, spans: tuple[tuple[int, int], ...]) -> Term:
    return t.any(*(t.all(t.le(t.whole(low), born), t.le(born, t.whole(high))) for low, high in spans))


@lru_cache(maxsize=4096)
def _births(periods: tuple[Period, ...], low: int, high: int, at: int) -> tuple[tuple[int, int], ...]:
    """The birth dates of who has reached the age on a day."""
    early = _before(periods, low, high)
    found = [(low, early)] if early >= low and at >= periods[0].start else []
    for period in periods:
        if period.value is not None:
            for first, last in _births_of(period, low, high, at):
                found.append((max(first, early + 1), last))
    return tuple((first, last) for first, last in found if first <= last)


@lru_cache(maxsize=4096)
def _births_of(period: Period, low: int, high: int, at: int | None) -> tuple[tuple[int, int], ...]:
    """The birth dates of who reaches the age of a period in that period, and on or before ``at``."""
    assert period.value is not None
    months, days = period.value, range(low, high + 1)
    ends = [day for day in (period.end, at) if day is not None]
    first = bisect_left(days, period.start, key=lambda born: calendar.add_months(born, months))
    last = (
        bisect_right(days, min(ends), key=lambda born: calendar.add_months(born, months))
        if ends
        else len(days)
    )
    return ((low + first, low + last - 1),) if first < last else ()


def _before(periods: tuple[Period, ...], low: int, high: int) -> int:
    """The last birth date of who reaches the first age before there are figures; below ``low`` for none."""
    first, days = periods[0], range(low, high + 1)
    if first.value is None:
        return low - 1
    months = first.value
    return low + bisect_left(days, first.start, key=lambda born: calendar.add_months(born, months)) - 1
