"""How a row ends: verdict, reasons, failing conditions, marks, remarks and what is shown."""

from regels.kernel.result import VERDICTS
from regels.plan import nodes as n
from regels.plan.plan import Certainty, Verdict
from regels.plan.types import BOOL
from tests.kernel.plans import (
    MARK,
    MONEY,
    RULED_OUT,
    STATUS,
    build,
    condition,
    fields,
    money,
    outcome,
    period,
    remark,
    run,
    status,
)

RIGHT, NO_RIGHT, UNDETERMINED, REJECTED = range(4)
LOW = [
    (MONEY, [period(0, None, 700, certainty=Certainty.LOW)]),
    (BOOL, [period(0, None, 1, certainty=Certainty.LOW)]),
]
PAID = outcome("paid", money(5), required=True)


def test_codes_are_the_order_of_the_verdicts() -> None:
    assert VERDICTS == (Verdict.RIGHT, Verdict.NO_RIGHT, Verdict.UNDETERMINED, Verdict.REJECTED)


def test_conditions_of_one_rank() -> None:
    inputs, (a, b) = fields(BOOL, BOOL)
    plan = build(PAID, inputs=inputs, conditions=[condition("a", a), condition("b", b)])
    rows = run(plan, (1, 1), (0, 1), (0, 0), (0, None), (1, None), (None, None))
    assert [(row.verdict, row.failing, row.reasons) for row in rows] == [
        (RIGHT, 0, 0),
        (NO_RIGHT, 1, 0),
        (NO_RIGHT, 3, 0),
        (NO_RIGHT, 1, 0),
        (UNDETERMINED, 0, 2),
        (UNDETERMINED, 0, 3),
    ]
    assert [row.outcomes[0] for row in rows] == [5, 5, 5, 5, None, None]


def test_undetermined_names_the_conditions_of_the_deciding_rank() -> None:
    inputs, (a, b, c, d) = fields(BOOL, BOOL, BOOL, BOOL)
    plan = build(
        PAID,
        inputs=inputs,
        conditions=[
            condition("d", d, rank=3, otherwise=Verdict.UNDETERMINED),
            condition("a", a, rank=1, otherwise=Verdict.UNDETERMINED),
            condition("b", b, rank=1, otherwise=Verdict.UNDETERMINED),
            condition("c", c, rank=2),
        ],
    )
    rows = run(plan, (0, 1, 0, 0), (0, 0, 1, 1), (1, 1, 0, 0), (1, 1, 1, 0), (None, 1, 1, 0), (None, 1, 0, 1))
    assert [(row.verdict, row.failing, row.reasons) for row in rows] == [
        (UNDETERMINED, 0b0010, 0),
        (UNDETERMINED, 0b0110, 0),
        (NO_RIGHT, 0b1000, 0),
        (UNDETERMINED, 0b0001, 0),
        (UNDETERMINED, 0b0001, 0),
        (UNDETERMINED, 0, 1),
    ]


def test_only_named_conditions_are_failing() -> None:
    inputs, (a, b) = fields(BOOL, BOOL)
    first = condition("a", a, named=n.And(BOOL, (n.Not(BOOL, a), b)))
    plan = build(PAID, inputs=inputs, conditions=[first, condition("b", b)])
    rows = run(plan, (0, 1), (0, 0), (0, None))
    assert [(row.verdict, row.failing) for row in rows] == [(NO_RIGHT, 1), (NO_RIGHT, 2), (NO_RIGHT, 0)]


def test_the_lowest_rank_is_the_lowest_that_is_named() -> None:
    inputs, (a, b) = fields(BOOL, BOOL)
    doubt = Verdict.UNDETERMINED
    conditions = [condition("a", a, 1, doubt, named=b), condition("b", b, 2, doubt)]
    rows = run(build(PAID, inputs=inputs, conditions=conditions), (0, 0), (0, 1))
    assert [(row.verdict, row.failing) for row in rows] == [(UNDETERMINED, 2), (UNDETERMINED, 1)]


def test_right_with_an_unknown_required_outcome() -> None:
    inputs, (a, b, c) = fields(MONEY, MONEY, MONEY)
    plan = build(
        outcome("a", a, required=True),
        outcome("b", b, required=True),
        outcome("c", c, always=True),
        inputs=inputs,
    )
    rows = run(plan, (1, 2, None), (None, 2, 3), (None, None, None))
    assert [(row.verdict, row.reasons, row.outcomes) for row in rows] == [
        (RIGHT, 0, (1, 2, None)),
        (UNDETERMINED, 1, (None, None, 3)),
        (UNDETERMINED, 3, (None, None, None)),
    ]


def test_no_right_does_not_need_its_required_outcomes() -> None:
    inputs, (a, b) = fields(BOOL, MONEY)
    plan = build(outcome("b", b, required=True), inputs=inputs, conditions=[condition("a", a)])
    row = run(plan, (0, None))[0]
    assert (row.verdict, row.reasons, row.outcomes) == (NO_RIGHT, 0, (None,))


def test_marks() -> None:
    inputs, (a, b) = fields(BOOL, MONEY)
    figure, met = n.Param(MONEY, 0), n.And(BOOL, (a, n.Param(BOOL, 1)))
    plan = build(
        outcome("x", n.Binary(MONEY, n.Arith.ADD, figure, b), required=True),
        outcome("y", n.Binary(MONEY, n.Arith.ADD, figure, figure)),
        inputs=inputs,
        parameters=LOW,
        conditions=[condition("a", met)],
    )
    both, state = MARK | MARK << 1, MARK << 1
    rows = run(plan, (1, 1), (0, 1), (0, None), (1, None), (None, 1))
    assert [row.marks for row in rows] == [both, both, state, 0, 0]


def test_reject_and_other_remarks() -> None:
    inputs, (a, b) = fields(BOOL, BOOL)
    plan = build(
        outcome("x", money(1), always=True),
        inputs=inputs,
        remarks=[
            remark("a", a),
            remark("b", b, reject=True),
            remark("unknown", n.Not(BOOL, n.IsKnown(BOOL, b))),
        ],
    )
    rows = run(plan, (1, 0), (1, 1), (None, 1), (0, None))
    assert [(row.verdict, row.remarks, row.outcomes[0]) for row in rows] == [
        (RIGHT, 1, 1),
        (REJECTED, 3, None),
        (REJECTED, 2, None),
        (RIGHT, 4, 1),
    ]


def test_a_rejected_row_is_empty() -> None:
    inputs, (a, b) = fields(BOOL, MONEY)
    plan = build(
        outcome("x", b, required=True),
        inputs=inputs,
        conditions=[condition("a", a)],
        remarks=[remark("r", a, True)],
    )
    assert run(plan, (1, None))[0] == (REJECTED, 0, 0, 0, 1, (None,))


def test_nvt_outcome_is_known_but_not_shown() -> None:
    kind = MONEY.may_be_nvt()
    plan = build(outcome("x", n.Nvt(kind), required=True))
    assert run(plan, ())[0] == (RIGHT, 0, 0, 0, 0, (None,))


def test_ruled_out_rule() -> None:
    inputs, (a,) = fields(BOOL)
    state = n.If(STATUS, a, status(), status(Verdict.UNDETERMINED))
    right = n.Compare(BOOL, n.Comparison.EQ, state, status())
    ruled_out = n.Compare(BOOL, n.Comparison.EQ, state, status(Verdict.UNDETERMINED))
    rule = n.If(BOOL, ruled_out, n.Unknown(BOOL, RULED_OUT), right)
    plan = build(outcome("right", n.Rule(BOOL, 0), always=True), inputs=inputs, rules=[rule], verdict=state)
    rows = run(plan, (1,), (0,), (None,))
    assert [(row.verdict, row.reasons, row.outcomes[0]) for row in rows] == [
        (RIGHT, 0, 1),
        (UNDETERMINED, 0, None),
        (UNDETERMINED, 1, None),
    ]
