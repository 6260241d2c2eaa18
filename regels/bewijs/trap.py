"""``armoedeval``: can someone who earns more end up with less? Two computations in one question."""

import random
import time
from collections.abc import Sequence

from regels.bewijs.answer import Proof, Settled
from regels.bewijs.bounds import Bounds, BoundsError, Reach, cell_text, nothing_said
from regels.bewijs.domain import Cell, Domain, Dossier, truths
from regels.bewijs.months import turning_months
from regels.bewijs.rows import granted, history
from regels.bewijs.sample import cells, drawn
from regels.bewijs.smallest import Smallest
from regels.bewijs.smt import Clock, Solver
from regels.bewijs.terms import Terms
from regels.bewijs.totals import Total, named, total
from regels.bewijs.witness import ProofMismatch, Run, Witness, computed, facts, replay, smaller
from regels.plan.depth import deep
from regels.plan.plan import Plan
from regels.plan.types import Kind

LABELS = ("met dit loon", "met meer loon")
_SEARCH, _SHRINK = 0.7, 20.0


def poverty_trap(plan: Plan, bounds: Bounds, wages: Sequence[str] = (), parts: Sequence[str] = ()) -> Proof:
    """Whether more in a field of ``wages``, all else equal, can give less of the total of ``parts``."""
    wages = wages or named(plan.name, "loon")
    with deep():
        return _Trap(plan, bounds, wages, total(plan, parts or named(plan.name, "totaal"))).proof()


class _Trap:
    def __init__(self, plan: Plan, bounds: Bounds, wages: Sequence[str], whole: Total) -> None:
        self.plan, self.wages, self.total = plan, wages, whole
        self.reach, self.clock = Reach(bounds, plan), Clock(bounds.seconds)
        for name in wages:
            if name not in self.reach.specs or self.reach.specs[name].type.kind is not Kind.MONEY:
                raise BoundsError(f"‘{name}’ is geen bedrag dat wordt gevraagd.")
            if name in bounds.apart or (name in bounds.given and name not in whole.names):
                raise BoundsError(f"‘{name}’ stijgt in alle rijen evenveel en kan niet per rij verschillen.")
        self.months = self.reach.months(turning_months(plan))
        self.open: list[str] = []
        self.empty: set[str] = set()
        self.decided, self.wide = False, False
        self.free = self.solved = 0

    def proof(self) -> Proof:
        """First with the usual values, which gives a small case soon; then with everything free."""
        started = time.monotonic()
        narrow = False
        for wide in [False, True] if self.reach.narrowed else [True]:
            self.wide = wide
            self.open, self.empty, self.decided = [], set(), False
            found = self._pass()
            if found is not None:
                return self._answer(Settled.EXAMPLE, found, started)
            narrow = narrow or (not wide and not self.open and self.decided)
        settled = Settled.OPEN if self.open or not self.decided else Settled.PROVED
        if settled is Settled.PROVED:
            self._check()
        return self._answer(settled, None, started, narrow)

    def _pass(self) -> Witness | None:
        """Every wage in every part, until one is found."""
        for wage in self.wages:
            for domain in self.reach.domains(self.months, self.wide):
                found = self._case(domain, wage)
                if found is not None:
                    return found
        return None

    def _case(self, domain: Domain, wage: str) -> Witness | None:
        if not self.clock.left:
            self.open.append(f"{wage}, {self.reach.words(domain)}")
            return None
        t = Terms()
        most = self.reach.specs[wage].type.high
        extra = t.var("meer loon", 1, most - self.reach.specs[wage].type.low)
        less = Dossier(t, domain, truths(self.plan))
        more = less.raised(wage, extra)
        ends = [history(self.plan, t, dossier.inputs(self.plan)) for dossier in (less, more)]
        (before, there), (after, still) = (
            self.total.of(t, dossier, rows) for dossier, rows in zip((less, more), ends, strict=True)
        )
        wanted = [there, still, t.lt(after, before), t.le(more.slots[wage, 0].number, t.whole(most))]
        solver = Solver(t, self.clock)
        answer = solver.ask(*wanted, clock=self.clock.part(_SEARCH))
        if answer.holds is None:
            self.open.append(f"{wage}, {self.reach.words(domain)}")
        if answer.holds is False and solver.ask(there, granted(ends[0])).holds is False:
            self.empty.add(self.reach.words(domain))
        else:
            self.decided = True
        if not answer.holds:
            self.free += t.all(*wanted) is t.false
            self.solved += answer.holds is False and t.all(*wanted) is not t.false
            return None
        self.solved += 1
        solver.require(t.all(*wanted))
        small = Smallest(solver, self.reach.specs, answer.env, Clock(min(_SHRINK, self.clock.left)))
        small.least(extra)
        env = small.household(less)
        runs = [
            replay(label, rows, dossier, env)
            for label, rows, dossier in zip(LABELS, ends, (less, more), strict=True)
        ]
        if not self._falls(runs):
            raise ProofMismatch("Het bewijs zag een armoedeval die de rekenregels niet zien. Meld dit.")
        runs = smaller(runs, self._falls, frozenset({wage}))
        return Witness("Meer loon en toch minder:", runs)

    def _check(self) -> None:
        """Some plain cases within the bounds. Raises ProofMismatch when one of them falls after all."""
        domains = self.reach.domains(self.months, self.wide)
        rng = random.Random(2)
        for rows in drawn(domains, self.reach.specs, [self.plan]):
            for wage in self.wages:
                spec = self.reach.specs[wage]
                extra = rng.choice([1, 100, 10_000, 100_000])
                more = [{**row, wage: _plus(row[wage], extra, spec.type.high)} for row in rows]
                pair = [computed(self.plan, [cells(self.plan, r) for r in side]) for side in (rows, more)]
                if self._falls(pair):
                    raise ProofMismatch(f"Het bewijs klopt niet voor {facts(pair[0])}. Meld dit.")

    def _falls(self, runs: Sequence[Run]) -> bool:
        less, more = (self.total.counted(run) for run in runs)
        return less is not None and more is not None and more < less

    def _answer(self, settled: Settled, found: Witness | None, started: float, narrow: bool = False) -> Proof:
        names = " + ".join(self.total.names)
        says = {
            Settled.PROVED: f"meer loon geeft nooit minder {names}.",
            Settled.EXAMPLE: f"meer loon kan minder {names} geven.",
            Settled.OPEN: f"of meer loon ooit minder {names} geeft.",
        }[settled]
        lines = []
        if settled is Settled.OPEN and narrow:
            lines.append("Met de gewone waarden is er geen armoedeval; dat is bewezen.")
        if found is not None:
            counted = [self.total.counted(run) or 0 for run in found.runs]
            spec = next(s for s in self.plan.inputs if s.name == self.wages[0])
            before, after = (cell_text(spec, value) for value in counted)
            lines.append(f"Het totaal was {before} en wordt {after}.")
        bounds = self.reach.text(self.months, self.reach.bounds.rows, self.wide)
        bounds.append(f"het loon dat stijgt: {', '.join(self.wages)}; al het andere blijft gelijk")
        bounds.append("alleen als beide keren vaststaat of er recht is")
        bounds += nothing_said(self.empty)
        return Proof(
            settled, says, bounds, [found] if found else [], self.open, lines, self.free, self.solved,
            time.monotonic() - started,
        )  # fmt: skip


def _plus(cell: Cell, extra: int, most: int) -> Cell:
    return min(cell + extra, most) if isinstance(cell, int) else cell
