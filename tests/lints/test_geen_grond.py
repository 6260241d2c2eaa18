"""Roundings and settings say why."""

from tests.lints.snippets import BASE, report

TEXT = """\
afrondingen:
  cent: {{titel: op centen, op: "€ 0,01", wijze: half omhoog, grond: {ground}}}
uitkomsten:
  bedrag: {{titel: Het bedrag, waarde: AFRONDEN(€ 1; cent)}}
"""


def test_a_rounding_without_a_ground() -> None:
    assert report(TEXT.format(ground='"-"')) == [
        "proef.yaml:2:70: [geen_grond] ‘cent’ heeft geen grond: ‘-’."
    ]


def test_a_rounding_with_a_ground() -> None:
    assert report(TEXT.format(ground="De tabellen zijn zo.")) == []


def test_a_regeling_without_a_ground() -> None:
    base = BASE.replace("grondslag: Participatiewet art. 1", "grondslag: todo")
    assert report("", base=base) == ["basis.yaml:3:12: [geen_grond] ‘grondslag’ heeft geen grond: ‘todo’."]
