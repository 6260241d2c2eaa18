"""The grammar: what binds to what, and how each mistake is told."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regels.errors import LanguageError
from regels.taal import ast
from regels.taal.parser import Place, parse

HERE = Place("f.yaml", 1, 1)


def shape(expression: ast.Expr) -> str:
    """A tree with all brackets."""
    match expression:
        case ast.Literal():
            return f"{expression.value}"
        case ast.NvtLiteral():
            return "nvt"
        case ast.Name():
            return expression.name
        case ast.Previous():
            return f"(vorige {'maand' if expression.month else 'rij'} {expression.name})"
        case ast.Call():
            return f"{expression.function}({'; '.join(map(shape, expression.arguments))})"
        case ast.Operation() | ast.Comparing():
            return f"({shape(expression.left)} {expression.operator} {shape(expression.right)})"
        case ast.Minus():
            return f"(-{shape(expression.value)})"
        case ast.Range():
            word = "tussen" if expression.inclusive else "van"
            return f"({shape(expression.value)} {word} {shape(expression.low)} {shape(expression.high)})"
        case ast.OneOf():
            return f"({shape(expression.value)} in {' '.join(map(shape, expression.options))})"
        case ast.Test():
            return f"({shape(expression.value)} {expression.test})"
        case ast.Logic():
            return f"({f' {expression.operator} '.join(map(shape, expression.values))})"
        case ast.Negation():
            return f"(niet {shape(expression.value)})"
        case ast.Conditional():
            return f"(als {shape(expression.condition)} dan {shape(expression.then)} anders {shape(expression.otherwise)})"  # noqa: E501
    raise TypeError(expression)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a + b × c", "(a + (b × c))"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b × c", "((a / b) × c)"),
        ("a * b", "(a × b)"),
        ("-a × b", "((-a) × b)"),
        ("a − b", "(a - b)"),
        ("(a + b) × c", "((a + b) × c)"),
        ("a < b en c >= d of niet e", "(((a < b) en (c >= d)) of (niet e))"),
        ("niet a en b", "((niet a) en b)"),
        ("niet a = b", "(niet (a = b))"),
        ("a ≤ b", "(a <= b)"),
        ("a ≠ b", "(a <> b)"),
        ("a ≥ b", "(a >= b)"),
        ("a tussen b en c en d", "((a tussen b c) en d)"),
        ("a tussen b + 1 en c - 1", "(a tussen (b + 1) (c - 1))"),
        ("a van b tot c", "(a van b c)"),
        ("a is een van (b; c)", "(a in b c)"),
        ("a is van toepassing", "(a is van toepassing)"),
        ("a is niet van toepassing en b", "((a is niet van toepassing) en b)"),
        ("a is bekend", "(a is bekend)"),
        ("als a dan b anders als c dan d anders e", "(als a dan b anders (als c dan d anders e))"),
        ("(als a dan b anders c) + 1", "((als a dan b anders c) + 1)"),
        ("als a dan 1 anders 2 + 3", "(als a dan 1 anders (2 + 3))"),
        ("MIN(a; MAX(b; c))", "MIN(a; MAX(b; c))"),
        ("AFRONDEN (a / 2; cent)", "AFRONDEN((a / 2); cent)"),
        ("vorige maand a + 1", "((vorige maand a) + 1)"),
        ("vorige rij a = a", "((vorige rij a) = a)"),
        ("partner.loon > € 0", "(partner.loon > 0)"),
        ("a = n.v.t.", "(a = nvt)"),
    ],
)
def test_what_binds_to_what(text: str, tree: str) -> None:
    assert shape(parse(text, HERE)) == tree


@pytest.mark.parametrize(
    "name",
    [
        "nietig",
        "energie",
        "offerte",
        "jaar_een",
        "danser",
        "neem",
        "van_dag",
        "tot_dag",
        "alsnog",
        "isolatie",
    ],
)
def test_a_name_may_start_with_a_word_of_the_language(name: str) -> None:
    assert parse(name, HERE) == ast.Name(HERE.at(1, 1), name)


def refused(text: str, place: Place = HERE) -> str:
    with pytest.raises(LanguageError) as caught:
        parse(text, place)
    return str(caught.value)


START = "f.yaml:1:{}: fout [formule]: "


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("", 1, "Hier hoort een formule, maar er staat niets."),
        ("  \n ", 1, "Hier hoort een formule, maar er staat niets."),
        (
            "MIN(a, b)",
            6,
            "Het teken ‘,’ kan hier niet staan. Scheid argumenten met een puntkomma: MIN(a; b).",
        ),
        (
            'vorm = "gehuwd"',
            8,
            'Het teken ‘"’ kan hier niet staan. Een keuze schrijft u zonder aanhalingstekens: leefvorm = gehuwden.',  # noqa: E501
        ),
        ("a & b", 3, "Het teken ‘&’ kan hier niet staan. Namen bestaan uit kleine letters, cijfers en _."),
        ("Loon", 1, "Het teken ‘L’ kan hier niet staan. Namen bestaan uit kleine letters, cijfers en _."),
        ("a = NO", 5, "Het teken ‘N’ kan hier niet staan. Schrijf nee."),
        ("TRUE", 1, "Het teken ‘T’ kan hier niet staan. Schrijf ja."),
        ("a AND b", 3, "Het teken ‘A’ kan hier niet staan. Schrijf en."),
        ("MIN a; b", 1, "Het teken ‘M’ kan hier niet staan. Achter een functie staan haakjes: MIN(…)."),
        ("a OF b", 3, "Het teken ‘O’ kan hier niet staan. Schrijf of."),
        (
            "a.b.c",
            4,
            "Het teken ‘.’ kan hier niet staan. Schrijf decimalen met een komma, en duizendtallen met een punt alleen na €.",  # noqa: E501
        ),
    ],
)
def test_a_sign_that_cannot_stand_there(text: str, column: int, message: str) -> None:
    assert refused(text) == START.format(column) + message


@pytest.mark.parametrize(
    ("text", "column", "found", "fits"),
    [
        ("a +", 4, "het einde van de formule", "een getal"),
        ("als a dan b", 12, "het einde van de formule", "anders"),
        ("(a + b", 7, "het einde van de formule", ")"),
        ("a b", 3, "‘b’", "een vergelijking"),
        ("a )", 3, "‘)’", "het einde"),
        ("als a b", 7, "‘b’", "dan"),
        ("a tussen 1", 11, "het einde van de formule", "en"),
        ("a < b < c", 7, "‘<’", "of"),
    ],
)
def test_a_word_that_cannot_stand_there(text: str, column: int, found: str, fits: str) -> None:
    said = refused(text)
    assert said.startswith(START.format(column) + f"Hier kan {found} niet staan.")
    assert fits in said


@pytest.mark.parametrize(
    "text",
    [
        "-" * 500 + "a",
        "niet " * 500 + "a",
        "als a dan 1 anders " * 200 + "2",
        "MIN(1; " * 300 + "1" + ")" * 300,
    ],
)
def test_a_formula_that_is_nested_too_deep(text: str) -> None:
    assert "Deze formule zit te diep in elkaar." in refused(text)


def test_a_long_formula_is_not_a_deep_one() -> None:
    assert isinstance(parse(" + ".join(["a"] * 3000), HERE), ast.Operation)


def test_a_place_in_the_file() -> None:
    place = Place("map/regels.yaml", 12, 14)
    assert refused("a +\n  b × §", place).startswith("map/regels.yaml:13:7:")
    assert refused("§", place).startswith("map/regels.yaml:12:14:")


def test_positions_of_the_parts() -> None:
    tree = parse("a +\n  MIN(b; 2)", Place("f", 10, 5))
    assert isinstance(tree, ast.Operation) and isinstance(tree.right, ast.Call)
    found = [
        tree.position,
        tree.left.position,
        tree.right.position,
        *(part.position for part in tree.right.arguments),
    ]
    assert [(p.line, p.column) for p in found] == [(10, 5), (10, 5), (11, 3), (11, 7), (11, 10)]


WORDS = [
    "a",
    "b",
    "1",
    "1,5",
    "€ 1",
    "5%",
    "2026-07-01",
    "2026-07",
    "2 maanden",
    "als",
    "dan",
    "anders",
    "en",
    "of",
    "niet",
    "tussen",
    "van",
    "tot",
    "is een van",
    "is bekend",
    "(",
    ")",
    ";",
    "+",
    "-",
    "×",
    "/",
    "=",
    "<",
    "MIN",
    "ja",
    "nee",
    "n.v.t.",
    "vorige maand",
    "vorige rij",
    ".",
    ",",
    "€",
    "partner.a",
    "\n",
    "NO",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
@example("1 jaar en")
def test_any_row_of_words_is_read_or_refused_in_its_place(text: str) -> None:
    read_or_refused(text)


@given(st.text())
@example("€")
@example("€ ²")
@example("²")
@example("1٣")
@example("€ ٣,٣٣")
@example("٢٠٢٦-٠٧-٠١")
@example("(" * 2000)
@example("-" * 2000 + "a")
@example("9" * 5000)
@example("\x00")
def test_any_text_is_read_or_refused_in_its_place(text: str) -> None:
    read_or_refused(text)


def read_or_refused(text: str) -> None:
    """Never any exception but LanguageError, at a place within the text."""
    try:
        parse(text, HERE)
    except LanguageError as error:
        position = error.finding.position
        lines = text.split("\n")
        assert 1 <= position.line <= len(lines)
        assert 1 <= position.column <= len(lines[position.line - 1]) + 1
        assert error.finding.message
