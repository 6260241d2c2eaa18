"""Er wordt niets gevraagd dat niets leest.

Wie een gegeven opvraagt dat geen regel gebruikt, verwerkt meer persoonsgegevens dan nodig
(AVG art. 5 lid 1 onder c).

Goed:

    invoer:
      inkomen: {soort: bedrag per maand, titel: Het inkomen}
    regels:
      bijstand: {formule: norm - inkomen, …}

Fout:

    invoer:
      inkomen: {soort: bedrag per maand, titel: Het inkomen}
      telefoonnummer: {soort: getal, titel: Het telefoonnummer, …}
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.reading import unread
from regels.plan.finish import Built

CODE = "ongelezen_invoer"
ADVICE = "Haal de invoer weg, of gebruik haar in een regel."


def find(built: Built) -> Iterator[Finding]:
    """Inputs that nothing reads."""
    return unread(built, "invoer", ADVICE, "invoer")
