"""Everything names its article."""

import pytest

from tests.lints.snippets import report

TEXT = """\
regels:
  bedrag: {{soort: bedrag, titel: Het bedrag, artikel: {article}, formule: "€ 1"}}
uitkomsten:
  bedrag: {{titel: Het bedrag, waarde: bedrag}}
"""


@pytest.mark.parametrize("article", ['"?"', "todo", "TODO opzoeken", '"-"', '""', "onbekend"])
def test_a_placeholder_is_no_article(article: str) -> None:
    found = report(TEXT.format(article=article))
    assert found == [
        f"proef.yaml:2:{55 + article.startswith(chr(34))}: [geen_artikel] ‘bedrag’ noemt geen artikel: ‘{article.strip(chr(34))}’."  # noqa: E501
    ]


@pytest.mark.parametrize("article", ["Pw art. 19 lid 2", "beleid Enschede 2019"])
def test_an_article(article: str) -> None:
    assert report(TEXT.format(article=article)) == []


def test_the_article_of_an_open_norm_counts_too() -> None:
    text = (
        "instellingen:\n  keuze:\n    soort: ja/nee\n    titel: De keuze\n    artikel: Pw art. 1\n    waarde: ja\n"  # noqa: E501
        '    grond: De wet zwijgt.\n    open: {door: college, artikel: "?"}\n'
        "uitkomsten:\n  keuze: {titel: De keuze, waarde: keuze}\n"
    )
    assert report(text) == ["proef.yaml:8:37: [geen_artikel] ‘keuze’ noemt geen artikel: ‘?’."]
