"""``dood``: what can never happen. One question asks for anything that was not seen yet; every case found
strikes off all that happens in it; when there is no case left, all that remains is dead at once."""

import time
from collections.abc import Callable
from dataclasses import replace

from regels.bewijs.answer import Proof, Settled
from regels.bewijs.bounds import Bounds, Reach
from regels.bewijs.domain import Domain, Dossier, Free, free, to_values, truths
from regels.bewijs.months import figure_months
from regels.bewijs.rows import rejected
from regels.bewijs.smt import Answer, Clock, Solver
from regels.bewijs.targets import REJECTS, Key, SettingRow, Target, found, settings_of
from regels.bewijs.term import Env, Term, evaluate
from regels.bewijs.terms import Terms
from regels.bewijs.values import Val
from regels.bewijs.witness import ProofMismatch
from regels.errors import RulesetError
from regels.evaluator.interpret import Row
from regels.evaluator.values import NotApplicable, represent
from regels.plan import nodes as n
from regels.plan.depth import deep
from regels.plan.finish import Built
from regels.plan.plan import Plan
from regels.plan.types import Kind

_ONE = 0.3


def dead(built: Built, bounds: Bounds) -> Proof:
    """The rules, branches, table rows, conditions and remarks that no case reaches."""
    if built.plan is None:
        raise RulesetError(built.findings)
    with deep():
        return _Dead(built, built.plan, bounds).proof()


class _Dead:
    def __init__(self, built: Built, plan: Plan, bounds: Bounds) -> None:
        self.built, self.plan = built, plan
        self.reach, self.clock = Reach(bounds, plan), Clock(bounds.seconds)
        self.months = self.reach.months(figure_months(plan))
        self.targets: dict[Key, Target] = {}
        self.unsettled: set[Key] = set()
        self.solved = 0

    def proof(self) -> Proof:
        """Month by month; what was seen in one month need not be asked in another."""
        started = time.monotonic()
        left: set[Key] | None = None
        for month in self.months:
            if left is not None and not self.clock.left:
                self.unsettled |= left
                break
            left = self._month(month, left)
            if not left:
                break
        alive = left or set()
        gone = sorted(alive - self.unsettled, key=str)
        lines = [f"  {self._line(key)}" for key in gone]
        unsettled = [self._line(key) for key in sorted(self.unsettled & alive, key=str)]
        number = len(self.targets)
        if gone:
            count = f"{len(gone)} van {number} onderdelen kunnen nooit voorkomen."
        elif unsettled:
            count = f"van {len(unsettled)} van {number} onderdelen of ze kunnen voorkomen."
        else:
            count = f"geen van de {number} onderdelen is dood: elk komt ergens voor."
        bounds = self.reach.text(self.months, 1, unknown=True)
        bounds.append("met elke toestand waarmee een rij kan beginnen, en elke waarde van elke instelling")
        bounds.append("op een rij die niet wordt afgekeurd, met de cijfers die nu bekend of ingevuld zijn")
        settled = Settled.OPEN if unsettled else Settled.PROVED
        return Proof(settled, count, bounds, (), unsettled, lines, 0, self.solved, time.monotonic() - started)

    def _line(self, key: Key) -> str:
        target = self.targets[key]
        return f"{target.position}: {target.says}"

    def _month(self, month: int, left: set[Key] | None) -> set[Key]:
        """What has not been seen after this month."""
        t = Terms()
        fields = self.reach.fields(wide=True, unknown=True)
        dossier = Dossier(t, Domain(fields, (month,)), truths(self.plan))
        row = SettingRow(self.plan, t, dossier.inputs(self.plan)[0], dossier.states(self.plan))
        row.settings = {index: self._setting(t, index) for index in settings_of(self.plan, self.built.draft)}
        wanted: dict[Key, Term] = {}
        accepted = t.no(rejected(row))
        for key, target, term in found(self.built, row):
            self.targets.setdefault(key, target)
            if left is None or key in left:
                # of a rule that is made for two persons one is enough
                counts = t.true if key[-1] == REJECTS else accepted
                wanted[key] = t.any(wanted.get(key, t.false), t.all(term, counts))
        return self._strike(Solver(t, self.clock), wanted, lambda env: self._replay(dossier, row, env))

    def _setting(self, t: Terms, index: int) -> Val:
        kind = self.plan.parameters[index].type
        return free(t, f"instelling {index}", Free(kind.low, kind.high, kind.nvt), kind.kind is Kind.BOOL)

    def _replay(self, dossier: Dossier, row: SettingRow, env: Env) -> None:
        """Every rule of a case by the evaluator. Raises ProofMismatch."""
        parameters = list(self.plan.parameters)
        for index, value in row.settings.items():
            number = None if evaluate(value.nvt, env) else evaluate(value.value, env)
            periods = tuple(replace(p, value=number, nvt=number is None) for p in parameters[index].periods)
            parameters[index] = replace(parameters[index], periods=periods)
        plan = replace(self.plan, parameters=tuple(parameters))
        known = Row(plan, to_values(plan, dossier.cells(plan, env)[0]), dossier.state_values(plan, env))
        seen: Env = {}
        for index, spec in enumerate(plan.rules):
            node = n.Rule(spec.type, index)
            told, proved = known.value(node).known, row.value(node)
            if told is None or isinstance(told, NotApplicable):
                agrees = bool(evaluate(proved.unknown if told is None else proved.nvt, env, seen))
            else:
                agrees = not evaluate(proved.unknown, env, seen) and represent(told, spec.type) == evaluate(
                    proved.value, env, seen
                )
            if not agrees:
                raise ProofMismatch(
                    f"{plan.name}: het bewijs en de rekenregels verschillen in ‘{spec.name}’. Meld dit."
                )

    def _strike(self, solver: Solver, wanted: dict[Key, Term], replayed: Callable[[Env], None]) -> set[Key]:
        while wanted:
            answer = solver.ask(solver.t.any(*wanted.values()), clock=self.clock.part(_ONE))
            if answer.holds is None:
                answer = self._one_by_one(solver, wanted)
            if not answer.holds:
                self.solved += answer.holds is False
                break
            self.solved += 1
            replayed(answer.env)
            known: Env = {}
            wanted = {k: term for k, term in wanted.items() if not evaluate(term, answer.env, known)}
        return set(wanted)

    def _one_by_one(self, solver: Solver, wanted: dict[Key, Term]) -> Answer:
        """A case for any of what is left, each asked on its own; those that cannot be settled are noted."""
        for key, term in wanted.items():
            if key in self.unsettled:
                continue
            answer = solver.ask(term, clock=self.clock.part(0.1))
            if answer.holds:
                return answer
            if answer.holds is None:
                self.unsettled.add(key)
        return Answer(None, {})
