"""Elke bron hoort bij een waarde.

Een bron zonder waarde is vaak een overgebleven of verschreven naam.

Goed:

    bronnen:
      wet: "https://wetten.overheid.nl/BWBR0015703/2026-01-01"
    parameters:
      norm: {waarden: [{van: 2026-01-01, waarde: "€ 1.000,00", bron: wet}], …}

Fout:

    bronnen:
      wet: "https://wetten.overheid.nl/BWBR0015703/2026-01-01"
      oude_wet: "https://wetten.overheid.nl/BWBR0015703/2025-01-01"
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.reading import unread
from regels.plan.finish import Built

CODE = "ongelezen_bron"
ADVICE = "Noem haar bij een waarde, of haal haar weg."


def find(built: Built) -> Iterator[Finding]:
    """Sources that no figure names."""
    return unread(built, "bronnen", ADVICE, "bron")
