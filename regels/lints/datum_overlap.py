"""Op elke dag geldt hoogstens één waarde van een parameter.

Gelden er twee, dan is niet te zien welke telt. Een waarde zonder ``tot:`` geldt nog; komt er een
nieuwe na, sluit de oude dan af. (Wat een gemeente onder ``vult:`` zet gaat voor en is geen overlap.)

Goed:

    waarden:
      - {van: 2025-01-01, tot: 2025-12-31, waarde: "€ 100,00", bron: wet}
      - {van: 2026-01-01, waarde: "€ 110,00", bron: wet}

Fout (de eerste waarde loopt door):

    waarden:
      - {van: 2025-01-01, waarde: "€ 100,00", bron: wet}
      - {van: 2026-01-01, waarde: "€ 110,00", bron: wet}
"""

from collections.abc import Iterator
from itertools import pairwise

from regels.errors import Finding
from regels.lints.dates import ordered
from regels.lints.words import day_text
from regels.plan.finish import Built

CODE = "datum_overlap"
ADVICE = "Sluit de eerste waarde af met `tot:`."


def find(built: Built) -> Iterator[Finding]:
    """Figures of one parameter that hold on the same day."""
    for item in built.source.items("parameters").values():
        figures = ordered(item.value.waarden)
        for (_, end, first), (start, _, second) in pairwise(figures):
            if end is None or end >= start:
                found = f"Op {day_text(start)} geldt ook de waarde van ‘{item.name}’ op {first.van.position}."
                yield Finding(CODE, second.van.position, found, ADVICE)
