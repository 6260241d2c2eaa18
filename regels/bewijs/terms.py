"""Makes terms, simple from the start: on top of sums and truths choices of integers, products, quotients."""

from collections.abc import Callable

from regels.bewijs.term import SMALL, Term, split, truthful
from regels.bewijs.truths import Truths


class Terms(Truths):
    """Makes terms; all terms of one question are made by one of these."""

    # --- choices between integers

    def ite(self, condition: Term, then: Term, otherwise: Term) -> Term:
        """``als condition dan then anders otherwise``, of integers or of truths."""
        if truthful(then):
            return self.when(condition, then, otherwise)
        then, otherwise = self._branches(condition, then, otherwise)
        if then is otherwise:
            return then
        opposite = self.no(condition)
        if opposite.number < condition.number:
            condition, then, otherwise = opposite, otherwise, then
        extreme = self._extreme(condition, then, otherwise)
        if extreme is not None:
            return extreme
        low, high = min(then.low, otherwise.low), max(then.high, otherwise.high)
        return self._listed(self._make("ite", (condition, then, otherwise), low, high))

    def under(self, term: Term, condition: Term, holds: bool) -> Term:
        """A sum or a choice where it is known whether a condition holds."""
        if term.op == "lin":
            const, parts = split(term)
            found = (self.times(self.under(atom, condition, holds), k) for atom, k in parts.items())
            return self.add(self.whole(const), *found)
        if term.op == "ite":
            asked, then, otherwise = term.args
            if asked is condition or asked is self.no(condition):
                return self.under(then if (asked is condition) is holds else otherwise, condition, holds)
            branches = (self.under(branch, condition, holds) for branch in (then, otherwise))
            return self.ite(asked, *branches)
        return term

    def _extreme(self, condition: Term, then: Term, otherwise: Term) -> Term | None:
        """A choice for the highest or the lowest of two, when it is one."""
        if condition.op != "le":
            return None
        total, rise = condition.args[0], self.sub(otherwise, then)
        for term in (total, self.plus(total, -1)):
            if rise is term:
                return self.max(then, otherwise)
            if rise is self.times(term, -1):
                return self.min(then, otherwise)
        return None

    def max(self, *terms: Term) -> Term:
        """The highest."""
        kept: list[Term] = []
        for term in terms:
            for one in term.args if term.op == "max" else (term,):
                if one not in kept:
                    kept.append(one)
        for one in list(kept):
            if any(o is not one and o in kept and self.sub(o, one).low >= 0 for o in list(kept)):
                kept.remove(one)
        if len(kept) == 1:
            return kept[0]
        args = tuple(sorted(kept, key=lambda term: term.number))
        made = self._make("max", args, max(t.low for t in args), max(t.high for t in args))
        return self._listed(made)

    def min(self, *terms: Term) -> Term:
        """The lowest."""
        return self.times(self.max(*(self.times(term, -1) for term in terms)), -1)

    # --- products and quotients

    def mul(self, left: Term, right: Term) -> Term:
        """The product: linear when one side has few values."""
        for one, other in ((left, right), (right, left)):
            if one.op == "int":
                return self.times(other, one.args[0])
        one, other = sorted((left, right), key=lambda term: self._count(term, SMALL))
        if self.few(one):
            return self.each(one, lambda v: self.times(other, v))
        args = tuple(sorted((left, right), key=lambda term: term.number))
        ends = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
        return self._make("mul", args, min(ends), max(ends))

    def div(self, term: Term, by: int) -> Term:
        """The quotient by a constant above zero, rounded down."""
        if by == 1:
            return term
        const, parts = split(term)
        whole = {atom: k // by for atom, k in parts.items() if k % by == 0}
        rest = {atom: k for atom, k in parts.items() if k % by}
        outside = self.lin(const // by, *whole.items())
        inner = self.lin(const % by, *rest.items())
        if inner.low // by == inner.high // by:
            return self.plus(outside, inner.low // by)
        if self.few(inner):
            return self.add(outside, self.each(inner, lambda v: self.whole(v // by)))
        made = self._make("div", (inner, by), inner.low // by, inner.high // by)
        return self.add(outside, self._listed(made))

    def mod(self, term: Term, by: int) -> Term:
        """What is left of that quotient."""
        return self.lin(0, (term, 1), (self.div(term, by), -by))

    def divn(self, term: Term, by: Term) -> Term:
        """The quotient by a term above zero, rounded down."""
        if by.op == "int":
            return self.div(term, by.args[0])
        if self.few(by):
            return self.each(by, lambda v: self.div(term, max(v, 1)))
        ends = [a // b for a in (term.low, term.high) for b in (max(by.low, 1), max(by.high, 1))]
        return self._make("divn", (term, by), min(ends), max(ends))

    # --- few values

    def few(self, term: Term, limit: int = SMALL) -> bool:
        """Whether the values of a term can be listed: a choice between constants, or a small variable."""
        return self._count(term, limit) <= limit

    def _count(self, term: Term, limit: int) -> int:
        match term.op:
            case "int":
                return 1
            case "step":
                return len(term.args[1])
            case "var":
                return term.high - term.low + 1
            case "lin" if len(term.args[1]) == 1:
                return self._count(term.args[1][0][0], limit)
            case "ite":
                first = self._count(term.args[1], limit)
                return first if first > limit else first + self._count(term.args[2], limit)
        return limit + 1

    def each(self, term: Term, make: Callable[[int], Term]) -> Term:
        """What ``make`` gives for the value of a term with few values."""
        match term.op:
            case "int":
                return make(term.args[0])
            case "ite":
                return self.ite(term.args[0], self.each(term.args[1], make), self.each(term.args[2], make))
            case "lin":
                ((atom, times),) = term.args[1]
                const = term.args[0]
                return self.each(atom, lambda v: make(times * v + const))
            case "var":
                x, pieces = term, tuple((v, v) for v in range(term.low, term.high + 1))
            case _:
                x, pieces = term.args
        found = [(upto, make(value)) for upto, value in pieces]
        if all(value.op == "int" for _, value in found):
            return self.step(x, tuple((upto, value.args[0]) for upto, value in found))
        result = found[-1][1]
        for upto, value in reversed(found[:-1]):
            result = self.ite(self.le(x, self.whole(upto)), value, result)
        return result
