"""Names: their form, and that each stands for one thing (naam_vorm, naam_is_optie, naam_botst)."""

import pytest

from tests.lints.snippets import report

RULE = '{{soort: bedrag, titel: T, artikel: Pw art. 1, formule: "{}"}}'


def rules(**formulas: str) -> str:
    lines = [f"  {name}: {RULE.format(formula)}" for name, formula in formulas.items()]
    shown = [f"  u{place}: {{titel: T, waarde: {name}}}" for place, name in enumerate(formulas)]
    return "\n".join(["regels:", *lines, "uitkomsten:", *shown]) + "\n"


CHOICE = "invoer:\n  soort_loon: {soort: keuze, opties: [vast, wisselend], titel: De soort}\n"
SHOWN = "  s: {titel: S, waarde: soort_loon}\n"


def test_a_rule_with_the_name_of_an_option() -> None:
    found = report(CHOICE + rules(vast="€ 1") + SHOWN)
    assert found == [
        "proef.yaml:4:3: [naam_is_optie] ‘vast’ is ook een keuze van ‘soort_loon’ (proef.yaml:2:3)."
    ]


def test_a_rule_with_a_name_of_its_own() -> None:
    assert report(CHOICE + rules(vast_loon="€ 1") + SHOWN) == []


def test_a_rule_with_the_name_of_a_person() -> None:
    persons = "personen:\n  aanvrager: {}\n"
    found = report(persons + rules(aanvrager="€ 1"))
    assert found == ["proef.yaml:4:3: [naam_is_optie] ‘aanvrager’ is ook een persoon."]


@pytest.mark.parametrize("word", ["rol", "status", "ander", "tussen"])
def test_a_word_of_the_language(word: str) -> None:
    codes = [line.split()[1] for line in report(rules(**{word: "€ 1"}))]
    assert "[naam_is_optie]" in codes


@pytest.mark.parametrize(
    "name", ["Bedrag", "bedrag-per-maand", "2e_bedrag", "één", "_bedrag", "bedrag per maand"]
)
def test_names_that_a_formula_cannot_hold(name: str) -> None:
    found = report(f"regels:\n  {name}: {RULE.format('€ 1')}\n")
    assert f"proef.yaml:2:3: [naam_vorm] ‘{name}’ is geen goede naam." in found


def test_an_option_that_a_formula_cannot_hold() -> None:
    found = report(CHOICE.replace("vast", "Vast") + "uitkomsten:\n" + SHOWN)
    assert found == ["proef.yaml:2:39: [naam_vorm] ‘Vast’ is geen goede keuze."]


def test_one_name_in_two_sections() -> None:
    found = report("invoer:\n  bedrag: {soort: bedrag, titel: Het bedrag}\n" + rules(bedrag="€ 1"))
    assert "proef.yaml:4:3: [naam_botst] De naam ‘bedrag’ is al van ‘bedrag’, op proef.yaml:2:3." in found


def test_a_name_that_the_language_makes_for_the_partner() -> None:
    persons = "personen:\n  aanvrager: {}\n  partner: {achtervoegsel: _partner}\n"
    text = rules(loon="€ 1", loon_partner="€ 2").replace("loon: {soort", "loon: {per: persoon, soort")
    text = text.replace("waarde: loon}", "waarde: aanvrager.loon}")
    found = report(persons + text)
    assert found == [
        "proef.yaml:6:3: [naam_botst] De naam ‘loon_partner’ is al van ‘loon’, op proef.yaml:5:3."
    ]
