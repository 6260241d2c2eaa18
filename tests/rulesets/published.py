"""The published figures of ``tests/data`` and the households to which they belong."""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from regels.ruleset import Ruleset, load

DATA = Path(__file__).parents[1] / "data" / "normen_gepubliceerd.csv"
FIRST = date(2017, 1, 1)
LAST = date(2026, 12, 31)

ALONE = {"leefvorm": "alleenstaande", "ten_laste_komende_kinderen": 0}
PARENT = {"leefvorm": "alleenstaande_ouder", "ten_laste_komende_kinderen": 1}
COUPLE = {"leefvorm": "gehuwden", "ten_laste_komende_kinderen": 0}
FAMILY = {"leefvorm": "gehuwden", "ten_laste_komende_kinderen": 2}
HOUSEHOLDS: dict[str, dict[str, Any]] = {
    "norm_alleenstaande_of_ouder_21_aow": {**ALONE, "ages": (40,)},
    "norm_gehuwden_21_aow": {**COUPLE, "ages": (40, 40)},
    "norm_aow_alleenstaande": {**ALONE, "ages": (75,)},
    "norm_aow_gehuwden": {**COUPLE, "ages": (75, 75)},
    "norm_jongere_18_20_alleenstaande_zonder_kind": {**ALONE, "ages": (19,)},
    "norm_jongere_18_20_alleenstaande_ouder": {**PARENT, "ages": (19,)},
    "norm_gehuwden_beide_18_20_zonder_kind": {**COUPLE, "ages": (19, 19)},
    "norm_gehuwden_beide_18_20_met_kind": {**FAMILY, "ages": (19, 19)},
    "norm_gehuwden_een_18_20_een_21plus_zonder_kind": {**COUPLE, "ages": (19, 30)},
    "norm_gehuwden_een_18_20_een_21plus_met_kind": {**FAMILY, "ages": (30, 19)},
    **{
        f"kostendelersnorm_A{a}": {**ALONE, "ages": (40,), "kostendelende_medebewoners": a - 1}
        for a in range(2, 8)
    },
}


@dataclass(frozen=True)
class Published:
    """One figure as it was published."""

    name: str
    day: date
    value: Decimal
    source: str


@cache
def figures() -> tuple[Published, ...]:
    """The figures of the months for which our rulesets have complete figures."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        day = date.fromisoformat(row["valid_from"])
        if FIRST <= day <= LAST and row["unit"].startswith("EUR"):
            found.append(Published(row["parameter_id"], day, Decimal(row["value"]), row["source_url"]))
    return tuple(found)


@cache
def national() -> Ruleset:
    """The national verrekening."""
    return load("landelijk")


def case(month: date, household: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A household without income or wealth in a month."""
    fields = {key: value for key, value in household.items() if key != "ages"}
    births = [date(month.year - age, month.month, 1) for age in household["ages"]]
    facts: dict[str, Any] = {
        "maand": month, "kostendelende_medebewoners": 0, "vermogen": Decimal(0), "inkomen_arbeid": Decimal(0),
        "inkomen_overig": Decimal(0), "geboortedatum": births[0],
    }  # fmt: skip
    if len(births) > 1:
        facts |= {
            "geboortedatum_partner": births[1],
            "inkomen_arbeid_partner": Decimal(0),
            "inkomen_overig_partner": Decimal(0),
        }
    return {**facts, **fields, **changes}
