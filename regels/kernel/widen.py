"""From the block of one row to a block for several rows side by side, one in each SIMD lane.

The block that ``Builder`` writes has no jumps, so each instruction can be done for ``lanes`` rows at
once. What is the same for all rows (descriptors) stays scalar; everything else gets vectors for
operands. ``element`` and ``bit`` are what the desk holds of the inputs (see ``desk``), at the step of which
``%record`` is the record, ``%byte`` the place of a byte and ``%bit`` the bit; results go there too. Other
loads become gathers.
"""

import re
from collections.abc import Sequence
from typing import Final

from regels.kernel import bounds, division
from regels.kernel.bounds import Bounds
from regels.kernel.builder import Builder, Store, number_of
from regels.kernel.desk import Desk
from regels.kernel.transpose import transposed

_INSTRUCTION: Final = re.compile(r"  (%\S+) = (\w+) (.*)")
_NAMES: Final = re.compile(r"%[\w.]+")
_ARITH: Final = re.compile(r"(\S+) (\S+), (\S+)")
_COMPARE: Final = re.compile(r"(\w+) (\S+) (\S+), (\S+)")
_SELECT: Final = re.compile(r"i1 (\S+), (\S+) (\S+), \S+ (\S+), !unpredictable !0")
_CAST: Final = re.compile(r"(\S+) (\S+) to (\S+)")
_POINTER: Final = re.compile(r"i8, ptr (\S+), i64 (\S+)")
_LOAD: Final = re.compile(r"(\S+), ptr (\S+), align (\d+)")
_CALL: Final = re.compile(r"\S+ @llvm\.(\w+)\.(\w+)\((.*)\)")
_HALF: Final = 2**31


class Widener:
    """Widens the block ``b``; ``varying`` are the names from outside that differ by row.

    Afterwards ``elements`` and ``bits`` tell what was used: per input the kind of its elements, and bitmaps.
    """

    def __init__(self, b: Builder, varying: set[str], desk: Desk) -> None:
        self._b, self._lanes, self._desk = b, b.lanes, desk
        self.elements: dict[int, str] = {}
        self.bits: set[int] = set()
        self._varying = set(varying)
        self._bounds = dict(b.bounds)
        self._names: dict[str, str] = {}
        self._cells: dict[str, tuple[str, int]] = {}
        self.lines: list[str] = []

    def widen(self) -> list[str]:
        """The text of the wide block."""
        for line in self._b.lines:
            if isinstance(line, Store):
                self._store(line)
            else:
                self._line(line)
        return self.lines

    def vector(self, kind: str) -> str:
        """The LLVM type of a varying value."""
        return f"<{self._lanes} x {kind}>"

    def operand(self, kind: str, value: str) -> str:
        """A value as vector; what is the same for all rows is repeated."""
        if value in self._varying:
            return value
        if value[0] != "%":
            return f"splat ({kind} {value})"
        vector = self.vector(kind)
        first = self._emit(f"insertelement {vector} poison, {kind} {value}, i64 0")
        zeros = f"{self.vector('i32')} zeroinitializer"
        return self._emit(f"shufflevector {vector} {first}, {vector} poison, {zeros}")

    def _emit(self, text: str) -> str:
        """The result of a new instruction; equal text, equal result."""
        if text not in self._names:
            self._names[text] = f"%w{len(self._names)}"
            self.lines.append(f"  {self._names[text]} = {text}")
        return self._names[text]

    def _line(self, line: str) -> None:
        name, op, rest = _parts(_INSTRUCTION, line)
        if op not in ("element", "bit") and self._varying.isdisjoint(_NAMES.findall(rest)):
            self.lines.append(line)
            return
        text = self._instruction(name, op, rest)
        self._varying.add(name)
        self.lines.append(f"  {name} = {text}")

    def _instruction(self, name: str, op: str, rest: str) -> str:
        match op:
            case "icmp":
                predicate, kind, a, b = _parts(_COMPARE, rest)
                return f"icmp {predicate} {self._pair(kind, a, b)}"
            case "select":
                return self._select(name, rest)
            case "trunc" | "zext" | "sext":
                kind, value, target = _parts(_CAST, rest)
                return f"{op} {self.vector(kind)} {value} to {self.vector(target)}"
            case "getelementptr":
                base, offset = _parts(_POINTER, rest)
                if base in self._b.records:
                    self._cells[name] = (base, int(offset))
                start = f"{self.vector('ptr')} {base}" if base in self._varying else f"ptr {base}"
                return f"getelementptr i8, {start}, {self.vector('i64')} {self.operand('i64', offset)}"
            case "element":
                return self._element(*rest.split())
            case "bit":
                return self._bit(int(rest))
            case "load" if (pointer := _parts(_LOAD, rest)[1]) in self._cells.keys() | self._b.records:
                return self._cell(*self._cells.get(pointer, (pointer, 0)))
            case "load":
                return self._gather(*_parts(_LOAD, rest))
            case "call":
                return self._call(name, *_parts(_CALL, rest))
        return self._arith(name, op, *_parts(_ARITH, rest))

    def _pair(self, kind: str, a: str, b: str) -> str:
        return f"{self.vector(kind)} {self.operand(kind, a)}, {self.operand(kind, b)}"

    def _select(self, name: str, rest: str) -> str:
        condition, kind, a, b = _parts(_SELECT, rest)
        self._follow(name, "select", kind, a, b)
        vector = self.vector(kind)
        chosen = f"{vector} {self.operand(kind, a)}, {vector} {self.operand(kind, b)}"
        return f"select {self.vector('i1')} {self.operand('i1', condition)}, {chosen}"

    def _element(self, kind: str, index: str) -> str:
        self.elements[int(index)] = self._desk.forms[int(index)]
        place = self._at("%record", self._desk.elements[int(index)])
        return f"load {self.vector(kind)}, ptr {place}, align 8"

    def _bit(self, number: int) -> str:
        self.bits.add(number)
        line = self._at("%desk", self._desk.bitmap(number))
        word = self._emit(f"load {self.vector('i64')}, ptr {line}, align 8")
        single = self._emit(f"and {self.vector('i64')} {word}, %bit")
        return f"icmp ne {self.vector('i64')} {single}, zeroinitializer"

    def _at(self, base: str, offset: int) -> str:
        return self._emit(f"getelementptr i8, ptr {base}, i64 {offset}")

    def _cell(self, record: str, offset: int) -> str:
        """A word of each lane's record: as many words are turned at once, so that no gather is needed."""
        lanes, vector = self._lanes, self.vector("i64")
        first, place = divmod(offset // 8, lanes)
        loaded = []
        for lane in range(lanes):
            own = self._emit(f"extractelement {self.vector('ptr')} {record}, i64 {lane}")
            loaded.append(self._emit(f"load {vector}, ptr {self._at(own, 8 * lanes * first)}, align 8"))
        word = transposed(self._emit, "i64", loaded)[place]
        return f"bitcast {vector} {word} to {vector}"

    def _gather(self, kind: str, pointers: str, align: str) -> str:
        n, vector = self._lanes, self.vector(kind)
        places = f"{self.vector('ptr')} align {align} {pointers}"
        every = f"{self.vector('i1')} splat (i1 true)"
        return f"call {vector} @llvm.masked.gather.v{n}{kind}.v{n}p0({places}, {every}, {vector} poison)"

    def _call(self, name: str, function: str, kind: str, arguments: str) -> str:
        values = [argument.split()[1] for argument in arguments.split(", ")]
        if len(values) == 2:
            self._follow(name, function, kind, *values)
        vector = self.vector(kind)
        given = ", ".join(f"{vector} {self.operand(kind, value)}" for value in values)
        return f"call {vector} @llvm.{function}.v{self._lanes}{kind}({given})"

    def _arith(self, name: str, op: str, kind: str, a: str, b: str) -> str:
        self._follow(name, op, kind, a, b)
        x, y = self.operand(kind, a), self.operand(kind, b)
        if kind == "i64" and op == "udiv" and division.fits(self._known(a), self._known(b)):
            return division.quotient(self._emit, self._lanes, x, y, b)
        if kind == "i64" and op == "mul":
            x, y = self._short(a, b, x, y)
        return f"{op} {self.vector(kind)} {x}, {y}"

    def _short(self, a: str, b: str, x: str, y: str) -> tuple[str, str]:
        """The operands of a product, so that LLVM sees that they fit in 32 bits.

        For such there is one instruction; it ignores the high halves, and what clears them falls away.
        """
        low, high = _hull(self._known(a), self._known(b))
        if low >= 0 and high < 2 * _HALF:
            return self._cleared(x), self._cleared(y)
        if low >= -_HALF and high < _HALF:
            return self._extended(x), self._extended(y)
        return x, y

    def _cleared(self, value: str) -> str:
        return self._emit(f"and {self.vector('i64')} {value}, splat (i64 {2 * _HALF - 1})")

    def _extended(self, value: str) -> str:
        up = self._emit(f"shl {self.vector('i64')} {value}, splat (i64 32)")
        return self._emit(f"ashr {self.vector('i64')} {up}, splat (i64 32)")

    def _known(self, value: str) -> Bounds | None:
        number = number_of(value)
        return self._bounds.get(value) if number is None else (number, number)

    def _follow(self, name: str, op: str, kind: str, a: str, b: str) -> None:
        """Keep what an instruction proves of its result."""
        if kind == "i64":
            found = bounds.both(bounds.result(op, self._known(a), self._known(b)), self._bounds.get(name))
            if found:
                self._bounds[name] = found

    def _store(self, store: Store) -> None:
        """Put a result on the desk; the high word of an i128 is made when it is written."""
        kind = "i64" if store.kind == "i128" else store.kind
        base, align = ("%byte", 1) if kind == "i8" else ("%record", 8)
        place = self._at(base, self._desk.results[store.slot])
        value = self.operand(kind, store.value)
        self.lines.append(f"  store {self.vector(kind)} {value}, ptr {place}, align {align}")


def _hull(x: Bounds | None, y: Bounds | None) -> Bounds:
    """Bounds of two values at once."""
    return (min(x[0], y[0]), max(x[1], y[1])) if x and y else (-(2**63), 2**63 - 1)


def _parts(pattern: re.Pattern[str], text: str) -> Sequence[str]:
    found = pattern.fullmatch(text)
    if not found:
        raise ValueError(f"not an instruction of the block: {text}")
    return found.groups()
