"""Reading pages back: HTML held to its nesting, Markdown as a forge parses it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

VOID = {"meta", "link", "br", "wbr", "hr", "img", "input"}
SELF_CLOSING = {"path", "rect"}


@dataclass
class Element:
    """An element with its attributes, its text and its children."""

    tag: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def all(self, *tags: str) -> list["Element"]:
        """Every element below with one of these tags, in order; without tags all of them."""
        found = []
        for child in self.children:
            found += [child] if not tags or child.tag in tags else []
            found += child.all(*tags)
        return found


class Reader(HTMLParser):
    """Builds the tree, and refuses an end tag that does not close what is open."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("root", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice: {tag} {attrs}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in SELF_CLOSING, f"<{tag}/> does not close in HTML"
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> within <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.parts.append(data)


def read_html(text: str) -> Element:
    """The tree of a page."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


def tokens(text: str) -> list[Token]:
    """A page as GitHub and GitLab read it, as far as pages go: CommonMark with tables and strikethrough."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def plain(inline: Token) -> str:
    """The text that a reader sees of a line."""
    return "".join(
        token.content if token.type in ("text", "code_inline") else "" for token in inline.children or ()
    )


def cells(text: str) -> list[list[list[str]]]:
    """The tables of a page: rows of cells, with the header."""
    found: list[list[list[str]]] = []
    inside = False
    for token in tokens(text):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        inside = token.type in ("td_open", "th_open") or (inside and token.type == "inline")
        if inside and token.type == "inline":
            found[-1][-1].append(plain(token))
    return found


def headings(text: str) -> list[tuple[int, str]]:
    """The level and the text of every heading."""
    found = tokens(text)
    return [
        (int(token.tag[1]), plain(found[i + 1]))
        for i, token in enumerate(found)
        if token.type == "heading_open"
    ]
