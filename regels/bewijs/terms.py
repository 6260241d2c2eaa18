"""Makes terms, simple from the start: constants are computed, sums joined, choices that are settled taken."""

from collections.abc import Callable, Iterable
from math import gcd
from typing import Any

from regels.bewijs.term import SMALL, Parts, Pieces, Term, below, evaluate, piece, split, truthful


class Terms:
    """Makes terms; all terms of one question are made by one of these."""

    def __init__(self) -> None:
        self._made: dict[tuple[Any, ...], Term] = {}
        self._opposite: dict[Term, Term] = {}
        self._asked: dict[tuple[bool, Term], Term] = {}
        self.true, self.false = self._make("bool", (1,), 1, 1), self._make("bool", (0,), 0, 0)

    def __len__(self) -> int:
        return len(self._made)

    def _make(self, op: str, args: tuple[Any, ...], low: int, high: int) -> Term:
        key = (op, *args)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Term(op, args, low, high, len(self._made))
            if op in ("var", "bvar"):
                found.only = found
            else:
                reads = {part.only for part in below(found) if not part.shut}
                found.only = reads.pop() if len(reads) == 1 else None
        return found

    # --- leaves

    def whole(self, value: int) -> Term:
        """A constant."""
        return self._make("int", (value,), value, value)

    def truth(self, value: bool) -> Term:
        """Ja or nee."""
        return self.true if value else self.false

    def var(self, name: str, low: int, high: int) -> Term:
        """A free integer; a constant when its bounds are one value."""
        return self.whole(low) if low == high else self._make("var", (name, low, high), low, high)

    def bvar(self, name: str) -> Term:
        """A free truth."""
        return self._make("bvar", (name,), 0, 1)

    # --- sums

    def lin(self, const: int, *parts: tuple[Term, int]) -> Term:
        """``const`` plus so many times each term; a term may occur more than once."""
        flat: Parts = {}
        for atom, times in parts:
            const += self._into(flat, atom, times)
        self._join_steps(flat)
        kept = tuple(sorted(((a, k) for a, k in flat.items() if k), key=lambda pair: pair[0].number))
        if not kept:
            return self.whole(const)
        if len(kept) == 1:
            ((atom, times),) = kept
            if atom.op == "step":
                x, pieces = atom.args
                return self.step(x, tuple((upto, times * v + const) for upto, v in pieces))
            if times == 1 and const == 0:
                return atom
        low = const + sum(min(k * a.low, k * a.high) for a, k in kept)
        high = const + sum(max(k * a.low, k * a.high) for a, k in kept)
        if low == high:
            return self.whole(low)
        made = self._make("lin", (const, kept), low, high)
        return self._listed(made) if len(kept) > 1 else made

    @staticmethod
    def _into(flat: Parts, atom: Term, times: int) -> int:
        """Add a multiple of a term to the parts of a sum; what it adds to the constant."""
        if atom.op == "int":
            return times * int(atom.args[0])
        if atom.op == "lin":
            for inner, k in atom.args[1]:
                flat[inner] = flat.get(inner, 0) + times * k
            return times * int(atom.args[0])
        flat[atom] = flat.get(atom, 0) + times
        return 0

    def _join_steps(self, flat: Parts) -> None:
        """Steps over one argument become one step."""
        steps: dict[Term, list[Term]] = {}
        for atom, times in flat.items():
            if atom.op == "step" and times:
                steps.setdefault(atom.args[0], []).append(atom)
        for x, same in steps.items():
            if len(same) > 1:
                uptos = sorted({upto for atom in same for upto, _ in atom.args[1]})
                pieces = tuple(
                    (upto, sum(flat[atom] * piece(atom.args[1], upto) for atom in same)) for upto in uptos
                )
                for atom in same:
                    del flat[atom]
                joined = self.step(x, pieces)
                flat[joined] = flat.get(joined, 0) + 1

    def add(self, *terms: Term) -> Term:
        """The sum."""
        return self.lin(0, *((term, 1) for term in terms))

    def sub(self, left: Term, right: Term) -> Term:
        """The difference."""
        return self.whole(0) if left is right else self.lin(0, (left, 1), (right, -1))

    def times(self, term: Term, factor: int) -> Term:
        """A multiple by a constant."""
        return self.lin(0, (term, factor))

    def plus(self, term: Term, const: int) -> Term:
        """A term and a constant."""
        return self.lin(const, (term, 1))

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

    def step(self, x: Term, pieces: Pieces) -> Term:
        """The value of the first piece that is not below ``x``."""
        if x.op == "int":
            return self.whole(piece(pieces, x.args[0]))
        if x.op == "lin" and len(x.args[1]) == 1 and x.args[1][0][1] in (1, -1):
            const, ((atom, sign),) = x.args
            if sign == 1:
                return self.step(atom, tuple((upto - const, v) for upto, v in pieces))
            lows = [x.low - 1, *(upto for upto, _ in pieces[:-1])]
            turned = [(const - low - 1, v) for low, (_, v) in zip(lows, pieces, strict=True)]
            return self.step(atom, tuple(reversed(turned)))
        kept: list[tuple[int, int]] = []
        for upto, value in pieces:
            if upto < x.low:
                continue
            if kept and kept[-1][1] == value:
                kept.pop()
            kept.append((min(upto, x.high), value))
            if upto >= x.high:
                break
        if len(kept) == 1:
            return self.whole(kept[0][1])
        values = [value for _, value in kept]
        return self._make("step", (x, tuple(kept)), min(values), max(values))

    def _listed(self, term: Term) -> Term:
        """A term of one small variable as a step of it."""
        x = term.only
        if x is None or x.op != "var" or x.high - x.low >= SMALL:
            return term
        return self.step(x, tuple((v, evaluate(term, {x: v})) for v in range(x.low, x.high + 1)))

    # --- choices

    def ite(self, condition: Term, then: Term, otherwise: Term) -> Term:
        """``als condition dan then anders otherwise``, of integers or of truths."""
        if condition.op == "bool":
            return then if condition.args[0] else otherwise
        if then is otherwise:
            return then
        then = self._under(then, condition, True)
        otherwise = self._under(otherwise, condition, False)
        if then is otherwise:
            return then
        if truthful(then):
            return self._bite(condition, then, otherwise)
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

    def _under(self, branch: Term, condition: Term, holds: bool) -> Term:
        """A branch of a choice, with what is known there of the same condition."""
        opposite = self.no(condition)
        if branch is condition or branch is opposite:
            return self.truth((branch is condition) is holds)
        if branch.op in ("ite", "bite") and branch.args[0] in (condition, opposite):
            found: Term = branch.args[1 if (branch.args[0] is condition) is holds else 2]
            return found
        return branch

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

    # --- truths

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
            return self.ite(left, right, self.no(right))
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
                    return self.ite(atom.args[0], then, otherwise)
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
