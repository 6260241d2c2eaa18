"""The pages of the documentation, and what stands in them: code, commands, tables, links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)]+)\)")
CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Block:
    """A fenced block: what is written after the fence, and its text."""

    language: str
    text: str


def page(name: str) -> str:
    """The text of a page, by its path from the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [Block(language, text) for language, text in FENCE.findall(page(name))]


def without_blocks(name: str) -> str:
    """The text of a page outside its fenced blocks."""
    return FENCE.sub("", page(name))


def section(name: str, heading: str) -> str:
    """What stands below a heading, up to the next heading of the same level or higher."""
    found = re.search(rf"^(#+) {re.escape(heading)}$", page(name), re.MULTILINE)
    assert found, f"{name} has no heading ‘{heading}’"
    rest = page(name)[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every row of the tables in a text, without the lines under the headers."""
    for line in text.splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]


def first_codes(text: str) -> set[str]:
    """Every word in code style in the first column of the tables in a text."""
    return {code for cells in rows(text) for code in CODE.findall(cells[0])}


def anchor(heading: str) -> str:
    """The anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
