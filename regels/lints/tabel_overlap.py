"""In een beslistabel past bij elk geval precies één rij.

Passen er twee, dan telt stilzwijgend de bovenste, en is niet te zien of dat zo bedoeld is. De
controle noemt een geval waarbij twee rijen passen.

Goed:

    tabel:
      - {als: "leeftijd < 21", dan: norm_jong}
      - {als: "leeftijd >= 21", dan: norm_gewoon}

Fout (bij 21 jaar passen ze allebei):

    tabel:
      - {als: "leeftijd <= 21", dan: norm_jong}
      - {als: "leeftijd >= 21", dan: norm_gewoon}
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.regions import studies
from regels.plan.finish import Built

CODE = "tabel_overlap"
ADVICE = "Maak de voorwaarden zo dat bij elk geval één rij past."


def find(built: Built) -> Iterator[Finding]:
    """The first case of every table for which two rows hold."""
    for study in studies(built.draft):
        if study.overlap:
            first, second = study.overlap.rows
            yield Finding(
                CODE,
                study.table.rows[second].position,
                f"In de tabel van ‘{study.table.rule}’ passen bij {study.overlap.case} "
                f"rij {first + 1} en rij {second + 1}.",
                ADVICE,
            )
