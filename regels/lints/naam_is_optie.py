"""De naam van een waarde is niet ook een keuze, een persoon of een woord van de regeltaal.

In een formule staat een keuze zonder aanhalingstekens. Heet een regel hetzelfde, dan leest de
regeltaal de regel, en betekent ``soort_loon = loon`` iets anders dan er lijkt te staan.

Goed:

    grondslag: {soort: keuze, opties: [alleen_loon, loon_en_vakantietoeslag], …}
    loon: {soort: bedrag per maand, …}

Fout:

    grondslag: {soort: keuze, opties: [loon, loon_en_vakantietoeslag], …}
    loon: {soort: bedrag per maand, …}
"""

from collections.abc import Iterator

from regels.errors import Finding, Position
from regels.lints.names import options, values
from regels.plan.finish import Built

CODE = "naam_is_optie"
LANGUAGE = {"als", "dan", "anders", "of", "en", "niet", "tussen", "van", "tot", "ja", "nee", "is"}
RESERVED = {"rol", "recht", "status", "ander"}


def find(built: Built) -> Iterator[Finding]:
    """Names of values that mean something else too."""
    owners = {str(option): item for option, item in reversed(list(options(built)))}
    roles = set(built.source.items("personen"))
    for _, item in values(built):
        owner = owners.get(item.name)
        if owner is not None:
            yield _finding(
                item.name, item.position, f"is ook een keuze van ‘{owner.name}’ ({owner.position})"
            )
        elif item.name in roles:
            yield _finding(item.name, item.position, "is ook een persoon")
        elif item.name in LANGUAGE | RESERVED:
            yield _finding(item.name, item.position, "is een woord van de regeltaal")
    for option, item in options(built):
        if option in LANGUAGE:
            yield _finding(
                option, option.position, f"is een woord van de regeltaal en geen keuze voor ‘{item.name}’"
            )


def _finding(name: str, position: Position, what: str) -> Finding:
    return Finding(CODE, position, f"‘{name}’ {what}.", "Geef een van beide een andere naam.")
