"""Specificatie: what a household was paid in a month and why, as one text for citizen and official.

Every amount comes from the engine's trace or from the tables that are given; the sums between them are
checked, and a mismatch raises. It advises; a person decides.
"""

from regels_calculators.specificatie.given import MaandInkomen, VerkeerdeGegevens, Voorstel
from regels_calculators.specificatie.model import Maandblok, Regel, Specificatie
from regels_calculators.specificatie.render import html, text
from regels_calculators.specificatie.schema import as_dict, json_schema
from regels_calculators.specificatie.specify import SommenVerschillen, specificeer

__all__ = [
    "MaandInkomen",
    "Maandblok",
    "Regel",
    "SommenVerschillen",
    "Specificatie",
    "VerkeerdeGegevens",
    "Voorstel",
    "as_dict",
    "html",
    "json_schema",
    "specificeer",
    "text",
]
