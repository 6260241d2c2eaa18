"""The explanations as a whole, and what holds for all: short sentences, plain Dutch, nothing left out.

A golden file in ``verwacht/`` is the expected text. Write them anew with
``REGELS_VERWACHT=nieuw pytest tests/uitleg`` and read every difference as the citizen would.
"""

import os
import re
from pathlib import Path

import pytest

from regels.plan.plan import Verdict
from regels.uitleg import explain, explain_short
from regels.uitleg.trace import trace
from tests.uitleg.cases import CASES, PARENT, plan, result, results

EXPECTED = Path(__file__).parent / "verwacht"
MOST_WORDS = 25
ENGLISH = {
    "the",
    "and",
    "not",
    "unknown",
    "rule",
    "value",
    "amount",
    "income",
    "none",
    "true",
    "false",
    "is_known",
}
SENTENCE = re.compile(r"(?<=[.!?:;])\s|\n|, afgerond")


def _stable(text: str) -> str:
    """Without what changes with every edit of the rules."""
    text = re.sub(r"versie .*\.$", "versie <versie>.", text, flags=re.M)
    return re.sub(r"\b[0-9a-f]{64}\b", "<kenmerk>", text)


def _citizen(text: str) -> str:
    return text.split("\n\nVoor wie dit wil nakijken")[0]


@pytest.mark.parametrize("name", CASES)
def test_whole_text(name: str) -> None:
    path = EXPECTED / f"{name}.txt"
    text = _stable(explain(plan(), result(name)))
    if os.environ.get("REGELS_VERWACHT") == "nieuw":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_no_stray_golden_file() -> None:
    assert {path.stem for path in EXPECTED.glob("*.txt")} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_sentences_are_short(name: str) -> None:
    for sentence in SENTENCE.split(
        re.sub(r"\([^)]*art\. [^)]*\)", "", _citizen(explain(plan(), result(name))))
    ):
        words = re.findall(r"[A-Za-zÀ-ÿ]{2,}|\bu\b", sentence)
        assert len(words) <= MOST_WORDS, sentence


@pytest.mark.parametrize("name", CASES)
def test_plain_dutch(name: str) -> None:
    text = explain(plan(), result(name))
    assert "_" not in _stable(text).replace("<kenmerk>", "")
    assert not set(re.findall(r"[a-z_]+", text.lower())) & ENGLISH
    assert not re.search(r"[{}|]|\w {2}|\.\.|None|Fraction", text)


@pytest.mark.parametrize("name", CASES)
def test_every_article_and_rounding_appears(name: str) -> None:
    case, text = trace(plan(), result(name)), explain(plan(), result(name))
    for article in case.articles():
        assert article.partition(" art. ")[2] in text
    for rule in case.rules:
        assert rule.article or rule.name in ("status", "recht") or rule.name.endswith("_aanwezig")
        for rounding in rule.roundings:
            assert rounding.title in text


@pytest.mark.parametrize("name", CASES)
def test_every_article_that_is_told_is_listed(name: str) -> None:
    """The list is of what decided; nothing that the steps or the conditions name is left out of it."""
    case, text = trace(plan(), result(name)), explain(plan(), result(name))
    for cited in re.findall(r"\(((?:Pw|AOW) art\. [^()]*(?:\([^()]*\)[^()]*)*)\)", _citizen(text)):
        assert cited in case.articles(), cited


def test_what_was_looked_at_and_came_to_nothing_is_not_listed() -> None:
    """Vrijlating n decided; r, y, z and aa, a maatregel and a verlaging were only looked at."""
    text = explain(plan(), result("alleenstaande_ouder_met_loon")).split("Voor wie dit wil nakijken")[1]
    listed = [place.strip(" .") for place in text.partition("van de Pw: ")[2].split("\n")[0].split(";")]
    assert "31 lid 2 onder n" in listed
    assert not {"31 lid 2 onder r", "31 lid 2 onder y", "31 lid 2 onder z", "31 lid 2 onder aa"} & set(listed)
    assert "27 en 28" not in listed


@pytest.mark.parametrize("name", CASES)
def test_without_a_right_nothing_is_said_to_be_kept(name: str) -> None:
    case, text = trace(plan(), result(name)), explain(plan(), result(name))
    if case.verdict == Verdict.NO_RIGHT.value:
        assert not re.search(r"mag een deel|Vrij is|af wat vrij is", text)


@pytest.mark.parametrize("name", CASES)
def test_a_person_decides(name: str) -> None:
    assert "Een medewerker van de gemeente beslist." in explain(plan(), result(name))


@pytest.mark.parametrize("name", [name for name in CASES if result(name).verdict is Verdict.RIGHT])
def test_every_amount_that_is_paid_appears(name: str) -> None:
    case = trace(plan(), result(name))
    text = _citizen(explain(plan(), result(name)))
    for outcome in case.outcomes:
        value = outcome.value
        if outcome.required and value is not None and value.kind == "bedrag" and not value.zero:
            assert value.text in text, outcome.name


def test_the_simple_case_is_short() -> None:
    assert len(_citizen(explain(plan(), result("alleenstaande_ouder_met_loon"))).splitlines()) <= 30


def test_for_a_report() -> None:
    text = explain(plan(), result("paar_met_kostendelers"), wie="de aanvrager")
    assert "In juli 2026 heeft de aanvrager recht op bijstand. De aanvrager krijgt" in text
    assert "De partner van de aanvrager mag een deel van het loon houden" in text
    assert not re.search(r"\b[Uu]w?\b", text)


def test_one_line_per_outcome() -> None:
    lines = explain_short(plan(), result("alleenstaande_ouder_met_loon"))
    assert len(lines) == len(plan().outcomes)
    assert "De bijstand: € 1.044,46" in lines
    assert "De grond van de vrijlating: gewone vrijlating van loon (artikel 31 onderdeel n)" in lines


@pytest.mark.parametrize(
    "name", ["alleenstaande_ouder_met_loon", "paar_met_kostendelers", "partner_zonder_recht"]
)
def test_any_missing_field_can_be_explained(name: str) -> None:
    for field in CASES[name][-1]:
        [found] = results([{**CASES[name][-1], field: None}])
        text = explain(plan(), found)
        if found.verdict is Verdict.UNDETERMINED:
            assert "ontbreken nog" in text or "nog beoordelen" in text


def test_a_partner_is_named_with_a_missing_field() -> None:
    text = explain(plan(), result("geboortedatum_ontbreekt"))
    assert "- Uw partner: wat is de geboortedatum?" in text


def test_after_a_rejected_row() -> None:
    rejected, after = results([{**PARENT, "van_dag": 20, "tot_dag": 3}, {**PARENT}])
    assert "De eerste dag ligt na de laatste dag." in explain(plan(), rejected)
    assert "Een eerdere periode van dit dossier kan niet worden berekend." in explain(plan(), after)
