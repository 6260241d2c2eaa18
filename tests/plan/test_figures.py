"""Figures and settings over time, with those of an overlay, and what marks an uncertain one."""

from datetime import date
from fractions import Fraction

import pytest

from regels.evaluator.calendar import to_days
from regels.plan import nodes as n
from tests.plan.regeling import BASE, Cell, findings, plan, rule, shown

FIGURE = """
parameters:
  g:
    soort: bedrag
    titel: t
    artikel: a
    open: {door: gemeente, artikel: a}
    waarden:
      - {van: 2024-01-01, tot: 2025-12-31, waarde: € 10, bron: b}
      - {van: 2026-01-01, waarde: € 20, bron: b}
instellingen:
  i: {soort: bedrag, titel: t, artikel: a, waarde: € 5, grond: g, open: {door: gemeente, artikel: a}}
"""
OVERLAY = "overlay_op: landelijk\nvult:\n"


def in_month(formula: str, year: int, month: int, **overlays: str) -> Cell:
    """What a formula with figures comes to in a month."""
    made = plan(rule(formula, more=FIGURE), **overlays)
    return shown(made, "u", {"maand": (year - 1970) * 12 + month - 1})[0]


def test_in_force_in_the_month() -> None:
    at = ((2023, 12), (2024, 1), (2025, 12), (2026, 1), (2030, 1))
    assert [in_month("g", *month) for month in at] == [None, 10, 10, 20, 20]


def test_an_overlay_fills_in_its_days() -> None:
    """Cut out of the middle of the own figures, whatever it covers of them."""
    fill = OVERLAY + "  g: [{van: 2025-07-01, tot: 2026-03-31, waarde: '€ 99,50', bron: b}]\n"
    own, filled = Fraction(10), Fraction("99.5")
    at = ((2025, 6), (2025, 7), (2026, 3), (2026, 4))
    assert [in_month("g", *month, stad=fill) for month in at] == [own, filled, filled, 20]


def test_an_overlay_inside_one_period_leaves_two_pieces() -> None:
    fill = OVERLAY + "  g: [{van: 2024-03-01, tot: 2024-04-30, waarde: € 1, bron: b}]\n"
    made = plan(rule("g", more=FIGURE), stad=fill)
    days = [(p.start, p.end, p.value) for p in made.parameters[0].periods]
    day = {text: to_days(date.fromisoformat(text)) for text in (
        "2024-01-01", "2024-02-29", "2024-03-01", "2024-04-30", "2024-05-01", "2025-12-31", "2026-01-01"
    )}  # fmt: skip
    assert days == [
        (day["2024-01-01"], day["2024-02-29"], 1_000),
        (day["2024-03-01"], day["2024-04-30"], 100),
        (day["2024-05-01"], day["2025-12-31"], 1_000),
        (day["2026-01-01"], None, 2_000),
    ]


def test_a_setting_has_its_default_until_it_is_filled_in() -> None:
    fill = OVERLAY + "  i: [{van: 2026-01-01, waarde: € 7, bron: b}]\n"
    at = ((2020, 1), (2025, 12), (2026, 1))
    assert [in_month("i", *month) for month in at] == [5, 5, 5]
    assert [in_month("i", *month, stad=fill) for month in at] == [5, 5, 7]


def test_a_setting_that_nothing_fills_in_is_a_constant() -> None:
    spec = next(spec for spec in plan(rule("i", more=FIGURE)).rules if spec.name == "r")
    assert isinstance(spec.node, n.Const)
    assert spec.node.value == 500


def test_the_scale_is_that_of_the_finest_figure() -> None:
    shares = FIGURE.replace("soort: bedrag\n", "soort: percentage\n").replace(
        "waarde: € 10", "waarde: '12,5%'"
    )
    made = plan(rule("g", "percentage", shares.replace("waarde: € 20", "waarde: 3%")))
    assert [p.value for p in made.parameters[0].periods] == [125, 30]
    assert (made.parameters[0].type.scale, made.parameters[0].type.low, made.parameters[0].type.high) == (
        3,
        30,
        125,
    )


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("€ 20, bron: b", "€ 20, bron: x", "[bron] De bron ‘x’ staat niet onder `bronnen:`."),
        ("waarde: € 20", "waarde: 20", "[soort] ‘20’ is geen bedrag."),
        ("waarde: € 20", "waarde: a", "[soort] ‘a’ is geen bedrag."),
        ("van: 2026-01-01", "van: 1-1-2026", "[datum] ‘1-1-2026’ is geen datum."),
        ("van: 2026-01-01", "van: 2026-02-30", "[datum] ‘2026-02-30’ is geen datum."),
        ("€ 20, bron: b", "€ 20, bron: b, zekerheid: best", "[soort] Zekerheid ‘best’ bestaat niet."),
    ],
)
def test_refused(written: str, instead: str, message: str) -> None:
    (found,) = findings(rule("a", more=FIGURE.replace(written, instead)))
    assert found.endswith(message)


def test_marks_of_uncertain_figures() -> None:
    """Each has a bit of its own, after those of the inputs and of the three other reasons."""
    low = FIGURE.replace("€ 20, bron: b", "€ 20, bron: b, zekerheid: laag, noot: x")
    made = plan(rule("g + i", more=low))
    (spec,) = (spec for spec in made.parameters if spec.name == "g")
    assert spec.mark == 1 << (len(made.inputs) + 3)
    assert made.unknown_bits == spec.mark - 1
    assert plan(rule("g", more=FIGURE)).parameters[0].mark == 0


def test_the_month_of_the_peildatum_decides() -> None:
    """A day counts as its month: what is in force on the first of it."""
    base = BASE.replace("peildatum: maand", "peildatum: d")
    made = plan(
        rule("g", more=FIGURE.replace("2025-12-31", "2026-01-14").replace("2026-01-01", "2026-01-15")), base
    )
    at = ["2025-12-31", "2026-01-31", "2026-02-01"]
    assert [shown(made, "u", {"d": to_days(date.fromisoformat(day))})[0] for day in at] == [10, 10, 20]
    assert shown(made, "u", {"d": None}) == [None]
