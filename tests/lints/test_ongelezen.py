"""What nothing reads: parameters, rules, inputs, states, roundings, settings and sources."""

from pathlib import Path

import pytest

from regels.lints import check, check_layer
from regels.lints.reading import names_in
from tests.lints.figures import figures
from tests.lints.snippets import BASE, built, report

SNIPPETS = {
    "invoer": "invoer:\n  los: {soort: bedrag, titel: Los}\n",
    "regel": 'regels:\n  los: {soort: bedrag, titel: Los, artikel: Pw art. 1, formule: "€ 1"}\n',
    "instelling": "instellingen:\n  los: {soort: ja/nee, titel: Los, artikel: Pw art. 1, waarde: ja, grond: De wet zwijgt.}\n",  # noqa: E501
    "toestand": 'toestand:\n  los: {soort: bedrag, titel: Los, artikel: Pw art. 1, begin: "€ 0", volgende: "€ 0"}\n',  # noqa: E501
    "afronding": 'afrondingen:\n  los: {titel: L, op: "€ 1", wijze: omlaag, grond: De wet zegt het.}\n',
    "bron": 'bronnen:\n  los: "https://wetten.overheid.nl/"\n',
    "parameter": "parameters:\n  los:\n    soort: bedrag\n    titel: L\n    artikel: Pw art. 1\n    waarden: []\n",  # noqa: E501
}
READ = {
    "invoer": "los",
    "regel": "los",
    "instelling": "los",
    "toestand": "NA_RIJ(los)",
    "afronding": "AFRONDEN(€ 1; los)",
    "parameter": "los",
}


@pytest.mark.parametrize("what", SNIPPETS)
def test_what_nothing_reads(what: str) -> None:
    assert report(SNIPPETS[what]) == [f"proef.yaml:2:3: [ongelezen_{what}] Niets leest ‘los’."]


def test_a_word_of_no_choice() -> None:
    choice = "invoer:\n  kleur: {soort: keuze, opties: [rood, n], titel: De kleur}\n"
    shown = "uitkomsten:\n  uit: {titel: Uit, waarde: kleur}\n"
    assert report(choice + "woorden:\n  n: niets\n" + shown) == []
    assert report(choice + "woorden:\n  rod: de kleur rood\n" + shown) == [
        "proef.yaml:4:3: [ongelezen_woord] Geen enkele keuze heeft de optie ‘rod’."
    ]
    assert report(choice + 'woorden:\n  n: ""\n' + shown) == [
        "proef.yaml:4:3: [ongelezen_woord] Onder `woorden:` staat niets bij ‘n’."
    ]


@pytest.mark.parametrize("what", READ)
def test_what_an_outcome_reads(what: str) -> None:
    assert report(SNIPPETS[what] + f"uitkomsten:\n  uit: {{titel: Uit, waarde: {READ[what]}}}\n") == []


def test_a_source_of_a_figure() -> None:
    assert report(figures('van: 2025-01-01, waarde: "€ 1"')) == []


def test_rules_that_only_read_each_other_lead_to_nothing() -> None:
    line = '  {}: {{soort: bedrag, titel: T, artikel: Pw art. 1, formule: "{}"}}\n'
    found = report("regels:\n" + line.format("een", "€ 1") + line.format("twee", "een"))
    assert [text.split("] ")[1] for text in found] == ["Niets leest ‘een’.", "Niets leest ‘twee’."]


def test_a_setting_in_a_branch_that_is_never_taken_is_read() -> None:
    text = (
        SNIPPETS["instelling"] + "uitkomsten:\n  uit: {titel: U, waarde: als ja of los dan € 1 anders € 2}\n"
    )
    assert report(text) == []


def test_a_mistake_in_a_formula_hides_what_is_read() -> None:
    found = report(
        SNIPPETS["invoer"] + 'regels:\n  r: {soort: bedrag, titel: T, artikel: Pw art. 1, formule: "€ 1 +"}\n'
    )
    assert [line.split()[1] for line in found] == ["[formule]"]


def test_names_in_a_formula() -> None:
    formula = "als partner.loon > MIN(a; b) dan vorige maand c anders AFRONDEN(d × 2; cent)"
    assert names_in(formula) == {"loon", "a", "b", "c", "d", "cent"}


def test_another_regeling_may_read_it() -> None:
    one = built(SNIPPETS["invoer"])
    assert [f.code for f in check(one, [])] == ["ongelezen_invoer"]


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def layered(tmp_path: Path) -> Path:
    shared = figures('van: 2025-01-01, waarde: "€ 1"').split("uitkomsten:")[0]
    shared += shared.split("parameters:\n")[1].replace("grens", "plafond")
    write(tmp_path, "landelijk/parameters/grenzen.yaml", shared)
    for name, read in (("een", "grens"), ("twee", "plafond")):
        outcome = f"  {read}: {{titel: T, waarde: {read}}}\n"
        write(tmp_path, f"landelijk/{name}/regeling.yaml", BASE.replace("proef", name) + outcome)
    return tmp_path


def test_a_figure_that_any_regeling_of_the_layer_reads_is_read(layered: Path) -> None:
    assert check_layer(layered) == []
    write(layered, "landelijk/twee/regeling.yaml", BASE.replace("proef", "twee"))
    assert [(f.code, f.message) for f in check_layer(layered)] == [
        ("ongelezen_parameter", "Niets leest ‘plafond’.")
    ]


def test_one_regeling_alone_says_nothing_of_shared_figures(layered: Path) -> None:
    from regels.bestand.library import layers
    from regels.bestand.source import assemble
    from regels.plan.finish import build

    assert check(build(assemble(layers(layered, "landelijk", "een"), layered))) == []


def test_a_mistake_in_a_shared_file_is_reported_once(layered: Path) -> None:
    path = layered / "landelijk/parameters/grenzen.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2025-01-01", "2025-01-02"), encoding="utf-8")
    assert [f.code for f in check_layer(layered)] == ["hele_maanden", "hele_maanden"]


def test_a_file_of_a_municipality_that_no_regeling_reads(layered: Path) -> None:
    write(layered, "gemeenten/proefstad/een.yaml", "titel: Een\n")
    write(layered, "gemeenten/proefstad/eem.yaml", "titel: Een\n")
    found = check_layer(layered, "proefstad")
    assert [(f.code, str(f.position)) for f in found] == [
        ("ongelezen_bestand", "gemeenten/proefstad/eem.yaml:1:1")
    ]
