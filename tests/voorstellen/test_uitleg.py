"""The explanations of article 34a and 34b, as a citizen reads them."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.voorstellen.balans import AOW, balans, one, with_settings

MOST_WORDS = 25
HELPS = "U mag een deel van het loon houden, want het werk helpt om uit de bijstand te komen."
CASES: list[tuple[dict[str, Any], list[str], list[str]]] = [
    ({}, [f"{HELPS} Dat mag 12 maanden achter elkaar (Pw art. 34a"], ["al voorbij", "25%"]),
    ({"vrijlating_34a_maanden": 3}, ["Daarvan zijn al voorbij: 3 maanden"], []),
    (
        {"medisch_urenbeperkt": True, "bijdrage_arbeidsinschakeling": False},
        ["U kan om medische redenen minder uren werken", "(Pw art. 34a lid 1 onder b)"],
        ["12 maanden"],
    ),
    (AOW, ["tot een maximum van € 226,00: 25% van € 1.000,00"], ["12 maanden"]),
    (
        {"vrijlating_34a_maanden": 12, "besluit_34a": "verlengd"},
        ["De gemeente heeft die periode verlengd", HELPS.removesuffix("."), "(Pw art. 34a lid 2)"],
        ["12 maanden achter elkaar"],
    ),
    (
        {"vrijlating_34a_maanden": 14, "besluit_34a": "opnieuw"},
        ["De gemeente begint opnieuw met twaalf maanden", "Dat mag 12 maanden", "(Pw art. 34a lid 3)"],
        ["al voorbij"],
    ),
    ({"vrijlating_34a_maanden": 12}, ["Een medewerker moet dit beoordelen; het gaat niet vanzelf"], [HELPS]),
]  # fmt: skip


def citizen(text: str) -> str:
    """What stands above the part for who checks it."""
    return text.split("\n\nVoor wie dit wil nakijken")[0]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_what_is_said(facts: dict[str, Any], there: list[str], absent: list[str]) -> None:
    text = citizen(one(**facts).explain())
    assert [part for part in there if part not in text] == []
    assert [part for part in absent if part in text] == []


def test_an_extension_without_contribution_says_no_untruth(tmp_path: Path) -> None:
    facts: dict[str, Any] = {"vrijlating_34a_maanden": 12, "besluit_34a": "verlengd"}
    other = with_settings(tmp_path, verlenging_zonder_bijdrage="ja")
    text = citizen(one(other, **facts, bijdrage_arbeidsinschakeling=False).explain())
    assert "U mag een deel van het loon houden" in text and "helpt om uit de bijstand" not in text


def test_sentences_are_short() -> None:
    for rule in balans().plan.rules:
        for sentence in re.split(r"(?<=[.!?:;])\s|\n", re.sub(r"\{[^}]*\?\}", "", rule.explanation)):
            assert len(sentence.split()) <= MOST_WORDS, sentence
    for remark in balans().plan.remarks:
        for sentence in re.split(r"(?<=[.!?:;])\s", " ".join(remark.text.split())):
            assert len(sentence.split()) <= MOST_WORDS, sentence
