"""One figure a day."""

from tests.lints.figures import figures
from tests.lints.snippets import built, report


def test_an_open_end_before_a_new_figure() -> None:
    found = report(figures('van: 2025-01-01, waarde: "€ 1"', 'van: 2026-01-01, waarde: "€ 2"'))
    assert found == [
        "proef.yaml:9:15: [datum_overlap] Op 2026-01-01 geldt ook de waarde van ‘grens’ op proef.yaml:8:15."
    ]


def test_one_day_too_long() -> None:
    found = report(
        figures('van: 2025-01-01, tot: 2026-01-31, waarde: "€ 1"', 'van: 2026-01-01, waarde: "€ 2"')
    )
    assert len(found) == 1 and "[datum_overlap]" in found[0]


def test_figures_that_touch() -> None:
    assert (
        report(figures('van: 2025-01-01, tot: 2025-12-31, waarde: "€ 1"', 'van: 2026-01-01, waarde: "€ 2"'))
        == []
    )


def test_a_fill_goes_before_the_figure_of_the_law() -> None:
    text = figures('van: 2025-01-01, waarde: "€ 1"', extra="    open: {door: college, artikel: Pw art. 2}\n")
    overlay = 'vult:\n  grens:\n    - {van: 2026-01-01, tot: 2026-12-31, waarde: "€ 3", bron: wet}\n'
    assert report(text, overlay) == []
    plan = built(text, overlay).plan
    assert plan is not None
    assert [(p.value, p.end is None) for p in plan.parameters[0].periods] == [
        (100, False),
        (300, False),
        (100, True),
    ]
