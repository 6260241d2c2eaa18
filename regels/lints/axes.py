"""The conditions of a decision table as questions about axes, and the axes cut where an answer may change.

An axis is a value that conditions compare with fixed values: an input, a rule, or a sum such as
``income - norm``. Its *cells* are the stretches on which every comparison has one answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import Any

from regels.plan import nodes as n
from regels.plan.algebra import decide
from regels.plan.draft import Draft
from regels.plan.types import BOOL, Kind, Type

Terms = tuple[tuple[n.Node, Fraction], ...]
Figures = Mapping[int, int | None]
"""The value of each parameter (by index) on a moment; None: n.v.t."""

Tree = tuple[Any, ...]
"""("vast", bool), ("vraag", axis, test), ("en"|"of", trees), ("niet", tree) or ("als", c, a, b)."""

FLIP = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
CONTINUOUS_SCALE, FAR = 12, 10**24


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of an axis, both ends included, or (``nvt``) the value n.v.t."""

    low: int
    high: int
    nvt: bool = False


NOT_APPLICABLE = Cell(0, 0, nvt=True)


@dataclass(frozen=True, slots=True)
class Test:
    """``axis op threshold``; ``default`` is what n.v.t. counts as. Without an op: is it applicable."""

    op: n.Comparison | None
    threshold: Fraction = Fraction(0)
    default: Fraction | None = None

    def holds(self, cell: Cell, scale: int) -> bool:
        """The answer, the same anywhere in the cell."""
        if self.op is None:
            return not cell.nvt
        if cell.nvt:
            return self.default is not None and _compare(self.op, self.default, self.threshold)
        return _compare(self.op, Fraction(cell.low, 10**scale), self.threshold)


def _compare(op: n.Comparison, left: Fraction, right: Fraction) -> bool:
    return decide(op, left, right)  # type: ignore[arg-type]


@dataclass
class Axis:
    """A weighed sum of nodes between two bounds at a scale, and where the answers may change."""

    terms: Terms
    scale: int
    low: int
    high: int
    nvt: bool
    thresholds: set[Fraction] = field(default_factory=set)

    @property
    def kind(self) -> Type:
        return self.terms[0][0].type

    def cells(self) -> list[Cell]:
        """All stretches that hold a value that the axis can have."""
        if self.kind.kind in (Kind.BOOL, Kind.CHOICE) and len(self.terms) == 1:
            starts = set(range(self.low, self.high + 1))
        else:
            starts = {self.low}
            for threshold in self.thresholds:
                value = threshold * 10**self.scale
                starts |= {int(value), int(value) + 1} if value.denominator == 1 else {ceil(value)}
        kept = sorted(start for start in starts if self.low <= start <= self.high)
        ends = [start - 1 for start in kept[1:]] + [self.high]
        cells = [Cell(a, b) for a, b in zip(kept, ends, strict=True)]
        return [*cells, NOT_APPLICABLE] if self.nvt else cells


class Space:
    """The axes of one table on one moment; ``depth``: how far ja/nee rules are replaced by what they say."""

    def __init__(self, draft: Draft, figures: Figures, depth: int) -> None:
        self.rules = list(draft.rules.values())
        self.figures, self.depth = figures, depth
        self.axes: list[Axis] = []
        self.deeper = False
        self._known: dict[Terms, int] = {}
        self._order: dict[n.Node, int] = {}

    def condition(self, node: n.Node, depth: int | None = None) -> Tree:
        """A ja/nee node as a tree of questions."""
        depth = self.depth if depth is None else depth
        match node:
            case n.Const() | n.Nvt():
                return ("vast", isinstance(node, n.Const) and bool(node.value))
            case n.And() | n.Or():
                parts = tuple(self.condition(value, depth) for value in node.values)
                return ("en" if isinstance(node, n.And) else "of", parts)
            case n.Not():
                return ("niet", self.condition(node.value, depth))
            case n.If():
                return (
                    "als",
                    *(self.condition(part, depth) for part in (node.condition, node.then, node.otherwise)),
                )
            case n.IfNvt():
                value, default = self.condition(node.value, depth), self.condition(node.default, depth)
                return ("als", self._applicable(node.value), value, default)
            case n.IsApplicable():
                return self._applicable(node.value)
            case n.Compare():
                return self._comparison(node)
            case n.Param():
                return ("vast", bool(self.figures[node.index]))
            case n.Rule() if _opens(self.rules[node.index].node):
                self.deeper = self.deeper or depth == 0
                if depth > 0:
                    return self.condition(self.rules[node.index].node, depth - 1)
        return self._question(((node, Fraction(1)),), Test(n.Comparison.EQ, Fraction(1)))

    def _applicable(self, node: n.Node) -> Tree:
        if isinstance(node, n.Param):
            return ("vast", self.figures[node.index] is not None)
        if isinstance(node, n.Nvt) or not node.type.nvt:
            return ("vast", not isinstance(node, n.Nvt))
        if isinstance(node, n.If) and node.type.kind is Kind.BOOL:
            return (
                "als",
                self.condition(node.condition),
                self._applicable(node.then),
                self._applicable(node.otherwise),
            )
        return self._question(((node, Fraction(1)),), Test(None))

    def _comparison(self, node: n.Compare) -> Tree:
        terms, constant = self._linear(node.left)
        for leaf, weight in (right := self._linear(node.right))[0].items():
            terms[leaf] = terms.get(leaf, Fraction(0)) - weight
        threshold = right[1] - constant
        kept = tuple((leaf, weight) for leaf, weight in terms.items() if weight)
        if not kept:
            return ("vast", _compare(node.op, Fraction(0), threshold))
        return self._normal(node.op, kept, threshold)

    def _normal(self, op: n.Comparison, terms: Terms, threshold: Fraction) -> Tree:
        """One axis for ``a - b`` and ``b - a``: the first node always weighs 1."""
        for leaf, _ in terms:
            self._order.setdefault(leaf, len(self._order))
        ordered = sorted(terms, key=lambda term: self._order[term[0]])
        lead = ordered[0][1]
        if lead < 0:
            op = n.Comparison(FLIP.get(op.value, op.value))
        same = tuple((leaf, weight / lead) for leaf, weight in ordered)
        only = same[0][0]
        if len(same) == 1 and isinstance(only, n.IfNvt) and isinstance(only.default, n.Const):
            default = Fraction(only.default.value, 10**only.default.type.scale)
            return self._question(((only.value, Fraction(1)),), Test(op, threshold / lead, default))
        return self._question(same, Test(op, threshold / lead))

    def _linear(self, node: n.Node) -> tuple[dict[n.Node, Fraction], Fraction]:
        """A number as weighed nodes and a constant, in units."""
        match node:
            case n.Const():
                return {}, Fraction(node.value, 10**node.type.scale)
            case n.Rescale():
                return self._linear(node.value)
            case n.Param():
                return {}, Fraction(self.figures[node.index] or 0, 10**node.type.scale)
            case n.IfNvt(value=n.Param() as parameter):
                missing = self.figures[parameter.index] is None
                return self._linear(node.default if missing else parameter)
            case n.Binary(op=n.Arith.ADD | n.Arith.SUB):
                return self._sum(node)
            case n.Binary(op=n.Arith.MUL):
                return self._product(node)
        return {node: Fraction(1)}, Fraction(0)

    def _sum(self, node: n.Binary) -> tuple[dict[n.Node, Fraction], Fraction]:
        (terms, constant), (right, shift) = self._linear(node.left), self._linear(node.right)
        sign = 1 if node.op is n.Arith.ADD else -1
        terms = dict(terms)
        for leaf, weight in right.items():
            terms[leaf] = terms.get(leaf, Fraction(0)) + sign * weight
        return terms, constant + sign * shift

    def _product(self, node: n.Binary) -> tuple[dict[n.Node, Fraction], Fraction]:
        for one, other in ((node.left, node.right), (node.right, node.left)):
            terms, factor = self._linear(one)
            if not terms:
                rest, constant = self._linear(other)
                return {leaf: weight * factor for leaf, weight in rest.items()}, constant * factor
        return {node: Fraction(1)}, Fraction(0)

    def _question(self, terms: Terms, test: Test) -> Tree:
        index = self._known.get(terms)
        if index is None:
            index = self._known[terms] = len(self.axes)
            self.axes.append(_axis(terms))
        if test.op is not None:
            self.axes[index].thresholds.add(test.threshold)
        return ("vraag", index, test)


def _opens(node: n.Node) -> bool:
    """Whether a ja/nee rule says something about other values that the axes can use."""
    return node.type == BOOL and isinstance(
        node, n.Compare | n.And | n.Or | n.Not | n.If | n.IfNvt | n.IsApplicable | n.Rule
    )


def _axis(terms: Terms) -> Axis:
    kinds = [leaf.type for leaf, _ in terms]
    scale = max(kind.scale for kind in kinds)
    steps = [weight * 10 ** (scale - leaf.type.scale) for leaf, weight in terms]
    if any(kind.ratio for kind in kinds) or any(step.denominator != 1 for step in steps):
        low = 0 if all(leaf.type.low >= 0 and weight > 0 for leaf, weight in terms) else -FAR
        return Axis(terms, CONTINUOUS_SCALE, low, FAR, nvt=False)
    ends = [sorted((int(s) * kind.low, int(s) * kind.high)) for s, kind in zip(steps, kinds, strict=True)]
    single = len(terms) == 1 and kinds[0].nvt
    return Axis(terms, scale, sum(end[0] for end in ends), sum(end[1] for end in ends), nvt=single)
