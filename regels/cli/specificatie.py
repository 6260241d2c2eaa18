"""``regels specificatie``: the statement of one dossier, from a casus or out of a caseload."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regels.cli.bereken import read_cases
from regels.decision import readable
from regels.errors import RegelsError
from regels.evaluator.values import NotApplicable, represent
from regels.plan.plan import Plan
from regels.ruleset import Ruleset, load

if TYPE_CHECKING:
    from regels_calculators.specificatie import Specificatie

CASES = (".yaml", ".yml", ".json")
SHEETS = (".txt", ".html", ".json")


class SpecificatieError(RegelsError):
    """The dossier is not there, cannot be read, or what to write is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The options of the command."""

    source: Path | None
    dossier: str
    income: Path | None
    proposals: Path | None
    objection: str | None
    out: tuple[Path, ...]
    ruleset: str
    mapping: Path | None
    as_json: bool
    schema: bool


def run(choices: Choices) -> int:
    """Print the statement or write it. Exit code 1 when a month could not be determined."""
    from regels_calculators.specificatie import as_dict, json_schema, text

    if choices.schema:
        print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
        return 0
    for path in choices.out:
        if path.suffix.lower() not in SHEETS:
            raise SpecificatieError(f"{path}: deze soort is niet bekend. Verwacht: {', '.join(SHEETS)}.")
    found = make(choices)
    for path in choices.out:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(found, path), encoding="utf-8")
        print(f"Geschreven: {path}")
    if choices.as_json:
        print(json.dumps(as_dict(found), ensure_ascii=False, indent=2))
    elif not choices.out:
        print(text(found), end="")
    return 0 if all(month.status in ("recht", "geen_recht") for month in found.maanden) else 1


def make(choices: Choices) -> "Specificatie":
    """The statement that was asked."""
    from regels_calculators.specificatie import specificeer
    from regels_calculators.specificatie.given import read_income, read_proposals

    if choices.source is None:
        raise SpecificatieError("Noem het bestand met de casus of de caseload.")
    ruleset = load(choices.ruleset)
    cases = _cases(choices, choices.source, ruleset)
    return specificeer(
        ruleset.evaluate_history(ruleset.in_order(cases)),
        dossier=choices.dossier,
        inkomen=read_income(choices.income, choices.dossier) if choices.income else (),
        voorstellen=read_proposals(choices.proposals, choices.dossier) if choices.proposals else (),
        bezwaar=choices.objection,
    )


def _cases(choices: Choices, source: Path, ruleset: Ruleset) -> list[dict[str, Any]]:
    if source.suffix.lower() in CASES:
        return read_cases(source)
    if not choices.dossier:
        raise SpecificatieError("Noem het dossier uit de caseload, met --dossier.")
    found = dossier_cases(source, ruleset.plan, choices.mapping, choices.dossier)
    if not found:
        raise SpecificatieError(
            f"Dossier {choices.dossier} staat niet in {source}. Klopt het nummer, ook de nullen vooraan?"
        )
    return found


def dossier_cases(source: Path, plan: Plan, mapping: Path | None, dossier: str) -> list[dict[str, Any]]:
    """The rows of a dossier of a caseload as cases. Raises SpecificatieError when one cannot be read."""
    import numpy as np
    import pyarrow.compute as pc

    from regels.cli.dossier import row_values
    from regels.tabel.mapping import read_mapping
    from regels.tabel.process import batches

    for chunk in batches(source, plan, read_mapping(mapping) if mapping else None):
        rows = np.flatnonzero(np.asarray(pc.equal(chunk.dossier, dossier).fill_null(False))).tolist()
        places = {int(chunk.index[row]) for row in rows}
        for one in chunk.rejects:
            if one.index in places:
                where = f"{source}, regel {one.row}: {one.field}"
                raise SpecificatieError(f"{where}: gevonden: {one.found}. {one.advice}")
        if rows:
            return [_case(plan, chunk.columns, row_values(plan, chunk, row)) for row in rows]
    return []


def _case(plan: Plan, columns: Any, values: Any) -> dict[str, Any]:
    """A row by name; an empty cell stays empty, a column that is not there stays away."""
    case: dict[str, Any] = {}
    for spec, value in zip(plan.inputs, values, strict=True):
        if spec.name in columns:
            known = value.known
            empty = known is None or isinstance(known, NotApplicable)
            case[spec.name] = None if empty else readable(represent(known, spec.type), spec.type)
    return case


def _text(found: "Specificatie", path: Path) -> str:
    from regels_calculators.specificatie import as_dict, html, text

    match path.suffix.lower():
        case ".json":
            return json.dumps(as_dict(found), ensure_ascii=False, indent=2) + "\n"
        case ".html":
            return html(found)
    return text(found)
