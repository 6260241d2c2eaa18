"""One row of a chunk as the evaluator takes it, and as a case by name."""

from typing import Any

from regels.decision import readable
from regels.evaluator.values import NVT, NotApplicable, Value, exact, represent
from regels.plan.plan import Default, InputSpec, Plan
from regels.plan.types import Kind
from regels.tabel.history import Chunk


def row_values(plan: Plan, chunk: Chunk, row: int) -> list[Value]:
    """The values of one row as the evaluator takes them."""
    return [_value(spec, chunk, row) for spec in plan.inputs]


def row_case(plan: Plan, chunk: Chunk, row: int) -> dict[str, Any]:
    """A row by name; an empty cell stays empty, a column that is not there stays away."""
    case: dict[str, Any] = {}
    for spec, value in zip(plan.inputs, row_values(plan, chunk, row), strict=True):
        if spec.name in chunk.columns:
            known = value.known
            if known is None or isinstance(known, NotApplicable):
                case[spec.name] = None
            else:
                case[spec.name] = readable(represent(known, spec.type), spec.type)
    return case


def _value(spec: InputSpec, chunk: Chunk, row: int) -> Value:
    column = chunk.columns.get(spec.name)
    if column is None:
        if spec.absent is Default.VALUE:
            return Value(exact(spec.absent_value, spec.type.scale))
        return Value(NVT) if spec.absent is Default.NVT else Value(None, spec.bit)
    cell = column.slice(row, 1)
    if cell.null_count:
        return Value(NVT) if spec.empty_nvt else Value(None, spec.bit)
    found = cell.view("int32")[0].as_py() if spec.type.kind is Kind.DATE else cell[0].as_py()
    if spec.type.kind is Kind.PERCENT:
        return Value(exact(int(found.scaleb(spec.type.scale - 2)), spec.type.scale))
    if spec.type.scale:
        return Value(exact(int(found.scaleb(spec.type.scale)), spec.type.scale))
    return Value(int(found))
