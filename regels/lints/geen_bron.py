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
from regels.plan.written import TO_FILL_IN

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
        elif TO_FILL_IN in item.value:
            message = f"Het adres van ‘{item.name}’ is nog niet ingevuld."
            yield Finding(CODE, item.value.position, message, "Vul het adres van het besluit in.")
