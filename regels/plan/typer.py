"""One formula to one typed node: names are looked up, functions applied, every mistake placed.

The typer knows no sections and no files; a ``Scope`` tells it what a name stands for.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Protocol

from regels.errors import Finding, LanguageError, nearest
from regels.plan import algebra as alg
from regels.plan import nodes as n
from regels.plan.algebra import Mismatch
from regels.plan.types import BOOL, Kind, Type
from regels.taal import ast

LITERALS = {
    "amount": (Kind.MONEY, ()), "percentage": (Kind.PERCENT, ()), "number": (Kind.NUMBER, ()),
    "date": (Kind.DATE, ()), "month": (Kind.MONTH, ()), "months": (Kind.NUMBER, alg.MONTHS),
    "days": (Kind.NUMBER, alg.DAY), "bool": (Kind.BOOL, ()),
}  # fmt: skip


Noted = list[tuple[ast.Expr, n.Node]]
"""Expressions with what each became, in order: parts before the whole, a formula per person once for each."""
_noted: ContextVar[Noted | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[Noted]:
    """Keep every expression that is typed meanwhile, for who must point from a node into a formula."""
    noted: Noted = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


class Scope(Protocol):
    """What the names in a formula stand for."""

    person: str | None
    remarks: bool

    def lookup(self, name: str) -> n.Node | None:
        """The node of a name, or None when it is not known (it may be an option)."""

    def known(self) -> Sequence[str]:
        """All names that could have been meant."""

    def options(self) -> Sequence[str]:
        """All options of all choices."""

    def parameter(self, name: str) -> tuple[int, bool] | None:
        """The index of a parameter and whether its figures are fit for BEREIKT."""

    def rounding(self, name: str) -> tuple[n.RoundMode, int, int] | None:
        """Mode, step and scale of a named rounding."""

    def roundings(self) -> Sequence[str]:
        """The names of the roundings."""

    def roles(self) -> Sequence[tuple["Scope", n.Node | None]]:
        """The scope of every person, and the node that says whether that person is there (None: always)."""

    def previous(self, name: str, month: bool) -> n.Node:
        """The value of the previous row or month."""


@dataclass(frozen=True)
class OptionName(n.Node):
    """A word that may be an option; it becomes a constant once its list of options is known."""

    name: str
    expression: ast.Expr


def fail(expression: ast.Expr, message: str, advice: str = "", code: str = "soort") -> LanguageError:
    """The error for one expression."""
    return LanguageError(Finding(code, expression.position, message, advice))


class Typer:
    """Types formulas in one scope; ``expected`` lets a bare option be read as one of its list."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def type(self, expression: ast.Expr, expected: Type | None = None) -> n.Node:
        """The typed node of a formula. Raises LanguageError."""
        node = self._guard(expression, partial(self._dispatch, expression, expected))
        return self._settle(node, expected)

    def _settle(self, node: n.Node, expected: Type | None) -> n.Node:
        if not isinstance(node, OptionName):
            return node
        options = expected.options if expected else ()
        if node.name in options and expected:
            return n.Const(
                Type(Kind.CHOICE, options=options, high=len(options) - 1), options.index(node.name)
            )
        if options:
            message = f"‘{node.name}’ is geen keuze uit: {', '.join(options)}."
            raise fail(node.expression, message, nearest(node.name, options), "naam")
        advice = nearest(node.name, [*self.scope.known(), *self.scope.options()])
        raise fail(node.expression, f"De naam ‘{node.name}’ is niet bekend.", advice, "naam")

    def _guard(self, expression: ast.Expr, make: Callable[[], n.Node]) -> n.Node:
        try:
            node = make()
        except Mismatch as error:
            raise fail(expression, error.message, error.advice, error.code) from None
        noted = _noted.get()
        if noted is not None:
            noted.append((expression, node))
        return node

    def _dispatch(self, expression: ast.Expr, expected: Type | None) -> n.Node:
        match expression:
            case ast.Literal():
                return literal(expression)
            case ast.NvtLiteral():
                return n.Nvt(replace(expected or BOOL, nvt=True))
            case ast.Name():
                found = self.scope.lookup(expression.name)
                return found or OptionName(BOOL, expression.name, expression)
            case ast.Previous():
                return self.scope.previous(expression.name, expression.month)
            case ast.Call():
                return self._call(expression, expected)
            case ast.Operation():
                return alg.arithmetic(
                    n.Arith(expression.operator), self.type(expression.left), self.type(expression.right)
                )
            case ast.Minus():
                return alg.negate(self.type(expression.value))
            case ast.Comparing():
                left, right = self._together([expression.left, expression.right])
                return alg.compare(n.Comparison(expression.operator), left, right)
            case ast.Range():
                return self._range(expression)
            case ast.OneOf():
                value, *options = self._together([expression.value, *expression.options])
                return alg.logic([alg.compare(n.Comparison.EQ, value, option) for option in options], False)
            case ast.Test():
                return self._test(expression)
            case ast.Logic():
                values = [self._boolean(value) for value in expression.values]
                return alg.logic(values, expression.operator == "en")
            case ast.Negation():
                return alg.invert(self._boolean(expression.value))
            case ast.Conditional():
                return self._conditional(expression, expected)
        raise TypeError(f"no rule for {expression!r}")

    def _boolean(self, expression: ast.Expr) -> n.Node:
        return self._guard(expression, lambda: alg.boolean(self.type(expression)))

    def _conditional(self, expression: ast.Conditional, expected: Type | None) -> n.Node:
        condition = self._boolean(expression.condition)
        then, otherwise = self._together([expression.then, expression.otherwise], expected)
        return alg.choose(condition, then, otherwise)

    def _together(self, expressions: Sequence[ast.Expr], expected: Type | None = None) -> list[n.Node]:
        """Type several values of one kind: the list of options of one serves the others."""
        raw = [self._guard(e, partial(self._dispatch, e, expected)) for e in expressions]
        lead = next((node.type for node in raw if node.type.options), expected)
        return [self._settle(node, lead) for node in raw]

    def _range(self, expression: ast.Range) -> n.Node:
        value, low, high = self._together([expression.value, expression.low, expression.high])
        above = alg.compare(n.Comparison.GE, value, low)
        below = alg.compare(n.Comparison.LE if expression.inclusive else n.Comparison.LT, value, high)
        return alg.logic([above, below], True)

    def _test(self, expression: ast.Test) -> n.Node:
        value = self.type(expression.value)
        if expression.test == "is bekend":
            if not self.scope.remarks:
                raise fail(
                    expression,
                    "‘is bekend’ mag alleen in opmerkingen en afkeuringen.",
                    "Een regel rekent met onbekend zoals het is: nooit met een gok.",
                    "is_bekend",
                )
            return n.IsKnown(BOOL, value)
        node = n.IsApplicable(BOOL, value) if value.type.nvt else n.Const(BOOL, 1)
        return node if expression.test == "is van toepassing" else alg.invert(node)

    def _call(self, call: ast.Call, expected: Type | None) -> n.Node:
        from regels.plan.functions import FUNCTIONS  # functions need the typer's types

        function = FUNCTIONS.get(call.function)
        if function is None:
            advice = nearest(call.function, FUNCTIONS) or f"Bekend: {', '.join(FUNCTIONS)}."
            raise fail(call, f"De functie ‘{call.function}’ bestaat niet.", advice, "functie")
        if not function.fewest <= len(call.arguments) <= function.most:
            advice = f"Schrijf {function.shape}, met een puntkomma tussen de argumenten."
            hint = " 1,5 is één getal." if any(getattr(a, "decimals", 0) for a in call.arguments) else ""
            count = f"{len(call.arguments)} argument{'en' if len(call.arguments) > 1 else ''}"
            raise fail(call, f"{call.function} heeft hier {count}.{hint}", advice, "functie")
        return function.apply(self, call, expected)


def literal(expression: ast.Literal) -> n.Node:
    """A written value as a constant at the scale it was written with."""
    kind, unit = LITERALS[expression.kind]
    if kind is Kind.BOOL:
        return n.Const(BOOL, int(expression.value))
    value = expression.value * Fraction(10) ** expression.decimals
    flexible = expression.kind in ("amount", "number")
    number = int(value)
    return n.Const(
        Type(kind, unit, scale=expression.decimals, low=number, high=number, literal=flexible), number
    )
