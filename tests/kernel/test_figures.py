"""Figures by month: gaps, nvt, marks, open ends, and an unknown peildatum."""

import pytest

from regels.kernel.rows import Cell
from regels.plan import nodes as n
from regels.plan.plan import Certainty
from regels.plan.types import BOOL, Type
from tests.kernel.plans import (
    DATE,
    MARK,
    MONEY,
    MONTH,
    NO_FIGURE,
    NUMBER,
    build,
    day,
    fields,
    money,
    month,
    number,
    outcome,
    period,
    run,
)

PERIODS = [
    period(day(2015), day(2015, 6, 30), 100),
    period(day(2015, 7), day(2015, 12, 31), 200, certainty=Certainty.LOW),
    period(day(2016, 3), day(2016, 3, 31), None),
    period(day(2016, 4), day(2016, 4, 30), None, nvt=True),
    period(day(2016, 5), None, 300),
]
CLOSED = [period(day(2014, 2), day(2015, 3, 31), 7)]
ALLOWED = MONEY.may_be_nvt()


@pytest.mark.parametrize(
    ("year", "number_", "expected", "mask"),
    [
        (1970, 1, None, NO_FIGURE),
        (2014, 12, None, NO_FIGURE),
        (2015, 1, 100, 0),
        (2015, 6, 100, 0),
        (2015, 7, 200, MARK),
        (2015, 12, 200, MARK),
        (2016, 1, None, NO_FIGURE),
        (2016, 3, None, NO_FIGURE),
        (2016, 5, 300, 0),
        (2300, 1, 300, 0),
    ],
)
@pytest.mark.parametrize("kind", [MONTH, DATE])
def test_figure_in_force(year: int, number_: int, expected: Cell, mask: int, kind: Type) -> None:
    inputs, (moment,) = fields(kind)
    plan = build(
        outcome("x", n.Param(ALLOWED, 0), required=True),
        inputs=inputs,
        parameters=[(ALLOWED, PERIODS), (MONEY, CLOSED)],
        peildatum=moment,
    )
    cell = month(year, number_) if kind is MONTH else day(year, number_, 17)
    row = run(plan, (cell,))[0]
    assert (row.outcomes[0], row.reasons | row.marks) == (expected, mask)


def test_figure_that_did_not_exist() -> None:
    node = n.IsApplicable(BOOL, n.Param(ALLOWED, 0))
    for number_, expected in ((4, 0), (5, 1), (3, None)):
        moment = month(2016, number_)
        peildatum = n.Const(MONTH.bounded(moment, moment), moment)
        plan = build(outcome("x", node), parameters=[(ALLOWED, PERIODS)], peildatum=peildatum)
        assert run(plan, ())[0].outcomes == (expected,)


def test_unknown_peildatum_makes_every_figure_unknown_for_its_reason() -> None:
    inputs, (moment,) = fields(MONTH)
    plan = build(
        outcome("x", n.Param(MONEY, 0), required=True),
        inputs=inputs,
        parameters=[(MONEY, [period(day(2015), None, 1, certainty=Certainty.LOW)])],
        peildatum=moment,
    )
    rows = run(plan, (None,), (month(2020),))
    assert [(row.outcomes[0], row.reasons) for row in rows] == [(None, 1), (1, 0)]


def test_only_the_months_that_can_be_asked_are_kept() -> None:
    near = MONTH.bounded(month(2020), month(2021))
    inputs, (moment,) = fields(near)
    plan = build(
        outcome("x", n.Param(NUMBER, 0), required=True),
        inputs=inputs,
        parameters=[(NUMBER, [period(day(1990), day(2020, 12, 31), 5), period(day(2021), None, 6)])],
        peildatum=moment,
    )
    rows = run(plan, (month(2020, 12),), (month(2021),))
    assert [row.outcomes for row in rows] == [(5,), (6,)]


def test_yes_or_no_figure() -> None:
    plan = build(outcome("x", n.Param(BOOL, 0)), parameters=[(BOOL, [period(day(2015), None, 1)])])
    assert run(plan, ())[0].outcomes == (1,)


def test_a_period_of_half_months_is_refused() -> None:
    plan = build(outcome("x", n.Param(MONEY, 0)), parameters=[(MONEY, [period(day(2015, 1, 2), None, 1)])])
    with pytest.raises(ValueError, match="whole months"):
        run(plan, ())


def test_a_plan_without_figures() -> None:
    assert run(build(outcome("x", money(3)), outcome("y", number(4))), ())[0].outcomes == (3, 4)
