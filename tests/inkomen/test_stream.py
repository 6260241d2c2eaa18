"""A feed in pieces says what it says whole: for every order of delivery, and wherever a piece ends."""

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regels_calculators.inkomen.job import Intake, take_in
from regels_calculators.inkomen.net import POLICIES
from regels_calculators.inkomen.reference import Payment
from regels_calculators.inkomen.stream import Feed, Tally, income_in_pieces

from regels.tabel.errors import MissingColumn
from regels.tabel.process import Options
from tests.inkomen.feeds import feed, payment, synthetic
from tests.inkomen.test_invariants import RULESET, payments, table

SIZES = st.builds(Options, workers=st.just(1), batch_rows=st.integers(1, 6), partition_rows=st.integers(1, 6))
TINY = Options(workers=1, batch_rows=3, partition_rows=4)
ORDER = [(name, "ascending") for name in ("dossier_id", "persoon", "ikv", "soort", "maand")]


def streamed(
    given: Any, options: Options = TINY, chosen: str | None = None
) -> tuple[pa.Table, Tally, list[int]]:
    """All months in the order of the whole table, the tally, and the rows of each piece."""
    tally = Tally()
    feed = Feed(given=given, ruleset=RULESET, chosen=chosen)
    found = list(income_in_pieces(feed, tally, options))
    return pa.concat_tables(found).sort_by(ORDER).combine_chunks(), tally, [len(piece) for piece in found]


def counts(found: Intake | Tally) -> list[int]:
    """What became of the records."""
    names = ("counted", "repeated", "corrected", "estimates", "apart", "four_weekly")
    return [getattr(found, name) for name in names]


def whole(given: Any, chosen: str | None = None) -> tuple[pa.Table, Intake]:
    """The same in one go; sorted alike, for the rows without a month stand first there and last here."""
    intake = take_in(given, RULESET, chosen)
    return intake.months.sort_by(ORDER).combine_chunks(), intake


@settings(max_examples=150, deadline=None)
@given(
    st.lists(payments(), max_size=12), SIZES, st.sampled_from([None, *POLICIES]),
    st.one_of(st.none(), st.randoms(use_true_random=False)),
)  # fmt: skip
def test_pieces_say_what_the_whole_says(
    found: list[Payment], options: Options, chosen: str | None, shuffle: random.Random | None
) -> None:
    """In any order, or (None) with the rows of each dossier together."""
    if shuffle is None:
        found = sorted(found, key=lambda payment: payment.dossier)
    else:
        shuffle.shuffle(found)
    months, intake = whole(table(found), chosen)
    cut, tally, _ = streamed(table(found), options, chosen)
    assert cut.equals(months)
    assert counts(tally) == counts(intake) and tally.records == len(found)
    # Of one row the reasons stand in the order in which they were found, whole or in pieces.
    assert tally.rejects == intake.records.rejects


@pytest.mark.parametrize("shuffled", [False, True])
@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_a_file_in_pieces(tmp_path: Path, kind: str, shuffled: bool) -> None:
    made = synthetic(9, 4)
    if shuffled:
        order = list(range(len(made)))
        random.Random(7).shuffle(order)
        made = made.take(pa.array(order))
    path = tmp_path / f"betalingen.{kind}"
    if kind == "parquet":
        pq.write_table(made, path, row_group_size=5)
    else:
        pyarrow.csv.write_csv(made, path)
    months, intake = whole(path)
    cut, tally, sizes = streamed(path)
    assert cut.equals(months) and len(sizes) > 2
    assert counts(tally) == counts(intake)
    assert tally.notes == intake.records.notes


def test_reasons_keep_their_line_and_their_order() -> None:
    june = payment("2026-06-01", "2026-06-30", "600")
    records = [
        {**june, "dossier_id": dossier, "netto": net} for dossier, net in zip("bacab", "x1y2z", strict=True)
    ]
    _, tally, _ = streamed(feed(*records), Options(workers=1, batch_rows=1, partition_rows=1))
    assert [(one.index, one.row, one.dossier, one.found) for one in tally.rejects] == [
        (0, 1, "b", "x"), (2, 3, "c", "y"), (4, 5, "b", "z"),
    ]  # fmt: skip


def test_a_feed_without_rows_is_one_empty_piece() -> None:
    cut, tally, sizes = streamed(feed(payment("2026-06-01", "2026-06-30", "600")).slice(0, 0))
    assert (len(cut), sizes, tally.records) == (0, [0], 0)


def test_a_feed_without_its_dossier_is_refused() -> None:
    with pytest.raises(MissingColumn):
        streamed(feed(payment("2026-06-01", "2026-06-30", "600")).drop_columns(["dossier_id"]))


def test_what_cannot_be_placed_does_not_depend_on_what_others_were_paid() -> None:
    """With income in the month of receipt an unreadable wage without a day of payment may be in any month."""
    readable = payment("2026-06-01", "2026-06-30", "600", dossier_id="1")
    broken = {**payment("2026-06-01", "2026-06-30", "veel", dossier_id="2"), "betaald_op": None}
    for records in ([readable, broken], [broken]):
        months = take_in(feed(*records), RULESET, "ontvangen").months.to_pylist()
        mine = [row for row in months if row["dossier_id"] == "2"]
        assert [str(row["maand"]) for row in mine] == ["None", "2026-06-01"]
        assert {row["onbekend"] for row in mine} == {"apart_gezet"}
