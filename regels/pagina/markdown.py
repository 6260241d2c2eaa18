"""A document as Markdown, as forges show it, with its plots as files beside it."""

import re
from collections.abc import Callable, Iterator
from typing import assert_never

from regels.pagina import blocks as b

PLOTS = "plots"
SPECIAL = re.compile(r"[\\`*\[\]<>&|~$#]|(?<![^\W_])_|_(?![^\W_])")
FIRST = re.compile(r"^(\d*)([-+=.)])")


def markdown(document: b.Document, stem: str) -> dict[str, str]:
    """The files of a document by their path: the page ``<stem>.md``, and an SVG for each plot."""
    printer = _Printer(document, stem)
    text = "\n\n".join([f"# {escaped(document.title)}", *printer.blocks(document.blocks)])
    addresses = "".join(f"\n[{label}]: <{address}>" for label, address in sorted(printer.addresses.items()))
    return {f"{stem}.md": f"{text}\n{addresses}\n" if addresses else f"{text}\n", **printer.plots}


def slugs(document: b.Document) -> dict[str, str]:
    """The anchor that a forge gives to each heading, by the anchor of the document."""
    seen: dict[str, int] = {_slug(document.title): 1}
    found = {}
    for heading in document.headings():
        slug = _slug(_heading(heading))
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        found[heading.anchor] = f"{slug}-{count}" if count else slug
    return found


def escaped(text: str) -> str:
    """Text on one line that Markdown does not take for anything else, also in a table."""
    return SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))


def code(text: str) -> str:
    """A code span; within a table a pipe has a backslash, which is not shown."""
    line = " ".join(text.split())
    fence = _fence(line, 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}" if line else ""


def _fence(text: str, least: int) -> str:
    """More backticks than there are together in the text."""
    return "`" * max([least, *(len(run) + 1 for run in re.findall("`+", text))])


def _heading(heading: b.Heading) -> str:
    return escaped(heading.text) + (f" ({code(heading.name)})" if heading.name else "")


def _slug(text: str) -> str:
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


class _Printer:
    """Collects the plots and the addresses of the sources while it prints."""

    def __init__(self, document: b.Document, stem: str) -> None:
        self.stem, self.anchors = stem, slugs(document)
        self.headings = tuple(document.headings())
        self.plots: dict[str, str] = {}
        self.addresses: dict[str, str] = {}

    def blocks(self, found: tuple[b.Block, ...]) -> Iterator[str]:
        for block in found:
            yield from self.block(block)

    def block(self, block: b.Block) -> Iterator[str]:
        match block:
            case b.Heading():
                yield f"{'#' * block.level} {_heading(block)}"
            case b.Paragraph():
                yield FIRST.sub(r"\1\\\2", self.line(block.line))
            case b.Bullets():
                yield "\n".join("- " + FIRST.sub(r"\1\\\2", self.line(line)) for line in block.lines)
            case b.Table():
                yield "\n".join(self.table(block))
            case b.Listing():
                fence = _fence(block.text, 3)
                yield f"{fence}\n{block.text.strip()}\n{fence}"
            case b.Chart():
                path = f"{PLOTS}/{self.stem}/{block.name}.svg"
                self.plots[path] = block.svg
                yield f"![{escaped(block.title)}: {escaped(block.text)}]({path})"
            case b.Contents():
                found = b.contents(self.headings, block.deepest)
                yield "\n".join("\n  ".join(map(self.entry, (one, *below))) for one, below in found)
            case b.Fold():
                yield from self.fold(block)
            case _:
                assert_never(block)

    def entry(self, heading: b.Heading) -> str:
        """A line of the table of contents."""
        return f"- [{escaped(heading.text)}](#{self.anchors[heading.anchor]})"

    def fold(self, block: b.Fold) -> Iterator[str]:
        """What can be folded is always open here."""
        if isinstance(block.head, b.Heading):
            yield from self.block(block.head)
        yield from self.blocks(block.blocks)

    def table(self, table: b.Table) -> Iterator[str]:
        yield f"| {' | '.join(map(escaped, table.header))} |"
        yield f"|{'|'.join('---:' if name in table.right else '---' for name in table.header)}|"
        for row in table.rows:
            cells = (self.line(cell, _in_cell) for cell in row.cells)
            yield f"| {' | '.join(cells)} |"

    def line(self, line: b.Line, shown: Callable[[str], str] = code) -> str:
        return "".join(self.inline(part, shown) for part in line)

    def inline(self, part: b.Inline, shown: Callable[[str], str]) -> str:
        match part:
            case str():
                return escaped_within(part)
            case b.Code(text) | b.Formula(text):
                return shown(text)
            case b.Strong(text):
                return f"**{escaped(text)}**"
            case b.Outside(text, address) if text == address:
                return f"<{address}>"
            case b.Outside(text, address):
                return self.outside(escaped(text), address)
            case b.Ref(text, anchor, page):
                return self.ref(text, anchor, page)
            case _:
                assert_never(part)

    def outside(self, label: str, address: str) -> str:
        """A link whose address stands at the end of the page, unless another has the same words."""
        if self.addresses.setdefault(label.casefold(), address) == address:
            return f"[{label}]"
        return f"[{label}](<{address}>)"

    def ref(self, text: str, anchor: str, page: str) -> str:
        if page:
            return f"[{escaped(text)}]({page}.md)"
        return f"[{escaped(text)}](#{self.anchors[anchor]})" if anchor in self.anchors else escaped(text)


def escaped_within(text: str) -> str:
    """As ``escaped``, with the spaces at both ends kept."""
    line = escaped(text)
    return f"{' ' if text[:1] == ' ' else ''}{line}{' ' if text[-1:] == ' ' and line else ''}"


def _in_cell(text: str) -> str:
    return code(text).replace("|", "\\|")
