"""Dates and months: a number of days or months further, and how many lie between two."""

from regels.plan import nodes as n
from regels.plan.algebra.needs import Mismatch
from regels.plan.algebra.sums import negate
from regels.plan.kinds import type_text
from regels.plan.types import Kind, Type

DAY = (("dag", 1),)
MONTHS = (("maand", 1),)
YEARS = (("jaar", 1),)
FIRST, LAST = -135_140, 157_053
"""1 January 1600 and 31 December 2399, in days since 1970."""
STEPS = {Kind.DATE: DAY, Kind.MONTH: MONTHS}


def shift(op: n.Arith, left: n.Node, right: n.Node) -> n.Node:
    """``datum ± dagen``, ``datum ± maanden``, ``maand ± maanden``, ``datum - datum``, ``maand - maand``."""
    kind, step = left.type.kind, STEPS.get(left.type.kind)
    if op is n.Arith.SUB and kind is right.type.kind and step:
        low, high = left.type.low - right.type.high, left.type.high - right.type.low
        return n.Binary(Type(Kind.NUMBER, step, low=low, high=high), op, left, right)
    if op in (n.Arith.ADD, n.Arith.SUB) and step and right.type.kind is Kind.NUMBER and right.type.scale == 0:
        if kind is Kind.DATE and right.type.unit == MONTHS:
            return _months_later(op, left, right)
        if right.type.unit != step:
            raise Mismatch(
                f"Bij een {kind.value} kan alleen een aantal {step[0][0]}en.",
                f"Schrijf bijvoorbeeld 3 {step[0][0]}en.",
            )
        return _steps_later(op, left, right)
    raise Mismatch(f"{type_text(left.type)} {op.value} {type_text(right.type)} betekent niets.")


def on_calendar(kind: Type) -> Type:
    """Refuse a date that may lie outside the years that every reader can count."""
    if kind.kind is Kind.DATE and (kind.low < FIRST or kind.high > LAST):
        raise Mismatch(
            "Deze datum kan buiten de jaren 1600 tot en met 2399 vallen.",
            "Geef de invoer een kleiner minimum en maximum.",
            "te_groot",
        )
    return kind


def _steps_later(op: n.Arith, left: n.Node, right: n.Node) -> n.Node:
    start, step = left.type, right.type
    low, high = (step.low, step.high) if op is n.Arith.ADD else (-step.high, -step.low)
    kind = on_calendar(Type(start.kind, low=start.low + low, high=start.high + high))
    return n.Binary(kind, op, left, right)


def _months_later(op: n.Arith, left: n.Node, right: n.Node) -> n.Node:
    months = right if op is n.Arith.ADD else negate(right)
    low = left.type.low + min(months.type.low * 28, months.type.low * 31) - 31
    high = left.type.high + max(months.type.high * 28, months.type.high * 31) + 31
    return n.AddMonths(on_calendar(Type(Kind.DATE, low=low, high=high)), left, months)
