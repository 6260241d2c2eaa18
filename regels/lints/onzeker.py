"""Wat niet zeker is staat in de lijst van de controle.

Een waarde met zekerheid ``laag`` of ``middel``, of een waarde die niet is gevonden, houdt niets tegen.
Wie de regeling gebruikt moet wel weten dat zij er is: uitkomsten die ermee rekenen krijgen een
merkteken, of zijn onbepaald.

Goed (er is niets te melden):

    - {van: 2026-01-01, waarde: "€ 180,17", bron: bwb-pw-2026-01-01}

Fout (let op: wordt genoemd):

    - {van: 2020-07-01, waarde: "€ 135,49", bron: gemeente, zekerheid: middel, noot: "pagina zonder datum"}
    - {van: 2021-01-01, waarde: onbekend, bron: wet, noot: "niet gevonden"}
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.words import day_text
from regels.plan.finish import Built
from regels.plan.plan import Certainty, Period

CODE = "onzeker"


def find(built: Built) -> Iterator[Finding]:
    """One line for every figure that is unknown or not certain."""
    for spec in built.draft.parameters.values():
        for period in spec.periods:
            doubt = _doubt(period)
            if doubt:
                since = f"vanaf {day_text(period.start)}"
                yield Finding(
                    CODE, period.position, f"‘{spec.name}’ {since} {doubt}.", _note(period), "let op"
                )


def _doubt(period: Period) -> str:
    if period.value is None and not period.nvt:
        return "is onbekend"
    return "" if period.certainty is Certainty.HIGH else f"heeft zekerheid {period.certainty.value}"


def _note(period: Period) -> str:
    note = period.note.strip()
    return (
        f"{note[:1].upper()}{note[1:]}{'' if note.endswith('.') else '.'}"
        if note
        else "Er staat geen noot bij."
    )
