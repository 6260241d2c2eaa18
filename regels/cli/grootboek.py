"""``regels grootboek``: book the months, propose what to do about differences, show one dossier."""

import sys
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.differences import CAUSES, differences
from regels_calculators.grootboek.job import Income, Report, Request, Rulesets, days_of, income_rows, run
from regels_calculators.grootboek.payments import Paid, book_payments
from regels_calculators.grootboek.payrun import alarms, pay_run
from regels_calculators.grootboek.policy import Policy, read_policy
from regels_calculators.grootboek.settle import proposals
from regels_calculators.grootboek.show import show
from regels_calculators.grootboek.state import NEEDED, state_of
from regels_calculators.grootboek.store import Ledger

from regels.cli.caseload import DONE, REFUSED, SET_APART
from regels.errors import RegelsError
from regels.tabel.errors import TableError
from regels.tabel.sink import About
from regels.tabel.write import FileSink
from regels.uitleg.dutch import money

REJECTED = "afgekeurd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The options of ``regels grootboek boek``."""

    income: Path
    households: Path
    ledger: Path
    ruleset: str
    method: str | None
    day: date
    complete_until: date | None
    paid: Path | None
    everything: bool


class WrongDay(RegelsError):
    """A day was not written as ``2026-07-01``."""


def day_of(text: str | None) -> date:
    """The day that was given, or today."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongDay(f"‘{text}’ is geen dag. Schrijf een dag als 2026-07-01.") from None


def month_of(text: str | None) -> date | None:
    """The first day of the month that was given, as ``2026-07``."""
    return None if text is None else day_of(f"{text}-01")


def book(choices: Choices) -> int:
    """Exit code 0: all booked; 3: booked, with rows set apart; 2: nothing booked, the message says why."""
    policy = read_policy()
    policy.method(choices.method)
    rulesets = Rulesets.load(choices.ruleset)
    try:
        paid = _pay(choices, rulesets)
        request = Request(
            income=choices.income, households=choices.households, ledger=choices.ledger, day=choices.day,
            complete_until=choices.complete_until, everything=choices.everything,
        )  # fmt: skip
        report = run(rulesets, request)
        _tell(report)
        if choices.method is not None:
            _propose_payments(choices, rulesets, policy)
    except TableError as error:
        print(error, file=sys.stderr)
        return REFUSED
    return _set_apart(choices, report, paid)


def _pay(choices: Choices, rulesets: Rulesets) -> Paid | None:
    if choices.paid is None:
        return None
    with Ledger(choices.ledger) as ledger:
        ledger.check()
        paid = book_payments(ledger, pq.read_table(choices.paid), choices.day, rulesets.month)
    print(f"Betalingen geboekt: {paid.booked}; al bekend: {paid.known}; geweigerd: {len(paid.refused)}")
    return paid


def _tell(report: Report) -> None:
    print(f"Dossiers berekend: {report.recomputed}; overgeslagen omdat er niets veranderde: {report.skipped}")
    for kind, number in sorted(report.counts.kinds.items()):
        print(f"Geboekt als {kind}: {number}")
    if not report.counts.kinds:
        print("Er is niets geboekt: het grootboek klopt al.")
    if report.absent:
        print(f"Let op: {report.absent} dossiers met inkomen staan niet bij de huishoudens.")


def _propose_payments(choices: Choices, rulesets: Rulesets, policy: Policy) -> None:
    """The payment run of the month of the day, beside the ledger, with its alarms."""
    method, month = policy.method(choices.method), e.month_of(choices.day)
    income = Income.of(income_rows(choices.income, choices.day), rulesets, days_of(choices.day))
    with Ledger(choices.ledger) as ledger:
        made = pay_run(
            rulesets,
            ledger,
            income,
            choices.households,
            method,
            month,
            days_of(choices.day),
            choices.complete_until,
        )
    name = f"betaalvoorstel-{choices.day.isoformat()}"
    write(choices.ledger / f"{name}.parquet", made.payments, rulesets)
    write(choices.ledger / f"{name}-regels.parquet", made.lines, rulesets)
    found = alarms(made.payments)
    print(
        f"Betaalvoorstel ({method.title}): {choices.ledger / name}.parquet, {len(made.payments)} betalingen"
    )
    low = sum(1 for one in found["te_weinig_om_van_te_leven"].to_pylist() if one)
    waiting = len(found) - found["mens_beslist"].null_count
    print(f"Te weinig om van te leven: {low}; eerst kijkt een mens: {waiting}")


def _set_apart(choices: Choices, report: Report, paid: Paid | None) -> int:
    lines = [(one.row, one.dossier or "", one.field, one.found, one.advice) for one in report.rejects]
    for refused in paid.refused if paid else ():
        what = f"betaling over {refused.month:%Y-%m}"
        lines.append((refused.line, refused.dossier, what, "", refused.reason))
    if not lines:
        return DONE
    path = choices.ledger / f"{REJECTED}-{choices.day.isoformat()}.csv"
    columns = ["regel", "dossier_id", "veld", "gevonden", "advies"]
    table = pa.table({name: [str(line[i]) for line in lines] for i, name in enumerate(columns)})
    write(path, table, None)
    which = "1 regel is" if len(lines) == 1 else f"{len(lines)} regels zijn"
    print(f"Let op: {which} apart gezet, met de reden in {path}.")
    return SET_APART


def propose(ledger_path: Path, out: Path, name: str, day: date) -> int:
    """Write the proposals, and print how many there are of each kind."""
    rulesets, policy = Rulesets.load(name), read_policy()
    with Ledger(ledger_path) as ledger:
        ledger.check()
        state = state_of(ledger.parts(NEEDED))
        entries = pa.concat_tables([*ledger.parts(CAUSES), e.SCHEMA.empty_table().select(CAUSES)])
    found = differences(state, entries, rulesets.difference, days_of(day))
    table = proposals(state, found, rulesets, policy, e.month_of(day))
    write(out, table, rulesets)
    _summary(table, len(found.waiting))
    if found.refused:
        print(f"Let op: bij {found.refused} verschillen is geen voorstel mogelijk.")
    print(f"Voorstellen: {out}. Een medewerker van de gemeente beslist over elk voorstel.")
    return DONE


def _summary(table: pa.Table, waiting: int) -> None:
    for row in table.group_by("soort").aggregate([("bedrag", "sum"), ("bedrag", "count")]).to_pylist():
        total = money(Fraction(row["bedrag_sum"]))
        print(f"{row['soort']}: {row['bedrag_count']} voorstellen, samen {total}")
    soon = sum(1 for one in table["termijn_loopt_af"].to_pylist() if one)
    if soon:
        print(f"Let op: bij {soon} voorstellen loopt de termijn om te verrekenen bijna af.")
    if waiting:
        print(f"Let op: van {waiting} betaalde maanden staat nog niet vast wat er moest worden betaald.")


def display(dossier: str, ledger_path: Path) -> int:
    """Print the entries of one dossier."""
    with Ledger(ledger_path) as ledger:
        ledger.check()
        found = ledger.of_dossier(dossier)
    if not len(found):
        print(f"Dossier {dossier} staat niet in {ledger_path}.", file=sys.stderr)
        return REFUSED
    print(show(found))
    return DONE


def write(path: Path, table: pa.Table, rulesets: Rulesets | None) -> None:
    """A table to a file by its extension."""
    month: Any = rulesets.month if rulesets else None
    about = About(month.version, month.plan.name, month.plan.hash) if month else About("", "", "")
    sink = FileSink(path, about)
    try:
        sink.start(len(table))
        for batch in table.to_batches() or [pa.RecordBatch.from_pylist([], table.schema)]:
            sink.write(batch)
        sink.finish()
    except BaseException:
        sink.discard()
        raise
