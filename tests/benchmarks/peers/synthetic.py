"""The plans by chance of `tests.kernel.speed`, in polars and in OpenFisca-core: a column or variable a rule.

Histories are 48 whole months; every input is known, save the last, which may be absent. Amounts are integers
of cents, figures are by month, and every rule is computed once, where another reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import add, ge, gt, le, lt, sub
from typing import Any, Protocol

import numpy as np
import polars as pl
import pyarrow as pa
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import period as period_of
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from regels.plan import nodes as n
from regels.plan.plan import Plan
from regels.plan.types import Kind
from tests.kernel.speed import caseload

from .openfisca_rules import DOSSIER, variable

MONTHS, BORN, MONTH, ABSENT = 48, 9, 10, 13
FIRST = 12 * 52  # January 2022, in months since 1970
COMPARE: dict[n.Comparison, Callable[[Any, Any], Any]] = {
    n.Comparison.LT: lt,
    n.Comparison.LE: le,
    n.Comparison.GT: gt,
    n.Comparison.GE: ge,
}
Values = Mapping[str, np.ndarray]


class Columns(Protocol):
    """How a package chooses and compares; arithmetic is the same in both."""

    def where(self, condition: Any, then: Any, otherwise: Any) -> Any: ...
    def extreme(self, most: bool, one: Any, other: Any) -> Any: ...
    def wide(self, value: Any) -> Any: ...


class Formula:
    """What a node comes to; `read` gives inputs (i), figures (p), rules (r) and the state (s) by name."""

    def __init__(self, columns: Columns, read: Callable[[str], Any]) -> None:
        self._columns, self._read = columns, read

    def __call__(self, node: n.Node) -> Any:
        columns, of = self._columns, self
        match node:
            case n.Const():
                return node.value
            case n.Input() | n.Param() | n.Rule() | n.State():
                return self._read(f"{type(node).__name__[0].lower()}{node.index}")
            case n.Binary(op=n.Arith.ADD | n.Arith.SUB):
                return (add if node.op is n.Arith.ADD else sub)(of(node.left), of(node.right))
            case n.Extreme():
                found = of(node.values[0])
                for other in node.values[1:]:
                    found = columns.extreme(node.pick is n.Pick.MAX, found, of(other))
                return found
            case n.Round(value=n.Binary(op=n.Arith.MUL) as product):
                return self._half_up(columns.wide(of(product.left)) * of(product.right), 10_000)
            case n.Round(value=n.Binary(op=n.Arith.DIV) as share):
                value, people = of(share.left), of(share.right)
                return columns.where(value < 0, -((-value) // people), value // people)
            case n.If():
                return columns.where(of(node.condition), of(node.then), of(node.otherwise))
            case n.IfNvt():
                return columns.where(self._read("absent"), of(node.default), of(node.value))
            case n.Compare(left=n.Age()):
                return self._read("age") >= of(node.right)
            case n.Compare():
                return COMPARE[node.op](of(node.left), of(node.right))
            case n.And(values=(a, b)):
                return of(a) & of(b)
            case n.Or(values=(a, b)):
                return of(a) | of(b)
        raise TypeError(type(node).__name__)

    def _half_up(self, value: Any, by: int) -> Any:
        size = self._columns.where(value < 0, -value, value)
        found = (2 * size + by) // (2 * by)
        return self._columns.where(value < 0, -found, found)


def rows(plan: Plan, count: int) -> dict[str, np.ndarray]:
    """Complete columns by name; `absent` tells where the last input is not there."""
    found: dict[str, np.ndarray] = {}
    for i, (name, column) in enumerate(caseload(plan, count).items()):
        kind = plan.inputs[i].type.kind
        if kind is Kind.MONEY:
            found[name] = np.frombuffer(column.buffers()[1], np.int64)[::2][:count].astype(np.int32)
        else:
            values = column.fill_null(False if kind is Kind.BOOL else 0).to_numpy(zero_copy_only=False)
            found[name] = values if kind is Kind.BOOL else values.astype(np.int32)
    found["absent"] = np.random.default_rng(1).random(count) < 0.02
    return found


def arrow(plan: Plan, found: Values) -> dict[str, pa.Array]:
    """The same rows as the kernel takes them."""
    count = len(found["absent"])
    made = {}
    for i, spec in enumerate(plan.inputs):
        values, name = found[spec.name], spec.name
        if spec.type.kind is Kind.MONEY:
            words = np.zeros((count, 2), np.int64)
            words[:, 0] = values
            present = np.packbits(~found["absent"], bitorder="little") if i == ABSENT else None
            buffers = [None if present is None else pa.py_buffer(present), pa.py_buffer(words)]
            made[name] = pa.Array.from_buffers(pa.decimal128(18, 2), count, buffers)
        elif spec.type.kind is Kind.BOOL:
            made[name] = pa.array(values.astype(bool))
        else:
            made[name] = pa.array(values.astype(np.int64 if spec.type.kind is Kind.NUMBER else np.int32))
    return made


def _figures(plan: Plan) -> Iterator[tuple[str, list[int]]]:
    """Of every figure its value in each of the months."""
    days = np.array([f"{2022 + i // 12}-{i % 12 + 1:02d}-01" for i in range(MONTHS)], "datetime64[D]")
    for i, spec in enumerate(plan.parameters):
        starts = [period.start for period in spec.periods]
        places = np.searchsorted(starts, days.astype(np.int64), side="right") - 1
        yield f"p{i}", [int(spec.periods[place].value or 0) for place in places]


def _flags(plan: Plan) -> tuple[n.Node, n.Node]:
    first, last = (condition.node for condition in plan.conditions)
    return first, last


def _age(born: Any, index: Any) -> Any:
    """Whole years on the first day of a month since 1970, of days of birth since 1970."""
    days = born.astype("datetime64[D]")
    month = days.astype("datetime64[M]")
    day = (days - month).astype(np.int32)
    return (index - month.astype(np.int32) - (day > 0)) // 12


class _Numpy:
    def where(self, condition: Any, then: Any, otherwise: Any) -> Any:
        return np.where(condition, then, otherwise)

    def extreme(self, most: bool, one: Any, other: Any) -> Any:
        return (np.maximum if most else np.minimum)(one, other)

    def wide(self, value: Any) -> Any:
        return value.astype(np.int64) if isinstance(value, np.ndarray) else np.int64(value)


class _Polars:
    def where(self, condition: Any, then: Any, otherwise: Any) -> Any:
        return pl.when(condition).then(then).otherwise(otherwise)

    def extreme(self, most: bool, one: Any, other: Any) -> Any:
        return (pl.max_horizontal if most else pl.min_horizontal)(one, other)

    def wide(self, value: Any) -> Any:
        return value.cast(pl.Int64) if isinstance(value, pl.Expr) else value


def in_polars(plan: Plan) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """The outcomes of a plan, in one lazy query: rules that need no other of their level side by side."""
    formula = Formula(_Polars(), lambda name: pl.col("used" if name == "s0" else name))
    months = pl.DataFrame(
        {"i10": pl.Series(range(FIRST, FIRST + MONTHS), dtype=pl.Int32)}
        | {name: pl.Series(values, dtype=pl.Int32) for name, values in _figures(plan)}
    ).lazy()
    first, last = _flags(plan)
    levels: dict[int, list[pl.Expr]] = {}
    depth: dict[int, int] = {}
    for i, rule in enumerate(plan.rules):
        depth[i] = 1 + max((depth[j] for j in _rules_in(rule.node)), default=0)
        levels.setdefault(depth[i], []).append(formula(rule.node).cast(pl.Int32).alias(f"r{i}"))

    def run(frame: pl.DataFrame) -> pl.DataFrame:
        born = pl.from_epoch("i9", time_unit="d")
        month = (born.dt.year() - 1970) * 12 + born.dt.month().cast(pl.Int32) - 1
        late = (born.dt.day() > 1).cast(pl.Int32)
        found = frame.lazy().join(months, on="i10", how="left", maintain_order="left")
        found = found.with_columns(((pl.col("i10") - month - late) // 12).alias("age"))
        for level in sorted(levels):
            found = found.with_columns(levels[level])
        counted = formula(first).cast(pl.Int32).alias("first")
        found = found.with_columns(counted, formula(last).alias("last"))
        before = pl.col("first").cum_sum().shift(1, fill_value=0).over("dossier").clip(0, 600)
        right = (pl.col("first") > 0) & pl.col("last")
        shown = [pl.col(rule).alias(name) for name, rule in _outcomes(plan).items()]
        return found.select(*shown, before.alias("used"), right.alias("right")).collect()

    return run


def _outcomes(plan: Plan) -> dict[str, str]:
    """The outcomes that are rules, and which; the last is the state."""
    return {one.name: f"r{one.node.index}" for one in plan.outcomes if isinstance(one.node, n.Rule)}


def _rules_in(node: n.Node) -> Iterator[int]:
    if isinstance(node, n.Rule):
        yield node.index
        return
    for part in _below(node):
        yield from _rules_in(part)


def _below(node: n.Node) -> Iterator[n.Node]:
    """The nodes directly below a node."""
    for name in node.__dataclass_fields__:
        part = getattr(node, name)
        yield from (one for one in (part if isinstance(part, tuple) else (part,)) if isinstance(one, n.Node))


def in_openfisca(plan: Plan) -> Callable[[Values], dict[str, np.ndarray]]:
    """The outcomes of a plan: a variable a rule, month by month, what is asked only."""
    system = TaxBenefitSystem([DOSSIER])
    system.parameters = ParameterNode("", data={
        name: {"values": {
            f"{2022 + i // 12}-{i % 12 + 1:02d}-01": {"value": value} for i, value in enumerate(values)
        }}
        for name, values in _figures(plan)
    })  # fmt: skip
    kinds = {Kind.BOOL: bool}
    for spec in plan.inputs:
        system.add_variable(variable(spec.name, kinds.get(spec.type.kind, int)))
    system.add_variable(variable("absent", bool))
    system.add_variable(variable("age", int, lambda who, when: _age(who("i9", when), who("i10", when))))
    for i, rule in enumerate(plan.rules):
        system.add_variable(variable(f"r{i}", int, _formula(rule.node)))
    first, last = _flags(plan)
    system.add_variable(variable("first", bool, _formula(first)))
    system.add_variable(variable("last", bool, _formula(last)))
    system.add_variable(variable("used_after", int, _used_after))
    outcomes = _outcomes(plan)

    def run(found: Values) -> dict[str, np.ndarray]:
        grids = {name: values.reshape(-1, MONTHS) for name, values in found.items()}
        count = len(grids["absent"])
        simulation = SimulationBuilder().build_default_simulation(system, count)
        simulation.set_input("used_after", period_of("2021-12"), np.zeros(count, np.int32))
        made = {name: np.zeros((count, MONTHS), np.int32) for name in (*outcomes, "used", "right")}
        for month in range(MONTHS):
            when = period_of(f"{2022 + month // 12}-{month % 12 + 1:02d}")
            for name, grid in grids.items():
                simulation.set_input(name, when, np.ascontiguousarray(grid[:, month]))
            for name, rule in outcomes.items():
                made[name][:, month] = simulation.calculate(rule, when)
            made["used"][:, month] = simulation.calculate("used_after", when.last_month)
            simulation.calculate("used_after", when)
            right = simulation.calculate("first", when) & simulation.calculate("last", when)
            made["right"][:, month] = right
        return {name: grid.ravel() for name, grid in made.items()}

    return run


def _used_after(dossier: Any, period: Any) -> np.ndarray:
    before = dossier("used_after", period.last_month)
    found: np.ndarray = np.where(dossier("first", period), np.minimum(before + 1, 600), before)
    return found


def _formula(node: n.Node) -> Callable[..., np.ndarray]:
    def formula(dossier: Any, period: Any, parameters: Any) -> np.ndarray:
        figures = parameters(period)

        def read(name: str) -> Any:
            return getattr(figures, name) if name[0] == "p" else dossier(name, period)

        found = Formula(_Numpy(), read)(node)
        return np.broadcast_to(found, (dossier.count,)) if np.ndim(found) == 0 else found

    return formula
