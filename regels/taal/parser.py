"""From the text of a formula to its syntax tree; every error says where and what to write instead."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from lark import Lark, Token, Tree, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from regels.errors import Position
from regels.taal import ast, literals
from regels.taal.literals import fail

NORMAL = {"≤": "<=", "≥": ">=", "≠": "<>", "−": "-", "*": "×"}
LONG_NUMBER = re.compile(r"\d[\d.]{18,}")
DEEPEST = 100
KEPT = 8_192
"""Formulas that are kept as parsed: one regeling has hundreds, and is often loaded more than once."""
ENGLISH = {
    "no": "nee", "nee": "nee", "false": "nee", "onwaar": "nee",
    "yes": "ja", "ja": "ja", "true": "ja", "waar": "ja",
    "and": "en", "en": "en", "or": "of", "of": "of", "not": "niet", "niet": "niet",
    "if": "als", "als": "als", "then": "dan", "dan": "dan", "else": "anders", "anders": "anders",
}  # fmt: skip
WORDS = {
    "IF": "als", "THEN": "dan", "ELSE": "anders", "OR": "of", "AND": "en", "RPAR": ")", "LPAR": "(",
    "SEMICOLON": ";", "UNTIL": "tot", "COMPARE": "een vergelijking (=, <, >= …)", "PLUS": "+",
    "MINUS": "-", "TIMES": "×", "DIVIDE": "/", "BETWEEN": "tussen", "FROM": "van", "NAME": "een naam",
    "NUMBER": "een getal", "FUNCTION": "een functie", "$END": "het einde van de formule",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text of a formula starts, so that its tokens can be found in the file."""

    file: str
    line: int
    column: int

    def at(self, line: int, column: int) -> Position:
        """The place in the file of a line and column (from 1) in the formula."""
        shift = self.column - 1 if line == 1 else 0
        return Position(self.file, self.line + line - 1, column + shift)


@cache
def grammar() -> Lark:
    """The compiled grammar; made once in a process (tens of milliseconds)."""
    text = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", propagate_positions=True, maybe_placeholders=False)


BARE: tuple[tuple[re.Pattern[str], Callable[[str, Position], ast.Literal]], ...] = (
    (re.compile(r"€ [0-9.]+,[0-9]{2}"), literals.read_amount),
    (re.compile(r"[0-9]{1,3}(,[0-9]{1,2})?%"), literals.read_percentage),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), literals.read_date),
    (re.compile(r"[0-9]{1,2} maanden|[0-9]{1,2} jaar( en [0-9]{1,2} maand(en)?)?"), literals.read_months),
)
"""Figures as nearly all are written: a ruleset has hundreds, and the grammar needs a millisecond for each."""


@lru_cache(KEPT)
def parse(text: str, place: Place) -> ast.Expr:
    """The syntax tree of a formula. Raises LanguageError with the place of the mistake."""
    if not text.strip():
        raise fail(place.at(1, 1), "Hier hoort een formule, maar er staat niets.")
    long = LONG_NUMBER.search(text)
    if long:
        position = place.at(*_line_column(text, long.start()))
        raise fail(
            position, "Dit getal is te lang om mee te rekenen.", "Een getal heeft hoogstens achttien cijfers."
        )
    for shape, read in BARE:
        if shape.fullmatch(text):
            return read(text, place.at(1, 1))
    try:
        tree = grammar().parse(text)
    except UnexpectedInput as error:
        raise _explain(error, text, place) from None
    return _Builder(place).build(tree)


def _explain(error: UnexpectedInput, text: str, place: Place) -> Exception:
    ended = error.line < 1 or (isinstance(error, UnexpectedToken) and error.token.type == "$END")
    position = place.at(*(_line_column(text, len(text.rstrip())) if ended else (error.line, error.column)))
    if isinstance(error, UnexpectedCharacters):
        return fail(
            position, f"Het teken ‘{error.char}’ kan hier niet staan.", _advice(text[error.pos_in_stream :])
        )
    found, names = "het einde van de formule", set[str]()
    if isinstance(error, UnexpectedToken):
        found = "het einde van de formule" if error.token.type == "$END" else f"‘{error.token}’"
        names = {WORDS[name] for name in error.accepts or () if name in WORDS}
    expected = f" Hier past wel: {', '.join(sorted(names))}." if names else ""
    return fail(position, f"Hier kan {found} niet staan.{expected}")


def _line_column(text: str, place: int) -> tuple[int, int]:
    """Line and column (from 1) of a character."""
    before = text[:place]
    return before.count("\n") + 1, place - before.rfind("\n")


def _advice(rest: str) -> str:
    word = re.match(r"\w*", rest)
    meant = ENGLISH.get(word[0].casefold()) if word else None
    if meant:
        return f"Schrijf {meant}."
    if word and len(word[0]) > 1 and word[0].isupper():
        return f"Achter een functie staan haakjes: {word[0]}(…)."
    hints = {
        ",": "Scheid argumenten met een puntkomma: MIN(a; b).",
        ".": "Schrijf decimalen met een komma, en duizendtallen met een punt alleen na €.",
        '"': "Een keuze schrijft u zonder aanhalingstekens: leefvorm = gehuwden.",
    }
    return hints.get(rest[0], "Namen bestaan uit kleine letters, cijfers en _.")


class _Builder:
    """Turns Lark's tree into ours; one method a rule of the grammar."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.depth = 0

    def build(self, tree: "Tree[Token] | Token") -> ast.Expr:
        """The expression of a tree, with the place where it starts. Raises LanguageError."""
        if isinstance(tree, Token):
            raise TypeError(f"a bare token reached the builder: {tree!r}")
        method: Callable[[Tree[Token], Position], ast.Expr] = getattr(self, f"on_{tree.data}")
        position = self.place.at(tree.meta.line, tree.meta.column)
        self.depth += 1
        if self.depth > DEEPEST:
            raise fail(
                position,
                "Deze formule zit te diep in elkaar.",
                "Maak er meer regels van, elk met een eigen naam.",
            )
        result = method(tree, position)
        self.depth -= 1
        return result

    def _operands(self, tree: "Tree[Token]") -> list[ast.Expr]:
        return [self.build(child) for child in tree.children if isinstance(child, Tree)]

    def _token(self, tree: "Tree[Token]", index: int = 0) -> str:
        return str(tree.children[index])

    def on_conditional(self, tree: Any, position: Position) -> ast.Expr:
        return ast.Conditional(position, *self._operands(tree))

    def on_disjunction(self, tree: Any, position: Position) -> ast.Expr:
        return ast.Logic(position, "of", tuple(self._operands(tree)))

    def on_conjunction(self, tree: Any, position: Position) -> ast.Expr:
        return ast.Logic(position, "en", tuple(self._operands(tree)))

    def on_negation(self, tree: Any, position: Position) -> ast.Expr:
        return ast.Negation(position, *self._operands(tree))

    def on_compare(self, tree: Any, position: Position) -> ast.Expr:
        operator = self._token(tree, 1)
        left, right = self._operands(tree)
        return ast.Comparing(position, NORMAL.get(operator, operator), left, right)

    def on_between(self, tree: Any, position: Position) -> ast.Expr:
        value, low, high = self._operands(tree)
        return ast.Range(position, value, low, high, inclusive=True)

    def on_from_until(self, tree: Any, position: Position) -> ast.Expr:
        value, low, high = self._operands(tree)
        return ast.Range(position, value, low, high, inclusive=False)

    def on_one_of(self, tree: Any, position: Position) -> ast.Expr:
        value, *options = self._operands(tree)
        return ast.OneOf(position, value, tuple(options))

    def on_not_applicable(self, tree: Any, position: Position) -> ast.Expr:
        return self._test(tree, position, "is niet van toepassing")

    def on_applicable(self, tree: Any, position: Position) -> ast.Expr:
        return self._test(tree, position, "is van toepassing")

    def on_known(self, tree: Any, position: Position) -> ast.Expr:
        return self._test(tree, position, "is bekend")

    def _test(self, tree: Any, position: Position, test: str) -> ast.Expr:
        (value,) = self._operands(tree)
        return ast.Test(position, value, test)

    def on_sum(self, tree: Any, position: Position) -> ast.Expr:
        return self._chain(tree, position)

    def on_product(self, tree: Any, position: Position) -> ast.Expr:
        return self._chain(tree, position)

    def _chain(self, tree: Any, position: Position) -> ast.Expr:
        result = self.build(tree.children[0])
        for operator, right in zip(tree.children[1::2], tree.children[2::2], strict=True):
            written = NORMAL.get(str(operator), str(operator))
            result = ast.Operation(position, written, result, self.build(right))
        return result

    def on_minus(self, tree: Any, position: Position) -> ast.Expr:
        return ast.Minus(position, *self._operands(tree))

    def on_amount(self, tree: Any, position: Position) -> ast.Expr:
        return literals.read_amount(self._token(tree), position)

    def on_percentage(self, tree: Any, position: Position) -> ast.Expr:
        return literals.read_percentage(self._token(tree), position)

    def on_date(self, tree: Any, position: Position) -> ast.Expr:
        return literals.read_date(self._token(tree), position)

    def on_bad_date(self, tree: Any, position: Position) -> ast.Expr:
        raise fail(
            position,
            f"‘{self._token(tree)}’ is geen datum en ook geen aftrekking.",
            "Schrijf een datum als 2026-07-01, een maand als 2026-07, en spaties om een minteken.",
        )

    def on_month(self, tree: Any, position: Position) -> ast.Expr:
        return literals.read_month(self._token(tree), position)

    def on_months(self, tree: Any, position: Position) -> ast.Expr:
        return literals.read_months(self._token(tree), position)

    def on_days(self, tree: Any, position: Position) -> ast.Expr:
        return ast.Literal(position, "days", Fraction(int(self._token(tree).split()[0])))

    def on_bad_number(self, tree: Any, position: Position) -> ast.Expr:
        written = self._token(tree)
        raise fail(
            position,
            f"‘{written}’ is geen getal.",
            f"Schrijf decimalen met een komma ({written.replace('.', ',')}) en een bedrag met € ervoor.",
        )

    def on_number(self, tree: Any, position: Position) -> ast.Expr:
        value, decimals = literals.read_decimal(self._token(tree))
        return ast.Literal(position, "number", value, decimals)

    def on_yes(self, tree: Any, position: Position) -> ast.Expr:
        return ast.Literal(position, "bool", Fraction(1))

    def on_no(self, tree: Any, position: Position) -> ast.Expr:
        return ast.Literal(position, "bool", Fraction(0))

    def on_nvt(self, tree: Any, position: Position) -> ast.Expr:
        return ast.NvtLiteral(position)

    def on_previous_month(self, tree: Any, position: Position) -> ast.Expr:
        return ast.Previous(position, self._token(tree, 1), month=True)

    def on_previous_row(self, tree: Any, position: Position) -> ast.Expr:
        return ast.Previous(position, self._token(tree, 1), month=False)

    def on_call(self, tree: Any, position: Position) -> ast.Expr:
        return ast.Call(position, self._token(tree), tuple(self._operands(tree)))

    def on_name(self, tree: Any, position: Position) -> ast.Expr:
        return ast.Name(position, self._token(tree))
