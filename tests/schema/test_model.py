"""The pydantic model of a case."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from tests.schema.test_case import MODEL, NAMES


def test_python_values() -> None:
    case = MODEL.model_validate(
        {
            "maand": "2026-07",
            "loon": "1.234,56",
            "deel": "12,5%",
            "mag": "ja",
            "vorm": "een",
            "dag": "2026-07-01",
            "kinderen": "2",
            "uren": None,
        }
    )
    found = {name: getattr(case, name) for name in NAMES if name in case.model_fields_set}
    assert found == {
        "maand": date(2026, 7, 1),
        "loon": Decimal("1234.56"),
        "deel": Decimal("12.5"),
        "mag": True,
        "vorm": "een",
        "dag": date(2026, 7, 1),
        "kinderen": 2,
        "uren": None,
    }


def test_every_mistake_with_its_field() -> None:
    with pytest.raises(ValidationError) as caught:
        MODEL.model_validate({"loom": 1, "loon": 1.5, "mag": "NO"})
    assert sorted((error["loc"][0], error["type"]) for error in caught.value.errors()) == [
        ("loom", "onbekend_veld"),
        ("loon", "veld"),
        ("maand", "ontbreekt"),
        ("mag", "veld"),
    ]


def test_a_frozen_case() -> None:
    case = MODEL.model_validate({"maand": "2026-07"})
    with pytest.raises(ValidationError):
        case.loon = 1  # type: ignore[attr-defined]


def test_no_mapping_at_all() -> None:
    with pytest.raises(ValidationError):
        MODEL.model_validate([1])


def test_json_in_and_out() -> None:
    case = MODEL.model_validate_json('{"maand": "2026-07", "loon": "12.50"}')
    assert MODEL.model_validate_json(case.model_dump_json(exclude_unset=True)) == case
