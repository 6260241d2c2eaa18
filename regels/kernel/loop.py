"""The loop around a block that computes row by row."""

from dataclasses import dataclass
from typing import Final

from regels.kernel.builder import Builder, Store
from regels.kernel.layout import OUTPUT_FIELDS, STATE_STRIDE, SYMBOL

TABLES: Final = "ptr noalias readonly %in, ptr noalias readonly %out"
FLAGS: Final = (
    "ptr noalias readonly %new_history, ptr noalias readonly %rejected, ptr noalias readonly %states"
)
DECLARATIONS: Final = """
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
    """``void regels_kernel(i64 begin, i64 end, …)``: the rows ``begin <= row < end``.

    Where ``states`` is not null, the phis begin with the words there, ``STATE_STRIDE`` apart.
    """
    lines: list[str] = []
    for number, line in enumerate(b.lines):
        lines += _store(number, line) if isinstance(line, Store) else [line]
    return DECLARATIONS + "\n".join(
        [
            f"define void @{SYMBOL}(i64 %begin, i64 %end, {TABLES}, {FLAGS}) nounwind {{",
            "entry:",
            "  %some = icmp slt i64 %begin, %end",
            "  br i1 %some, label %start, label %done",
            "start:",
            "  %told = icmp ne ptr %states, null",
            "  br i1 %told, label %given, label %body",
            "given:",
            *[line for number, phi in enumerate(phis) for line in _given(number, phi)],
            "  br label %body",
            "body:",
            "  %row = phi i64 [ %begin, %start ], [ %begin, %given ], [ %next, %body ]",
            *[
                f"  {p.name} = phi {p.kind} "
                f"[ {p.first}, %start ], [ %given.{i}, %given ], [ {p.following}, %body ]"
                for i, p in enumerate(phis)
            ],
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


def _given(number: int, phi: Phi) -> list[str]:
    """Read what a phi begins with."""
    at, word = f"%given.{number}.at", f"%given.{number}.word"
    lines = [
        f"  {at} = getelementptr i8, ptr %states, i64 {STATE_STRIDE * number}",
        f"  {word} = load i64, ptr {at}, align 8",
    ]
    return [
        *lines,
        f"  %given.{number} = {'trunc' if phi.kind == 'i1' else 'bitcast'} i64 {word} to {phi.kind}",
    ]


def _store(number: int, store: Store) -> list[str]:
    base, stride, at, by = (f"%{name}.{number}" for name in ("base", "stride", "at", "by"))
    first = 8 * OUTPUT_FIELDS * store.slot
    lines = [
        f"  {base}.at = getelementptr i8, ptr %out, i64 {first}",
        f"  {base} = load ptr, ptr {base}.at, align 8",
        f"  {stride}.at = getelementptr i8, ptr %out, i64 {first + 8}",
        f"  {stride} = load i64, ptr {stride}.at, align 8",
        f"  {by} = mul i64 %row, {stride}",
        f"  {at} = getelementptr i8, ptr {base}, i64 {by}",
    ]
    return [*lines, f"  store {store.kind} {store.value}, ptr {at}, align 1"]
