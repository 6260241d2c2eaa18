"""The pages of docs/regelingen are those of the rulesets: every one, with every figure, and up to date."""

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from regels.bestand.library import regelingen
from regels.bestand.yaml_reader import read_yaml
from regels.data import rulesets
from regels.pagina import overlays, pages
from regels.pagina.html import html
from regels.pagina.model import Page
from regels.pagina.sections import document
from regels.pagina.write import all_files
from tests.docs.figures import dutch, same
from tests.docs.pages import DOCS, rows
from tests.pagina.reading import cells, headings, read_html

HERE = DOCS / "regelingen"
SECTION = re.compile(r"^#### [^\n]*\(`(\w+)`\)\n(.*?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
MOST = 150_000
"""Bytes of Markdown that a forge still shows."""


@pytest.fixture(scope="module")
def made() -> list[Page]:
    return pages()


def test_the_committed_pages_are_up_to_date(made: list[Page]) -> None:
    files = all_files(made, HERE, ".md", overlays())
    committed = {path for path in HERE.rglob("*") if path.is_file()}
    assert sorted(map(str, committed ^ set(files))) == [], "make them again: make paginas"
    old = [str(path) for path, text in files.items() if path.read_bytes() != text.encode()]
    assert old == [], "make them again: make paginas"


def test_every_regeling_has_a_page_that_is_not_too_big(made: list[Page]) -> None:
    assert [page.name for page in made] == regelingen(rulesets())
    assert [path.name for path in HERE.glob("*.md") if path.stat().st_size > MOST] == []


def test_every_figure_that_is_read_stands_on_the_page(made: list[Page]) -> None:
    """As it was written: the amounts are looked up in the YAML, not in the plan."""
    for page in made:
        written: dict[str, Any] = {}
        for directory in ("parameters", page.name):
            for path in (rulesets() / "landelijk" / directory).glob("*.yaml"):
                written |= read_yaml(Path(path), path.name).data.get("parameters", {})
        text = (HERE / f"{page.name}.md").read_text(encoding="utf-8")
        sections = dict(
            re.findall(r"^#### [^\n]*\(`(\w+)`\)\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
        )
        for parameter in page.parameters:
            values = written[parameter.name]["waarden"]
            shown = [row for row in rows(sections[parameter.name]) if row[0] != "Van"]
            assert len(shown) == len(values)
            for row, value in zip(shown, sorted(values, key=lambda one: str(one["van"])), strict=True):
                assert row[0] == dutch(str(value["van"])) and same(str(value["waarde"]), row[2])
                assert row[4] == f"[{value['bron']}]"


def test_tables_and_headings_hold() -> None:
    for path in HERE.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert all(len(row) == len(table[0]) for table in cells(text) for row in table), path.name
        titles = [title for _, title in headings(text)]
        assert len(set(titles)) == len(titles), path.name


def test_every_plot_is_xml_with_words() -> None:
    plots = sorted(HERE.rglob("*.svg"))
    assert plots
    for path in plots:
        root = ElementTree.parse(path).getroot()
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root.findtext("{*}title") and root.findtext("{*}desc"), path.name


def test_the_html_of_every_regeling_is_well_formed(made: list[Page]) -> None:
    for page in made:
        tree = read_html(html(document(page), page.name)[f"{page.name}.html"])
        idents = [one.attributes["id"] for one in tree.all() if "id" in one.attributes]
        assert len(set(idents)) == len(idents)
        links = {one.attributes["href"] for one in tree.all("a")}
        assert {link[1:] for link in links if link.startswith("#")} <= set(idents)
