"""``gaten``: tables with a case for which no row holds, or two; also where the lint gives up."""

import time

from regels.bewijs.answer import Proof, Settled
from regels.bewijs.bounds import (
    NVT_TEXT,
    UNKNOWN,
    Bounds,
    Reach,
    cell_text,
    months_text,
    usual_value,
)
from regels.bewijs.domain import Cell, Domain, Dossier, Free, free, to_values, truths
from regels.bewijs.months import figure_months
from regels.bewijs.smallest import Smallest
from regels.bewijs.smt import Clock, Solver
from regels.bewijs.term import Term
from regels.bewijs.terms import Terms
from regels.bewijs.translate import RowTerms
from regels.bewijs.values import Val
from regels.bewijs.witness import ProofMismatch
from regels.errors import RulesetError
from regels.evaluator.interpret import Row
from regels.evaluator.values import NotApplicable, Value, represent
from regels.plan import nodes as n
from regels.plan.depth import deep
from regels.plan.draft import Table
from regels.plan.finish import Built
from regels.plan.plan import Plan
from regels.plan.types import Kind, Type
from regels.tabel.wording import value_text

WORDS = ("er past geen rij", "er passen twee rijen")
_PART, _SHRINK, _SHALLOW, _DEEPEST = 0.5, 5.0, 5.0, 4


def gaps(built: Built, bounds: Bounds) -> Proof:
    """Whether every table has exactly one row in every case."""
    if built.plan is None:
        raise RulesetError(built.findings)
    with deep():
        return _Gaps(built, built.plan, bounds).proof()


class ShallowRow(RowTerms):
    """A row in which rules below a depth may have any value of their type.

    There are more such rows than real ones: what none of them shows, no case shows.
    """

    depth = 0

    def rule(self, node: n.Rule) -> Val:
        if self.depth == 0:
            spec = self.plan.rules[node.index]
            kind = spec.type
            anything = Free(kind.low, kind.high, kind.nvt, unknown=True)
            return free(self.t, f"regel {spec.name}", anything, kind.kind is Kind.BOOL)
        self.depth -= 1
        value = self.value(self.plan.rules[node.index].node)
        self.depth += 1
        return value


def _conditions(table: Table) -> list[n.Node]:
    return [row.condition for row in table.rows if row.condition is not None]


def _wrong(row: RowTerms, table: Table) -> tuple[Term, Term]:
    """No row holds, and two rows hold; of rows that are all known."""
    t, values = row.t, [row.value(node) for node in _conditions(table)]
    known, terms = t.all(*(t.no(value.unknown) for value in values)), [value.value for value in values]
    gap = t.all(known, *map(t.no, terms)) if len(terms) == len(table.rows) else t.false
    twice = [t.all(known, a, b) for i, a in enumerate(terms) for b in terms[i + 1 :]]
    return gap, t.any(*twice)


class _Gaps:
    def __init__(self, built: Built, plan: Plan, bounds: Bounds) -> None:
        self.built, self.plan = built, plan
        self.reach, self.clock = Reach(bounds, plan), Clock(bounds.seconds)
        self.months = self.reach.months(figure_months(plan))
        self.lines: list[str] = []
        self.open: list[str] = []
        self.free = self.solved = 0

    def proof(self) -> Proof:
        """Every table in every month in which a figure changes."""
        started = time.monotonic()
        for place, table in enumerate(self.built.tables):
            self._table(table, self.clock.part(1 / (len(self.built.tables) - place)))
        settled = Settled.EXAMPLE if self.lines else Settled.OPEN if self.open else Settled.PROVED
        count = len(self.built.tables)
        says = {
            Settled.EXAMPLE: "niet in elke tabel past in elk geval precies één rij.",
            Settled.OPEN: "of in elke tabel in elk geval precies één rij past.",
            Settled.PROVED: f"in elk geval past in elk van de {count} tabellen precies één rij.",
        }[settled]
        bounds = self.reach.text(self.months, 1)
        bounds.append("met elke toestand waarmee een rij kan beginnen")
        return Proof(
            settled,
            says,
            bounds,
            (),
            self.open,
            self.lines,
            self.free,
            self.solved,
            time.monotonic() - started,
        )

    def _table(self, table: Table, clock: Clock) -> None:
        if self._surely(table):
            return
        for month in self.months:
            found = self._month(table, month, clock)
            if found:
                self.lines += [f"{table.position}: tabel ‘{table.rule}’: {found[0]}", *found[1:]]
                return

    def _surely(self, table: Table) -> bool:
        """Whether it follows from a few levels of what the rows read, whatever the rules below them give."""
        fields = self.reach.fields(wide=True)
        span = Free(min(self.months), max(self.months))
        for depth in range(_DEEPEST if self.clock.left else 0):
            t = Terms()
            dossier = Dossier(t, Domain(fields, (span.low,), span=span), truths(self.plan))
            row = ShallowRow(self.plan, t, dossier.inputs(self.plan)[0], dossier.states(self.plan))
            row.depth = depth
            wanted = t.any(*_wrong(row, table))
            if wanted is t.false:
                self.free += 1
                return True
            if Solver(t, self.clock).ask(wanted, clock=Clock(_SHALLOW)).holds is False:
                self.solved += 1
                return True
        return False

    def _month(self, table: Table, month: int, clock: Clock) -> list[str]:
        if not clock.left:
            self.open.append(f"{table.rule}, {months_text(self.reach.month, [month])}")
            return []
        t = Terms()
        dossier = Dossier(t, self.reach.domain(month, wide=True, rows=1), truths(self.plan))
        row = RowTerms(self.plan, t, dossier.inputs(self.plan)[0], dossier.states(self.plan))
        for wanted, word in zip(_wrong(row, table), WORDS, strict=True):
            solver = Solver(t, self.clock)
            answer = solver.ask(wanted, clock=clock.part(_PART))
            if answer.holds is None:
                self.open.append(f"{table.rule}, {months_text(self.reach.month, [month])}: {word}")
            elif not answer.holds:
                self.free += wanted is t.false
                self.solved += wanted is not t.false
            else:
                self.solved += 1
                solver.require(wanted)
                small = Smallest(solver, self.reach.specs, answer.env, Clock(min(_SHRINK, self.clock.left)))
                return self._shown(_conditions(table), word, dossier, small.household(dossier))
        return []

    def _shown(self, nodes: list[n.Node], word: str, dossier: Dossier, env: dict[Term, int]) -> list[str]:
        """The case in words, after the evaluator has said the same of it."""
        cells = dossier.cells(self.plan, env)[0]
        states = dossier.state_values(self.plan, env)
        wanted = self._holding(nodes, cells, states)
        if wanted is None or len(wanted) == 1:
            raise ProofMismatch("Het bewijs zag een gat of overlap die de rekenregels niet zien. Meld dit.")
        for place, spec in enumerate(self.plan.inputs):
            tried = [usual_value(spec) if i == place else cell for i, cell in enumerate(cells)]
            if place != self.plan.month and self._holding(nodes, tried, states) == wanted:
                cells = tried
        told = [
            f"  {spec.name}: {cell_text(spec, cell)}"
            for place, (spec, cell) in enumerate(zip(self.plan.inputs, cells, strict=True))
            if place == self.plan.month or (cell is not None and cell != usual_value(spec))
        ]
        unlike = [Value(None, self.plan.earlier)] * len(states)
        if states and self._holding(nodes, cells, unlike) != wanted:
            pairs = zip(self.plan.states, states, strict=True)
            told += [f"  toestand {spec.name}: {_state_text(spec.type, value)}" for spec, value in pairs]
        rows = f" (rij {' en '.join(str(place + 1) for place in wanted)})" if wanted else ""
        return [f"{word}{rows}, bij", *told]

    def _holding(self, nodes: list[n.Node], cells: list[Cell], states: list[Value]) -> list[int] | None:
        """Which rows hold, by the evaluator; None when one is not known."""
        row = Row(self.plan, to_values(self.plan, cells), states)
        found = [row.compute(node).value.known for node in nodes]
        return None if None in found else [place for place, value in enumerate(found) if value == 1][:2]


def _state_text(kind: Type, value: Value) -> str:
    if value.known is None:
        return UNKNOWN
    if isinstance(value.known, NotApplicable):
        return NVT_TEXT
    return value_text(kind, represent(value.known, kind))
