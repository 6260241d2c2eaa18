"""The ledger on disk: nothing changes unnoticed, a run counts whole or not, and one run writes at a time."""

import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from regels_calculators.grootboek import job, payments
from regels_calculators.grootboek.income import BadIncome
from regels_calculators.grootboek.incoming import FromTheFuture
from regels_calculators.grootboek.job import Request, run
from regels_calculators.grootboek.payments import NO_ONE, TOO_MUCH
from regels_calculators.grootboek.state import state_of
from regels_calculators.grootboek.store import DATABASE, Ledger, LedgerBusy, LedgerDamaged, LedgerMissing

from regels.tabel.process import Options
from tests.grootboek.books import RULESETS, Books
from tests.grootboek.tables import NO_INCOME, households, income

D = Decimal
HOUSE = households("2026-01", "2026-02")
WAGE = income({"maand": "2026-01", "netto": 400})


def test_a_part_that_was_changed_is_noticed(books: Books) -> None:
    books.book(NO_INCOME, HOUSE, "2026-03-01")
    part = books.path / "deel-000001.parquet"
    part.write_bytes(part.read_bytes() + b" ")
    with pytest.raises(LedgerDamaged, match=r"deel-000001\.parquet van het grootboek is veranderd"):
        books.book(WAGE, HOUSE, "2026-03-02")


def test_a_part_that_is_gone_is_noticed(books: Books) -> None:
    books.book(NO_INCOME, HOUSE, "2026-03-01")
    (books.path / "deel-000001.parquet").unlink()
    with pytest.raises(LedgerDamaged, match="ontbreekt"):
        books.state()


@pytest.mark.parametrize("statement", ["UPDATE delen SET regels = 0", "DELETE FROM delen"])
def test_the_list_of_parts_only_grows(books: Books, statement: str) -> None:
    books.book(NO_INCOME, HOUSE, "2026-03-01")
    with pytest.raises(sqlite3.IntegrityError), sqlite3.connect(books.path / DATABASE) as database:
        database.execute(statement)


def test_a_run_that_breaks_off_leaves_nothing(books: Books) -> None:
    books.book(NO_INCOME, HOUSE, "2026-03-01")
    with Ledger(books.path) as ledger:
        with pytest.raises(ZeroDivisionError), ledger.booking("2026-03-02") as booking:
            booking.write(next(iter(ledger.parts())).to_batches()[0])
            booking.close()
            raise ZeroDivisionError
        assert ledger.check() == 1
    assert sorted(path.name for path in books.path.glob("*.parquet")) == ["deel-000001.parquet"]
    assert len(books.entries()) == 2


def test_one_run_at_a_time(books: Books) -> None:
    books.book(NO_INCOME, HOUSE, "2026-03-01")
    with Ledger(books.path) as one, Ledger(books.path) as other, one.booking("2026-03-02"):
        refused = pytest.raises(LedgerBusy, match="Een andere opdracht boekt")
        with refused, other.booking("2026-03-02"):
            pass


def test_there_must_be_a_ledger(books: Books) -> None:
    with pytest.raises(LedgerMissing):
        books.state()


def test_a_payment_twice_counts_once(books: Books) -> None:
    books.book(NO_INCOME, HOUSE, "2026-03-01")
    line = {"maand": "2026-01", "bedrag": "1331.42"}
    assert (books.pay("2026-03-02", line).booked, books.pay("2026-03-02", line).known) == (1, 1)
    assert int(books.state().paid.sum()) == 133_142


@pytest.mark.parametrize(
    ("amount", "by", "why"),
    [("380.00", "", NO_ONE), ("380.00", "consulent 7", None), ("380.01", "consulent 7", TOO_MUCH)],
)
def test_a_set_off_needs_a_person_and_an_overpayment(
    books: Books, amount: str, by: str, why: str | None
) -> None:
    """Full 1.331,42; with 400: 1.001,50 − 50,08 = 951,42; 380,00 too much."""
    books.book(NO_INCOME, HOUSE, "2026-03-01")
    books.pay("2026-03-02", {"maand": "2026-01", "bedrag": "1331.42"})
    books.book(WAGE, HOUSE, "2026-03-03")
    line = {"maand": "2026-01", "soort": "verrekenen", "bedrag": amount, "besloten_door": by}
    refused = books.pay("2026-03-04", line).refused
    assert [one.reason for one in refused] == ([] if why is None else [why])


def test_what_was_not_known_yet_is_refused(books: Books) -> None:
    with pytest.raises(FromTheFuture, match="2026-01-24"):
        books.book(WAGE, HOUSE, "2026-01-24")


def test_a_column_that_is_not_there(books: Books) -> None:
    with pytest.raises(BadIncome, match="ontbreekt de kolom ‘netto’"):
        books.book(WAGE.drop_columns(["netto"]), HOUSE, "2026-03-01")


def test_nothing_is_assumed_of_a_feed_that_may_not_be_complete(books: Books) -> None:
    """Without an income relation, and no word that the feed is complete, the wage is not zero but unknown."""
    request = Request(income=NO_INCOME, households=HOUSE, ledger=books.path, day=date(2026, 3, 1))
    run(RULESETS, request)
    assert books.amounts("bijstand") == {"2026-01": None, "2026-02": None}
    said = HOUSE.append_column("geen_inkomen_uit_werk", [[True, True]])
    run(RULESETS, Request(income=NO_INCOME, households=said, ledger=books.path, day=date(2026, 3, 2)))
    assert books.amounts("bijstand") == {"2026-01": D("1401.50"), "2026-02": D("1401.50")}


def test_a_feed_that_is_complete_for_longer_is_computed_again(books: Books) -> None:
    """Without a word about later months their wage is not known; with it there is none."""
    for until, known in ((None, [None, None]), (date(2026, 1, 1), [D("1401.50"), None])):
        request = Request(
            income=NO_INCOME, households=HOUSE, ledger=books.path, day=date(2026, 3, 1), complete_until=until
        )
        run(RULESETS, request)
        assert list(books.amounts("bijstand").values()) == known


def test_days_without_a_wage_are_a_change(books: Books) -> None:
    """Also where something else of the row was unknown already."""
    known = {"maand": "2026-01", "netto": 400, "lks_deel": None, "onbekend": "lks"}
    for days in (0, 3):
        books.book(income(known | {"dagen_zonder_loon": days}), HOUSE, "2026-03-01")
    step = books.entries()[-1]["reden"]
    books.book(income(known | {"dagen_zonder_loon": 3}), HOUSE, "2026-03-02", everything=True)
    assert "inkomen_arbeid" in step and books.entries()[-1]["reden"] == step


def test_nobody_else_books_between_reading_and_booking(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a booking rests on is read when the ledger is its own, or the same would be booked twice."""
    books.book(NO_INCOME, HOUSE, "2026-03-01")
    refused = []

    def reading(tables: Any) -> Any:
        with Ledger(books.path) as other, pytest.raises(LedgerBusy), other.booking("2026-03-02"):
            pass
        refused.append(True)
        return state_of(tables)

    for module in (job, payments):
        monkeypatch.setattr(module, "state_of", reading)
    books.book(WAGE, HOUSE, "2026-03-02")
    books.pay("2026-03-02", {"maand": "2026-01", "bedrag": "1331.42"})
    assert refused == [True, True]


def test_what_was_paid_stays_with_its_own_dossier_when_a_month_cannot_be_read(books: Books) -> None:
    """The unreadable row of one dossier comes first in its history, after the last month of another."""
    paid = [D("1000.00"), D("1001.00")], [D("5000.00"), D("7000.00")]
    house = pa.concat_tables(
        households("2026-01", "2026-02", dossier=dossier, uitbetaald=amounts)
        for dossier, amounts in zip(("1001", "1002"), paid, strict=True)
    )
    months = pa.array(["2026-01", "2026-02", "januari", "2026-02"])
    report = books.book(NO_INCOME, house.set_column(1, "maand", months), "2026-03-01")
    assert [(one.dossier, one.field) for one in report.rejects] == [("1002", "maand")]
    booked = [one for one in books.entries() if one["soort"] == "betaling"]
    assert [(one["dossier_id"], f"{one['maand']:%m}", one["bedrag"]) for one in booked] == [
        ("1001", "01", D("1000.00")), ("1001", "02", D("1001.00")), ("1002", "02", D("7000.00")),
    ]  # fmt: skip


def test_a_month_with_a_payment_alone_has_no_facts_of_another(books: Books) -> None:
    house = households("2026-01", beslagvrije_voet=D("1300.00"), gemeld_op=date(2026, 1, 10))
    books.book(NO_INCOME, house, "2026-03-01")
    books.pay("2026-03-02", {"dossier_id": "1002", "maand": "2026-02", "bedrag": "900.00"})
    state = books.state()
    names = [state.ids[int(place)].as_py() for place in state.dossier]
    assert list(zip(names, state.exempt.known.tolist(), strict=True)) == [("1001", True), ("1002", False)]
    assert state.reported.known.tolist() == [True, False]


def test_proposals_in_pieces_are_all_proposals_in_order(books: Books) -> None:
    dossiers = ("1003", "1001", "1002")
    house = pa.concat_tables(households("2026-01", "2026-02", dossier=dossier) for dossier in dossiers)
    books.book(NO_INCOME, house, "2026-03-01")
    lines = [{"dossier_id": d, "maand": "2026-01", "bedrag": "1000.00"} for d in dossiers]
    books.pay("2026-03-02", *lines)
    whole = books.propose("2026-03-10")
    assert [one["dossier_id"] for one in whole if one["soort"] == "nabetaling"] == sorted(dossiers)
    for rows in (1, 3, 5):
        assert books.propose("2026-03-10", Options(partition_rows=rows)) == whole


def test_only_changed_dossiers_are_computed_again(books: Books) -> None:
    both = [households("2026-01", dossier=dossier) for dossier in ("1001", "1002")]
    house = pa.concat_tables(both)
    one, other = ({"maand": "2026-01", "netto": 400, "dossier_id": dossier} for dossier in ("1001", "1002"))
    assert books.book(income(one, other), house, "2026-03-01").recomputed == 2
    report = books.book(income(one, other | {"netto": 500}), house, "2026-03-02")
    assert (report.recomputed, report.skipped, report.counts.kinds) == (1, 1, {"correctie": 1})
    gone = books.book(income(one), house, "2026-03-03")
    assert (gone.recomputed, books.amounts("bijstand", "1002")) == (1, {"2026-01": D("1401.50")})


def test_a_month_without_facts_is_an_entry_and_not_zero(books: Books) -> None:
    books.book(NO_INCOME, households("2026-01", "2026-03"), "2026-04-01")
    january, february, march = books.entries()
    assert (february["status"], february["reden"], february["bijstand"]) == (
        "onbepaald",
        "geen_gegevens",
        None,
    )
    books.book(NO_INCOME, households("2026-01"), "2026-04-02")
    assert books.entries()[3]["reden"] == "geen_gegevens"
    assert books.amounts("bijstand") == {"2026-01": D("1401.50"), "2026-02": None, "2026-03": None}
    assert january["bijstand"] == march["bijstand"]


def test_what_the_households_say_was_paid_is_booked_as_a_difference(books: Books) -> None:
    house = households("2026-01", "2026-02", uitbetaald=[D("1331.42"), None])
    books.book(NO_INCOME, house, "2026-03-01")
    assert [entry["bedrag"] for entry in books.entries() if entry["soort"] == "betaling"] == [D("1331.42")]
    books.book(
        NO_INCOME, households("2026-01", "2026-02", uitbetaald=[D("1300.00"), D("0.00")]), "2026-03-02"
    )
    paid = [entry for entry in books.entries() if entry["soort"] == "betaling"]
    assert [(f"{one['maand']:%Y-%m}", one["volgnummer"], one["bedrag"]) for one in paid] == [
        ("2026-01", 2, D("1331.42")),
        ("2026-01", 3, D("-31.42")),
        ("2026-02", 2, D("0.00")),
    ]
    assert [one["bedrag"] for one in books.propose("2026-03-03")] == [D("31.42"), D("1331.42")]


def test_households_as_dutch_csv(books: Books, tmp_path: Path) -> None:
    file = tmp_path / "huis.csv"
    file.write_text(
        "dossier_id;maand;leefvorm;geboortedatum;ten_laste_komende_kinderen;kostendelende_medebewoners;vermogen;"
        "inkomen_overig;geen_inkomen_uit_werk;gemeld_op;beslagvrije_voet\n"
        "1001;2026-01;alleenstaande;1985-03-14;0;0;0;0;ja;2026-01-10;1.300,00\n"
        "1002;2026-01;alleenstaande;1985-03-14;0;0;veel;0;ja;;\n",
        encoding="utf-8",
    )
    report = run(
        RULESETS, Request(income=NO_INCOME, households=file, ledger=books.path, day=date(2026, 3, 1))
    )
    assert [one.field for one in report.rejects] == ["vermogen"]
    first, second = books.entries()
    assert (first["bijstand"], first["gemeld_op"], first["beslagvrije_voet"]) == (
        D("1401.50"), date(2026, 1, 10), D("1300.00")
    )  # fmt: skip
    assert (second["status"], second["bijstand"], second["beslagvrije_voet"]) == ("afgekeurd", None, None)
