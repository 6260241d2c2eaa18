"""Of a decision table one row holds for each case."""

from tests.lints.snippets import report, table


def overlap(case: str, first: int, second: int, line: int) -> list[str]:
    where = f"proef.yaml:{line}:16: [tabel_overlap] In de tabel van ‘bedrag’ passen bij {case}"
    return [f"{where} rij {first} en rij {second}."]


def test_both_rows_take_the_boundary() -> None:
    assert report(table("uren <= 10", "uren >= 10")) == overlap("uren = 10", 1, 2, 10)


def test_the_first_overlap_is_named_with_its_rows() -> None:
    rows = ("uren < 10", "uren tussen 10 en 20", "uren tussen 20 en 60")
    assert report(table(*rows)) == overlap("uren = 20", 2, 3, 11)


def test_a_last_row_for_the_rest_does_not_hide_an_overlap() -> None:
    assert report(table("uren < 10", "uren < 20", last="anders")) == overlap("uren = 9", 1, 2, 10)


def test_disjoint_rows_are_left_alone() -> None:
    assert report(table("uren < 10", "uren > 20", last="anders")) == []


def test_a_rule_that_implies_another_is_looked_into() -> None:
    inputs = "  vorm: {soort: keuze, opties: [een, twee], titel: Vorm}\n  ja: {soort: ja/nee, titel: Ja}"
    inputs = inputs.replace("ja: {", "weg: {")
    rule = "  apart: {soort: ja/nee, titel: Apart, artikel: Pw art. 1, formule: vorm = twee en weg}\n"
    rows = ("apart", "niet apart en vorm = twee", "vorm = een")
    whole = table(*rows, inputs=inputs).replace("regels:\n", f"regels:\n{rule}")
    assert report(whole) == []
