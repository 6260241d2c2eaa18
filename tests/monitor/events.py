"""Events of the national signals, written shortly, and generated ones of any set."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from regels.monitor.api import to_events
from regels.monitor.model import ABOUT, SIGNAL, Event, FieldSpec, SignalSet, Sort, Value

START = date(2026, 3, 1)
EPOCH = date(1970, 1, 1)


def event(set: SignalSet, kind: str, day: str, **fields: Any) -> Event:
    """One event, from a kind, a day as text and fields."""
    return to_events(set, [{"soort": kind, "datum": day, **fields}])[0]


def values(set: SignalSet, field: FieldSpec) -> st.SearchStrategy[Value]:
    """Few different values, so that events often have the same."""
    month = set.peildatum // 30
    match field.sort:
        case Sort.TEXT if field.name == ABOUT:
            return st.sampled_from([None, "1", "aanvrager", "2 2026-01", "ja"])
        case Sort.TEXT:
            return st.sampled_from(["1", "2"])
        case Sort.BOOL:
            return st.integers(0, 1)
        case Sort.CHOICE:
            return st.integers(0, field.high)
        case Sort.DATE if field.name == "geboortedatum":
            years = st.sampled_from([12, 21, 27, 67, 68])
            return st.builds(lambda y, d: set.peildatum - y * 365 - d, years, st.integers(-120, 140))
        case Sort.DATE:
            return st.integers(set.peildatum - 90, set.peildatum + 30)
        case Sort.MONTH:
            return st.integers(month * 30 * 12 // 365 - 32, month * 30 * 12 // 365 + 1)
        case Sort.AMOUNT:
            return st.sampled_from([0, 10_000, 20_000])
    return st.sampled_from([value for value in (-1, 0, 1, 2, 5, 6, 11) if field.low <= value <= field.high])


@st.composite
def streams(draw: st.DrawFn, set: SignalSet, most: int = 25, back: int = 900) -> list[Event]:
    """The events of one dossier, some after the peildatum."""
    found = []
    for _ in range(draw(st.integers(0, 5)) * most // 5):
        kind = draw(st.integers(0, len(set.kinds) - 1))
        spec = set.kinds[kind]
        day = set.peildatum - draw(st.integers(-10, back))
        cells = []
        for name, empty in zip(spec.fields, spec.optional, strict=True):
            filled = values(set, set.field(name))
            cells.append(draw(st.none() | filled if empty and name != SIGNAL else filled))
        found.append(Event(kind, day, tuple(cells)))
    return found
