"""Whatever comes in and in whatever order: the ledger says what a computation from nothing says."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from regels_calculators.grootboek.state import State

from tests.grootboek.books import RULESETS, Books, month_text
from tests.grootboek.reference import ledger
from tests.grootboek.tables import NO_INCOME, households, income

D = Decimal
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")
DOSSIERS = ("1001", "1002")
HOUSE = pa.concat_tables(
    households(*MONTHS, dossier=dossier, bijdrage_arbeidsinschakeling=True) for dossier in DOSSIERS
)
FEW = settings(max_examples=12, deadline=None)
KNOWN = st.integers(0, 90_000)
PAID = (0, 60_000, 133_142, 180_000, 250_000)
CENTS = KNOWN | KNOWN | KNOWN | KNOWN | KNOWN | KNOWN | KNOWN | st.none()


@st.composite
def feeds(draw: st.DrawFn) -> pa.Table:
    """What is known of the income of both dossiers at one moment."""
    rows = []
    for dossier in DOSSIERS:
        for job in ("bakker", "winkel"):
            ends = draw(st.sampled_from(["2026-02-28", "2026-04-30", "2026-04-30", None]))
            for month in MONTHS:
                if draw(st.integers(0, 7)) == 7:
                    continue
                net, holiday = draw(CENTS), draw(st.integers(0, 5_000))
                rows.append(
                    {
                        "dossier_id": dossier, "ikv": job, "maand": month, "ikv_tot": ends,
                        "netto": None if net is None else D(net).scaleb(-2),
                        "onbekend": "netto" if net is None else None,
                        "vakantietoeslag": D(holiday).scaleb(-2),
                        "vakantietoeslag_betaald": D(draw(st.sampled_from([0, 0, 0, 2_500]))).scaleb(-2),
                        "betalingen": f"{job}{month}-{draw(st.integers(1, 3))}",
                    }
                )  # fmt: skip
    return income(*rows) if rows else NO_INCOME


@contextmanager
def ledger_of() -> Iterator[Books]:
    """A ledger that is thrown away."""
    with tempfile.TemporaryDirectory() as directory:
        yield Books(Path(directory) / "grootboek")


def said(state: State) -> dict[tuple[str, str], Any]:
    """What a state says of every month."""
    names = state.ids.to_pylist()
    return {
        (names[int(state.dossier[place])], month_text(int(month))): (
            state.status[place].as_py(), state.reason[place].as_py(), state.missing[place].as_py(),
            state.cause[place].as_py(), bool(state.known[place]),
            {name: int(sums[place]) for name, sums in state.sums.items()} if state.known[place] else None,
        )
        for place, month in enumerate(state.month)
    }  # fmt: skip


def booked(*known: pa.Table, house: pa.Table = HOUSE, everything: bool = False) -> dict[tuple[str, str], Any]:
    """What the ledger says after so many rounds."""
    with ledger_of() as books:
        for day, table in enumerate(known, 1):
            books.book(table, house, f"2026-06-{day:02}", everything=everything)
        return said(books.state())


@FEW
@given(st.lists(feeds(), min_size=1, max_size=4))
def test_any_rounds_of_corrections_give_what_a_computation_from_nothing_gives(rounds: list[pa.Table]) -> None:
    assert booked(*rounds) == booked(rounds[-1])


@FEW
@given(st.lists(feeds(), min_size=2, max_size=3))
def test_only_what_changed_gives_the_same_as_everything(rounds: list[pa.Table]) -> None:
    assert booked(*rounds) == booked(*rounds, everything=True)


@FEW
@given(feeds(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(known: pa.Table, shuffle: random.Random) -> None:
    order = list(range(len(known)))
    shuffle.shuffle(order)
    turned = HOUSE.take(pa.array(list(reversed(range(len(HOUSE))))))
    assert booked(known) == booked(known.take(pa.array(order, pa.int64())), house=turned)


@FEW
@given(feeds())
def test_the_same_again_books_nothing(known: pa.Table) -> None:
    with ledger_of() as books:
        books.book(known, HOUSE, "2026-06-01")
        before = len(books.entries())
        books.book(known, HOUSE, "2026-06-02")
        books.book(known, HOUSE, "2026-06-03", everything=True)
        assert len(books.entries()) == before


@FEW
@given(feeds())
def test_the_plain_reference_says_the_same(known: pa.Table) -> None:
    with ledger_of() as books:
        books.book(known, HOUSE, "2026-06-01")
        found = said(books.state())
    plain = ledger(RULESETS.month, HOUSE.to_pylist(), known.to_pylist())
    assert len(found) == len(plain)
    for (dossier, month), expected in plain.items():
        status, _, missing, cause, _, sums = found[dossier, f"{month:%Y-%m}"]
        assert (status, missing, cause) == (expected.status, expected.missing, expected.cause)
        shown = (
            None
            if sums is None
            else {
                name: D(sums[name]).scaleb(-2) for name in ("bijstand", "uit_te_betalen", "vakantietoeslag")
            }
        )
        assert shown == expected.amounts


@FEW
@given(
    st.lists(feeds(), min_size=2, max_size=3),
    st.lists(st.sampled_from(PAID), min_size=8, max_size=8),
    st.data(),
)
def test_proposals(rounds: list[pa.Table], paid: list[int], data: st.DataObject) -> None:
    """Every one has its months, amount, article and who decides; nobody is set off more than received."""
    with ledger_of() as books:
        books.book(rounds[0], HOUSE, "2026-05-01")
        places = [(dossier, month) for dossier in DOSSIERS for month in MONTHS]
        books.pay(
            "2026-05-02",
            *(
                {"dossier_id": d, "maand": m, "bedrag": str(D(c).scaleb(-2))}
                for (d, m), c in zip(places, paid, strict=True)
            ),
        )
        for day, table in enumerate(rounds[1:], 3):
            books.book(table, HOUSE, f"2026-05-{day:02}")
        later = data.draw(st.sampled_from(["2026-05-10", "2026-07-20", "2026-08-26", "2027-01-05"]))
        proposed = books.propose(later)
        _complete(books.state(), proposed)
        lines = [
            {"dossier_id": one["dossier_id"], "maand": f"{one['maand']:%Y-%m}", "soort": one["soort"]}
            | {"bedrag": str(one["bedrag"]), "besloten_door": "consulent"}
            for one in proposed if one["soort"] in ("nabetaling", "verrekenen")
        ]  # fmt: skip
        assert books.pay(later, *lines).refused == ()
        after = books.state()
        assert bool((after.set_off <= after.sums["middelen"]).all())
        left = [one for one in books.propose(later) if one["soort"] in ("nabetaling", "verrekenen")]
        assert left == []


def _complete(state: State, proposed: list[dict[str, Any]]) -> None:
    means = {key: value[5] for key, value in said(state).items()}
    paid = dict(zip(means, state.paid.tolist(), strict=True))
    for one in proposed:
        assert one["artikel"] and one["beslist"] and one["bedrag"] > 0
        assert one["maand"] <= one["tot_en_met"]
    for key, sums in means.items():
        own = [one for one in proposed if (one["dossier_id"], f"{one['maand']:%Y-%m}") == key]
        if sums is None:
            assert not [one for one in own if one["soort"] in ("nabetaling", "verrekenen", "terugvorderen")]
            continue
        by = {
            kind: sum((one["bedrag"] for one in own if one["soort"] == kind), D(0))
            for kind in ("nabetaling", "verrekenen", "terugvorderen")
        }
        assert by["verrekenen"] + by["terugvorderen"] - by["nabetaling"] == D(
            paid[key] - sums["uit_te_betalen"]
        ).scaleb(-2)
        assert by["verrekenen"] <= D(sums["middelen"]).scaleb(-2)
