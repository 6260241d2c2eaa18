"""``verschil``: the smallest household for which two rulesets differ, or proof that there is none."""

import time
from collections.abc import Sequence

from regels.bewijs.answer import Proof, Settled
from regels.bewijs.bounds import Bounds, BoundsError, Reach, months_text, nothing_said
from regels.bewijs.domain import Domain, Dossier, Free, truths
from regels.bewijs.months import usual_months
from regels.bewijs.rows import NO_RIGHT, RIGHT, RowEnd, begin, following, granted, history
from regels.bewijs.sample import cells, drawn
from regels.bewijs.smallest import Smallest
from regels.bewijs.smt import Clock, Solver
from regels.bewijs.term import Env, Term
from regels.bewijs.terms import Terms
from regels.bewijs.values import Val, Values
from regels.bewijs.witness import ProofMismatch, Run, Witness, computed, facts, replay, said, shorter, smaller
from regels.plan.depth import deep
from regels.plan.plan import Plan

STATUS = "status"
_SEARCH, _SHRINK = 0.7, 20.0
"""The part of what is left for one question; and the seconds to make a case smaller."""


def difference(old: Plan, new: Plan, bounds: Bounds, outcome: str | None = None) -> Proof:
    """Whether two versions of a regeling ever differ in status or outcomes, or in one ``outcome``."""
    with deep():
        return _Difference(old, new, bounds, outcome).proof()


class _Difference:
    def __init__(self, old: Plan, new: Plan, bounds: Bounds, outcome: str | None) -> None:
        self.old, self.new, self.outcome = old, new, outcome
        self.reach, self.clock = Reach(bounds, old, new), Clock(bounds.seconds)
        self.names = _shared(old, new, outcome)
        self.options, self.scales = _options(old, new), _scales(old, new)
        self.open: list[str] = []
        self.free = self.solved = 0
        self.months = self.reach.months(usual_months(old, new))

    def proof(self) -> Proof:
        """First with the usual values, which gives a small case soon; then with everything free."""
        started = time.monotonic()
        if self._same_at_once():
            self.free += 1
            return self._answer(Settled.PROVED, None, True, started)
        wides = [False, True] if self.reach.narrowed else [True]
        narrow_proved = False
        for wide in wides:
            self.open = []
            for domain in self.reach.domains(self.months, wide):
                found = self._case(domain)
                if found is not None:
                    return self._answer(Settled.EXAMPLE, found, wide, started)
            narrow_proved = narrow_proved or (not wide and not self.open)
        if not self.open:
            return self._answer(Settled.PROVED, None, True, started)
        return self._answer(Settled.OPEN, None, True, started, narrow_proved)

    def _case(self, domain: Domain) -> Witness | None:
        if not self.clock.left:
            self.open.append(self.reach.words(domain))
            return None
        if self._same_by_form(domain) or self._same_for_ever(domain):
            return None
        terms = Terms()
        dossier = Dossier(terms, domain, truths(self.old, self.new))
        ends = [history(plan, terms, dossier.inputs(plan)) for plan in (self.old, self.new)]
        apart = [self._apart(terms, a, b) for a, b in zip(*ends, strict=True)]
        solver = Solver(terms, self.clock)
        answer = solver.ask(terms.any(*apart), clock=self.clock.part(_SEARCH))
        if answer.holds is None:
            self.open.append(self.reach.words(domain))
            return None
        self.solved += 1
        return self._smallest(solver, dossier, ends, apart, answer.env) if answer.holds else None

    def _same_by_form(self, domain: Domain) -> bool:
        """Term for term the same: nothing to solve."""
        terms = Terms()
        dossier = Dossier(terms, domain, truths(self.old, self.new))
        ends = [history(plan, terms, dossier.inputs(plan)) for plan in (self.old, self.new)]
        same = all(self._apart(terms, a, b) is terms.false for a, b in zip(*ends, strict=True))
        self.free += same
        return same

    def _same_at_once(self) -> bool:
        """Term for term the same in every month and from any state."""
        months = Free(self.months[0], self.months[-1] + self.reach.bounds.rows - 1)
        anything = Domain(self.reach.fields(wide=True), (self.months[0],), span=months)
        terms = Terms()
        return self._same_states and self._other_at(terms, anything) is terms.false

    def _same_for_ever(self, domain: Domain) -> bool:
        """From any state both give the same and go on to the same state, in every month of the rows."""
        if not self.old.states or not self._same_states:
            return False
        for month in domain.months:
            terms = Terms()
            other = self._other_at(terms, Domain(domain.fields, (month,)))
            if Solver(terms, self.clock).ask(other, clock=self.clock.part(0.2)).holds is not False:
                return False
        self.solved += 1
        return True

    @property
    def _same_states(self) -> bool:
        return {s.name: s.type for s in self.old.states} == {s.name: s.type for s in self.new.states}

    def _other_at(self, terms: Terms, domain: Domain) -> Term:
        """One row, from any state: another answer, another begin or another state after it."""
        dossier = Dossier(terms, domain, truths(self.old, self.new))
        ends, begins = [], []
        for plan in (self.old, self.new):
            inputs = dossier.inputs(plan)
            ends.append(history(plan, terms, inputs, dossier.states(plan))[0])
            begins.append(_named(plan, begin(plan, terms, inputs[0])))
        after = [_named(end.row.plan, following(end)) for end in ends]
        v = Values(terms)
        unlike = [_unlike(v, a[name], b[name]) for a, b in (begins, after) for name in a]
        return terms.any(self._apart(terms, ends[0], ends[1], everything=True), *unlike)

    def _apart(self, t: Terms, a: RowEnd, b: RowEnd, everything: bool = False) -> Term:
        """The rows differ in what is asked."""
        found = []
        if everything or self.outcome in (None, STATUS):
            found.append(t.no(t.eq(a.verdict, b.verdict)))
        for name in self.names:
            x, y = a.cell(name), b.cell(name)
            same = t.eq(self._joint(t, a, name), self._joint(t, b, name))
            other = t.all(x.shown, y.shown, t.no(same))
            found.append(t.any(t.no(t.eq(x.shown, y.shown)), other))
        return t.any(*found)

    def _joint(self, t: Terms, end: RowEnd, name: str) -> Term:
        """The value of an outcome at one scale; of a choice its place among the options of both plans."""
        value, options = end.cell(name).value, self.options[name]
        kind = next(spec.type for spec in end.row.plan.outcomes if spec.name == name)
        if list(kind.options) == options[: len(kind.options)]:
            return t.times(value, 10 ** (self.scales[name] - kind.scale))
        return t.each(value, lambda v: t.whole(options.index(kind.options[v])))

    def _smallest(
        self, solver: Solver, dossier: Dossier, ends: list[list[RowEnd]], apart: list[Term], env: Env
    ) -> Witness:
        t = solver.t
        solver.require(t.any(*apart))
        small = Smallest(solver, self.reach.specs, env, Clock(min(_SHRINK, self.clock.left)))
        for count in range(1, len(apart)):
            if small.wish(t.any(*apart[:count])):
                break
        for plain in _plain(t, ends):
            if small.wish(plain):
                break
        env = small.household(dossier)
        runs = [replay(label, rows, dossier, env) for label, rows in zip(("oud", "nieuw"), ends, strict=True)]
        if not self._differ(runs):
            raise ProofMismatch("Het bewijs zag een verschil dat de rekenregels niet zien. Meld dit.")
        runs = smaller(shorter(runs, self._differ), self._differ, frozenset())
        return Witness("Het kleinste geval waarin zij verschillen:", runs)

    def _differ(self, runs: Sequence[Run]) -> bool:
        for a, b in zip(runs[0].shown, runs[1].shown, strict=True):
            if self.outcome in (None, STATUS) and a.verdict != b.verdict:
                return True
            if any(
                said(runs[0].plan, n, a.outcomes[n]) != said(runs[1].plan, n, b.outcomes[n])
                for n in self.names
            ):
                return True
        return False

    def _check(self) -> None:
        """Some plain cases within the bounds. Raises ProofMismatch when one of them differs after all."""
        domains = self.reach.domains(self.months, wide=True)
        for rows in drawn(domains, self.reach.specs, [self.old, self.new]):
            runs = [computed(plan, [cells(plan, row) for row in rows]) for plan in (self.old, self.new)]
            if self._differ(runs):
                raise ProofMismatch(f"Het bewijs klopt niet voor {facts(runs[0])}. Meld dit.")

    def _undecided(self) -> set[str]:
        """The months in which the old rules never give right; there is little to compare."""
        found = set()
        for month in self.months:
            t, domain = Terms(), self.reach.domain(month, wide=False, rows=1)
            end = history(self.old, t, Dossier(t, domain, truths(self.old, self.new)).inputs(self.old))[0]
            if Solver(t, self.clock).ask(granted([end])).holds is False:
                found.add(months_text(self.reach.month, [month]))
        return found

    def _answer(
        self, settled: Settled, found: Witness | None, wide: bool, started: float, narrow: bool = False
    ) -> Proof:
        what = f"in ‘{self.outcome}’" if self.outcome else "in status of uitkomst"
        when = months_text(self.reach.month, self.months)
        narrow_text = " Met de gewone waarden wel: daar is geen verschil." if narrow else ""
        says = {
            Settled.PROVED: f"de twee regelsets verschillen nooit {what}, van {when}.",
            Settled.EXAMPLE: f"de twee regelsets verschillen {what}.",
            Settled.OPEN: f"of de twee regelsets ooit verschillen {what}.{narrow_text}",
        }[settled]
        lines = self.reach.text(self.months, self.reach.bounds.rows, wide)
        if self.outcome is None:
            only = {s.name for s in self.old.outcomes} ^ {s.name for s in self.new.outcomes}
            if only:
                lines.append(f"niet vergeleken, want maar in één van de twee: {', '.join(sorted(only))}")
        lines.append("niet vergeleken: redenen, opmerkingen en de uitleg")
        if settled is Settled.PROVED:
            self._check()
            without = self._undecided()
            lines += nothing_said(without)
            if len(without) == len(self.months):
                says = f"{says[:-1]}, maar in geen enkele maand is er recht: dit zegt niets."
        return Proof(
            settled, says, lines, [found] if found else [], self.open, (), self.free, self.solved,
            time.monotonic() - started,
        )  # fmt: skip


def _options(*plans: Plan) -> dict[str, list[str]]:
    """Per outcome that is a choice all options of all plans."""
    found: dict[str, list[str]] = {}
    for plan in plans:
        for spec in plan.outcomes:
            known = found.setdefault(spec.name, [])
            known += [option for option in spec.type.options if option not in known]
    return found


def _scales(*plans: Plan) -> dict[str, int]:
    """Per outcome the most decimals that a plan gives it: 8% and 8,5% are only unlike at one scale."""
    found: dict[str, int] = {}
    for plan in plans:
        for spec in plan.outcomes:
            found[spec.name] = max(found.get(spec.name, 0), spec.type.scale)
    return found


def _named(plan: Plan, values: Sequence[Val]) -> dict[str, Val]:
    """The values of the states by name."""
    return {spec.name: value for spec, value in zip(plan.states, values, strict=True)}


def _unlike(v: Values, a: Val, b: Val) -> Term:
    """Two values are not both unknown, and not known and equal."""
    t = v.t
    if a == b:
        return t.false
    return t.no(t.any(t.all(a.unknown, b.unknown), v.same(a, b)))


def _plain(t: Terms, ends: list[list[RowEnd]]) -> list[Term]:
    """Cases that say most come first: both decided, and rather with right."""
    right, none = t.whole(RIGHT), t.whole(NO_RIGHT)
    rows = [end.verdict for side in ends for end in side]
    decided = t.all(*(t.any(t.eq(v, right), t.eq(v, none)) for v in rows))
    return [t.all(*(t.eq(v, right) for v in rows)), decided]


def _shared(old: Plan, new: Plan, outcome: str | None) -> list[str]:
    """The outcomes to compare. Raises BoundsError."""
    both = [s.name for s in old.outcomes if s.name in {o.name for o in new.outcomes}]
    if outcome in (None, STATUS):
        return both if outcome is None else []
    if outcome not in both:
        raise BoundsError(
            f"Er is geen uitkomst ‘{outcome}’ in beide regelsets. Bekend: {', '.join([STATUS, *both])}."
        )
    return [outcome]
