"""Decision tables must hold a row for every case."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lints.snippets import report, table

GAP = "proef.yaml:4:3: [tabel_gat] In de tabel van ‘bedrag’ past bij {} geen enkele rij."


def gap(case: str, line: int = 4) -> list[str]:
    return [GAP.format(case).replace(":4:", f":{line}:")]


@pytest.mark.parametrize(
    "rows",
    [
        ("uren < 10", "uren tussen 10 en 20", "uren > 20"),
        ("uren < 10", "uren van 10 tot 20", "niet (uren < 20)"),
        ("uren <= 9", "uren >= 10"),
        ("uren = 0", "uren <> 0"),
        ("uren <= 60", "uren > 60"),
        ("uren < 10,5", "uren > 10,5"),
    ],
)
def test_complete_tables_are_left_alone(rows: tuple[str, ...]) -> None:
    assert report(table(*rows)) == []


def test_exactly_twenty_hours_as_in_the_text_of_enschede() -> None:
    assert report(table("uren < 10", "uren >= 10 en uren < 20", "uren > 20")) == gap("uren = 20")


def test_the_word_of_who_closed_the_gap_is_a_last_row() -> None:
    assert report(table("uren < 10", "uren >= 10 en uren < 20", "uren > 20", last="anders")) == []


def test_the_last_euro_of_an_amount() -> None:
    inputs = "  loon: {soort: bedrag, titel: Het loon}"
    assert report(table("loon < € 100", "loon >= € 100,01", inputs=inputs)) == gap("loon = € 100,00")


def test_no_value_lies_between_two_cents() -> None:
    inputs = "  loon: {soort: bedrag, titel: Het loon}"
    assert report(table("loon <= € 99,99", "loon >= € 100", inputs=inputs)) == []


def test_values_outside_the_declared_range_do_not_count() -> None:
    inputs = "  uren: {soort: getal, titel: De uren, minimaal: 5, maximaal: 9}"
    assert report(table("uren < 8", "uren >= 8 en uren < 10", inputs=inputs)) == []


def test_a_choice_without_a_row() -> None:
    inputs = "  vorm: {soort: keuze, opties: [een, twee, drie], titel: De vorm}"
    assert report(table("vorm = een", "vorm = twee", inputs=inputs)) == gap("vorm = drie")
    assert report(table("vorm is een van (een; drie)", "vorm = twee", inputs=inputs)) == []


def test_a_combination_without_a_row_is_named_whole() -> None:
    inputs = "  a: {soort: ja/nee, titel: A}\n  b: {soort: ja/nee, titel: B}"
    assert report(table("a en b", "niet a", inputs=inputs)) == gap("a = ja en b = nee", 5)


def test_what_does_not_matter_is_not_named() -> None:
    inputs = "  a: {soort: ja/nee, titel: A}\n  uren: {soort: getal, titel: U, minimaal: 0, maximaal: 60}"
    rows = ("a en uren < 10", "niet a en uren < 10", "uren > 10")
    assert report(table(*rows, inputs=inputs)) == gap("uren = 10", 5)


def test_not_applicable_is_a_case() -> None:
    inputs = "  dag: {soort: datum of n.v.t., titel: De dag}"
    rows = ("ALS_NVT(dag; 2026-01-01) > 2026-01-01", "ALS_NVT(dag; 2026-01-01) < 2026-01-01")
    assert report(table(*rows, inputs=inputs)) == gap("dag = 2026-01-01")
    rows = ("dag is van toepassing", "dag is niet van toepassing")
    assert report(table(*rows, inputs=inputs)) == []


def test_two_values_compared_with_each_other() -> None:
    inputs = "  loon: {soort: bedrag, titel: Het loon}\n  norm: {soort: bedrag, titel: De norm}"
    assert report(table("loon < norm", "loon > norm", inputs=inputs)) == gap("loon gelijk aan norm", 5)
    assert report(table("loon < norm", "norm <= loon", inputs=inputs)) == []
    assert report(table("loon - norm < € 0", "loon >= norm", inputs=inputs)) == []


def test_regions_that_cannot_occur_are_no_gap() -> None:
    inputs = "  loon: {soort: bedrag, titel: Het loon}\n  norm: {soort: bedrag, titel: De norm}"
    rows = ("loon < norm en norm <= € 10", "loon >= norm en norm <= € 10", "norm > € 10")
    assert report(table(*rows, inputs=inputs)) == []
    rows = ("loon > norm", "loon <= norm en norm < € 10", "loon <= norm en norm >= € 10 en loon >= € 0")
    assert report(table(*rows, inputs=inputs)) == []


FIGURE = """
parameters:
  grens:
    soort: getal
    titel: De grens
    artikel: Pw art. 1
    waarden:
      - {{van: 2025-01-01, tot: 2025-12-31, waarde: "20", bron: wet}}
      - {{van: 2026-01-01, waarde: "{}", bron: wet}}
bronnen: {{wet: "https://wetten.overheid.nl/"}}
"""


def test_figures_are_thresholds_in_each_of_their_periods() -> None:
    rows = ("uren < grens", "uren >= grens en uren < 30", "uren >= 30")
    assert report(table(*rows) + FIGURE.format("25")) == []
    fixed = ("uren < grens", "uren >= 20")
    assert report(table(*fixed) + FIGURE.format("20")) == []
    assert report(table(*fixed) + FIGURE.format("15")) == gap("uren = 15 (met de cijfers vanaf 2026-01)")


RULES = """
  jong: {soort: ja/nee, titel: Jong, artikel: Pw art. 1, formule: leeftijd < 21}
  oud: {soort: ja/nee, titel: Oud, artikel: Pw art. 1, formule: leeftijd >= 67}
"""


def test_rules_are_replaced_by_what_they_say_when_it_matters() -> None:
    inputs = "  leeftijd: {soort: getal, titel: De leeftijd, minimaal: 0, maximaal: 120}"
    rows = ("jong", "leeftijd >= 21 en niet oud", "oud")
    whole = table(*rows, inputs=inputs).replace("regels:", "regels:" + RULES)
    assert report(whole) == []


@given(st.lists(st.integers(1, 59), min_size=1, max_size=4, unique=True), st.data())
def test_a_row_left_out_is_always_found(cuts: list[int], data: st.DataObject) -> None:
    edges = [0, *sorted(cuts), 61]
    rows = [f"uren van {a} tot {b}" for a, b in pairwise(edges)]
    assert report(table(*rows)) == []
    missing = data.draw(st.integers(0, len(rows) - 1))
    found = report(table(*(row for place, row in enumerate(rows) if place != missing)))
    value = int(found[0].split("uren = ")[1].split()[0])
    assert edges[missing] <= value < edges[missing + 1]
