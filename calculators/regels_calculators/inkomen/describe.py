"""The feed described for others: JSON Schema, an empty template, and the schema of a message from a vault."""

import json
import sys
from pathlib import Path
from typing import Any

from regels.plan.types import Kind
from regels.tabel.sjabloon import allowed_text, write_columns
from regels.tabel.wording import decimals
from regels_calculators.inkomen.columns import BY_NAME, FEED, Column
from regels_calculators.inkomen.json_feed import LIST
from regels_calculators.inkomen.read import absent_meaning
from regels_calculators.inkomen.vault import CLAIMS, SHARED, VERSION

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record_schema(columns: tuple[Column, ...] = FEED) -> dict[str, Any]:
    """JSON Schema of one record; amounts are text with a point, so that nothing passes through a float."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [column.name for column in columns if column.obliged],
        "properties": {column.name: _property(column) for column in columns},
    }


def feed_schema() -> dict[str, Any]:
    """JSON Schema of a feed."""
    return {"$schema": DIALECT, "title": "Betalingen", "type": "array", "items": record_schema()}


def message_schema() -> dict[str, Any]:
    """JSON Schema of the claims of a message from a vault."""
    text = {"type": "string", "minLength": 1}
    claims: dict[str, Any] = {
        "iss": {**text, "description": "De kluis die ondertekent."},
        "sub": {**text, "description": "Het dossier en de persoon, zoals 1001/aanvrager."},
        "aud": {**text, "description": "De gemeente voor wie het bericht is."},
        "iat": {"type": "integer", "minimum": 0, "description": "Gemaakt op, in seconden sinds 1970."},
        "exp": {"type": "integer", "minimum": 0, "description": "Geldig tot, in seconden sinds 1970."},
        "jti": {**text, "description": "Een nummer dat één keer wordt gebruikt."},
        "versie": {"const": int(VERSION)},
        LIST: {
            "type": "array",
            "minItems": 1,
            "items": record_schema(tuple(BY_NAME[name] for name in SHARED)),
        },
    }
    assert set(claims) == CLAIMS
    return {
        "$schema": DIALECT, "title": "Inkomen uit een datakluis", "type": "object",
        "additionalProperties": False,
        "required": sorted(CLAIMS), "properties": claims,
    }  # fmt: skip


def write_feed_template(path: Path) -> tuple[Path, ...]:
    """An empty .csv or .xlsx to fill in, with what each column means."""
    lines = [_line(column) for column in FEED]
    return write_columns(path, lines, [None if c.type is None else c.spec for c in FEED], LIST)


def _line(column: Column) -> tuple[str, ...]:
    kind = "tekst" if column.type is None else column.type.kind.value
    allowed = "elke tekst" if column.type is None else allowed_text(column.spec)
    empty = "de betaling wordt apart gezet" if column.filled else column.empty
    return (column.name, kind, "", allowed, column.title, absent_meaning(column), empty, "")


def _property(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"description": column.title}
    type = column.type
    if type is None:
        return {"type": "string", "minLength": 1, **found}
    match type.kind:
        case Kind.BOOL:
            return {"type": "boolean", **found}
        case Kind.CHOICE:
            return {"enum": list(type.options), **found}
        case Kind.DATE:
            return {"type": "string", "format": "date", **found}
    return {"type": "string", "pattern": rf"^-?[0-9]+(\.[0-9]{{1,{decimals(type)}}})?$", **found}


if __name__ == "__main__":
    made = {"betalingen": feed_schema, "datakluis": message_schema}[sys.argv[1]]()
    print(json.dumps(made, ensure_ascii=False, indent=2))
