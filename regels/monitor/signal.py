"""A signal as people get it: its rule, its events, its days and its question."""

from collections.abc import Iterable
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
    """The signals of one dossier in order of day, name and events."""
    made = {_signal(set, dossier, events, firing) for firing in found}
    return sorted(made, key=lambda s: (s.since or date.max, s.name, s.about, s.events))


def _signal(set: SignalSet, dossier: str, events: list[Event], firing: Firing) -> Signal:
    spec = set.signals[firing.signal]
    anchor = events[firing.events[spec.anchor]]
    lapses = _day(spec.lapses, anchor) if spec.lapses else None
    uncertain = {*spec.marks}
    for when in (spec.since, spec.lapses):
        if when is not None and when.reached is not None and not sure(when, anchor):
            uncertain.add(when.reached.name)
    return Signal(
        dossier, spec.name, spec.title, about_text(set, spec, anchor), spec.for_whom, firing.certain,
        _day(spec.since, anchor) if firing.certain else None, lapses,
        tuple(event_text(set, event) for event in causes(spec, events, firing)), spec.question, spec.article,
        spec.source, tuple(f"{UNCERTAIN}:{name}" for name in sorted(uncertain)),
    )  # fmt: skip


def _day(when: Moment, event: Event) -> date | None:
    day, known = moment(when, event)
    return date.fromordinal(day + EPOCH) if known else None


def causes(spec: SignalSpec, events: list[Event], firing: Firing) -> list[Event]:
    """The events that were taken and those that were counted, in order of day."""
    taken = [events[place] for place in firing.events]
    counted = [
        events[place]
        for window in spec.windows
        if window.minimum
        for place in inside(window, taken[window.alias], events)
    ]
    return sorted({*taken, *counted}, key=order)
