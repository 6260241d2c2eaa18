"""A figure one step off: its value, or the day from which it holds."""

from dataclasses import replace
from datetime import date, timedelta

from regels.plan.plan import Period
from regels.plan.types import Kind, Type
from regels.taal.literals import EPOCH


def bumped_value(value: int, kind: Type) -> int:
    """The next value: a cent, a percent, a month, a day, one; of a choice or ja/nee another."""
    match kind.kind:
        case Kind.BOOL:
            return 1 - value
        case Kind.CHOICE:
            return (value + 1) % len(kind.options)
        case Kind.PERCENT:
            return value + int(max(10**kind.scale // 100, 1))
        case Kind.NUMBER:
            return value + int(10**kind.scale)
        case Kind.MONEY:
            return value + int(max(10**kind.scale // 100, 1))
    return value + 1


def later(period: Period) -> Period | None:
    """The same figure from a month later; None when nothing is left of it."""
    start = EPOCH + timedelta(days=period.start)
    following = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    moved = (following - EPOCH).days
    return replace(period, start=moved) if period.end is None or moved <= period.end else None
