"""A sheet of paper as data, and the same sheet as plain text and as one self-contained page of HTML."""

from regels_calculators.papier.page import html
from regels_calculators.papier.plain import plain
from regels_calculators.papier.sheet import Alinea, Beeld, Blad, Deel, Lijst, Tabel

__all__ = ["Alinea", "Beeld", "Blad", "Deel", "Lijst", "Tabel", "html", "plain"]
