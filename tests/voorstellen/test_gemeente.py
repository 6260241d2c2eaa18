"""The two proposals of a municipality: what they change, from which day, and that they are made up."""

from decimal import Decimal
from typing import Any

import pytest

from regels import load
from regels.data import rulesets
from tests.regelingen.agree import agree
from tests.regelingen.test_participatieplaats import CASE as PLACE

STUDENT: dict[str, Any] = {
    "geboortedatum": "2004-05-01", "aanvraagdatum": "2026-01-10", "studiefinanciering": "beurs_of_lening",
    "kan_niet_bijverdienen": True, "geneeskundig_advies": True, "wajong": False, "stage_inkomen": 0,
}  # fmt: skip
TOESLAG = load("enschede-studietoeslag", "studietoeslag")
BANDEN = load("enschede-participatieplaats-banden", "participatieplaats")


def test_a_higher_studietoeslag_from_september() -> None:
    """The national minimum from 21 years is € 390,07 (July 2026)."""
    found = [
        TOESLAG.evaluate(STUDENT | {"maand": month})["studietoeslag"] for month in ("2026-08", "2026-09")
    ]
    assert found == [Decimal("390.07"), Decimal("450.00")]
    assert (
        TOESLAG.evaluate(STUDENT | {"maand": "2026-09", "geboortedatum": "2009-01-01"})["studietoeslag"]
        == 450
    )


def test_what_an_internship_takes_off_it() -> None:
    """€ 300 − € 234,05 that is free = € 65,95 off € 450."""
    decision = TOESLAG.evaluate(STUDENT | {"maand": "2026-09", "stage_inkomen": 300})
    assert decision["studietoeslag"] == Decimal("384.05")


def test_made_up_figures_leave_a_mark() -> None:
    assert "onzeker_cijfer:studietoeslag_gemeente" in TOESLAG.evaluate(STUDENT | {"maand": "2026-09"}).remarks
    for path in (rulesets() / "voorstellen").glob("enschede-*/*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert "erzonnen" in text
        assert text.count("zekerheid: laag") == text.count("van: ")


@pytest.mark.parametrize(
    ("hours", "amount"), [("7.99", 0), ("8", 40), ("15.99", 40), ("16", 80), ("20", 80), ("30", 80)]
)
def test_other_bands(hours: str, amount: int) -> None:
    decision = BANDEN.evaluate(PLACE | {"maand": "2026-09", "startmaand": "2026-09", "uren_per_week": hours})
    assert (decision.status, decision["maandbedrag"]) == ("recht", amount)


def test_what_enschede_had_stays_in_its_own_year() -> None:
    """In 2019 exactly 20 hours gave the low amount of € 25."""
    old = load("enschede", "participatieplaats")
    case = PLACE | {"maand": "2019-09", "uren_per_week": "20"}
    assert BANDEN.evaluate(case)["maandbedrag"] == old.evaluate(case)["maandbedrag"] == 25


def test_the_readers_agree() -> None:
    for ruleset in (TOESLAG, BANDEN, load("enschede+participatiewet-in-balans-2027")):
        assert agree(ruleset.plan, 8, 60) > 60
