"""Every written value: what it is worth, and what is said of one that is none."""

from fractions import Fraction

import pytest

from regels.errors import LanguageError, Position
from regels.taal.ast import Expr, Literal, NvtLiteral
from regels.taal.parser import Place, parse

HERE = Place("f.yaml", 3, 7)
DAY_2026_07_01 = 20635


def read(text: str) -> Expr:
    return parse(text, HERE)


def refused(text: str) -> tuple[str, str, str]:
    with pytest.raises(LanguageError) as caught:
        read(text)
    finding = caught.value.finding
    return str(finding.position), finding.message, finding.advice


@pytest.mark.parametrize(
    ("text", "kind", "value", "decimals"),
    [
        ("€ 0", "amount", 0, 2),
        ("€ 1.234,56", "amount", Fraction(123456, 100), 2),
        ("€1.234.567", "amount", 1234567, 2),
        ("€ 1234,56", "amount", Fraction(123456, 100), 2),
        ("€ 999", "amount", 999, 2),
        ("€ 1234", "amount", 1234, 2),
        ("12,5%", "percentage", Fraction(1, 8), 3),
        ("100 %", "percentage", 1, 2),
        ("0%", "percentage", 0, 2),
        ("0", "number", 0, 0),
        ("1,50", "number", Fraction(3, 2), 2),
        ("2026-07-01", "date", DAY_2026_07_01, 0),
        ("1970-01-01", "date", 0, 0),
        ("1969-12-31", "date", -1, 0),
        ("2024-02-29", "date", 19782, 0),
        ("1970-01", "month", 0, 0),
        ("2026-07", "month", 678, 0),
        ("24 maanden", "months", 24, 0),
        ("1 maand", "months", 1, 0),
        ("66 jaar", "months", 792, 0),
        ("66 jaar en 4 maanden", "months", 796, 0),
        ("1 dag", "days", 1, 0),
        ("31 dagen", "days", 31, 0),
        ("ja", "bool", 1, 0),
        ("nee", "bool", 0, 0),
    ],
)
def test_a_written_value(text: str, kind: str, value: Fraction | int, decimals: int) -> None:
    assert read(text) == Literal(Position("f.yaml", 3, 7), kind, Fraction(value), decimals)


def test_not_applicable() -> None:
    assert read("n.v.t.") == NvtLiteral(Position("f.yaml", 3, 7))


AMOUNT = (
    "Schrijf een bedrag als € 1.234,56: een komma voor de centen, met twee cijfers erachter, "
    "en een punt alleen tussen duizendtallen."
)
DATE = "Schrijf een datum als 2026-07-01."
HYPHENS = "Schrijf een datum als 2026-07-01, een maand als 2026-07, en spaties om een minteken."


@pytest.mark.parametrize("text", ["€ 1234.56", "€ 1,5", "€ 1,234", "€ 12.34,00", "€ 1.2345,00", "€ 1.23"])
def test_no_amount(text: str) -> None:
    assert refused(text) == ("f.yaml:3:7", f"‘{text}’ is geen bedrag.", AMOUNT)


@pytest.mark.parametrize("text", ["2026-02-30", "2023-02-29", "2026-13-01", "2026-00-10", "0000-01-01"])
def test_no_day_that_exists(text: str) -> None:
    assert refused(text) == ("f.yaml:3:7", f"‘{text}’ is geen dag die bestaat.", DATE)


@pytest.mark.parametrize("text", ["2026-13", "2026-00"])
def test_no_month_that_exists(text: str) -> None:
    assert refused(text) == (
        "f.yaml:3:7",
        f"‘{text}’ is geen maand die bestaat.",
        "Schrijf een maand als 2026-07.",
    )


@pytest.mark.parametrize("text", ["2026-7-1", "2026-7", "2026-07-1", "1-7-2026", "01-07-2026"])
def test_hyphens_are_no_subtraction(text: str) -> None:
    assert refused(text) == ("f.yaml:3:7", f"‘{text}’ is geen datum en ook geen aftrekking.", HYPHENS)


def test_a_decimal_point() -> None:
    advice = "Schrijf decimalen met een komma (12,5) en een bedrag met € ervoor."
    assert refused("12.5") == ("f.yaml:3:7", "‘12.5’ is geen getal.", advice)


@pytest.mark.parametrize(
    "text", ["9" * 19, "€ 1" + "0" * 20, "1" * 5000 + " maanden", "1.000.000.000.000.000"]
)
def test_a_number_that_is_too_long(text: str) -> None:
    assert refused(text)[1:] == (
        "Dit getal is te lang om mee te rekenen.",
        "Een getal heeft hoogstens achttien cijfers.",
    )


@pytest.mark.parametrize("text", ["٣", "€ ٣,٣٣", "²", "٢٠٢٦-٠٧-٠١"])
def test_other_digits_are_no_number(text: str) -> None:
    assert "kan hier niet staan" in refused(text)[1]
