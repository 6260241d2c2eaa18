"""The statement as data."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regels_calculators.specificatie.given import Voorstel


@dataclass(frozen=True, slots=True)
class Regel:
    """One line: what, how much, by which article. What is taken off is below zero.

    ``deel``: inkomen, bijstand, betaling, or beside the sums vakantiegeld and banen. ``soort``: which line
    it is, of ``teksten.yaml``. ``uitkomst``: it is a sum of the lines before it. ``toelichting``: when it
    was earned and paid.
    """

    deel: str
    soort: str
    tekst: str
    bedrag: Decimal
    artikel: str = ""
    persoon: str | None = None
    uitkomst: bool = False
    toelichting: str = ""


@dataclass(frozen=True, slots=True)
class Maandblok:
    """One row of the verrekening: a month, or a part of it.

    ``kop``: what it came to, in words. ``waarom``: why, with articles. ``ontbreekt``: what is not known and
    who must give it; then there are no outcomes. ``opmerkingen``: what a person must see.
    """

    maand: date
    periode: str
    status: str
    kop: tuple[str, ...]
    regels: tuple[Regel, ...]
    waarom: tuple[str, ...]
    ontbreekt: tuple[str, ...]
    opmerkingen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Specificatie:
    """The statement of one dossier. ``bezwaar``: what the caller says about objecting, or None: left out."""

    dossier: str
    maanden: tuple[Maandblok, ...]
    voorstellen: tuple[Voorstel, ...]
    voorstelteksten: tuple[str, ...]
    beslist: str
    bezwaar: str | None
    regeling: str
    lagen: tuple[str, ...]
    kenmerk: str
    versie: str
