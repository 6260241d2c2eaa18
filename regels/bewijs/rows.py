"""The rows of one dossier as terms: states carried over, and how each row ends (see ``Plan``)."""

from collections.abc import Sequence
from dataclasses import dataclass

from regels.bewijs.term import Term
from regels.bewijs.terms import Terms
from regels.bewijs.translate import RowTerms
from regels.bewijs.values import Val, Values
from regels.plan.plan import Plan, Verdict
from regels.plan.types import Kind

VERDICTS = tuple(Verdict)
RIGHT, NO_RIGHT, UNDETERMINED, REJECTED = range(4)


@dataclass(frozen=True, slots=True)
class Cell:
    """An outcome: whether anything is shown, and what it then is (a truth as 0 or 1)."""

    shown: Term
    value: Term


@dataclass(frozen=True, slots=True, eq=False)
class RowEnd:
    """What a row comes to. ``verdict``: an index in ``VERDICTS``; ``row``: its terms."""

    verdict: Term
    outcomes: tuple[Cell, ...]
    row: RowTerms
    alive: Term
    """The row is computed: no row before it was rejected."""

    def cell(self, name: str) -> Cell:
        """The outcome of a name."""
        names = [spec.name for spec in self.row.plan.outcomes]
        return self.outcomes[names.index(name)]


def history(
    plan: Plan, terms: Terms, rows: Sequence[Sequence[Val]], states: list[Val] | None = None
) -> list[RowEnd]:
    """Every row, in order of time. ``rows``: the values of the inputs of each.

    ``states``: those of the first row, when they are not what its dossier begins with.
    """
    alive = terms.true
    ends: list[RowEnd] = []
    for inputs in rows:
        row = RowTerms(plan, terms, inputs, begin(plan, terms, inputs) if states is None else states)
        end, broken = _end(plan, row, alive)
        ends.append(end)
        if plan.states:
            alive = terms.all(alive, terms.no(broken))
            states = following(end)
    return ends


def granted(ends: Sequence[RowEnd]) -> Term:
    """There is right on every row."""
    t = ends[0].row.t
    return t.all(*(t.eq(end.verdict, t.whole(RIGHT)) for end in ends))


def begin(plan: Plan, terms: Terms, inputs: Sequence[Val]) -> list[Val]:
    """The states of a first row."""
    unknown = [Values(terms).unknown(state.type.kind is Kind.BOOL) for state in plan.states]
    row = RowTerms(plan, terms, inputs, unknown)
    return [row.carried(state.begin, state.type) for state in plan.states]


def following(end: RowEnd) -> list[Val]:
    """The states after a row."""
    row = end.row
    return [_carried(row.v, row.carried(spec.next, spec.type)) for spec in row.plan.states]


def _carried(v: Values, value: Val) -> Val:
    """Unknown is carried as unknown; n.v.t. means nothing then."""
    return Val(value.value, v.t.all(value.nvt, v.t.no(value.unknown)), value.unknown)


def rejected(row: RowTerms) -> Term:
    """A rule rejects the row."""
    t = row.t
    breaks = [row.value(remark.node) for remark in row.plan.remarks if remark.reject]
    return t.any(*(t.all(t.no(x.unknown), x.value) for x in breaks))


def _end(plan: Plan, row: RowTerms, alive: Term) -> tuple[RowEnd, Term]:
    t, v = row.t, row.v
    broken = t.all(alive, rejected(row))
    status = row.value(plan.status)
    values = [row.value(spec.node) for spec in plan.outcomes]
    waits = t.any(*(x.unknown for x, spec in zip(values, plan.outcomes, strict=True) if spec.required))
    undetermined = t.any(t.no(alive), status.unknown)
    right = t.eq(status.value, t.whole(RIGHT))
    verdict = t.ite(t.all(right, waits), t.whole(UNDETERMINED), status.value)
    verdict = t.ite(undetermined, t.whole(UNDETERMINED), verdict)
    decided = t.no(t.eq(verdict, t.whole(UNDETERMINED)))
    verdict = t.ite(broken, t.whole(REJECTED), verdict)
    cells = []
    for x, spec in zip(values, plan.outcomes, strict=True):
        shown = t.all(t.no(x.unknown), t.no(x.nvt), alive, t.no(broken), t.true if spec.always else decided)
        cells.append(Cell(shown, v.as_number(x.value)))
    return RowEnd(verdict, tuple(cells), row, alive), broken
