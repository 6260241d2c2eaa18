"""From nodes to code: every node of the plan is emitted once per row."""

from dataclasses import fields

from regels.kernel import arithmetic, dates, logic
from regels.kernel.builder import flag, literal
from regels.kernel.columns import read
from regels.kernel.masks import Masks, Val, filler, width
from regels.kernel.tables import Births, Column, Figures, births, figures, last_day
from regels.plan import nodes as n
from regels.plan.plan import Plan
from regels.plan.types import Kind, Type


class Emitter:
    """Emits the nodes of one plan into the block ``b``.

    ``rejected``: i1, whether the reader rejected the row. ``fresh``: i1, whether the row is the
    first of its history. Tables that the code needs are in ``figures`` and ``births``.
    """

    def __init__(self, plan: Plan, b: Masks, rejected: str, fresh: str) -> None:
        self.plan, self.b = plan, b
        self.rejected, self.fresh = rejected, fresh
        self.figures: Figures = figures(plan, b.folded)
        self.births: dict[str, Births] = {}
        self._values: dict[int, Val] = {}
        self._rules: dict[int, Val] = {}
        self._states: dict[int, Val] = {}

    def value(self, node: n.Node) -> Val:
        """The value of a node on this row; formulas may be nested to any depth."""
        waiting = [] if id(node) in self._values else [node]
        while waiting:
            top = waiting[-1]
            missing = [v for v in _operands(top) if id(v) not in self._values]
            if missing:
                waiting += reversed(missing)
            else:
                self._values[id(top)] = self._noted(top, self._emit(waiting.pop()))
        return self._values[id(node)]

    def _noted(self, node: n.Node, v: Val) -> Val:
        """What the checker has proved of a value is kept for whoever makes code of the block."""
        if v.kind == "i64":
            self.b.note(v.value, node.type.low, node.type.high)
            self.b.note(v.den, node.type.den_low, node.type.den_high)
        if v.mask.bits < 2**63:
            self.b.note(v.mask.word, 0, v.mask.bits)
        return v

    def _emit(self, node: n.Node) -> Val:
        match node:
            case n.Const():
                return _constant(node)
            case n.Nvt():
                return Val(filler(node.type), width(node.type), nvt="true")
            case n.Unknown():
                return Val(filler(node.type), width(node.type), self.b.mask(node.reasons))
            case n.Input():
                return read(self.b, self.plan.inputs[node.index], node.index, self.rejected)
            case n.Rule():
                return self.rule(node.index)
            case n.State():
                return self.state(node.index)
            case n.Param():
                return self._figure(node)
            case n.Reached():
                return self._reached(node)
        return self._logic(node)

    def _logic(self, node: n.Node) -> Val:
        b, value = self.b, self.value
        match node:
            case n.Not():
                return logic.negation(b, value(node.value))
            case n.And():
                return logic.conjunction(b, [value(v) for v in node.values])
            case n.Or():
                return logic.disjunction(b, [value(v) for v in node.values])
            case n.If():
                return logic.choice(b, value(node.condition), value(node.then), value(node.otherwise))
            case n.IfNvt():
                return logic.if_nvt(b, value(node.value), value(node.default))
            case n.IsApplicable():
                return logic.is_applicable(b, value(node.value))
            case n.IsKnown():
                return logic.is_known(b, value(node.value))
        return self._arithmetic(node)

    def _arithmetic(self, node: n.Node) -> Val:
        b, value = self.b, self.value
        match node:
            case n.Binary():
                return arithmetic.binary(b, node, value(node.left), value(node.right))
            case n.Compare():
                return arithmetic.compare(b, node, value(node.left), value(node.right))
            case n.Extreme():
                return arithmetic.extreme(b, node.pick, [value(v) for v in node.values])
            case n.Round():
                return arithmetic.rounded(b, node, value(node.value))
            case n.Rescale():
                return arithmetic.rescale(b, value(node.value), node.type.scale - node.value.type.scale)
        return self._calendar(node)

    def _calendar(self, node: n.Node) -> Val:
        b, value = self.b, self.value
        match node:
            case n.Age():
                return dates.age(b, value(node.born), value(node.at))
            case n.AddMonths():
                return dates.add_months(b, value(node.date), value(node.months))
            case n.MonthOf():
                return dates.month_of(b, value(node.date))
            case n.FirstDay():
                return dates.first_day(b, value(node.month))
            case n.LastDay():
                return dates.last_day(b, value(node.month))
            case n.YearOf():
                of_date = node.value.type.kind is Kind.DATE
                return (dates.year_of_date if of_date else dates.year_of_month)(b, value(node.value))
        raise TypeError(f"the kernel does not know {type(node).__name__}")

    def rule(self, index: int) -> Val:
        """The value of a rule."""
        found = self._rules.get(index)
        if found is None:
            found = self._rules[index] = self.value(self.plan.rules[index].node)
        return found

    def state(self, index: int) -> Val:
        """The value of a state before this row: ``begin`` on the first, else what was carried."""
        found = self._states.get(index)
        if found is None:
            spec = self.plan.states[index]
            begin, carried = self.value(spec.begin), self._carried(index, spec.type)
            found = self._states[index] = self.b.select_val(self.fresh, begin, carried)
        return found

    def _carried(self, index: int, kind: Type) -> Val:
        mask = self.b.when(f"%unknown.{index}", self.b.mask(self.plan.earlier))
        nvt = f"%nvt.{index}" if kind.nvt else "false"
        self.b.note(f"%state.{index}", kind.low, kind.high)
        return Val(f"%state.{index}", width(kind), mask, nvt)

    def _figure(self, node: n.Param) -> Val:
        """A figure; without a peildatum as unknown as the peildatum."""
        b, table, i = self.b, self.figures, node.index
        moment = self.value(self.plan.peildatum)
        mask = b.mask_of(self._cell(table.masks[i]), table.mask_bits[i])
        if moment.mask.bits & b.unknown_bits:
            mask = b.choose(b.unknown(moment), moment.mask, mask)
        value, nvt = self._cell(table.values[i]), self._cell(table.nvts[i])
        absent = flag(nvt == "1") if nvt[0] != "%" else b.compare("ne", nvt, "0")
        if node.type.kind is Kind.BOOL:
            return Val(b.compare("ne", value, "0"), "i1", mask, absent)
        return Val(value, "i64", mask, absent)

    def _cell(self, column: Column) -> str:
        if column.constant is not None:
            return literal(column.constant)
        b, size = self.b, self.figures.rows.itemsize
        place = b.at(self._figure_row(), str(size * column.word))
        found = b.load(f"i{8 * size}", place, size)
        return b.convert("sext", "i32", found, "i64") if size == 4 else found

    def _figure_row(self) -> str:
        """A pointer to this month's row of figures."""
        b, table = self.b, self.figures
        moment = self.value(self.plan.peildatum).value
        month = dates.month_index(b, moment) if self.plan.peildatum.type.kind is Kind.DATE else moment
        place = self._clamped(month, table.first, len(table.index))
        row = b.convert("zext", "i32", b.load("i32", b.at("@months", b.mul(place, "4")), 4), "i64")
        found = b.at("@figures", b.mul(row, str(table.rows.itemsize * table.rows.shape[1])))
        b.records.add(found)
        return found

    def _clamped(self, value: str, first: int, length: int) -> str:
        b = self.b
        return b.highest("0", b.lowest(b.sub(value, literal(first)), str(length - 1)))

    def _reached(self, node: n.Reached) -> Val:
        """``Reached``: born no later than the latest birth that has reached the age."""
        b = self.b
        born, at = self.value(node.born), self.value(node.at)
        name, table = self._births(node)
        place = self._clamped(at.value, table.first, len(table.latest))
        latest = b.convert("sext", "i32", b.load("i32", b.at(name, b.mul(place, "4")), 4), "i64")
        return b.strict(Val(b.compare("sle", born.value, latest), "i1"), born, at)

    def _births(self, node: n.Reached) -> tuple[str, Births]:
        """The name and content of the table for a parameter, shared where the last day is equal."""
        parameter = self.plan.parameters[node.parameter]
        name = f"@births.{node.parameter}.{last_day(parameter, node.at)}"
        if name not in self.births:
            self.births[name] = births(parameter, node.at)
        return name, self.births[name]


def _operands(node: n.Node) -> list[n.Node]:
    """The nodes directly below a node."""
    found: list[n.Node] = []
    for field in fields(node):
        part = getattr(node, field.name)
        found += [v for v in (part if isinstance(part, tuple) else (part,)) if isinstance(v, n.Node)]
    return found


def _constant(node: n.Const) -> Val:
    if node.type.kind is Kind.BOOL:
        return Val(flag(bool(node.value)), "i1")
    return Val(literal(node.value))
