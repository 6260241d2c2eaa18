"""Every formula of a ruleset where it is written, and the same ruleset with one formula changed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lark import Token, Tree

from regels.bestand.model import Part
from regels.bestand.source import Item, Source
from regels.bestand.text import Text
from regels.errors import Position
from regels.taal.parser import BARE, grammar
from regels_casebook.variants import with_item

Path = tuple[str | int, ...]
FIELDS: dict[str, tuple[str, ...]] = {
    "personen": ("als",),
    "regels": ("formule",),
    "toestand": ("begin", "volgende"),
    "voorwaarden": ("geldt", "noem_als"),
    "uitkomsten": ("waarde",),
    "opmerkingen": ("als",),
    "afkeuren": ("als",),
}
OTHERWISE = "anders"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as written: in which entry, and under which key of it. ``truth``: it says ja or nee."""

    section: str
    name: str
    path: Path
    text: Text
    truth: bool

    @property
    def owner(self) -> tuple[str, str]:
        """The entry it belongs to."""
        return self.section, self.name

    @property
    def label(self) -> str:
        """What people call it: its section, name and key; of a table the row, from 1."""
        row = f" rij {int(self.path[1]) + 1}" if self.path[0] == "tabel" else ""
        key = "" if self.path in (("formule",), ("als",), ("waarde",), ("geldt",)) else f" {self.path[-1]}"
        return f"{self.section} {self.name}{row}{key}"


def formulas(source: Source) -> Iterator[Formula]:
    """Every formula, section by section in the order written."""
    for section, keys in FIELDS.items():
        for name, item in source.items(section).items():
            for key in keys:
                written = getattr(item.value, key)
                if written is not None:
                    yield Formula(section, name, (key,), written, key in ("als", "geldt", "noem_als"))
            for place, row in enumerate(getattr(item.value, "tabel", None) or ()):
                if str(row.als) != OTHERWISE:
                    yield Formula(section, name, ("tabel", place, "als"), row.als, True)
                yield Formula(section, name, ("tabel", place, "dan"), row.dan, False)


def with_text(source: Source, section: str, name: str, path: Path, raw: str) -> Source:
    """The same source with another text under a key of an entry."""
    item: Item[Any] = source.items(section)[name]
    return with_item(source, section, replace(item, value=_put(item.value, path, raw)))


def _put(value: Any, path: Path, raw: str) -> Any:
    if not path:
        return Text.at(raw, value.place, raw)
    step, rest = path[0], path[1:]
    if isinstance(value, Part):
        return value.model_copy(update={str(step): _put(getattr(value, str(step)), rest, raw)})
    return [_put(one, rest, raw) if place == step else one for place, one in enumerate(value)]


@dataclass(frozen=True, slots=True)
class Question:
    """An ``als`` (kind ``als``) with its condition, or an ``en``/``of`` with its parts, as written.

    Each part with the text it has in the formula. ``position`` is that of the whole.
    """

    kind: str
    position: Position
    parts: tuple[str, ...]


KINDS = {"conditional": "als", "conjunction": "en", "disjunction": "of"}


def questions(text: Text) -> list[Question]:
    """Everything in a formula that is asked or decided, in no particular order."""
    return [
        Question(kind, text.place.at(line, column), parts)
        for kind, line, column, parts in _questions(text.raw)
    ]


@lru_cache(8_192)
def _questions(raw: str) -> tuple[tuple[str, int, int, tuple[str, ...]], ...]:
    found = []
    for tree in parsed(raw).iter_subtrees():
        kind = KINDS.get(str(tree.data))
        if kind is not None:
            parts = [one for one in tree.children if isinstance(one, Tree)]
            kept = parts[:1] if kind == "als" else parts
            written = tuple(" ".join(raw[one.meta.start_pos : one.meta.end_pos].split()) for one in kept)
            found.append((kind, tree.meta.line, tree.meta.column, written))
    return tuple(found)


@lru_cache(8_192)
def parsed(raw: str) -> "Tree[Token]":
    """The tree of a formula; a bare figure is one leaf."""
    if any(shape.fullmatch(raw) for shape, _ in BARE):
        return Tree("literal", [])
    return grammar().parse(raw)


@lru_cache(8_192)
def tokens(raw: str) -> tuple[Token, ...]:
    """The words of a formula with their places in it."""
    return tuple(grammar().parse_interactive(raw).iter_parse())
