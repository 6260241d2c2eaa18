"""Elke bron is een adres dat iedereen kan openen: het begint met https://.

Goed:

    bronnen:
      pw-2026: "https://wetten.overheid.nl/BWBR0015703/2026-01-01"

Fout:

    bronnen:
      pw-2026: mail van Jan
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.plan.finish import Built

CODE = "geen_bron"


def find(built: Built) -> Iterator[Finding]:
    """Sources that are not an address on the web."""
    for item in built.source.items("bronnen").values():
        if not str(item.value).startswith("https://") or " " in item.value:
            yield Finding(
                CODE,
                item.value.position,
                f"De bron ‘{item.name}’ is geen adres: ‘{item.value}’.",
                "Geef een adres dat met https:// begint.",
            )
