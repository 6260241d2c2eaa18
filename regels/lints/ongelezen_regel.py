"""Elke regel leidt tot een uitkomst, voorwaarde, toestand of opmerking.

Een regel die nergens toe leidt verandert niets, terwijl de lezer denkt van wel.

Goed:

    regels:
      bijstand: {formule: norm - inkomen, …}
    uitkomsten:
      bijstand: {waarde: bijstand, titel: De bijstand}

Fout:

    regels:
      bijstand: {formule: norm - inkomen, …}
      korting: {formule: "€ 10", …}
    uitkomsten:
      bijstand: {waarde: bijstand, titel: De bijstand}
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.reading import unread
from regels.plan.finish import Built

CODE = "ongelezen_regel"
ADVICE = "Gebruik de regel in een andere regel of uitkomst, of haal hem weg."


def find(built: Built) -> Iterator[Finding]:
    """Rules that lead to nothing."""
    return unread(built, "regels", ADVICE, "regel")
