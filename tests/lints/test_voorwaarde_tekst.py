"""What a citizen reads is a whole sentence."""

import pytest

from tests.lints.snippets import report

TEXT = """\
voorwaarden:
  leeftijd: {{rang: 1, geldt: ja, anders: geen_recht, artikel: Pw art. 1, zo_niet: {text}}}
"""
LONG = "Dit is een zin met " + "heel " * 27 + "veel woorden."


@pytest.mark.parametrize(
    "text", ["U bent te jong.", "Eerst dit. Dan dat.", f"{LONG[:60]}klaar. En nog een zin."]
)
def test_whole_sentences(text: str) -> None:
    assert report(TEXT.format(text=text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("te jong", "eindigt niet op een punt."),
        ("todo", "zegt niets."),
        (LONG, "heeft een zin van 34 woorden."),
    ],
)
def test_no_whole_sentence(text: str, found: str) -> None:
    assert report(TEXT.format(text=text)) == [
        f"proef.yaml:2:83: [voorwaarde_tekst] `zo_niet:` van ‘leeftijd’ {found}"
    ]


def test_a_remark_and_a_question() -> None:
    text = "opmerkingen:\n  let_op: {als: ja, tekst: kijk hier}\ninvoer:\n  loon: {soort: bedrag, titel: Loon, vraag: Uw loon}\n"  # noqa: E501
    text += "uitkomsten:\n  loon: {titel: Loon, waarde: loon}\n"
    assert report(text) == [
        "proef.yaml:2:28: [voorwaarde_tekst] `tekst:` van ‘let_op’ eindigt niet op een punt.",
        "proef.yaml:4:45: [voorwaarde_tekst] `vraag:` van ‘loon’ is geen vraag met een vraagteken.",
    ]
    good = text.replace("kijk hier", "Kijk hier.").replace(
        "Uw loon", "Wat is uw loon? Tel de toeslag niet mee."
    )
    assert report(good) == []
