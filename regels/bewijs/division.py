"""Rounding as terms: by sign and magnitude, as ``regels.evaluator.rounding`` does."""

from math import gcd

from regels.bewijs.term import SMALL, Env, Term, evaluate
from regels.bewijs.terms import Terms
from regels.plan.nodes import RoundMode

_DEEPEST = 5
"""So many choices are taken apart, to round a table for each."""


def quotient(t: Terms, number: Term, den: Term, up: int, down: int, mode: RoundMode) -> Term:
    """``number × up / (den × down)`` rounded to a whole number."""
    common = gcd(up, down)
    return _apart(t, t.times(number, up // common), t.times(den, down // common), mode, _DEEPEST)


def _apart(t: Terms, number: Term, den: Term, mode: RoundMode, depth: int) -> Term:
    """Per choice, as long as each part then is a table of one small variable."""
    condition = _choice(den) if den.op != "int" else None
    if condition is None and _small(number, den):
        condition = _choice(number)
    if condition is None or depth == 0:
        return _whole(t, number, den, mode)
    parts = [
        _apart(t, t.under(number, condition, holds), t.under(den, condition, holds), mode, depth - 1)
        for holds in (True, False)
    ]
    return t.ite(condition, *parts)


def _whole(t: Terms, number: Term, den: Term, mode: RoundMode) -> Term:
    x = den.only
    if x is not None and _small(number, den) and t.few(x):
        points = range(x.low, x.high + 1)
        return t.step(x, tuple((v, _plain(t, number, den, {x: v}, mode)) for v in points))
    if den.op == "int" or not t.few(den):
        return _signed(t, number, den, mode)
    return t.each(den, lambda by: _signed(t, number, t.whole(max(by, 1)), mode))


def _plain(t: Terms, number: Term, den: Term, env: Env, mode: RoundMode) -> int:
    """The rounded quotient for one value of the variable."""
    found = _signed(t, t.whole(evaluate(number, env)), t.whole(max(evaluate(den, env), 1)), mode)
    return evaluate(found, {})


def _choice(term: Term) -> Term | None:
    """The condition of a choice that a sum or choice holds."""
    if term.op == "ite":
        condition: Term = term.args[0]
        return condition
    if term.op == "lin":
        return next((found for atom, _ in term.args[1] if (found := _choice(atom))), None)
    return None


def _small(*terms: Term) -> bool:
    """All leaves of sums and choices are constants or read the same small variable."""
    waiting, reads = list(terms), set[Term]()
    while waiting:
        term = waiting.pop()
        if term.op == "ite":
            waiting += term.args[1:]
        elif term.op == "lin":
            waiting += [atom for atom, _ in term.args[1]]
        elif term.op != "int":
            if term.only is None or term.only.op != "var" or term.only.high - term.only.low >= SMALL:
                return False
            reads.add(term.only)
    return len(reads) <= 1


def _signed(t: Terms, number: Term, by: Term, mode: RoundMode) -> Term:
    if number.low >= 0:
        return _magnitude(t, number, by, mode)
    if number.high <= 0:
        return t.times(_magnitude(t, t.times(number, -1), by, mode), -1)
    zero = t.whole(0)
    above, under = t.max(number, zero), t.max(t.times(number, -1), zero)
    return t.ite(
        t.le(zero, number), _magnitude(t, above, by, mode), t.times(_magnitude(t, under, by, mode), -1)
    )


def _magnitude(t: Terms, number: Term, by: Term, mode: RoundMode) -> Term:
    match mode:
        case RoundMode.HALF_UP:
            return t.divn(t.add(t.times(number, 2), by), t.times(by, 2))
        case RoundMode.UP:
            return t.divn(t.lin(-1, (number, 1), (by, 1)), by)
    return t.divn(number, by)
