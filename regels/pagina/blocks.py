"""A document without a form: headings, text, tables, formulas and plots. The printers give it one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Code:
    """A name or value of the rules, as written."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula within a line or a cell; a printer may link the names in it."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Outside:
    """A link to an https address."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to an anchor of this document, or to the document ``page`` beside it."""

    text: str
    anchor: str = ""
    page: str = ""


CONTENTS = "Inhoud"
"""The heading above the table of contents."""
Inline: TypeAlias = str | Code | Formula | Strong | Outside | Ref
Line: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``name`` is shown as code behind the text, ``anchor`` is what links lead to."""

    level: int
    text: str
    anchor: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Whole sentences."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``anchor`` when links may lead to it."""

    cells: tuple[Line, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header; the first cell of a row names the row. ``right``: columns of numbers."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    right: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Listing:
    """A formula on lines of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A plot. ``text``: what it shows in words."""

    name: str
    title: str
    text: str
    svg: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, of the headings from level 2 to ``deepest`` but its own."""

    deepest: int = 3


@dataclass(frozen=True, slots=True)
class Fold:
    """What may be folded away behind a heading or a line."""

    head: "Heading | Line"
    hint: str
    blocks: "tuple[Block, ...]"


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Listing | Chart | Contents | Fold


@dataclass(frozen=True, slots=True)
class Document:
    """``names``: which name in a formula leads to which anchor."""

    title: str
    blocks: tuple[Block, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    def headings(self) -> Iterator[Heading]:
        """Every heading in order, also those of folds."""
        return _headings(self.blocks)


def contents(headings: Iterable[Heading], deepest: int) -> list[tuple[Heading, list[Heading]]]:
    """The headings of level 2, each with those of level 3 below it if the table goes so deep."""
    found: list[tuple[Heading, list[Heading]]] = []
    for heading in headings:
        if heading.level == 2 and heading.text != CONTENTS:
            found.append((heading, []))
        elif heading.level == 3 <= deepest and found:
            found[-1][1].append(heading)
    return found


def _headings(blocks: tuple[Block, ...]) -> Iterator[Heading]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Fold):
            if isinstance(block.head, Heading):
                yield block.head
            yield from _headings(block.blocks)


def table(
    caption: str, header: tuple[str, ...], rows: tuple[Row, ...], right: frozenset[str] = frozenset()
) -> Table:
    """A table without the columns in which nothing stands."""
    kept = [i for i in range(len(header)) if i == 0 or any(row.cells[i] != ("",) for row in rows)]
    return Table(
        caption,
        tuple(header[i] for i in kept),
        tuple(Row(tuple(row.cells[i] for i in kept), row.anchor) for row in rows),
        right,
    )
