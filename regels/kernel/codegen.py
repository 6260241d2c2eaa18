"""From a plan to the LLVM assembly of one function: a loop over rows without jumps inside.

``void regels_kernel(i64 begin, i64 end, ptr in, ptr out, ptr new_history, ptr rejected)``
computes the rows ``begin <= row < end``; ``begin`` must be the first row of a history. The
descriptors at ``in`` and ``out`` are described in ``regels.kernel.layout``.
"""

import numpy as np
from numpy.typing import NDArray

from regels.kernel.columns import is_set
from regels.kernel.emit import Emitter
from regels.kernel.layout import SYMBOL
from regels.kernel.masks import Masks, Val, filler, width
from regels.kernel.row import finish
from regels.plan.plan import Plan, StateSpec, Verdict

_LIMIT = 64  # bits of a mask
_DECLARATIONS = """
declare i64 @llvm.smin.i64(i64, i64)
declare i64 @llvm.smax.i64(i64, i64)
declare i32 @llvm.umin.i32(i32, i32)
"""


def generate(plan: Plan) -> str:
    """The assembly of a plan.

    Raises ``ValueError`` for a plan that the kernel cannot represent.
    """
    _check(plan)
    b = Masks(plan.unknown_bits)
    carried = bool(plan.states)
    fresh = is_set(b, "%new_history") if carried else "true"
    broken = b.both("%broken", b.negate(fresh)) if carried else "false"
    emitter = Emitter(plan, b, is_set(b, "%rejected"), fresh)
    for index in range(len(plan.rules)):
        emitter.rule(index)
    following = [emitter.value(spec.next) for spec in plan.states]
    broken_after = finish(emitter, broken)
    phis = [
        line
        for index, (spec, v) in enumerate(zip(plan.states, following, strict=True))
        for line in _phis(b, index, spec, v)
    ]
    if carried:
        phis.append(_phi("%broken", "i1", "false", broken_after))
    return _globals(emitter) + _DECLARATIONS + _function(phis, b.lines)


def _check(plan: Plan) -> None:
    if max(len(plan.conditions), len(plan.remarks)) > _LIMIT:
        raise ValueError(f"{plan.name}: at most {_LIMIT} conditions and {_LIMIT} remarks")
    if max(plan.unknown_bits, *(parameter.mark for parameter in plan.parameters), 0) >> _LIMIT:
        raise ValueError(f"{plan.name}: at most {_LIMIT} reasons and marks")
    missing = {v.value for v in Verdict if v is not Verdict.REJECTED} - set(plan.status.type.options)
    if missing:
        raise ValueError(f"{plan.name}: the status lacks the options {', '.join(sorted(missing))}")


def _phis(b: Masks, index: int, spec: StateSpec, following: Val) -> list[str]:
    """A state, whether it is unknown and whether it is nvt, as carried by the loop."""
    kind = width(spec.type)
    unknown = b.unknown(following)
    lines = [
        _phi(f"%state.{index}", kind, filler(spec.type), following.value),
        _phi(f"%unknown.{index}", "i1", "true", unknown),
    ]
    return [*lines, _phi(f"%nvt.{index}", "i1", "false", following.nvt)] if spec.type.nvt else lines


def _phi(name: str, kind: str, first: str, following: str) -> str:
    return f"  {name} = phi {kind} [ {first}, %entry ], [ {following}, %body ]"


def _function(phis: list[str], lines: list[str]) -> str:
    tables = "ptr noalias readonly %in, ptr noalias readonly %out"
    flags = "ptr noalias readonly %new_history, ptr noalias readonly %rejected"
    return "\n".join(
        [
            f"define void @{SYMBOL}(i64 %begin, i64 %end, {tables}, {flags}) nounwind {{",
            "entry:",
            "  %some = icmp slt i64 %begin, %end",
            "  br i1 %some, label %body, label %done",
            "body:",
            "  %row = phi i64 [ %begin, %entry ], [ %next, %body ]",
            *phis,
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


def _globals(emitter: Emitter) -> str:
    table = emitter.figures
    blobs = [_blob("@months", table.index), _blob("@figures", table.rows)]
    blobs += [_blob(name, births.latest) for name, births in emitter.births.items()]
    return "\n".join(blobs)


def _blob(name: str, array: NDArray[np.generic]) -> str:
    """A constant with the bytes of an array."""
    data = array.tobytes()
    text = "\\" + data.hex("\\") if data else ""
    return f'{name} = private unnamed_addr constant [{len(data)} x i8] c"{text}", align 64'
