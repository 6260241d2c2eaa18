"""Values, events and days as people write them."""

from datetime import date

from regels.monitor.days import EPOCH
from regels.monitor.model import Event, FieldSpec, SignalSet, SignalSpec, Sort, Value


def day_text(day: int) -> str:
    """A day number as ``2026-07-01``."""
    return date.fromordinal(day + EPOCH).isoformat()


def value_text(field: FieldSpec, value: Value) -> str:
    """A value of a field; n.v.t. is ``-``."""
    if value is None:
        return "-"
    if isinstance(value, str):
        return value
    match field.sort:
        case Sort.BOOL:
            return "ja" if value else "nee"
        case Sort.CHOICE:
            return field.options[value]
        case Sort.DATE:
            return day_text(value)
        case Sort.MONTH:
            return f"{1970 + value // 12}-{value % 12 + 1:02d}"
        case Sort.AMOUNT:
            return f"{'-' if value < 0 else ''}€ {abs(value) // 100},{abs(value) % 100:02d}"
    return str(value)


def about_text(set: SignalSet, spec: SignalSpec, event: Event) -> str:
    """What a signal is about, from its anchor event; an answer to the signal says the same text."""
    kind = set.kinds[event.kind]
    values = ((name, event.values[kind.fields.index(name)]) for _, name in spec.about)
    return " ".join(value_text(set.field(name), value) for name, value in values)


def event_text(set: SignalSet, event: Event) -> str:
    """An event with its day, such as ``inkomen_begonnen 2026-03-01``."""
    return f"{set.kinds[event.kind].name} {day_text(event.day)}"
