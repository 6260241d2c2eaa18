"""From the block of one row to a block for several rows side by side, one in each SIMD lane.

The block that ``Builder`` writes has no jumps, so each instruction can be done for ``lanes`` rows at
once. What is the same for all rows (descriptors) stays scalar; everything else gets vectors for
operands. What is an i64 in the block but is proved to fit in an i32 is held as one, so that a register has
room for twice as many; an i1 is held as all the bits of an i32, so that flags and what they choose between
have one shape. ``element`` and ``bit`` are what the desk holds of the inputs (see ``desk``), at the
step of which ``%record`` is the record, ``%byte`` the place of a byte and ``%bit`` the bit; results go there
too. Other loads become gathers.
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
_LOW_HALVES: Final = frozenset({"add", "sub", "mul", "and", "or", "xor", "shl"})
"""Operations of which the low half of the result depends on nothing but the low halves of the operands."""
_FLAGS: Final = {"true": -1, "false": 0}
_WIDTHS: Final = {"i32": 4, "i64": 8}


class Widener:
    """Widens the block ``b``; ``varying`` are the names from outside that differ by row, with their kinds.

    Afterwards ``elements`` and ``bits`` tell which inputs and bitmaps were used.
    """

    def __init__(self, b: Builder, varying: dict[str, str], desk: Desk) -> None:
        self._b, self._lanes, self._desk = b, b.lanes, desk
        self.elements: set[int] = set()
        self.bits: set[int] = set()
        self._bounds = dict(b.bounds)
        self._held = {name: self._narrowest(kind, name) for name, kind in varying.items()}
        self._plain: dict[str, str] = {}
        self._equal: dict[str, str] = {}
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
        """The LLVM type in which a varying value of ``kind`` is held."""
        return f"<{self._lanes} x {'i32' if kind == 'i1' else kind}>"

    def condition(self, value: str) -> str:
        """A flag as operand of a select or a reduction, of the LLVM type ``flags``."""
        held = self.operand("i1", value)
        return self._emit(f"icmp slt {self.vector('i1')} {held}, zeroinitializer")

    @property
    def flags(self) -> str:
        """The LLVM type of flags that are not held, but compared or chosen by."""
        return f"<{self._lanes} x i1>"

    def _flagged(self, instruction: str) -> tuple[str, str]:
        """The flags that an instruction gives, as they are held."""
        found = self._emit(instruction)
        return "i1", self._emit(f"sext {self.flags} {found} to {self.vector('i1')}")

    def held(self, name: str) -> str:
        """The kind in which a varying value is held."""
        return self._held[name]

    def operand(self, kind: str, value: str) -> str:
        """A value as vector of ``kind``; what is the same for all rows is repeated.

        As an i32 a number that does not fit keeps its low half.
        """
        if value in _FLAGS:
            return f"splat (i32 {_FLAGS[value]})"
        if value[0] != "%":
            number = number_of(value) if kind == "i32" else None
            return f"splat ({kind} {value if number is None else _low_half(number)})"
        if value not in self._held:
            return self._repeated(kind, value)
        held = self._held[value]
        value = self._equal.get(value, value)
        if held == kind:
            return value
        op = "trunc" if kind == "i32" else "sext"
        return self._emit(f"{op} {self.vector(held)} {value} to {self.vector(kind)}")

    def _repeated(self, kind: str, value: str) -> str:
        """What is the same for all rows, in every lane."""
        if kind == "i1":
            kind, value = "i32", self._emit(f"sext i1 {value} to i32")
        elif kind == "i32" and self._plain[value] == "i64":
            value = self._emit(f"trunc i64 {value} to i32")
        vector = self.vector(kind)
        first = self._emit(f"insertelement {vector} poison, {kind} {value}, i64 0")
        zeros = f"{self.vector('i32')} zeroinitializer"
        return self._emit(f"shufflevector {vector} {first}, {vector} poison, {zeros}")

    def _narrowest(self, kind: str, name: str) -> str:
        return "i32" if kind == "i64" and bounds.fits_half(self._bounds.get(name)) else kind

    def _emit(self, text: str) -> str:
        """The result of a new instruction; equal text, equal result."""
        if text not in self._names:
            self._names[text] = f"%w{len(self._names)}"
            self.lines.append(f"  {self._names[text]} = {text}")
        return self._names[text]

    def _line(self, line: str) -> None:
        name, op, rest = _parts(_INSTRUCTION, line)
        if op not in ("element", "bit") and self._held.keys().isdisjoint(_NAMES.findall(rest)):
            self.lines.append(line)
            self._plain[name] = _result_kind(op, rest)
            return
        kind, value = self._instruction(name, op, rest)
        self._held[name], self._equal[name] = kind, value

    def _instruction(self, name: str, op: str, rest: str) -> tuple[str, str]:
        """The kind and the operand of what an instruction comes to."""
        match op:
            case "icmp":
                return self._compare(*_parts(_COMPARE, rest))
            case "select":
                return self._select(name, *_parts(_SELECT, rest))
            case "trunc" | "zext" | "sext":
                return self._cast(name, op, *_parts(_CAST, rest))
            case "getelementptr":
                return self._pointer(name, *_parts(_POINTER, rest))
            case "element":
                return self._element(*rest.split())
            case "bit":
                return self._bit(int(rest))
            case "load":
                return self._load(*_parts(_LOAD, rest))
            case "call":
                return self._call(name, *_parts(_CALL, rest))
        return self._arith(name, op, *_parts(_ARITH, rest))

    def _pair(self, kind: str, a: str, b: str) -> str:
        return f"{self.vector(kind)} {self.operand(kind, a)}, {self.operand(kind, b)}"

    def _both_half(self, kind: str, a: str, b: str) -> str:
        """The narrowest kind that holds both of two values of ``kind``."""
        fit = bounds.fits_half(self._known(a)) and bounds.fits_half(self._known(b))
        return "i32" if kind == "i64" and fit else kind

    def _compare(self, predicate: str, kind: str, a: str, b: str) -> tuple[str, str]:
        return self._flagged(f"icmp {predicate} {self._pair(self._both_half(kind, a, b), a, b)}")

    def _select(self, name: str, condition: str, kind: str, a: str, b: str) -> tuple[str, str]:
        self._follow(name, "select", kind, a, b)
        held = self._narrowest(kind, name)
        vector, when = self.vector(held), self.condition(condition)
        chosen = f"{vector} {self.operand(held, a)}, {vector} {self.operand(held, b)}"
        return held, self._emit(f"select {self.flags} {when}, {chosen}")

    def _cast(self, name: str, op: str, kind: str, value: str, target: str) -> tuple[str, str]:
        if target == "i64":
            self._learn(name, (0, 1) if kind == "i1" else (0, 2**32 - 1) if op == "zext" else bounds.HALF)
        held = self._narrowest(target, name)
        if kind == "i1":  # of every flag all bits are set, or none
            one = self._emit(f"lshr {self.vector('i32')} {self.operand('i1', value)}, splat (i32 31)")
            if held == "i32":
                return held, one
            return held, self._emit(f"trunc {self.vector('i32')} {one} to {self.vector(held)}")
        if {kind, held} <= {"i32", "i64"} and (held == "i32" or op == "trunc"):
            return held, self.operand(held, value)
        return held, self._emit(
            f"{op} {self.vector(kind)} {self.operand(kind, value)} to {self.vector(held)}"
        )

    def _pointer(self, name: str, base: str, offset: str) -> tuple[str, str]:
        if base in self._b.records:
            self._cells[name] = (base, int(offset))
        start = f"{self.vector('ptr')} {self.operand('ptr', base)}" if base in self._held else f"ptr {base}"
        index = f"{self.vector('i64')} {self.operand('i64', offset)}"
        return "ptr", self._emit(f"getelementptr i8, {start}, {index}")

    def _element(self, kind: str, index: str) -> tuple[str, str]:
        number = int(index)
        self.elements.add(number)
        held = self._desk.elements[number].held
        place = self._at("%record", self._desk.elements[number].place)
        return held, self._emit(f"load {self.vector(held)}, ptr {place}, align 4")

    def _bit(self, number: int) -> tuple[str, str]:
        self.bits.add(number)
        vector = self.vector("i32")
        word = self._emit(f"load {vector}, ptr {self._at('%desk', self._desk.bitmap(number))}, align 4")
        single = self._emit(f"and {vector} {word}, %bit")
        return self._flagged(f"icmp ne {vector} {single}, zeroinitializer")

    def _at(self, base: str, offset: int) -> str:
        return self._emit(f"getelementptr i8, ptr {base}, i64 {offset}")

    def _load(self, kind: str, pointer: str, align: str) -> tuple[str, str]:
        if pointer in self._cells or pointer in self._b.records:
            return kind, self._cell(kind, *self._cells.get(pointer, (pointer, 0)))
        n, vector = self._lanes, self.vector(kind)
        places = f"{self.vector('ptr')} align {align} {self.operand('ptr', pointer)}"
        every = f"{self.flags} splat (i1 true)"
        gather = f"@llvm.masked.gather.v{n}{kind}.v{n}p0"
        return kind, self._emit(f"call {vector} {gather}({places}, {every}, {vector} poison)")

    def _cell(self, kind: str, record: str, offset: int) -> str:
        """A word of each lane's record: as many words are turned at once, so that no gather is needed."""
        lanes, vector = self._lanes, self.vector(kind)
        first, place = divmod(offset // _WIDTHS[kind], lanes)
        loaded = []
        for lane in range(lanes):
            pointers = f"{self.vector('ptr')} {self.operand('ptr', record)}"
            own = self._emit(f"extractelement {pointers}, i64 {lane}")
            start = self._at(own, _WIDTHS[kind] * lanes * first)
            loaded.append(self._emit(f"load {vector}, ptr {start}, align {_WIDTHS[kind]}"))
        return transposed(self._emit, kind, loaded)[place]

    def _call(self, name: str, function: str, kind: str, arguments: str) -> tuple[str, str]:
        values = [argument.split()[1] for argument in arguments.split(", ")]
        if len(values) == 2:
            self._follow(name, function, kind, *values)
            wide = self._both_half(kind, *values)
        else:
            wide = kind
        vector = self.vector(wide)
        given = ", ".join(f"{vector} {self.operand(wide, value)}" for value in values)
        found = self._emit(f"call {vector} @llvm.{function}.v{self._lanes}{wide}({given})")
        return self._shortened(name, kind, wide, found)

    def _shortened(self, name: str, kind: str, wide: str, value: str) -> tuple[str, str]:
        """A result of ``wide`` as it is held."""
        held = self._narrowest(kind, name)
        if held == wide or wide == "i32":
            return wide, value
        return held, self._emit(f"trunc {self.vector(wide)} {value} to {self.vector(held)}")

    def _arith(self, name: str, op: str, kind: str, a: str, b: str) -> tuple[str, str]:
        self._follow(name, op, kind, a, b)
        held = self._narrowest(kind, name)
        if kind == "i64" and op == "udiv":
            return self._divide(name, a, b)
        wide = held if op in _LOW_HALVES else self._unsigned(kind, a, b)
        found = self._emit(f"{op} {self._pair(wide, a, b)}")
        return self._shortened(name, kind, wide, found)

    def _unsigned(self, kind: str, a: str, b: str) -> str:
        """The narrowest kind in which a shift or a division of values of ``kind`` comes to the same."""
        x, y = self._known(a), self._known(b)
        plain = bool(x and y and x[0] >= 0 and y[0] >= 0)
        return self._both_half(kind, a, b) if plain else kind

    def _divide(self, name: str, a: str, b: str) -> tuple[str, str]:
        n, d = self._known(a), self._known(b)
        wide = self._unsigned("i64", a, b)
        x, y = self.operand(wide, a), self.operand(wide, b)
        if wide == "i32" and d and d[0] > 0 and number_of(b) is None:
            found = division.short_quotient(self._emit, self._lanes, x, y)
        elif wide == "i64" and division.fits(n, d):
            found = division.quotient(self._emit, self._lanes, x, y, b)
        else:
            found = self._emit(f"udiv {self.vector(wide)} {x}, {y}")
        return self._shortened(name, "i64", wide, found)

    def _known(self, value: str) -> Bounds | None:
        number = None if value in _FLAGS else number_of(value)
        return self._bounds.get(value) if number is None else (number, number)

    def _follow(self, name: str, op: str, kind: str, a: str, b: str) -> None:
        """Keep what an instruction proves of its result."""
        if kind == "i64":
            self._learn(name, bounds.result(op, self._known(a), self._known(b)))

    def _learn(self, name: str, proved: Bounds | None) -> None:
        found = bounds.both(proved, self._bounds.get(name))
        if found:
            self._bounds[name] = found

    def _store(self, store: Store) -> None:
        """Put a result on the desk, in the kind that it is held in there."""
        result = self._desk.results[store.slot]
        base, align = ("%byte", 1) if result.held == "i8" else ("%record", 4)
        place, value = self._at(base, result.place), self.operand(result.held, store.value)
        self.lines.append(f"  store {self.vector(result.held)} {value}, ptr {place}, align {align}")


def _low_half(number: int) -> int:
    """The two's complement reading of the low 32 bits."""
    return (number + 2**31) % 2**32 - 2**31


def _result_kind(op: str, rest: str) -> str:
    """The LLVM type of what an instruction on scalars gives."""
    match op:
        case "icmp":
            return "i1"
        case "getelementptr":
            return "ptr"
        case "trunc" | "zext" | "sext":
            return _parts(_CAST, rest)[2]
        case "select":
            return _parts(_SELECT, rest)[1]
    return rest.split(" ", 1)[0].rstrip(",")


def _parts(pattern: re.Pattern[str], text: str) -> Sequence[str]:
    found = pattern.fullmatch(text)
    if not found:
        raise ValueError(f"not an instruction of the block: {text}")
    return found.groups()
