"""Elke afronding wordt gebruikt.

Een afronding met een grond die nergens wordt toegepast wekt de indruk dat er wordt afgerond.

Goed:

    afrondingen:
      hele_cent: {…}
    regels:
      toeslag: {formule: AFRONDEN(norm × 5%; hele_cent), …}

Fout:

    afrondingen:
      hele_cent: {…}
      hele_euro: {…}
    regels:
      toeslag: {formule: AFRONDEN(norm × 5%; hele_cent), …}
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.reading import unread
from regels.plan.finish import Built

CODE = "ongelezen_afronding"
ADVICE = "Gebruik haar met AFRONDEN(…; naam), of haal haar weg."


def find(built: Built) -> Iterator[Finding]:
    """Roundings that are not used."""
    return unread(built, "afrondingen", ADVICE, "afronding")
