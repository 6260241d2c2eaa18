"""The figures of the Bbz: the traps of the redactional notes, and the indexation that was published."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from regels.bestand.yaml_reader import read_yaml
from regels.data import rulesets

FILE = rulesets() / "landelijk" / "parameters" / "bbz.yaml"
PARAMETERS: dict[str, Any] = read_yaml(FILE, "bbz.yaml").data["parameters"]
INDEXED = [
    "bbz_vermogen_bovengrens",
    "bbz_vermogen_ondergrens",
    "bbz_vermogen_oudere",
    "bbz_kapitaal_gevestigd_max",
    "bbz_kapitaal_om_niet_max",
    "bbz_kapitaal_starter_max",
    "bbz_oudere_min_bruto_inkomen",
]
FACTOR = Decimal("1.0301")


def value(name: str, year: int) -> str:
    (found,) = [
        str(one["waarde"])
        for one in PARAMETERS[name]["waarden"]
        if str(one["van"])[:4] <= str(year) <= str(one.get("tot", "9999"))[:4]
    ]
    return found


def euros(name: str, year: int) -> Decimal:
    return Decimal(value(name, year).removeprefix("€ ").replace(".", ""))


@pytest.mark.parametrize("name", INDEXED)
def test_all_seven_amounts_rose_by_the_same_factor_in_2026(name: str) -> None:
    """Within a euro: the amounts are in whole euros, and the factor in four decimals."""
    expected = (euros(name, 2025) * FACTOR).quantize(Decimal(1), ROUND_HALF_UP)
    assert abs(euros(name, 2026) - expected) <= 1


@pytest.mark.parametrize("year", [2018, 2019, 2020, 2023, 2024])
@pytest.mark.parametrize("name", ["bbz_vermogen_bovengrens", "bbz_vermogen_oudere"])
def test_years_that_were_not_found_stay_unknown(name: str, year: int) -> None:
    assert value(name, year) == "onbekend"


@pytest.mark.parametrize(
    ("year", "percentage"),
    [(2017, "20%"), (2020, "onbekend"), (2021, "17%"), (2023, "onbekend"), (2024, "onbekend"), (2025, "19%")],
)
def test_the_fixed_part_for_tax_is_that_of_the_note(year: int, percentage: str) -> None:
    assert value("bbz_forfait_inkomstenbelasting", year) == percentage
