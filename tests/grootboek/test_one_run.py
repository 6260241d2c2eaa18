"""From payments to booked months and proposals in one run.

The same as by way of income per month, whatever the order of delivery and wherever a piece ends; and the same
after corrections as from nothing.
"""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regels_calculators.grootboek.incoming import FromTheFuture
from regels_calculators.grootboek.job import ReadOnce
from regels_calculators.inkomen.job import take_in
from regels_calculators.inkomen.net import POLICIES, REGELING
from regels_calculators.inkomen.stream import Feed

from regels.ruleset import load
from regels.tabel.process import Options
from tests.grootboek.books import Books
from tests.grootboek.feeds import DOSSIERS, MONTHS, deliveries, payslip, table
from tests.grootboek.tables import households
from tests.grootboek.test_invariants import ledger_of, said

NETTOLOON = load("landelijk", REGELING)
HOUSE = pa.concat_tables(households(*MONTHS, dossier=dossier) for dossier in DOSSIERS)
FEW = settings(max_examples=12, deadline=None)


def fed(payments: Any, chosen: str | None = None) -> Feed:
    """Payments for one run."""
    return Feed(given=payments, ruleset=NETTOLOON, chosen=chosen)


def all_of(books: Books, rounds: list[Any], **more: Any) -> dict[str, Any]:
    """Every output after so many rounds: entries, proposals, payments, what was set apart and computed."""
    reports = []
    for day, income in enumerate(rounds, 1):
        reports.append(books.book(income, HOUSE, f"2026-06-{day:02}", **more))
        if day == 1:
            lines = [{"maand": m, "bedrag": "900.00", "dossier_id": d} for d in DOSSIERS for m in MONTHS]
            books.pay("2026-06-01", *lines)
    entries = sorted(books.entries(), key=lambda one: (one["dossier_id"], one["maand"], one["volgnummer"]))
    runs = {
        method: books.pay_run(rounds[-1], HOUSE, method, "2026-06-20", **options(more))
        for method in ("zelfde_maand", "surplus")
    }
    return {
        "entries": entries,
        "proposals": books.propose("2026-07-10", more.get("options")),
        "kinds": [report.counts for report in reports],
        "computed": [(report.recomputed, report.skipped, report.absent) for report in reports],
        "payments": {name: run.payments.sort_by("dossier_id").to_pylist() for name, run in runs.items()},
        "lines": {
            name: sorted(run.lines.to_pylist(), key=lambda one: str(sorted(one.items())))
            for name, run in runs.items()
        },
    }


def options(more: dict[str, Any]) -> dict[str, Any]:
    """The options of a run alone."""
    return {name: value for name, value in more.items() if name == "options"}


@FEW
@given(deliveries(), st.sampled_from([None, *POLICIES]))
def test_one_run_gives_what_two_give(made: tuple[list[pa.Table], Options], chosen: str | None) -> None:
    payments, sizes = made
    with ledger_of() as one, ledger_of() as two:
        in_one = all_of(one, [fed(known, chosen) for known in payments], options=sizes)
        months = [take_in(known, NETTOLOON, chosen).months for known in payments]
        assert in_one == all_of(two, months)


@FEW
@given(deliveries())
def test_after_corrections_as_from_nothing(made: tuple[list[pa.Table], Options]) -> None:
    payments, sizes = made
    feeds = [fed(known) for known in payments]
    with ledger_of() as step, ledger_of() as every, ledger_of() as anew:
        all_of(step, feeds, options=sizes)
        all_of(every, feeds, options=sizes, everything=True)
        all_of(anew, feeds[-1:])
        assert said(step.state()) == said(every.state()) == said(anew.state())


def test_only_what_a_correction_touches_is_computed_again(books: Books) -> None:
    known = [
        payslip(dossier, "bakker", month, 40_000, f"b{month}") for dossier in DOSSIERS for month in MONTHS
    ]
    assert books.book(fed(table(known)), HOUSE, "2026-06-01").recomputed == 3
    better = payslip("1002", "bakker", "2026-03", 45_000, "beter", correctie_op="b2026-03")
    report = books.book(fed(table([better, *known])), HOUSE, "2026-06-02", options=Options(batch_rows=2))
    assert (report.recomputed, report.skipped, report.counts.kinds) == (1, 2, {"correctie": 1})
    (entry,) = [entry for entry in books.entries() if entry["soort"] == "correctie"]
    assert (entry["dossier_id"], f"{entry['maand']:%Y-%m}", entry["oorzaak"]) == ("1002", "2026-03", "beter")


def test_what_is_set_apart_is_told_and_its_month_waits(books: Books) -> None:
    known = [payslip("1001", "bakker", month, 40_000, f"b{month}") for month in MONTHS]
    known[2]["netto"] = "veel"
    report = books.book(fed(table(known)), households(*MONTHS), "2026-06-01")
    assert report.feed is not None and not report.complete
    assert [(one.row, one.field, one.found) for one in report.feed.rejects] == [(3, "netto", "veel")]
    assert (report.feed.records, report.feed.counted, report.feed.apart) == (4, 3, 1)
    assert books.amounts("bijstand")["2026-03"] is None
    assert None not in [books.amounts("bijstand")[month] for month in MONTHS if month != "2026-03"]


def test_a_payment_that_cannot_be_known_yet_is_refused_and_nothing_is_booked(books: Books) -> None:
    known = [payslip(dossier, "bakker", "2026-04", 40_000, "b") for dossier in DOSSIERS]
    with pytest.raises(FromTheFuture):
        books.book(fed(table(known)), HOUSE, "2026-04-24", options=Options(batch_rows=1))
    assert books.entries() == []


def test_a_stream_that_comes_by_once_is_refused_before_it_looks_like_no_income(books: Books) -> None:
    known = table([payslip("1001", "bakker", "2026-04", 40_000, "b")])
    for income in (fed(known.to_reader()), take_in(known, NETTOLOON).months.to_reader()):
        with pytest.raises(ReadOnce, match=r"reader\.read_all"):
            books.book(income, HOUSE, "2026-06-01")


def test_income_of_who_is_not_among_the_households_is_counted(books: Books) -> None:
    known = [payslip(dossier, "bakker", "2026-04", 40_000, "b") for dossier in ("1001", "9", "8")]
    report = books.book(fed(table(known)), households(*MONTHS), "2026-06-01", options=Options(batch_rows=1))
    assert (report.recomputed, report.absent) == (1, 2)


def test_from_a_csv_of_payments_to_the_same_ledger(books: Books, tmp_path: Path) -> None:
    known = [
        payslip(dossier, "bakker", month, 40_000, f"b{month}") for month in MONTHS for dossier in DOSSIERS
    ]
    lines = [
        ";".join(known[0]),
        *(";".join(str(one[name] or "").replace(".", ",") for name in one) for one in known),
    ]
    file = tmp_path / "betalingen.csv"
    file.write_text("\n".join(lines), "utf-8")
    books.book(Feed(given=file, ruleset=NETTOLOON), HOUSE, "2026-06-01", options=Options(batch_rows=2))
    with ledger_of() as other:
        other.book(fed(table(known)), HOUSE, "2026-06-01")
        assert said(books.state()) == said(other.state())
