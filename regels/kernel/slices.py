"""The loops around a block that computes rows side by side: over slices, and over the steps of each."""

from collections.abc import Iterable
from typing import Final

from regels.kernel.builder import Builder, Store
from regels.kernel.desk import AT, SLICE, Desk, valid_bit, value_bit
from regels.kernel.fetch import functions
from regels.kernel.layout import INPUT_FIELDS, OUTPUT_FIELDS, SYMBOL
from regels.kernel.loop import DECLARATIONS, FLAGS, TABLES, Phi
from regels.kernel.widen import Widener

_ATTRIBUTES: Final = "nounwind alignstack(64)"  # a vector on the stack may not straddle two cache lines


def side_by_side(b: Builder, phis: list[Phi], desk: Desk) -> str:
    """``void regels_kernel(i64 steps, i64 address, …)``: the rows of every lane of the desk at ``address``.

    ``new_history`` and ``rejected`` are bitmaps. A lane without a row left computes with what is
    not there, and what it comes to is not written.
    """
    wide = Widener(b, {phi.name for phi in phis}, desk)
    inside = wide.widen()
    words = wide.vector("i64")
    states = [
        (p.name, wide.vector(p.kind), wide.operand(p.kind, p.first), wide.operand(p.kind, p.following))
        for p in phis
    ]
    return "\n".join(
        [
            DECLARATIONS,
            functions(desk),
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
            "  %to.do = phi i64 [ %steps, %start ], [ %to.do.next, %after ]",
            *[f"  {n}.slice = phi {v} [ {a}, %start ], [ {z}, %after ]" for n, v, a, z in states],
            f"  %until = call i64 @llvm.smin.i64(i64 %to.do, i64 {SLICE})",
            "  call void @begin(ptr %desk)",
            *_reads(wide, desk),
            "  br label %body",
            "body:",
            "  %step = phi i64 [ 0, %slice ], [ %step.next, %body ]",
            f"  %bit = phi {words} [ splat (i64 1), %slice ], [ %bit.next, %body ]",
            *[f"  {n} = phi {v} [ {n}.slice, %slice ], [ {z}, %body ]" for n, v, _, z in states],
            f"  %record.at = mul i64 %step, {desk.record}",
            "  %record = getelementptr i8, ptr %records, i64 %record.at",
            f"  %byte.at = mul i64 %step, {desk.lanes}",
            "  %byte = getelementptr i8, ptr %desk, i64 %byte.at",
            *inside,
            "  %step.next = add i64 %step, 1",
            f"  %bit.next = shl {words} %bit, splat (i64 1)",
            "  %more = icmp slt i64 %step.next, %until",
            "  br i1 %more, label %body, label %after",
            "after:",
            *_writes(b, desk),
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


def _reads(wide: Widener, desk: Desk) -> Iterable[str]:
    """Turn the inputs that the block uses."""
    for number in sorted(wide.bits):
        target = f"%bits.{number}"
        yield f"  {target} = getelementptr i8, ptr %desk, i64 {desk.bitmap(number)}"
        if number in (desk.fresh_bit, desk.rejected_bit):
            flags = "%new_history" if number == desk.fresh_bit else "%rejected"
            yield f"  call void @read.i1(ptr {flags}, i64 0, i64 1, ptr %desk, ptr {target})"
            continue
        index = number // 2
        first = INPUT_FIELDS * index + (3 if number == valid_bit(index) else 0)
        assert number in (valid_bit(index), value_bit(index))
        for i, (part, kind) in enumerate((("base", "ptr"), ("offset", "i64"), ("step", "i64"))):
            yield from _word(f"{target}.{part}", kind, "%in", first + i)
        given = f"ptr {target}.base, i64 {target}.offset, i64 {target}.step"
        yield f"  call void @read.i1({given}, ptr %desk, ptr {target})"
    for index, kind in sorted(wide.elements.items()):
        target = f"%elements.{index}"
        yield f"  {target} = getelementptr i8, ptr %records, i64 {desk.elements[index]}"
        yield from _word(f"{target}.base", "ptr", "%in", INPUT_FIELDS * index)
        yield from _word(f"{target}.stride", "i64", "%in", INPUT_FIELDS * index + 2)
        given = f"ptr {target}.base, i64 {target}.stride, ptr %desk, ptr {target}"
        yield f"  call void @read.{kind}({given})"


def _writes(b: Builder, desk: Desk) -> Iterable[str]:
    """Turn the results back."""
    for store in b.lines:
        if isinstance(store, Store):
            source = f"%results.{store.slot}"
            whole = "%desk" if store.kind == "i8" else "%records"
            yield f"  {source} = getelementptr i8, ptr {whole}, i64 {desk.results[store.slot]}"
            yield from _word(f"{source}.base", "ptr", "%out", OUTPUT_FIELDS * store.slot)
            yield f"  call void @write.{store.kind}(ptr {source}.base, ptr %desk, ptr {source})"
