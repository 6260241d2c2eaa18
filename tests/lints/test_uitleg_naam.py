"""Holes in an explanation are names that the rule reads."""

import pytest

from tests.lints.snippets import report

TEXT = """\
invoer:
  loon: {{soort: bedrag, titel: Loon}}
  vorm: {{soort: keuze, opties: [een, twee], titel: De vorm}}
regels:
  deel:
    soort: bedrag
    titel: Het deel
    artikel: Pw art. 1
    uitleg: "{text}"
    formule: als vorm = een dan loon anders € 0
  ander_deel: {{soort: bedrag, titel: Ander, artikel: Pw art. 1, formule: deel}}
uitkomsten:
  deel: {{titel: Deel, waarde: ander_deel}}
"""
GOOD = (
    "{wie} krijgt {waarde}.",
    "{loon?}Van {loon} is {som} vrij.",
    "{vorm=een?}Dit is een.",
    "{niet loon?}Geen loon.",
    "Klaar.",
)


@pytest.mark.parametrize("text", GOOD)
def test_names_that_the_rule_reads(text: str) -> None:
    assert report(TEXT.format(text=text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Van {loom} af.", "staat de naam ‘loom’, die niet bekend is."),
        ("Van {ander_deel} af.", "staat de naam ‘ander_deel’, die deze regel niet leest."),
        ("{vorm=drie?}Dit.", "staat ‘drie’, en dat is geen keuze van ‘vorm’."),
        ("Van {het loon} af.", "staat ‘{het loon}’, en dat is geen naam."),
        ("Van {loon af.", "staat een losse accolade."),
    ],
)
def test_names_that_stay_empty(text: str, found: str) -> None:
    assert report(TEXT.format(text=text)) == [
        f"proef.yaml:9:14: [uitleg_naam] In de uitleg van ‘deel’ {found}"
    ]
