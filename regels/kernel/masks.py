"""Values in the block and the rules of their masks (see ``regels.plan.nodes``)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from regels.kernel.builder import Builder, literal
from regels.plan.plan import Plan
from regels.plan.types import Kind, Type


@dataclass(frozen=True, slots=True)
class Val:
    """An emitted value.

    ``value``: i64 at the static scale, or i1 when ``kind`` is ``i1``; of an unknown or nvt value
    anything within the static bounds. ``den``: denominator of a ratio. ``mask``: reasons and
    marks, ``bits`` the ones that can ever be set. ``nvt``: i1, meaningful when known.
    """

    value: str
    kind: str = "i64"
    mask: str = "0"
    bits: int = 0
    nvt: str = "false"
    den: str = "1"


def _single_bits(plan: Plan) -> list[int]:
    """The marks of a plan, each a bit."""
    every = 0
    for parameter in plan.parameters:
        every |= parameter.mark
    return [1 << i for i in range(64) if every >> i & 1]


def width(kind: Type) -> str:
    """The LLVM type that a value of this type has in the block."""
    return "i1" if kind.kind is Kind.BOOL else "i64"


def filler(kind: Type) -> str:
    """What an unknown or nvt slot holds: the number nearest zero within the bounds."""
    if kind.kind is Kind.BOOL:
        return "false"
    return literal(max(kind.low, min(kind.high, 0)))


class Masks(Builder):
    """A builder that knows which bits make a value unknown.

    Row by row a mask has the bits of the plan. Side by side it has one bit for all reasons and then the
    marks: few rows are undetermined, and of those the reasons are asked (``Builder.ask``). So it is narrow.
    """

    def __init__(self, plan: Plan, lanes: int = 1) -> None:
        super().__init__(lanes)
        self._plan, self._marks = plan, _single_bits(plan)
        self.unknown_bits = self.folded(plan.unknown_bits)
        self.mark_bits = 2**64 - 1 - self.unknown_bits

    def folded(self, bits: int) -> int:
        """Reasons and marks of the plan as they are in this code."""
        if self.lanes == 1:
            return bits
        marks = sum(2 << i for i, mark in enumerate(self._marks) if bits & mark)
        return marks | bool(bits & self._plan.unknown_bits)

    def unfolded(self, marks: str) -> str:
        """Marks as they are in the plan."""
        if self.lanes == 1:
            return marks
        own = [(2 << i, mark) for i, mark in enumerate(self._marks)]
        found = [
            self.select("i64", self.compare("ne", self.bit_and(marks, literal(bit)), "0"), literal(mark), "0")
            for bit, mark in own
        ]
        return self.union(found)

    def reasons(self, v: Val) -> str:
        """U: the reason bits of a value."""
        return self._part(v, self.unknown_bits)

    def marks(self, v: Val) -> str:
        """M: the mark bits of a value."""
        return self._part(v, self.mark_bits)

    def _part(self, v: Val, bits: int) -> str:
        if not v.bits & bits:
            return "0"
        return self.bit_and(v.mask, literal(bits)) if v.bits & ~bits else v.mask

    def unknown(self, v: Val) -> str:
        """i1: whether a value is unknown."""
        return self.compare("ne", self.reasons(v), "0")

    def known(self, v: Val) -> str:
        """i1: whether a value is known."""
        return self.compare("eq", self.reasons(v), "0")

    def all_known(self, values: Sequence[Val]) -> str:
        """i1: whether all values are known."""
        found = "true"
        for v in values:
            found = self.both(found, self.known(v))
        return found

    def holds(self, v: Val) -> str:
        """i1: a BOOL that is known and true."""
        return self.both(v.value, self.known(v))

    def fails(self, v: Val) -> str:
        """i1: a BOOL that is known and false."""
        return self.both(self.negate(v.value), self.known(v))

    def union(self, masks: Sequence[str]) -> str:
        """All bits of several masks."""
        found = "0"
        for mask in masks:
            found = self.bit_or(found, mask)
        return found

    def strict(self, result: Val, *operands: Val) -> Val:
        """``result`` with the mask of a strict node over ``operands``."""
        bits = 0
        for v in operands:
            bits |= v.bits
        return replace(result, mask=self.union([v.mask for v in operands]), bits=bits)

    def select_val(self, condition: str, a: Val, b: Val) -> Val:
        """One of two values of one type, mask and all."""
        return Val(
            value=self.select(a.kind, condition, a.value, b.value),
            kind=a.kind,
            mask=self.select("i64", condition, a.mask, b.mask),
            bits=a.bits | b.bits,
            nvt=self.select("i1", condition, a.nvt, b.nvt),
        )
