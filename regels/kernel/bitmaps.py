"""The function, in LLVM assembly, that reads the next bits of a bitmap for every lane."""

from typing import Final

from regels.kernel.desk import ACTIVE, AT, END, SLICE, Desk
from regels.kernel.text import Text, line, splat, words_of

AHEAD: Final = 64
"""Rows that must be left to every lane to read whole words from any byte on."""


def read(desk: Desk) -> str:
    """``@read.i1``: the next bits of each lane as half words on the desk; zero where a lane has no row.

    A bitmap with ``step`` 0 has one bit for all rows. ``least``: the rows that are left to every lane.
    """
    lanes, vector, halves = desk.lanes, f"<{desk.lanes} x i64>", f"<{desk.lanes} x i32>"
    one, far, near = _same(desk), _from_bytes(desk), _from_words(desk)
    return "\n".join(
        [
            "define internal void @read.i1"
            "(ptr %bitmap, i64 %offset, i64 %step, ptr %desk, ptr %target, i64 %least) nounwind {",
            "  %fixed = icmp eq i64 %step, 0",
            "  br i1 %fixed, label %one, label %many",
            "one:",
            *one.lines,
            "  br label %done",
            "many:",
            f"  %enough = icmp sge i64 %least, {AHEAD}",
            "  br i1 %enough, label %far, label %near",
            "far:",
            *far.lines,
            "  br label %done",
            "near:",
            *near.lines,
            "  br label %done",
            "done:",
            f"  %bits = phi {vector} [ {one.last}, %one ], [ {far.last}, %far ], [ {near.last}, %near ]",
            f"  %active.at = getelementptr i8, ptr %desk, i64 {desk.line(ACTIVE)}",
            f"  %active = load {vector}, ptr %active.at, align 8",
            f"  %masked = and {vector} %bits, %active",
            f"  %half = trunc {vector} %masked to <{lanes} x i32>",
            f"  store {halves} %half, ptr %target, align 4",
            "  ret void",
            "}",
        ]
    )


def _same(desk: Desk) -> Text:
    """One bit, as often as there are steps."""
    t = Text("a")
    bit = t.emit(f"lshr i64 {t.emit('load i64, ptr %bitmap, align 8')}, %offset")
    splat(t, desk.lanes, "i64", t.emit(f"sub i64 0, {t.emit(f'and i64 {bit}, 1')}"))
    return t


def _from_bytes(desk: Desk) -> Text:
    """From the byte with the first bit on; a word has all bits, and no bit is read after the rows left."""
    t, vector = Text("b"), f"<{desk.lanes} x i64>"
    found = "poison"
    for lane, row in enumerate(words_of(t, desk, AT)):
        byte = t.emit(f"lshr i64 {t.emit(f'add i64 {row}, %offset')}, 3")
        place = t.emit(f"getelementptr i8, ptr %bitmap, i64 {byte}")
        word = t.emit(f"load i64, ptr {place}, align 1")
        found = t.emit(f"insertelement {vector} {found}, i64 {word}, i64 {lane}")
    first = t.emit(f"add {vector} {line(t, desk, AT)}, {splat(t, desk.lanes, 'i64', '%offset')}")
    t.emit(f"lshr {vector} {found}, {t.emit(f'and {vector} {first}, splat (i64 7)')}")
    return t


def _from_words(desk: Desk) -> Text:
    """From two aligned words, of which those without the bit of a row are not read."""
    t, lanes, vector = Text("c"), desk.lanes, f"<{desk.lanes} x i64>"
    start = splat(t, lanes, "i64", "%offset")
    first = t.emit(f"add {vector} {line(t, desk, AT)}, {start}")
    end = t.emit(f"add {vector} {line(t, desk, END)}, {start}")
    last = t.emit(f"sub {vector} {end}, splat (i64 1)")

    def word(bit: str) -> str:
        near = t.emit(f"call {vector} @llvm.smin.v{lanes}i64({vector} {bit}, {vector} {last})")
        near = t.emit(f"call {vector} @llvm.smax.v{lanes}i64({vector} {near}, {vector} zeroinitializer)")
        number = t.emit(f"lshr {vector} {near}, splat (i64 6)")
        pointers = t.emit(f"getelementptr i64, ptr %bitmap, {vector} {number}")
        every = f"<{lanes} x i1> splat (i1 true), {vector} poison"
        gather = f"@llvm.masked.gather.v{lanes}i64.v{lanes}p0"
        return t.emit(f"call {vector} {gather}(<{lanes} x ptr> align 8 {pointers}, {every})")

    low = word(first)
    high = word(t.emit(f"add {vector} {first}, splat (i64 {SLICE - 1})"))
    t.emit(f"call {vector} @llvm.fshr.v{lanes}i64({vector} {high}, {vector} {low}, {vector} {first})")
    return t
