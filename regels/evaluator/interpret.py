"""The meaning of every node, in plain Python. Follow ``regels.plan.nodes`` line by line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from regels.evaluator import calendar
from regels.evaluator.rounding import round_to
from regels.evaluator.values import NVT, NotApplicable, Plain, Value, exact, literal, truth
from regels.plan import nodes as n
from regels.plan.algebra import DECIDE
from regels.plan.plan import Certainty, ParameterSpec, Plan
from regels.plan.types import Kind


@dataclass(slots=True)
class Read:
    """Something a rule read while it was computed: an input, a figure, a state or another rule."""

    node: n.Node
    value: Value


@dataclass(slots=True)
class Rounded:
    """A rounding that took place."""

    node: n.Round
    before: Plain
    after: Plain


@dataclass(slots=True)
class Step:
    """How one formula came out: what it read and what it rounded, in order."""

    value: Value
    reads: list[Read] = field(default_factory=list)
    rounded: list[Rounded] = field(default_factory=list)


class Row:
    """One row being computed, each rule when it is first read.

    ``inputs`` and ``states`` are values in the order of the plan.
    """

    def __init__(self, plan: Plan, inputs: Sequence[Value], states: Sequence[Value]) -> None:
        self.plan, self.inputs, self.states = plan, inputs, states
        self.unknown = plan.unknown_bits
        self.step = Step(Value(None))
        self.rules: dict[int, Step] = {}
        self.kept: dict[int, tuple[n.Node, Value]] = {}  # by id, for readers that ask for parts of formulas
        self.at(Value(None))
        self.at(self.compute(plan.peildatum).value)

    def at(self, peildatum: Value) -> None:
        """From now on the figures of this peildatum count."""
        self.peildatum = peildatum
        self.day = self._first_day(peildatum.known)

    def _first_day(self, moment: Plain | NotApplicable | None) -> int | None:
        """The first day of the month of which the figures count; None when it is unknown."""
        if moment is None or isinstance(moment, NotApplicable):
            return None
        whole = self.plan.peildatum.type.kind is Kind.MONTH
        return calendar.first_day(int(moment) if whole else calendar.month_of(int(moment)))

    def compute(self, node: n.Node) -> Step:
        """The value of a formula, with what it read."""
        outer, self.step = self.step, Step(Value(None))
        self.step.value = self.value(node)
        done, self.step = self.step, outer
        return done

    def value(self, node: n.Node) -> Value:
        """The value of a node; kept for who asks how a formula came out."""
        value = MEANING[type(node)](self, node)
        self.kept[id(node)] = (node, value)
        return value

    def _read(self, node: n.Node, value: Value) -> Value:
        """What was read, written down."""
        self.step.reads.append(Read(node, value))
        return value

    def _strict(self, operands: Sequence[n.Node], apply: Callable[..., Plain]) -> Value:
        mask, unknown, knowns = 0, False, []
        for operand in operands:
            value = self.value(operand)
            mask |= value.mask
            unknown |= value.known is None
            knowns.append(value.known)
        return Value(None if unknown else apply(*knowns), mask)

    def const(self, node: n.Const) -> Value:
        """A literal."""
        return literal(node.value, node.type.scale)

    def nvt(self, node: n.Nvt) -> Value:
        """Known, and not a number."""
        return Value(NVT)

    def unknowable(self, node: n.Unknown) -> Value:
        """Unknown, with the reasons of the node."""
        return Value(None, node.reasons)

    def input(self, node: n.Input) -> Value:
        """The value of a column on this row."""
        return self._read(node, self.inputs[node.index])

    def param(self, node: n.Param) -> Value:
        """The figure in force, or unknown because there is none."""
        return self._read(node, self._figure(self.plan.parameters[node.index]))

    def _figure(self, parameter: ParameterSpec) -> Value:
        day = self.day
        if day is None:
            return Value(None, self.peildatum.mask)
        for period in parameter.periods:
            if period.start <= day and (period.end is None or day <= period.end):
                mark = 0 if period.certainty is Certainty.HIGH else parameter.mark
                if period.nvt:
                    return Value(NVT, mark)
                if period.value is None:
                    return Value(None, self.plan.no_figure)
                return Value(exact(period.value, parameter.type.scale), mark)
        return Value(None, self.plan.no_figure)

    def rule(self, node: n.Rule) -> Value:
        """The value of a rule, computed once a row."""
        return self._read(node, self._ruled(node.index))

    def _ruled(self, index: int) -> Value:
        if index not in self.rules:
            self.rules[index] = self.compute(self.plan.rules[index].node)
        return self.rules[index].value

    def state(self, node: n.State) -> Value:
        """What the previous row left behind."""
        return self._read(node, self.states[node.index])

    def negation(self, node: n.Not) -> Value:
        """Strict."""
        value = self.value(node.value)
        return value if value.known is None else truth(not value.known, value.mask)

    def conjunction(self, node: n.And) -> Value:
        """Known false as soon as one is known false."""
        return self._decided(node.values, 0)

    def disjunction(self, node: n.Or) -> Value:
        """Known true as soon as one is known true."""
        return self._decided(node.values, 1)

    def _decided(self, operands: Sequence[n.Node], decisive: int) -> Value:
        mask, decided = 0, False
        for operand in operands:
            value = self.value(operand)
            mask |= value.mask
            decided |= value.known == decisive
        marks = mask & ~self.unknown
        if decided:
            return truth(decisive, marks)
        return Value(None, mask) if mask != marks else truth(1 - decisive, marks)

    def conditional(self, node: n.If) -> Value:
        """Known with an unknown condition when both branches are known and equal."""
        condition = self.value(node.condition)
        if condition.known is not None:
            taken = self.value(node.then if condition.known else node.otherwise)
            return Value(taken.known, taken.mask | condition.mask)
        then, otherwise = self.value(node.then), self.value(node.otherwise)
        if then.known is not None and otherwise.known is not None and _same(then.known, otherwise.known):
            return Value(then.known, (condition.mask & ~self.unknown) | then.mask | otherwise.mask)
        return condition

    def if_nvt(self, node: n.IfNvt) -> Value:
        """The default only for a known n.v.t."""
        value = self.value(node.value)
        if value.known is not NVT:
            return value
        default = self.value(node.default)
        return Value(default.known, value.mask | default.mask)

    def is_applicable(self, node: n.IsApplicable) -> Value:
        """Unknown when the value is."""
        value = self.value(node.value)
        return Value(None if value.known is None else int(value.known is not NVT), value.mask)

    def is_known(self, node: n.IsKnown) -> Value:
        """Never unknown, and with no mask."""
        return Value(int(self.value(node.value).known is not None))

    def rescale(self, node: n.Rescale) -> Value:
        """The same value: here there are no scales."""
        return self.value(node.value)

    def binary(self, node: n.Binary) -> Value:
        """Exact: a quotient is a Fraction."""
        left, right = self.value(node.left), self.value(node.right)
        if left.known is None or right.known is None:
            return Value(None, left.mask | right.mask)
        return Value(ARITHMETIC[node.op](left.known, right.known), left.mask | right.mask)

    def compare(self, node: n.Compare) -> Value:
        """Exact."""
        left, right = self.value(node.left), self.value(node.right)
        if left.known is None or right.known is None:
            return Value(None, left.mask | right.mask)
        return truth(DECIDE[node.op](left.known, right.known), left.mask | right.mask)

    def extreme(self, node: n.Extreme) -> Value:
        """Strict: one unknown value makes it unknown."""
        pick: Any = min if node.pick is n.Pick.MIN else max
        return self._strict(node.values, lambda *values: pick(values))

    def round(self, node: n.Round) -> Value:
        """By sign and magnitude; the trace keeps what was rounded."""
        value = self.value(node.value)
        if value.known is None or isinstance(value.known, NotApplicable):
            return Value(None, value.mask)
        after = round_to(value.known, Fraction(node.step, 10**node.type.scale), node.mode)
        self.step.rounded.append(Rounded(node, value.known, after))
        return Value(after, value.mask)

    def age(self, node: n.Age) -> Value:
        """Whole years."""
        return self._strict([node.born, node.at], calendar.age)

    def reached(self, node: n.Reached) -> Value:
        """Whether an age that changes over time is reached."""
        periods = self.plan.parameters[node.parameter].periods
        return self._strict([node.born, node.at], lambda born, at: int(calendar.reached(born, periods, at)))

    def add_months(self, node: n.AddMonths) -> Value:
        """A day that does not exist becomes the last of its month."""
        return self._strict([node.date, node.months], calendar.add_months)

    def month_of(self, node: n.MonthOf) -> Value:
        """The month of a day."""
        return self._strict([node.date], calendar.month_of)

    def first_day(self, node: n.FirstDay) -> Value:
        """The first day of a month."""
        return self._strict([node.month], calendar.first_day)

    def last_day(self, node: n.LastDay) -> Value:
        """The last day of a month."""
        return self._strict([node.month], lambda month: calendar.first_day(month + 1) - 1)

    def year_of(self, node: n.YearOf) -> Value:
        """The calendar year of a day or a month."""
        if node.value.type.kind is Kind.MONTH:
            return self._strict([node.value], lambda month: 1970 + month // 12)
        return self._strict([node.value], lambda day: calendar.to_date(day).year)


class Passed(Row):
    """A row of which only what it leaves behind is asked: the same values, and nothing is written down.

    Marks are not gathered either, for what is left behind has none: ``en`` and ``of`` stop at what decides.
    """

    def __init__(self, plan: Plan, inputs: Sequence[Value], states: Sequence[Value]) -> None:
        self._found: dict[int, Value] = {}
        super().__init__(plan, inputs, states)

    def value(self, node: n.Node) -> Value:
        """The value of a node."""
        return MEANING[type(node)](self, node)

    def _ruled(self, index: int) -> Value:
        found = self._found.get(index)
        if found is None:
            found = self._found[index] = self.value(self.plan.rules[index].node)
        return found

    def _read(self, node: n.Node, value: Value) -> Value:
        return value

    def _decided(self, operands: Sequence[n.Node], decisive: int) -> Value:
        waiting = 0
        for operand in operands:
            value = self.value(operand)
            if value.known == decisive:
                return truth(decisive)
            waiting |= value.mask
        return Value(None, waiting) if waiting & self.unknown else truth(1 - decisive)


def _same(left: Plain | NotApplicable, right: Plain | NotApplicable) -> bool:
    if left is NVT or right is NVT:
        return left is right
    return left == right


ARITHMETIC: dict[n.Arith, Callable[[Any, Any], Plain]] = {
    n.Arith.ADD: lambda a, b: a + b,
    n.Arith.SUB: lambda a, b: a - b,
    n.Arith.MUL: lambda a, b: a * b,
    n.Arith.DIV: lambda a, b: Fraction(a) / Fraction(b),
}
MEANING: dict[type[n.Node], Callable[[Row, Any], Value]] = {
    n.Const: Row.const, n.Nvt: Row.nvt, n.Unknown: Row.unknowable, n.Input: Row.input, n.Param: Row.param,
    n.Rule: Row.rule, n.State: Row.state, n.Not: Row.negation, n.And: Row.conjunction, n.Or: Row.disjunction,
    n.If: Row.conditional, n.IfNvt: Row.if_nvt, n.IsApplicable: Row.is_applicable, n.IsKnown: Row.is_known,
    n.Rescale: Row.rescale, n.Binary: Row.binary, n.Compare: Row.compare, n.Extreme: Row.extreme,
    n.Round: Row.round, n.Age: Row.age, n.Reached: Row.reached, n.AddMonths: Row.add_months,
    n.MonthOf: Row.month_of, n.FirstDay: Row.first_day, n.LastDay: Row.last_day, n.YearOf: Row.year_of,
}  # fmt: skip
