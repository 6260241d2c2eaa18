"""The figures of the Bbz: the traps of the redactional notes, and the indexation that was published."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from regels.bestand.yaml_reader import read_yaml
from regels.data import rulesets

FILE = rulesets() / "landelijk" / "parameters" / "bbz.yaml"
PARAMETERS: dict[str, Any] = read_yaml(FILE, "bbz.yaml").data["parameters"]
IOAZ: dict[str, Any] = read_yaml(FILE.parents[1] / "ioaz" / "cijfers.yaml", "cijfers.yaml").data["parameters"]
INDEXED = [
    "bbz_vermogen_bovengrens",
    "bbz_vermogen_ondergrens",
    "bbz_vermogen_oudere",
    "bbz_kapitaal_gevestigd_max",
    "bbz_kapitaal_om_niet_max",
    "bbz_kapitaal_starter_max",
    "bbz_oudere_min_bruto_inkomen",
]
# Each year the ministry raised all amounts by one factor; 2024 lowered them.
FACTORS = {
    2018: "1.0134",
    2019: "1.0168",
    2020: "1.0173",
    2021: "1.0112",
    2022: "1.0328",
    2023: "1.1693",
    2024: "0.9959",
    2025: "1.0258",
    2026: "1.0301",
}


def value(name: str, year: int, parameters: dict[str, Any] = PARAMETERS) -> str:
    (found,) = [
        str(one["waarde"])
        for one in parameters[name]["waarden"]
        if str(one["van"])[:4] <= str(year) <= str(one.get("tot", "9999"))[:4]
    ]
    return found


def euros(name: str, year: int, parameters: dict[str, Any] = PARAMETERS) -> Decimal:
    return Decimal(value(name, year, parameters).removeprefix("€ ").replace(".", "").replace(",", "."))


@pytest.mark.parametrize("year", FACTORS)
@pytest.mark.parametrize("name", INDEXED)
def test_all_seven_amounts_moved_by_the_factor_of_the_year(name: str, year: int) -> None:
    """Within a euro and the rounding of the factor: whole euros, and a factor of four decimals."""
    before, factor = euros(name, year - 1), Decimal(FACTORS[year])
    margin = 1 + before * Decimal("0.00005")
    assert abs(euros(name, year) - (before * factor).quantize(Decimal(1), ROUND_HALF_UP)) <= margin


@pytest.mark.parametrize("year", range(2017, 2027))
def test_an_older_one_keeps_what_the_ioaz_leaves_free(year: int) -> None:
    """Article 3 paragraph 2 names the amount of article 8 of the IOAZ; two texts, one amount."""
    assert euros("bbz_vermogen_oudere", year) == euros("ioaz_vermogen_vrijgesteld", year, IOAZ)


@pytest.mark.parametrize(
    ("year", "percentage"),
    [(2017, "20%"), (2020, "onbekend"), (2021, "17%"), (2023, "onbekend"), (2024, "onbekend"), (2025, "19%")],
)
def test_the_fixed_part_for_tax_is_that_of_the_note(year: int, percentage: str) -> None:
    assert value("bbz_forfait_inkomstenbelasting", year) == percentage
