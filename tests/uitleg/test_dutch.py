"""Values in Dutch."""

from fractions import Fraction

import pytest

from regels.evaluator.values import NVT, Value
from regels.plan.types import Kind, Type
from regels.uitleg.dutch import listed, money, number, show, small

YEARS, MONTHS, DAYS = (("jaar", 1),), (("maand", 1),), (("dag", 1),)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (Fraction("1234.56"), Type(Kind.MONEY), "€ 1.234,56"),
        (Fraction(-12), Type(Kind.MONEY), "−€ 12,00"),
        (Fraction("1013.895"), Type(Kind.MONEY), "€ 1.013,895"),
        (Fraction(1, 3), Type(Kind.MONEY), "€ 0,333333…"),
        (Fraction(1, 8), Type(Kind.PERCENT), "12,5%"),
        (1, Type(Kind.BOOL), "ja"),
        (0, Type(Kind.BOOL), "nee"),
        (1, Type(Kind.CHOICE, options=("geen", "alleenstaande_ouder")), "alleenstaande ouder"),
        (20635, Type(Kind.DATE), "1 juli 2026"),
        (678, Type(Kind.MONTH), "juli 2026"),
        (36, Type(Kind.NUMBER, YEARS), "36 jaar"),
        (1, Type(Kind.NUMBER, MONTHS), "1 maand"),
        (6, Type(Kind.NUMBER, MONTHS), "6 maanden"),
        (807, Type(Kind.NUMBER, MONTHS), "67 jaar en 3 maanden"),
        (804, Type(Kind.NUMBER, MONTHS), "67 jaar"),
        (Fraction(37, 2), Type(Kind.NUMBER, (("uur", 1), ("week", -1))), "18,5 uur per week"),
        (1234567, Type(Kind.NUMBER), "1.234.567"),
        (NVT, Type(Kind.DATE), "niet van toepassing"),
        (None, Type(Kind.DATE), "onbekend"),
    ],
)
def test_show(value: Fraction | int | None, kind: Type, text: str) -> None:
    assert show(Value(value), kind) == text


def test_bare_number_has_no_unit() -> None:
    assert show(Value(31), Type(Kind.NUMBER, DAYS), bare=True) == "31"


def test_never_rounded() -> None:
    assert money(Fraction("0.0000001")) == "€ 0,000000…"
    assert number(Fraction(-2, 3)) == "−0,666666…"


def test_words() -> None:
    assert listed(["a", "b", "c"]) == "a, b en c"
    assert (small("De norm"), small("AOW-leeftijd")) == ("de norm", "AOW-leeftijd")
