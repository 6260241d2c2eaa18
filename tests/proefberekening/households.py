"""Made-up households, and the rules with and without figures after 2026."""

from functools import cache
from pathlib import Path
from typing import Any

from regels_calculators.proefberekening import Werk, keuzes, read_work

import regels
from regels.ruleset import Ruleset

Facts = dict[str, Any]
FROZEN = str(Path(__file__).with_name("vast"))
"""An overlay in which the figures of July 2026 stay."""

PARENT: Facts = {
    "leefvorm": "alleenstaande_ouder",
    "geboortedatum": "1990-03-14",
    "ten_laste_komende_kinderen": 1,
    "geboortedatum_jongste_kind": "2017-05-02",
    "kostendelende_medebewoners": 0,
    "vermogen": "1500",
    "inkomen_arbeid": "0",
    "inkomen_overig": "0",
    "bijdrage_arbeidsinschakeling": "ja",
    "volledige_zorg": "ja",
    "medisch_urenbeperkt": "nee",
}
SINGLE: Facts = {**PARENT, "leefvorm": "alleenstaande", "ten_laste_komende_kinderen": 0}
COUPLE: Facts = {
    **SINGLE,
    "leefvorm": "gehuwden",
    "geboortedatum_partner": "1992-01-20",
    "inkomen_arbeid_partner": "200,00",
    "inkomen_overig_partner": "0",
    "bijdrage_arbeidsinschakeling_partner": "ja",
    "medisch_urenbeperkt_partner": "nee",
}
HOURLY: Facts = {"netto_per_uur": "13,50", "uren_per_week": "24", "vanaf": "2026-09-01"}
RANGE: Facts = {**HOURLY, "uren_per_week": "0-40"}


@cache
def law() -> Ruleset:
    """The law as it stands: nothing is known after 2026."""
    return regels.load()


@cache
def frozen() -> Ruleset:
    """The same with the figures of July 2026 kept."""
    return regels.load(FROZEN)


def work(facts: Facts, **more: Any) -> Werk:
    """The work, read."""
    return read_work({**facts, **more}, keuzes())
