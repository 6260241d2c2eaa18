"""A scalar of a ruleset file that remembers where it stands."""

from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from regels.errors import Position
from regels.taal.parser import Place


class Text(str):
    """The text of a scalar, with ``place``: where its first character stands in the file."""

    place: Place
    raw: str

    @classmethod
    def at(cls, value: str, place: Place, raw: str) -> "Text":
        """``raw`` is the text as it stands in the file, line breaks and all, for formulas."""
        text = cls(value)
        text.place, text.raw = place, raw
        return text

    @property
    def position(self) -> Position:
        """Where its first character stands."""
        return self.place.at(1, 1)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string"}
