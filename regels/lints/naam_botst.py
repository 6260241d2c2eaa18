"""Elke waarde heeft een naam die alleen van haar is.

Een regel en een invoer met dezelfde naam: dan leest een formule stilzwijgend één van de twee. Ook
de namen die de regeltaal zelf maakt tellen mee: ``inkomen`` per persoon geeft ``inkomen_partner``.

Goed:

    regels:
      inkomen: {per: persoon, …}
      inkomen_van_de_partner: {…}

Fout:

    regels:
      inkomen: {per: persoon, …}
      inkomen_partner: {…}
"""

from collections.abc import Iterator

from regels.errors import Finding, Position
from regels.lints.names import per_person, suffixes, values
from regels.plan.finish import Built

CODE = "naam_botst"


def find(built: Built) -> Iterator[Finding]:
    """Names that stand for two values."""
    taken: dict[str, tuple[str, Position]] = {}
    for role, item in built.source.items("personen").items():
        if item.value.als is not None:
            taken[f"{role}_aanwezig"] = (f"de aanwezigheid van {role}", item.position)
    for _, item in values(built):
        endings = ["", *suffixes(built)] if per_person(item) else [""]
        for name in (item.name + ending for ending in endings):
            first = taken.setdefault(name, (f"‘{item.name}’", item.position))
            if first[1] != item.position:
                yield Finding(
                    CODE,
                    item.position,
                    f"De naam ‘{name}’ is al van {first[0]}, op {first[1]}.",
                    "Geef een van beide een andere naam.",
                )
