"""A proposal as YAML: a new file, or an existing one with entries put in and its comments kept (ruamel)."""

from collections.abc import Iterable, MutableMapping, MutableSequence
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from regels.werkboek.change import Change, Key

UNLIMITED = 1_000_000
SPECIAL = set("€%:#,[]{}\"'&*!|>@`")


class ProposalFile:
    """One file. ``paths``: where each change that was put in stands, to find its cell again."""

    def __init__(self, text: str | None, header: dict[str, str], remark: str) -> None:
        self.yaml = YAML()
        self.yaml.preserve_quotes = True
        self.yaml.width = UNLIMITED
        self.yaml.indent(mapping=2, sequence=4, offset=2)
        self.remark = remark if text is None else ""
        self.data: Any = CommentedMap(header) if text is None else (self.yaml.load(text) or CommentedMap())
        self.sources: dict[str, str] = {}
        self.placed: list[tuple[Change, MutableMapping[str, Any]]] = []
        self.replaced: list[tuple[Change, str]] = []
        """Changes that took the place of an entry of the same day, with what that entry said."""

    def put(self, change: Change, source: str | None) -> None:
        """Put an entry in: in place of one of the same day, or else in order of time."""
        entry = CommentedMap()
        for key, value in change.entry.items():
            entry[key] = source if key == "bron" else _value(value)
        entries = self._list(change)
        same = next((i for i, one in enumerate(entries) if _day(one.get("van")) == change.start), None)
        if same is not None:
            self.replaced.append((change, str(entries[same].get("waarde", "andere rijen"))))
            entries[same] = entry
        else:
            later = (i for i, one in enumerate(entries) if (_day(one.get("van")) or date.min) > change.start)
            entries.insert(next(later, len(entries)), entry)
        self.placed.append((change, entry))

    def add_sources(self, addresses: Iterable[tuple[str, str]]) -> None:
        """Name the addresses that the entries rest on."""
        for name, address in addresses:
            self._map(self.data, "bronnen")[name] = DoubleQuotedScalarString(address)

    def paths(self) -> dict[Key, Change]:
        """Where each change stands now."""
        return {path: change for change, entry in self.placed for path in self._find(change, entry)}

    def text(self) -> str:
        """The file."""
        out = StringIO()
        self.yaml.dump(self.data, out)
        return self.remark + out.getvalue()

    def _list(self, change: Change) -> MutableSequence[Any]:
        parent = self.data
        for step in _above(change):
            parent = self._map(parent, step)
        if parent.get(change.name) is None:
            parent[change.name] = CommentedSeq()
        found: MutableSequence[Any] = parent[change.name]
        return found

    @staticmethod
    def _map(parent: Any, key: str) -> Any:
        """A block beneath a key, made when there is none; in a block of its own, for entries have commas."""
        if parent.get(key) is None:
            parent[key] = CommentedMap()
        return parent[key]

    def _find(self, change: Change, entry: MutableMapping[str, Any]) -> Iterable[Key]:
        for place, one in enumerate(self._list(change)):
            if one is entry:
                yield (*_above(change), change.name, place)


def _above(change: Change) -> tuple[str, ...]:
    return ("vult",) if change.section == "vult" else ("wijzigt", change.section)


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return CommentedSeq([CommentedMap({k: _value(v) for k, v in row.items()}) for row in value])
    if isinstance(value, str) and (SPECIAL & set(value) or value[:1] in "-?0123456789"):
        return DoubleQuotedScalarString(value)
    return value


def _day(value: Any) -> date | None:
    """The day of an entry, however it was written."""
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return None
