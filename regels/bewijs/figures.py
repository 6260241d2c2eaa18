"""The figure in force as a value: a constant in a known month, a step of the peildatum otherwise."""

from regels.bewijs.values import Val, Values
from regels.evaluator import calendar
from regels.plan.plan import ParameterSpec, Plan
from regels.plan.types import Kind


def figure(v: Values, plan: Plan, index: int, peildatum: Val) -> Val:
    """The value of a parameter on the peildatum."""
    spec = plan.parameters[index]
    truth = spec.type.kind is Kind.BOOL
    whole_months = plan.peildatum.type.kind is Kind.MONTH
    edges = sorted(_edges(spec, peildatum.value.low, peildatum.value.high, whole_months))
    found = [
        (upto, *_on(spec, calendar.first_day(upto if whole_months else calendar.month_of(upto))))
        for upto in edges
    ]
    t, x = v.t, peildatum.value
    value = t.step(x, tuple((upto, number) for upto, number, _, _ in found))
    nvt = t.step(x, tuple((upto, int(nvt)) for upto, _, nvt, _ in found))
    unknown = t.step(x, tuple((upto, int(missing)) for upto, _, _, missing in found))
    one = t.whole(1)
    return Val(
        t.eq(value, one) if truth else value,
        t.eq(nvt, one),
        t.any(peildatum.unknown, peildatum.nvt, t.eq(unknown, one)),
    )


def _edges(spec: ParameterSpec, low: int, high: int, whole_months: bool) -> set[int]:
    """The last moments before the figure may change, and the last of all."""
    months = [calendar.month_of(period.start) for period in spec.periods]
    months += [calendar.month_of(period.end) + 1 for period in spec.periods if period.end is not None]
    # a period that starts inside a month counts from the next one
    months += [month + 1 for month in months]
    moments = [month - 1 if whole_months else calendar.first_day(month) - 1 for month in months]
    return {moment for moment in moments if low <= moment < high} | {high}


def _on(spec: ParameterSpec, day: int) -> tuple[int, bool, bool]:
    """Value, n.v.t. and unknown of a figure on the first day of a month."""
    for period in spec.periods:
        if period.start <= day and (period.end is None or day <= period.end):
            return period.value or 0, period.nvt, period.value is None and not period.nvt
    return 0, False, True
