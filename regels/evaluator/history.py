"""The rows of one dossier in order: states carried over, and how each row ends (see ``Plan``)."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

from regels.evaluator.interpret import Passed, Row, Step
from regels.evaluator.values import NotApplicable, Value
from regels.plan.depth import deep
from regels.plan.plan import Plan, Verdict

STATUSES = (Verdict.RIGHT, Verdict.NO_RIGHT, Verdict.UNDETERMINED)


@dataclass(frozen=True, slots=True)
class RowResult:
    """What one row came to. Masks are those of the plan; ``outcomes`` has None where a cell is empty.

    ``failing``: bit i is condition i. ``remarks``: bit i is remark i, known and true.
    ``row`` and ``steps`` (one per outcome) hold the trace; None for rows that were not computed.
    """

    verdict: Verdict
    reasons: int
    failing: int
    marks: int
    remarks: int
    outcomes: tuple[Value | None, ...]
    row: Row | None = None
    steps: tuple[Step, ...] = ()


Begun = Callable[[int, Row], object]
"""Told of every row before it is computed, with its place in the history."""


def evaluate_history(
    plan: Plan, rows: Sequence[Sequence[Value] | None], begun: Begun | None = None
) -> list[RowResult]:
    """Every row of one history, in order of time. None stands for a row its reader rejected.

    ``begun``: who knows already what some rules of a row come to may fill them in (``Row.rules``).
    """
    with deep():
        return list(_evaluate(plan, rows, range(len(rows)), begun).values())


def evaluate_places(
    plan: Plan, rows: Sequence[Sequence[Value] | None], places: Container[int]
) -> dict[int, RowResult]:
    """As ``evaluate_history``, the rows at some places alone; of the others only what they leave behind."""
    with deep():
        return _evaluate(plan, rows, places, None)


def _evaluate(
    plan: Plan, rows: Sequence[Sequence[Value] | None], places: Container[int], begun: Begun | None
) -> dict[int, RowResult]:
    results: dict[int, RowResult] = {}
    states: list[Value] | None = None
    broken = False
    for place, inputs in enumerate(rows):
        if inputs is None or broken:
            if place in places:
                results[place] = _rejected(plan) if inputs is None else _after_rejection(plan)
            broken = broken or bool(plan.states)
            continue
        asked = place in places
        row = (Row if asked else Passed)(plan, inputs, _begin(plan, inputs) if states is None else states)
        if begun is not None:
            begun(place, row)
        if asked:
            results[place] = _finish(plan, row)
            rejected = results[place].verdict is Verdict.REJECTED
        else:
            rejected = _is_rejected(plan, row)
        broken = rejected and bool(plan.states)
        states = [_carried(plan, row.compute(state.next).value) for state in plan.states]
    return results


def _is_rejected(plan: Plan, row: Row) -> bool:
    return any(row.compute(remark.node).value.known == 1 for remark in plan.remarks if remark.reject)


def _begin(plan: Plan, inputs: Sequence[Value]) -> list[Value]:
    """The states of a first row; their begin values read inputs and figures, not each other."""
    row = Row(plan, inputs, [Value(None, plan.earlier)] * len(plan.states))
    return [row.compute(state.begin).value for state in plan.states]


def _carried(plan: Plan, value: Value) -> Value:
    return Value(None, plan.earlier) if value.known is None else Value(value.known)


def _rejected(plan: Plan, remarks: int = 0) -> RowResult:
    return RowResult(Verdict.REJECTED, 0, 0, 0, remarks, (None,) * len(plan.outcomes))


def _after_rejection(plan: Plan) -> RowResult:
    return RowResult(Verdict.UNDETERMINED, plan.earlier, 0, 0, 0, (None,) * len(plan.outcomes))


def _finish(plan: Plan, row: Row) -> RowResult:
    remarks = _bits(row.compute(remark.node).value.known == 1 for remark in plan.remarks)
    if any(remark.reject and remarks >> index & 1 for index, remark in enumerate(plan.remarks)):
        return _rejected(plan, remarks)
    status = row.compute(plan.status).value
    steps = tuple(row.compute(outcome.node) for outcome in plan.outcomes)
    verdict, reasons, failing = _verdict(plan, row, status, steps)
    marks = 0
    if verdict is not Verdict.UNDETERMINED:
        marks = status.mask & ~plan.unknown_bits
        for outcome, step in zip(plan.outcomes, steps, strict=True):
            if outcome.required and step.value.known is not None:
                marks |= step.value.mask & ~plan.unknown_bits
    shown = tuple(
        step.value
        if step.value.known is not None and (outcome.always or verdict is not Verdict.UNDETERMINED)
        else None
        for outcome, step in zip(plan.outcomes, steps, strict=True)
    )
    return RowResult(verdict, reasons, failing, marks, remarks, shown, row, steps)


def _verdict(plan: Plan, row: Row, status: Value, steps: Sequence[Step]) -> tuple[Verdict, int, int]:
    if status.known is None:
        return Verdict.UNDETERMINED, status.mask & plan.unknown_bits, 0
    assert not isinstance(status.known, NotApplicable)
    verdict = STATUSES[int(status.known)]
    if verdict is Verdict.RIGHT:
        waiting = 0
        for outcome, step in zip(plan.outcomes, steps, strict=True):
            if outcome.required:
                waiting |= step.value.mask & plan.unknown_bits
        return (Verdict.UNDETERMINED, waiting, 0) if waiting else (verdict, 0, 0)
    failed = [
        i
        for i, c in enumerate(plan.conditions)
        if c.otherwise is verdict and row.compute(c.named).value.known == 1
    ]
    if verdict is Verdict.UNDETERMINED and failed:
        rank = min(plan.conditions[i].rank for i in failed)
        failed = [i for i in failed if plan.conditions[i].rank == rank]
    return verdict, 0, _bits(i in failed for i in range(len(plan.conditions)))


def _bits(flags: Iterable[bool]) -> int:
    """A mask in which bit i says whether flag i is set."""
    return sum(1 << index for index, flag in enumerate(flags) if flag)
