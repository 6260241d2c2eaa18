"""Elke parameter wordt ergens gelezen.

Een cijfer dat niets leest is meestal een verschreven naam: dan rekent een regel met een ander cijfer.
Een parameter die een andere regeling van dezelfde laag leest, telt als gelezen.

Goed:

    parameters:
      norm_alleenstaande: {…}
    regels:
      norm: {formule: norm_alleenstaande, …}

Fout:

    parameters:
      norm_alleenstaande: {…}
      norm_gehuwden: {…}
    regels:
      norm: {formule: norm_alleenstaande, …}
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.reading import unread
from regels.plan.finish import Built

CODE = "ongelezen_parameter"
ADVICE = "Gebruik hem in een regel, of haal hem weg."


def find(built: Built) -> Iterator[Finding]:
    """Parameters that this regeling does not read."""
    return unread(built, "parameters", ADVICE, "parameter")
