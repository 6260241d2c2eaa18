"""JSON Schema of a row of input, of a row of output, and of a ruleset file."""

import json
import re
from pathlib import Path

import pytest
import yaml

from regels.bestand import model
from regels.data import rulesets
from regels.monitor.read import DIRECTORY as SIGNALS
from regels.schema import format_schema, input_schema, output_schema
from regels.schema.ruleset import KEYS, PARTS
from tests.schema.test_case import MODEL, NAMES, PLAN


def test_input() -> None:
    schema = input_schema(PLAN)
    assert list(schema["properties"]) == NAMES
    assert schema["required"] == ["maand"] and schema["additionalProperties"] is False
    loon = schema["properties"]["loon"]
    assert loon["type"] == ["string", "integer", "null"]
    assert re.search(loon["pattern"], "-12,50") and not re.search(loon["pattern"], "12,505")
    assert schema["properties"]["vorm"]["enum"] == ["een", "twee", None]
    assert schema["properties"]["mag"]["description"] == (
        "Mag het? Het mag. Dit is een oordeel van college, geen berekening. "
        "Weggelaten betekent onbekend; leeg betekent onbekend."
    )
    json.dumps(schema)


def test_the_schema_of_the_model_says_the_same() -> None:
    own = MODEL.model_json_schema()
    assert own["required"] == ["maand"] and own["additionalProperties"] is False
    for name, shape in input_schema(PLAN)["properties"].items():
        assert {key: own["properties"][name][key] for key in shape} == shape


def test_output() -> None:
    schema = output_schema(PLAN)
    assert schema["properties"]["loon"] == {
        "description": "Het loon",
        "type": ["string", "null"],
        "pattern": r"^-?\d+\.\d{2}$",
    }
    assert schema["properties"]["status"]["enum"] == ["recht", "geen_recht", "onbepaald", "afgekeurd"]
    json.dumps(schema)


def test_every_part_and_key_of_the_format_has_a_dutch_description() -> None:
    parts = {name: part for name in PARTS if (part := getattr(model, name))}
    keys = {key for part in parts.values() for key in part.model_fields}
    assert keys == set(KEYS)
    assert "Base of every part" not in json.dumps(format_schema())


FILES = [path for path in sorted(rulesets().rglob("*.yaml")) if path.parent.name != SIGNALS]
"""Signals have a format of their own."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_rulesets_fit_the_format(path: Path) -> None:
    schema = format_schema()
    fits(yaml.safe_load(path.read_text(encoding="utf-8")), schema, schema["$defs"])


def fits(found: object, schema: dict[str, object], parts: dict[str, dict[str, object]]) -> None:
    """A small judge of what ``format_schema`` uses of JSON Schema."""
    if "$ref" in schema:
        schema = parts[str(schema["$ref"]).rpartition("/")[2]]
    if "enum" in schema:
        assert found in schema["enum"]  # type: ignore[operator]
    elif isinstance(found, dict):
        properties, others = schema.get("properties", {}), schema.get("additionalProperties", {})
        assert set(schema.get("required", ())) <= set(found)  # type: ignore[call-overload]
        for key, value in found.items():
            assert key in properties or others, key  # type: ignore[operator]
            fits(value, properties.get(key, others), parts)  # type: ignore[attr-defined]
    elif isinstance(found, list):
        assert schema["type"] == "array"
        for value in found:
            fits(value, schema["items"], parts)  # type: ignore[arg-type]
    else:
        assert "string" in schema["type"], (found, schema)  # type: ignore[operator]
