"""Elke toestand wordt gelezen.

Een toestand die niets leest wordt niet bijgehouden.

Goed:

    toestand:
      maanden: {begin: 0 maanden, volgende: maanden + 1 maand, …}
    uitkomsten:
      maanden: {waarde: NA_RIJ(maanden), titel: Gebruikte maanden}

Fout:

    toestand:
      maanden: {begin: 0 maanden, volgende: maanden + 1 maand, …}
    uitkomsten: {}
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.reading import unread
from regels.plan.finish import Built

CODE = "ongelezen_toestand"
ADVICE = "Lees de toestand in een regel of toon haar met NA_RIJ, of haal haar weg."


def find(built: Built) -> Iterator[Finding]:
    """States that nothing reads."""
    return unread(built, "toestand", ADVICE, "toestand")
