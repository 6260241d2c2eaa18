"""The explanations of loonkostenvoordeel: short sentences, and the Belastingdienst decides."""

import re

import pytest
from regels_casebook import Case, read_casebook

from regels.data import casebook
from tests.regelingen.jobs import WET, decide, job

CASES = [case for regeling, case in read_casebook(casebook()) if regeling == "loonkostenvoordeel"]
MOST_WORDS = 25
SENTENCE = re.compile(r"(?<=[.!?:;])\s|\n")


@pytest.mark.parametrize("case", CASES, ids=[str(case.naam) for case in CASES])
def test_every_sentence_is_short_and_names_who_decides(case: Case) -> None:
    for decision in WET.evaluate_history(case.rows()):
        text = decision.explain().split("\n\nVoor wie dit wil nakijken")[0]
        assert text.endswith("Dit is een berekening. De Belastingdienst beslist.")
        sentences = [re.sub(r"\(Wtl [^)]*\)+", "", one) for one in SENTENCE.split(text)]
        assert not [one for one in sentences if len(one.split()) > MOST_WORDS]


def test_the_sum_and_its_maximum_are_said() -> None:
    text = decide(job(2025, "oudere", hours=1926)).explain()
    assert "€ 1,35 × 1.926 = € 2.600,10; dat is meer dan € 2.600,00" in text
    assert "De periode van het LKV oudere werknemer loopt tot en met 31 december 2025" in text


def test_a_missing_judgement_says_who_must_give_it() -> None:
    case = job(2025, "arbeidsgehandicapt") | {"arbeidsgehandicapt_bij_aanvang": None}
    assert "Dit moet het UWV nog beoordelen:" in decide(case).explain()
