"""``regels grootboek``: book the months, propose what to do about differences, show one dossier."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.job import Report, Request, Rulesets, run
from regels_calculators.grootboek.payments import Paid, book_payments
from regels_calculators.grootboek.payrun import LINES, alarms, pay_run
from regels_calculators.grootboek.policy import Policy, read_policy
from regels_calculators.grootboek.settle import propose as proposals
from regels_calculators.grootboek.show import show
from regels_calculators.grootboek.store import Ledger
from regels_calculators.inkomen.net import REGELING
from regels_calculators.inkomen.stream import Feed

from regels.cli.caseload import DONE, REFUSED, SET_APART, MissingArgument
from regels.cli.inkomen import feed_lines, note_lines, refuse_policy
from regels.errors import RegelsError
from regels.ruleset import load
from regels.tabel.errors import SameFile, TableError
from regels.tabel.mapping import read_mapping
from regels.tabel.rejects import Reject
from regels.tabel.sink import About
from regels.tabel.write import FileSink
from regels.uitleg.dutch import money

REJECTED = "afgekeurd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The options of ``regels grootboek boek``. ``income``: a table per month; else ``payments``: a feed."""

    households: Path
    ledger: Path
    ruleset: str
    method: str | None
    day: date
    complete_until: date | None
    paid: Path | None
    everything: bool
    income: Path | None = None
    payments: Path | None = None
    policy: str | None = None
    mapping: Path | None = None
    proposals: Path | None = None


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
    try:
        request = _request(choices)
        rulesets = Rulesets.load(choices.ruleset)
        paid = _pay(choices, rulesets)
        report = run(rulesets, request)
        _tell(report)
        if choices.method is not None:
            _propose_payments(choices, request, rulesets, policy)
        code = _set_apart(choices, report, paid)
        if choices.proposals is not None:
            _propose(choices.ledger, choices.proposals, rulesets, policy, choices.day)
    except TableError as error:
        print(error, file=sys.stderr)
        return REFUSED
    return code


def _request(choices: Choices) -> Request:
    """Refuse what cannot be done before anything is read."""
    if (choices.income is None) == (choices.payments is None):
        raise MissingArgument(
            "Noem het inkomen per maand (INKOMEN), of de betalingen waaruit het volgt (--betalingen)."
        )
    if choices.payments is None and (choices.policy or choices.mapping):
        raise MissingArgument("--toerekening en --koppeling horen bij --betalingen.")
    refuse_policy(choices.policy)
    given = [choices.income, choices.payments, choices.households, choices.paid]
    out = choices.proposals
    if out is not None and out.exists() and any(out.samefile(one) for one in given if one and one.exists()):
        raise SameFile(str(out))
    income: Path | Feed | None = choices.income
    if choices.payments is not None:
        mapping = read_mapping(choices.mapping) if choices.mapping else None
        income = Feed(
            given=choices.payments, ruleset=load(choices.ruleset, REGELING), chosen=choices.policy,
            mapping=mapping,
        )  # fmt: skip
    return Request(
        income=income, households=choices.households, ledger=choices.ledger, day=choices.day,
        complete_until=choices.complete_until, everything=choices.everything,
    )  # fmt: skip


def _pay(choices: Choices, rulesets: Rulesets) -> Paid | None:
    if choices.paid is None:
        return None
    with Ledger(choices.ledger, make=True) as ledger:
        ledger.check()
        paid = book_payments(ledger, choices.paid, choices.day, rulesets.month)
    refused = len(paid.refused) + len({one.row for one in paid.rejects})
    print(f"Betalingen geboekt: {paid.booked}; al bekend: {paid.known}; geweigerd: {refused}")
    return paid


def _tell(report: Report) -> None:
    if report.feed is not None:
        lines = [*feed_lines(report.feed.records, report.feed), *note_lines(report.feed.notes)]
        print("\n".join([*lines, ""]))
    print(f"Dossiers berekend: {report.recomputed}; overgeslagen omdat er niets veranderde: {report.skipped}")
    for kind, number in sorted(report.counts.kinds.items()):
        print(f"Geboekt als {kind}: {number}")
    if not report.counts.kinds:
        print("Er is niets geboekt: het grootboek klopt al.")
    if report.gone:
        print(
            f"Let op: dossiers met inkomen bij de vorige boeking, en nu niet meer: {report.gone}. "
            "Klopt dat? Elke levering moet alles bevatten wat bekend is."
        )
    if report.absent:
        print(f"Let op: {report.absent} dossiers met inkomen staan niet bij de huishoudens.")


def _propose_payments(choices: Choices, request: Request, rulesets: Rulesets, policy: Policy) -> None:
    """The payment run of the month of the day, beside the ledger, with its alarms."""
    method, month = policy.method(choices.method), e.month_of(choices.day)
    path = choices.ledger / f"betaalvoorstel-{choices.day.isoformat()}.parquet"
    lines, found = [LINES.empty_table()], Counter[str]()

    def payments() -> Iterator[pa.Table]:
        for made in pay_run(rulesets, ledger, request, method, month):
            alarm = alarms(made.payments)
            found["low"] += sum(1 for one in alarm["te_weinig_om_van_te_leven"].to_pylist() if one)
            found["waiting"] += len(alarm) - alarm["mens_beslist"].null_count
            found["rows"] += len(made.payments)
            lines.append(made.lines)
            yield made.payments

    with Ledger(choices.ledger) as ledger:
        write(path, payments(), rulesets)
    write(path.with_stem(f"{path.stem}-regels"), lines, rulesets)
    print(f"Betaalvoorstel ({method.title}): {path}, {found['rows']} betalingen")
    print(f"Te weinig om van te leven: {found['low']}; eerst kijkt een mens: {found['waiting']}")


def _set_apart(choices: Choices, report: Report, paid: Paid | None) -> int:
    lines = [_reason(choices.payments, one) for one in (report.feed.rejects if report.feed else ())]
    lines += [_reason(choices.households, one) for one in report.rejects]
    lines += [_reason(choices.paid, one) for one in (paid.rejects if paid else ())]
    for refused in paid.refused if paid else ():
        what = f"betaling over {refused.month:%Y-%m}"
        lines.append((str(choices.paid), refused.line, refused.dossier, what, "", "", refused.reason))
    if not lines:
        return DONE
    path = choices.ledger / f"{REJECTED}-{choices.day.isoformat()}.csv"
    columns = ["bestand", "regel", "dossier_id", "veld", "gevonden", "verwacht", "advies"]
    table = pa.table({name: [str(line[i]) for line in lines] for i, name in enumerate(columns)})
    write(path, [table], None)
    which = "1 regel is" if len(lines) == 1 else f"{len(lines)} regels zijn"
    print(f"Let op: {which} apart gezet, met de reden in {path}.")
    return SET_APART


def _reason(file: Path | None, one: Reject) -> tuple[str | int, ...]:
    return str(file), one.row, one.dossier or "", one.field, one.found, one.expected, one.advice


def propose(ledger_path: Path, out: Path, name: str, day: date) -> int:
    """Write the proposals, and print how many there are of each kind."""
    _propose(ledger_path, out, Rulesets.load(name), read_policy(), day)
    return DONE


def _propose(ledger_path: Path, out: Path, rulesets: Rulesets, policy: Policy, day: date) -> None:
    kinds: dict[str, tuple[int, Decimal]] = {}
    found = Counter[str]()

    def tables() -> Iterator[pa.Table]:
        for made in proposals(ledger, rulesets, policy, day):
            for row in (
                made.table.group_by("soort").aggregate([("bedrag", "sum"), ("bedrag", "count")]).to_pylist()
            ):
                number, total = kinds.get(row["soort"], (0, Decimal(0)))
                kinds[row["soort"]] = number + row["bedrag_count"], total + row["bedrag_sum"]
            found["soon"] += sum(1 for one in made.table["termijn_loopt_af"].to_pylist() if one)
            found["waiting"] += made.waiting
            found["refused"] += made.refused
            yield made.table

    with Ledger(ledger_path) as ledger:
        ledger.check()
        write(out, tables(), rulesets)
    for kind, (number, total) in sorted(kinds.items()):
        print(f"{kind}: {number} voorstellen, samen {money(Fraction(total))}")
    for number, text in (
        (found["soon"], "bij {} voorstellen loopt de termijn om te verrekenen bijna af."),
        (found["waiting"], "van {} betaalde maanden staat nog niet vast wat er moest worden betaald."),
        (found["refused"], "bij {} verschillen is geen voorstel mogelijk."),
    ):
        if number:
            print("Let op: " + text.format(number))
    print(f"Voorstellen: {out}. Een medewerker van de gemeente beslist over elk voorstel.")


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


def write(path: Path, tables: Iterable[pa.Table], rulesets: Rulesets | None) -> None:
    """Tables of one schema, at least one, to a file by its extension."""
    month: Any = rulesets.month if rulesets else None
    about = About(month.version, month.plan.name, month.plan.hash) if month else About("", "", "")
    sink = FileSink(path, about)
    try:
        sink.start(0)
        for table in tables:
            for batch in table.to_batches() or [pa.RecordBatch.from_pylist([], table.schema)]:
                sink.write(batch)
        sink.finish()
    except BaseException:
        sink.discard()
        raise
