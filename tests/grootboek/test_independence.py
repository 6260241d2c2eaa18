"""A dossier has its own books: rows, payments and mistakes of others change nothing of it."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.payrun import pay_run
from regels_calculators.grootboek.store import Ledger

from regels.tabel.process import Options
from tests.grootboek.books import POLICY, RULESETS, Books
from tests.grootboek.tables import first, households
from tests.grootboek.test_invariants import DOSSIERS, HOUSE, MONTHS, feeds, ledger_of

FEW = settings(max_examples=10, deadline=None)
NEIGHBOUR = pa.concat_tables([households("2025-12", "2026-04", dossier="1000"), HOUSE])


def of(table: pa.Table, dossier: str) -> pa.Table:
    """The rows of one dossier."""
    return table.filter(pc.equal(table["dossier_id"], dossier))


def paid(books: Books, known: pa.Table, house: pa.Table, method: str, month: str, **more: Any) -> Any:
    """The payment run of a month, as it is known in June."""
    request, number = books.request(known, house, "2026-06-20", **more), e.month_of(first(month))
    with Ledger(books.path) as ledger:
        made = list(pay_run(RULESETS, ledger, request, POLICY.method(method), number))
    return {
        name: [row for piece in made for row in getattr(piece, name).to_pylist()]
        for name in ("payments", "lines")
    }


def all_of(
    books: Books, rounds: list[pa.Table], house: pa.Table, dossiers: tuple[str, ...], **more: Any
) -> Any:
    """Everything that comes out, for each dossier."""
    for day, known in enumerate(rounds, 1):
        books.book(known, house, f"2026-06-{day:02}", **more)
        if day == 1:
            books.pay(
                "2026-06-01",
                *(
                    {"betaling_id": f"{d}{m}", "dossier_id": d, "maand": m, "bedrag": "900.00"}
                    for d in dossiers
                    for m in MONTHS
                ),
            )
    out = {"entries": books.entries(), "proposals": books.propose("2026-07-10")}
    for method in ("zelfde_maand", "achteraf", "schatten_en_corrigeren", "surplus"):
        made = paid(books, rounds[-1], house, method, "2026-04", **more)
        assert made["payments"]
        out |= {f"{method} {name}": rows for name, rows in made.items()}
    return {
        dossier: {name: [row for row in rows if row["dossier_id"] == dossier] for name, rows in out.items()}
        for dossier in dossiers
    }


@FEW
@given(st.lists(feeds(), min_size=1, max_size=3), st.integers(1, 5), st.booleans())
def test_other_dossiers_change_nothing(rounds: list[pa.Table], rows: int, strange: bool) -> None:
    house = NEIGHBOUR if strange else HOUSE
    sizes = Options(workers=1, batch_rows=rows, partition_rows=rows)
    with ledger_of() as both:
        together = all_of(both, rounds, house, DOSSIERS, options=sizes)
    for dossier in DOSSIERS:
        with ledger_of() as one:
            alone = all_of(one, [of(known, dossier) for known in rounds], of(house, dossier), (dossier,))
        assert together[dossier] == alone[dossier]


@FEW
@given(feeds(), st.sampled_from(MONTHS))
def test_a_payment_at_known_wages_is_what_the_books_say(known: pa.Table, month: str) -> None:
    """Of the same month, when every wage of the dossier up to it is known."""
    with ledger_of() as books:
        books.book(known, HOUSE, "2026-06-01")
        due = {dossier: books.amounts("uit_te_betalen", dossier) for dossier in DOSSIERS}
        for row in paid(books, known, HOUSE, "zelfde_maand", month)["payments"]:
            months = [due[row["dossier_id"]][one] for one in MONTHS if one <= month]
            if None not in months:
                assert row["loon"] == "bekend_loon"
                assert row["te_betalen"] == row["verschuldigd"] == months[-1]
