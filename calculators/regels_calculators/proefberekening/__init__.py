"""Proefberekening: what a household gets when someone goes to work, month by month and hour by hour.

It composes the inkomstenverrekening and holds no law. It advises; a person decides.
"""

from regels_calculators.proefberekening.choices import Keuzes, keuzes
from regels_calculators.proefberekening.curve import Fase, Kromme, Punt, kromme
from regels_calculators.proefberekening.events import Gebeurtenis
from regels_calculators.proefberekening.household import Ontbreekt, VerkeerdeProef
from regels_calculators.proefberekening.proef import Proef, Proefmaand, proefberekening
from regels_calculators.proefberekening.standing import Stand
from regels_calculators.proefberekening.work import BrutoIsGeenNetto, Werk, read_work

__all__ = [
    "BrutoIsGeenNetto",
    "Fase",
    "Gebeurtenis",
    "Keuzes",
    "Kromme",
    "Ontbreekt",
    "Proef",
    "Proefmaand",
    "Punt",
    "Stand",
    "VerkeerdeProef",
    "Werk",
    "keuzes",
    "kromme",
    "proefberekening",
    "read_work",
]
