"""Elke instelling wordt gelezen.

Een gemeente die een instelling kiest die niets doet, denkt dat er iets is geregeld.

Goed:

    instellingen:
      gedoog: {soort: ja/nee, waarde: nee, …}
    regels:
      mag: {formule: leeftijd >= 27 of gedoog, …}

Fout:

    instellingen:
      gedoog: {soort: ja/nee, waarde: nee, …}
    regels:
      mag: {formule: leeftijd >= 27, …}
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.reading import unread
from regels.plan.finish import Built

CODE = "ongelezen_instelling"
ADVICE = "Gebruik haar in een regel, of haal haar weg."


def find(built: Built) -> Iterator[Finding]:
    """Settings that nothing reads."""
    return unread(built, "instellingen", ADVICE, "instelling")
