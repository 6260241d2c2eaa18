"""Een waarde eindigt niet voordat zij begint.

Goed:

    - {van: 2025-01-01, tot: 2025-06-30, waarde: "€ 100,00", bron: wet}

Fout:

    - {van: 2025-06-30, tot: 2025-01-01, waarde: "€ 100,00", bron: wet}
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.dates import days, written
from regels.plan.finish import Built

CODE = "datum_volgorde"


def find(built: Built) -> Iterator[Finding]:
    """Figures whose last day is before their first."""
    for name, value in written(built):
        span = days(value)
        if span and value.tot is not None and span[1] is not None and span[1] < span[0]:
            found = f"Deze waarde van ‘{name}’ eindigt op {value.tot}, voor zij begint ({value.van})."
            yield Finding(CODE, value.tot.position, found, "Draai de datums om of verbeter het jaar.")
