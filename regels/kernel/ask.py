"""Asking, from code for several rows side by side, what only the code for one row at a time tells.

Of the undetermined rows the reasons are asked. The step leaves on the desk which lanes ask and what the phis
of the row begin with; then each such row is computed once more, all its results written where they belong.
"""

from regels.kernel.builder import Builder
from regels.kernel.desk import ASKING, AT, END, Desk
from regels.kernel.layout import STATE_STRIDE
from regels.kernel.loop import Phi
from regels.kernel.widen import Widener


def keep(b: Builder, wide: Widener, phis: list[Phi], desk: Desk) -> list[str]:
    """Put what a step asks on the desk, and ask; nothing when nothing is ever asked."""
    if b.asks == "false":
        return ["  br label %next"]
    words = wide.vector("i64")
    lines = [
        f"  %any = call i1 @llvm.vector.reduce.or.v{b.lanes}i1({wide.flags} {wide.condition(b.asks)})",
        "  br i1 %any, label %ask, label %next",
        "ask:",
    ]
    targets = [(b.asks, "i1", desk.line(ASKING))]
    targets += [(phi.name, wide.held(phi.name), desk.states + STATE_STRIDE * i) for i, phi in enumerate(phis)]
    for number, (name, held, place) in enumerate(targets):
        value = wide.operand(held, name)
        if held != "i64":
            lines.append(f"  %ask.{number} = sext {wide.vector(held)} {value} to {words}")
            value = f"%ask.{number}"
        lines += [
            f"  %ask.{number}.at = getelementptr i8, ptr %desk, i64 {place}",
            f"  store {words} {value}, ptr %ask.{number}.at, align 8",
        ]
    call = "call void @ask(ptr %desk, i64 %step, ptr %in, ptr %out)"
    return [*lines, f"  {call}", "  br label %next"]


def function(desk: Desk) -> str:
    """``@ask``: for every lane that asks and has a row, call the code for one row."""

    def word(name: str, place: int) -> list[str]:
        return [
            f"  %{name}.at = getelementptr i8, ptr %lane.desk, i64 {place}",
            f"  %{name} = load i64, ptr %{name}.at, align 8",
        ]

    def address(name: str, number: int) -> list[str]:
        return [
            f"  %{name}.at = getelementptr i8, ptr %desk, i64 {desk.asked + 8 * number}",
            f"  %{name} = load ptr, ptr %{name}.at, align 8",
        ]

    given = "ptr %in, ptr %out, ptr %new_history, ptr %rejected, ptr %states"
    return "\n".join(
        [
            "define internal void @ask(ptr %desk, i64 %step, ptr %in, ptr %out) noinline nounwind {",
            "entry:",
            *address("code", 0),
            *address("new_history", 1),
            *address("rejected", 2),
            "  br label %body",
            "body:",
            "  %lane = phi i64 [ 0, %entry ], [ %lane.next, %after ]",
            "  %lane.place = mul i64 %lane, 8",
            "  %lane.desk = getelementptr i8, ptr %desk, i64 %lane.place",
            *word("asking", desk.line(ASKING)),
            *word("first", desk.line(AT)),
            *word("end", desk.line(END)),
            "  %row = add i64 %first, %step",
            "  %here = icmp slt i64 %row, %end",
            "  %some = icmp ne i64 %asking, 0",
            "  %wanted = and i1 %here, %some",
            "  br i1 %wanted, label %do, label %after",
            "do:",
            "  %row.next = add i64 %row, 1",
            f"  %states = getelementptr i8, ptr %lane.desk, i64 {desk.states}",
            f"  call void %code(i64 %row, i64 %row.next, {given})",
            "  br label %after",
            "after:",
            "  %lane.next = add i64 %lane, 1",
            f"  %more = icmp slt i64 %lane.next, {desk.lanes}",
            "  br i1 %more, label %body, label %done",
            "done:",
            "  ret void",
            "}",
        ]
    )
