"""``grootste``: the largest gain and loss between two rulesets, with proof that there is none larger."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from regels.bewijs.answer import Proof, Settled
from regels.bewijs.bounds import Bounds, Reach, nothing_said
from regels.bewijs.domain import Domain, Dossier, truths
from regels.bewijs.months import turning_months
from regels.bewijs.rows import RowEnd, granted, history
from regels.bewijs.sample import cells, drawn
from regels.bewijs.smallest import Smallest
from regels.bewijs.smt import Clock, Solver
from regels.bewijs.term import Env, Term, evaluate
from regels.bewijs.terms import Terms
from regels.bewijs.totals import amounts, named, total
from regels.bewijs.witness import ProofMismatch, Run, Witness, computed, facts, replay, smaller
from regels.plan.depth import deep
from regels.plan.plan import Plan
from regels.tabel.wording import value_text

GAIN, LOSS = "winst", "verlies"
_SHRINK, _PART = 15.0, 0.5


def largest_change(old: Plan, new: Plan, bounds: Bounds, outcomes: Sequence[str] = ()) -> Proof:
    """How much more and how much less of the sum of ``outcomes`` anyone can get."""
    with deep():
        return _Largest(old, new, bounds, outcomes or named(old.name, "uitkomst")).proof()


@dataclass(frozen=True, eq=False)
class _Found:
    """A case with its change; what is needed to make it smaller."""

    change: int
    solver: Solver
    dossier: Dossier
    ends: list[list[RowEnd]]
    rise: Term
    env: Env


class _Largest:
    def __init__(self, old: Plan, new: Plan, bounds: Bounds, outcomes: Sequence[str]) -> None:
        self.old, self.new = old, new
        self.reach, self.clock = Reach(bounds, old, new), Clock(bounds.seconds)
        self.kind = amounts(old)[outcomes[0]] if outcomes[0] in amounts(old) else amounts(new)[outcomes[0]]
        self.totals = [total(plan, outcomes) for plan in (old, new)]
        self.months = self.reach.months(turning_months(old, new))
        self.open: list[str] = []
        self.empty: set[str] = set()
        self.decided = False
        self.free = self.solved = 0

    def proof(self) -> Proof:
        """The largest gain, then the largest loss, each in half of the time."""
        started = time.monotonic()
        lines, witnesses, settled = [], [], True
        most: list[int] = []
        for way, word, clock in ((1, GAIN, self.clock.part(0.5)), (-1, LOSS, self.clock)):
            before = len(self.open)
            found = self._largest(way, clock, word)
            proved = len(self.open) == before
            settled = settled and proved
            most.append(found.change if found else 0)
            if found is None:
                known = "geen" if proved and self.decided else "niet gevonden"
                lines.append(f"Grootste {word}: {known}.")
                continue
            witness = self._witness(found, word)
            witnesses.append(witness)
            sure = "meer kan niet" if proved else "of het meer kan, is niet beslist"
            lines.append(f"Grootste {word}: {value_text(self.kind, found.change)} ({sure}).")
        if settled:
            self._check(*most)
        names = " + ".join(self.totals[0].names)
        if not self.decided and not self.open:
            lines = ["In geen enkel geval is er in beide regelsets recht: er is niets te vergelijken."]
        bounds = self.reach.text(self.months, self.reach.bounds.rows, wide=False)
        bounds.append("alleen wie in beide regelsets weet waar hij aan toe is: recht of geen recht")
        bounds += nothing_said(self.empty)
        return Proof(
            Settled.PROVED if settled and self.decided else Settled.OPEN,
            f"de grootste winst en het grootste verlies aan {names}.",
            bounds, witnesses, self.open, lines, self.free, self.solved, time.monotonic() - started,
        )  # fmt: skip

    def _largest(self, way: int, clock: Clock, word: str) -> _Found | None:
        best: _Found | None = None
        for domain in self.reach.domains(self.months, wide=False):
            best = self._more(domain, way, clock, word, best) or best
        return best

    def _more(self, domain: Domain, way: int, clock: Clock, word: str, best: _Found | None) -> _Found | None:
        """A larger change in this part than the best so far, the largest there is."""
        if not clock.left:
            self.open.append(f"{word}, {self.reach.words(domain)}")
            return None
        t = Terms()
        dossier = Dossier(t, domain, truths(self.old, self.new))
        ends = [history(plan, t, dossier.inputs(plan)) for plan in (self.old, self.new)]
        (before, there), (after, still) = (
            one.of(t, dossier, rows) for one, rows in zip(self.totals, ends, strict=True)
        )
        rise = t.times(t.sub(after, before), way)
        solver = Solver(t, self.clock)
        both = t.all(there, still)
        if solver.ask(both, granted(ends[0]), granted(ends[1]), clock=clock.part(_PART)).holds is False:
            self.empty.add(self.reach.words(domain))
        else:
            self.decided = True
        least, most = (best.change if best else 0) + 1, rise.high
        if least > most or both is t.false:
            self.free += 1
            return None
        solver.require(both)
        found: _Found | None = None
        step = 1
        while least <= most:
            goal = min(most, least + step - 1)
            answer = solver.ask(t.le(t.whole(goal), rise), clock=clock.part(_PART))
            if answer.holds is None:
                self.open.append(f"{word}, {self.reach.words(domain)}")
                return found
            if answer.holds:
                change = evaluate(rise, answer.env)
                found = _Found(change, solver, dossier, ends, rise, answer.env)
                least, step = change + 1, step * 4
            else:
                most, step = goal - 1, max((goal - least) // 2, 1)
        self.solved += 1
        return found

    def _witness(self, found: _Found, word: str) -> Witness:
        t = found.solver.t
        found.solver.require(t.eq(found.rise, t.whole(found.change)))
        small = Smallest(
            found.solver, self.reach.specs, found.env, Clock(min(_SHRINK, max(self.clock.left, 2.0)))
        )
        env = small.household(found.dossier)
        runs = [
            replay(label, rows, found.dossier, env)
            for label, rows in zip(("oud", "nieuw"), found.ends, strict=True)
        ]
        if abs(self._change(runs) or 0) != found.change:
            raise ProofMismatch("Het bewijs zag een ander verschil dan de rekenregels. Meld dit.")
        wanted = self._change(runs)
        runs = smaller(runs, lambda tried: self._change(tried) == wanted, frozenset())
        return Witness(f"Een geval met {'de' if word == GAIN else 'het'} grootste {word}:", runs)

    def _check(self, gain: int, loss: int) -> None:
        """Some plain cases within the bounds. Raises ProofMismatch when one changes by more after all."""
        domains = self.reach.domains(self.months, wide=False)
        for rows in drawn(domains, self.reach.specs, [self.old, self.new]):
            runs = [computed(plan, [cells(plan, row) for row in rows]) for plan in (self.old, self.new)]
            change = self._change(runs)
            if change is not None and not -loss <= change <= gain:
                raise ProofMismatch(f"Het bewijs klopt niet voor {facts(runs[0])}. Meld dit.")

    def _change(self, runs: Sequence[Run]) -> int | None:
        before, after = (one.counted(run) for one, run in zip(self.totals, runs, strict=True))
        return None if before is None or after is None else after - before
