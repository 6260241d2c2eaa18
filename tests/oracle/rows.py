"""One row as the contract's table reads it: defaults of absent columns, unknowns, and rejects."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from .figures import MISSING
from .onbekend import Value, known, unknown

EARLIER = "eerdere_maand"

# In the order of the contract's table; reasons are listed in this order.
COLUMNS = (
    "dossier_id", "maand", "van_dag", "tot_dag", "leefvorm", "geboortedatum", "geboortedatum_partner",
    "ten_laste_komende_kinderen", "geboortedatum_jongste_kind", "kostendelende_medebewoners", "inrichting",
    "partner_rechthebbend", "uitgesloten", "vermogen", "vermogen_eigen_woning",
    "inkomen_arbeid", "inkomen_arbeid_partner", "vakantietoeslag_arbeid", "vakantietoeslag_arbeid_partner",
    "inkomen_lks", "inkomen_lks_partner", "inkomen_overig", "inkomen_overig_partner",
    "bijdrage_arbeidsinschakeling", "bijdrage_arbeidsinschakeling_partner", "volledige_zorg",
    "medisch_urenbeperkt", "medisch_urenbeperkt_partner",
    "urenuitbreiding_mogelijk", "urenuitbreiding_mogelijk_partner",
    "vrijlating_n_maanden", "vrijlating_z_maanden",
    "vrijlating_n_maanden_partner", "vrijlating_z_maanden_partner", "vrijlating_r_begin", "ontving_bijstand",
    "verhoging_jongere", "verhoging_jongere_partner", "verlaging_woonsituatie", "verlaging_schoolverlater",
    "afstemming", "maatregel_percentage", "uitbetaald",
)  # fmt: skip

# What an absent column means; every other absent column is unknown.
ABSENT: dict[str, Any] = {
    "inrichting": "geen",
    "partner_rechthebbend": True,
    "uitgesloten": False,
    "vermogen_eigen_woning": 0,
    "vakantietoeslag_arbeid": 0,
    "vakantietoeslag_arbeid_partner": 0,
    "inkomen_lks": 0,
    "inkomen_lks_partner": 0,
    "vrijlating_n_maanden": 0,
    "vrijlating_z_maanden": 0,
    "vrijlating_n_maanden_partner": 0,
    "vrijlating_z_maanden_partner": 0,
    "verhoging_jongere": False,
    "verhoging_jongere_partner": False,
    "verlaging_woonsituatie": 0,
    "verlaging_schoolverlater": 0,
    "afstemming": 0,
    "maatregel_percentage": 0,
}

LEEFVORMEN = ("alleenstaande", "alleenstaande_ouder", "gehuwden")
INRICHTINGEN = ("geen", "aanvrager", "partner", "beiden")
NOT_NEGATIVE = (
    "ten_laste_komende_kinderen", "kostendelende_medebewoners",
    "vakantietoeslag_arbeid", "vakantietoeslag_arbeid_partner", "inkomen_lks", "inkomen_lks_partner",
    "inkomen_overig", "inkomen_overig_partner", "vrijlating_n_maanden", "vrijlating_z_maanden",
    "vrijlating_n_maanden_partner", "vrijlating_z_maanden_partner",
    "verlaging_woonsituatie", "verlaging_schoolverlater",
)  # fmt: skip


class Row:
    """The fields of one row as values, and the period it is about."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw
        self.month: date = raw["maand"]
        self.days_in_month = monthrange(self.month.year, self.month.month)[1]
        first_day = raw.get("van_dag") or 1  # empty or absent: the whole month
        last_day = raw.get("tot_dag") or self.days_in_month
        self.days = last_day - first_day + 1
        self.first = self.month + timedelta(days=first_day - 1)
        self.last = self.month + timedelta(days=last_day - 1)
        self.month_index = self.month.year * 12 + self.month.month

    def __getitem__(self, name: str) -> Value:
        if name not in COLUMNS:
            raise KeyError(name)
        if name not in self.raw:
            return known(ABSENT[name]) if name in ABSENT else unknown(name)
        value = self.raw[name]
        return unknown(name) if value is None else known(value)


def reject(raw: Mapping[str, Any]) -> str | None:
    """Why this row cannot be read, or None when it can."""
    month = raw.get("maand")
    if not isinstance(month, date) or month.day != 1:
        return "maand"
    if not _period_exists(raw):
        return "van_dag+tot_dag"
    if raw.get("leefvorm") not in (None, *LEEFVORMEN):
        return "leefvorm"
    if raw.get("inrichting") not in (None, *INRICHTINGEN):
        return "inrichting"
    # Without a partner there is nobody else who can be inside.
    if raw.get("inrichting") in ("partner", "beiden") and raw.get("leefvorm") not in (None, "gehuwden"):
        return "inrichting"
    for name in NOT_NEGATIVE:
        if raw.get(name) is not None and raw[name] < 0:
            return name
    for suffix in ("", "_partner"):
        wage, lks = raw.get("inkomen_arbeid" + suffix), raw.get("inkomen_lks" + suffix)
        # A wage below zero counts as 0, so an lks of 0 beside it is no contradiction.
        if wage is not None and lks is not None and lks > max(0, wage):
            return "inkomen_lks" + suffix
    return _maatregel(raw.get("maatregel_percentage"))


def _period_exists(raw: Mapping[str, Any]) -> bool:
    length = monthrange(raw["maand"].year, raw["maand"].month)[1]
    first = 1 if raw.get("van_dag") is None else raw["van_dag"]
    last = length if raw.get("tot_dag") is None else raw["tot_dag"]
    return 1 <= first <= last <= length


def _maatregel(percentage: Fraction | Decimal | int | None) -> str | None:
    if percentage is None:
        return None
    exact = Fraction(percentage)
    readable = 0 <= exact <= 100 and (exact * 100).denominator == 1
    return None if readable else "maatregel_percentage"


def overlap(rows: list[Row]) -> bool:
    """Whether two of these rows are about the same day."""
    ordered = sorted(rows, key=lambda r: r.first)
    return any(a.last >= b.first for a, b in pairwise(ordered))


def reason(fields: frozenset[str]) -> str:
    """The unknown fields in the order of the table, then the two that are not fields."""
    order = (*COLUMNS, MISSING, EARLIER)
    return "+".join(sorted(fields, key=order.index))
