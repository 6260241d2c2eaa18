"""Het boekjaar van een zelfstandige (Bbz): per maand een voorlopige lening, aan het eind de afrekening.

Only composition: the norm of a month comes from ``inkomstenverrekening``, the loan of a month from
``bbz_levensonderhoud``, and what becomes of it from ``bbz_jaarafrekening``. No law stands here.
"""

from regels_calculators.bbz.facts import Maand, Regelingen, UnknownFact, WrongMonths
from regels_calculators.bbz.statement import statement
from regels_calculators.bbz.table import settle_table
from regels_calculators.bbz.year import Afrekening, Bandbreedte, Maandresultaat, Sommen, forecast, settle

__all__ = [
    "Afrekening",
    "Bandbreedte",
    "Maand",
    "Maandresultaat",
    "Regelingen",
    "Sommen",
    "UnknownFact",
    "WrongMonths",
    "forecast",
    "settle",
    "settle_table",
    "statement",
]
