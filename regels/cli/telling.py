"""The tally of a run of any regeling; and the parts of it that the summary of the verrekening shares."""

from typing import TYPE_CHECKING

from regels.plan.plan import Plan, Verdict
from regels.ruleset import Ruleset
from regels.tabel.process import Summary

if TYPE_CHECKING:
    from regels_calculators.doorrekenen.job import Report
    from regels_calculators.doorrekenen.tally import Tally

WIDTH = 58
MOST_REASONS = 8
TEXTS = {
    "recht": "Recht",
    "geen_recht": "Geen recht",
    "onbepaald": "Nog niet te bepalen",
    "afgekeurd": "Niet te lezen, apart gezet",
}


def tally(report: "Report", ruleset: Ruleset) -> str:
    """The whole table."""
    found, plan = report.tally, ruleset.plan
    period = "jaren" if plan.yearly else "maanden"
    lines = [*heading(ruleset), line("Dossiers", count(found.dossiers))]
    lines += [line(f"Rijen (dossier{period})", count(found.rows)), "", *verdicts(found, TEXTS)]
    titles = _titles(plan)
    if found.summed:
        lines += ["", *(line(titles[name], euros(found.money[name])) for name in found.summed)]
    lines += undetermined(found)
    lines += ["" for _ in [0] if found.remarks or report.summary.notes]
    lines += [*remarks(found), *notes(report.summary)]
    return "\n".join([*lines, *closing(ruleset, found.rows, report.seconds)])


def heading(ruleset: Ruleset) -> list[str]:
    """What was computed, with which layers."""
    return [f"{ruleset.plan.title} ({' + '.join(ruleset.layers)})", ""]


def closing(ruleset: Ruleset, rows: int, seconds: float) -> list[str]:
    """How long it took, which rules, and who decides."""
    shown = f"{seconds:.2f}".replace(".", ",")
    speed = round(rows / seconds) if seconds else 0
    return [
        "",
        f"Duur: {shown} seconden, {count(speed)} rijen per seconde",
        f"Regels {ruleset.version}, regeling {ruleset.plan.hash[:16]}. Regels adviseert; een mens beslist.",
    ]


def euros(cents: int) -> str:
    """``€ 1.234,56``."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}€ {whole:,}".replace(",", ".") + f",{rest:02d}"


def count(number: int) -> str:
    """``1.234``."""
    return f"{number:,}".replace(",", ".")


def line(text: str, *cells: str) -> str:
    """A line of the table."""
    return f"  {text:<{WIDTH}}" + "".join(f"{cell:>18}" for cell in cells)


def verdicts(found: "Tally", texts: dict[str, str]) -> list[str]:
    """How many rows of each status, and why there is no right."""
    lines = [line(texts[v.value], count(found.status[v.value])) for v in Verdict if found.status[v.value]]
    for reason, number in _reasons(found, Verdict.NO_RIGHT):
        said = reason.replace("_", " ").replace("+", " en ")
        lines.append(line(f"  geen recht door {said}", count(number)))
    return lines


def undetermined(found: "Tally") -> list[str]:
    """What is not known, most often first."""
    reasons = _reasons(found, Verdict.UNDETERMINED)
    if not reasons:
        return []
    lines = ["", "  Nog niet te bepalen, omdat dit onbekend is of een mens moet beslissen:"]
    lines += [
        line(f"    {reason.replace('+', ', ')}", count(number)) for reason, number in reasons[:MOST_REASONS]
    ]
    rest = sum(number for _, number in reasons[MOST_REASONS:])
    return lines + ([line("    overige redenen", count(rest))] if rest else [])


def remarks(found: "Tally") -> list[str]:
    """How often each remark was made."""
    return [
        line(f"Opmerking: {remark.replace('_', ' ').replace(':', ', ')}", count(number))
        for remark, number in sorted(found.remarks.items())
    ]


def notes(summary: Summary) -> list[str]:
    """What the run says about the columns of the file."""
    return [f"  {note.text}" for note in summary.notes]


def _reasons(found: "Tally", verdict: Verdict) -> list[tuple[str, int]]:
    chosen = [
        (reason, number) for (status, reason), number in found.reasons.items() if status == verdict.value
    ]
    return sorted(chosen, key=lambda pair: (-pair[1], pair[0]))


def _titles(plan: Plan) -> dict[str, str]:
    return {spec.name: spec.title for spec in plan.outcomes}
