"""Terms against the evaluator: symbolic rows, given the values of generated ones."""

import random
from collections.abc import Callable, Sequence

from regels.bewijs.domain import Free, free
from regels.bewijs.rows import RowEnd, history
from regels.bewijs.smt import Clock, Solver
from regels.bewijs.term import Env, Term, below, evaluate, truthful
from regels.bewijs.terms import Terms
from regels.bewijs.values import Val
from regels.evaluator.history import evaluate_history
from regels.evaluator.values import NotApplicable, Value, represent
from regels.plan.depth import deep
from regels.plan.plan import Plan
from regels.plan.types import Kind
from tests.differential.bridge import plain

Rows = list[list[Value]]
Answer = tuple[int, tuple[int | None, ...]]
AGAIN = 4
"""So many histories are put in one set of symbolic rows."""


def compare(
    plan: Plan, generate: Callable[[Plan, random.Random], Rows], rng: random.Random, any_month: bool
) -> int:
    """Assert that terms and evaluator agree on a few histories of one plan; how many rows that were."""
    first = generate(plan, rng)
    rows = len(first)
    terms, inputs = symbolic(plan, [None if any_month else row[plan.month] for row in first])
    with deep():
        ends = history(plan, terms, inputs)
    count = 0
    for values in [first, *(generate(plan, rng) for _ in range(AGAIN - 1))]:
        if len(values) < rows:
            continue
        given = [list(row) for row in values[:rows]]
        if not any_month:
            for row, fixed in zip(given, first, strict=True):
                row[plan.month] = fixed[plan.month]
        env = values_of(plan, inputs, given)
        expected = [(row[0], row[5]) for row in (plain(plan, r) for r in evaluate_history(plan, given))]
        assert told(ends, env) == expected
        count += rows
    return count


def symbolic(plan: Plan, months: Sequence[Value | None]) -> tuple[Terms, list[list[Val]]]:
    """Rows in which everything varies, and may be n.v.t. or unknown; a month only when it is None."""
    terms = Terms()
    rows = []
    for number, month in enumerate(months):
        row = []
        for place, spec in enumerate(plan.inputs):
            label, kind = f"{spec.name} {number}", spec.type
            if place == plan.month:
                low, high = (kind.low, kind.high) if month is None else (int(month.known), int(month.known))  # type: ignore[arg-type]
                row.append(free(terms, label, Free(low, high), truth=False))
            else:
                nvt = kind.nvt or spec.empty_nvt
                anything = Free(kind.low, kind.high, nvt, unknown=True)
                row.append(free(terms, label, anything, kind.kind is Kind.BOOL))
        rows.append(row)
    return terms, rows


def values_of(plan: Plan, rows: list[list[Val]], values: Rows) -> Env:
    """The variables of symbolic rows for these values."""
    env: Env = {}
    for row, given in zip(rows, values, strict=True):
        for val, value, spec in zip(row, given, plan.inputs, strict=True):
            if value.known is None:
                env[val.unknown] = 1
            elif isinstance(value.known, NotApplicable):
                env[next(part for part in val.nvt.args if part.op == "bvar")] = 1
            elif val.value.op in ("var", "bvar"):
                env[val.value] = represent(value.known, spec.type)
    return env


def told(ends: Sequence[RowEnd], env: Env) -> list[Answer]:
    """Verdict and outcomes of every row by the terms."""
    known: Env = {}
    found = []
    for end in ends:
        cells = [
            evaluate(cell.value, env, known) if evaluate(cell.shown, env, known) else None
            for cell in end.outcomes
        ]
        found.append((evaluate(end.verdict, env, known), tuple(cells)))
    return found


def solver_agrees(terms: Terms, ends: Sequence[RowEnd], env: Env, variables: Sequence[Val]) -> None:
    """Assert that z3 comes to what the terms come to, and to nothing else.

    What divides or multiplies is asked first, from below, and kept: each question is then one step, where
    a chain of quotients asked at once can keep the solver searching for a minute.
    """
    solver = Solver(terms, Clock(600))
    for value in variables:
        for part in (value.value, value.unknown, *below(value.nvt)):
            if part.op in ("var", "bvar"):
                solver.require(equal(terms, part, env.get(part, part.low)))
    cells = [term for end in ends for cell in end.outcomes for term in (cell.value, cell.shown)]
    asked = [*cells, *(end.verdict for end in ends)]
    for term in [*steps(asked), *asked]:
        same = equal(terms, term, evaluate(term, env))
        assert solver.ask(terms.no(same)).holds is False, term
        solver.require(same)
    assert solver.ask(terms.true).holds is True


def steps(asked: Sequence[Term]) -> list[Term]:
    """The quotients and products that these terms stand on, each after what is inside it."""
    seen, waiting = set[Term](), list(asked)
    while waiting:
        if (term := waiting.pop()) not in seen:
            seen.add(term)
            waiting += below(term)
    return sorted((one for one in seen if one.op in ("div", "divn", "mul")), key=lambda one: one.number)


def equal(terms: Terms, term: Term, value: int) -> Term:
    """A term has a value."""
    if truthful(term):
        return term if value else terms.no(term)
    return terms.eq(term, terms.whole(value))
