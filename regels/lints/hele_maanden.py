"""Een waarde begint op de eerste dag van een maand en eindigt op de laatste dag van een maand.

Cijfers worden per maand opgezocht: de waarde op de eerste dag telt voor de hele maand. Een waarde
die halverwege ingaat zou dus pas een maand later meetellen, zonder dat iemand het ziet.

Goed:

    - {van: 2025-01-01, tot: 2025-06-30, waarde: "€ 100,00", bron: wet}

Fout:

    - {van: 2025-01-15, tot: 2025-06-29, waarde: "€ 100,00", bron: wet}
"""

from collections.abc import Iterator

from regels.errors import Finding, Position
from regels.lints.dates import days, written
from regels.lints.words import day_text
from regels.plan.finish import Built

CODE = "hele_maanden"


def find(built: Built) -> Iterator[Finding]:
    """Figures that start or end within a month."""
    for name, value in written(built):
        span = days(value)
        if span is None:
            continue
        if not _first(span[0]):
            yield _finding(value.van.position, name, f"begint op {value.van}", "de eerste dag van een maand")
        if value.tot is not None and span[1] is not None and not _first(span[1] + 1):
            yield _finding(
                value.tot.position, name, f"eindigt op {value.tot}", "de laatste dag van een maand"
            )


def _first(day: int) -> bool:
    return day_text(day).endswith("-01")


def _finding(position: Position, name: str, found: str, expected: str) -> Finding:
    return Finding(
        CODE, position, f"Een waarde van ‘{name}’ {found}.", f"Neem {expected}; cijfers gelden per maand."
    )
