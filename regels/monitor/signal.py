"""A signal as people get it: its rule, its events, its days and its question."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from regels.monitor.days import EPOCH, moment, sure
from regels.monitor.model import Event, Firing, Moment, SignalSet, SignalSpec, order
from regels.monitor.reference import inside
from regels.monitor.wording import about_text, event_text
from regels.wording import UNCERTAIN


@dataclass(frozen=True, slots=True)
class Signal:
    """A question about a dossier. It decides nothing and says nothing of a person.

    ``since``: the first day; ``lapses``: the first day on which it is no more, if ever. ``certain``: False
    when a figure of later years decides whether it stands; then ``since`` is None. ``about`` is what an event
    ``signaal_beantwoord`` repeats in ``over``. ``remarks``: the uncertain figures that were used.
    """

    dossier: str
    name: str
    title: str
    about: str
    for_whom: str
    certain: bool
    since: date | None
    lapses: date | None
    events: tuple[str, ...]
    question: str
    article: str
    source: str
    remarks: tuple[str, ...]


def signals(set: SignalSet, dossier: str, events: list[Event], found: Iterable[Firing]) -> list[Signal]:
    """The signals of one dossier in order of day, name and what they are about.

    A question is asked once: firings of one signal about one thing are one signal, from the first day to the
    last, with all its events.
    """
    asked: dict[tuple[int, bool, str], list[Firing]] = defaultdict(list)
    for firing in found:
        spec = set.signals[firing.signal]
        about = about_text(set, spec, events[firing.events[spec.anchor]])
        asked[firing.signal, firing.certain, about].append(firing)
    made = [_signal(set, dossier, events, about, same) for (_, _, about), same in asked.items()]
    return sorted(made, key=lambda s: (s.since or date.max, s.name, s.about, s.events))


def _signal(set: SignalSet, dossier: str, events: list[Event], about: str, same: list[Firing]) -> Signal:
    spec, certain = set.signals[same[0].signal], same[0].certain
    anchors = [events[firing.events[spec.anchor]] for firing in same]
    days = [_day(spec.since, anchor) for anchor in anchors] if certain else []
    ends = [_day(spec.lapses, anchor) for anchor in anchors] if spec.lapses else []
    uncertain = {*spec.marks}
    for when in (spec.since, spec.lapses):
        if when is not None and when.reached is not None:
            uncertain |= {when.reached.name for anchor in anchors if not sure(when, anchor)}
    told = {event for firing in same for event in causes(spec, events, firing)}
    return Signal(
        dossier, spec.name, spec.title, about, spec.for_whom, certain,
        min((day for day in days if day is not None), default=None),
        None if None in ends else max((day for day in ends if day is not None), default=None),
        tuple(event_text(set, event) for event in sorted(told, key=order)), spec.question, spec.article,
        spec.source, tuple(f"{UNCERTAIN}:{name}" for name in sorted(uncertain)),
    )  # fmt: skip


def _day(when: Moment, event: Event) -> date | None:
    day, known = moment(when, event)
    return date.fromordinal(day + EPOCH) if known else None


def causes(spec: SignalSpec, events: list[Event], firing: Firing) -> Iterator[Event]:
    """The events that were taken and those that were counted."""
    taken = [events[place] for place in firing.events]
    yield from taken
    for window in spec.windows:
        if window.minimum:
            yield from (events[place] for place in inside(window, taken[window.alias], events))
