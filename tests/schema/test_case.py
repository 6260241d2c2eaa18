"""A case to the row of a reader: what each value means, and everything that is wrong at once."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regels.evaluator.values import NVT as NVT_VALUE
from regels.evaluator.values import Value, exact
from regels.kernel.rows import NVT, Cell
from regels.plan.plan import Plan
from regels.schema import CaseError, case_model, order_rows, to_integers, to_values
from tests.lints.snippets import BASE, built

INPUTS = """\
invoer:
  maand: {soort: maand, titel: De maand}
  van_dag: {soort: getal, eenheid: dag, titel: Van, minimaal: 1, maximaal: 31, leeg: n.v.t., afwezig: n.v.t.}
  tot_dag: {soort: getal, eenheid: dag, titel: Tot, minimaal: 1, maximaal: 31, leeg: n.v.t., afwezig: n.v.t.}
  loon: {soort: bedrag, titel: Het loon, minimaal: "-€ 9.999,99", maximaal: "€ 9.999,99"}
  toeslag: {soort: bedrag, titel: De toeslag, afwezig: "€ 1,50"}
  deel: {soort: percentage, titel: Het deel, decimalen: 1}
  uren: {soort: getal, titel: De uren, minimaal: 0, maximaal: 168, decimalen: 2}
  kinderen: {soort: getal, titel: De kinderen, minimaal: 0, maximaal: 25}
  mag: {soort: ja/nee, titel: Het mag, vraag: Mag het?, oordeel: college}
  vorm: {soort: keuze, opties: [een, twee], titel: De vorm}
  dag: {soort: datum, titel: De dag}
"""
HEADER = "tijdvak: {maand: maand, van_dag: van_dag, tot_dag: tot_dag}"


def made() -> Plan:
    base = BASE.replace("tijdvak: {maand: maand}", HEADER).split("invoer:")[0]
    plan = built(INPUTS + "uitkomsten:\n  loon: {titel: Het loon, waarde: loon}\n", base=base).plan
    assert plan is not None
    return plan


PLAN = made()
MONTH = {"maand": "2026-07"}
JULY = 678
NAMES = [spec.name for spec in PLAN.inputs]


def cell(field: str, value: object) -> Cell:
    """The cell that a value of one field gives."""
    return to_integers(PLAN, {**MONTH, field: value})[NAMES.index(field)]


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("maand", "2026-07", JULY),
        ("maand", "2026-07-01", JULY),
        ("maand", date(2026, 7, 1), JULY),
        ("loon", 12, 1200),
        ("loon", Decimal("12.5"), 1250),
        ("loon", Decimal("1E+1"), 1000),
        ("loon", Decimal("12.3400000"), 1234),
        ("loon", Decimal("-0"), 0),
        ("loon", "1234.56", 123456),
        ("loon", "1.234,56", 123456),
        ("loon", "-€ 12,50", -1250),
        ("loon", " 12,5 ", 1250),
        ("deel", Decimal("12.5"), 125),
        ("deel", "12,5%", 125),
        ("deel", 100, 1000),
        ("uren", "37,25", 3725),
        ("kinderen", 3, 3),
        ("kinderen", "3", 3),
        ("kinderen", Decimal(3), 3),
        ("mag", True, 1),
        ("mag", False, 0),
        ("mag", "ja", 1),
        ("mag", "Nee", 0),
        ("vorm", "twee", 1),
        ("dag", date(1970, 1, 2), 1),
        ("dag", "1970-01-02", 1),
    ],
)
def test_a_value(field: str, value: object, expected: int) -> None:
    assert cell(field, value) == expected


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_empty_and_left_out(empty: object) -> None:
    assert cell("van_dag", empty) is NVT
    assert cell("toeslag", empty) is None
    left_out = dict(zip(NAMES, to_integers(PLAN, MONTH), strict=True))
    assert (left_out["van_dag"], left_out["toeslag"], left_out["loon"]) == (NVT, 150, None)


def test_values_for_the_evaluator() -> None:
    values = dict(zip(NAMES, to_values(PLAN, {**MONTH, "loon": "12,34", "deel": None}), strict=True))
    bits = {spec.name: spec.bit for spec in PLAN.inputs}
    assert values["loon"] == Value(exact(1234, 2))
    assert values["deel"] == Value(None, bits["deel"])
    assert values["van_dag"] == Value(NVT_VALUE)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("loon", 12.5, "Geef een Decimal of tekst"),
        ("loon", float("nan"), "Geef een Decimal of tekst"),
        ("loon", True, "een bedrag"),
        ("loon", Decimal("0.001"), "Rond de waarde zelf af"),
        ("loon", Decimal("1E-999999"), "Rond de waarde zelf af"),
        ("loon", Decimal("1E+999999"), "€ 9.999,99"),
        ("loon", Decimal("NaN"), "een bedrag"),
        ("loon", Decimal("0.00" + "0" * 40 + "1"), "Rond de waarde zelf af"),
        ("loon", "1.234", "duizendtal"),
        ("loon", 10_000, "van € -9.999,99 tot en met € 9.999,99"),
        ("loon", [1], "een bedrag"),
        ("kinderen", "2,5", "Rond de waarde zelf af"),
        ("kinderen", 26, "van 0 tot en met 25"),
        ("mag", 1, "Schrijf ja of nee"),
        ("mag", "NO", "Schrijf ja of nee"),
        ("vorm", "tweee", "Bedoelde u twee?"),
        ("vorm", 1, "een van: een, twee"),
        ("dag", "1-7-2026", "Schrijf de datum als jaar, maand, dag"),
        ("dag", "2026-02-30", "bestaat niet"),
        ("dag", datetime(2026, 7, 1, 12), "Haal de tijd weg"),
        ("maand", date(2026, 7, 2), "eerste dag"),
        ("maand", None, "Vul dit veld in"),
    ],
)
def test_a_value_that_is_refused(field: str, value: object, words: str) -> None:
    with pytest.raises(CaseError) as caught:
        to_integers(PLAN, {**MONTH, field: value})
    (problem,) = caught.value.problems
    assert problem.field == field
    assert words in str(problem)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(CaseError) as caught:
        to_integers(PLAN, {"loom": 1, "uren": "x", "mag": 3})
    assert [(problem.field, problem.advice) for problem in caught.value.problems] == [
        ("maand", "Vul dit veld in; het kan niet leeg zijn."),
        ("uren", "Verbeter de waarde of maak de cel leeg. Leeg betekent: onbekend."),
        ("mag", "Schrijf ja of nee. Andere woorden, zoals true, 1 of NO, leest dit programma niet."),
        ("loom", "Bedoelde u ‘loon’?"),
    ]


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.decimals(),
    st.floats(),
    st.text(max_size=12),
    st.dates(),
    st.datetimes(),
    st.from_regex(r"\A-?[0-9]{1,5}[.,]?[0-9]{0,3}\Z"),
    st.sampled_from(["een", "ja", "2026-07", "5%"]),
)


@given(st.sampled_from(NAMES), VALUES)
def test_the_model_takes_exactly_what_a_row_takes(field: str, value: Any) -> None:
    case = {**MONTH, field: value}
    try:
        cells = to_integers(PLAN, case)
    except CaseError as error:
        with pytest.raises(ValueError) as caught:
            MODEL.model_validate(case)
        assert str(error) in str(caught.value)
    else:
        assert to_integers(PLAN, MODEL.model_validate(case)) == cells


MODEL = case_model(PLAN)


def rows(*spans: tuple[str, int | None, int | None]) -> list[list[Cell]]:
    return [
        to_integers(PLAN, {"maand": month, "van_dag": first, "tot_dag": last}) for month, first, last in spans
    ]


def test_rows_in_order_of_time() -> None:
    assert order_rows(PLAN, rows(("2026-07", 16, None), ("2026-06", None, None), ("2026-07", None, 15))) == [
        1,
        2,
        0,
    ]


@pytest.mark.parametrize("second", [("2026-07", 15, None), ("2026-07", None, None), ("2026-07", 15, 15)])
def test_two_rows_about_one_day(second: tuple[str, int | None, int | None]) -> None:
    with pytest.raises(CaseError, match="overlappen"):
        order_rows(PLAN, rows(("2026-07", None, 15), second))
