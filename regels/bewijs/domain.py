"""Which dossiers a question is about: which fields vary between which bounds, and which are fixed."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace

from regels.bewijs.term import Env, Term, evaluate
from regels.bewijs.terms import Terms
from regels.bewijs.values import Val, Values
from regels.evaluator.values import NVT, NotApplicable, Value, exact
from regels.plan.plan import InputSpec, Plan
from regels.plan.types import Kind

Cell = int | NotApplicable | None
"""What a field holds: a representing integer, n.v.t., or None for unknown."""


@dataclass(frozen=True)
class Free:
    """A field that varies: its bounds, and whether it may be n.v.t. or unknown."""

    low: int
    high: int
    nvt: bool = False
    unknown: bool = False


@dataclass(frozen=True)
class Domain:
    """Per field what it may be, the same in all rows unless it is in ``apart``; ``months`` one per row.

    ``span``: instead, one row in any month between two.
    """

    fields: Mapping[str, Free | Cell]
    months: tuple[int, ...]
    apart: frozenset[str] = field(default_factory=frozenset)
    span: Free | None = None

    def fixed(self, name: str, found: Free | Cell) -> "Domain":
        """The same with one field fixed."""
        return replace(self, fields={**self.fields, name: found})


@dataclass(frozen=True, slots=True)
class Slot:
    """A field of a row as terms; the parts that are fixed are constants."""

    name: str
    row: int
    number: Term
    nvt: Term
    unknown: Term


class Dossier:
    """The rows of a domain as terms. Fields of one name are one field for every plan that reads them."""

    def __init__(self, terms: Terms, domain: Domain, truths: frozenset[str]) -> None:
        self.t, self.domain = terms, domain
        self.slots: dict[tuple[str, int], Slot] = {}
        for name, found in domain.fields.items():
            for row in range(len(domain.months)):
                if row == 0 or name in domain.apart:
                    self.slots[name, row] = self._slot(name, row, found, name in truths)
                else:
                    self.slots[name, row] = self.slots[name, 0]

    def _slot(self, name: str, row: int, found: Free | Cell, truth: bool) -> Slot:
        t = self.t
        if isinstance(found, Free):
            label = f"{name}#{row + 1}" if name in self.domain.apart else name
            value = free(t, label, found, truth)
            return Slot(name, row, value.value, value.nvt, value.unknown)
        number = found if isinstance(found, int) else 0
        return Slot(
            name, row, t.truth(bool(number)) if truth else t.whole(number),
            t.truth(isinstance(found, NotApplicable)), t.truth(found is None),
        )  # fmt: skip

    def inputs(self, plan: Plan) -> list[list[Val]]:
        """The values of every row for a plan."""
        places, rows = range(len(plan.inputs)), range(len(self.domain.months))
        return [[self._input(plan, place, row) for place in places] for row in rows]

    def states(self, plan: Plan) -> list[Val]:
        """Any state that a row may begin with; states of one name are one for every plan."""
        found = []
        for spec in plan.states:
            kind = spec.type
            any_value = Free(kind.low, kind.high, kind.nvt, unknown=True)
            found.append(free(self.t, f"toestand {spec.name}", any_value, kind.kind is Kind.BOOL))
        return found

    def _input(self, plan: Plan, place: int, row: int) -> Val:
        if place == plan.month:
            if self.domain.span is not None:
                return free(self.t, "maand", self.domain.span, truth=False)
            return Values(self.t).number(self.domain.months[row])
        slot = self.slots[plan.inputs[place].name, row]
        return Val(slot.number, slot.nvt, slot.unknown)

    def state_values(self, plan: Plan, env: Env) -> list[Value]:
        """The state that a row begins with, for the evaluator."""
        found = []
        for spec, value in zip(plan.states, self.states(plan), strict=True):
            if evaluate(value.unknown, env):
                found.append(Value(None, plan.earlier))
            elif evaluate(value.nvt, env):
                found.append(Value(NVT))
            else:
                found.append(Value(exact(evaluate(value.value, env), spec.type.scale)))
        return found

    def raised(self, name: str, extra: Term) -> "Dossier":
        """The same dossier with more in one field, in every row."""
        made = copy(self)
        made.slots = {
            place: replace(slot, number=self.t.add(slot.number, extra)) if slot.name == name else slot
            for place, slot in self.slots.items()
        }
        return made

    def cells(self, plan: Plan, env: Env) -> list[list[Cell]]:
        """The rows of a plan for values of the variables."""
        rows: list[list[Cell]] = []
        for row, month in enumerate(self.domain.months):
            cells: list[Cell] = []
            for place, spec in enumerate(plan.inputs):
                if place == plan.month:
                    cells.append(month)
                    continue
                slot = self.slots[spec.name, row]
                if evaluate(slot.unknown, env):
                    cells.append(None)
                else:
                    cells.append(NVT if evaluate(slot.nvt, env) else evaluate(slot.number, env))
            rows.append(cells)
        return rows


def free(t: Terms, label: str, found: Free, truth: bool) -> Val:
    """A value that varies."""
    number = t.var(label, found.low, found.high)
    if truth:
        number = t.bvar(label) if found.low < found.high else t.truth(bool(found.low))
    unknown = t.bvar(f"{label} onbekend") if found.unknown else t.false
    nvt = t.all(t.bvar(f"{label} n.v.t."), t.no(unknown)) if found.nvt else t.false
    return Val(number, nvt, unknown)


def to_values(plan: Plan, cells: Sequence[Cell]) -> list[Value]:
    """A row for the evaluator."""
    return [_value(spec, cell) for spec, cell in zip(plan.inputs, cells, strict=True)]


def _value(spec: InputSpec, cell: Cell) -> Value:
    if cell is None:
        return Value(None, spec.bit)
    return Value(exact(cell, spec.type.scale)) if isinstance(cell, int) else Value(NVT)


def truths(*plans: Plan) -> frozenset[str]:
    """The fields that say ja or nee."""
    return frozenset(s.name for plan in plans for s in plan.inputs if s.type.kind is Kind.BOOL)
