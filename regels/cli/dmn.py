"""``regels dmn``: the decision tables of a regeling as a DMN file."""

import re
from pathlib import Path

from regels.bestand.library import layers, regelingen_of
from regels.bestand.source import assemble
from regels.data import rulesets
from regels.dmn.export import NothingToExport, export
from regels.dmn.model import Model
from regels.dmn.xml import VERSIONS, xml
from regels.errors import nearest
from regels.lints import sound
from regels.plan.finish import build
from regels.tabel.atomic import part, publish

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def run(regeling: str, ruleset: str, month: str, target: Path, version: str) -> int:
    """Write the file, and say what is in it and what is not."""
    if version not in VERSIONS:
        raise NothingToExport(f"DMN ‘{version}’ wordt niet geschreven. Kies uit: {', '.join(VERSIONS)}.")
    model = made(regeling, ruleset, month)
    target.parent.mkdir(parents=True, exist_ok=True)
    part(target).write_text(xml(model, version), encoding="utf-8")
    publish(target)
    rows = sum(len(table.rows) for table in model.tables)
    print(f"Geschreven: {target} (DMN {version}, cijfers van {model.month})")
    print(
        f"{len(model.tables)} tabellen met {rows} rijen, {len(model.figures)} cijfers, "
        f"{len(model.facts)} gegevens."
    )
    print("Niet erin:")
    for line in model.left_out:
        print(f"  {line}")
    return 0


def made(regeling: str, ruleset: str, month: str) -> Model:
    """The model. Raises NothingToExport, UnknownRuleset and RulesetError."""
    found = MONTH.fullmatch(month)
    if found is None:
        raise NothingToExport(f"‘{month}’ is geen maand. Schrijf de maand als 2026-07.")
    root = rulesets()
    known = regelingen_of(root, ruleset)
    if regeling not in known:
        advice = nearest(regeling, known) or f"Bekend: {', '.join(known)}."
        raise NothingToExport(f"Er is geen regeling ‘{regeling}’. {advice}")
    built = build(assemble(layers(root, ruleset, regeling), root))
    number = (int(found[1]) - 1970) * 12 + int(found[2]) - 1
    return export(built, sound(built), number, month)
