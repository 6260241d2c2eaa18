"""What must hold of any feed, also one with cells that cannot be read.

No line gets lost, nothing depends on the order, the pieces or other dossiers, and what is broken never makes
anything more known.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st
from regels_calculators.inkomen.caseload import to_caseload
from regels_calculators.inkomen.job import Intake, take_in
from regels_calculators.inkomen.net import POLICIES
from regels_calculators.inkomen.reference import Payment
from regels_calculators.inkomen.stream import Feed, Tally, income_in_pieces

from regels.ruleset import load
from regels.tabel.process import Options
from tests.inkomen.test_invariants import RULESET, payments, table

VERREKENING = load()
Cells = dict[str, str | None]
GARBAGE = ["", "veel", "12.345", "1.234,56", "2026-02-30", "01-06-2026", "a+b", "9999-12-31", "0"]
NAMES = table([]).column_names
AMOUNTS = [
    name + suffix
    for suffix in ("", "_partner")
    for name in ("inkomen_arbeid", "vakantietoeslag_arbeid", "inkomen_lks", "inkomen_overig")
]
OTHERS = [name for name in AMOUNTS if name.startswith("inkomen_overig")]
ORDER = [(name, "ascending") for name in ("dossier_id", "persoon", "ikv", "soort", "maand")]


def cells(found: Sequence[Payment]) -> list[Cells]:
    """Records as text, as a file has them."""

    def text(value: Any) -> str | None:
        if isinstance(value, bool):
            return "ja" if value else "nee"
        return None if value is None else str(value)

    return [{name: text(value) for name, value in row.items()} for row in table(found).to_pylist()]


def crowded(found: Payment) -> Payment:
    """The same of one income relation, so that records are often about the same thing."""
    return replace(found, dossier="1", person="aanvrager", relation="W1")


RECORDS = st.one_of(payments(), payments().map(crowded), payments().map(crowded))


def as_table(rows: Sequence[Cells]) -> pa.Table:
    return pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in NAMES})


@st.composite
def feeds(draw: st.DrawFn) -> list[Cells]:
    """Records of which some cells hold what they cannot hold."""
    rows = cells(draw(st.lists(RECORDS, max_size=7)))
    for row in rows:
        for name in draw(st.lists(st.sampled_from(NAMES), max_size=1 if draw(st.booleans()) else 0)):
            row[name] = draw(st.sampled_from(GARBAGE))
    return rows


POLICY = st.sampled_from([None, *POLICIES])


def reasons(found: Intake | Tally) -> Counter[tuple[str | None, str, str, str]]:
    """What was set apart and why, whatever the order."""
    rejects = found.records.rejects if isinstance(found, Intake) else found.rejects
    return Counter((r.dossier, r.field, r.found, r.expected) for r in rejects)


def classes(found: Intake) -> list[int]:
    """How many records ended in each class."""
    return [found.counted, found.repeated, found.corrected, found.estimates, found.apart]


@settings(max_examples=200, deadline=None)
@given(feeds(), POLICY)
def test_every_line_is_in_one_class_and_what_is_apart_has_a_reason(
    rows: list[Cells], chosen: str | None
) -> None:
    intake = take_in(as_table(rows), RULESET, chosen)
    assert sum(classes(intake)) == len(rows)
    apart = set(intake.records.apart.nonzero()[0].tolist())
    assert {reject.index for reject in intake.records.rejects} == apart
    assert all(reject.expected and reject.advice for reject in intake.records.rejects)


@settings(max_examples=150, deadline=None)
@given(feeds(), POLICY, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(
    rows: list[Cells], chosen: str | None, shuffle: random.Random
) -> None:
    one = take_in(as_table(rows), RULESET, chosen)
    shuffle.shuffle(rows)
    other = take_in(as_table(rows), RULESET, chosen)
    assert one.months.equals(other.months) and one.years.equals(other.years)
    assert classes(one) == classes(other) and reasons(one) == reasons(other)


@settings(max_examples=150, deadline=None)
@given(feeds(), POLICY, st.integers(1, 5), st.integers(1, 5))
def test_pieces_of_any_size_say_the_same(
    rows: list[Cells], chosen: str | None, batch: int, part: int
) -> None:
    whole, tally = take_in(as_table(rows), RULESET, chosen), Tally()
    options = Options(workers=1, batch_rows=batch, partition_rows=part)
    cut = list(income_in_pieces(Feed(given=as_table(rows), ruleset=RULESET, chosen=chosen), tally, options))
    assert pa.concat_tables(cut).sort_by(ORDER).equals(whole.months.sort_by(ORDER))
    assert reasons(tally) == reasons(whole)
    assert (tally.counted, tally.apart) == (whole.counted, whole.apart)


@settings(max_examples=100, deadline=None)
@given(feeds(), feeds(), POLICY)
def test_another_dossier_changes_nothing(rows: list[Cells], others: list[Cells], chosen: str | None) -> None:
    strangers = [{**row, "dossier_id": f"vreemd {row['dossier_id'] or ''}"} for row in others]
    alone, beside = (take_in(as_table(found), RULESET, chosen) for found in (rows, [*strangers, *rows]))
    mine = pc.invert(pc.starts_with(beside.months["dossier_id"], "vreemd"))
    assert beside.months.filter(mine).equals(alone.months)
    assert households(alone, None) == households(beside, None)


def households(intake: Intake, until: date | None) -> list[dict[str, Any]]:
    """The income of both dossiers in a number of months, as the verrekening gets it."""
    rows = [
        {"dossier_id": dossier, "maand": f"{year}-{month:02d}", **dict.fromkeys(OTHERS, "0")}
        for dossier in ("1", "2")
        for year, month in [(2025, 12), *((2026, n) for n in range(1, 9))]
    ]  # fmt: skip
    found = pa.table({name: pa.array([row[name] for row in rows]) for name in rows[0]})
    joined = to_caseload(intake.months, found, ruleset=VERREKENING, complete_until=until)
    result: list[dict[str, Any]] = joined.select(["dossier_id", "maand", *AMOUNTS]).to_pylist()
    return result


@settings(max_examples=300, deadline=None)
@given(
    st.lists(RECORDS, min_size=1, max_size=6),
    st.data(),
    st.sampled_from([None, date(2026, 12, 1)]),
    POLICY,
)
def test_a_record_that_breaks_makes_nothing_more_known(
    found: list[Payment], data: st.DataObject, until: date | None, chosen: str | None
) -> None:
    """An amount stays as it was or becomes empty; never another, and never one where there was none."""
    rows = cells(found)
    place = data.draw(st.integers(0, len(rows) - 1))
    fields = ["netto", "vakantietoeslag_betaald", "lks", "ontvangen_op"]
    # The day of payment of a wage by day says nothing of its months.
    fields += ["betaald_op"] if rows[place]["soort"] in ("eenmalig", "vakantietoeslag") else []
    field = data.draw(st.sampled_from(fields))
    broken = [{**row, field: "veel"} if at == place else row for at, row in enumerate(rows)]
    before, after = (households(take_in(as_table(feed), RULESET, chosen), until) for feed in (rows, broken))
    for old, new in zip(before, after, strict=True):
        assert {name: new[name] for name in AMOUNTS if new[name] is not None} == {
            name: old[name] for name in AMOUNTS if new[name] is not None
        }, (old["dossier_id"], old["maand"])
