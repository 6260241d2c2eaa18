"""From a plan to the LLVM assembly of one function: a loop over rows without jumps inside.

``void regels_kernel(i64, i64, ptr in, ptr out, ptr new_history, ptr rejected)``: which rows the first
two words stand for, ``regels.kernel.loop`` says; they begin with the first row of a history. The
descriptors at ``in`` and ``out`` are described in ``regels.kernel.layout``.
"""

import numpy as np
from numpy.typing import NDArray

from regels.kernel.columns import is_set
from regels.kernel.desk import desk_of
from regels.kernel.emit import Emitter
from regels.kernel.loop import Phi, row_by_row
from regels.kernel.masks import Masks, Val, filler, width
from regels.kernel.row import finish
from regels.kernel.slices import side_by_side
from regels.plan.plan import Plan, StateSpec, Verdict

_LIMIT = 64  # bits of a mask


def generate(plan: Plan, lanes: int = 1) -> str:
    """The assembly of a plan, for one row at a time or for ``lanes`` rows side by side.

    Raises ``ValueError`` for a plan that the kernel cannot represent.
    """
    _check(plan)
    b = Masks(plan, lanes)
    carried = bool(plan.states)
    desk = desk_of(plan, lanes)
    fresh = is_set(b, "%new_history", desk.fresh_bit) if carried else "true"
    broken = b.both("%broken", b.negate(fresh)) if carried else "false"
    emitter = Emitter(plan, b, is_set(b, "%rejected", desk.rejected_bit), fresh)
    for index in range(len(plan.rules)):
        emitter.rule(index)
    following = [emitter.value(spec.next) for spec in plan.states]
    broken_after = finish(emitter, broken)
    phis = [
        phi
        for index, (spec, v) in enumerate(zip(plan.states, following, strict=True))
        for phi in _phis(b, index, spec, v)
    ]
    if carried:
        phis.append(Phi("%broken", "i1", "false", broken_after))
    return _globals(emitter) + (row_by_row(b, phis) if lanes == 1 else side_by_side(b, phis, desk))


def _check(plan: Plan) -> None:
    if max(len(plan.conditions), len(plan.remarks)) > _LIMIT:
        raise ValueError(f"{plan.name}: at most {_LIMIT} conditions and {_LIMIT} remarks")
    if max(plan.unknown_bits, *(parameter.mark for parameter in plan.parameters), 0) >> _LIMIT:
        raise ValueError(f"{plan.name}: at most {_LIMIT} reasons and marks")
    missing = {v.value for v in Verdict if v is not Verdict.REJECTED} - set(plan.status.type.options)
    if missing:
        raise ValueError(f"{plan.name}: the status lacks the options {', '.join(sorted(missing))}")


def _phis(b: Masks, index: int, spec: StateSpec, following: Val) -> list[Phi]:
    """A state, whether it is unknown and whether it is nvt, as carried by the loop."""
    kind = width(spec.type)
    unknown = b.unknown(following)
    phis = [
        Phi(f"%state.{index}", kind, filler(spec.type), following.value),
        Phi(f"%unknown.{index}", "i1", "true", unknown),
    ]
    return [*phis, Phi(f"%nvt.{index}", "i1", "false", following.nvt)] if spec.type.nvt else phis


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
