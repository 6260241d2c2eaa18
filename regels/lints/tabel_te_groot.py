"""Een beslistabel moet zo klein zijn dat de controle alle gevallen langs kan.

Boven een aantal gevallen zoekt de controle niet verder. Dan is niet bewezen dat de tabel geen gat
en geen overlap heeft; een mens moet dat nagaan, of de tabel moet in stukken.

Goed:

    tabel:
      - {als: "leefvorm = gehuwden", dan: norm_paar}
      - {als: "leefvorm <> gehuwden", dan: norm_een}

Fout (twintig losse voorwaarden door elkaar geven meer dan een miljoen gevallen):

    tabel:
      - {als: "a en b en c en …", dan: "€ 0"}
      - {als: "niet a en …", dan: "€ 1"}
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.regions import studies
from regels.plan.finish import Built

CODE = "tabel_te_groot"
ADVICE = "Splits de tabel in kleinere, of maak de laatste rij `als: anders`."


def find(built: Built) -> Iterator[Finding]:
    """Tables with too many cases to look at."""
    for study in studies(built.draft):
        if not study.decided:
            yield Finding(
                CODE,
                study.table.position,
                f"De tabel van ‘{study.table.rule}’ heeft te veel gevallen om na te gaan.",
                ADVICE,
                "let op",
            )
