"""Figures of July 2026 in 2027: the same answers, and every row says so."""

from typing import Any

import pytest

from regels import load
from regels.data import rulesets
from tests.regelingen.agree import agree
from tests.voorstellen.balans import CASE

NAME = "cijfers-2026-07-vast"
REGELINGEN = sorted(path.stem for path in (rulesets() / "voorstellen" / NAME).glob("*.yaml"))
FACTS: dict[str, dict[str, Any]] = {
    "inkomstenverrekening": {k: v for k, v in CASE.items() if k != "maand"},
    "studietoeslag": {
        "geboortedatum": "2000-01-01", "aanvraagdatum": "2026-01-01", "studiefinanciering": "beurs_of_lening",
        "kan_niet_bijverdienen": True, "geneeskundig_advies": True, "wajong": False, "stage_inkomen": 300,
    },
}  # fmt: skip


@pytest.mark.parametrize("regeling", sorted(FACTS))
def test_december_2026_and_2027_are_the_same(regeling: str) -> None:
    frozen, bare = load(NAME, regeling), load("landelijk", regeling)
    before, after, later = (
        frozen.evaluate(FACTS[regeling] | {"maand": m}) for m in ("2026-12", "2027-01", "2028-06")
    )
    assert before.outcomes == after.outcomes == later.outcomes
    assert before.status == "recht"
    assert "cijfers_van_juli_2026" not in before.remarks
    assert "cijfers_van_juli_2026" in after.remarks and "cijfers_van_juli_2026" in later.remarks
    assert "geen_bedrag" in bare.evaluate(FACTS[regeling] | {"maand": "2027-01"}).reasons


def test_the_explanation_names_the_layer_of_the_figures() -> None:
    text = load(NAME).evaluate(CASE | {"maand": "2027-03"}).explain()
    assert f"lagen: landelijk, {NAME}" in text
    assert "gerekend met dat van juli 2026" in text


@pytest.mark.parametrize("regeling", REGELINGEN)
def test_the_readers_agree(regeling: str) -> None:
    assert agree(load(NAME, regeling).plan, 26, 60) > 60
