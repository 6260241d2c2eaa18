"""What a municipality may fill, once a day, by whom the law names."""

from tests.lints.snippets import report

TEXT = """\
bronnen: {wet: "https://wetten.overheid.nl/"}
parameters:
  norm:
    soort: bedrag
    titel: De norm
    artikel: Pw art. 21
    waarden: [{van: 2025-01-01, waarde: "€ 1", bron: wet}]
instellingen:
  grondslag_maatregel:
    soort: keuze
    opties: [de_norm, de_bijstand]
    titel: Waarover
    artikel: Pw art. 18
    waarde: de_norm
    grond: De wet laat het open.
    open: {door: gemeenteraad, artikel: Pw art. 8}
uitkomsten:
  norm: {titel: De norm, waarde: norm}
  grondslag_maatregel: {titel: Waarover, waarde: grondslag_maatregel}
"""
FILL = "  {}:\n    - {{van: {}, waarde: {}, bron: wet}}\n"


def fill(name: str = "grondslag_maatregel", since: str = "2026-01-01", value: str = "de_bijstand") -> str:
    return f"vult:\n{FILL.format(name, since, value)}"


def test_filling_an_open_norm() -> None:
    assert report(TEXT, fill()) == []
    assert report(TEXT, f"door: gemeenteraad\n{fill()}") == []


def test_filling_what_is_not_open() -> None:
    assert report(TEXT, fill("norm", value='"€ 2"')) == [
        "gemeente.yaml:2:3: [open_norm] ‘norm’ staat niet open; alleen grondslag_maatregel mag worden gevuld."
    ]


def test_filling_what_does_not_exist() -> None:
    assert report(TEXT, fill("grondslag_maatregelen")) == [
        "gemeente.yaml:2:3: [open_norm] Er is geen norm ‘grondslag_maatregelen’ om te vullen."
    ]


def test_the_wrong_body() -> None:
    assert report(TEXT, f"door: college\n{fill()}") == [
        "gemeente.yaml:3:3: [open_norm] ‘grondslag_maatregel’ vult gemeenteraad in (Pw art. 8), niet college."
    ]


def test_a_body_that_does_not_exist() -> None:
    found = report(TEXT.replace("door: gemeenteraad", "door: burgemeester"), fill())
    assert found == ["proef.yaml:16:18: [open_norm] ‘burgemeester’ kan geen norm vullen."]


def test_two_fills_for_one_day() -> None:
    twice = fill() + "    - {van: 2026-07-01, waarde: de_norm, bron: wet}\n"
    assert report(TEXT, twice) == [
        "gemeente.yaml:4:13: [open_norm] ‘grondslag_maatregel’ wordt voor 2026-07-01 twee keer gevuld, "
        "ook op gemeente.yaml:3:13."
    ]


def test_a_rule_of_the_municipality_cannot_take_the_place_of_one_of_the_law() -> None:
    own = TEXT.split("instellingen:")[0].replace("€ 1", "€ 2")
    assert [line.split("] ")[0] for line in report(TEXT, own)] == ["gemeente.yaml:3:3: [dubbel"]


def test_a_file_that_says_it_lies_on_other_rules() -> None:
    (said,) = report(TEXT, f"overlay_op: provinciaal\n{fill()}")
    assert said.startswith("gemeente.yaml:1:13: [overlay] Dit bestand ligt volgens `overlay_op:` op ‘provin")
