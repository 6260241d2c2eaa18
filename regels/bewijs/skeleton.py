"""A case that was found as a new case of the casebook, without an expectation: a person fills that in."""

from collections.abc import Sequence
from typing import Any

from regels.bewijs.witness import Run, Witness, apart, changed, facts, shared, text
from regels.plan.plan import Plan
from regels.plan.types import Kind

OPENING = """\
# {many} gevonden met `regels bewijs`. Vul zelf in wat eruit moet komen en op wiens woord: wettekst,
# officiële tabel, uitspraak, toelichting of beleid. Tot dan weigert het casusboek dit bestand.
regeling: {regeling}
gevallen:
"""


def skeleton(witnesses: Sequence[Witness]) -> str:
    """The cases as YAML."""
    regeling = witnesses[0].runs[0].plan.name
    many = "Een geval" if len(witnesses) == 1 else f"{len(witnesses)} gevallen"
    parts = [OPENING.format(many=many, regeling=regeling)]
    for place, witness in enumerate(witnesses):
        runs = [run for i, run in enumerate(witness.runs) if i == 0 or facts(run) != facts(witness.runs[0])]
        for run in runs:
            parts.append(_case(witness, run, f"bewijs-{place + 1}{'' if run is runs[0] else 'b'}"))
    return "".join(parts)


def _case(witness: Witness, run: Run, name: str) -> str:
    rows = facts(run)
    lines = [
        f"  - naam: {name}",
        "    titel: Vul in",
        '    grond: {soort: "", artikel: "", bron: ""}',
        "    feiten:",
        *(f"      {key}: {_scalar(run.plan, key, value)}" for key, value in shared(rows).items()),
    ]
    if len(rows) > 1:
        lines.append("    maanden:")
        for row in apart(rows):
            pairs = ", ".join(f"{key}: {_scalar(run.plan, key, value)}" for key, value in row.items())
            lines.append(f"      - {{{pairs}}}")
    lines.append("    verwacht: {}")
    same = [other for other in witness.runs if not changed(rows, facts(other)) and facts(other) == rows]
    for other in same:
        lines.append(f"    # De rekenregels ({other.label}) geven nu; dit is geen grond:")
        for place, shown in enumerate(other.shown):
            told = [
                f"{key} {text(other.plan, key, value)}"
                for key, value in shown.outcomes.items()
                if value is not None
            ]
            lines.append(f"    #   rij {place + 1}: {shown.verdict}; {'; '.join(told)}")
    return "\n".join(lines) + "\n"


def _scalar(plan: Plan, name: str, value: Any) -> str:
    kind = next((spec.type.kind for spec in plan.inputs if spec.name == name), None)
    return f'"{value}"' if kind in (Kind.MONEY, Kind.PERCENT) else str(value)
