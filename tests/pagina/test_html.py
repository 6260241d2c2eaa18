"""The HTML of a page: well formed, whole, accessible, and nothing from outside."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels.pagina import blocks as b
from regels.pagina.html import html, linked
from regels.pagina.model import Page
from regels.pagina.overview import index, open_document
from regels.pagina.sections import document
from tests.pagina.reading import Element, read_html
from tests.pagina.small import small

TEXT = st.text(
    st.one_of(st.sampled_from("<>&\"'|\n_"), st.characters(codec="utf-8", exclude_categories=["C"])),
    max_size=30,
)


def printed(page: Page) -> Element:
    return read_html(html(document(page), "x")["x.html"])


DOCUMENTS: dict[str, Callable[[], b.Document]] = {
    "landelijk": lambda: document(small()),
    "gemeente": lambda: document(small(town=True)),
    "voorstel": lambda: document(small(law=True)),
    "index": lambda: index([small()]),
    "open punten": lambda: open_document([small()], [small(town=True)]),
}


@pytest.fixture(params=DOCUMENTS)
def tree(request: pytest.FixtureRequest) -> Element:
    return read_html(html(DOCUMENTS[request.param](), "x")["x.html"])


def test_the_language_and_one_title(tree: Element) -> None:
    assert tree.all("html")[0].attributes["lang"] == "nl"
    assert len(tree.all("h1")) == len(tree.all("main")) == 1
    assert tree.all("title")[0].text == tree.all("h1")[0].text


def test_headings_go_down_one_level_at_a_time(tree: Element) -> None:
    levels = [int(one.tag[1]) for one in tree.all("h1", "h2", "h3", "h4", "h5")]
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_links_lead_somewhere_and_nothing_is_there_twice(tree: Element) -> None:
    idents = [one.attributes["id"] for one in tree.all() if "id" in one.attributes]
    assert len(set(idents)) == len(idents)
    links = [one.attributes["href"] for one in tree.all("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(idents)
    assert all(link.startswith(("#", "https://")) or re.fullmatch(r"[\w-]+\.html", link) for link in links)
    named = " ".join(one.attributes.get("aria-labelledby", "") for one in tree.all()).split()
    assert set(named) <= set(idents)


def test_tables_have_a_caption_and_scopes(tree: Element) -> None:
    for table in tree.all("table"):
        assert table.children[0].tag == "caption" and table.children[0].text
        assert {one.attributes["scope"] for one in table.all("th")} == {"col", "row"}
        width = len(table.all("thead")[0].all("th"))
        assert {len(row.children) for row in table.all("tr")} == {width}


def test_nothing_comes_from_outside(tree: Element) -> None:
    """No file, image, font or script of another place is loaded; links to sources are only links."""
    assert tree.all("link", "img", "iframe", "object") == []
    assert [one.attributes for one in tree.all("script")] == [{}]
    assert not any("src" in one.attributes or "style" in one.attributes for one in tree.all())
    assert not any(re.search(r"url\(|@import", style.text) for style in tree.all("style"))


def test_the_plot_says_what_it_shows() -> None:
    (svg,) = printed(small()).all("svg")
    assert svg.attributes["role"] == "img"
    assert svg.all("title")[0].text == "Het bedrag per uur"
    assert "Niet gevonden: vanaf 1 januari 2022" in svg.all("desc")[0].text


def test_names_in_formulas_lead_to_what_they_are() -> None:
    tree = printed(small())
    links = {one.text: one.attributes["href"] for code in tree.all("code") for one in code.all("a")}
    assert links["uren"] == "#naam-uren" and links["hele_cent"] == "#afronding-hele_cent"
    assert links["eigen_bedrag"] == "#naam-eigen_bedrag"


def test_it_says_who_decides() -> None:
    said = "Regels rekent en adviseert. De Belastingdienst beslist."
    assert said in printed(replace(small(), decides="De Belastingdienst")).text


def test_a_part_of_a_name_is_no_link() -> None:
    assert linked("AOW_aow + b_aow", {"aow": "x"}) == "AOW_<wbr>aow + b_<wbr>aow"


def test_text_within_a_code_is_kept() -> None:
    formula = "a < b en c > d"
    tree = read_html(html(b.Document("x", (b.Listing(formula),), {"c": "kop"}), "x")["x.html"])
    assert tree.all("pre")[0].text == formula


@settings(max_examples=25, deadline=None)
@given(TEXT.filter(str.strip))
def test_any_title(title: str) -> None:
    page = small()
    odd = replace(
        page,
        title=title,
        parameters=tuple(replace(one, title=title) for one in page.parameters),
        rules=tuple(replace(one, title=title, explanation=one.explanation and title) for one in page.rules),
        inputs=tuple(replace(one, title=title, question=title) for one in page.inputs),
    )
    tree = printed(odd)
    assert tree.all("h1")[0].text == " ".join(title.split())
    assert len(tree.all()) == len(printed(page).all())
