"""The plain reference: which signals stand, by trying every combination of events, without durable-rules.

It defines what a set of signals means; ``worker`` must give the same.
"""

from collections.abc import Iterator
from itertools import product

from regels.monitor.compare import holds, related
from regels.monitor.days import moment, standing
from regels.monitor.model import SIGNAL, Event, Firing, SignalSet, SignalSpec, Window
from regels.monitor.wording import about_text


def firings(set: SignalSet, events: list[Event]) -> list[Firing]:
    """The signals of one dossier; ``events`` are distinct and up to the peildatum."""
    return sorted(
        firing for number, spec in enumerate(set.signals) for firing in _of_signal(set, number, spec, events)
    )


def _of_signal(set: SignalSet, number: int, spec: SignalSpec, events: list[Event]) -> Iterator[Firing]:
    choices = [
        [place for place, event in enumerate(events) if event.kind == kind and _fits(spec, alias, event)]
        for alias, kind in enumerate(spec.kinds)
    ]
    for places in product(*choices):
        taken = [events[place] for place in places]
        stands = standing(spec, taken[spec.anchor], set.peildatum)
        if stands is not False and _together(set, spec, taken, events):
            yield Firing(number, stands is True, places)


def _fits(spec: SignalSpec, alias: int, event: Event) -> bool:
    return all(holds(part, event) for at, part in spec.comparisons if at == alias)


def _together(set: SignalSet, spec: SignalSpec, taken: list[Event], events: list[Event]) -> bool:
    for join in spec.joins:
        value = join.left_field.of(taken[join.left])
        if value is None or value != join.right_field.of(taken[join.right]):
            return False
    if not all(related(part, taken[part.left], taken[part.right]) for part in spec.relations):
        return False
    if answered(set, spec, taken[spec.anchor], events):
        return False
    for window in spec.windows:
        found = len(list(inside(window, taken[window.alias], events)))
        if not (found == 0 if window.minimum == 0 else found >= window.minimum):
            return False
    return True


def inside(window: Window, seen_from: Event, events: list[Event]) -> Iterator[int]:
    """The places of the events that a window looks for, seen from an event."""
    for place, event in enumerate(events):
        if event.kind != window.kind or not all(holds(part, event) for part in window.where):
            continue
        same = [(mine.of(seen_from), theirs.of(event)) for mine, theirs in window.same]
        if any(mine is None or mine != theirs for mine, theirs in same):
            continue
        if window.first is not None and event.day < moment(window.first, seen_from)[0]:
            continue
        if window.last is not None and event.day > moment(window.last, seen_from)[0]:
            continue
        yield place


def answered(set: SignalSet, spec: SignalSpec, event: Event, events: list[Event]) -> bool:
    """Whether someone asked the question since the signal stands, about this or about everything."""
    which = set.field(SIGNAL).options.index(spec.name)
    since = moment(spec.since, event)[0]
    return any(
        answer.kind == set.answered
        and answer.day >= since
        and answer.values[0] == which
        and answer.values[1] in (None, about_text(set, spec, event))
        for answer in events
    )
