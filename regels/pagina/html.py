"""A document as one HTML file: no network, no files beside it, for a browser, a screen reader and paper."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import assert_never

from regels.pagina import blocks as b
from regels.pagina.style import PRINT, STYLE

NAME = re.compile(r"(?<!\w)[a-z][a-z0-9_]*(?!\w)")
UNBROKEN = frozenset({"Van", "Vanaf", "Tot en met", "Bron"})
WIDE = 3
"""A table with more columns than this can be scrolled sideways, also with the keyboard."""


def html(document: b.Document, stem: str) -> dict[str, str]:
    """The one file of a document, ``<stem>.html``."""
    printer = _Printer(document)
    title = _text(document.title)
    lines = [
        "<!DOCTYPE html>",
        '<html lang="nl">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#inhoud-van-de-bladzijde">Naar de inhoud</a>',
        '<main id="inhoud-van-de-bladzijde">',
        f"<h1>{title}</h1>",
        *printer.blocks(document.blocks),
        "</main>",
        f"<script>{PRINT}</script>",
        "</body>",
        "</html>",
    ]
    return {f"{stem}.html": "\n".join(lines) + "\n"}


def _text(text: str) -> str:
    return escape(" ".join(text.split()))


class _Printer:
    """``names``: what a name in a formula leads to, of the anchors that are in this document."""

    def __init__(self, document: b.Document) -> None:
        self.headings = tuple(document.headings())
        self.anchors = {heading.anchor for heading in self.headings} | set(_rows(document.blocks))
        self.names = {name: anchor for name, anchor in document.names.items() if anchor in self.anchors}

    def blocks(self, found: tuple[b.Block, ...]) -> Iterator[str]:
        for block in found:
            yield from self.block(block)

    def block(self, block: b.Block) -> Iterator[str]:
        match block:
            case b.Heading():
                yield self.heading(block)
            case b.Paragraph():
                yield f"<p>{self.line(block.line)}</p>"
            case b.Bullets():
                yield "<ul>"
                yield from (f"<li>{self.line(line)}</li>" for line in block.lines)
                yield "</ul>"
            case b.Table():
                yield from self.table(block)
            case b.Listing():
                yield f"<pre><code>{linked(block.text.strip(), self.names)}</code></pre>"
            case b.Chart():
                yield f"<figure>\n{block.svg.rstrip()}\n</figure>"
            case b.Contents():
                yield from self.contents(block.deepest)
            case b.Fold():
                yield from self.fold(block)
            case _:
                assert_never(block)

    def heading(self, heading: b.Heading) -> str:
        name = f" <code>{escape(heading.name)}</code>" if heading.name else ""
        return (
            f'<h{heading.level} id="{escape(heading.anchor)}">{_text(heading.text)}{name}</h{heading.level}>'
        )

    def contents(self, deepest: int) -> Iterator[str]:
        """The headings of level 2, and below each those of level 3 if the table goes so deep."""
        yield f'<nav aria-label="{b.CONTENTS}">\n<ul>'
        for heading, below in b.contents(self.headings, deepest):
            inner = "".join(f"<li>{self.entry(one)}</li>" for one in below)
            yield f"<li>{self.entry(heading)}{f'<ul>{inner}</ul>' if inner else ''}</li>"
        yield "</ul>\n</nav>"

    @staticmethod
    def entry(heading: b.Heading) -> str:
        return f'<a href="#{escape(heading.anchor)}">{_text(heading.text)}</a>'

    def fold(self, block: b.Fold) -> Iterator[str]:
        hint = f" <span>{_text(block.hint)}</span>" if block.hint else ""
        head = self.heading(block.head) if isinstance(block.head, b.Heading) else self.line(block.head)
        yield f"<details>\n<summary>{head}{hint}</summary>"
        yield from self.blocks(block.blocks)
        yield "</details>"

    def table(self, table: b.Table) -> Iterator[str]:
        wide = len(table.header) > WIDE
        caption = _text(table.caption)
        kind = f"scroll{' cards' if _cards(table) else ''}" if wide else "narrow"
        scrolls = f' role="group" aria-label="{caption}" tabindex="0"' if wide else ""
        yield f'<div class="{kind}"{scrolls}>'
        yield f"<table>\n<caption>{caption}</caption>"
        heads = "".join(f'<th scope="col"{_class(table, name)}>{_text(name)}</th>' for name in table.header)
        yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
        for row in table.rows:
            yield self.row(table, row)
        yield "</tbody>\n</table>\n</div>"

    def row(self, table: b.Table, row: b.Row) -> str:
        ident = f' id="{escape(row.anchor)}"' if row.anchor else ""
        first, *rest = (self.line(cell) for cell in row.cells)
        cells = (self.cell(table, name, cell) for name, cell in zip(table.header[1:], rest, strict=True))
        head = f'<th scope="row"{_class(table, table.header[0])}>{first}</th>'
        return f"<tr{ident}>{head}{''.join(cells)}</tr>"

    @staticmethod
    def cell(table: b.Table, name: str, text: str) -> str:
        label = f' data-kop="{_text(name)}"' if _cards(table) and text else ""
        return f"<td{_class(table, name)}{label}>{text}</td>"

    def line(self, line: b.Line) -> str:
        return "".join(map(self.inline, line))

    def inline(self, part: b.Inline) -> str:
        match part:
            case str():
                return escape(part).replace("€ ", "€&nbsp;")
            case b.Code(text):
                return f"<code>{_breaking(text)}</code>"
            case b.Formula(text):
                return f"<code>{linked(' '.join(text.split()), self.names)}</code>"
            case b.Strong(text):
                return f"<strong>{escape(text)}</strong>"
            case b.Outside(text, address):
                return f'<a href="{escape(address)}">{escape(text)}</a>'
            case b.Ref(text, anchor, page):
                return self.ref(text, anchor, page)
            case _:
                assert_never(part)

    def ref(self, text: str, anchor: str, page: str) -> str:
        if page:
            return f'<a href="{escape(page)}.html">{_text(text)}</a>'
        return f'<a href="#{escape(anchor)}">{_text(text)}</a>' if anchor in self.anchors else _text(text)


def linked(formula: str, names: Mapping[str, str]) -> str:
    """A formula with a link at every name that the page explains."""
    parts, place = [], 0
    for match in NAME.finditer(formula):
        if match[0] in names:
            parts.append(_breaking(formula[place : match.start()]))
            parts.append(f'<a href="#{escape(names[match[0]])}">{_breaking(match[0])}</a>')
            place = match.end()
    return "".join([*parts, _breaking(formula[place:])])


def _breaking(text: str) -> str:
    """Code that may go on on the next line after an underscore; what is copied stays as it is."""
    return escape(text).replace("_", "_<wbr>")


def _class(table: b.Table, name: str) -> str:
    """Numbers stand to the right; dates and names of sources stay on one line."""
    return ' class="n"' if name in table.right else ' class="v"' if name in UNBROKEN else ""


def _cards(table: b.Table) -> bool:
    """Whether the rows become cards on a narrow screen: a wide table of words."""
    return len(table.header) > WIDE and not table.right


def _rows(found: tuple[b.Block, ...]) -> Iterator[str]:
    """The anchors of the rows of all tables."""
    for block in found:
        if isinstance(block, b.Table):
            yield from (row.anchor for row in block.rows if row.anchor)
        elif isinstance(block, b.Fold):
            yield from _rows(block.blocks)
