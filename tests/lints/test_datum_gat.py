"""The figures of a parameter follow each other without a hole."""

from tests.lints.figures import figures
from tests.lints.snippets import report


def test_a_missing_month() -> None:
    found = report(
        figures('van: 2025-01-01, tot: 2025-06-30, waarde: "€ 1"', 'van: 2025-08-01, waarde: "€ 2"')
    )
    assert found == [
        "proef.yaml:9:15: [datum_gat] ‘grens’ heeft geen waarde van 2025-07-01 tot en met 2025-07-31."
    ]


def test_a_declared_gap_is_fine() -> None:
    for word in ("onbekend", "n.v.t."):
        values = (
            'van: 2025-01-01, tot: 2025-06-30, waarde: "€ 1"',
            f"van: 2025-07-01, tot: 2025-07-31, waarde: {word}",
        )
        found = report(figures(*values, 'van: 2025-08-01, waarde: "€ 2"'))
        assert [line for line in found if "datum" in line] == []


def test_a_gap_that_a_municipality_fills_is_none() -> None:
    values = ('van: 2025-01-01, tot: 2025-06-30, waarde: "€ 1"', 'van: 2025-08-01, waarde: "€ 2"')
    text = figures(*values, extra="    open: {door: college, artikel: Pw art. 2}\n")
    overlay = 'vult:\n  grens:\n    - {van: 2025-07-01, tot: 2025-07-31, waarde: "€ 3", bron: wet}\n'
    assert report(text, overlay) == []
