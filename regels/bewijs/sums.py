"""Terms, each made once, and sums of them: constants are computed, multiples joined, steps made one."""

from typing import Any

from regels.bewijs.term import SMALL, Parts, Pieces, Term, below, evaluate, piece


class Sums:
    """Makes constants, variables, sums and steps; what is the same becomes the same object."""

    def __init__(self) -> None:
        self._made: dict[tuple[Any, ...], Term] = {}
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

    # --- a function of one term with few values

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
