"""De waarden van een parameter sluiten op elkaar aan.

Een dag zonder waarde maakt elke uitkomst van die maand onbepaald, en vaak is het een tikfout.
Is een waarde niet gevonden, schrijf dan ``onbekend``; bestond het nog niet, schrijf ``n.v.t.``.

Goed:

    waarden:
      - {van: 2025-01-01, tot: 2025-06-30, waarde: "€ 100,00", bron: wet}
      - {van: 2025-07-01, tot: 2025-12-31, waarde: onbekend, bron: wet, noot: "niet gevonden"}
      - {van: 2026-01-01, waarde: "€ 110,00", bron: wet}

Fout (juli 2025 ontbreekt):

    waarden:
      - {van: 2025-01-01, tot: 2025-06-30, waarde: "€ 100,00", bron: wet}
      - {van: 2025-08-01, waarde: "€ 110,00", bron: wet}
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.dates import specs
from regels.lints.words import day_text
from regels.plan.finish import Built

CODE = "datum_gat"
ADVICE = "Vul de waarde aan, of schrijf `waarde: onbekend` met een noot."


def find(built: Built) -> Iterator[Finding]:
    """Days between two figures on which there is none."""
    for spec in specs(built):
        last: int | None = None
        for period in spec.periods:
            if last is not None and period.start > last + 1:
                gap = f"van {day_text(last + 1)} tot en met {day_text(period.start - 1)}"
                yield Finding(CODE, period.position, f"‘{spec.name}’ heeft geen waarde {gap}.", ADVICE)
            if period.end is None:
                break
            last = max(period.end, period.end if last is None else last)
