"""The figures of the law by month, in cents, from figures.csv beside this file; and the AOW day."""

from __future__ import annotations

import csv
from calendar import monthrange
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from .onbekend import Value, known, unknown

MISSING = "geen_bedrag"
_ROWS = list(csv.DictReader(Path(__file__).with_name("figures.csv").open(encoding="utf-8")))


@cache
def figure(name: str, month: date) -> Value:
    """The amount in cents in force in that month; unknown with `geen_bedrag` when none was found."""
    day = month.isoformat()
    for row in _ROWS:
        if row["parameter_id"] == name and row["valid_from"] <= day <= row["valid_to"]:
            return known(int(Decimal(row["value"]) * 100))
    if not any(row["parameter_id"] == name for row in _ROWS):
        raise KeyError(name)
    return unknown(MISSING)


@cache
def _aow_ages() -> dict[int, int]:
    """AOW age in months for each calendar year (art. 7a lid 1 AOW)."""
    # Before the first step of 1 January 2013 it was 65; 65y1m and 65y2m in 2013 and 2014.
    ages = dict.fromkeys(range(1950, 2013), 65 * 12) | {2013: 65 * 12 + 1, 2014: 65 * 12 + 2}
    for row in _ROWS:
        if row["parameter_id"] != "aow_leeftijd":
            continue
        years, months = row["value"].rstrip("m").split("y")
        for year in range(int(row["valid_from"][:4]), int(row["valid_to"][:4]) + 1):
            ages[year] = int(years) * 12 + int(months)
    return ages


def add_months(day: date, months: int) -> date:
    """The same day so many months later; a day that does not exist becomes the last of its month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@cache
def aow_day(birth: date) -> date | None:
    """The first day on which the AOW age of its own year is reached; None: after the last known year."""
    for year, months in sorted(_aow_ages().items()):
        day = add_months(birth, months)
        if day.year == year:
            return day
    return date.min if birth.year < 1885 else None


def age(birth: date, day: date) -> int:
    """Age in whole years; who was born on 29 February has a birthday on 1 March in other years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
