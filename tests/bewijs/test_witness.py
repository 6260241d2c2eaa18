"""A case is computed again before anyone sees it, and is a case once a person says what is right."""

from pathlib import Path

import pytest
from regels_casebook import read_casebook
from regels_casebook.cases import CasebookError

from regels.bewijs import Bounds, ProofMismatch, difference, poverty_trap, skeleton, translate
from regels.bewijs.terms import Terms
from regels.bewijs.translate import RowTerms
from regels.bewijs.values import Val
from regels.plan import nodes as n
from regels.ruleset import load
from tests.bewijs.small import figure, paid

NATIONAL = load("landelijk").plan


def test_another_answer_of_the_evaluator_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: RowTerms, node: n.Round) -> Val:
        value = self.value(node.value)
        return self.v.strict(self.t.div(value.value, 10_000), [value])

    monkeypatch.setitem(translate.MEANING, n.Round, wrong)
    with pytest.raises(ProofMismatch, match="ander antwoord"):
        difference(paid("AFRONDEN(50% × loon; euro)"), paid("loon"), Bounds({"loon": "€ 3"}))


def test_a_difference_that_is_none_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Terms, "eq", lambda self, left, right: self.false)
    with pytest.raises(ProofMismatch):
        difference(paid("loon"), paid("loon + € 0"), Bounds({"loon": "€ 3"}))


def test_a_case_waits_for_a_person(tmp_path: Path) -> None:
    proof = difference(NATIONAL, figure(NATIONAL, "norm_alleenstaande", 1), Bounds(rows=1, seconds=120))
    text = skeleton(proof.witnesses)
    path = tmp_path / "geval.yaml"
    path.write_text(text, encoding="utf-8")
    assert "verwacht: {}" in text
    assert "#   rij 1: recht;" in text and "norm € 1.419,46" in text and "norm € 1.419,47" in text
    with pytest.raises(CasebookError):
        read_casebook(tmp_path)
    filled = text.replace(
        'grond: {soort: "", artikel: "", bron: ""}',
        'grond: {soort: beleid, artikel: a, bron: "https://voorbeeld.nl"}',
    )
    path.write_text(filled.replace("verwacht: {}", 'verwacht: {norm: "1419,46"}'), encoding="utf-8")
    ((regeling, case),) = read_casebook(tmp_path)
    assert regeling == "inkomstenverrekening"
    decision = load("landelijk").evaluate(case.rows()[0])
    assert str(decision["norm"]) == "1419.46"


def test_months_and_both_sides_of_a_trap_become_cases(tmp_path: Path) -> None:
    proof = poverty_trap(
        paid("als loon <= € 400 dan € 50 anders € 20"),
        Bounds({"maand": "2026-07"}, rows=2),
        ["loon"],
        ["loon", "u"],
    )
    text = skeleton(proof.witnesses)
    assert "naam: bewijs-1\n" in text and "naam: bewijs-1b\n" in text
    assert "maanden:" in text and 'loon: "€ 400,01"' in text


def test_a_proof_that_plain_cases_contradict_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: RowTerms, node: n.Extreme) -> Val:
        return self.value(node.values[0])

    monkeypatch.setitem(translate.MEANING, n.Extreme, wrong)
    with pytest.raises(ProofMismatch, match="klopt niet"):
        difference(paid("MIN(loon; € 100)"), paid("loon"), Bounds())
    with pytest.raises(ProofMismatch, match="klopt niet"):
        poverty_trap(paid("MIN(€ 100; MAX(€ 0; € 200 - loon))"), Bounds(), ["loon"], ["u"])
