"""Functions, in LLVM assembly, that turn a slice of a column for the lanes, and turn results back."""

from typing import Final

from regels.kernel import bitmaps
from regels.kernel.desk import ACTIVE, AT, END, LEFT, SLICE, Desk
from regels.kernel.layout import NARROW
from regels.kernel.text import Text, line, splat, words_of
from regels.kernel.transpose import transposed

_BYTES: Final = {"i32": 4, "i64": 8}
_ANY: Final = {NARROW: "i32", 8: "i64", 16: "i128"}
"""By stride the elements of a column of integers of any width."""


def functions(desk: Desk) -> str:
    """``@begin`` and ``@read`` a slice, ``@write`` what it came to.

    What reads or writes elements is there twice: for when every lane has a row for each step, and for the
    rest (``.part``), where nothing past the last row of a lane may be touched.
    """
    words = [_begin(desk), bitmaps.read(desk)]
    reads = {(c.stored, c.held) for c in desk.elements if c.stored not in ("i8", "any")}
    any_ = sorted({c.held for c in desk.elements if c.stored == "any"})
    reads |= {(stored, held) for held in any_ for stored in _ANY.values()}
    writes = sorted({(c.stored, c.held) for c in desk.results if c.held not in ("i8", "")})
    for full in (True, False):
        words += [_read(desk, stored, held, full) for stored, held in sorted(reads)]
        words += [_read_any(held, full) for held in any_]
        words += [_write(desk, stored, held, full) for stored, held in writes]
        words.append(_write_bytes(desk, full))
    return "\n".join([*_declarations(desk.lanes), *words])


def _declarations(lanes: int) -> list[str]:
    pairs = [(f"v{lanes}{kind}", f"<{lanes} x {kind}>", f"<{lanes} x i1>") for kind in ("i8", "i32", "i64")]
    return [
        line
        for suffix, vector, flags in pairs
        for line in (
            f"declare {vector} @llvm.masked.load.{suffix}.p0(ptr, i32, {flags}, {vector})",
            f"declare void @llvm.masked.store.{suffix}.p0({vector}, ptr, i32, {flags})",
        )
    ]


def _numbers(lanes: int, start: int = 0, each: int = 1) -> str:
    """A constant vector: start, start + 1 and so on, every number ``each`` times."""
    return f"<{', '.join(f'i64 {start + i // each}' for i in range(lanes))}>"


def _begin(desk: Desk) -> str:
    """Note how many rows are left to each lane, and which bits stand for rows; gives the least left."""
    t, vector = Text(), f"<{desk.lanes} x i64>"
    left = t.emit(f"sub {vector} {line(t, desk, END)}, {line(t, desk, AT)}")
    most = t.emit(f"call {vector} @llvm.smin.v{desk.lanes}i64({vector} {left}, {vector} splat (i64 {SLICE}))")
    unused = t.emit(f"sub {vector} splat (i64 {SLICE}), {most}")
    all_ = t.emit(f"lshr {vector} splat (i64 {2**SLICE - 1}), {unused}")
    some = t.emit(f"icmp sgt {vector} {left}, zeroinitializer")
    active = t.emit(f"select <{desk.lanes} x i1> {some}, {vector} {all_}, {vector} zeroinitializer")
    for number, value in ((LEFT, left), (ACTIVE, active)):
        at = t.emit(f"getelementptr i8, ptr %desk, i64 {desk.line(number)}")
        t.do(f"store {vector} {value}, ptr {at}, align 8")
    least = t.emit(f"call i64 @llvm.vector.reduce.smin.v{desk.lanes}i64({vector} {left})")
    return "\n".join(
        ["define internal i64 @begin(ptr %desk) nounwind {", *t.lines, f"  ret i64 {least}", "}"]
    )


def _around(desk: Desk, head: str, before: Text, t: Text) -> str:
    """A function that does ``t`` for every ``lanes`` steps of a slice."""
    return "\n".join(
        [
            f"define internal void {head} nounwind {{",
            "entry:",
            *before.lines,
            "  br label %body",
            "body:",
            "  %step = phi i64 [ 0, %entry ], [ %step.next, %body ]",
            *t.lines,
            f"  %step.next = add i64 %step, {desk.lanes}",
            f"  %more = icmp slt i64 %step.next, {SLICE}",
            "  br i1 %more, label %body, label %done",
            "done:",
            "  ret void",
            "}",
        ]
    )


def _column(desk: Desk, stride: str) -> tuple[Text, list[str], list[str]]:
    """Where the slice of each lane begins in a column, and the rows that are left to it."""
    before = Text("a")
    pointers = []
    for row in words_of(before, desk, AT):
        offset = before.emit(f"mul i64 {row}, {stride}")
        pointers.append(before.emit(f"getelementptr i8, ptr %column, i64 {offset}"))
    lefts = [splat(before, desk.lanes, "i64", left) for left in words_of(before, desk, LEFT)]
    return before, pointers, lefts


def _places(t: Text, pointers: list[str], stride: str) -> list[str]:
    moved = t.emit(f"mul i64 %step, {stride}")
    return [t.emit(f"getelementptr i8, ptr {pointer}, i64 {moved}") for pointer in pointers]


def _records(t: Text, desk: Desk, name: str) -> list[str]:
    """The places in the records of the next ``lanes`` steps."""
    moved = t.emit(f"mul i64 %step, {desk.record}")
    first = t.emit(f"getelementptr i8, ptr {name}, i64 {moved}")
    return [t.emit(f"getelementptr i8, ptr {first}, i64 {i * desk.record}") for i in range(desk.lanes)]


def _here(t: Text, lanes: int, left: str, start: int = 0, each: int = 1) -> str:
    """Flags: which of the next steps have a row."""
    vector = f"<{lanes} x i64>"
    steps = t.emit(f"add {vector} {splat(t, lanes, 'i64', '%step')}, {_numbers(lanes, start, each)}")
    return t.emit(f"icmp slt {vector} {steps}, {left}")


def _read(desk: Desk, stored: str, held: str, full: bool) -> str:
    """Elements; of an i128 the low words."""
    before, pointers, lefts = _column(desk, "%stride")
    t, lanes = Text(), desk.lanes
    places = _places(t, pointers, "%stride")
    loaded = "i64" if stored == "i128" else stored
    vector, flags = f"<{lanes} x {loaded}>", f"<{lanes} x i1>"

    def load(place: str, left: str, start: int = 0, each: int = 1) -> str:
        if full:
            return t.emit(f"load {vector}, ptr {place}, align 1")
        here = _here(t, lanes, left, start, each)
        call = f"call {vector} @llvm.masked.load.v{lanes}{loaded}.p0"
        return t.emit(f"{call}(ptr {place}, i32 1, {flags} {here}, {vector} zeroinitializer)")

    def elements(place: str, left: str) -> str:
        if stored != "i128":
            return load(place, left)
        low = load(place, left, 0, 2)
        further = t.emit(f"getelementptr i8, ptr {place}, i64 {8 * lanes}")
        high = load(further, left, lanes // 2, 2)
        even = ", ".join(f"i32 {2 * i}" for i in range(lanes))
        return t.emit(f"shufflevector {vector} {low}, {vector} {high}, <{lanes} x i32> <{even}>")

    rows = []
    for place, left in zip(places, lefts, strict=True):
        found = elements(place, left)
        if loaded != held:
            op = "trunc" if held == "i32" else "sext"
            found = t.emit(f"{op} {vector} {found} to <{lanes} x {held}>")
        rows.append(found)
    turned = transposed(t.emit, held, rows)
    for place, value in zip(_records(t, desk, "%target"), turned, strict=True):
        t.do(f"store <{lanes} x {held}> {value}, ptr {place}, align 4")
    name = _name("read", stored, held, full)
    return _around(desk, f"{name}(ptr %column, i64 %stride, ptr %desk, ptr %target)", before, t)


def _read_any(held: str, full: bool) -> str:
    """Elements of which the stride tells the width; the stride 0 is that of words."""
    cases = [f"i64 {stride}, label %{stored}" for stride, stored in _ANY.items() if stored != "i64"]
    given = "(ptr %column, i64 %stride, ptr %desk, ptr %target)"
    return "\n".join(
        [
            f"define internal void {_name('read', 'any', held, full)}{given} nounwind {{",
            f"  switch i64 %stride, label %i64 [ {' '.join(cases)} ]",
            *[
                f"{stored}:\n  call void {_name('read', stored, held, full)}{given}\n  ret void"
                for stored in _ANY.values()
            ],
            "}",
        ]
    )


def _name(what: str, stored: str, held: str, full: bool) -> str:
    return f"@{what}.{stored}.{held}{'' if full else '.part'}"


def _write(desk: Desk, stored: str, held: str, full: bool) -> str:
    """Results."""
    width = str(_BYTES[stored])
    before, pointers, lefts = _column(desk, width)
    t, lanes = Text(), desk.lanes
    vector, flags = f"<{lanes} x {stored}>", f"<{lanes} x i1>"

    def store(value: str, place: str, left: str) -> None:
        if full:
            t.do(f"store {vector} {value}, ptr {place}, align 1")
            return
        call = f"call void @llvm.masked.store.v{lanes}{stored}.p0"
        t.do(f"{call}({vector} {value}, ptr {place}, i32 1, {flags} {_here(t, lanes, left)})")

    kept = f"<{lanes} x {held}>"
    rows = [t.emit(f"load {kept}, ptr {place}, align 4") for place in _records(t, desk, "%source")]
    turned = transposed(t.emit, held, rows)
    for value, place, left in zip(turned, _places(t, pointers, width), lefts, strict=True):
        store(value if held == stored else t.emit(f"sext {kept} {value} to {vector}"), place, left)
    name = _name("write", stored, held, full)
    return _around(desk, f"{name}(ptr %column, ptr %desk, ptr %source)", before, t)


def _write_bytes(desk: Desk, full: bool) -> str:
    """Results of one byte, that lie together by step."""
    before, pointers, lefts = _column(desk, "1")
    t, lanes = Text(), desk.lanes
    size, word, vector = lanes * lanes, f"i{8 * lanes}", f"<{lanes} x i8>"
    square = f"<{size} x i8>"
    moved = t.emit(f"mul i64 %step, {lanes}")
    start = t.emit(f"getelementptr i8, ptr %source, i64 {moved}")
    steps = t.emit(f"load {square}, ptr {start}, align 8")
    turn = ", ".join(f"i32 {i % lanes * lanes + i // lanes}" for i in range(size))
    turned = t.emit(f"shufflevector {square} {steps}, {square} poison, <{size} x i32> <{turn}>")
    words = t.emit(f"bitcast {square} {turned} to <{lanes} x {word}>")
    for lane, (place, left) in enumerate(zip(_places(t, pointers, "1"), lefts, strict=True)):
        one = t.emit(f"extractelement <{lanes} x {word}> {words}, i64 {lane}")
        value = t.emit(f"bitcast {word} {one} to {vector}")
        if full:
            t.do(f"store {vector} {value}, ptr {place}, align 1")
            continue
        here = f"<{lanes} x i1> {_here(t, lanes, left)}"
        t.do(f"call void @llvm.masked.store.v{lanes}i8.p0({vector} {value}, ptr {place}, i32 1, {here})")
    name = _name("write", "i8", "i8", full)
    return _around(desk, f"{name}(ptr %column, ptr %desk, ptr %source)", before, t)
