"""Truths: ``en``, ``of``, ``niet``, limits on sums, and choices between truths, settled where they can be."""

from collections.abc import Callable, Iterable
from math import gcd

from regels.bewijs.sums import Sums
from regels.bewijs.term import Term, split, truthful


class Truths(Sums):
    """Makes truths of terms: a limit on a sum is a question of its own, and is asked once."""

    def __init__(self) -> None:
        super().__init__()
        self._opposite: dict[Term, Term] = {}
        self._asked: dict[tuple[bool, Term], Term] = {}

    # --- choices between truths

    def when(self, condition: Term, then: Term, otherwise: Term) -> Term:
        """``als condition dan then anders otherwise``, of truths."""
        then, otherwise = self._branches(condition, then, otherwise)
        return then if then is otherwise else self._bite(condition, then, otherwise)

    def _branches(self, condition: Term, then: Term, otherwise: Term) -> tuple[Term, Term]:
        """Both branches with what is known there; twice the same one when there is nothing to choose."""
        if condition.op == "bool":
            return (then, then) if condition.args[0] else (otherwise, otherwise)
        if then is otherwise:
            return then, otherwise
        return self._under(then, condition, True), self._under(otherwise, condition, False)

    def _under(self, branch: Term, condition: Term, holds: bool) -> Term:
        """A branch of a choice, with what is known there of the same condition."""
        opposite = self.no(condition)
        if branch is condition or branch is opposite:
            return self.truth((branch is condition) is holds)
        if branch.op in ("ite", "bite") and branch.args[0] in (condition, opposite):
            found: Term = branch.args[1 if (branch.args[0] is condition) is holds else 2]
            return found
        return branch

    def _bite(self, condition: Term, then: Term, otherwise: Term) -> Term:
        for part, other, yes in ((then, otherwise, condition), (otherwise, then, self.no(condition))):
            if part is self.true:
                return self.any(yes, other)
            if part is self.false:
                return self.all(self.no(yes), other)
        opposite = self.no(condition)
        if opposite.number < condition.number:
            condition, then, otherwise = opposite, otherwise, then
        return self._make("bite", (condition, then, otherwise), 0, 1)

    # --- niet, en, of

    def no(self, term: Term) -> Term:
        """``niet``."""
        found = self._opposite.get(term)
        if found is None:
            found = self._opposite[term] = self._no(term)
            self._opposite.setdefault(found, term)
        return found

    def _no(self, term: Term) -> Term:
        match term.op:
            case "bool":
                return self.truth(not term.args[0])
            case "not":
                found: Term = term.args[0]
                return found
            case "and":
                return self.any(*map(self.no, term.args))
            case "or":
                return self.all(*map(self.no, term.args))
            case "bite":
                return self._bite(term.args[0], self.no(term.args[1]), self.no(term.args[2]))
            case "le":
                return self._at_most(self.lin(1, (term.args[0], -1)))
        return self._make("not", (term,), 0, 1)

    def all(self, *terms: Term) -> Term:
        """All of them hold."""
        return self._joined("and", terms)

    def any(self, *terms: Term) -> Term:
        """At least one holds."""
        return self._joined("or", terms)

    def _joined(self, op: str, terms: Iterable[Term]) -> Term:
        decisive = self.false if op == "and" else self.true
        kept: dict[Term, None] = {}
        for term in terms:
            if term is decisive:
                return decisive
            if term.op != "bool":
                kept.update(dict.fromkeys(term.args if term.op == op else (term,)))
        limits: dict[Term, int] = {}
        for term in list(kept):
            opposite = self.no(term)
            if all(part in kept for part in (opposite.args if opposite.op == op else (opposite,))):
                return decisive
            if term.op == "le":
                self._weigh(op, term, limits, kept)
        for base, const in limits.items():
            other = limits.get(self.times(base, -1))
            # base + const <= 0 and -base + other <= 0: base lies between other and -const
            if other is not None and (other > -const if op == "and" else other <= 1 - const):
                return decisive
        if not kept:
            return self.true if op == "and" else self.false
        args = tuple(sorted(kept, key=lambda term: term.number))
        return args[0] if len(args) == 1 else self._make(op, args, 0, 1)

    def _weigh(self, op: str, term: Term, limits: dict[Term, int], kept: dict[Term, None]) -> None:
        """Of two limits on one sum only the one that counts is kept."""
        const, parts = split(term.args[0])
        base = self.lin(0, *parts.items())
        before = limits.get(base)
        if before is None:
            limits[base] = const
            return
        stronger = max(before, const) if op == "and" else min(before, const)
        kept.pop(self._at_most(self.lin(before + const - stronger, (base, 1))), None)
        limits[base] = stronger

    # --- limits on a sum

    def le(self, left: Term, right: Term) -> Term:
        """``left`` is at most ``right``."""
        return self._at_most(self.sub(left, right))

    def lt(self, left: Term, right: Term) -> Term:
        """``left`` is less than ``right``."""
        return self._at_most(self.plus(self.sub(left, right), 1))

    def eq(self, left: Term, right: Term) -> Term:
        """Two integers, or two truths, are equal."""
        if left is right:
            return self.true
        if truthful(left):
            return self.when(left, right, self.no(right))
        return self._zero(self.sub(left, right))

    def _at_most(self, total: Term) -> Term:
        """A sum is at most zero."""
        found = self._asked.get((True, total))
        if found is None:
            found = self._asked[True, total] = self._make_at_most(total)
        return found

    def _make_at_most(self, total: Term) -> Term:
        if total.high <= 0:
            return self.true
        if total.low > 0:
            return self.false
        const, parts = split(total)
        common = gcd(*parts.values())
        if common > 1:
            return self._at_most(self.lin(-(-const // common), *((a, k // common) for a, k in parts.items())))
        if len(parts) == 1:
            ((atom, times),) = parts.items()
            simpler = self._through(atom, lambda one: self._at_most(self.lin(const, (one, times))), times)
            if simpler is not None:
                return simpler
        return self._make("le", (total,), 0, 1)

    def _zero(self, total: Term) -> Term:
        """A sum is zero."""
        found = self._asked.get((False, total))
        if found is None:
            found = self._asked[False, total] = self._make_zero(total)
        return found

    def _make_zero(self, total: Term) -> Term:
        if total.low > 0 or total.high < 0:
            return self.false
        if total.low == 0:
            return self._at_most(total)
        if total.high == 0:
            return self._at_most(self.times(total, -1))
        const, parts = split(total)
        common = gcd(*parts.values())
        if const % common:
            return self.false
        first = min(parts, key=lambda atom: atom.number)
        sign = common if parts[first] > 0 else -common
        if sign != 1:
            return self._zero(self.lin(const // sign, *((a, k // sign) for a, k in parts.items())))
        if len(parts) == 1 and first.op in ("ite", "step"):
            simpler = self._through(first, lambda one: self._zero(self.lin(const, (one, parts[first]))), 0)
            if simpler is not None:
                return simpler
        return self._make("eq", (total,), 0, 1)

    # --- a question about a choice

    def _through(self, atom: Term, ask: Callable[[Term], Term], times: int) -> Term | None:
        """A question about a choice asked of what can be chosen, when that is simpler."""
        match atom.op:
            case "step":
                x, pieces = atom.args
                return self._where(x, [(upto, bool(ask(self.whole(v)).args[0])) for upto, v in pieces])
            case "max":
                found = [ask(one) for one in atom.args]
                return self.all(*found) if times > 0 else self.any(*found)
            case "ite":
                then, otherwise = ask(atom.args[1]), ask(atom.args[2])
                if then.op == "bool" or otherwise.op == "bool" or then is otherwise:
                    return self.when(atom.args[0], then, otherwise)
        return None

    def _where(self, x: Term, pieces: list[tuple[int, bool]]) -> Term:
        """``x`` lies in a piece that is true."""
        runs: list[tuple[int, int]] = []
        low, last = x.low, False
        for upto, holds in pieces:
            if holds:
                runs[-1:] = [(runs[-1][0], upto)] if last else [*runs[-1:], (low, upto)]
            low, last = upto + 1, holds
        return self.any(*(self.all(self.le(self.whole(a), x), self.le(x, self.whole(b))) for a, b in runs))
