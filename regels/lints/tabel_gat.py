"""Een beslistabel moet voor elk geval een rij hebben.

Een geval waar geen rij voor is krijgt anders stilzwijgend de laatste rij. De controle zoekt alle
gevallen langs (elke grens en alles ertussen) en noemt er een waarbij geen rij past. Een laatste
rij ``anders`` sluit elk gat; zeg er in een ``noot:`` bij op wiens woord.

Goed:

    tabel:
      - {als: "uren_per_week < 10", dan: "€ 0"}
      - {als: "uren_per_week tussen 10 en 20", dan: vergoeding_laag}
      - {als: "uren_per_week > 20", dan: vergoeding_hoog}

Fout (bij precies 20 uur past geen enkele rij):

    tabel:
      - {als: "uren_per_week < 10", dan: "€ 0"}
      - {als: "uren_per_week >= 10 en uren_per_week < 20", dan: vergoeding_laag}
      - {als: "uren_per_week > 20", dan: vergoeding_hoog}
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.regions import studies
from regels.plan.finish import Built

CODE = "tabel_gat"
ADVICE = "Voeg een rij toe, of maak de laatste rij `als: anders`."


def find(built: Built) -> Iterator[Finding]:
    """The first case of every table for which no row holds."""
    for study in studies(built.draft):
        if study.gap:
            yield Finding(
                CODE,
                study.table.position,
                f"In de tabel van ‘{study.table.rule}’ past bij {study.gap.case} geen enkele rij.",
                ADVICE,
            )
