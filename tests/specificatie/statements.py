"""Made-up dossiers, and their statements by name."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from regels_calculators.specificatie import MaandInkomen, Specificatie, Voorstel, specificeer

import regels
from regels.ruleset import Ruleset

Facts = dict[str, Any]
JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
SINGLE: Facts = {
    "maand": "2026-07",
    "leefvorm": "alleenstaande",
    "geboortedatum": "1985-03-14",
    "ten_laste_komende_kinderen": 0,
    "kostendelende_medebewoners": 0,
    "vermogen": "1500",
    "inkomen_arbeid": "600,00",
    "vakantietoeslag_arbeid": "48,00",
    "inkomen_overig": "0",
    "bijdrage_arbeidsinschakeling": "ja",
    "volledige_zorg": "nee",
    "medisch_urenbeperkt": "nee",
    "uitbetaald": "900,00",
}
COUPLE: Facts = {
    **SINGLE,
    "leefvorm": "gehuwden",
    "geboortedatum_partner": "1990-01-20",
    "inkomen_arbeid_partner": "300,00",
    "inkomen_overig_partner": "120,00",
    "bijdrage_arbeidsinschakeling_partner": "ja",
    "medisch_urenbeperkt_partner": "nee",
}


@cache
def law() -> Ruleset:
    return regels.load()


def job(ikv: str, net: str | None, **more: Any) -> MaandInkomen:
    facts: Facts = {
        "maand": JULY, "verdiend_van": JULY, "verdiend_tot": date(2026, 7, 31),
        "betaald_op": date(2026, 7, 24),
    }  # fmt: skip
    amount = None if net is None else Decimal(net)
    return MaandInkomen("1001", ikv, netto=amount, **{"vakantietoeslag": Decimal(0), **facts, **more})


def proposal(kind: str, amount: str, article: str, *months: date, text: str = "") -> Voorstel:
    return Voorstel("1001", kind, months or (JULY,), Decimal(amount), article, "het college", text)


def statement(*cases: Facts, **more: Any) -> Specificatie:
    return specificeer(law().evaluate_history(cases), dossier="1001", **more)


BAKER = job("Bakkerij De Krent", "450.00", vakantietoeslag=Decimal("36.00"))
POST = job(
    "Postbezorging", "150.00", vakantietoeslag=Decimal("12.00"), geschat=True, betaald_op=None,
    vakantietoeslag_betaald=Decimal("80.00"),
)  # fmt: skip
LATE = job(
    "Taxi Oost",
    None,
    onbekend=("netto", "loonheffing"),
    vakantietoeslag=None,
    verdiend_van=None,
    verdiend_tot=None,
)
STATEMENTS: dict[str, Callable[[], Specificatie]] = {
    "twee_banen": lambda: statement(
        SINGLE,
        inkomen=(BAKER, POST),
        voorstellen=(proposal("verrekenen", "24.61", "Pw art. 58 lid 4"),),
        bezwaar="Bent u het niet eens met een besluit? Op dat besluit staat wat u kunt doen.",
    ),
    "twee_maanden": lambda: statement(
        SINGLE | {"uitbetaald": "800,00"},
        SINGLE | {"maand": "2026-08", "uitbetaald": "875,39"},
        voorstellen=(proposal("nabetaling", "75.39", "Pw art. 45 lid 1", text="De betaling was te laag."),),
    ),
    "loon_onbekend": lambda: statement(
        SINGLE | {"inkomen_arbeid": None, "vakantietoeslag_arbeid": None}, inkomen=(LATE, BAKER)
    ),
    "oordeel_ontbreekt": lambda: statement(SINGLE | {"bijdrage_arbeidsinschakeling": None}),
    "cijfers_onbekend": lambda: statement(SINGLE | {"maand": "2027-01"}),
    "paar": lambda: statement(COUPLE),
    "paar_uitkering_partner": lambda: statement(
        COUPLE, inkomen=(job("UWV", "100.00", persoon="partner", soort="uitkering"),)
    ),
    "partner_zonder_recht": lambda: statement(
        COUPLE | {"partner_rechthebbend": "nee", "inkomen_arbeid_partner": "1400,00"}
    ),
    "geen_recht_inkomen": lambda: statement(SINGLE | {"inkomen_arbeid": "1800,00"}),
    "geen_recht_vermogen": lambda: statement(SINGLE | {"vermogen": "20000"}),
    "geen_recht_vermogen_loon_onbekend": lambda: statement(
        SINGLE | {"vermogen": "20000", "inkomen_arbeid": None}
    ),
    "uitgesloten": lambda: statement(SINGLE | {"uitgesloten": "ja"}),
    "maatregel": lambda: statement(SINGLE | {"maatregel_percentage": "30"}),
    "loon_onder_nul": lambda: statement(
        SINGLE | {"inkomen_arbeid": "-25,00", "vakantietoeslag_arbeid": "0"},
        inkomen=(job("Taxi Oost", "-25.00"),),
    ),
    "deel_van_de_maand": lambda: statement(
        SINGLE
        | {
            "tot_dag": 10,
            "uitbetaald": "300,00",
            "inkomen_arbeid": "200,00",
            "vakantietoeslag_arbeid": "16,00",
        },
        SINGLE | {"van_dag": 11, "inkomen_arbeid": "400,00", "vakantietoeslag_arbeid": "32,00"},
        inkomen=(BAKER, POST),
    ),
    "zonder_loon": lambda: statement(
        SINGLE | {"inkomen_arbeid": "0", "vakantietoeslag_arbeid": "0", "uitbetaald": None}
    ),
    "record_apart_gezet": lambda: statement(
        SINGLE, inkomen=(BAKER, POST, job("Onbekend werk", None, maand=None, onbekend=("apart_gezet",)))
    ),
    "eerdere_maand": lambda: statement(
        SINGLE | {"inkomen_arbeid": None}, SINGLE | {"maand": "2026-08", "bijdrage_arbeidsinschakeling": "ja"}
    ),
}
