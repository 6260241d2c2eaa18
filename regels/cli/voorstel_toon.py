"""``regels voorstel toon``: what a proposal changes, in plain Dutch, from the files themselves."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from regels.bestand.library import (
    NATIONAL,
    PLUS,
    layers,
    municipalities,
    overlay_files,
    proposals,
    regelingen,
)
from regels.bestand.model import Change, Value
from regels.bestand.source import Item, Source, assemble
from regels.cli.voorstel_nieuw import ProposalRefused
from regels.data import rulesets
from regels.errors import RulesetError
from regels.plan.finish import Built, build
from regels.plan.versions import unversioned

NEW = {
    "invoer": "Nieuwe gegevens",
    "parameters": "Nieuwe cijfers",
    "instellingen": "Keuzes waar de wet ruimte laat",
    "regels": "Nieuwe regels",
    "toestand": "Wat van maand naar maand meegaat",
    "voorwaarden": "Nieuwe voorwaarden",
    "uitkomsten": "Nieuwe uitkomsten",
    "opmerkingen": "Nieuwe opmerkingen",
    "afkeuren": "Wat nieuw wordt afgekeurd",
}


def run(name: str) -> int:
    """Print what every layer of the proposal changes, for each regeling that it is about."""
    root = rulesets()
    part = name if Path(name).exists() else name.split(PLUS)[-1]
    if part == NATIONAL or part in municipalities(root):
        known = ", ".join(proposals(root))
        raise ProposalRefused(f"‘{part}’ is geen voorstel. Bekend: {known}.")
    files = {path.name.split(".")[0] for path in overlay_files(root, part)}
    about = [regeling for regeling in regelingen(root) if regeling in files or Path(part).is_file()]
    told = [text for regeling in about for text in _regeling(root, name, regeling)]
    print("\n\n".join(told))
    return 0


def _regeling(root: Path, name: str, regeling: str) -> Iterator[str]:
    source = assemble(layers(root, name, regeling), root)
    if str(source.header["regeling"].value) != regeling:
        return
    built = build(source)
    if built.plan is None:
        raise RulesetError(built.findings)
    beneath = (NATIONAL, *municipalities(root))
    for place, layer in enumerate(source.layers):
        if layer not in beneath and any(_said(source, layer)):
            yield "\n".join(_layer(built, layer, source.layers[:place]))


def _said(source: Source, layer: str) -> Iterator[str]:
    """The names of all that a layer says something about."""
    for section in (*source.sections.values(), source.header):
        yield from (item.name for item in section.values() if item.origin == layer)
    for laid in (*source.fills.values(), *source.changed.values()):
        yield from (item.name for item in laid if item.origin == layer)
    yield from (item.name for item in source.changes if item.origin == layer)


def _layer(built: Built, layer: str, beneath: tuple[str, ...]) -> Iterator[str]:
    source = built.source
    yield _title(source, layer)
    yield f"  regeling: {source.header['titel'].value} ({source.header['regeling'].value})"
    yield f"  ligt op:  {' + '.join(beneath)}"
    for heading, lines in (
        ("Deze regels veranderen", _rules(source, layer)),
        ("Deze cijfers en keuzes veranderen", _figures(source, source.changed, layer)),
        ("Dit vult de gemeente in", _figures(source, source.fills, layer)),
        ("Deze cijfers blijven staan", _frozen(built, layer)),
        *((heading, _added(source, section, layer)) for section, heading in NEW.items()),
    ):
        yield from _under(heading, lines)


def _title(source: Source, layer: str) -> str:
    """What people call the layer, and who decides it."""
    bodies = _bodies(source, layer)
    named = next((str(data["voorstel"]) for data in _documents(source, layer) if "voorstel" in data), layer)
    return named + (f" (door: {', '.join(bodies)})" if bodies else "")


def _bodies(source: Source, layer: str) -> list[str]:
    return list(dict.fromkeys(str(data["door"]) for data in _documents(source, layer) if "door" in data))


def _documents(source: Source, layer: str) -> list[dict[str, Any]]:
    """The files of a layer. A layer is a directory or one file; both give the layer its name."""
    return [one.data for one in source.files if layer in (Path(one.name).stem, Path(one.name).parent.name)]


def _under(heading: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", heading, *found] if found else []


def _rules(source: Source, layer: str) -> Iterator[str]:
    for item in source.changes:
        if item.origin == layer:
            yield from _rule(source, item)


def _rule(source: Source, item: Item[Change]) -> Iterator[str]:
    change, old = item.value, _version_before(source, item)
    new = source.items("regels")[f"{item.name} vanaf {change.van}"].value
    yield f"  vanaf {change.van}: {new.titel} ({item.name}), {change.artikel}"
    if str(old.artikel) != str(new.artikel):
        yield f"    stond in: {old.artikel}"
    if change.formule is not None or change.tabel is not None:
        yield from _block("was", _formula(old))
        yield from _block("wordt", _formula(new))
    if change.opties:
        yield f"    erbij:    {', '.join(map(str, change.opties))}"
    yield f"    waarom:   {' '.join(change.grond.split())}"


def _version_before(source: Source, item: Item[Change]) -> Any:
    """The rule as it was until this change."""
    earlier = sorted(day for day in source.versions[item.name] if str(day) < str(item.value.van))
    name = source.versions[item.name][earlier[-1]] if earlier else item.name
    return source.items("regels")[name].value


def _formula(rule: Any) -> list[str]:
    if rule.formule is not None:
        return [line.strip() for line in rule.formule.raw.strip().splitlines()]
    return [f"{row.als} → {row.dan}" for row in rule.tabel or ()]


def _block(word: str, lines: list[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        label = f"{word}:" if place == 0 else ""
        yield f"    {label:<9} {line}"


def _figures(source: Source, laid: dict[str, list[Item[list[Value]]]], layer: str) -> Iterator[str]:
    for items in laid.values():
        for item in items:
            if item.origin == layer:
                yield from _figure(source, item)


def _figure(source: Source, item: Item[list[Value]]) -> Iterator[str]:
    norm = source.items("parameters").get(item.name) or source.items("instellingen")[item.name]
    article = norm.value.open.artikel if norm.value.open is not None else norm.value.artikel
    yield f"  {norm.value.titel} ({item.name}), {article}"
    for value in item.value:
        until = f" tot en met {value.tot}" if value.tot else ""
        yield f"    vanaf {value.van}{until}: {_before(source, norm, item, value)} → {value.waarde}"
        doubt = f"; zekerheid {value.zekerheid}" if value.zekerheid else ""
        note = f"; {value.noot}" if value.noot else ""
        yield f"    bron: {source.items('bronnen')[str(value.bron)].value}{doubt}{note}"


def _before(source: Source, norm: Item[Any], item: Item[list[Value]], value: Value) -> str:
    """What held on the first day until this layer; of several layers the highest says so."""
    own = list(getattr(norm.value, "waarden", ()))
    layers_beneath = source.layers[: source.layers.index(item.origin)]
    laid = [*source.fills.get(item.name, ()), *source.changed.get(item.name, ())]
    written = [(one, 0) for one in own]
    written += [
        (one, 1 + layers_beneath.index(other.origin))
        for other in laid
        if other.origin in layers_beneath
        for one in other.value
    ]
    day = str(value.van)
    held = [
        (rank, str(one.waarde))
        for one, rank in written
        if str(one.van) <= day and (one.tot is None or day <= str(one.tot))
    ]
    usual = getattr(norm.value, "waarde", "geen waarde")
    return max(held)[1] if held else str(usual)


def _frozen(built: Built, layer: str) -> Iterator[str]:
    freeze = built.source.header.get("bevriest")
    if freeze is None or freeze.origin != layer:
        return
    yield f"  Waar vanaf {freeze.value.van} een cijfer ontbreekt, telt dat van {freeze.value.cijfers_van}."
    yield f"  waarom: {' '.join(freeze.value.grond.split())}"
    read = set(built.draft.used)
    for name, spec in built.draft.parameters.items():
        if name in read and any(period.origin == layer for period in spec.periods):
            yield f"    {spec.title} ({name})"


def _added(source: Source, section: str, layer: str) -> Iterator[str]:
    for item in source.items(section).values():
        if item.origin == layer and unversioned(item.name) == item.name:
            yield from _entry(section, item)


def _entry(section: str, item: Item[Any]) -> Iterator[str]:
    entry = item.value
    said = getattr(entry, "titel", None) or getattr(entry, "zo_niet", None) or getattr(entry, "tekst", "")
    article = getattr(entry, "artikel", None)
    decided = getattr(entry, "oordeel", None)
    yield (
        f"  {' '.join(str(said).split())} ({item.name})"
        + (f", {article}" if article else "")
        + (f"; oordeel van het {decided}" if decided else "")
    )
    if section == "instellingen":
        others = [str(option) for option in entry.opties or () if str(option) != str(entry.waarde)]
        instead = f" (kan ook: {', '.join(others)})" if others else ""
        yield f"    gekozen:  {entry.waarde}{instead}"
        yield f"    waarom:   {' '.join(entry.grond.split())}"
    if section == "parameters":
        for value in entry.waarden:
            yield f"    vanaf {value.van}: {value.waarde}" + (
                f"; zekerheid {value.zekerheid}" if value.zekerheid else ""
            )
