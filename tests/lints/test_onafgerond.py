"""An outcome is in whole cents, by a rounding that the ruleset names."""

from tests.lints.snippets import report

TEXT = """\
invoer:
  norm: {{soort: bedrag, titel: De norm}}
afrondingen:
  hele_cent: {{titel: op centen, op: "€ 0,01", wijze: half omhoog, grond: De tabellen zijn zo.}}
regels:
  deel: {{soort: bedrag, titel: Het deel, artikel: Pw art. 1, formule: "{deel}"}}
  toeslag: {{soort: bedrag, titel: De toeslag, artikel: Pw art. 1, formule: "{toeslag}"}}
uitkomsten:
  toeslag: {{titel: De toeslag, waarde: toeslag}}
  rond: {{titel: Rond, waarde: AFRONDEN(norm; hele_cent)}}
"""


def test_the_rule_where_the_fractions_come_from_is_named() -> None:
    assert report(TEXT.format(deel="norm × 4,8%", toeslag="deel + € 1")) == [
        "proef.yaml:6:3: [onafgerond] ‘deel’ is een bedrag met 5 decimalen en komt zo in de uitkomst ‘toeslag’."  # noqa: E501
    ]


def test_rounding_anywhere_on_the_way_is_enough() -> None:
    assert report(TEXT.format(deel="AFRONDEN(norm × 4,8%; hele_cent)", toeslag="deel + € 1")) == []
    assert report(TEXT.format(deel="norm × 4,8%", toeslag="AFRONDEN(deel + € 1; hele_cent)")) == []


def test_an_outcome_that_computes_itself() -> None:
    text = TEXT.format(deel="norm", toeslag="deel").replace("waarde: toeslag}", 'waarde: "toeslag × 4,8%"}')
    assert report(text) == [
        "proef.yaml:9:3: [onafgerond] De uitkomst ‘toeslag’ is een bedrag met 5 decimalen."
    ]
