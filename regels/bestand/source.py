"""A ruleset as it was written: all files of a regeling and its overlays put together, nothing computed."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from regels.bestand.model import SECTIONS, Change, File, Part, Rule, Value
from regels.bestand.options import extend
from regels.bestand.text import Text
from regels.bestand.yaml_reader import Document, read_yaml
from regels.errors import Finding, LanguageError, Position, RulesetError, nearest

T = TypeVar("T")
P = TypeVar("P", bound=Part)
HEADER = (
    "regeling", "titel", "grondslag", "overlay_op", "door", "voorstel", "peildatum", "tijdvak", "beslist",
    "bevriest",
)  # fmt: skip
"""What is said once of the whole: the first file that says it counts, of an overlay the last."""


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """One entry of a section, where its name stands and which layer (landelijk, enschede) it comes from."""

    name: str
    value: T
    position: Position
    origin: str


@dataclass
class Source:
    """Everything that was written for one regeling, by section and name."""

    layers: tuple[str, ...]
    sections: dict[str, dict[str, Item[Any]]] = field(default_factory=lambda: {name: {} for name in SECTIONS})
    fills: dict[str, list[Item[list[Value]]]] = field(default_factory=dict)
    changed: dict[str, list[Item[list[Value]]]] = field(default_factory=dict)
    """The figures that an overlay changes, by name, in the order of the layers."""
    versions: dict[str, dict[Text, str]] = field(default_factory=dict)
    """Of a rule that changes: the names of its versions (entries of ``regels``) by their first day."""
    changes: list[Item[Change]] = field(default_factory=list)
    """Every change of a rule, as written."""
    lost: list[Item[Change]] = field(default_factory=list)
    """Changes of rules that are not there."""
    header: dict[str, Item[Any]] = field(default_factory=dict)
    files: list[Document] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    complete: bool = True
    """Whether every file could be read; if not, what else is missing may stand in the others."""

    def items(self, section: str) -> Mapping[str, Item[Any]]:
        """The entries of a section, in the order in which they were written."""
        return self.sections[section]

    def hash(self, read: Iterable[str]) -> str:
        """The content hash: the same for the same rules, whatever the comments and the layout.

        ``read``: the parameters that the regeling reads; what others read of shared files does not count.
        """
        names = set(read)
        kept = (_of_interest(document.data, names) for document in self.files)
        content = sorted(json.dumps(data, sort_keys=True) for data in kept if data)
        return hashlib.sha256("\n".join((*self.layers, *content)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of rules: its name and its files."""

    name: str
    files: tuple[Path, ...]


def assemble(layers: Iterable[Layer], root: Path) -> Source:
    """Read and put together all files; mistakes are collected in ``findings``, not raised."""
    layers = tuple(layers)
    source = Source(tuple(layer.name for layer in layers))
    for layer in layers:
        for path in layer.files:
            try:
                document = read_yaml(path, _shown(path, root))
                _add(source, document, layer.name)
            except LanguageError as error:
                source.findings.append(error.finding)
                source.complete = False
            except RulesetError as error:
                source.findings.extend(error.findings)
                source.complete = False
    extend(source.sections, source.versions, source.changes)
    return source


def _of_interest(data: Any, read: set[str]) -> dict[str, Any]:
    """What a file holds without the parameters that are not read; empty when only sources are left."""
    figures = {name: figure for name, figure in data.get("parameters", {}).items() if name in read}
    kept = {**data, "parameters": figures}
    return kept if figures or set(data) - {"parameters", "bronnen"} else {}


def _shown(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def _add(source: Source, document: Document, origin: str) -> None:
    parsed = parse_file(document)
    if origin != source.layers[0]:
        _check_overlay(source, document, parsed, origin)
    source.files.append(document)
    for key in HEADER:
        value = getattr(parsed, key)
        if value is not None and (key not in source.header or key in ("overlay_op", "door")):
            source.header[key] = Item(key, value, document.position((key,)), origin)
    for section in SECTIONS:
        for name, value in getattr(parsed, section).items():
            _put(source, section, Item(name, value, document.position((section, name)), origin))
    for name, values in parsed.vult.items():
        item = Item(name, values, document.position(("vult", name)), origin)
        source.fills.setdefault(name, []).append(item)
    if parsed.wijzigt is not None:
        for name, values in parsed.wijzigt.cijfers.items():
            item = Item(name, values, document.position(("wijzigt", "cijfers", name)), origin)
            source.changed.setdefault(name, []).append(item)
        for name, changes in parsed.wijzigt.regels.items():
            for change in changes:
                _add_version(source, name, change, origin)


def _check_overlay(source: Source, document: Document, parsed: File, origin: str) -> None:
    """A file that says on which layer it lies says so of a layer beneath it."""
    beneath, said = source.layers[: source.layers.index(origin)], parsed.overlay_op
    if said is not None and str(said) not in beneath:
        under = " + ".join(beneath)
        message = f"Dit bestand ligt volgens `overlay_op:` op ‘{said}’, maar het ligt op ‘{under}’."
        advice = f"Schrijf `overlay_op: {beneath[-1]}`."
        source.findings.append(Finding("overlay", said.position, message, advice))


def _add_version(source: Source, name: str, change: Change, origin: str) -> None:
    """The rule as it will be, beside what it was; names that are not known are for the checker to report."""
    rule = source.sections["regels"].get(name)
    if rule is None or not isinstance(rule.value, Rule):
        source.lost.append(Item(name, change, change.van.position, origin))
        return
    update: dict[str, Any] = {"artikel": change.artikel}
    if change.formule is not None or change.tabel is not None:
        update |= {"formule": change.formule, "tabel": change.tabel}
    update |= {key: text for key in ("titel", "uitleg", "noot") if (text := getattr(change, key)) is not None}
    version = f"{name} vanaf {change.van}"
    source.sections["regels"][version] = Item(
        version, rule.value.model_copy(update=update), change.van.position, origin
    )
    source.versions.setdefault(name, {})[change.van] = version
    source.changes.append(Item(name, change, change.van.position, origin))


def _put(source: Source, section: str, item: Item[Any]) -> None:
    known = source.sections[section].get(item.name)
    if known is None:
        source.sections[section][item.name] = item
    elif section != "bronnen" or str(known.value) != str(item.value):
        source.findings.append(
            Finding("dubbel", item.position, f"‘{item.name}’ staat er al, op {known.position}.",
                    "Geef het een andere naam of haal er één weg; een open norm vult u onder `vult:`.")
        )  # fmt: skip


def parse_file(document: Document) -> File:
    """Hold a document to the format of a regeling. Raises RulesetError with every mistake at its place."""
    return parse_as(document, File)


def parse_as(document: Document, form: type[P]) -> P:
    """Hold a document to a format. Raises RulesetError with every mistake at its place."""
    if not isinstance(document.data, dict):
        raise RulesetError(
            [Finding("vorm", document.position(()), "Een regelbestand bestaat uit sleutels en waarden.")]
        )
    try:
        return form.model_validate(document.data)
    except ValidationError as error:
        raise RulesetError([_finding(document, details, form) for details in error.errors()]) from None


def _finding(document: Document, details: Any, form: type[Part]) -> Finding:
    path = tuple(details["loc"])
    position = document.position(path)
    where = " › ".join(str(step) for step in path)
    match details["type"]:
        case "extra_forbidden":
            known = _known_keys(path[:-1], form)
            advice = nearest(str(path[-1]), known) or f"Hier kan staan: {', '.join(known)}."
            return Finding(
                "onbekende_sleutel", position, f"De sleutel ‘{path[-1]}’ is hier niet bekend.", advice
            )
        case "missing":
            message = f"‘{path[-1]}’ ontbreekt bij {' › '.join(map(str, path[:-1]))}."
            return Finding("ontbreekt", position, message, f"Vul `{path[-1]}:` in.")
        case "is_instance_of":
            return Finding("vorm", position, f"{where} moet één waarde zijn, geen lijst of blok.")
        case _:
            return Finding(
                "vorm",
                position,
                f"{where} heeft niet de goede vorm.",
                "Kijk hoe een andere regeling het doet.",
            )


def _known_keys(path: tuple[Any, ...], form: type[Part]) -> list[str]:
    model: Any = form
    for step in path:
        annotation: Any = None
        if isinstance(model, type) and issubclass(model, Part):
            annotation = model.model_fields[str(step)].annotation if step in model.model_fields else None
        model = _inner(annotation) if annotation is not None else model
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, Part) else []


def _inner(annotation: Any) -> Any:
    """The model inside ``dict[str, X]``, ``list[X]`` or ``X | None``."""
    for argument in getattr(annotation, "__args__", ()):
        found = _inner(argument)
        if isinstance(found, type) and issubclass(found, Part):
            return found
    return annotation
