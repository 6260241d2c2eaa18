"""Payments as JSON: a list of records, or an object with that list under ``betalingen``."""

import codecs
import json
from pathlib import Path
from typing import Any

import pyarrow as pa

from regels.tabel.errors import FileMissing, Unreadable
from regels_calculators.inkomen.columns import FEED

LIST = "betalingen"
_NOTHING = pa.table({column.name: pa.array([], pa.string()) for column in FEED if column.obliged})
"""A list without payments: a day on which nothing was paid."""


class NotRecords(Exception):
    """The JSON is not a list of flat records; ``str()`` says what was found, without any value."""


def read_json(path: Path) -> pa.Table:
    """The records of a file as columns of text. Raises a TableError when it is no list of records."""
    if not path.is_file():
        raise FileMissing(str(path))
    try:
        content = loads(path.read_bytes().removeprefix(codecs.BOM_UTF8))
        return table_of(content) if _records(content) else _NOTHING
    except NotRecords as error:
        raise Unreadable(str(path), "JSON", str(error)) from error


def loads(data: bytes) -> Any:
    """Strict JSON in UTF-8: numbers stay as written, a name twice in one object is refused."""
    try:
        return json.loads(
            data.decode("utf-8"), parse_float=str, parse_int=str, parse_constant=_refuse,
            object_pairs_hook=_once,
        )  # fmt: skip
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise NotRecords("dit is geen JSON in UTF-8") from error


def table_of(content: Any) -> pa.Table:
    """One column of text for each name in any of the records; what is left out or null is empty."""
    records = _records(content)
    names = list(dict.fromkeys(name for record in records for name in record))
    columns = [pa.array([_text(record.get(name)) for record in records], pa.string()) for name in names]
    return pa.Table.from_arrays(columns, names)


def _records(content: Any) -> list[dict[str, Any]]:
    records = content.get(LIST) if isinstance(content, dict) else content
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise NotRecords(f"verwacht: een lijst betalingen, of een object met “{LIST}”")
    return records


def _text(value: Any) -> str | None:
    match value:
        case None | str():
            return value
        case True:
            return "ja"
        case False:
            return "nee"
    raise NotRecords("een veld van een betaling is een lijst of een object")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotRecords("een veld staat twee keer in één betaling")
    return found


def _refuse(constant: str) -> Any:
    raise NotRecords(f"{constant} is geen getal")
