"""Elk woord onder `woorden:` hoort bij een keuze.

Zo'n woord staat in verslagen en in de uitleg in plaats van de naam van de keuze. Een woord zonder
keuze is vaak verschreven; dan blijft de naam staan die het had moeten vervangen.

Goed:

    regels:
      grond: {soort: keuze, opties: [geen, n], …}
    woorden:
      n: vrijlating van loon (onderdeel n)

Fout:

    regels:
      grond: {soort: keuze, opties: [geen, n], …}
    woorden:
      m: vrijlating van loon (onderdeel n)
"""

from collections.abc import Iterator

from regels.errors import Finding, nearest
from regels.lints.names import options
from regels.plan.finish import Built

CODE = "ongelezen_woord"


def find(built: Built) -> Iterator[Finding]:
    """Words of options that no choice has, and words that say nothing."""
    known = {str(option) for option, _ in options(built)}
    for item in built.source.items("woorden").values():
        if item.name not in known:
            message = f"Geen enkele keuze heeft de optie ‘{item.name}’."
            yield Finding(CODE, item.position, message, nearest(item.name, known) or "Haal het woord weg.")
        elif not str(item.value).strip():
            message = f"Onder `woorden:` staat niets bij ‘{item.name}’."
            yield Finding(CODE, item.position, message, "Schrijf hoe mensen deze keuze noemen.")
