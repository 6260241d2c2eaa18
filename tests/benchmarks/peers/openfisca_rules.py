"""The verrekening as a small tax-benefit system in OpenFisca-core: whole months, complete data, int cents.

One entity, the dossier; what holds for applicant and partner alike is written once and instantiated
with a suffix. Choices are codes (leefvorm 0 single, 1 single parent, 2 couple; inrichting 0-3 in the
contract's order), `ontving_bijstand` is -1 when empty, months count from the year 0 and 0 means never.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import Entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from . import openfisca_norm, openfisca_outcome
from .figures import FIRST_BIRTH, FIRST_INDEX, Parameters
from .openfisca_norm import half_up

Array = np.ndarray
DOSSIER = Entity("dossier", "dossiers", "A case", "")
GROUNDS = ("geen", "n", "y", "z", "aa", "r")

# For each person; the second is the partner.
PERSON_INT = ("inkomen_arbeid", "vakantietoeslag_arbeid", "inkomen_lks", "inkomen_overig",
              "vrijlating_n_maanden", "vrijlating_z_maanden")  # fmt: skip
PERSON_BOOL = (
    "bijdrage_arbeidsinschakeling",
    "medisch_urenbeperkt",
    "urenuitbreiding_mogelijk",
    "verhoging_jongere",
)
INT = ("leefvorm", "ten_laste_komende_kinderen", "kostendelende_medebewoners", "inrichting", "vermogen",
       "vermogen_eigen_woning", "vrijlating_r_begin", "ontving_bijstand", "verlaging_woonsituatie",
       "verlaging_schoolverlater", "afstemming", "maatregel_percentage", "uitbetaald")  # fmt: skip
BOOL = ("partner_rechthebbend", "uitgesloten", "volledige_zorg", "aanwezig", "eerste")
DATES = ("geboortedatum", "geboortedatum_partner", "geboortedatum_jongste_kind")
STATE = ("n_na", "n_na_partner", "z_na", "z_na_partner", "r_begin_na")
SUFFIXES = ("", "_partner")


def build(parameters: Parameters) -> TaxBenefitSystem:
    """Inputs, figures and formulas."""
    system = TaxBenefitSystem([DOSSIER])
    system.parameters = ParameterNode("", data=_figures(parameters))
    for name, kind in _inputs():
        system.add_variable(variable(name, kind))
    for name, (kind, formula) in _formulas(parameters).items():
        system.add_variable(variable(name, kind, formula))
    return system


def _inputs() -> Iterator[tuple[str, type]]:
    """The columns of the contract with their types: of the dossier, then of each person."""
    of_dossier: dict[type, tuple[str, ...]] = {int: INT, bool: BOOL, date: DATES}
    of_person: dict[type, tuple[str, ...]] = {int: PERSON_INT, bool: PERSON_BOOL}
    for kind, names in of_dossier.items():
        yield from ((name, kind) for name in names)
    for suffix in SUFFIXES:
        for kind, names in of_person.items():
            yield from ((name + suffix, kind) for name in names)


def variable(name: str, kind: type, formula: Callable[..., Array] | None = None) -> type[Variable]:
    """A variable of the dossier, by month."""
    content: dict[str, Any] = {
        "value_type": kind, "entity": DOSSIER, "definition_period": DateUnit.MONTH, "label": name,
    }  # fmt: skip
    if formula is not None:
        content["formula"] = formula
    return type(name, (Variable,), content)


def _figures(parameters: Parameters) -> dict[str, Any]:
    """Dated values by name; a month without a figure takes 0, such rows are not compared."""
    result = {}
    for name, series in parameters.amounts.items():
        values, before = {}, object()
        for offset, amount in enumerate(series):
            if amount != before:
                year, month = divmod(FIRST_INDEX + offset, 12)
                values[f"{year}-{month + 1:02d}-01"] = {"value": amount or 0}
            before = amount
        result[name] = {"values": values}
    return result


def _index(period: Any) -> int:
    return period.start.year * 12 + period.start.month - 1


def _month(days: Array) -> Array:
    """The month index of dates."""
    return days.astype("datetime64[M]").astype(np.int32) + 1970 * 12


def _day(days: Array) -> Array:
    return (days - days.astype("datetime64[M]")).astype(np.int32) + 1


def _age(days: Array, period: Any) -> Array:
    """Whole years on the first day of the month."""
    return (_index(period) * 32 + 1 - _month(days) * 32 - _day(days)) // (12 * 32)


def _formulas(figures: Parameters) -> dict[str, tuple[type, Callable[..., Array]]]:
    rules: dict[str, tuple[type, Callable[..., Array]]] = {}
    for suffix in SUFFIXES:
        rules |= _person_formulas(figures.aow_month, suffix)
    return rules | openfisca_norm.FORMULAS | openfisca_outcome.FORMULAS


def _person_formulas(aow_month: Array, suffix: str) -> dict[str, tuple[type, Callable[..., Array]]]:
    """Ages, what may be freed, what is freed and what is used up, for one person."""
    lengths = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])

    def leeftijd(dossier: Any, period: Any) -> Array:
        return _age(dossier("geboortedatum" + suffix, period), period)

    def aow_dag(dossier: Any, period: Any) -> Array:
        born = dossier("geboortedatum" + suffix, period)
        month = aow_month[_month(born) - FIRST_BIRTH]
        year = month // 12
        leap = (month % 12 == 1) & (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
        return month * 32 + np.minimum(_day(born), lengths[month % 12] + leap)

    def aow(dossier: Any, period: Any) -> Array:
        return dossier("aow_dag" + suffix, period) <= _index(period) * 32 + 1

    def aow_in_maand(dossier: Any, period: Any) -> Array:
        day = dossier("aow_dag" + suffix, period)
        return (day > _index(period) * 32 + 1) & (day < (_index(period) + 1) * 32)

    def loon(dossier: Any, period: Any) -> Array:
        return np.maximum(dossier("inkomen_arbeid" + suffix, period), 0)

    def inkomen(dossier: Any, period: Any) -> Array:
        total = dossier("loon" + suffix, period) + dossier("vakantietoeslag_arbeid" + suffix, period)
        total = total + dossier("inkomen_overig" + suffix, period)
        return total if suffix == "" else total * (dossier("leefvorm", period) == 2)

    def n_voor(dossier: Any, period: Any) -> Array:
        first = dossier("eerste", period)
        return np.where(
            first,
            dossier("vrijlating_n_maanden" + suffix, period),
            dossier("n_na" + suffix, period.last_month),
        )

    def z_voor(dossier: Any, period: Any) -> Array:
        first = dossier("eerste", period)
        return np.where(
            first,
            dossier("vrijlating_z_maanden" + suffix, period),
            dossier("z_na" + suffix, period.last_month),
        )

    def grond(dossier: Any, period: Any) -> Array:
        index = _index(period)
        old = (dossier("leeftijd" + suffix, period) >= 27) | (2020 * 12 + 10 <= index <= 2021 * 12 + 8)
        entitled = True if suffix == "" else dossier("partner_met_recht", period)
        works, used = (dossier("loon" + suffix, period) > 0) & entitled, dossier("n_voor" + suffix, period)
        contributes = dossier("bijdrage_arbeidsinschakeling" + suffix, period)
        aow_now = dossier("aow" + suffix, period)
        n = works & (aow_now | ((used < 6) & old & contributes))
        y = works & dossier("medisch_urenbeperkt" + suffix, period)
        z_open = dossier("z_voor" + suffix, period) < 12
        supported = works & (dossier("inkomen_lks" + suffix, period) > 0) & (index >= 2023 * 12)
        aa = supported & ~dossier("urenuitbreiding_mogelijk" + suffix, period)
        if suffix:
            return np.select([n, y, supported & z_open, aa], [1, 2, 3, 4], 0)
        child = (_age(dossier("geboortedatum_jongste_kind", period), period) < 12) & (
            dossier("ten_laste_komende_kinderen", period) > 0
        )
        begin = dossier("r_begin_voor", period)
        r = works & ~aow_now & (dossier("leefvorm", period) == 1) & child & dossier("volledige_zorg", period)
        r = r & old & contributes & (used >= 6) & ((begin == 0) | (index < begin + 30))
        if index < 2023 * 12:
            return np.select([n, r, y], [1, 5, 2], 0)
        return np.select([n, y, supported & z_open, aa & ~z_open, r], [1, 2, 3, 4, 5], 0)

    def vrij_te_laten(dossier: Any, period: Any, parameters: Any) -> Array:
        ground, p = dossier("grond" + suffix, period), parameters(period)
        wage, lks = dossier("loon" + suffix, period), dossier("inkomen_lks" + suffix, period)
        caps = [p.vrijlating_n_max, p.vrijlating_y_max]
        caps += [p.vrijlating_z_max, p.vrijlating_aa_max] if _index(period) >= 2023 * 12 else [0, 0]
        share = np.array([0, 250, 150, 150, 150, 125])[ground]  # per thousand
        base = np.where((ground == 3) | (ground == 4), lks, wage)
        cap = np.array([0, *caps, p.vrijlating_r_max])[ground]
        return np.minimum(half_up(base * share, 1000), cap)

    def vrijlating(dossier: Any, period: Any) -> Array:
        return dossier("vrij_te_laten" + suffix, period) * dossier("recht", period)

    def n_na(dossier: Any, period: Any) -> Array:
        uses = (dossier("grond" + suffix, period) == 1) & ~dossier("aow" + suffix, period)
        return dossier("n_voor" + suffix, period) + (uses & (dossier("vrijlating" + suffix, period) > 0))

    def z_na(dossier: Any, period: Any) -> Array:
        uses = (dossier("grond" + suffix, period) == 3) & (dossier("vrijlating" + suffix, period) > 0)
        return dossier("z_voor" + suffix, period) + uses

    made = (leeftijd, aow_dag, loon, inkomen, n_voor, z_voor, grond, vrij_te_laten, vrijlating, n_na, z_na)
    result: dict[str, tuple[type, Callable[..., Array]]] = {f.__name__ + suffix: (int, f) for f in made}
    return result | {f.__name__ + suffix: (bool, f) for f in (aow, aow_in_maand)}
