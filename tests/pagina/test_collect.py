"""The data of a page is what the ruleset says and what is in force."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from regels import RulesetError
from regels.pagina import page
from regels.taal.literals import EPOCH
from tests.pagina.small import small

BROKEN = Path(__file__).parent.parent / "rulesets_fout"


def day(text: str) -> int:
    return (date.fromisoformat(text) - EPOCH).days


def test_figures_over_time() -> None:
    figures = small().parameters[0].figures
    assert [(f.text, f.certainty) for f in figures] == [
        ("n.v.t.", "hoog"),
        ("€ 1.000,00", "hoog"),
        ("niet gevonden", "onbekend"),
        ("€ 1.234,56", "laag"),
        ("€ 1.300,00", "hoog"),
    ]
    assert (figures[3].start, figures[3].end) == (day("2023-01-01"), day("2023-12-31"))
    assert figures[3].value == Fraction(123456, 100)
    assert figures[4].end is None
    assert (figures[3].source, figures[3].note) == ("krant", "a | b")


def test_an_input_says_what_empty_and_absent_mean() -> None:
    van_dag, samen, uren = (small().inputs[i] for i in (1, 3, 4))
    assert (van_dag.empty, van_dag.absent, van_dag.bounds) == ("n.v.t.", "n.v.t.", ("1", "31"))
    assert (samen.empty, samen.absent, samen.bounds) == ("onbekend", "nee", None)
    assert uren.columns == ("uren", "uren_partner")


def test_conditions_go_by_rank() -> None:
    assert [(one.name, one.undetermined) for one in small().conditions] == [
        ("niet_te_lang", True),
        ("past", False),
    ]


def test_a_rule_per_person_is_there_once() -> None:
    assert [(one.name, one.per_person) for one in small().rules] == [
        ("eigen_bedrag", True),
        ("bedrag", False),
    ]
    assert small().rules[1].rows == (
        ("ruim of wijze = laatst", "SOM_PERSONEN(eigen_bedrag)"),
        ("anders", "aanvrager.eigen_bedrag"),
    )


def test_what_a_layer_filled_in() -> None:
    town = small(town=True)
    assert [(f.layer, f.name, f.by, f.figure.text) for f in town.fills] == [
        ("proefstad", "wijze", "gemeenteraad", "laatst")
    ]
    assert "verordening" in town.sources
    assert small().fills == () and "verordening" not in small().sources


def test_what_a_proposal_changes() -> None:
    page = small(law=True)
    assert page.proposals == ("De proef wordt ruimer",)
    assert [one.name for one in page.rules] == ["eigen_bedrag", "bedrag", "extra"]
    (version,) = page.rules[1].versions
    assert (version.start, version.layer, version.ground) == (day("2026-01-01"), "voorstel", "Wet van 2025")
    assert (version.formula, version.rows) == ("SOM_PERSONEN(eigen_bedrag) + extra", ())
    assert page.rules[1].rows == small().rules[1].rows
    assert [(one.text, one.layer) for one in page.parameters[1].figures] == [
        ("12,5%", "landelijk"),
        ("20%", "voorstel"),
    ]
    assert [(one.section, one.names) for one in page.additions] == [("regels", ("extra",))]
    assert ("Proefwet art. 20", ("bedrag",)) in [(one.text, one.names) for one in page.articles]


def test_what_is_open() -> None:
    town = small(town=True)
    assert [(name, figure.text) for name, figure in town.uncertain()] == [
        ("bedrag_per_uur", "niet gevonden"),
        ("bedrag_per_uur", "€ 1.234,56"),
        ("wijze", "laatst"),
    ]
    assert [one.name for one in town.open()] == ["deel", "wijze"]
    assert [one.name for one in town.judgements()] == ["past"]
    assert [one.name for one in town.undetermined()] == ["niet_te_lang"]


def test_articles_come_in_the_order_of_the_law() -> None:
    assert [one.text.removeprefix("Proefwet ") for one in small().articles] == [
        "art. 1", "art. 2", "art. 3", "art. 9", "art. 10 lid 1", "art. 10 lid 2",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["gat_in_datums", "overlap_in_tabel", "kring", "dubbele_sleutel"])
def test_no_page_for_a_ruleset_with_a_mistake(name: str) -> None:
    with pytest.raises(RulesetError) as caught:
        page(str(BROKEN), name)
    assert caught.value.findings
