"""Which months a question looks at when nobody says so: where there are amounts, and where two plans part."""

from collections.abc import Iterable

from regels.evaluator.calendar import first_day, month_of, to_date
from regels.plan import nodes as n
from regels.plan.plan import ParameterSpec, Period, Plan
from regels.plan.types import Kind, Type
from regels.plan.walk import children

NOW = 2026
"""The year of a regeling without amounts and without dates."""


def usual_months(*plans: Plan) -> list[int]:
    """The months (or years) of the last year with amounts, and of every year in which the plans part.

    A change of another year than the last one must be among them: a proof that passed it over would say
    that there is no difference.
    """
    amounts = [
        period.start
        for plan in plans for spec in plan.parameters for period in spec.periods
        if spec.type.kind is Kind.MONEY and period.value is not None
    ]  # fmt: skip
    days = {max(amounts)} if amounts else set()
    dates = [_dates(plan) for plan in plans]
    days |= {day for found in dates for day in found if any(day not in other for other in dates)}
    kind = plans[0].inputs[plans[0].month].type
    days |= _parting(plans, first_day((kind.low - 1970) * 12 if plans[0].yearly else kind.low))
    years = sorted({to_date(day).year for day in days} or {NOW})
    if plans[0].yearly:
        return _inside(years, kind)
    return _inside((month for year in years for month in range((year - 1970) * 12, (year - 1969) * 12)), kind)


def turning_months(*plans: Plan) -> list[int]:
    """Of the usual months those in which a figure changes, and the first of each year."""
    changes = {month for plan in plans for month in figure_months(plan)}
    yearly = plans[0].yearly
    return [month for month in usual_months(*plans) if yearly or month % 12 == 0 or month in changes]


def figure_months(plan: Plan) -> list[int]:
    """The months (or years) in which some figure changes, the latest first."""
    kind = plan.inputs[plan.month].type
    days = {p.start for spec in plan.parameters for p in spec.periods}
    days |= {p.end + 1 for spec in plan.parameters for p in spec.periods if p.end is not None} | _dates(plan)
    found = {to_date(day).year if plan.yearly else month_of(day) for day in days}
    return sorted(_inside(found, kind), reverse=True) or [kind.high]


def _inside(months: Iterable[int], kind: Type) -> list[int]:
    return [month for month in months if kind.low <= month <= kind.high]


def _parting(plans: tuple[Plan, ...], first: int) -> set[int]:
    """A day in each stretch of days on which a figure is not the same in all plans.

    ``first``: the first day that the regeling knows; a stretch that began before it is named by its end.
    """
    found: set[int] = set()
    for name in {spec.name for plan in plans for spec in plan.parameters}:
        specs = [spec for plan in plans for spec in plan.parameters if spec.name == name]
        edges = sorted(
            {p.start for spec in specs for p in spec.periods}
            | {p.end + 1 for spec in specs for p in spec.periods if p.end is not None}
        )
        for place, day in enumerate(edges):
            if len({_said(spec, day) for spec in specs}) > 1:
                early = day < first and place + 1 < len(edges)
                found.add(edges[place + 1] - 1 if early else day)
    return {day for day in found if day >= first}


def _said(spec: ParameterSpec, day: int) -> tuple[int | None, bool] | None:
    """The figure on a day; None when there is none."""
    period: Period | None = next(
        (p for p in spec.periods if p.start <= day and (p.end is None or day <= p.end)), None
    )
    return None if period is None else (period.value, period.nvt)


def _dates(plan: Plan) -> set[int]:
    """The days and months that formulas name, as days."""
    found: set[int] = set()
    waiting: list[n.Node] = [plan.status, *(rule.node for rule in plan.rules)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, n.Const) and node.type.kind is Kind.DATE:
            found.add(node.value)
        if isinstance(node, n.Const) and node.type.kind is Kind.MONTH:
            found.add(first_day(node.value))
        waiting += children(node)
    return found
