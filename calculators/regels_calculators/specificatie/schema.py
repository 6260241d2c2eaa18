"""The statement as JSON, and its JSON Schema; amounts are text with a point."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from regels_calculators.specificatie.model import Specificatie

DRAFT = "https://json-schema.org/draft/2020-12/schema"


@cache
def _adapter() -> TypeAdapter[Specificatie]:
    return TypeAdapter(Specificatie)


def as_dict(found: Specificatie) -> dict[str, Any]:
    """Ready for JSON."""
    made: dict[str, Any] = _adapter().dump_python(found, mode="json")
    return made


def from_dict(data: dict[str, Any]) -> Specificatie:
    """The statement back from its JSON."""
    return _adapter().validate_python(data)


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of what ``as_dict`` gives."""
    return {"$schema": DRAFT, **_adapter().json_schema(mode="serialization")}
