"""A case to the row that a reader of the plan takes."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from regels.evaluator.values import NVT as NVT_VALUE
from regels.evaluator.values import Value, literal
from regels.kernel.rows import NVT, Cell
from regels.plan.kept import OncePerPlan
from regels.plan.plan import Default, InputSpec, Plan
from regels.schema.field import reader_of
from regels.schema.problems import (
    MISSING,
    OUTSIDE,
    CaseError,
    FieldProblem,
    Refused,
    problem_of,
    unknown_field,
)
from regels.tabel.wording import value_text

Case = Mapping[str, Any] | BaseModel
"""The fields of one row by name. None (or blank text) is empty; a field that is left out is absent."""


class Reader:
    """Reads cases of one plan. Make it once: ``to_integers`` keeps one for each plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.specs = {spec.name: spec for spec in plan.inputs}
        self._fields = [
            (spec.name, reader_of(spec), _absent(spec), NVT if spec.empty_nvt else None)
            for spec in plan.inputs
        ]

    def integers(self, case: Case) -> list[Cell]:
        """A cell for every input, in the order of the plan. Raises CaseError with every mistake."""
        fields = _as_mapping(case)
        cells: list[Cell] = []
        refused: dict[str, Refused] = {}
        taken = 0
        for name, read, absent, empty in self._fields:
            if name not in fields:
                cells.append(absent)
                continue
            taken += 1
            raw = fields[name]
            cell = None if raw is None else read(raw)
            if isinstance(cell, Refused):
                refused[name] = cell
            else:
                cells.append(empty if cell is None else cell)
        if refused or taken < len(fields) or cells[self.plan.month] is None:
            raise CaseError(self._problems(fields, refused))
        return cells

    def _problems(self, fields: Mapping[str, Any], refused: dict[str, Refused]) -> list[FieldProblem]:
        month = self.plan.inputs[self.plan.month].name
        if _is_empty(fields.get(month)):
            refused = {month: MISSING, **refused}
        problems = [problem_of(self.specs[name], fields.get(name), why) for name, why in refused.items()]
        known = list(self.specs)
        return problems + [unknown_field(str(name), known) for name in fields if name not in self.specs]


def _absent(spec: InputSpec) -> Cell:
    if spec.absent is Default.NVT:
        return NVT
    return spec.absent_value if spec.absent is Default.VALUE else None


def _is_empty(raw: object) -> bool:
    return raw is None or (type(raw) is str and not raw.strip())


def _as_mapping(case: Case) -> Mapping[str, Any]:
    if isinstance(case, BaseModel):
        return {name: getattr(case, name) for name in case.model_fields_set}
    return case


reader = OncePerPlan(Reader)
"""The reader of a plan."""


def to_integers(plan: Plan, case: Case) -> list[Cell]:
    """The cells of a case for ``Kernel.run_rows``. Raises CaseError with every field that cannot be read."""
    return reader(plan).integers(case)


def all_integers(plan: Plan, cases: Sequence[Case]) -> list[list[Cell]]:
    """The cells of the months of one history. Raises CaseError with every field of every month."""
    if len(cases) == 1:
        return [to_integers(plan, cases[0])]
    rows: list[list[Cell]] = []
    problems: list[FieldProblem] = []
    for place, case in enumerate(cases):
        try:
            rows.append(to_integers(plan, case))
        except CaseError as error:
            problems += [replace(problem, row=place + 1) for problem in error.problems]
    if problems:
        raise CaseError(problems)
    return rows


def to_values(plan: Plan, case: Case) -> list[Value]:
    """The values of a case for the evaluator. Raises CaseError."""
    return as_values(plan, to_integers(plan, case))


def as_values(plan: Plan, cells: Sequence[Cell]) -> list[Value]:
    """The values of what ``to_integers`` gives."""
    return [_value(spec, cell) for spec, cell in zip(plan.inputs, cells, strict=True)]


def _value(spec: InputSpec, cell: Cell) -> Value:
    if cell is None:
        return Value(None, spec.bit)
    return literal(cell, spec.type.scale) if isinstance(cell, int) else Value(NVT_VALUE)


def order_rows(plan: Plan, rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The places of the rows of one history in order of time. Raises CaseError when two are about one day."""
    spans = [_span(plan, row) for row in rows]
    order = sorted(range(len(rows)), key=lambda place: spans[place])
    for before, after in pairwise(order):
        if spans[before][:2] == spans[after][:2] or spans[before][2] >= spans[after][1]:
            spec = plan.inputs[plan.month]
            found = value_text(spec.type, spans[after][0])
            problem = FieldProblem(
                spec.name,
                found,
                "elke dag hoogstens één keer",
                f"Rij {before + 1} en rij {after + 1} overlappen.",
            )
            raise CaseError([problem])
    return order


def _span(plan: Plan, row: Sequence[Cell]) -> tuple[int, int, int]:
    """Month (or year), and first and last day as day numbers."""
    month = row[plan.month]
    if not isinstance(month, int):
        raise CaseError([problem_of(plan.inputs[plan.month], None, MISSING)])
    if plan.yearly:
        return month, date(month, 1, 1).toordinal(), date(month, 12, 31).toordinal()
    year, place = 1970 + month // 12, month % 12 + 1
    start = date(year, place, 1).toordinal()
    first = row[plan.from_day] if plan.from_day >= 0 else None
    last = row[plan.to_day] if plan.to_day >= 0 else None
    begin = first if isinstance(first, int) else 1
    if begin < 1:
        raise CaseError([problem_of(plan.inputs[plan.from_day], begin, OUTSIDE)])
    end = last if isinstance(last, int) else monthrange(year, place)[1]
    return month, start + begin - 1, start + max(end, begin) - 1
