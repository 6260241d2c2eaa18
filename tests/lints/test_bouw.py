"""Mistakes that are found while a plan is made, each at its place."""

import pytest

from tests.lints.snippets import BASE, built, report

LOON = "invoer:\n  loon: {soort: bedrag, titel: Het loon}\n"


def test_a_remark_says_ja_or_nee() -> None:
    found = report(LOON + "opmerkingen:\n  hoog: {als: loon, tekst: Hoog.}\n")
    assert found == ["proef.yaml:4:15: [soort] Hier hoort ja of nee, maar dit is een bedrag."]


def test_the_period_is_about_a_month() -> None:
    found = report(LOON, base=BASE.replace("{maand: maand}", "{maand: loon}"))
    assert (
        found[0]
        == "basis.yaml:5:18: [tijdvak] `maand:` van het tijdvak is een maand, maar ‘loon’ is een bedrag."
    )


def test_a_period_that_does_not_exist() -> None:
    read = "uitkomsten:\n  eerder: {titel: Eerder, waarde: ALS_NVT(vorige maand loon; € 0)}\n"
    found = report(LOON + read, base=BASE.replace("{maand: maand}", "{maand: mand}"))
    assert [line.split()[1] for line in found] == ["[naam]", "[tijdvak]"]


def test_the_peildatum_is_a_moment() -> None:
    found = report(LOON, base=BASE.replace("peildatum: maand", "peildatum: loon"))
    assert found == ["basis.yaml:4:1: [soort] `peildatum:` is een datum of een maand, geen bedrag."]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("decimalen: twee", "`decimalen:` is een heel getal van 0 tot en met 6, geen ‘twee’."),
        ('afwezig: "0,5"', "‘0,5’ heeft meer decimalen dan deze waarde kan hebben."),
    ],
)
def test_decimals_of_an_input(keys: str, message: str) -> None:
    text = f"invoer:\n  uren: {{soort: getal, titel: U, minimaal: 0, maximaal: 9, {keys}}}\n"
    assert any(message in line for line in report(text))


def test_a_file_that_cannot_be_read_hides_what_depends_on_it() -> None:
    found = report("invoer: {loon: [}\n", base=BASE + "  loon: {titel: Het loon, waarde: loon}\n")
    assert [line.split()[1] for line in found] == ["[yaml]"]


SETTING = """\
bronnen: {wet: "https://wetten.overheid.nl/"}
instellingen:
  grens:
    soort: bedrag
    titel: De grens
    artikel: Pw art. 1
    waarde: "€ 1"
    grond: De wet zwijgt.
    open: {door: college, artikel: Pw art. 2}
uitkomsten:
  grens: {titel: De grens, waarde: ALS_NVT(grens; € 0)}
"""


def test_a_setting_falls_back_to_its_default_around_a_fill() -> None:
    fill = 'vult:\n  grens:\n    - {van: 2026-01-01, tot: 2026-12-31, waarde: "€ 2", bron: wet}\n'
    plan = built(SETTING, fill).plan
    assert plan is not None
    assert [period.value for period in plan.parameters[0].periods] == [100, 200, 100]


def test_a_fill_may_say_that_it_does_not_apply() -> None:
    fill = "vult:\n  grens:\n    - {van: 2026-01-01, waarde: n.v.t., bron: wet}\n"
    plan = built(SETTING, fill).plan
    assert plan is not None
    assert plan.parameters[0].type.nvt
