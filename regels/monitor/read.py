"""From the files of a directory to one set as it was written; mistakes are collected, not raised."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regels.bestand.library import NATIONAL, UnknownRuleset, layers
from regels.bestand.source import Item, assemble, parse_as
from regels.bestand.yaml_reader import Document, read_yaml
from regels.data import rulesets
from regels.errors import Finding, LanguageError, RegelsError, RulesetError, nearest
from regels.monitor.format import SECTIONS, File

DIRECTORY = "signalen"
"""Where the national signals are, below the rulesets."""


class NoSignals(RegelsError):
    """There is no directory of that name with files of signals in it."""


@dataclass
class Written:
    """All that was written, by section and name. ``borrowed``: the figures of regelingen, by name."""

    sections: dict[str, dict[str, Item[Any]]] = field(default_factory=lambda: {name: {} for name in SECTIONS})
    borrowed: dict[str, tuple[Item[Any], tuple[str, ...]]] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    title: str = ""
    complete: bool = True

    def items(self, section: str) -> Mapping[str, Item[Any]]:
        """The entries of a section, in the order of the files and in them."""
        return self.sections[section]

    def hash(self) -> str:
        """The content hash: the same for the same signals and figures, whatever the comments."""
        figures = {name: repr(item.value) for name, (item, _) in sorted(self.borrowed.items())}
        content = sorted(json.dumps(document.data, sort_keys=True) for document in self.documents)
        return hashlib.sha256("\n".join([*content, json.dumps(figures)]).encode()).hexdigest()


def default_directory() -> Path:
    """The national signals."""
    return rulesets() / DIRECTORY


def read(directory: Path, root: Path | None = None) -> Written:
    """Read all files. ``root``: the rulesets whose figures may be borrowed, and to which paths are shown."""
    root = root or rulesets()
    files = sorted(directory.glob("*.yaml")) if directory.is_dir() else []
    if not files:
        raise NoSignals(f"In {directory} staan geen bestanden met signalen (.yaml).")
    written = Written()
    for path in files:
        shown = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
        try:
            document = read_yaml(path, shown)
            _add(written, document)
        except LanguageError as error:
            written.findings.append(error.finding)
            written.complete = False
        except RulesetError as error:
            written.findings.extend(error.findings)
            written.complete = False
    _borrow(written, root)
    return written


def _add(written: Written, document: Document) -> None:
    parsed = parse_as(document, File)
    written.documents.append(document)
    if parsed.titel is not None:
        written.title = str(parsed.titel)
    for section in SECTIONS:
        for name, value in getattr(parsed, section).items():
            _put(written, section, Item(name, value, document.position((section, name)), DIRECTORY))


def _put(written: Written, section: str, item: Item[Any]) -> None:
    known = written.sections[section].get(item.name)
    if known is None:
        written.sections[section][item.name] = item
    elif section != "bronnen" or str(known.value) != str(item.value):
        written.findings.append(
            Finding("dubbel", item.position, f"‘{item.name}’ staat er al, op {known.position}.",
                    "Geef het een andere naam of haal er één weg.")
        )  # fmt: skip


def _borrow(written: Written, root: Path) -> None:
    """Find the figures of ``cijfers_uit`` in the regelingen."""
    for regeling, item in written.items("cijfers_uit").items():
        try:
            source = assemble(layers(root, NATIONAL, regeling), root)
        except UnknownRuleset as error:
            written.findings.append(Finding("regeling", item.position, str(error)))
            written.complete = False
            continue
        known = source.items("parameters")
        sources = tuple(source.items("bronnen"))
        for name in item.value:
            if str(name) in known:
                written.borrowed[str(name)] = known[str(name)], sources
            else:
                written.findings.append(_no_figure(name, regeling, known))
                written.complete = False


def _no_figure(name: Any, regeling: str, known: Mapping[str, Item[Any]]) -> Finding:
    message = f"De regeling ‘{regeling}’ heeft geen parameter ‘{name}’."
    return Finding("naam", name.position, message, nearest(str(name), known))
