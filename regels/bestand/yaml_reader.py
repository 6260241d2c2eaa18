"""YAML as policy officers write it: every scalar is text with a place, every trap is refused by name.

PyYAML composes the nodes with their marks; nothing is resolved to a number, a date or a
truth value, so ``NO`` stays a word and € 1.234,56 never becomes a float. Refused, with what to
write instead: tags (``!``), anchors, several documents, duplicate keys, a flow scalar cut at a
decimal comma, and a comment directly behind an unquoted scalar (which may have cut it short).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from regels.bestand.text import Text
from regels.errors import Finding, LanguageError, Position
from regels.taal.parser import Place

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
QUOTE = "Zet de hele waarde tussen aanhalingstekens."


@dataclass(frozen=True, slots=True)
class Document:
    """A file as nested dicts and lists of Text; ``marks`` gives the position of every path."""

    name: str
    data: Any
    marks: dict[tuple[str | int, ...], Position]

    def position(self, path: tuple[str | int, ...]) -> Position:
        """Where a path stands, or the nearest place above it."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, Position(self.name, 1, 1))


def read_yaml(file: Path, name: str) -> Document:
    """Read one file; ``name`` is how it is shown to people. Raises LanguageError."""
    try:
        source = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _refuse(
            Position(name, 1, 1), "Dit bestand is geen UTF-8.", "Bewaar het opnieuw als UTF-8."
        ) from None
    return read_text(source, name)


def read_text(source: str, name: str) -> Document:
    """The same for text in memory."""
    try:
        root = yaml.compose(source, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        position = Position(name, mark.line + 1, mark.column + 1) if mark else Position(name, 1, 1)
        raise _refuse(position, f"Dit is geen goede YAML: {error.problem or error.context}.", QUOTE) from None
    except yaml.YAMLError as error:
        raise _refuse(Position(name, 1, 1), f"Dit is geen goede YAML: {error}.") from None
    walker = _Walker(name, source.split("\n"))
    return Document(name, {} if root is None else walker.convert(root, ()), walker.marks)


def _refuse(position: Position, message: str, advice: str = "") -> LanguageError:
    return LanguageError(Finding("yaml", position, message, advice))


class _Walker:
    """Walks over the nodes of one file; ``lines`` are its text, from which the scalars are taken."""

    def __init__(self, name: str, lines: list[str]) -> None:
        self.name, self.lines = name, lines
        self.marks: dict[tuple[str | int, ...], Position] = {}
        self.seen: set[int] = set()

    def convert(self, node: Any, path: tuple[str | int, ...]) -> Any:
        """A node as dict, list or Text; every path is marked on the way. Raises LanguageError."""
        position = Position(self.name, node.start_mark.line + 1, node.start_mark.column + 1)
        self.marks[path] = position
        if id(node) in self.seen:
            raise _refuse(
                position, "Ankers en verwijzingen (& en *) horen niet in een regeling.", "Schrijf het uit."
            )
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, position)

    def _mapping(self, node: Any, path: tuple[str | int, ...]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            where = Position(self.name, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                raise _refuse(where, "Een sleutel moet een woord zijn.")
            key = key_node.value
            if key in result:
                first = self.marks[(*path, key)].line
                raise _refuse(
                    where,
                    f"De sleutel ‘{key}’ staat er twee keer (ook op regel {first}).",
                    "Haal er één weg.",
                )
            if node.flow_style and self._cut_off(value_node):
                raise _refuse(where, f"‘{key}’ is het afgebroken eind van een waarde met een komma.", QUOTE)
            result[key] = self.convert(value_node, (*path, key))
            self.marks[(*path, key)] = where
        return result

    @staticmethod
    def _cut_off(node: Any) -> bool:
        mark, end = node.start_mark, node.end_mark
        return (
            isinstance(node, yaml.ScalarNode)
            and not node.style
            and (mark.line, mark.column) == (end.line, end.column)
        )

    def _scalar(self, node: Any, position: Position) -> Text:
        if node.tag and node.tag.startswith("!"):
            raise _refuse(
                position,
                f"‘{node.tag}’ begint met een uitroepteken; dat betekent in YAML iets anders.",
                QUOTE,
            )
        start, end = node.start_mark, node.end_mark
        if not node.style:
            rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
            if rest.lstrip().startswith("#"):
                quote = f"{QUOTE[0].lower()}{QUOTE[1:]}"
                advice = f"Zet de opmerking op een eigen regel; hoort het bij de waarde: {quote}"
                raise _refuse(
                    position, "Achter deze waarde staat een #; wat erachter komt telt niet mee.", advice
                )
        return self._text(node, start, end)

    def _text(self, node: Any, start: Any, end: Any) -> Text:
        if node.style in ("|", ">"):
            raw = "\n".join(self.lines[start.line + 1 : end.line + (1 if end.column else 0)])
            return Text.at(node.value.strip(), Place(self.name, start.line + 2, 1), raw)
        shift = 1 if node.style else 0
        if start.line == end.line:
            raw = self.lines[start.line][start.column + shift : end.column - shift]
        else:
            middle = self.lines[start.line + 1 : end.line]
            last = self.lines[end.line][: max(end.column - shift, 0)]
            raw = "\n".join([self.lines[start.line][start.column + shift :], *middle, last])
        return Text.at(node.value, Place(self.name, start.line + 1, start.column + 1 + shift), raw)
