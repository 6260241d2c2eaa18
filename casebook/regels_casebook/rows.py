"""Every row that the cases compute, with its record; also rejected ones, and how the first states begin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regels.evaluator.history import evaluate_history
from regels.evaluator.interpret import Row
from regels.evaluator.values import Value
from regels.plan.depth import deep
from regels.plan.plan import Plan
from regels.schema import to_values
from regels_casebook.cases import Case


@dataclass(frozen=True, slots=True)
class Computed:
    """A row with its record, and the rules (indices in the plan) that were computed for it.

    ``place``: which row of the history it is; None when it was not computed whole.
    """

    row: Row
    rules: frozenset[int]
    place: int | None = None


def values_of(plan: Plan, case: Case) -> list[Sequence[Value]]:
    """The facts of a case for the evaluator. Raises CaseError."""
    return [to_values(plan, facts) for facts in case.rows()]


def computed(plan: Plan, values: Sequence[Sequence[Value]]) -> Iterator[Computed]:
    """The rows of one history. A row that is rejected is computed as far as its rejections."""
    with deep():
        if plan.states and values:
            first = _row(plan, values[0])
            for state in plan.states:
                first.compute(state.begin)
            yield _computed(first)
        for place, (inputs, result) in enumerate(zip(values, evaluate_history(plan, values), strict=True)):
            if result.row is not None:
                yield _computed(result.row, place)
            elif result.remarks:
                rejected = _row(plan, inputs)
                for remark in plan.remarks:
                    rejected.compute(remark.node)
                yield _computed(rejected)


def _row(plan: Plan, inputs: Sequence[Value]) -> Row:
    return Row(plan, inputs, [Value(None, plan.earlier)] * len(plan.states))


def _computed(row: Row, place: int | None = None) -> Computed:
    return Computed(row, frozenset(row.rules), place)
