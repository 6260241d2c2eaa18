"""Rows of a chunk as the evaluator takes them, and as cases by name."""

from typing import Any

import pyarrow as pa

from regels.decision import Cell, readable
from regels.evaluator.values import NVT, Value, literal
from regels.plan.plan import Default, InputSpec, Plan
from regels.plan.types import Kind
from regels.tabel.history import Chunk


def row_values(plan: Plan, chunk: Chunk, row: int) -> list[Value]:
    """The values of one row as the evaluator takes them."""
    return [_value(spec, chunk, row) for spec in plan.inputs]


def row_cases(plan: Plan, chunk: Chunk, rows: range) -> list[dict[str, Any]]:
    """Rows that stand together, by name; an empty cell stays empty, a column that is not there stays away."""
    named = [spec for spec in plan.inputs if spec.name in chunk.columns]
    columns = [_cells(spec, chunk.columns[spec.name].slice(rows.start, len(rows))) for spec in named]
    names = [spec.name for spec in named]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _cells(spec: InputSpec, column: pa.Array) -> list[Cell]:
    return [None if found is None else readable(found, spec.type) for found in _integers(spec, column)]


def _value(spec: InputSpec, chunk: Chunk, row: int) -> Value:
    column = chunk.columns.get(spec.name)
    if column is None:
        if spec.absent is Default.VALUE:
            return literal(spec.absent_value, spec.type.scale)
        return Value(NVT) if spec.absent is Default.NVT else Value(None, spec.bit)
    (found,) = _integers(spec, column.slice(row, 1))
    if found is None:
        return Value(NVT) if spec.empty_nvt else Value(None, spec.bit)
    return literal(found, spec.type.scale)


def _integers(spec: InputSpec, column: pa.Array) -> list[int | None]:
    """The representing integers of a column; None where it is empty."""
    if spec.type.kind is Kind.DATE:
        column = column.view("int32")
    decimals = spec.type.scale - 2 if spec.type.kind is Kind.PERCENT else spec.type.scale
    cells = column.to_pylist()
    if decimals:
        return [None if found is None else int(found.scaleb(decimals)) for found in cells]
    return [None if found is None else int(found) for found in cells]
