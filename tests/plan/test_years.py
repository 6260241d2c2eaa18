"""Rows per calendar year: declared, computed, read from a table, and put in order of time."""

import pyarrow as pa
import pytest

from regels.errors import RegelsError
from regels.evaluator.history import evaluate_history
from regels.evaluator.values import Value
from regels.ruleset import Ruleset
from tests.plan.regeling import findings, plan

YEARS = """
regeling: jaarlijks
titel: Een jaar
grondslag: Een wet
peildatum: EERSTE_MAAND(kalenderjaar)
tijdvak: {jaar: kalenderjaar}
bronnen: {b: "https://voorbeeld.nl"}
parameters:
  tarief:
    soort: bedrag
    titel: t
    artikel: art. 1
    waarden:
      - {van: 2024-01-01, tot: 2024-12-31, waarde: "€ 3", bron: b}
      - {van: 2025-01-01, waarde: "€ 5", bron: b}
invoer:
  kalenderjaar: {soort: getal, eenheid: kalenderjaar, titel: t, minimaal: 2015, maximaal: 2060}
  begin: {soort: datum, titel: t, minimaal: 2000-01-01, maximaal: 2040-12-31}
  n: {soort: getal, titel: t, minimaal: 0, maximaal: 9}
"""
BODY = """
regels:
  bedrag: {soort: bedrag, artikel: art. 1, titel: Het bedrag, formule: tarief × n}
  tot_nu_toe:
    soort: bedrag
    artikel: art. 1
    titel: Het bedrag tot nu toe
    formule: MIN(som + bedrag; € 9.999)
  begonnen:
    soort: ja/nee
    artikel: art. 1
    titel: Het is begonnen
    formule: begin <= LAATSTE_DAG(EERSTE_MAAND(kalenderjaar) + 11 maanden)
  jaren: {soort: getal, eenheid: kalenderjaar, artikel: art. 1, titel: j, formule: kalenderjaar - JAAR(begin)}
toestand:
  som: {soort: bedrag, titel: t, artikel: art. 1, maximaal: "€ 9.999", begin: "€ 0", volgende: tot_nu_toe}
voorwaarden:
  begonnen:
    {rang: 1, geldt: begonnen, anders: geen_recht, artikel: art. 1, zo_niet: Het begint later.}
uitkomsten:
  bedrag: {titel: Het bedrag, waarde: bedrag, nodig: ja}
  tot_nu_toe: {titel: Samen, waarde: tot_nu_toe}
  jaren: {titel: Jaren, waarde: jaren}
"""


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return Ruleset(plan(BODY, YEARS), ("proef",))


def test_the_figure_of_the_year(ruleset: Ruleset) -> None:
    found = [
        ruleset.evaluate({"kalenderjaar": year, "begin": "2024-06-01", "n": 2}) for year in (2024, 2025, 2026)
    ]
    assert [str(decision["bedrag"]) for decision in found] == ["6.00", "10.00", "10.00"]
    assert [decision["jaren"] for decision in found] == [0, 1, 2]


def test_before_the_first_figure_nothing_is_known(ruleset: Ruleset) -> None:
    found = ruleset.evaluate({"kalenderjaar": 2023, "begin": "2020-01-01", "n": 2})
    assert (found.status, found.reasons) == ("onbepaald", ["geen_bedrag"])


def test_the_last_day_of_the_year(ruleset: Ruleset) -> None:
    begins = ["2024-12-31", "2025-01-01"]
    found = [ruleset.evaluate({"kalenderjaar": 2024, "begin": begin, "n": 1}) for begin in begins]
    assert [decision.status for decision in found] == ["recht", "geen_recht"]


def test_years_go_in_order_and_carry_a_state(ruleset: Ruleset) -> None:
    years = [{"kalenderjaar": year, "begin": "2024-01-01", "n": 1} for year in (2026, 2024, 2025)]
    found = ruleset.evaluate_history(years)
    assert [str(decision["tot_nu_toe"]) for decision in found] == ["13.00", "3.00", "8.00"]


def test_a_year_twice_is_refused(ruleset: Ruleset) -> None:
    year = {"kalenderjaar": 2024, "begin": "2024-01-01", "n": 1}
    with pytest.raises(RegelsError, match="overlappen"):
        ruleset.evaluate_history([year, year])


def test_a_table_of_years(ruleset: Ruleset) -> None:
    table = pa.table(
        {
            "dossier_id": ["D1", "D1", "D2", "D2", "D3"],
            "kalenderjaar": [2025, 2024, 2024, 2024, 1066],
            "begin": pa.array(["2024-03-01"] * 5).cast(pa.date32()),
            "n": [1, 2, 3, 4, 5],
        }
    )
    found, rejects = ruleset.evaluate_table_with_rejects(table)
    assert found["kalenderjaar"].to_pylist() == [2025, 2024, 2024, 2024, None]
    assert found["status"].to_pylist() == ["recht", "recht", "afgekeurd", "afgekeurd", "afgekeurd"]
    assert [str(value) for value in found["tot_nu_toe"].to_pylist()[:2]] == ["11.00", "6.00"]
    assert [(reject.field, reject.found) for reject in rejects] == [
        ("kalenderjaar", "2024"), ("kalenderjaar", "2024"), ("kalenderjaar", "1066"),
    ]  # fmt: skip


def test_the_readers_agree(ruleset: Ruleset) -> None:
    rows = [[Value(year), Value(19_900), Value(year % 7)] for year in range(2022, 2031)]
    cases = [{"kalenderjaar": year, "begin": "2024-06-26", "n": year % 7} for year in range(2022, 2031)]
    kernel = [decision.plain for decision in ruleset.evaluate_history(cases)]
    assert [decision.plain for decision in ruleset.interpret(cases)] == kernel
    assert len(evaluate_history(ruleset.plan, rows)) == len(kernel)


def test_it_is_said_as_a_year(ruleset: Ruleset) -> None:
    text = ruleset.evaluate({"kalenderjaar": 2025, "begin": "2024-06-01", "n": 2}).explain()
    assert text.startswith("Een jaar, 2025\n")
    assert "2.025" not in text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{jaar: kalenderjaar}", "{jaar: n}", "‘n’ is geen kalenderjaar van 1600 tot en met 2399."),
        ("{jaar: kalenderjaar}", "{}", "Het tijdvak noemt een maand of een jaar, en niet allebei."),
        (
            "{jaar: kalenderjaar}",
            "{jaar: kalenderjaar, van_dag: n}",
            "Een rij over een heel jaar heeft geen eerste en laatste dag.",
        ),
        (
            "EERSTE_MAAND(kalenderjaar)",
            "EERSTE_MAAND(n)",
            "Hier hoort een kalenderjaar, maar dit is een getal.",
        ),
    ],
)
def test_refused(old: str, new: str, message: str) -> None:
    assert any(message in found for found in findings(BODY, YEARS.replace(old, new)))


def test_no_previous_month() -> None:
    body = BODY.replace("formule: tarief × n", "formule: ALS_NVT(vorige maand som; € 0)")
    assert any("‘vorige maand’ kan niet" in found for found in findings(body, YEARS))
