"""How a row ends and what it hands to the next, as the docstrings of ``Plan`` and ``StateSpec`` state it."""

from collections.abc import Sequence
from fractions import Fraction

from regels.evaluator.history import RowResult, evaluate_history
from regels.evaluator.values import NVT, Value
from regels.plan import nodes as n
from regels.plan.plan import Certainty, Plan, Verdict
from regels.plan.types import BOOL
from tests.kernel.plans import (
    EARLIER,
    MARK,
    MONEY,
    NUMBER,
    STATUS,
    build,
    condition,
    fields,
    money,
    number,
    outcome,
    period,
    remark,
    yes,
)  # fmt: skip

INPUTS, (A, B, M) = fields(BOOL, BOOL, MONEY)
COUNTED = n.Binary(NUMBER, n.Arith.ADD, n.State(NUMBER, 0), number(1))
COUNTER = (NUMBER, number(0), COUNTED)
LOW = (MONEY, [period(0, None, 700, certainty=Certainty.LOW)])
Cell = int | Fraction | None
RIGHT, NO, OPEN, REJECTED = Verdict.RIGHT, Verdict.NO_RIGHT, Verdict.UNDETERMINED, Verdict.REJECTED


def run(plan: Plan, *rows: Sequence[Cell] | None) -> list[RowResult]:
    """Rows of a, b and m; what is None is unknown, and a row that is None was rejected by its reader."""
    values = [
        None
        if row is None
        else [Value(None, 1 << place) if cell is None else Value(cell) for place, cell in enumerate(row)]
        for row in rows
    ]
    return evaluate_history(plan, values)


def shown(result: RowResult) -> list[object]:
    return [None if found is None else found.known for found in result.outcomes]


class TestVerdict:
    PLAN = build(
        outcome("nodig", M, required=True),
        outcome("vrij", M),
        outcome("altijd", A, always=True),
        inputs=INPUTS,
        conditions=[condition("c", A), condition("d", B, 1, OPEN)],
    )

    def test_right(self) -> None:
        (found,) = run(self.PLAN, (1, 1, Fraction(5)))
        assert (found.verdict, found.reasons, found.failing, shown(found)) == (RIGHT, 0, 0, [5, 5, 1])

    def test_no_right_names_the_conditions_and_shows_outcomes(self) -> None:
        (found,) = run(self.PLAN, (0, None, Fraction(5)))
        assert (found.verdict, found.failing, shown(found)) == (NO, 1, [5, 5, 0])

    def test_undetermined_by_a_rule_shows_only_counters(self) -> None:
        (found,) = run(self.PLAN, (1, 0, Fraction(5)))
        assert (found.verdict, found.reasons, found.failing, shown(found)) == (OPEN, 0, 2, [None, None, 1])

    def test_undetermined_names_the_conditions_of_the_lowest_rank(self) -> None:
        open_ones = [condition("c", A, 2, OPEN), condition("d", B, 1, OPEN), condition("e", B, 1, OPEN)]
        plan = build(outcome("x", M), inputs=INPUTS, conditions=open_ones)
        assert [row.failing for row in run(plan, (0, 0, None), (0, 1, None), (1, 0, None))] == [6, 1, 6]

    def test_undetermined_because_the_status_is_unknown(self) -> None:
        (found,) = run(self.PLAN, (1, None, Fraction(5)))
        assert (found.verdict, found.reasons, found.failing, shown(found)) == (OPEN, 2, 0, [None, None, 1])

    def test_undetermined_because_a_needed_outcome_is_unknown(self) -> None:
        (found,) = run(self.PLAN, (1, 1, None))
        assert (found.verdict, found.reasons, shown(found)) == (OPEN, 4, [None, None, 1])

    def test_without_a_right_a_needed_outcome_may_be_unknown(self) -> None:
        (found,) = run(self.PLAN, (0, 1, None))
        assert (found.verdict, found.reasons, shown(found)) == (NO, 0, [None, None, 0])

    def test_nvt_is_known(self) -> None:
        plan = build(outcome("x", n.Nvt(MONEY.may_be_nvt()), required=True))
        (found,) = run(plan, ())
        assert (found.verdict, shown(found)) == (RIGHT, [NVT])


class TestMarks:
    """M of the status and of every required outcome that is known; none on undetermined rows."""

    PLAN = build(
        outcome("nodig", n.Param(MONEY, 0), required=True), outcome("vrij", n.Param(MONEY, 1)), inputs=INPUTS,
        parameters=[LOW, LOW], conditions=[condition("c", A)],
    )  # fmt: skip

    def test_of_required_outcomes(self) -> None:
        assert [found.marks for found in run(self.PLAN, (1, 1, Fraction(0)), (0, 1, Fraction(0)))] == [
            MARK,
            MARK,
        ]

    def test_none_when_undetermined(self) -> None:
        (found,) = run(self.PLAN, (None, 1, Fraction(0)))
        assert (found.verdict, found.marks) == (OPEN, 0)

    def test_of_the_status(self) -> None:
        rich = n.Compare(BOOL, n.Comparison.LT, M, n.Param(MONEY, 0))
        plan = build(outcome("x", M), inputs=INPUTS, parameters=[LOW], conditions=[condition("c", rich)])
        found = run(plan, (1, 1, Fraction(1)), (1, 1, Fraction(9)))
        assert [(row.verdict, row.marks) for row in found] == [(RIGHT, MARK), (NO, MARK)]


class TestStates:
    PLAN = build(outcome("teller", n.State(NUMBER, 0)), inputs=INPUTS, states=[COUNTER])

    def test_begins_and_is_carried(self) -> None:
        found = run(self.PLAN, *[(1, 1, Fraction(0))] * 3)
        assert [shown(row) for row in found] == [[0], [1], [2]]

    def test_begins_with_the_mask_of_the_first_row(self) -> None:
        plan = build(outcome("x", n.State(MONEY, 0), required=True), inputs=INPUTS, states=[(MONEY, M, M)])
        found = run(plan, (1, 1, None), (1, 1, Fraction(3)), (1, 1, Fraction(4)))
        assert [row.reasons for row in found] == [4, EARLIER, 0]
        assert shown(found[2]) == [3]

    def test_marks_are_not_carried(self) -> None:
        state = (MONEY, n.Param(MONEY, 0), n.Param(MONEY, 0))
        plan = build(outcome("x", n.State(MONEY, 0), required=True), parameters=[LOW], states=[state])
        assert [row.marks for row in run(plan, (), ())] == [MARK, 0]

    def test_the_next_value_is_that_of_the_row(self) -> None:
        """Also on a row without a right, and on one that is not determined."""
        plan = build(
            outcome("x", n.State(MONEY, 0), always=True), inputs=INPUTS, conditions=[condition("c", A)],
            states=[(MONEY, money(0), M)],
        )  # fmt: skip
        found = run(plan, (0, 1, Fraction(3)), (None, 1, Fraction(4)), (1, 1, Fraction(5)))
        assert [shown(row) for row in found] == [[0], [3], [4]]


class TestRejected:
    def test_by_its_reader(self) -> None:
        plan = build(outcome("x", M), inputs=INPUTS)
        found = run(plan, (1, 1, Fraction(1)), None, (1, 1, Fraction(2)))
        assert [row.verdict for row in found] == [RIGHT, REJECTED, RIGHT]
        assert (shown(found[1]), found[1].remarks) == ([None], 0)

    def test_with_states_every_later_row_waits(self) -> None:
        found = run(
            TestStates.PLAN, (1, 1, Fraction(1)), None, (1, 1, Fraction(2)), None, (1, 1, Fraction(2))
        )
        assert [row.verdict for row in found] == [RIGHT, REJECTED, OPEN, REJECTED, OPEN]
        assert [row.reasons for row in found] == [0, 0, EARLIER, 0, EARLIER]
        assert [shown(row) for row in found[2:]] == [[None], [None], [None]]

    def test_by_a_remark(self) -> None:
        plan = build(
            outcome("x", M), inputs=INPUTS, remarks=[remark("o", B), remark("fout", A, reject=True)],
            states=[COUNTER],
        )  # fmt: skip
        found = run(
            plan, (0, 1, Fraction(1)), (None, 0, Fraction(1)), (1, 1, Fraction(1)), (0, 1, Fraction(1))
        )
        assert [row.verdict for row in found] == [RIGHT, RIGHT, REJECTED, OPEN]
        assert [row.remarks for row in found] == [1, 0, 3, 0]
        assert shown(found[2]) == [None]


def test_no_rows() -> None:
    assert run(TestStates.PLAN) == []


def test_a_status_that_is_given() -> None:
    """The texts of the status are those of the verdicts."""
    for verdict in (RIGHT, NO, OPEN):
        place = STATUS.options.index(verdict.value)
        (found,) = run(build(outcome("x", yes()), verdict=n.Const(STATUS, place)), ())
        assert found.verdict is verdict
