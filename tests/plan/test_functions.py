"""The functions of the regeltaal: how many arguments, of which kind, and what they give."""

from datetime import date
from fractions import Fraction

import pytest

from regels.evaluator.calendar import to_days
from regels.plan import nodes as n
from regels.plan.functions import FUNCTIONS
from tests.plan.regeling import made, refused, value

AGES = """
parameters:
  leeftijd:
    soort: duur
    titel: t
    artikel: a
    waarden:
      - {van: 2010-01-01, tot: 2014-12-31, waarde: 65 jaar, bron: b}
      - {van: 2015-01-01, waarde: 66 jaar en 4 maanden, bron: b}
"""


@pytest.mark.parametrize("name", [name for name, function in FUNCTIONS.items() if function.fewest > 1])
def test_too_few_arguments(name: str) -> None:
    """A call has at least one argument by its grammar."""
    assert refused(f"{name}(a)") == f"[functie] {name} heeft hier 1 argument."


@pytest.mark.parametrize("name", [name for name, function in FUNCTIONS.items() if function.most < 99])
def test_too_many_arguments(name: str) -> None:
    count = FUNCTIONS[name].most + 1
    arguments = "; ".join(["a"] * count)
    assert refused(f"{name}({arguments})") == f"[functie] {name} heeft hier {count} argumenten."


def test_a_function_that_does_not_exist() -> None:
    assert refused("MAXIMUM(a; b)") == "[functie] De functie ‘MAXIMUM’ bestaat niet."


def test_a_comma_between_arguments_makes_one_number() -> None:
    assert refused("MAX(1,5)", "getal") == "[functie] MAX heeft hier 1 argument. 1,5 is één getal."


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("LEEFTIJD(a; d)", "Hier hoort een datum, maar dit is een bedrag."),
        ("LEEFTIJD(d; maand)", "Hier hoort een datum, maar dit is een maand."),
        ("MAAND(maand)", "Hier hoort een datum, maar dit is een maand."),
        ("EERSTE_DAG(d)", "Hier hoort een maand, maar dit is een datum."),
        ("LAATSTE_DAG(d)", "Hier hoort een maand, maar dit is een datum."),
        ("DAGEN_IN_MAAND(d)", "Hier hoort een maand, maar dit is een datum."),
        ("JAAR(n)", "Hier hoort een datum of maand, maar dit is een getal."),
        ("BEREIKT(maand; leeftijd; d)", "Hier hoort een datum, maar dit is een maand."),
        ("EEN_PERSOON(a)", "Hier hoort ja of nee, maar dit is een bedrag."),
    ],
)
def test_kinds_of_arguments(formula: str, message: str) -> None:
    assert refused(formula, more=AGES) == f"[soort] {message}"


@pytest.mark.parametrize(
    ("formula", "code", "message"),
    [
        ("AFRONDEN(a; centen)", "afronding", "De afronding ‘centen’ staat niet onder `afrondingen:`."),
        ("AFRONDEN(a; 2)", "functie", "Hier hoort een naam, geen formule."),
        ("BEREIKT(d; a; d)", "naam", "‘a’ is geen parameter."),
        ("BEREIKT(d; 66 jaar; d)", "functie", "Hier hoort een naam, geen formule."),
    ],
)
def test_names_as_arguments(formula: str, code: str, message: str) -> None:
    assert refused(formula) == f"[{code}] {message}"


@pytest.mark.parametrize(
    ("first", "end", "second"),
    [
        ("66 jaar", "2014-12-31", "65 jaar"),
        ("65 jaar", "2014-12-30", "66 jaar"),
        ("onbekend", "2014-12-31", "66 jaar"),
    ],
    ids=["dalend", "gat", "onbekend"],
)
def test_ages_that_bereikt_refuses(first: str, end: str, second: str) -> None:
    figure = f"""
parameters:
  leeftijd:
    soort: duur
    titel: t
    artikel: a
    waarden:
      - {{van: 2010-01-01, tot: {end}, waarde: {first}, bron: b}}
      - {{van: 2015-01-01, waarde: {second}, bron: b}}
"""
    message = refused("BEREIKT(d; leeftijd; d)", "ja/nee", figure)
    assert message == "[functie] De waarden van ‘leeftijd’ passen niet bij BEREIKT."


def days(text: str) -> int:
    return to_days(date.fromisoformat(text))


def months(text: str) -> int:
    year, month = map(int, text.split("-"))
    return (year - 1970) * 12 + month - 1


@pytest.mark.parametrize(
    ("formula", "soort", "expected"),
    [
        ("MIN(€ 3; a; € 2)", "bedrag", -100),
        ("MAX(€ 3; a; € 2)", "bedrag", 3),
        ("MIN(d; 2020-02-29)", "datum", days("2020-02-29")),
        ("MAX(d; 2020-02-29)", "datum", days("2024-02-28")),
        ("MAX(maand; 2030-01)", "maand", months("2030-01")),
        ("MAAND(d)", "maand", months("2024-02")),
        ("JAAR(d)", "getal\n    eenheid: kalenderjaar", 2024),
        ("JAAR(maand)", "getal\n    eenheid: kalenderjaar", 2026),
        ("EERSTE_DAG(maand)", "datum", days("2026-07-01")),
        ("LAATSTE_DAG(maand)", "datum", days("2026-07-31")),
        ("LAATSTE_DAG(MAAND(d))", "datum", days("2024-02-29")),
        ("DAGEN_IN_MAAND(MAAND(d))", "getal\n    eenheid: dag", 29),
        ("LEEFTIJD(2006-03-01; d)", "getal\n    eenheid: jaar", 17),
        ("LEEFTIJD(2006-02-28; d)", "getal\n    eenheid: jaar", 18),
        ("LEEFTIJD(2008-02-29; 2026-02-28)", "getal\n    eenheid: jaar", 17),
        ("LEEFTIJD(2008-02-29; 2026-03-01)", "getal\n    eenheid: jaar", 18),
        ("2024-01-31 + 1 maand", "datum", days("2024-02-29")),
        ("2023-03-31 - 1 maand", "datum", days("2023-02-28")),
        ("2024-02-29 + 12 maanden", "datum", days("2025-02-28")),
    ],
)
def test_values(formula: str, soort: str, expected: int) -> None:
    assert value(formula, soort, a=Fraction(-100), d=days("2024-02-28")) == expected


@pytest.mark.parametrize(
    ("born", "at", "reached"),
    [
        ("1949-06-15", "2014-06-14", 0),  # 65 years in 2014
        ("1949-06-15", "2014-06-15", 1),
        ("1949-01-01", "2014-01-01", 1),
        ("1950-06-15", "2016-10-14", 0),  # 65 on 2015-06-15, when it is 66 years and 4 months
        ("1950-06-15", "2016-10-15", 1),
        ("1949-12-31", "2014-12-31", 1),
        ("1930-01-01", "2010-01-01", 1),  # long before the first figure
        ("1930-01-01", "2009-12-31", 0),
    ],
)
def test_bereikt(born: str, at: str, reached: int) -> None:
    assert value(f"BEREIKT({born}; leeftijd; {at})", "ja/nee", AGES) == reached


def test_days_in_a_month() -> None:
    """From the first to the last day there are 27 to 30 days, and one more."""
    kind, node = made("DAGEN_IN_MAAND(maand)", "getal\n    eenheid: dag")
    assert isinstance(node, n.Binary)
    assert (node.left.type.low, node.left.type.high, kind.low, kind.high) == (27, 30, 28, 31)


def test_bounds_of_an_age() -> None:
    kind, _ = made("LEEFTIJD(d; 2026-07-01)", "getal\n    eenheid: jaar")
    assert kind.low <= 2026 - 2031 and kind.high >= 26
