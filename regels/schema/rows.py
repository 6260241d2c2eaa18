"""JSON Schema of one row of input and of one row of output."""

from typing import Any

from regels.plan.plan import Default, InputSpec, Plan, Verdict
from regels.plan.types import Kind, Type
from regels.tabel.wording import decimals, empty_text, value_text
from regels.wording import REASON, REMARK, STATUS

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def input_schema(plan: Plan) -> dict[str, Any]:
    """JSON Schema of one row of input."""
    needed = plan.inputs[plan.month].name
    return {
        "$schema": DRAFT,
        "title": plan.title,
        "description": "De gegevens van één dossier in één kalenderjaar."
        if plan.yearly
        else "De gegevens van één dossier in één maand, of in een deel daarvan.",
        "type": "object",
        "properties": {
            spec.name: {"description": meaning(spec), **input_property(spec, spec.name == needed)}
            for spec in plan.inputs
        },
        "required": [needed],
        "additionalProperties": False,
    }


def meaning(spec: InputSpec) -> str:
    """What a field asks, and what it means when it is left out or empty."""
    parts = [spec.question, spec.explanation]
    if spec.judgement:
        parts.append(f"Dit is een oordeel van {spec.judgement}, geen berekening")
    absent = value_text(spec.type, spec.absent_value) if spec.absent is Default.VALUE else spec.absent.value
    parts.append(f"Weggelaten betekent {absent}; leeg betekent {empty_text(spec)}")
    return " ".join(part if part.endswith(("?", ".")) else f"{part}." for part in parts if part)


def input_property(spec: InputSpec, needed: bool) -> dict[str, Any]:
    """What one field may hold; ``needed``: it cannot be empty."""
    shape = _shape(spec.type)
    if not needed:
        shape = {
            **shape,
            **({"enum": [*shape["enum"], None]} if "enum" in shape else {"type": [*shape["type"], "null"]}),
        }
    return shape


def _shape(kind: Type) -> dict[str, Any]:
    match kind.kind:
        case Kind.BOOL:
            return {"enum": [True, False, "ja", "nee"]}
        case Kind.CHOICE:
            return {"enum": list(kind.options)}
        case Kind.DATE:
            return {"type": ["string"], "format": "date", "examples": ["2026-07-01"]}
        case Kind.MONTH:
            return {"type": ["string"], "pattern": r"^\d{4}-(0[1-9]|1[0-2])(-01)?$", "examples": ["2026-07"]}
    places = decimals(kind)
    unit = 10**places
    if not places:
        return {"type": ["integer"], "minimum": kind.low, "maximum": kind.high}
    sign = "-?" if kind.low < 0 else ""
    pattern = rf"^{sign}\d+([.,]\d{{1,{places}}})?$"
    whole = {"minimum": -(-kind.low // unit), "maximum": kind.high // unit}
    return {"type": ["string", "integer"], "pattern": pattern, **whole, "examples": ["12.5"]}


def output_schema(plan: Plan) -> dict[str, Any]:
    """JSON Schema of one row of output, as ``Decision.as_dict`` gives it."""
    text, texts = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    outcomes = {
        spec.name: {"description": spec.title, **_output_property(spec.type)} for spec in plan.outcomes
    }
    properties = {
        STATUS: {"description": "Waar de rij op uitkomt.", "enum": [verdict.value for verdict in Verdict]},
        REASON: {"description": "Waarom er geen recht is, of welke velden onbekend zijn.", **texts},
        **outcomes,
        REMARK: {"description": "Wat een mens moet zien.", **texts},
        "regeling": {"description": "De naam van de regeling.", **text},
        "regeling_hash": {"description": "De vingerafdruk van de regels waarmee is gerekend.", **text},
        "regels_versie": {"description": "De versie van het programma.", **text},
    }
    return {
        "$schema": DRAFT,
        "title": plan.title,
        "description": "De uitkomst van één rij. Het is een advies; een mens beslist.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _output_property(kind: Type) -> dict[str, Any]:
    match kind.kind:
        case Kind.BOOL:
            return {"type": ["boolean", "null"]}
        case Kind.CHOICE:
            return {"enum": [*kind.options, None]}
        case Kind.DATE | Kind.MONTH:
            return {"type": ["string", "null"], "format": "date"}
    if kind.kind is not Kind.PERCENT and not kind.scale:
        return {"type": ["integer", "null"]}
    places = decimals(kind)
    return {"type": ["string", "null"], "pattern": rf"^-?\d+\.\d{{{places}}}$" if places else r"^-?\d+$"}
