"""From the oracle's rows to the engine's values and back to one comparable form."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from regels.bestand.library import layers
from regels.bestand.source import assemble
from regels.evaluator.history import RowResult, evaluate_history
from regels.evaluator.values import NVT, NotApplicable, Value, represent
from regels.kernel.rows import NVT as KERNEL_NVT
from regels.kernel.run import Kernel
from regels.plan.finish import build
from regels.plan.plan import Default, InputSpec, Plan, Verdict
from regels.plan.types import Kind, Type

ROOT = Path(__file__).parents[2] / "rulesets"
EPOCH = date(1970, 1, 1)


@cache
def national_plan() -> Plan:
    """The plan of the national verrekening."""
    built = build(assemble(layers(ROOT, "landelijk", "inkomstenverrekening"), ROOT))
    assert built.plan is not None, "\n".join(map(str, built.findings))
    return built.plan


def value(spec: InputSpec, raw: dict[str, Any]) -> Value:
    """One field of an oracle row as the evaluator takes it."""
    if spec.name not in raw:
        if spec.absent is Default.UNKNOWN:
            return Value(None, spec.bit)
        return (
            Value(NVT)
            if spec.absent is Default.NVT
            else Value(Fraction(spec.absent_value, 10**spec.type.scale))
        )
    found = raw[spec.name]
    if found is None:
        return Value(NVT) if spec.empty_nvt else Value(None, spec.bit)
    match spec.type.kind:
        case Kind.MONEY:
            return Value(Fraction(found, 100))
        case Kind.PERCENT:
            return Value(Fraction(found) / 100)
        case Kind.CHOICE:
            return Value(spec.type.options.index(found))
        case Kind.DATE:
            return Value((found - EPOCH).days)
        case Kind.MONTH:
            return Value((found.year - 1970) * 12 + found.month - 1)
        case _:
            return Value(int(found))


def as_table(plan: Plan, raws: list[dict[str, Any]]) -> pa.Table:
    """Rows of the oracle as a caseload: amounts in euros."""
    money = {spec.name for spec in plan.inputs if spec.type.kind is Kind.MONEY}
    names = list(dict.fromkeys(name for raw in raws for name in raw))
    columns = {name: [raw.get(name) for raw in raws] for name in names}
    for name in money & set(names):
        columns[name] = [None if cell is None else Decimal(cell).scaleb(-2) for cell in columns[name]]
    return pa.table(columns)


def fits(spec: InputSpec, found: Value) -> bool:
    """Whether a value is one that the column can hold."""
    if found.known is None or isinstance(found.known, NotApplicable):
        return True
    try:
        return spec.type.low <= represent(found.known, spec.type) <= spec.type.high
    except ValueError:
        return False


def engine_rows(plan: Plan, raws: list[dict[str, Any]]) -> tuple[list[int], list[list[Value] | None]]:
    """The order of the rows in time, and their values as the table layer would make them (None: rejected)."""

    def begin(i: int) -> tuple[date, int]:
        return raws[i]["maand"], raws[i].get("van_dag") or 1

    order = sorted(range(len(raws)), key=begin)
    rows: list[list[Value] | None] = []
    for i in order:
        try:
            values = [value(spec, raws[i]) for spec in plan.inputs]
        except (ValueError, TypeError):
            rows.append(None)
            continue
        rows.append(values if all(map(fits, plan.inputs, values)) else None)
    return order, rows


def by_evaluator(plan: Plan, rows: list[list[Value] | None]) -> list[RowResult]:
    """The evaluator's answer."""
    return evaluate_history(plan, rows)


def cell(found: Value, kind: Type) -> Any:
    """A value as a cell of the kernel."""
    if found.known is None:
        return None
    return KERNEL_NVT if isinstance(found.known, NotApplicable) else represent(found.known, kind)


def plain(plan: Plan, result: RowResult) -> tuple[Any, ...]:
    """The evaluator's row in the kernel's form."""
    outcomes = tuple(
        None if found is None else _integer(found, spec.type)
        for spec, found in zip(plan.outcomes, result.outcomes, strict=True)
    )
    verdict = list(Verdict).index(result.verdict)
    return (verdict, result.reasons, result.failing, result.marks, result.remarks, outcomes)


def _integer(found: Value, kind: Type) -> int | None:
    """The representing integer; None for n.v.t., and for unknown a failure: such an outcome is empty."""
    assert found.known is not None
    return None if isinstance(found.known, NotApplicable) else represent(found.known, kind)


def texts(plan: Plan, row: tuple[Any, ...]) -> dict[str, Any]:
    """A row in the words of the contract: status, reden and outcomes (amounts in cents)."""
    verdict, reasons, failing, _, _, outcomes = row
    names = [spec.name for spec in plan.inputs if reasons & spec.bit]
    names += ["geen_bedrag"] * bool(reasons & plan.no_figure) + ["eerdere_maand"] * bool(
        reasons & plan.earlier
    )
    names += [c.name for i, c in enumerate(plan.conditions) if failing >> i & 1]
    result: dict[str, Any] = {"status": list(Verdict)[verdict].value, "reden": "+".join(names) or None}
    for spec, found in zip(plan.outcomes, outcomes, strict=True):
        if found is not None and spec.type.options:
            found = spec.type.options[found]
        elif found is not None and spec.type.kind is Kind.MONTH:
            found = date(1970 + found // 12, found % 12 + 1, 1)
        result[spec.name] = found
    return result


def overlapping(raws: list[dict[str, Any]]) -> bool:
    """Whether two rows are about one day; the table layer rejects such a dossier whole."""
    spans = sorted(((r["maand"], r.get("van_dag") or 1), (r["maand"], r.get("tot_dag") or 31)) for r in raws)
    return any(a[1] >= b[0] for a, b in pairwise(spans))


def by_kernel(kernel: Kernel, histories: list[list[list[Value] | None]]) -> list[list[tuple[Any, ...]]]:
    """The kernel's answer for many histories at once, through Arrow columns as in bulk."""
    flat = [(row, i == 0) for rows in histories for i, row in enumerate(rows)]
    plan = kernel.plan
    columns = {}
    for place, spec in enumerate(plan.inputs):
        cells = [None if row is None else cell(row[place], spec.type) for row, _ in flat]
        if any(c is KERNEL_NVT for c in cells) and not spec.empty_nvt:
            cells = [None if c is KERNEL_NVT else c for c in cells]
        columns[spec.name] = column(spec, cells)
    first = np.array([starts for _, starts in flat], np.uint8)
    rejected = np.array([row is None for row, _ in flat], np.uint8)
    found = kernel.run(columns, first, rejected)
    outcomes = [found.outcome(spec.name) for spec in plan.outcomes]
    result: list[list[tuple[Any, ...]]] = []
    for i, (_, starts) in enumerate(flat):
        if starts:
            result.append([])
        shown = tuple(
            number(array[i], spec.type) for array, spec in zip(outcomes, plan.outcomes, strict=True)
        )
        masks = (int(m[i]) for m in (found.reasons, found.failing, found.marks, found.remarks))
        result[-1].append((int(found.verdict[i]), *masks, shown))
    return result


def column(spec: InputSpec, cells: list[Any]) -> pa.Array:
    """Cells as the kernel's Arrow column; nvt and unknown are both null there, as in a file."""
    plain_cells = [None if c is KERNEL_NVT else c for c in cells]
    kind = spec.type
    if kind.kind is Kind.BOOL:
        return pa.array([None if c is None else bool(c) for c in plain_cells], pa.bool_())
    if kind.kind in (Kind.DATE, Kind.MONTH, Kind.CHOICE):
        return pa.array(plain_cells, pa.int32())
    if kind.scale == 0:
        return pa.array(plain_cells, pa.int64())
    scale = kind.scale - (2 if kind.kind is Kind.PERCENT else 0)
    return pa.array(
        [None if c is None else Decimal(c).scaleb(-scale) for c in plain_cells], pa.decimal128(18, scale)
    )


def number(found: Any, kind: Type) -> int | None:
    """A cell of an outcome as the representing integer."""
    value = found.as_py()
    if value is None:
        return None
    if kind.options:
        return kind.options.index(value)
    if isinstance(value, Decimal):
        return int(value.scaleb(kind.scale - (2 if kind.kind is Kind.PERCENT else 0)))
    return (value - EPOCH).days if isinstance(value, date) else int(value)


@cache
def national_kernel() -> Kernel:
    """The kernel of the national verrekening."""
    return Kernel(national_plan())
