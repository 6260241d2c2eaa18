"""A node of the plan as a value of terms. Follow ``regels.plan.nodes`` line by line, but for the masks."""

from collections.abc import Callable, Sequence
from typing import Any

from regels.bewijs import dates
from regels.bewijs.division import quotient
from regels.bewijs.figures import figure
from regels.bewijs.term import Term, truthful
from regels.bewijs.terms import Terms
from regels.bewijs.values import Val, Values
from regels.plan import nodes as n
from regels.plan.plan import Plan
from regels.plan.types import Kind, Type


class RowTerms:
    """One row as terms, each rule when first read; ``inputs`` and ``states`` in the order of the plan."""

    def __init__(self, plan: Plan, terms: Terms, inputs: Sequence[Val], states: Sequence[Val]) -> None:
        self.plan, self.t, self.v = plan, terms, Values(terms)
        self.inputs, self.states = inputs, states
        self._rules: dict[int, Val] = {}
        self._figures: dict[int, Val] = {}
        self.peildatum = self.v.unknown(truth=False)
        self.peildatum = self.value(plan.peildatum)

    def value(self, node: n.Node) -> Val:
        """The value of a node."""
        return MEANING[type(node)](self, node)

    def const(self, node: n.Const) -> Val:
        if node.type.kind is Kind.BOOL:
            return self.v.truth(bool(node.value))
        return self.v.number(node.value)

    def nvt(self, node: n.Nvt) -> Val:
        return self.v.nvt(node.type.kind is Kind.BOOL)

    def unknowable(self, node: n.Unknown) -> Val:
        return self.v.unknown(node.type.kind is Kind.BOOL)

    def input(self, node: n.Input) -> Val:
        return self.inputs[node.index]

    def param(self, node: n.Param) -> Val:
        if node.index not in self._figures:
            self._figures[node.index] = figure(self.v, self.plan, node.index, self.peildatum)
        return self._figures[node.index]

    def rule(self, node: n.Rule) -> Val:
        if node.index not in self._rules:
            spec = self.plan.rules[node.index]
            self._rules[node.index] = self._at(self.value(spec.node), spec.node.type, spec.type)
        return self._rules[node.index]

    def state(self, node: n.State) -> Val:
        return self.states[node.index]

    def carried(self, node: n.Node, kind: Type) -> Val:
        """A value of a node at the scale of a state."""
        return self._at(self.value(node), node.type, kind)

    def _at(self, value: Val, made: Type, wanted: Type) -> Val:
        """The same value at the scale that is wanted."""
        if made.scale == wanted.scale:
            return value
        assert made.scale < wanted.scale and not made.ratio
        return Val(self.t.times(value.value, 10 ** (wanted.scale - made.scale)), value.nvt, value.unknown)

    def negation(self, node: n.Not) -> Val:
        value = self.value(node.value)
        return self.v.strict(self.t.no(value.value), [value])

    def conjunction(self, node: n.And) -> Val:
        return self._decided(node.values, decisive=False)

    def disjunction(self, node: n.Or) -> Val:
        return self._decided(node.values, decisive=True)

    def _decided(self, nodes: Sequence[n.Node], decisive: bool) -> Val:
        t, values = self.t, []
        for node in nodes:
            value = self.value(node)
            if value.unknown is t.false and value.value is t.truth(decisive):
                return self.v.truth(decisive)
            values.append(value)
        # unknown counts as not decisive; it is unknown when nothing decides and something is unknown
        turned = [t.all(t.no(x.unknown), x.value if decisive else t.no(x.value)) for x in values]
        decided = t.any(*turned)
        unknown = t.all(t.no(decided), t.any(*(x.unknown for x in values)))
        return self.v.known(decided if decisive else t.no(decided), unknown=unknown)

    def conditional(self, node: n.If) -> Val:
        condition = self.value(node.condition)
        if condition.unknown is self.t.false and condition.value.op == "bool":
            return self._branch(node, node.then if condition.value.args[0] else node.otherwise)
        then, otherwise = self._branch(node, node.then), self._branch(node, node.otherwise)
        taken = self.v.choose(condition.value, then, otherwise)
        if condition.unknown is self.t.false:
            return taken
        # with an unknown condition: known when both branches are known and equal, so either will do
        alike = self.v.same(then, otherwise)
        either = min(then, otherwise, key=lambda branch: (branch.value.number, branch.nvt.number))
        t, c = self.t, condition.unknown
        return Val(
            t.ite(c, either.value, taken.value),
            t.ite(c, either.nvt, taken.nvt),
            t.ite(c, t.no(alike), taken.unknown),
            None if taken.den is None else t.ite(c, self.v.den(either), taken.den),
        )

    def _branch(self, node: n.If, branch: n.Node) -> Val:
        value = self.value(branch)
        return value if node.type.ratio or branch.type.ratio else self._at(value, branch.type, node.type)

    def if_nvt(self, node: n.IfNvt) -> Val:
        value = self._at(self.value(node.value), node.value.type, node.type)
        nvt = self.t.all(value.nvt, self.t.no(value.unknown))
        if nvt is self.t.false:
            return Val(value.value, self.t.false, value.unknown)
        default = self._at(self.value(node.default), node.default.type, node.type)
        return self.v.choose(nvt, default, value)

    def is_applicable(self, node: n.IsApplicable) -> Val:
        value = self.value(node.value)
        return self.v.known(self.t.no(value.nvt), unknown=value.unknown)

    def is_known(self, node: n.IsKnown) -> Val:
        return self.v.known(self.t.no(self.value(node.value).unknown))

    def rescale(self, node: n.Rescale) -> Val:
        return self._at(self.value(node.value), node.value.type, node.type)

    def binary(self, node: n.Binary) -> Val:
        t, x, y = self.t, self.value(node.left), self.value(node.right)
        match node.op:
            case n.Arith.DIV:
                divisor = t.max(y.value, t.whole(1))
                number = t.times(t.mul(x.value, self.v.den(y)), 10**node.right.type.scale)
                return self.v.strict(number, [x, y], t.mul(self.v.den(x), divisor))
            case n.Arith.MUL:
                den = None if x.den is None and y.den is None else t.mul(self.v.den(x), self.v.den(y))
                return self.v.strict(t.mul(x.value, y.value), [x, y], den)
        left, right, den = self._aligned(node, x, y)
        return self.v.strict((t.add if node.op is n.Arith.ADD else t.sub)(left, right), [x, y], den)

    def _aligned(self, node: n.Binary | n.Compare, x: Val, y: Val) -> tuple[Term, Term, Term | None]:
        """Both numerators at the larger scale over one denominator."""
        t, scale = self.t, max(node.left.type.scale, node.right.type.scale)
        left = t.times(self.v.as_number(x.value), 10 ** (scale - node.left.type.scale))
        right = t.times(self.v.as_number(y.value), 10 ** (scale - node.right.type.scale))
        if x.den is y.den:
            return left, right, x.den
        den_x, den_y = self.v.den(x), self.v.den(y)
        return t.mul(left, den_y), t.mul(right, den_x), t.mul(den_x, den_y)

    def compare(self, node: n.Compare) -> Val:
        x, y = self.value(node.left), self.value(node.right)
        equality = node.op in (n.Comparison.EQ, n.Comparison.NE)
        if equality and truthful(x.value) and truthful(y.value):
            left, right = x.value, y.value
        else:
            left, right, _ = self._aligned(node, x, y)
        return self.v.strict(self._holds(node.op, left, right), [x, y])

    def _holds(self, op: n.Comparison, left: Term, right: Term) -> Term:
        match op:
            case n.Comparison.EQ:
                return self.t.eq(left, right)
            case n.Comparison.NE:
                return self.t.no(self.t.eq(left, right))
            case n.Comparison.LT:
                return self.t.lt(left, right)
            case n.Comparison.LE:
                return self.t.le(left, right)
            case n.Comparison.GT:
                return self.t.lt(right, left)
        return self.t.le(right, left)

    def extreme(self, node: n.Extreme) -> Val:
        values = [self._at(self.value(one), one.type, node.type) for one in node.values]
        pick = self.t.min if node.pick is n.Pick.MIN else self.t.max
        return self.v.strict(pick(*(value.value for value in values)), values)

    def round(self, node: n.Round) -> Val:
        value = self.value(node.value)
        up, down = 10**node.type.scale, 10**node.value.type.scale * node.step
        whole = quotient(self.t, value.value, self.v.den(value), up, down, node.mode)
        return self.v.strict(self.t.times(whole, node.step), [value])

    def age(self, node: n.Age) -> Val:
        return self._calendar(dates.age, node.born, node.at)

    def reached(self, node: n.Reached) -> Val:
        periods = self.plan.parameters[node.parameter].periods
        return self._calendar(lambda t, born, at: dates.reached(t, born, periods, at), node.born, node.at)

    def add_months(self, node: n.AddMonths) -> Val:
        return self._calendar(dates.add_months, node.date, node.months)

    def month_of(self, node: n.MonthOf) -> Val:
        return self._calendar(dates.month_of, node.date)

    def first_day(self, node: n.FirstDay) -> Val:
        return self._calendar(dates.first_day, node.month)

    def last_day(self, node: n.LastDay) -> Val:
        return self._calendar(dates.last_day, node.month)

    def year_of(self, node: n.YearOf) -> Val:
        of_month = node.value.type.kind is Kind.MONTH
        return self._calendar(dates.year_of_month if of_month else dates.year_of, node.value)

    def _calendar(self, make: Callable[..., Term], *nodes: n.Node) -> Val:
        values = [self.value(node) for node in nodes]
        # a known value lies well inside the calendar; where it is unknown there may be no such day
        pairs = zip(values, nodes, strict=True)
        within = [dates.within(self.t, value.value, *LIMITS[node.type.kind]) for value, node in pairs]
        return self.v.strict(make(self.t, *within), values)


LIMITS = {Kind.DATE: (-135_140, 157_419), Kind.MONTH: (-4_440, 5_171), Kind.NUMBER: (-9_600, 9_600)}
"""Days and months of the years 1600 to 2400, and so many months later."""
MEANING: dict[type[n.Node], Callable[[RowTerms, Any], Val]] = {
    n.Const: RowTerms.const, n.Nvt: RowTerms.nvt, n.Unknown: RowTerms.unknowable, n.Input: RowTerms.input,
    n.Param: lambda row, node: row.param(node), n.Rule: lambda row, node: row.rule(node),
    n.State: RowTerms.state, n.Not: RowTerms.negation,
    n.And: RowTerms.conjunction, n.Or: RowTerms.disjunction, n.If: RowTerms.conditional,
    n.IfNvt: RowTerms.if_nvt, n.IsApplicable: RowTerms.is_applicable, n.IsKnown: RowTerms.is_known,
    n.Rescale: RowTerms.rescale, n.Binary: RowTerms.binary, n.Compare: RowTerms.compare,
    n.Extreme: RowTerms.extreme, n.Round: RowTerms.round, n.Age: RowTerms.age, n.Reached: RowTerms.reached,
    n.AddMonths: RowTerms.add_months, n.MonthOf: RowTerms.month_of, n.FirstDay: RowTerms.first_day,
    n.LastDay: RowTerms.last_day, n.YearOf: RowTerms.year_of,
}  # fmt: skip
