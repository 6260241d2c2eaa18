"""The smallest case of all that hold: fewest people, usual answers, no amounts or round ones.

One wish after the other, in order: a wish that can come true beside all that came before is kept. So
the order is that of a dictionary, and what was not asked in time is simply left as it is.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from regels.bewijs.bounds import usual_value
from regels.bewijs.domain import Dossier, Slot
from regels.bewijs.smt import Clock, Solver, holds
from regels.bewijs.term import Env, Term, evaluate
from regels.plan.plan import InputSpec
from regels.plan.types import Kind

EPOCH = date(1970, 1, 1).toordinal()
BIRTHDAYS = [date(year, 1, 1).toordinal() - EPOCH for year in (1980, 2000, 1990, 2008, 2015, 1950)]
ORDER = ((Kind.CHOICE, Kind.BOOL, Kind.NUMBER, Kind.PERCENT), (Kind.DATE, Kind.MONTH), (Kind.MONEY,))
"""People and answers first, amounts last."""
STEPS = (100_000, 10_000, 1_000, 100, 10)
"""An amount is preferably a whole number of thousands, hundreds or tens of euros, euros, or dimes."""


class Smallest:
    """Makes one case smaller; ``solver`` requires what must hold."""

    def __init__(self, solver: Solver, specs: Mapping[str, InputSpec], env: Env, clock: Clock) -> None:
        self.solver, self.t, self.specs, self.env, self.clock = solver, solver.t, specs, env, clock

    def wish(self, term: Term) -> bool:
        """Keep a wish when it can come true."""
        if not holds(term, self.env):
            answer = self.solver.ask(term, clock=self.clock)
            if not answer.holds:
                return False
            self.env = answer.env
        self.solver.require(term)
        return True

    def least(self, term: Term) -> None:
        """The lowest that a number can be; it ends there or when there is no time."""
        low, high = term.low, evaluate(term, self.env)
        while low < high:
            middle = (low + high) // 2
            answer = self.solver.ask(self.t.le(term, self.t.whole(middle)), clock=self.clock)
            if answer.holds:
                self.env = answer.env
                high = evaluate(term, self.env)
            elif answer.holds is None:
                break
            else:
                low = middle + 1
        self.wish(self.t.le(term, self.t.whole(high)))

    def household(self, dossier: Dossier) -> Env:
        """Every field as small as it can be, in the order of the regeling; amounts last."""
        slots = [slot for slot in _slots(dossier) if slot.name in self.specs]
        for slot in slots:
            self._usual(slot)
        for kinds in ORDER:
            for slot in slots:
                if self.specs[slot.name].type.kind in kinds:
                    self._small(slot)
        return self.env

    def _usual(self, slot: Slot) -> None:
        usual = usual_value(self.specs[slot.name])
        if isinstance(usual, int):
            self.wish(self.t.all(self.t.no(slot.nvt), self._equal(slot, usual)))
        elif usual is not None:
            self.wish(slot.nvt)

    def _equal(self, slot: Slot, value: int) -> Term:
        if self.specs[slot.name].type.kind is Kind.BOOL:
            return slot.number if value else self.t.no(slot.number)
        return self.t.eq(slot.number, self.t.whole(value))

    def _small(self, slot: Slot) -> None:
        t, number, kind = self.t, slot.number, self.specs[slot.name].type.kind
        if number.op not in ("var", "bvar") or holds(slot.nvt, self.env):
            return
        if kind is Kind.BOOL:
            self.wish(t.no(number))
        elif kind is Kind.DATE:
            any(self.wish(t.eq(number, t.whole(day))) for day in BIRTHDAYS)
        elif not (number.low <= 0 <= number.high and self.wish(t.eq(number, t.whole(0)))):
            self._round(number)

    def _round(self, number: Term) -> None:
        t = self.t
        if number.low < 0 and not self.wish(t.le(t.whole(0), number)):
            number = t.times(number, -1)
        for step in STEPS:
            if number.high < step * 2:
                continue
            if self.wish(t.eq(t.mod(number, step), t.whole(0))):
                self.least(t.div(number, step))
                break
        self.least(number)


def _slots(dossier: Dossier) -> Iterator[Slot]:
    seen: set[Term] = set()
    for slot in dossier.slots.values():
        if slot.number not in seen or slot.number.op not in ("var", "bvar"):
            seen.add(slot.number)
            yield slot
