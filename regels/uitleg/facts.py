"""Values and figures of a computed row as data."""

from regels.evaluator.calendar import to_date
from regels.evaluator.interpret import Row
from regels.evaluator.values import NotApplicable, Value
from regels.plan.plan import ParameterSpec, Period
from regels.plan.types import Kind, Type
from regels.uitleg.dutch import Words, show
from regels.uitleg.model import Figure, Shown


def shown(value: Value, kind: Type, words: Words = ()) -> Shown:
    """A value as data; ``words``: what people call an option (of ``exact`` the name says it)."""
    text = show(value, kind, words=words)
    if value.known is None or isinstance(value.known, NotApplicable):
        return Shown(kind.kind.value, text, None, text)
    worded = kind.kind in (Kind.BOOL, Kind.CHOICE)
    exact = (
        show(value, kind)
        if worded
        else to_date(int(value.known)).isoformat()
        if kind.kind is Kind.DATE
        else str(value.known)
    )
    return Shown(kind.kind.value, text, exact, "bekend")


def figure(spec: ParameterSpec, value: Value, row: Row, words: Words) -> Figure:
    """A figure with the period that gave it."""
    used = _in_force(spec, row)
    if used is None:
        return Figure(
            spec.name, spec.title, spec.article, shown(value, spec.type, words), None, None, "", "", "", ""
        )
    until = None if used.end is None else to_date(used.end).isoformat()
    return Figure(
        spec.name,
        spec.title,
        spec.article,
        shown(value, spec.type, words),
        to_date(used.start).isoformat(),
        until,
        used.source,
        used.certainty.value,
        used.note,
        used.origin,
    )


def _in_force(spec: ParameterSpec, row: Row) -> Period | None:
    day = row.day
    if day is None:
        return None
    return next((p for p in spec.periods if p.start <= day and (p.end is None or day <= p.end)), None)
