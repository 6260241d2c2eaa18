"""Straight-line LLVM assembly as text: one basic block, every instruction written once.

Values are LLVM operands: ``%7``, ``-12``, ``true``. Literals are folded and equal instructions
shared while writing, so that code for what is statically known never reaches LLVM. Loads are
shared too: the block must not store to memory that it still has to read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from regels.kernel.bounds import Bounds

_COMMUTATIVE: Final = frozenset({"add", "mul", "and", "or", "xor"})
_FOLD: Final[dict[str, Callable[[int, int], int]]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "and": lambda a, b: a & b,
    "or": lambda a, b: a | b,
    "xor": lambda a, b: a ^ b,
}
_NEUTRAL: Final = {"add": 0, "sub": 0, "mul": 1, "or": 0, "xor": 0, "and": -1, "udiv": 1, "lshr": 0}
_ABSORBING: Final = {"mul": 0, "and": 0, "or": -1}
_PREDICATE: Final[dict[str, Callable[[int, int], bool]]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "slt": lambda a, b: a < b,
    "sle": lambda a, b: a <= b,
    "sgt": lambda a, b: a > b,
    "sge": lambda a, b: a >= b,
}


def signed(number: int) -> int:
    """The two's complement reading of the low 64 bits."""
    return (number + 2**63) % 2**64 - 2**63


def literal(number: int) -> str:
    """An i64 operand; bit masks up to 64 bits are accepted."""
    return str(signed(number))


def flag(value: bool) -> str:
    """An i1 operand."""
    return "true" if value else "false"


def number_of(operand: str) -> int | None:
    """The number an integer operand is, when it is a literal."""
    return None if operand[0] == "%" else int(operand)


@dataclass(frozen=True, slots=True)
class Store:
    """Write ``value`` as this row's result in a slot of the output; where that is, the loop knows."""

    kind: str
    value: str
    slot: int


class Builder:
    """Appends instructions to one basic block; ``lines`` is its text, but for the stores.

    ``lanes``: rows that the loop will compute side by side. ``bounds``: what is proved about
    operands, beyond what follows from the instructions. ``records``: pointers to words that lie
    together, of which many are read. ``asks``: i1, see ``ask``.
    """

    def __init__(self, lanes: int = 1) -> None:
        self.lanes = lanes
        self.lines: list[str | Store] = []
        self.bounds: dict[str, Bounds] = {}
        self.records: set[str] = set()
        self.asks = "false"
        self._names: dict[str, str] = {}

    def op(self, text: str) -> str:
        """The result of an instruction without side effects; equal text, equal result."""
        name = self._names.get(text)
        if name is None:
            name = self._names[text] = f"%v{len(self._names)}"
            self.lines.append(f"  {name} = {text}")
        return name

    def store(self, kind: str, value: str, slot: int) -> None:
        """Write ``value`` for this row; nothing may be loaded from there."""
        self.lines.append(Store(kind, value, slot))

    def ask(self, when: str) -> None:
        """Have the rows for which this i1 holds computed by the code for one row at a time as well."""
        self.asks = when

    def note(self, value: str, low: int, high: int) -> None:
        """Remember that an i64 operand always lies between two numbers."""
        if value[0] == "%":
            known = self.bounds.get(value, (low, high))
            self.bounds[value] = (max(low, known[0]), min(high, known[1]))

    def arith(self, op: str, kind: str, a: str, b: str) -> str:
        """An integer operation on two operands of LLVM type ``kind`` (not i1)."""
        if op in _COMMUTATIVE and (b[0] == "%") and (a[0] != "%" or b < a):
            a, b = b, a
        y = number_of(b)
        if y is not None:
            x = number_of(a)
            if x is not None and op in _FOLD:
                return literal(_FOLD[op](x, y))
            if _NEUTRAL.get(op) == y:
                return a
            if _ABSORBING.get(op) == y:
                return b
        return self.op(f"{op} {kind} {a}, {b}")

    def add(self, a: str, b: str) -> str:
        return self.arith("add", "i64", a, b)

    def sub(self, a: str, b: str) -> str:
        return self.arith("sub", "i64", a, b)

    def mul(self, a: str, b: str) -> str:
        return self.arith("mul", "i64", a, b)

    def bit_and(self, a: str, b: str) -> str:
        return self.arith("and", "i64", a, b)

    def bit_or(self, a: str, b: str) -> str:
        return self.arith("or", "i64", a, b)

    def convert(self, op: str, source: str, value: str, target: str) -> str:
        """``trunc``, ``zext`` or ``sext``; a literal stays as it is (it must fit)."""
        if source == "i1" and value[0] != "%":
            return str(int(value == "true"))
        return value if value[0] != "%" else self.op(f"{op} {source} {value} to {target}")

    def compare(self, predicate: str, a: str, b: str) -> str:
        """A signed comparison of i64 operands, as i1."""
        x, y = number_of(a), number_of(b)
        if x is not None and y is not None:
            return flag(_PREDICATE[predicate](x, y))
        return self.op(f"icmp {predicate} i64 {a}, {b}")

    def either(self, a: str, b: str) -> str:
        """Logical or of two i1."""
        if a == "true" or b == "true":
            return "true"
        if a == "false" or a == b:
            return b
        return a if b == "false" else self.op(f"or i1 {min(a, b)}, {max(a, b)}")

    def both(self, a: str, b: str) -> str:
        """Logical and of two i1."""
        if a == "false" or b == "false":
            return "false"
        if a == "true" or a == b:
            return b
        return a if b == "true" else self.op(f"and i1 {min(a, b)}, {max(a, b)}")

    def negate(self, a: str) -> str:
        """Logical not of an i1."""
        return flag(a == "false") if a[0] != "%" else self.op(f"xor i1 {a}, true")

    def select(self, kind: str, condition: str, a: str, b: str) -> str:
        """``a`` when the condition holds, else ``b``; metadata 0 keeps LLVM from making it a jump."""
        if a == b or condition == "true":
            return a
        if condition == "false":
            return b
        if kind == "i1" and a[0] != "%":
            return self.either(condition, b) if a == "true" else self.both(self.negate(condition), b)
        if kind == "i1" and b[0] != "%":
            return self.both(condition, a) if b == "false" else self.either(self.negate(condition), a)
        return self.op(f"select i1 {condition}, {kind} {a}, {kind} {b}, !unpredictable !0")

    def lowest(self, a: str, b: str) -> str:
        return self._extreme("min", a, b)

    def highest(self, a: str, b: str) -> str:
        return self._extreme("max", a, b)

    def _extreme(self, pick: str, a: str, b: str) -> str:
        x, y = number_of(a), number_of(b)
        if x is not None and y is not None:
            return literal(min(x, y) if pick == "min" else max(x, y))
        return self.op(f"call i64 @llvm.s{pick}.i64(i64 {a}, i64 {b})")

    def at(self, pointer: str, offset: str) -> str:
        """A pointer moved by a number of bytes."""
        return pointer if offset == "0" else self.op(f"getelementptr i8, ptr {pointer}, i64 {offset}")

    def load(self, kind: str, pointer: str, align: int = 1) -> str:
        """Read memory that the block does not write before."""
        return self.op(f"load {kind}, ptr {pointer}, align {align}")
