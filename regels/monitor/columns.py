"""The columns of a table of events: what ``regels.tabel`` must know of each to read it."""

from regels.errors import Position
from regels.monitor.fields import KIND, TYPES
from regels.monitor.model import DAY, FieldSpec, SignalSet, Sort
from regels.monitor.scope import DAY_FIELD
from regels.plan.plan import Default, InputSpec
from regels.plan.types import Kind, Type
from regels.plan.written import USUAL

NOWHERE = Position("", 0, 0)
DAYS = Type(Kind.DATE, low=-25_567, high=47_846)
"""From 1900 up to and including 2100."""
assert USUAL[Kind.DATE] == ("1900-01-01", "2100-12-31")


def day_spec() -> InputSpec:
    """The column with the day of an event."""
    return _spec(DAY, DAYS, DAY_FIELD.title, "")


def kind_spec(set: SignalSet) -> InputSpec:
    """The column with the kind of an event."""
    options = tuple(kind.name for kind in set.kinds)
    return _spec(KIND, Type(Kind.CHOICE, options=options, high=len(options) - 1), "De soort gebeurtenis", "")


def field_spec(field: FieldSpec) -> InputSpec | None:
    """The column of a field; None when it holds text, which is read as a number of a dossier is."""
    match field.sort:
        case Sort.TEXT:
            return None
        case Sort.BOOL:
            type = Type(Kind.BOOL, high=1)
        case Sort.CHOICE:
            type = Type(Kind.CHOICE, options=field.options, high=field.high)
        case _:
            type = TYPES[field.sort].bounded(field.low, field.high)
    return _spec(field.name, type, field.title, field.judgement)


def _spec(name: str, type: Type, title: str, judgement: str) -> InputSpec:
    return InputSpec(name, type, 0, None, Default.UNKNOWN, 0, False, title, "", judgement, NOWHERE)
