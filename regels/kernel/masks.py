"""Values in the block and the rules of their masks (see ``regels.plan.nodes``)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from regels.kernel.builder import Builder, literal
from regels.plan.plan import Plan
from regels.plan.types import Kind, Type


@dataclass(frozen=True, slots=True)
class Mask:
    """Why a value is unknown, or not sure.

    ``bits``: what can ever be set. Row by row ``word`` (i64) has the reasons and marks of the plan. Side by
    side it has marks only, and ``unknown`` (i1) says whether there is any reason.
    """

    word: str = "0"
    bits: int = 0
    unknown: str = "false"


NO_MASK: Final = Mask()


@dataclass(frozen=True, slots=True)
class Val:
    """An emitted value.

    ``value``: i64 at the static scale, or i1 when ``kind`` is ``i1``; of an unknown or nvt value
    anything within the static bounds. ``den``: denominator of a ratio. ``nvt``: i1, meaningful when
    known. ``rails``: of an i1 two more, where they are at hand: see ``Masks.rails``.
    """

    value: str
    kind: str = "i64"
    mask: Mask = NO_MASK
    nvt: str = "false"
    den: str = "1"
    rails: tuple[str, str] | None = None


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

    Row by row a mask has the bits of the plan. Side by side all reasons are one flag: few rows are
    undetermined, and of those the reasons are asked (``Builder.ask``). In ``Mask.bits`` that flag is the
    lowest bit, and the marks come after it.
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
        return self._or(found)

    def mask(self, bits: int) -> Mask:
        """Always these reasons and marks of the plan."""
        folded = self.folded(bits)
        return self.mask_of(literal(folded), folded)

    def mask_of(self, word: str, bits: int) -> Mask:
        """What a word says that has reasons and marks as they are in ``Mask.bits``."""
        if self.lanes == 1:
            return Mask(word, bits)
        reason = self._part(word, bits, self.unknown_bits)
        return Mask(self._part(word, bits, self.mark_bits), bits, self.compare("ne", reason, "0"))

    def _part(self, word: str, bits: int, wanted: int) -> str:
        if not bits & wanted:
            return "0"
        return self.bit_and(word, literal(wanted)) if bits & ~wanted else word

    def reasons(self, mask: Mask) -> Mask:
        """U: a mask without its marks."""
        bits = mask.bits & self.unknown_bits
        word = self._part(mask.word, mask.bits, self.unknown_bits) if self.lanes == 1 else "0"
        return Mask(word, bits, mask.unknown)

    def marks(self, mask: Mask) -> Mask:
        """M: a mask without its reasons."""
        word = self._part(mask.word, mask.bits, self.mark_bits) if self.lanes == 1 else mask.word
        return Mask(word, mask.bits & self.mark_bits)

    def union(self, masks: Sequence[Mask]) -> Mask:
        """All reasons and marks of several masks."""
        bits, unknown = 0, "false"
        for mask in masks:
            bits, unknown = bits | mask.bits, self.either(unknown, mask.unknown)
        return Mask(self._or([mask.word for mask in masks]), bits, unknown)

    def _or(self, words: Sequence[str]) -> str:
        found = "0"
        for word in words:
            found = self.bit_or(found, word)
        return found

    def flags(self, numbered: Sequence[tuple[int, str]]) -> str:
        """A word with a bit for each numbered i1 that holds."""
        return self._or([self.select("i64", when, literal(1 << i), "0") for i, when in numbered])

    def choose(self, condition: str, a: Mask, b: Mask) -> Mask:
        """One of two masks."""
        unknown = self.select("i1", condition, a.unknown, b.unknown)
        return Mask(self.select("i64", condition, a.word, b.word), a.bits | b.bits, unknown)

    def when(self, condition: str, mask: Mask) -> Mask:
        """A mask, or nothing."""
        return self.choose(condition, mask, NO_MASK)

    def unsure(self, condition: str, mask: Mask) -> Mask:
        """A mask of which the reasons count when the condition holds; then there must be some."""
        if self.lanes == 1:
            return self.choose(condition, mask, self.marks(mask))
        return replace(mask, unknown=condition)

    def unknown(self, v: Val) -> str:
        """i1: whether a value is unknown."""
        return v.mask.unknown if self.lanes > 1 else self.compare("ne", self.reasons(v.mask).word, "0")

    def known(self, v: Val) -> str:
        """i1: whether a value is known."""
        return self.negate(v.mask.unknown) if self.lanes > 1 else self._no_reasons(v.mask)

    def _no_reasons(self, mask: Mask) -> str:
        return self.compare("eq", self.reasons(mask).word, "0")

    def all_known(self, values: Sequence[Val]) -> str:
        """i1: whether all values are known."""
        found = "true"
        for v in values:
            found = self.both(found, self.known(v))
        return found

    def rails(self, v: Val) -> tuple[str, str]:
        """Two i1 that say all of a BOOL: whether it is known and true, and whether it can be true."""
        if v.rails:
            return v.rails
        if not v.mask.bits & self.unknown_bits:
            return v.value, v.value
        return self.both(v.value, self.known(v)), self.either(v.value, self.unknown(v))

    def holds(self, v: Val) -> str:
        """i1: a BOOL that is known and true."""
        return self.rails(v)[0]

    def strict(self, result: Val, *operands: Val) -> Val:
        """``result`` with the mask of a strict node over ``operands``."""
        return replace(result, mask=self.union([v.mask for v in operands]))

    def select_val(self, condition: str, a: Val, b: Val) -> Val:
        """One of two values of one type, mask and all."""
        return Val(
            value=self.select(a.kind, condition, a.value, b.value),
            kind=a.kind,
            mask=self.choose(condition, a.mask, b.mask),
            nvt=self.select("i1", condition, a.nvt, b.nvt),
        )
