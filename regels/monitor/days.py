"""Days: so many months further, the day on which an age is reached, and when a signal is there."""

from calendar import monthrange
from datetime import date
from functools import lru_cache

from regels.monitor.model import Event, Figure, Moment, SignalSpec

EPOCH = date(1970, 1, 1).toordinal()
FAR = 10**6
"""Later than any day of an event."""


@lru_cache(maxsize=65536)
def add_months(day: int, months: int) -> int:
    """So many months later; a day that does not exist becomes the last of its month."""
    then = date.fromordinal(day + EPOCH)
    month = then.year * 12 + then.month - 1 + months
    year, place = divmod(month, 12)
    if not 1 <= year <= 9999:
        return FAR if year > 9999 else -FAR
    last = monthrange(year, place + 1)[1]
    return date(year, place + 1, min(then.day, last)).toordinal() - EPOCH


def first_day(month: int) -> int:
    """The first day of a month (months since 1970)."""
    return date(1970 + month // 12, month % 12 + 1, 1).toordinal() - EPOCH


def reached(born: int, figure: Figure) -> tuple[int, bool]:
    """The first day on which someone has the age that holds on that day, and whether it is known.

    If no figure says, it is later than the last known figure: then the day after that, not known.
    """
    for start, end, months, _ in figure.periods:
        day = max(add_months(born, months), start)
        if end is None or day <= end:
            return day, True
    return (figure.known_until or 0) + 1, False


def sure(when: Moment, event: Event) -> bool:
    """Whether the day does not rest on a figure of low or medium certainty."""
    born = when.base.of(event)
    if when.reached is None or not isinstance(born, int):
        return True
    day, _ = reached(born, when.reached)
    return all(
        certain
        for start, end, _, certain in when.reached.periods
        if start <= day and (end is None or day <= end)
    )


def moment(when: Moment, event: Event) -> tuple[int, bool]:
    """The day, and whether it is known; if not it is that day or later."""
    value = when.base.of(event)
    assert isinstance(value, int), "de controle laat in een dag geen veld toe dat leeg mag zijn"
    day, known = first_day(value) if when.first_of_month else value, True
    if when.reached is not None:
        day, known = reached(day, when.reached)
    for months, days in when.steps:
        day = (add_months(day, months) if months else day) + days
    return day, known


def standing(signal: SignalSpec, event: Event, peildatum: int) -> bool | None:
    """Whether the signal stands on the peildatum, as far as its days say; None: a later figure decides."""
    since, since_known = moment(signal.since, event)
    if since > peildatum:
        return False
    if signal.lapses is None:
        return True if since_known else None
    lapses, lapses_known = moment(signal.lapses, event)
    if lapses <= peildatum and lapses_known:
        return False
    return True if since_known and lapses > peildatum else None
