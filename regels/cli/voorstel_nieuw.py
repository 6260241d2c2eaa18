"""``regels voorstel nieuw``: a file with everything a municipality may fill in, to be filled in."""

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

from regels.bestand.library import layers, regelingen
from regels.bestand.model import Parameter, Value
from regels.bestand.source import Item, Source, assemble
from regels.data import rulesets
from regels.errors import RegelsError, nearest
from regels.lints.reading import entries_read
from regels.plan.finish import build
from regels.plan.written import TO_FILL_IN

FORM = re.compile(r"[a-z0-9][a-z0-9-]*")
WIDTH = 110


class ProposalRefused(RegelsError):
    """No file can be made; the message says why and what to do."""


def run(name: str, on: str, regeling: str, directory: Path) -> int:
    """Write the files and say where they are; one for each body that may decide something."""
    if not FORM.fullmatch(name):
        raise ProposalRefused(f"‘{name}’ kan geen naam zijn. Gebruik kleine letters, cijfers en streepjes.")
    known = regelingen(rulesets())
    if regeling not in known:
        advice = nearest(regeling, known) or f"Bekend: {', '.join(known)}."
        raise ProposalRefused(f"Er is geen regeling ‘{regeling}’. {advice}")
    source, read = _source(on, regeling)
    norms: dict[str, list[tuple[str, Item[Any]]]] = {}
    for section in ("parameters", "instellingen"):
        for item in source.items(section).values():
            if item.value.open is not None and (section, item.name) in read:
                norms.setdefault(str(item.value.open.door), []).append((section, item))
    if not norms:
        raise ProposalRefused(f"In ‘{regeling}’ staat niets open: de wet laat een gemeente hier geen ruimte.")
    target = directory / name
    texts = {
        target / (f"{regeling}.yaml" if len(norms) == 1 else f"{regeling}.{body}.yaml"): _file(
            name, on, body, source, norms[body]
        )
        for body in sorted(norms)
    }
    _write(texts)
    for path in texts:
        print(f"Geschreven: {path}")
    print(f"Vul in wat u wilt veranderen, en kijk dan na met: regels controleer {target}")
    return 0


def _source(on: str, regeling: str) -> tuple[Source, set[tuple[str, str]]]:
    """What is written beneath the proposal, and which entries of it are read."""
    root = rulesets()
    built = build(assemble(layers(root, on, regeling), root))
    return built.source, entries_read(built)


def _write(texts: dict[Path, str]) -> None:
    there = next((path for path in texts if path.exists()), None)
    if there is not None:
        raise ProposalRefused(f"{there} bestaat al. Kies een andere naam, of een andere map met --map.")
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _file(name: str, on: str, body: str, source: Source, norms: list[tuple[str, Item[Any]]]) -> str:
    lines = [
        f"# Wat {'de gemeenteraad' if body == 'gemeenteraad' else 'het college'} kan kiezen bij: "
        f"{source.header['titel'].value}.",
        "# Haal het hekje en de spatie weg voor `bronnen:`, voor `vult:`, en voor wat u wilt invullen.",
        f"# Vervang daar {TO_FILL_IN} en JJJJ-MM-01. Een waarde geldt vanaf de eerste dag van een maand.",
        f"regeling: {source.header['regeling'].value}",
        f"overlay_op: {on}",
        f"door: {body}",
        f"voorstel: {name}",
        "# bronnen:",
        f'#   besluit-{body}: "https://{TO_FILL_IN}"',
        "# vult:",
    ]
    for section, item in norms:
        lines += ["#", *_norm(section, item, source)]
    return "\n".join(lines) + "\n"


def _norm(section: str, item: Item[Any], source: Source) -> Iterator[str]:
    """A norm with what it is, what it is now, and a line to fill in."""
    entry = item.value
    yield from _remark(f"{entry.titel}. {entry.open.artikel}.")
    if entry.opties:
        yield from _remark(f"Kies uit: {', '.join(map(str, entry.opties))}.")
    else:
        unit = f", in {entry.eenheid}" if entry.eenheid else ""
        yield from _remark(f"Soort: {entry.soort}{unit}")
    yield from _remark(f"Nu: {present(section, item, source)}.")
    if section == "instellingen":
        yield from _remark(f"Waarom: {' '.join(str(entry.grond).split())}")
    yield f"#   {item.name}:"
    yield f'#     - {{van: JJJJ-MM-01, waarde: "{TO_FILL_IN}", bron: besluit-{entry.open.door}}}'


def _remark(text: str) -> list[str]:
    return [f"# # {line}" for line in wrap(text, WIDTH - 4)]


def present(section: str, item: Item[Any], source: Source) -> str:
    """What a norm is, as last written: by an overlay, or else by the law."""
    laid = [(value, fill.origin) for fill in source.fills.get(item.name, ()) for value in fill.value]
    if section == "instellingen":
        usual = f"{item.value.waarde}, de gewone keuze"
        return "; ".join([*(said(value, origin) for value, origin in laid), usual]) if laid else usual
    entry: Parameter = item.value
    own = [(value, item.origin) for value in entry.waarden][-1:]
    return "; ".join(said(value, origin) for value, origin in [*laid, *own])


def said(value: Value, origin: str) -> str:
    """A figure with its days and who says so."""
    until = f" tot en met {value.tot}" if value.tot else ""
    return f"{value.waarde} vanaf {value.van}{until} ({origin})"
