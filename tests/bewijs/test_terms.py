"""What is made simple while it is made means the same as what was written."""

import random

import pytest

from regels.bewijs.smt import Clock, Solver
from regels.bewijs.term import Term, evaluate
from regels.bewijs.terms import Terms

Made = tuple[Term, int]


class Pair:
    """Random terms, each beside its value by plain arithmetic for one set of values."""

    def __init__(self, rng: random.Random) -> None:
        self.rng, self.t = rng, Terms()
        bounds = [(0, 1), (0, 6), (-3, 3), (-500, 500), (0, 40), (5, 900)]
        self.variables = [self.t.var(f"x{i}", low, high) for i, (low, high) in enumerate(bounds)]
        self.truths = [self.t.bvar(f"p{i}") for i in range(3)]
        self.env = {v: rng.randint(v.low, v.high) for v in [*self.variables, *self.truths]}

    def whole(self, depth: int) -> Made:
        """An integer."""
        rng, t = self.rng, self.t
        if depth == 0:
            found = rng.choice(self.variables)
            number = rng.randint(-9, 9)
            return (found, self.env[found]) if rng.random() < 0.7 else (t.whole(number), number)
        (a, x), (b, y) = self.whole(depth - 1), self.whole(depth - 1)
        (c, holds), k = self.truth(depth - 1), rng.choice([1, 2, 3, 7, 100])
        return rng.choice([
            (t.add(a, b), x + y), (t.sub(a, b), x - y), (t.times(a, -k), -k * x), (t.mul(a, b), x * y),
            (t.max(a, b), max(x, y)), (t.min(a, b), min(x, y)), (t.div(a, k), x // k), (t.mod(a, k), x % k),
            (t.divn(a, t.max(b, t.whole(1))), x // max(y, 1)), (t.ite(c, a, b), x if holds else y),
        ])  # fmt: skip

    def truth(self, depth: int) -> Made:
        """A truth."""
        rng, t = self.rng, self.t
        if depth == 0:
            found = rng.choice(self.truths)
            return found, self.env[found]
        (a, x), (b, y) = self.whole(depth - 1), self.whole(depth - 1)
        (p, v), (q, w), (r, u) = (self.truth(depth - 1) for _ in range(3))
        return rng.choice([
            (t.le(a, b), int(x <= y)), (t.lt(a, b), int(x < y)), (t.eq(a, b), int(x == y)),
            (t.all(p, q, r), v & w & u), (t.any(p, q, r), v | w | u), (t.no(p), 1 - v),
            (t.ite(p, q, r), w if v else u), (t.eq(p, q), int(v == w)),
            (t.no(t.all(p, t.no(q))), 1 - (v & (1 - w))),
        ])  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_terms_mean_what_they_say(seed: int) -> None:
    pair = Pair(random.Random(seed))
    for _ in range(30):
        for term, value in (pair.whole(3), pair.truth(3)):
            assert evaluate(term, pair.env) == value
            assert term.low <= value <= term.high


@pytest.mark.parametrize("seed", range(5))
def test_z3_means_the_same(seed: int) -> None:
    pair = Pair(random.Random(seed))
    solver = Solver(pair.t, Clock(60))
    for variable in pair.variables:
        solver.require(pair.t.eq(variable, pair.t.whole(pair.env[variable])))
    for truth in pair.truths:
        solver.require(truth if pair.env[truth] else pair.t.no(truth))
    for _ in range(10):
        term, value = pair.whole(3)
        assert solver.ask(pair.t.no(pair.t.eq(term, pair.t.whole(value)))).holds is False
    assert solver.ask(pair.t.true).holds is True


def test_what_is_the_same_is_one_term() -> None:
    t = Terms()
    x, y, p = t.var("x", 0, 1000), t.var("y", 0, 1000), t.bvar("p")
    assert t.add(x, y) is t.add(y, x)
    assert t.sub(t.add(x, y), y) is x
    assert t.ite(t.lt(x, y), x, y) is t.min(x, y)
    assert t.no(t.le(x, y)) is t.lt(y, x)
    assert t.any(p, t.no(p)) is t.true
    assert t.all(t.le(x, t.whole(5)), t.le(t.whole(9), x)) is t.false
    assert t.all(t.le(x, t.whole(5)), t.le(x, t.whole(9))) is t.le(x, t.whole(5))
    assert t.no(t.eq(x, t.whole(0))) is t.lt(t.whole(0), x)
    assert t.ite(p, t.ite(p, x, y), y) is t.ite(p, x, y)


def test_a_small_variable_becomes_a_table() -> None:
    t = Terms()
    k = t.var("k", 0, 50)
    found = t.divn(t.whole(1000), t.plus(k, 1))
    assert found.op == "step"
    assert [evaluate(found, {k: value}) for value in (0, 1, 2, 50)] == [1000, 500, 333, 19]
