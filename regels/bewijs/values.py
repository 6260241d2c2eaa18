"""Values of the proof: a number or truth as a term, with two truths beside it: n.v.t., and unknown.

Where a value is n.v.t. or unknown its number means nothing. The masks of ``regels.plan.nodes`` are not
kept: what is proved is about values and verdicts, not about which fields a row waits for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from regels.bewijs.term import Term, truthful
from regels.bewijs.terms import Terms


@dataclass(frozen=True, slots=True)
class Val:
    """A value; of a ratio ``den`` is the denominator, above zero."""

    value: Term
    nvt: Term
    unknown: Term
    den: Term | None = None


class Values:
    """Makes values over one store of terms."""

    def __init__(self, terms: Terms) -> None:
        self.t = terms

    def known(self, value: Term, *, nvt: Term | None = None, unknown: Term | None = None) -> Val:
        """A plain value."""
        return Val(value, nvt or self.t.false, unknown or self.t.false)

    def number(self, value: int) -> Val:
        """A constant."""
        return self.known(self.t.whole(value))

    def truth(self, value: bool) -> Val:
        """Ja or nee."""
        return self.known(self.t.truth(value))

    def nvt(self, truth: bool) -> Val:
        """*Niet van toepassing*."""
        return self.known(self.empty(truth), nvt=self.t.true)

    def unknown(self, truth: bool) -> Val:
        """A value that is not known."""
        return self.known(self.empty(truth), unknown=self.t.true)

    def empty(self, truth: bool) -> Term:
        """What stands where there is no number."""
        return self.t.false if truth else self.t.whole(0)

    def strict(self, value: Term, operands: Sequence[Val], den: Term | None = None) -> Val:
        """Unknown when an operand is."""
        return Val(value, self.t.false, self.t.any(*(v.unknown for v in operands)), den)

    def same(self, left: Val, right: Val) -> Term:
        """Both are known and equal: both n.v.t., or one number."""
        t = self.t
        alike = t.any(
            t.all(left.nvt, right.nvt), t.all(t.no(left.nvt), t.no(right.nvt), self.equal(left, right))
        )
        return t.all(t.no(left.unknown), t.no(right.unknown), alike)

    def equal(self, left: Val, right: Val) -> Term:
        """The numbers are equal."""
        if left.den is None and right.den is None:
            return self.t.eq(left.value, right.value)
        return self.t.eq(self.t.mul(left.value, self.den(right)), self.t.mul(right.value, self.den(left)))

    def den(self, value: Val) -> Term:
        """The denominator."""
        return self.t.whole(1) if value.den is None else value.den

    def choose(self, condition: Term, then: Val, otherwise: Val) -> Val:
        """One of two values by a truth that is known."""
        t = self.t
        den = None
        if then.den is not None or otherwise.den is not None:
            den = t.ite(condition, self.den(then), self.den(otherwise))
        return Val(
            t.ite(condition, then.value, otherwise.value),
            t.ite(condition, then.nvt, otherwise.nvt),
            t.ite(condition, then.unknown, otherwise.unknown),
            den,
        )

    def as_number(self, value: Term) -> Term:
        """A truth as 0 or 1; a number as it is."""
        return self.t.ite(value, self.t.whole(1), self.t.whole(0)) if truthful(value) else value
