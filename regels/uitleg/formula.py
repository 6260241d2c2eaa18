"""A formula in words, with the values of one case filled in: ``25% van € 500,00 = € 125,00``.

A back end beside the others: it has a method for every node kind. Only the part of a formula
that gave its value is printed; terms that are zero are left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from regels.evaluator.interpret import Row
from regels.evaluator.values import NotApplicable, Value
from regels.plan import nodes as n
from regels.plan.plan import Plan
from regels.plan.types import Kind, Type
from regels.uitleg.dutch import MINUS, listed, show, spaced
from regels.uitleg.walk import core, deciding, value_of

LOOSE, SUM, PRODUCT, ATOM = range(4)
NUMERIC = (Kind.MONEY, Kind.NUMBER, Kind.PERCENT)
SIGNS = {n.Arith.ADD: "+", n.Arith.SUB: MINUS, n.Arith.MUL: "×", n.Arith.DIV: "/"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A printed node: how tightly it binds, and whether it names its own result already."""

    text: str
    level: int = ATOM
    complete: bool = False

    def within(self, level: int) -> str:
        """The text as an operand of something that binds at ``level``."""
        return self.text if self.level >= level else f"({self.text})"


@dataclass(frozen=True, slots=True)
class Sum:
    """A formula with its result. ``simple``: there is nothing to compute, it is one value."""

    text: str
    simple: bool


class Printer:
    """Prints the formulas of one computed row."""

    def __init__(self, plan: Plan, row: Row) -> None:
        self.plan, self.row = plan, row
        self.titles = {rounding.name: rounding.title for rounding in plan.roundings}

    def sum(self, node: n.Node) -> Sum:
        """The whole formula with its result and, when it changed something, the rounding."""
        node = core(self.row, node)
        if isinstance(node, n.Round) and value_of(self.row, node).known is not None:
            return self._rounded(node)
        if isinstance(node, n.Extreme) and len(node.values) == 2:
            weighed = self._weighed(node, *(self.sum(value) for value in node.values))
            if weighed is not None:
                return weighed
        phrase = self.phrase(node)
        result = self._value(node, bare=False)
        if phrase.level == ATOM:
            return Sum(result, True)
        return Sum(phrase.text if phrase.complete else f"{phrase.text} = {result}", False)

    def _rounded(self, node: n.Round) -> Sum:
        inner = self.phrase(node.value)
        before, after = value_of(self.row, node.value), value_of(self.row, node)
        exact = show(before, node.value.type)
        start = exact if inner.level == ATOM else f"{inner.text} = {exact}"
        if before.known == after.known:
            return Sum(start, inner.level == ATOM)
        return Sum(f"{start}, afgerond {self.titles[node.name]}: {show(after, node.type)}", False)

    def _weighed(self, node: n.Extreme, left: Sum, right: Sum) -> Sum | None:
        """The lowest or highest of a sum and a limit: the sum first, then how it stands to the limit."""
        known = [value_of(self.row, value).known for value in node.values]
        if self._floors(node) or (left.simple and right.simple) or None in known:
            return None
        first, limit = (right, left) if left.simple else (left, right)
        own = known[1] if left.simple else known[0]
        result = self._value(node, bare=False)
        if own == value_of(self.row, node).known:
            if own == 0:
                return first
            word = "niet meer" if node.pick is n.Pick.MIN else "niet minder"
            return Sum(f"{first.text}; dat is {word} dan {limit.text}", False)
        word = "meer" if node.pick is n.Pick.MIN else "minder"
        return Sum(f"{first.text}; dat is {word} dan {limit.text}, dus {result}", False)

    def phrase(self, node: n.Node) -> Phrase:
        """A node in words."""
        return PRINT[type(node)](self, node)

    def _value(self, node: n.Node, bare: bool = True) -> str:
        return show(value_of(self.row, node), node.type, bare=bare, words=self.plan.words)

    def _zero(self, node: n.Node) -> bool:
        return node.type.kind in NUMERIC and value_of(self.row, node).known == 0

    def atom(self, node: n.Node) -> Phrase:
        return Phrase(self._value(node))

    def named(self, node: n.Node) -> Phrase:
        if node.type.kind is not Kind.BOOL:
            return self.atom(node)
        return Phrase(f"‘{self.name(node)}’ is {self._value(node)}", SUM)

    def name(self, node: n.Node) -> str:
        """What something that is read is called."""
        match node:
            case n.Rule(index=index):
                return self.plan.rules[index].title
            case n.Param(index=index):
                return self.plan.parameters[index].title
            case n.Input(index=index):
                return spaced(self.plan.inputs[index].name)
            case n.State(index=index):
                return spaced(self.plan.states[index].name)
            case _:
                return self.phrase(node).text

    def unknowable(self, node: n.Unknown) -> Phrase:
        return Phrase("niet te bepalen")

    def negation(self, node: n.Not) -> Phrase:
        """What is stated is how things are, so ``niet x`` is printed as how x came out."""
        return self.phrase(node.value)

    def logic(self, node: n.And | n.Or) -> Phrase:
        """The operands that decide. When all count alike they all hold, or all do not: joined by ``en``."""
        decided = deciding(self.row, node)
        texts = [self.phrase(operand).within(SUM) for operand in decided]
        known = value_of(self.row, node).known is not None
        word = "en" if known or isinstance(node, n.And) else "of"
        return Phrase(f" {word} ".join(texts), LOOSE if len(texts) > 1 else SUM)

    def taken(self, node: n.If | n.IfNvt) -> Phrase:
        inner = core(self.row, node)
        return self.atom(node) if isinstance(inner, n.If) else self.phrase(inner)

    def is_applicable(self, node: n.IsApplicable) -> Phrase:
        return Phrase(f"{self.name(node.value)} is {self._not(node)}van toepassing", SUM)

    def is_known(self, node: n.IsKnown) -> Phrase:
        return Phrase(f"{self.name(node.value)} is {self._not(node)}bekend", SUM)

    def _not(self, node: n.Node) -> str:
        return "niet " if value_of(self.row, node).known == 0 else ""

    def rescale(self, node: n.Rescale) -> Phrase:
        return self.phrase(node.value)

    def binary(self, node: n.Binary) -> Phrase:
        if node.op in (n.Arith.MUL, n.Arith.DIV):
            return self._product(node)
        if self._zero(node.right):
            return self.phrase(node.left)
        if node.op is n.Arith.ADD and self._zero(node.left):
            return self.phrase(node.right)
        if node.left.type.kind in (Kind.DATE, Kind.MONTH) and node.right.type.kind is Kind.NUMBER:
            return Phrase(
                f"{self.phrase(node.left).within(SUM)} {SIGNS[node.op]} {self._value(node.right, False)}", SUM
            )
        right = self.phrase(node.right).within(SUM if node.op is n.Arith.ADD else PRODUCT)
        return Phrase(f"{self.phrase(node.left).within(SUM)} {SIGNS[node.op]} {right}", SUM)

    def _product(self, node: n.Binary) -> Phrase:
        if self._zero(node):
            return self.atom(node)
        left, right = self.phrase(node.left), self.phrase(node.right)
        percent = (
            node.left.type.kind is Kind.PERCENT and left.level == ATOM and node.right.type.kind is Kind.MONEY
        )
        if node.op is n.Arith.MUL and percent:
            return Phrase(f"{left.text} van {right.within(PRODUCT)}", PRODUCT)
        tight = ATOM if node.op is n.Arith.DIV else PRODUCT
        return Phrase(f"{left.within(PRODUCT)} {SIGNS[node.op]} {right.within(tight)}", PRODUCT)

    def compare(self, node: n.Compare) -> Phrase:
        """How the two values stand to each other, whatever the question was."""
        left, right = value_of(self.row, node.left).known, value_of(self.row, node.right).known
        kind = node.left.type if node.left.type.unit else node.right.type
        sides = [self._side(side, kind) for side in (node.left, node.right)]
        if left is None or right is None:
            return Phrase(f"{sides[0]} tegenover {sides[1]}", SUM)
        if left == right:
            return Phrase(f"{sides[0]} is gelijk aan {sides[1]}", SUM)
        if kind.kind in (Kind.BOOL, Kind.CHOICE):
            return Phrase(f"{sides[0]} is niet {sides[1]}", SUM)
        lower, higher = WORDS.get(kind.kind, ("lager", "hoger"))
        word = lower if left < right else higher  # type: ignore[operator]
        return Phrase(f"{sides[0]} is {word} dan {sides[1]}", SUM)

    def _side(self, node: n.Node, kind: Type) -> str:
        """One side of a comparison, in the unit of the other when it has none."""
        if node.type.kind is Kind.CHOICE and not isinstance(node, n.Const):
            return f"{self.name(core(self.row, node))} ({self._value(node)})"
        own = node.type if node.type.unit else replace(node.type, unit=kind.unit)
        return show(value_of(self.row, node), own, words=self.plan.words)

    def extreme(self, node: n.Extreme) -> Phrase:
        if self._floors(node):
            return self._floored(node.values[1])
        word = "laagste" if node.pick is n.Pick.MIN else "hoogste"
        return Phrase(f"het {word} van {listed([self._operand(value) for value in node.values])}", LOOSE)

    def _floors(self, node: n.Extreme) -> bool:
        first = node.values[0]
        return (
            node.pick is n.Pick.MAX
            and len(node.values) == 2
            and isinstance(first, n.Const)
            and first.value == 0
        )

    def _operand(self, node: n.Node) -> str:
        phrase = self.phrase(node)
        return self._value(node) if phrase.complete else phrase.within(PRODUCT)

    def _floored(self, node: n.Node) -> Phrase:
        """``MAX(€ 0; x)``: x, unless x is below zero."""
        known, phrase = value_of(self.row, node).known, self.phrase(node)
        if known is None or isinstance(known, NotApplicable) or known >= 0:
            return phrase
        start = phrase.text if phrase.level == ATOM else f"{phrase.text} = {self._value(node)}"
        return Phrase(f"{start}, dat is lager dan nul en telt als {show(Value(0), node.type)}", LOOSE, True)

    def round(self, node: n.Round) -> Phrase:
        """Inside another formula: the rounded value, with the sum behind it in brackets."""
        whole = self._rounded(node) if value_of(self.row, node).known is not None else Sum("", True)
        value = self._value(node)
        return Phrase(value) if whole.simple else Phrase(f"{value} ({whole.text})", PRODUCT)

    def age(self, node: n.Age) -> Phrase:
        return Phrase(f"leeftijd op {self._value(node.at)} bij geboorte op {self._value(node.born)}", LOOSE)

    def reached(self, node: n.Reached) -> Phrase:
        title = self.plan.parameters[node.parameter].title
        born, at = self._value(node.born), self._value(node.at)
        return Phrase(
            f"wie is geboren op {born} heeft de {title} op {at} {self._not(node)}bereikt", LOOSE, True
        )

    def add_months(self, node: n.AddMonths) -> Phrase:
        return Phrase(f"{self.phrase(node.date).within(SUM)} + {self._value(node.months, bare=False)}", SUM)

    def month_of(self, node: n.MonthOf) -> Phrase:
        return Phrase(f"de maand van {self._value(node.date)}", LOOSE)

    def first_day(self, node: n.FirstDay) -> Phrase:
        return Phrase(self._value(node))

    def year_of(self, node: n.YearOf) -> Phrase:
        return Phrase(f"het jaar van {self._value(node.value)}", LOOSE)


WORDS = {Kind.NUMBER: ("minder", "meer"), Kind.DATE: ("eerder", "later"), Kind.MONTH: ("eerder", "later")}
PRINT: dict[type[n.Node], Callable[[Printer, Any], Phrase]] = {
    n.Const: Printer.atom, n.Nvt: Printer.atom, n.Unknown: Printer.unknowable, n.Input: Printer.named,
    n.Param: Printer.named, n.Rule: Printer.named, n.State: Printer.named, n.Not: Printer.negation,
    n.And: Printer.logic, n.Or: Printer.logic, n.If: Printer.taken, n.IfNvt: Printer.taken,
    n.IsApplicable: Printer.is_applicable, n.IsKnown: Printer.is_known, n.Rescale: Printer.rescale,
    n.Binary: Printer.binary, n.Compare: Printer.compare, n.Extreme: Printer.extreme, n.Round: Printer.round,
    n.Age: Printer.age, n.Reached: Printer.reached, n.AddMonths: Printer.add_months,
    n.MonthOf: Printer.month_of,
    n.FirstDay: Printer.first_day, n.LastDay: Printer.first_day, n.YearOf: Printer.year_of,
}  # fmt: skip
