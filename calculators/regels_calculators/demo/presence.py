"""Which rows a dossier has: coming, going, coming back, and months that fall apart in two parts."""

from dataclasses import dataclass

import numpy as np

from regels_calculators.demo.assumptions import Assumptions
from regels_calculators.demo.draws import Bools, Draws, Ints
from regels_calculators.demo.household import Calendar, Households

_LAST_SURE_DAY = 28  # every month has it


@dataclass(frozen=True, slots=True)
class Rows:
    """One element per row, the rows of a dossier together and in order of time.

    ``dossier`` and ``month`` point into the block. ``first`` and ``last`` are the first and last
    day of the row in its month. ``applies``: bijstand begins with the row.
    """

    dossier: Ints
    month: Ints
    first: Ints
    last: Ints
    applies: Bools


def rows(draws: Draws, assumed: Assumptions, calendar: Calendar, homes: Households) -> Rows:
    """The rows of one block; no two rows of a dossier overlap."""
    count, months = len(homes.leefvorm), calendar.count
    entry = _entry(draws, assumed, months, count)
    leave, back = _leave(draws, assumed, calendar, homes, entry)
    halfway = draws.chance(assumed.instroom_halverwege_maand, count)
    entry_day = 2 + draws.below(_LAST_SURE_DAY - 1, count)
    aow_month, aow_day = calendar.month_and_day(_first_aow_day(homes, calendar, assumed.aow_leeftijd))
    handling = draws.choice(assumed.bij_aow, count)
    closes, splits = (aow_month > entry) & (handling == 0), (aow_month >= 0) & (handling == 1)

    grid = np.arange(months)[None, :]
    present = (grid >= entry[:, None]) & ((grid < leave[:, None]) | (grid >= back[:, None]))
    ends = aow_month + (aow_day > 1)
    present &= ~closes[:, None] | (grid < ends[:, None])
    dossier, month = np.nonzero(present)

    applies = ((month == entry[dossier]) & (entry[dossier] > 0)) | (month == back[dossier])
    first = np.where(applies & halfway[dossier], entry_day[dossier], 1)
    last = calendar.lengths[month]
    closing = closes[dossier] & (month == aow_month[dossier])
    last = np.where(closing, aow_day[dossier] - 1, last)
    first = np.minimum(first, last)

    change_month, change_day = calendar.month_and_day(homes.verandering)
    split = np.where(month == change_month[dossier], change_day[dossier], 0)
    split = np.where(splits[dossier] & (month == aow_month[dossier]), aow_day[dossier], split)
    split = np.where((split > first) & (split <= last), split, 0)
    return _divide(Rows(dossier, month, first, last, applies), split)


def _divide(whole: Rows, split: Ints) -> Rows:
    """Every row with a ``split`` day becomes two: up to that day, and from it on."""
    times = 1 + (split > 0)
    source = np.repeat(np.arange(len(split)), times)
    second = np.arange(len(source)) - np.repeat(np.cumsum(times) - times, times) == 1
    cut = split[source]
    first = np.where(second, cut, whole.first[source])
    last = np.where(~second & (cut > 0), cut - 1, whole.last[source])
    return Rows(whole.dossier[source], whole.month[source], first, last, whole.applies[source] & ~second)


def _entry(draws: Draws, assumed: Assumptions, months: int, count: int) -> Ints:
    """The month in which a dossier starts; 0 for who was there already."""
    grown = assumed.instroom.value * (months - 1) / 12
    new = draws.chance(grown / (1 + grown), count)
    return (
        np.where(new, 1 + draws.below(max(months - 1, 1), count), 0)
        if months > 1
        else np.zeros(count, np.int64)
    )


def _leave(
    draws: Draws, assumed: Assumptions, calendar: Calendar, homes: Households, entry: Ints
) -> tuple[Ints, Ints]:
    """The first month without the dossier, and the month in which it comes back; ``count`` for never."""
    count, months = len(entry), calendar.count
    age = homes.leeftijd(int(calendar.starts[0]))
    per_year = np.select(
        [age < 27, age < 50],
        [assumed.uitstroom_jong.value, assumed.uitstroom_midden.value],
        assumed.uitstroom_50_plus.value,
    )
    gone = draws.chance((per_year / 12)[:, None], (count, months))
    gone &= np.arange(months)[None, :] > entry[:, None]
    leave: Ints = np.where(gone.any(axis=1), gone.argmax(axis=1), months)
    returns = draws.chance(assumed.terugkeer, count) & (leave < months)
    back = np.where(returns, leave + draws.number(assumed.maanden_weg, count), months)
    return leave, np.minimum(back, months)


def _first_aow_day(homes: Households, calendar: Calendar, age: int) -> Ints:
    """The first AOW day of applicant or partner that is not before the file."""
    start = calendar.starts[0]
    own = _birthday(homes.geboren, age)
    partner = np.where(homes.gehuwd, _birthday(homes.geboren_partner, age), own)
    earliest, latest = np.minimum(own, partner), np.maximum(own, partner)
    return np.where(earliest >= start, earliest, latest)


def _birthday(born: Ints, age: int) -> Ints:
    """The day on which that age is reached; 29 February becomes the last of the month."""
    day = born.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    target = month + age * 12
    length = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(np.int64)
    offset = np.minimum((day - month.astype("datetime64[D]")).astype(np.int64), length - 1)
    days: Ints = target.astype("datetime64[D]").astype(np.int64) + offset
    return days
