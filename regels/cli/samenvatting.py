"""The summary of a run, as a team leader reads it."""

from typing import TYPE_CHECKING

from regels.plan.plan import Verdict
from regels.ruleset import Ruleset

if TYPE_CHECKING:
    from regels_calculators.inkomstenverrekening.job import Report
    from regels_calculators.inkomstenverrekening.summary import Totals

WIDTH = 58
MOST_REASONS = 8
TEXTS = {
    "recht": "Recht op bijstand",
    "geen_recht": "Geen recht",
    "onbepaald": "Nog niet te bepalen",
    "afgekeurd": "Niet te lezen, apart gezet",
}
MONEY = {
    "norm": "Normen samen",
    "inkomen_telt_mee": "Inkomen dat meetelt",
    "bijstand": "Bijstand",
    "maatregel": "Maatregelen",
    "vakantietoeslag": "Vakantietoeslag gespaard",
    "uit_te_betalen": "Uit te betalen",
}


def euros(cents: int) -> str:
    """``€ 1.234,56``."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}€ {whole:,}".replace(",", ".") + f",{rest:02d}"


def count(number: int) -> str:
    """``1.234``."""
    return f"{number:,}".replace(",", ".")


def summary(report: "Report", ruleset: Ruleset) -> str:
    """The whole table."""
    totals = report.totals
    lines = [f"{ruleset.plan.title} ({' + '.join(ruleset.layers)})", ""]
    lines += _rows(totals)
    lines += _money(totals)
    lines += _grounds(totals)
    lines += _paid(totals)
    lines += _undetermined(totals)
    lines += _notes(report)
    seconds = f"{report.seconds:.2f}".replace(".", ",")
    speed = round(totals.rows / report.seconds) if report.seconds else 0
    lines += ["", f"Duur: {seconds} seconden, {count(speed)} rijen per seconde"]
    lines.append(
        f"Regels {ruleset.version}, regeling {ruleset.plan.hash[:16]}. Regels adviseert; een mens beslist."
    )
    return "\n".join(lines)


def _line(text: str, *cells: str) -> str:
    return f"  {text:<{WIDTH}}" + "".join(f"{cell:>18}" for cell in cells)


def _rows(totals: "Totals") -> list[str]:
    lines = [
        _line("Dossiers", count(totals.dossiers)),
        _line("  waarvan met loon", count(totals.dossiers_with_wages)),
        _line("Rijen (dossiermaanden)", count(totals.rows)),
        _line("  waarvan met loon", count(totals.rows_with_wages)),
        "",
    ]
    lines += [_line(TEXTS[v.value], count(totals.status[v.value])) for v in Verdict if totals.status[v.value]]
    refused = [
        (reason, number)
        for (status, reason), number in totals.reasons.items()
        if status == Verdict.NO_RIGHT.value
    ]
    for reason, number in sorted(refused, key=lambda pair: -pair[1]):
        lines.append(
            _line(f"  geen recht door {reason.replace('_', ' ').replace('+', ' en ')}", count(number))
        )
    return lines


def _money(totals: "Totals") -> list[str]:
    return [""] + [_line(text, euros(totals.money[name])) for name, text in MONEY.items()]


def _grounds(totals: "Totals") -> list[str]:
    if not totals.freed:
        return []
    lines = ["", _line("Vrijlating naar grond (Pw art. 31 lid 2)", "maanden", "vrij")]
    for ground in ("n", "r", "y", "z", "aa"):
        if totals.freed_rows[ground]:
            lines.append(_line(f"  {ground}", count(totals.freed_rows[ground]), euros(totals.freed[ground])))
    return lines


def _paid(totals: "Totals") -> list[str]:
    if not totals.compared_rows:
        return []
    exact = totals.compared_rows - totals.overpaid_rows - totals.underpaid_rows
    return [
        "",
        _line("Vergeleken met wat is betaald", "maanden", "bedrag"),
        _line("  precies goed", count(exact), ""),
        _line("  te veel betaald", count(totals.overpaid_rows), euros(totals.overpaid)),
        _line("  te weinig betaald", count(totals.underpaid_rows), euros(totals.underpaid)),
    ]


def _undetermined(totals: "Totals") -> list[str]:
    open_ones = [
        (reason, number)
        for (status, reason), number in totals.reasons.items()
        if status == Verdict.UNDETERMINED.value
    ]
    if not open_ones:
        return []
    open_ones.sort(key=lambda pair: (-pair[1], pair[0]))
    lines = ["", "  Nog niet te bepalen, omdat dit onbekend is of een mens moet beslissen:"]
    lines += [
        _line(f"    {reason.replace('+', ', ')}", count(number))
        for reason, number in open_ones[:MOST_REASONS]
    ]
    rest = sum(number for _, number in open_ones[MOST_REASONS:])
    return lines + ([_line("    overige redenen", count(rest))] if rest else [])


def _notes(report: "Report") -> list[str]:
    lines = [""] if report.totals.remarks or report.summary.notes or report.split else []
    for remark, number in sorted(report.totals.remarks.items()):
        lines.append(_line(f"Opmerking: {remark.replace('_', ' ').replace(':', ', ')}", count(number)))
    lines += [f"  {note.text}" for note in report.summary.notes]
    if report.split:
        lines.append(_line("Rijen erbij door splitsen op de AOW-dag", count(report.split)))
    return lines
