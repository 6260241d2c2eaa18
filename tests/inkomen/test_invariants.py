"""What must hold of any feed: order, repetition and splitting change nothing, sums stay, the reference
agrees.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from regels_calculators.inkomen.attribute import attribute
from regels_calculators.inkomen.job import Intake, take_in
from regels_calculators.inkomen.months import MONTHS, SET_APART
from regels_calculators.inkomen.net import POLICIES, REGELING, nets
from regels_calculators.inkomen.read import read
from regels_calculators.inkomen.reference import Payment, by_day, months, round_half_up, settled

from regels.ruleset import load

RULESET = load("landelijk", REGELING)
FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 120).map(lambda n: FIRST + timedelta(days=n))
CENTS = st.integers(-200_000, 200_000)
IDS = st.sampled_from("abcdef")


@st.composite
def payments(draw: st.DrawFn) -> Payment:
    begin = draw(DAYS)
    span = draw(st.sampled_from([6, 27, 27, 30, 13, 0]))
    kind = draw(st.sampled_from(["loon", "loon", "loon", "eenmalig", "vakantietoeslag", "uitkering"]))
    dated = draw(st.integers(0, 9)) > 0
    guess = draw(st.integers(0, 4)) == 0
    return Payment(
        id=draw(IDS),
        begin=begin if dated or guess else None,
        end=begin + timedelta(days=span) if dated or guess else None,
        paid=draw(st.one_of(st.none(), DAYS)),
        net=None if kind == "vakantietoeslag" else draw(st.one_of(st.none(), CENTS, CENTS, CENTS)),
        dossier=draw(st.sampled_from(["1", "2"])),
        person=draw(st.sampled_from(["aanvrager", "partner"])),
        relation=draw(st.sampled_from(["W1", "W2"])),
        kind=kind,
        arrived=draw(st.one_of(st.none(), DAYS)),
        built_up=draw(st.one_of(st.none(), st.integers(0, 9_999))),
        holiday=draw(st.one_of(st.none(), st.just(0), st.just(0), CENTS)),
        subsidised=draw(st.booleans()),
        corrects=draw(st.one_of(st.none(), st.none(), IDS)),
        guess=guess,
        source=draw(st.sampled_from([None, None, "loonstrook", "polis"])),
    )


def table(found: Sequence[Payment]) -> pa.Table:
    def money(cents: int | None) -> Decimal | None:
        return None if cents is None else Decimal(cents).scaleb(-2)

    rows = [
        {
            "dossier_id": p.dossier, "persoon": p.person, "ikv": p.relation, "betaling_id": p.id,
            "periode_van": p.begin, "periode_tot": p.end, "betaald_op": p.paid, "ontvangen_op": p.arrived,
            "soort": p.kind, "netto": money(p.net), "vakantietoeslag_opgebouwd": money(p.built_up),
            "vakantietoeslag_betaald": money(p.holiday), "lks": p.subsidised, "correctie_op": p.corrects,
            "geschat": p.guess, "bron": p.source,
        }
        for p in found
    ]  # fmt: skip
    days, money_type, text, flag = pa.date32(), pa.decimal128(18, 2), pa.string(), pa.bool_()
    types = [text] * 4 + [days] * 4 + [text] + [money_type] * 3 + [flag, text, flag, text]
    names = ["dossier_id", "persoon", "ikv", "betaling_id", "periode_van", "periode_tot", "betaald_op",
             "ontvangen_op", "soort", "netto", "vakantietoeslag_opgebouwd", "vakantietoeslag_betaald", "lks",
             "correctie_op", "geschat", "bron"]  # fmt: skip
    return pa.table({n: pa.array([r[n] for r in rows], t) for n, t in zip(names, types, strict=True)})


def taken(found: Sequence[Payment]) -> Intake:
    return take_in(table(found), RULESET)


def plain(intake: Intake) -> dict[Any, Any]:
    assert intake.months.schema == MONTHS
    intake.months.validate(full=True)
    rows = {}
    for row in intake.months.to_pylist():
        key = (row["dossier_id"], row["persoon"], row["ikv"], row["soort"]), row["maand"]
        apart = SET_APART in (row["onbekend"] or "")
        rows[key] = (
            row["netto"], row["vakantietoeslag"], row["lks_deel"], row["vakantietoeslag_betaald"],
            set(filter(None, row["betalingen"].split("+"))), row["geschat"], apart,
        )  # fmt: skip
    assert len(rows) == intake.months.num_rows
    return rows


def expected(found: Sequence[Payment]) -> dict[Any, Any]:
    def money(cents: int, known: bool) -> Decimal | None:
        return Decimal(cents).scaleb(-2) if known else None

    rows = {}
    for key, month in months(found).items():
        there = not month.apart and month.earned
        net = there and "net" not in month.unknown
        rows[key] = (
            money(month.net, net), money(month.built_up, there and "built_up" not in month.unknown),
            money(month.subsidised, net),
            money(month.holiday, not month.apart and "betaald" not in month.unknown),
            month.ids, month.guess, month.apart,
        )  # fmt: skip
    return rows


@settings(max_examples=150, deadline=None)
@given(st.lists(payments(), max_size=7))
def test_the_arrays_say_what_the_reference_says(found: list[Payment]) -> None:
    said = plain(taken(found))
    for key, row in expected(found).items():
        if row[0] is None and not row[-1] and said[key][0] is not None:
            # nothing was earned in the month, and the income relation had ended: zero
            assert said[key][:3] == (0, 0, 0)
            row = (*said[key][:3], *row[3:])
        assert said[key] == row
    assert said.keys() == expected(found).keys()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(payments(), max_size=7).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found)))
)
def test_order_of_delivery_does_not_matter(pair: tuple[list[Payment], list[Payment]]) -> None:
    assert taken(pair[0]).months.equals(taken(pair[1]).months)


@settings(max_examples=60, deadline=None)
@given(st.lists(payments(), min_size=1, max_size=6), st.data())
def test_the_same_record_twice_changes_nothing(found: list[Payment], data: st.DataObject) -> None:
    again = data.draw(st.lists(st.sampled_from(found), min_size=1, max_size=4))
    assert taken(found).months.equals(taken([*found, *again]).months)


@settings(max_examples=60, deadline=None)
@given(CENTS, DAYS, st.integers(1, 400), st.data())
def test_a_period_split_by_day_changes_nothing(
    daily: int, begin: date, days: int, data: st.DataObject
) -> None:
    """Parts that are exactly so much a day; the amount in all need not divide by the days of a month."""
    step = data.draw(st.integers(1, days))
    amount = daily * days // step if daily * days % step == 0 else daily * days
    cuts = [n for n in range(1, days) if amount * n % days == 0]
    cut = data.draw(st.sampled_from(cuts)) if cuts else None
    if cut is None:
        return
    end, middle = begin + timedelta(days=days - 1), begin + timedelta(days=cut)
    whole = Payment("a", begin, end, None, amount)
    first = Payment("b", begin, middle - timedelta(days=1), None, amount * cut // days)
    second = Payment("c", middle, end, None, amount - amount * cut // days)
    one, two = taken([whole]).months, taken([first, second]).months
    columns = ["maand", "netto", "dagen_zonder_loon"]
    assert one.select(columns).equals(two.select(columns))


@settings(max_examples=60, deadline=None)
@given(CENTS, DAYS, st.integers(1, 800))
def test_the_parts_add_up_to_the_payment(amount: int, begin: date, days: int) -> None:
    end = begin + timedelta(days=days - 1)
    found = taken([Payment("a", begin, end, None, amount)]).months
    parts = by_day(amount, begin, end)
    assert dict(zip(found["maand"].to_pylist(), found["netto"].to_pylist(), strict=True)) == {
        first: Decimal(part).scaleb(-2) for first, part in parts.items()
    }
    assert sum(parts.values()) == amount


@settings(max_examples=60, deadline=None)
@given(st.lists(payments(), max_size=7), st.sampled_from(["per_dag", "ontvangen"]))
def test_sums_are_kept(found: list[Payment], chosen: str) -> None:
    """What is attributed of a record is the record, to the cent."""
    records = read(table(found))
    counts = ~records.apart
    said = nets(records, counts, RULESET, chosen)
    parts = attribute(records, counts, said)
    for row in counts.nonzero()[0].tolist():
        mine = parts.record == row
        assert int(parts.net[mine].sum()) == int(said.month_amount[row])
        assert int(parts.built_up[mine].sum()) == int(said.built_up[row])
        paid = int(records.values["vakantietoeslag_betaald"][row])
        assert int(parts.paid[mine].sum()) == paid


@settings(max_examples=60, deadline=None)
@given(st.lists(payments(), max_size=7))
def test_nothing_gets_lost(found: list[Payment]) -> None:
    """Every record counts, gave way to another, or is set apart with a reason."""
    intake = taken(found)
    counted, _ = settled(found)
    assert intake.counted <= len(counted)
    assert intake.counted + intake.apart + intake.repeated + intake.corrected + intake.estimates == len(found)
    assert {reject.index for reject in intake.records.rejects} == set(
        intake.records.apart.nonzero()[0].tolist()
    )


@settings(max_examples=60, deadline=None)
@given(st.fractions())
def test_rounding_is_by_magnitude(value: Fraction) -> None:
    assert round_half_up(-value) == -round_half_up(value)
    assert abs(round_half_up(value) - value) <= Fraction(1, 2)


@settings(max_examples=60, deadline=None)
@given(st.lists(payments(), max_size=8), st.sampled_from(["1", "2"]), st.sampled_from([None, *POLICIES]))
def test_a_dossier_does_not_depend_on_others(found: list[Payment], dossier: str, chosen: str | None) -> None:
    """So that after a correction only the dossiers it is about need to be taken in again."""
    together = take_in(table(found), RULESET, chosen).months
    alone = take_in(
        table([payment for payment in found if payment.dossier == dossier]), RULESET, chosen
    ).months
    assert together.filter(pc.equal(together["dossier_id"], dossier)).equals(alone)


@settings(max_examples=60, deadline=None)
@given(CENTS, DAYS, st.integers(1, 40))
def test_at_13_12_every_month_has_one_period(amount: int, begin: date, periods: int) -> None:
    """One period of 28 days that is a February as a whole is a month, and not in it."""
    assume(periods > 1 or (begin.day, begin.month, begin.year % 4 == 0) != (1, 2, False))
    starts = [begin + timedelta(days=28 * place) for place in range(periods)]
    records = [
        Payment(f"p{place}", start, start + timedelta(days=27), None, amount)
        for place, start in enumerate(starts)
    ]
    found = take_in(table(records), RULESET, "vierweken_13_12")
    ends = [record.end.replace(day=1) for record in records if record.end is not None]
    assert found.months["maand"].to_pylist() == sorted(set(ends))
    month = Decimal(round_half_up(Fraction(amount * 13, 12))).scaleb(-2)
    assert set(found.months["netto"].to_pylist()) == {month}
    years = found.years.to_pylist()
    assert sum(year["perioden"] for year in years) == periods
    assert sum(year["betaald"] for year in years) == Decimal(amount * periods).scaleb(-2)
    assert sum(year["geteld"] for year in years) == month * len(set(ends))
