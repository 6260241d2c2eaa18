"""The figures of the law as the peers take them: dated amounts in cents, and the AOW month by birth month."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np

FIGURES = Path(__file__).parents[2] / "oracle" / "figures.csv"
FIRST_INDEX, LAST_INDEX = 2017 * 12, 2026 * 12 + 11
"""Months are counted from the year 0: 2017-01 and 2026-12."""
FIRST_BIRTH = 1900 * 12


@dataclass(frozen=True)
class Parameters:
    """Amounts by name and month index (None: no figure was found), and AOW months by birth month index."""

    amounts: dict[str, list[int | None]]
    aow_month: np.ndarray


def month_index(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def read(path: Path = FIGURES) -> Parameters:
    """Read the dated figures."""
    count = LAST_INDEX - FIRST_INDEX + 1
    amounts: dict[str, list[int | None]] = {}
    ages = {2013: 781, 2014: 782}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            first, last = date.fromisoformat(row["valid_from"]), date.fromisoformat(row["valid_to"])
            if row["parameter_id"] == "aow_leeftijd":
                years, months = row["value"].rstrip("m").split("y")
                ages |= dict.fromkeys(range(first.year, last.year + 1), int(years) * 12 + int(months))
                continue
            series = amounts.setdefault(row["parameter_id"], [None] * count)
            for index in range(max(month_index(first), FIRST_INDEX), min(month_index(last), LAST_INDEX) + 1):
                series[index - FIRST_INDEX] = int(Decimal(row["value"]) * 100)
    return Parameters(amounts, _aow_months(ages))


def _aow_months(ages: dict[int, int]) -> np.ndarray:
    """The month index of the AOW day for each birth month; ages are whole months, so a month decides."""
    births = np.arange(FIRST_BIRTH, 2031 * 12)
    found = np.full(len(births), 9999 * 12)
    for year, months in sorted(ages.items(), reverse=True):  # so that the earliest year wins
        found = np.where((births + months) // 12 == year, births + months, found)
    # Before 2013 it was 65, also for who reached it before the table begins.
    return np.where(births + 780 < 2013 * 12, births + 780, found)
