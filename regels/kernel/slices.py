"""The loops around a block that computes rows side by side: over slices, and over the steps of each."""

from collections.abc import Iterable
from typing import Final

from regels.kernel import ask
from regels.kernel.builder import Builder, Store
from regels.kernel.desk import AT, SLICE, Desk, valid_bit, value_bit
from regels.kernel.fetch import functions
from regels.kernel.layout import INPUT_FIELDS, OUTPUT_FIELDS, SYMBOL
from regels.kernel.loop import DECLARATIONS, FLAGS, TABLES, Phi
from regels.kernel.widen import Widener

_ATTRIBUTES: Final = "nounwind alignstack(64)"  # a vector on the stack may not straddle two cache lines


def side_by_side(b: Builder, phis: list[Phi], desk: Desk) -> str:
    """``void regels_kernel(i64 steps, i64 address, …)``: the rows of every lane of the desk at ``address``.

    ``new_history`` and ``rejected`` are bitmaps; ``states`` is not used. A lane without a row left computes
    with what is not there, and what it comes to is not written.
    """
    wide = Widener(b, {phi.name: phi.kind for phi in phis}, desk)
    wide.widen()
    words, halves = wide.vector("i64"), wide.vector("i32")
    held = [(phi, wide.held(phi.name)) for phi in phis]
    states = [
        (p.name, wide.vector(k), wide.operand(k, p.first), wide.operand(k, p.following)) for p, k in held
    ]
    asking = ask.keep(b, wide, phis, desk)
    return "\n".join(
        [
            DECLARATIONS,
            functions(desk),
            ask.function(desk),
            "",
            f"define void @{SYMBOL}(i64 %steps, i64 %address, {TABLES}, {FLAGS}) {_ATTRIBUTES} {{",
            "entry:",
            "  %some = icmp slt i64 0, %steps",
            "  br i1 %some, label %start, label %done",
            "start:",
            "  %desk = inttoptr i64 %address to ptr",
            f"  %records = getelementptr i8, ptr %desk, i64 {desk.records}",
            f"  %at.line = getelementptr i8, ptr %desk, i64 {desk.line(AT)}",
            "  br label %slice",
            "slice:",
            "  %to.do = phi i64 [ %steps, %start ], [ %to.do.next, %written ]",
            *[f"  {n}.slice = phi {v} [ {a}, %start ], [ {z}, %written ]" for n, v, a, z in states],
            f"  %until = call i64 @llvm.smin.i64(i64 %to.do, i64 {SLICE})",
            "  %least = call i64 @begin(ptr %desk)",
            f"  %full = icmp sge i64 %least, {SLICE}",
            *_bits(wide, desk),
            "  br i1 %full, label %read, label %read.part",
            "read:",
            *_reads(wide, desk, ""),
            "  br label %ready",
            "read.part:",
            *_reads(wide, desk, ".part"),
            "  br label %ready",
            "ready:",
            "  br label %body",
            "body:",
            "  %step = phi i64 [ 0, %ready ], [ %step.next, %next ]",
            f"  %bit = phi {halves} [ splat (i32 1), %ready ], [ %bit.next, %next ]",
            *[f"  {n} = phi {v} [ {n}.slice, %ready ], [ {z}, %next ]" for n, v, _, z in states],
            f"  %record.at = mul i64 %step, {desk.record}",
            "  %record = getelementptr i8, ptr %records, i64 %record.at",
            f"  %byte.at = mul i64 %step, {desk.lanes}",
            "  %byte = getelementptr i8, ptr %desk, i64 %byte.at",
            *wide.lines,
            *asking,
            "next:",
            "  %step.next = add i64 %step, 1",
            f"  %bit.next = shl {halves} %bit, splat (i32 1)",
            "  %more = icmp slt i64 %step.next, %until",
            "  br i1 %more, label %body, label %after",
            "after:",
            "  br i1 %full, label %write, label %write.part",
            "write:",
            *_writes(b, desk, ""),
            "  br label %written",
            "write.part:",
            *_writes(b, desk, ".part"),
            "  br label %written",
            "written:",
            f"  %at = load {words}, ptr %at.line, align 8",
            f"  %at.next = add {words} %at, splat (i64 {SLICE})",
            f"  store {words} %at.next, ptr %at.line, align 8",
            f"  %to.do.next = sub i64 %to.do, {SLICE}",
            "  %again = icmp sgt i64 %to.do.next, 0",
            "  br i1 %again, label %slice, label %done",
            "done:",
            "  ret void",
            "}",
            "!0 = !{}",
            "",
        ]
    )


def _word(name: str, kind: str, table: str, number: int) -> list[str]:
    """The word of a table as ``name``."""
    return [
        f"  {name}.at = getelementptr i8, ptr {table}, i64 {8 * number}",
        f"  {name} = load {kind}, ptr {name}.at, align 8",
    ]


def _bits(wide: Widener, desk: Desk) -> Iterable[str]:
    """Turn the bitmaps that the block uses."""
    for number in sorted(wide.bits):
        target = f"%bits.{number}"
        yield f"  {target} = getelementptr i8, ptr %desk, i64 {desk.bitmap(number)}"
        if number in (desk.fresh_bit, desk.rejected_bit):
            flags = "%new_history" if number == desk.fresh_bit else "%rejected"
            yield f"  call void @read.i1(ptr {flags}, i64 0, i64 1, ptr %desk, ptr {target}, i64 %least)"
            continue
        index = number // 2
        first = INPUT_FIELDS * index + (3 if number == valid_bit(index) else 0)
        assert number in (valid_bit(index), value_bit(index))
        for i, (part, kind) in enumerate((("base", "ptr"), ("offset", "i64"), ("step", "i64"))):
            yield from _word(f"{target}.{part}", kind, "%in", first + i)
        given = f"ptr {target}.base, i64 {target}.offset, i64 {target}.step"
        yield f"  call void @read.i1({given}, ptr %desk, ptr {target}, i64 %least)"


def _reads(wide: Widener, desk: Desk, suffix: str) -> Iterable[str]:
    """Turn the elements that the block uses."""
    for index in sorted(wide.elements):
        target, column = f"%elements.{index}{suffix}", desk.elements[index]
        yield f"  {target} = getelementptr i8, ptr %records, i64 {column.place}"
        yield from _word(f"{target}.base", "ptr", "%in", INPUT_FIELDS * index)
        yield from _word(f"{target}.stride", "i64", "%in", INPUT_FIELDS * index + 2)
        given = f"ptr {target}.base, i64 {target}.stride, ptr %desk, ptr {target}"
        yield f"  call void @read.{column.stored}.{column.held}{suffix}({given})"


def _writes(b: Builder, desk: Desk, suffix: str) -> Iterable[str]:
    """Turn the results back."""
    for store in b.lines:
        if isinstance(store, Store):
            source, column = f"%results.{store.slot}{suffix}", desk.results[store.slot]
            whole = "%desk" if column.held == "i8" else "%records"
            yield f"  {source} = getelementptr i8, ptr {whole}, i64 {column.place}"
            yield from _word(f"{source}.base", "ptr", "%out", OUTPUT_FIELDS * store.slot)
            given = f"ptr {source}.base, ptr %desk, ptr {source}"
            yield f"  call void @write.{column.stored}.{column.held}{suffix}({given})"
