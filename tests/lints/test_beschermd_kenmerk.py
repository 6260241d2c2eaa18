"""No rule selects on who someone is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regels.lints.beschermd_kenmerk import trait_in
from tests.lints.snippets import report

TEXT = """\
invoer:
  {name}: {{soort: ja/nee, titel: {title}}}
uitkomsten:
  gegeven: {{titel: Het gegeven, waarde: {name}}}
"""


def test_an_input_on_nationality() -> None:
    found = report(TEXT.format(name="nederlandse_nationaliteit", title="De nationaliteit"))
    assert found == [
        "proef.yaml:2:3: [beschermd_kenmerk] ‘nederlandse_nationaliteit’ gaat over nationaliteit: ‘nationaliteit’."  # noqa: E501
    ]


def test_a_title_and_an_option_count_too() -> None:
    found = report(TEXT.format(name="groep", title="Iemand heeft een migratieachtergrond"))
    assert found == ["proef.yaml:2:33: [beschermd_kenmerk] ‘groep’ gaat over afkomst: ‘migratieachtergrond’."]
    option = "invoer:\n  groep: {soort: keuze, opties: [christelijk, anders_denkend], titel: De groep}\n"
    found = report(option + "uitkomsten: {groep: {titel: De groep, waarde: groep}}\n")
    assert found == ["proef.yaml:2:34: [beschermd_kenmerk] ‘groep’ gaat over geloof: ‘christelijk’."]


@pytest.mark.parametrize(
    "text",
    [
        "huidskleur",
        "geboorteland_moeder",
        "godsdienstige groep",
        "seksuele gerichtheid",
        "homoseksueel",
        "etnische afkomst",
        "politieke voorkeur",
        "lid van een vakbond",
        "geslacht",
        "medische diagnose",
        "herkomst",
        "ras",
        "joodse school",
    ],
)
def test_words_in_their_forms(text: str) -> None:
    assert trait_in(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "grasland",
        "terras",
        "herkomst van het vermogen",
        "geboortedatum",
        "ras_veld"[3:],
        "verrassing",
        "volkswagen",
        "medisch_urenbeperkt",
        "Deel van het loon dat vrij is onder y (medisch urenbeperkt)",
        "kerkstraat",
        "ontslag",
    ],
)
def test_words_that_only_look_like_it(text: str) -> None:
    assert trait_in(text) is None


def test_what_the_law_itself_asks_is_allowed() -> None:
    title = "Iemand kan om medische redenen minder uren werken"
    assert report(TEXT.format(name="medisch_urenbeperkt", title=title)) == []


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    trait_in(text)
