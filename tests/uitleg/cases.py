"""Cases to explain, by name. A column that is not given is absent; the last row is explained."""

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from regels.bestand.library import layers
from regels.bestand.source import assemble
from regels.evaluator.calendar import to_days
from regels.evaluator.history import RowResult, evaluate_history
from regels.evaluator.values import NVT, Value
from regels.plan.finish import build
from regels.plan.plan import Default, InputSpec, Plan
from regels.plan.types import Kind

ROOT = Path(__file__).parents[2] / "rulesets"
Cell = str | int | bool | date | Fraction | None
Facts = dict[str, Cell]

SINGLE: Facts = {
    "maand": date(2026, 7, 1),
    "leefvorm": "alleenstaande",
    "geboortedatum": date(1990, 5, 1),
    "ten_laste_komende_kinderen": 0,
    "kostendelende_medebewoners": 0,
    "vermogen": 0,
    "inkomen_arbeid": 0,
    "inkomen_overig": 0,
    "bijdrage_arbeidsinschakeling": True,
    "volledige_zorg": False,
    "medisch_urenbeperkt": False,
    "urenuitbreiding_mogelijk": True,
}
PARENT: Facts = {
    **SINGLE,
    "leefvorm": "alleenstaande_ouder",
    "ten_laste_komende_kinderen": 1,
    "geboortedatum_jongste_kind": date(2020, 1, 1),
    "volledige_zorg": True,
    "inkomen_arbeid": 500,
}
COUPLE: Facts = {
    **SINGLE,
    "leefvorm": "gehuwden",
    "geboortedatum_partner": date(1988, 3, 2),
    "inkomen_arbeid_partner": 0,
    "inkomen_overig_partner": 0,
    "bijdrage_arbeidsinschakeling_partner": True,
    "medisch_urenbeperkt_partner": False,
    "urenuitbreiding_mogelijk_partner": True,
}

CASES: dict[str, list[Facts]] = {
    "alleenstaande_zonder_inkomen": [SINGLE],
    "alleenstaande_ouder_met_loon": [PARENT],
    "alleenstaande_ouder_boven_het_maximum": [{**PARENT, "inkomen_arbeid": Fraction("1200.34")}],
    "alleenstaande_ouder_vrijlating_r": [{**PARENT, "vrijlating_n_maanden": 6}],
    "medisch_urenbeperkt": [
        {**SINGLE, "inkomen_arbeid": 400, "medisch_urenbeperkt": True, "vrijlating_n_maanden": 6}
    ],
    "paar_met_kostendelers": [
        {
            **COUPLE,
            "kostendelende_medebewoners": 2,
            "inkomen_arbeid": Fraction("412.37"),
            "inkomen_arbeid_partner": 300,
            "vakantietoeslag_arbeid": Fraction("32.99"),
            "vrijlating_n_maanden": 2,
        }
    ],
    "paar_gemengd": [{**COUPLE, "geboortedatum_partner": date(2006, 2, 1), "kostendelende_medebewoners": 1}],
    "partner_zonder_recht": [
        {**COUPLE, "partner_rechthebbend": False, "inkomen_arbeid": 300, "inkomen_overig_partner": 1400}
    ],
    "partner_zonder_recht_geen_recht": [
        {**COUPLE, "partner_rechthebbend": False, "inkomen_arbeid": 300, "inkomen_overig_partner": 1900}
    ],
    "geen_recht_door_inkomen": [{**PARENT, "inkomen_arbeid": 1900, "uitbetaald": 900}],
    "geen_recht_eerste_maand": [{**PARENT, "inkomen_arbeid": 1500, "ontving_bijstand": False}],
    "geen_recht_door_vermogen": [{**SINGLE, "vermogen": 9000}],
    "geen_recht_door_leeftijd": [{**SINGLE, "geboortedatum": date(2009, 5, 1)}],
    "uitgesloten": [{**SINGLE, "uitgesloten": True}],
    "geboortedatum_ontbreekt": [
        {**COUPLE, "geboortedatum": None, "geboortedatum_partner": None, "vermogen": None}
    ],
    "maand_ontbreekt": [{**SINGLE, "maand": None}],
    "oordeel_ontbreekt": [{**PARENT, "bijdrage_arbeidsinschakeling": None}],
    "geen_bedrag": [
        {
            **COUPLE,
            "maand": date(2024, 7, 1),
            "geboortedatum_partner": date(2005, 2, 1),
            "kostendelende_medebewoners": 2,
        }
    ],
    "eerdere_maand": [
        {**PARENT, "bijdrage_arbeidsinschakeling": None},
        {**PARENT, "maand": date(2026, 8, 1)},
    ],
    "aow_in_de_periode": [{**SINGLE, "geboortedatum": date(1959, 7, 12)}],
    "aow_bereikt": [
        {**SINGLE, "geboortedatum": date(1955, 7, 12), "inkomen_arbeid": 300, "inkomen_overig": 900}
    ],
    "combinatie": [{**COUPLE, "partner_rechthebbend": False, "inrichting": "aanvrager"}],
    "maatregel": [{**PARENT, "maatregel_percentage": Fraction(3, 10)}],
    "maatregel_hoger_dan_de_bijstand": [
        {**SINGLE, "inkomen_overig": 1300, "maatregel_percentage": Fraction(1)}
    ],
    "deel_van_de_maand": [{**PARENT, "van_dag": 5, "tot_dag": 17, "inkomen_arbeid": 250}],
    "te_veel_betaald": [{**PARENT, "uitbetaald": Fraction("1100.00")}],
    "te_weinig_betaald": [{**PARENT, "uitbetaald": Fraction("900.00")}],
    "loonkostensubsidie": [
        {
            **SINGLE,
            "inkomen_arbeid": 650,
            "inkomen_lks": 650,
            "vrijlating_n_maanden": 6,
            "vrijlating_z_maanden": 3,
        }
    ],
    "onzeker_cijfer": [
        {
            **SINGLE,
            "maand": date(2024, 1, 1),
            "inkomen_arbeid": 650,
            "inkomen_lks": 650,
            "vrijlating_n_maanden": 6,
        }
    ],
    "eigen_huis": [{**SINGLE, "vermogen_eigen_woning": 90000}],
    "verlaging": [{**SINGLE, "verlaging_woonsituatie": Fraction("283.89"), "afstemming": 25}],
    "jongere_met_verhoging": [{**SINGLE, "geboortedatum": date(2007, 1, 1), "verhoging_jongere": True}],
    "negatief_loon": [{**SINGLE, "inkomen_arbeid": -50}],
    "afgekeurd": [{**SINGLE, "van_dag": 20, "tot_dag": 3}],
}


@cache
def plan() -> Plan:
    """The national inkomstenverrekening."""
    built = build(assemble(layers(ROOT, "landelijk", "inkomstenverrekening"), ROOT))
    assert built.plan is not None, built.findings
    return built.plan


def result(name: str) -> RowResult:
    """The last row of a case."""
    return results(CASES[name])[-1]


def results(rows: list[Facts]) -> list[RowResult]:
    """Every row of a history."""
    return evaluate_history(plan(), [[_value(spec, row) for spec in plan().inputs] for row in rows])


def _value(spec: InputSpec, facts: Facts) -> Value:
    if spec.name not in facts:
        if spec.absent is Default.VALUE:
            return Value(Fraction(spec.absent_value, 10**spec.type.scale))
        return Value(NVT) if spec.absent is Default.NVT else Value(None, spec.bit)
    cell = facts[spec.name]
    if cell is None:
        return Value(NVT) if spec.empty_nvt else Value(None, spec.bit)
    return Value(_known(spec, cell))


def _known(spec: InputSpec, cell: str | int | date | Fraction) -> int | Fraction:
    if isinstance(cell, str):
        return spec.type.options.index(cell)
    if isinstance(cell, date):
        return (cell.year - 1970) * 12 + cell.month - 1 if spec.type.kind is Kind.MONTH else to_days(cell)
    return Fraction(cell) if spec.type.scale else int(cell)
