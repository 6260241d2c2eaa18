"""What a comparison came to, as it may be shown: what protects people is already left out (``None``)."""

from dataclasses import dataclass

import pyarrow as pa

from regels_casebook.vergelijk.gevallen import Gevallen
from regels_casebook.vergelijk.maten import Maten
from regels_casebook.vergelijk.raster import Raster

EVEN = "gelijk"
KLASSEN = ("veel minder", "minder", EVEN, "meer", "veel meer")
Aantal = int | None
"""A number of dossiers or cents; None: not shown, for it is or gives away a group that is too small."""


@dataclass(frozen=True, slots=True)
class Kant:
    """One of the two rulesets."""

    naam: str
    lagen: tuple[str, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class Kruis:
    """Dossiers and cents by group and class; the last row and the last column are totals."""

    kop: str
    rijen: tuple[str, ...]
    aantallen: tuple[tuple[Aantal, ...], ...]
    centen: tuple[tuple[Aantal, ...], ...]


@dataclass(frozen=True, slots=True)
class Maandregel:
    """What one month came to, or (``maand`` is ``samen``) all months."""

    maand: str
    dossiers: Aantal
    veranderd: Aantal
    oud: Aantal
    nieuw: Aantal
    verschil: Aantal


@dataclass(frozen=True, slots=True)
class Drukregel:
    """Cents that a group keeps of ``extra`` cents more wage, on average; None: not shown."""

    soort: str
    groep: str
    extra: int
    oud: Aantal
    nieuw: Aantal


@dataclass(frozen=True, slots=True)
class Telregel:
    """Dossiers that wait for something, old and new."""

    naam: str
    oud: Aantal
    nieuw: Aantal


@dataclass(frozen=True, slots=True)
class Redenregel:
    """A group of dossiers that differ by the same articles, with what they get more or less in all."""

    artikelen: str
    tekst: str
    dossiers: Aantal
    verschil: Aantal


@dataclass(frozen=True, slots=True)
class Bestand:
    """A caseload under both. ``dossiers``: with a month that both determined; ``zonder``: the others.

    ``eerste``: the first of its months (``2026-08``), empty when it has none; ``eerder``: how many of its
    months lie before the first that can differ.
    """

    naam: str
    hash: str
    rijen: int
    afgekeurd: int
    verschoven: int
    dossiers: Aantal
    zonder: Aantal
    huishoudens: Kruis
    bronnen: Kruis
    per_maand: tuple[Maandregel, ...]
    maanden: int
    eerder: int
    eerste: str
    eraf: Aantal
    erbij: Aantal
    onbepaald: tuple[Telregel, ...]
    druk: tuple[Drukregel, ...]
    redenen: tuple[Redenregel, ...]
    opmerkingen: tuple[str, ...]

    @property
    def klassen(self) -> tuple[Aantal, ...]:
        """Dossiers by class; the last is all."""
        return self.huishoudens.aantallen[-1]

    @property
    def centen(self) -> tuple[Aantal, ...]:
        """Cents by class; the last is all."""
        return self.huishoudens.centen[-1]

    @property
    def niets(self) -> bool:
        """Whether not one month of one dossier differs, nor how many are undetermined."""
        return (
            self.dossiers != 0
            and not self.redenen
            and all(line.veranderd == 0 for line in self.per_maand)
            and all(line.oud == line.nieuw for line in self.onbepaald)
        )


@dataclass(frozen=True, slots=True)
class Keuze:
    """A setting of the new ruleset that the old one has not, or has otherwise."""

    naam: str
    titel: str
    oud: str
    nieuw: str
    anders: tuple[str, ...]
    grond: str


@dataclass(frozen=True, slots=True)
class Onzeker:
    """An uncertain figure that was used."""

    naam: str
    titel: str
    artikel: str
    noot: str


@dataclass(frozen=True)
class Vergelijking:
    """Everything.

    ``voorstel``: titles of the proposals that only new has; ``begint``: the first month that can differ, or
    empty; ``programma``: hash of the code. ``dossiers``: each of them, not to publish; None when not asked.
    """

    regeling: str
    titel: str
    voorstel: str
    begint: str
    oud: Kant
    nieuw: Kant
    versie: str
    programma: str
    opdracht: str
    maten: Maten
    gevallen: Gevallen
    bestand: Bestand | None
    raster: Raster | None
    keuzes: tuple[Keuze, ...]
    gelijke_keuzes: int
    onzeker: tuple[Onzeker, ...]
    niet_berekend: tuple[str, ...]
    dossiers: pa.Table | None

    @property
    def niets(self) -> bool:
        """Whether nothing changes at all."""
        return not self.gevallen.veranderd and (self.bestand is None or self.bestand.niets)
