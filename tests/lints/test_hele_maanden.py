"""Figures hold for whole months."""

from tests.lints.figures import figures
from tests.lints.snippets import report


def test_a_figure_that_starts_and_ends_within_a_month() -> None:
    assert report(figures('van: 2025-01-15, tot: 2025-06-29, waarde: "€ 1"')) == [
        "proef.yaml:8:15: [hele_maanden] Een waarde van ‘grens’ begint op 2025-01-15.",
        "proef.yaml:8:32: [hele_maanden] Een waarde van ‘grens’ eindigt op 2025-06-29.",
    ]


def test_the_last_day_of_february() -> None:
    assert report(figures('van: 2024-02-01, tot: 2024-02-29, waarde: "€ 1"')) == []
    assert len(report(figures('van: 2024-02-01, tot: 2024-02-28, waarde: "€ 1"'))) == 1
