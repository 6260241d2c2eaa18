"""The summary of a run of the verrekening, as a team leader reads it."""

from typing import TYPE_CHECKING

from regels.cli import telling
from regels.cli.telling import count, euros, line
from regels.ruleset import Ruleset

if TYPE_CHECKING:
    from regels_calculators.inkomstenverrekening.job import Report
    from regels_calculators.inkomstenverrekening.summary import Totals

TEXTS = telling.TEXTS | {"recht": "Recht op bijstand"}
MONEY = {
    "norm": "Normen samen",
    "inkomen_telt_mee": "Inkomen dat meetelt",
    "bijstand": "Bijstand",
    "maatregel": "Maatregelen",
    "vakantietoeslag": "Vakantietoeslag gespaard",
    "uit_te_betalen": "Uit te betalen",
}


def summary(report: "Report", ruleset: Ruleset) -> str:
    """The whole table."""
    totals = report.totals
    lines = [*telling.heading(ruleset), *_rows(totals), "", *telling.verdicts(totals, TEXTS), ""]
    lines += [line(text, euros(totals.money[name])) for name, text in MONEY.items()]
    lines += _grounds(totals)
    lines += _paid(totals)
    lines += telling.undetermined(totals)
    lines += _notes(report)
    return "\n".join([*lines, *telling.closing(ruleset, totals.rows, report.seconds)])


def _rows(totals: "Totals") -> list[str]:
    return [
        line("Dossiers", count(totals.dossiers)),
        line("  waarvan met loon", count(totals.dossiers_with_wages)),
        line("Rijen (dossiermaanden)", count(totals.rows)),
        line("  waarvan met loon", count(totals.rows_with_wages)),
    ]


def _grounds(totals: "Totals") -> list[str]:
    if not totals.freed:
        return []
    lines = ["", line("Vrijlating naar grond (Pw art. 31 lid 2)", "maanden", "vrij")]
    for ground in ("n", "r", "y", "z", "aa"):
        if totals.freed_rows[ground]:
            lines.append(line(f"  {ground}", count(totals.freed_rows[ground]), euros(totals.freed[ground])))
    return lines


def _paid(totals: "Totals") -> list[str]:
    if not totals.compared_rows:
        return []
    exact = totals.compared_rows - totals.overpaid_rows - totals.underpaid_rows
    return [
        "",
        line("Vergeleken met wat is betaald", "maanden", "bedrag"),
        line("  precies goed", count(exact), ""),
        line("  te veel betaald", count(totals.overpaid_rows), euros(totals.overpaid)),
        line("  te weinig betaald", count(totals.underpaid_rows), euros(totals.underpaid)),
    ]


def _notes(report: "Report") -> list[str]:
    lines = [""] if report.totals.remarks or report.summary.notes or report.split else []
    lines += [*telling.remarks(report.totals), *telling.notes(report.summary)]
    if report.split:
        lines.append(line("Rijen erbij door splitsen op de AOW-dag", count(report.split)))
    return lines
