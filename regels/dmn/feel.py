"""Formulas of the rules to FEEL. What FEEL cannot say exactly becomes a fact that has to be given."""

from collections.abc import Callable
from fractions import Fraction

from regels.lints.words import day_text
from regels.plan import nodes as n
from regels.plan.names import Names
from regels.plan.typer import Typer
from regels.plan.types import BOOL, Kind, Type
from regels.taal import ast

OPERATORS = {"=": "=", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
FLIPPED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
ROUNDINGS = {
    n.RoundMode.HALF_UP: "round half up",
    n.RoundMode.DOWN: "round down",
    n.RoundMode.UP: "round up",
}
TYPES = {
    Kind.BOOL: "boolean",
    Kind.NUMBER: "number",
    Kind.MONEY: "number",
    Kind.PERCENT: "number",
    Kind.DATE: "date",
    Kind.MONTH: "date",
    Kind.CHOICE: "string",
}
WHOLE = "true"
PARTS: dict[type[ast.Expr], str] = {
    ast.Operation: "een som met maanden of dagen",
    ast.Previous: "een waarde van een eerdere rij",
    ast.Name: "een naam die meer is dan een waarde",
}
"""What a part of a formula is called that FEEL cannot say."""


def decimal(value: Fraction) -> str:
    """An exact decimal number as FEEL writes it. Raises ValueError when it does not end."""
    scale = next((s for s in range(20) if (value * 10**s).denominator == 1), None)
    if scale is None:
        raise ValueError(f"{value} is no decimal number")
    digits = str(abs(int(value * 10**scale))).zfill(scale + 1)
    whole, part = (digits[:-scale], digits[-scale:]) if scale else (digits, "")
    return ("-" if value < 0 else "") + whole + (f".{part}" if part else "")


def month_start(month: int) -> str:
    """A month in FEEL: its first day, for FEEL has no months."""
    return f'date("{1970 + month // 12}-{month % 12 + 1:02d}-01")'


def value_text(value: int, kind: Type) -> str:
    """A representing integer of a type as a FEEL literal."""
    match kind.kind:
        case Kind.BOOL:
            return "true" if value else "false"
        case Kind.CHOICE:
            return f'"{kind.options[value]}"'
        case Kind.DATE:
            return f'date("{day_text(value)}")'
        case Kind.MONTH:
            return month_start(value)
    return decimal(Fraction(value, 10**kind.scale))


class Feel:
    """FEEL in the scope of one table.

    ``name``: what a node is called; ``setting``: what a setting is called that never changes, which the plan
    has as a constant; ``fact``: what a part of a formula is called that FEEL cannot say.
    """

    def __init__(
        self,
        scope: Names,
        name: Callable[[n.Node], str | None],
        setting: Callable[[str, n.Node], str | None],
        fact: Callable[[n.Node, str], str],
    ) -> None:
        self.scope, self.name, self.setting, self.fact = scope, name, setting, fact

    def text(self, tree: ast.Expr, expected: Type | None = None) -> str:
        """A formula in FEEL."""
        match tree:
            case ast.Literal():
                return self._literal(tree)
            case ast.NvtLiteral():
                return "null"
            case ast.Name():
                return self._name(tree, expected)
            case ast.Comparing(_, operator, left, right):
                return f"{self._part(left)} {OPERATORS[operator]} {self._part(right)}"
            case ast.Range(_, value, low, high, inclusive):
                part = self._part(value)
                below = f"{part} {'<=' if inclusive else '<'} {self._part(high)}"
                return f"{part} >= {self._part(low)} and {below}"
            case ast.OneOf(_, value, options):
                return f"{self._part(value)} in ({', '.join(map(self.text, options))})"
            case ast.Test(_, value, test) if test != "is bekend":
                return f"{self._part(value)} {'!=' if test == 'is van toepassing' else '='} null"
            case ast.Logic(_, operator, values):
                return f" {'and' if operator == 'en' else 'or'} ".join(map(self._part, values))
            case ast.Negation(_, value):
                return f"not({self.text(value)})"
            case ast.Conditional(_, condition, then, otherwise):
                branches = f"{self.text(then, expected)} else {self.text(otherwise, expected)}"
                return f"if {self.text(condition)} then {branches}"
            case ast.Operation(_, operator, left, right) if self._plain(tree, left, right):
                written = "*" if operator == "×" else operator
                return f"{self._part(left)} {written} {self._part(right)}"
            case ast.Operation(_, ("+" | "-") as operator, left, ast.Literal(_, "months", months)) if (
                self._is_month(left)
            ):
                return f'{self._part(left)} {operator} duration("P{int(months)}M")'
            case ast.Minus(_, value):
                return f"-{self._part(value)}"
            case ast.Call():
                return self._call(tree, expected)
        return self._fact(tree, expected)

    def test(self, tree: ast.Expr) -> tuple[str, str, str]:
        """A condition as a column, its FEEL type, and the unary test in it."""
        match tree:
            case ast.Negation(_, ast.Name() as name):
                return self.text(name), "boolean", "false"
            case ast.Comparing(_, operator, left, right) if self._simple(right) and not _written(left):
                return self.text(left), self._type(left), _unary(operator, self.text(right))
            case ast.Comparing(_, operator, ast.Literal() as left, right):
                return self.text(right), self._type(right), _unary(FLIPPED[operator], self.text(left))
            case ast.Range(_, value, low, high, inclusive) if self._simple(low) and self._simple(high):
                interval = f"[{self.text(low)}..{self.text(high)}{']' if inclusive else ')'}"
                return self.text(value), self._type(value), interval
            case ast.OneOf(_, value, options) if all(map(self._simple, options)):
                return self.text(value), self._type(value), ", ".join(map(self.text, options))
        return self.text(tree, BOOL), "boolean", WHOLE

    def _part(self, tree: ast.Expr) -> str:
        """With brackets when it has operators of its own."""
        text = self.text(tree)
        bare = isinstance(tree, ast.Literal | ast.NvtLiteral | ast.Negation)
        return text if bare or " " not in text else f"({text})"

    def _simple(self, tree: ast.Expr) -> bool:
        """Whether it may be the end of an interval: a literal or a name."""
        if isinstance(tree, ast.Name):
            return self._option(tree) or " " not in self.text(tree)
        return _written(tree)

    def _option(self, tree: ast.Name) -> bool:
        return self._lookup(tree.name) is None

    def _lookup(self, name: str) -> n.Node | None:
        return self.scope.lookup(name)

    def _type(self, tree: ast.Expr) -> str:
        return TYPES[Typer(self.scope).type(tree).type.kind]

    def _plain(self, *trees: ast.Expr) -> bool:
        """Whether these are numbers: FEEL counts with days and months in another way."""
        kinds = [Typer(self.scope).type(tree).type.kind for tree in trees]
        return not any(kind in (Kind.DATE, Kind.MONTH) for kind in kinds)

    def _is_month(self, tree: ast.Expr) -> bool:
        return Typer(self.scope).type(tree).type.kind is Kind.MONTH

    @staticmethod
    def _literal(tree: ast.Literal) -> str:
        match tree.kind:
            case "bool":
                return "true" if tree.value else "false"
            case "date":
                return f'date("{day_text(int(tree.value))}")'
            case "month":
                return month_start(int(tree.value))
        return decimal(tree.value)

    def _name(self, tree: ast.Name, expected: Type | None) -> str:
        node = self._lookup(tree.name)
        if node is None:
            return f'"{tree.name}"'
        return self.setting(tree.name, node) or self.node(node) or self._fact(tree, expected)

    def node(self, node: n.Node) -> str | None:
        """What a name stands for; None when it is more than a name."""
        match node:
            case n.Const(kind, value):
                return value_text(value, kind)
            case n.Nvt():
                return "null"
            case n.If(_, condition, then, otherwise):
                parts = [self.node(part) for part in (condition, then, otherwise)]
                return None if None in parts else "if {} then {} else {}".format(*parts)
        return self.name(node)

    def _call(self, tree: ast.Call, expected: Type | None) -> str:
        match tree.function, tree.arguments:
            case (("MIN" | "MAX"), arguments) if self._plain(*arguments):
                return f"{tree.function.lower()}({', '.join(map(self.text, arguments))})"
            case "ALS_NVT", (value, default):
                part = self._part(value)
                return f"if {part} = null then {self.text(default, expected)} else {part}"
            case "AFRONDEN", (value, ast.Name(_, name)):
                return self._rounded(value, name)
        return self._fact(tree, expected)

    def _rounded(self, value: ast.Expr, name: str) -> str:
        found = self.scope.rounding(name)
        assert found is not None
        mode, step, scale = found
        size = Fraction(step, 10**scale)
        places = next((p for p in range(7) if size * 10**p == 1), None)
        if places is not None:
            return f"{ROUNDINGS[mode]}({self.text(value)}, {places})"
        return f"{ROUNDINGS[mode]}({self._part(value)} / {decimal(size)}, 0) * {decimal(size)}"

    def _fact(self, tree: ast.Expr, expected: Type | None) -> str:
        what = f"{tree.function}(…)" if isinstance(tree, ast.Call) else PARTS.get(type(tree), "een formule")
        return self.fact(Typer(self.scope).type(tree, expected), what)


def _unary(operator: str, end: str) -> str:
    if operator == "=":
        return end
    return f"not({end})" if operator == "<>" else f"{operator} {end}"


def _written(tree: ast.Expr) -> bool:
    return isinstance(tree, ast.Literal)
