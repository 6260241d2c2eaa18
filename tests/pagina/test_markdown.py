"""The Markdown of a page: tables hold, text is what it was, links lead somewhere."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels.pagina import blocks as b
from regels.pagina.markdown import markdown, slugs
from regels.pagina.model import Page
from regels.pagina.sections import document
from tests.docs.pages import anchor
from tests.pagina.reading import cells, headings, plain, tokens
from tests.pagina.small import small

TEXT = st.text(
    st.one_of(
        st.sampled_from('<>&"|\n\\`*_[]()#~$!-+=:.1a €'),
        st.characters(codec="utf-8", exclude_categories=["C"]),
    ),
    max_size=40,
)
WORDS = TEXT.map(lambda text: f"x{text}x")


def printed(page: Page) -> str:
    return markdown(document(page), page.name)[f"{page.name}.md"]


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("town", [False, True])
@pytest.mark.parametrize("law", [False, True])
def test_every_row_has_as_many_cells_as_its_header(town: bool, law: bool) -> None:
    tables = cells(printed(small(town, law)))
    assert len(tables) > 12
    assert all(len(row) == len(table[0]) for table in tables for row in table)


def test_every_figure_stands_in_a_table() -> None:
    rows = [row for table in cells(printed(small())) for row in table]
    assert ["1 januari 2023", "31 december 2023", "€ 1.234,56", "laag", "krant", "a | b"] in rows
    assert ["1 januari 2022", "31 december 2022", "niet gevonden", "onbekend", "wet", "niet gevonden"] in rows
    assert ["1 januari 2020", "geldt nog", "12,5%", "hoog", "wet"] in rows


def test_links_lead_to_a_heading() -> None:
    text = printed(small(town=True))
    known = {anchor(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    links = [token for line in tokens(text) for token in line.children or () if token.type == "link_open"]
    inside = {str(link.attrs["href"])[1:] for link in links if str(link.attrs["href"]).startswith("#")}
    outside = {str(link.attrs["href"]) for link in links if str(link.attrs["href"]).startswith("https")}
    assert inside <= known and len(inside) > 10
    assert outside == set(small(town=True).sources.values())


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [level for level, _ in headings(printed(small()))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_the_plot_is_a_file_beside_it() -> None:
    files = markdown(document(small()), "proef")
    assert list(files) == ["proef.md", "plots/proef/bedrag_per_uur.svg"]
    assert "](plots/proef/bedrag_per_uur.svg)" in files["proef.md"]


def test_two_headings_of_one_text() -> None:
    twice = b.Document("Kop", (b.Heading(2, "Kop", "een"), b.Heading(2, "Kop", "twee")))
    assert slugs(twice) == {"een": "kop-1", "twee": "kop-2"}


def test_two_sources_of_one_name() -> None:
    links = (b.Outside("bron", "https://een.nl"), " ", b.Outside("bron", "https://twee.nl"))
    text = markdown(b.Document("Kop", (b.Paragraph(links),)), "x")["x.md"]
    found = [t.attrs["href"] for line in tokens(text) for t in line.children or () if t.type == "link_open"]
    assert found == ["https://een.nl", "https://twee.nl"]


@given(WORDS, WORDS, TEXT)
def test_any_text_is_shown_as_it_is(title: str, cell: str, code: str) -> None:
    page = b.Document(
        title,
        (
            b.Heading(2, title, "kop", "naam"),
            b.Paragraph((cell, b.Strong(title))),
            b.Bullets(((cell,),)),
            b.Listing(f"{code}\nx"),
            b.table("Tabel", (title, "B", "C"), (b.Row(((cell,), (b.Code(code),), (b.Formula("a"), cell))),)),
        ),
    )
    text = markdown(page, "x")["x.md"]
    assert headings(text) == [(1, one_line(title)), (2, f"{one_line(title)} (naam)")]
    lines = [plain(token) for token in tokens(text) if token.type == "inline"]
    assert one_line(cell) + one_line(title) in lines and one_line(cell) in lines
    fence = next(token for token in tokens(text) if token.type == "fence")
    assert fence.content == f"{code}\nx".strip() + "\n"
    table = cells(text)[0]
    assert table[0][0] == one_line(title)
    assert table[1] == [one_line(cell), one_line(code), f"a{one_line(cell)}"]


@settings(max_examples=25, deadline=None)
@given(TEXT.filter(str.strip))
def test_any_title_in_a_whole_page(title: str) -> None:
    page = small()
    odd = replace(
        page,
        title=title,
        parameters=tuple(replace(one, title=title) for one in page.parameters),
        rules=tuple(replace(one, title=title, note=title) for one in page.rules),
    )
    text = printed(odd)
    assert all(len(row) == len(table[0]) for table in cells(text) for row in table)
    assert [level for level, _ in headings(text)] == [level for level, _ in headings(printed(page))]
