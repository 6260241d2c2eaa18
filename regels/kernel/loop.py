"""The loops around a block: row by row, or several rows side by side."""

from dataclasses import dataclass
from typing import Final

from regels.kernel.builder import Builder, Store
from regels.kernel.layout import SYMBOL
from regels.kernel.widen import Widener

FRESH: Final = "%fresh"
"""Side by side: i1, whether the row is the first of its history."""
_TABLES: Final = "ptr noalias readonly %in, ptr noalias readonly %out"
_FLAGS: Final = "ptr noalias readonly %new_history, ptr noalias readonly %rejected"
_ATTRIBUTES: Final = "nounwind alignstack(64)"  # a vector on the stack may not straddle two cache lines
_DECLARATIONS: Final = """
declare i64 @llvm.smin.i64(i64, i64)
declare i64 @llvm.smax.i64(i64, i64)
declare i32 @llvm.umin.i32(i32, i32)
"""


@dataclass(frozen=True, slots=True)
class Phi:
    """What a row leaves to the next: ``first`` before the first row, then ``following``."""

    name: str
    kind: str
    first: str
    following: str


def row_by_row(b: Builder, phis: list[Phi]) -> str:
    """``void regels_kernel(i64 begin, i64 end, …)``: the rows ``begin <= row < end``."""
    lines: list[str] = []
    for number, line in enumerate(b.lines):
        lines += _store(number, line) if isinstance(line, Store) else [line]
    return _DECLARATIONS + "\n".join(
        [
            f"define void @{SYMBOL}(i64 %begin, i64 %end, {_TABLES}, {_FLAGS}) nounwind {{",
            "entry:",
            "  %some = icmp slt i64 %begin, %end",
            "  br i1 %some, label %body, label %done",
            "body:",
            "  %row = phi i64 [ %begin, %entry ], [ %next, %body ]",
            *[f"  {p.name} = phi {p.kind} [ {p.first}, %entry ], [ {p.following}, %body ]" for p in phis],
            *lines,
            "  %next = add i64 %row, 1",
            "  %more = icmp slt i64 %next, %end",
            "  br i1 %more, label %body, label %done",
            "done:",
            "  ret void",
            "}",
            "!0 = !{}",
            "",
        ]
    )


def _store(number: int, store: Store) -> list[str]:
    at, by = f"%at.{number}", f"%by.{number}"
    lines = [
        f"  {by} = mul i64 %row, {store.stride}",
        f"  {at} = getelementptr i8, ptr {store.base}, i64 {by}",
    ]
    if store.kind != "i128":
        return [*lines, f"  store {store.kind} {store.value}, ptr {at}, align 1"]
    return [
        *lines,
        f"  store i64 {store.value}, ptr {at}, align 1",
        f"  %sign.{number} = ashr i64 {store.value}, 63",
        f"  %high.{number} = getelementptr i8, ptr {at}, i64 8",
        f"  store i64 %sign.{number}, ptr %high.{number}, align 1",
    ]


def side_by_side(b: Builder, phis: list[Phi]) -> str:
    """``void regels_kernel(i64 count, i64 address, …)``: the histories of the queue at ``address``.

    Each lane walks over a history of its own; a lane that comes to the end takes the next history from
    the queue, so that all lanes stay near each other in memory. A lane for which there is none left
    computes the last row again and writes to the row that no one reads.
    """
    lanes = b.lanes
    b.note("%row", 0, 2**32 - 1)
    wide = Widener(b, {"%row", FRESH, *(phi.name for phi in phis)})
    inside = wide.widen()
    rows, flags, every = wide.vector("i64"), wide.vector("i1"), f"<{lanes} x i32> zeroinitializer"
    expand = f"@llvm.masked.expandload.v{lanes}i64"  # the lanes in the mask get the next words, in order
    carried = [
        f"  {p.name} = phi {wide.vector(p.kind)} [ {wide.operand(p.kind, p.first)}, %start ], "
        f"[ {wide.operand(p.kind, p.following)}, %body ]"
        for p in phis
    ]
    return "\n".join(
        [
            "",
            f"define void @{SYMBOL}(i64 %count, i64 %address, {_TABLES}, {_FLAGS}) {_ATTRIBUTES} {{",
            "entry:",
            "  %some = icmp slt i64 0, %count",
            "  br i1 %some, label %start, label %done",
            "start:",
            "  %queue.word = add i64 %address, 8",
            "  %queue = inttoptr i64 %queue.word to ptr",
            "  %sink.at = inttoptr i64 %address to ptr",
            "  %sink = load i64, ptr %sink.at, align 8",
            "  %end.at = getelementptr i64, ptr %queue, i64 %count",
            "  %end = load i64, ptr %end.at, align 8",
            f"  %end.one = insertelement {rows} poison, i64 %end, i64 0",
            f"  %ends = shufflevector {rows} %end.one, {rows} poison, {every}",
            f"  %last = add {rows} %ends, splat (i64 -1)",
            f"  %sink.one = insertelement {rows} poison, i64 %sink, i64 0",
            f"  %sinks = shufflevector {rows} %sink.one, {rows} poison, {every}",
            f"  %first = load {rows}, ptr %queue, align 8",
            "  %second.at = getelementptr i8, ptr %queue, i64 8",
            f"  %first.until = load {rows}, ptr %second.at, align 8",
            f"  %first.taken = call i64 @llvm.smin.i64(i64 %count, i64 {lanes})",
            "  br label %body",
            "body:",
            "  %taken = phi i64 [ %first.taken, %start ], [ %taken.next, %body ]",
            f"  %at = phi {rows} [ %first, %start ], [ %at.next, %body ]",
            f"  %until = phi {rows} [ %first.until, %start ], [ %until.next, %body ]",
            f"  {FRESH} = phi {flags} [ splat (i1 true), %start ], [ %over, %body ]",
            *carried,
            f"  %active = icmp slt {rows} %at, %ends",
            f"  %row = call {rows} @llvm.smin.v{lanes}i64({rows} %at, {rows} %last)",
            f"  %place = select {flags} %active, {rows} %at, {rows} %sinks",
            *[f"  %place.{lane} = extractelement {rows} %place, i64 {lane}" for lane in range(lanes)],
            *inside,
            f"  %following = add {rows} %at, splat (i64 1)",
            f"  %over = icmp sge {rows} %following, %until",
            "  %head = getelementptr i64, ptr %queue, i64 %taken",
            "  %head.until = getelementptr i8, ptr %head, i64 8",
            f"  %at.next = call {rows} {expand}(ptr %head, {flags} %over, {rows} %following)",
            f"  %until.next = call {rows} {expand}(ptr %head.until, {flags} %over, {rows} %until)",
            f"  %over.bits = bitcast {flags} %over to i{lanes}",
            f"  %over.few = call i{lanes} @llvm.ctpop.i{lanes}(i{lanes} %over.bits)",
            f"  %over.count = zext i{lanes} %over.few to i64",
            "  %taken.more = add i64 %taken, %over.count",
            "  %taken.next = call i64 @llvm.smin.i64(i64 %taken.more, i64 %count)",
            f"  %still = icmp slt {rows} %at.next, %ends",
            f"  %still.bits = bitcast {flags} %still to i{lanes}",
            f"  %more = icmp ne i{lanes} %still.bits, 0",
            "  br i1 %more, label %body, label %done",
            "done:",
            "  ret void",
            "}",
            "!0 = !{}",
            "",
        ]
    )
