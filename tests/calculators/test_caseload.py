"""The synthetic caseload: the same every time, of the proportions it states, with rows that can be read."""

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from regels_calculators.demo import (
    ENSCHEDE,
    SCHEMA,
    STAYING,
    Quantiles,
    Share,
    Weights,
    caseload,
    payments,
    with_payments,
)
from regels_calculators.demo.caseload import BLOCK
from regels_calculators.demo.columns import BEDRAG
from regels_calculators.demo.payments import CAUSES, JUIST


@pytest.fixture(scope="module")
def table() -> pa.Table:
    """Enough dossiers for every proportion to settle."""
    return pa.Table.from_batches(caseload(dossiers=40_000))


@pytest.fixture(scope="module")
def heads(table: pa.Table) -> pa.Table:
    """The first row of every dossier."""
    number = dossier_numbers(table)
    starts = [0, *(i for i in range(1, len(number)) if number[i] != number[i - 1])]
    return table.take(starts)


def dossier_numbers(table: Any) -> list[int]:
    numbers: list[int] = pc.utf8_slice_codeunits(table["dossier_id"], 2).cast(pa.int64()).to_pylist()
    return numbers


def share(mask: Any) -> float:
    return float(pc.mean(pc.fill_null(mask, False).cast(pa.int8())).as_py())


def of_dossier(table: pa.Table) -> Iterator[list[dict[str, Any]]]:
    """The rows of each dossier of a small table."""
    rows: list[dict[str, Any]] = []
    for row in table.to_pylist():
        if rows and rows[-1]["dossier_id"] != row["dossier_id"]:
            yield rows
            rows = []
        rows.append(row)
    yield rows


class TestReproducible:
    def test_same_arguments_give_the_same_file(self) -> None:
        assert list(caseload(dossiers=500, seed=3)) == list(caseload(dossiers=500, seed=3))

    def test_another_seed_gives_another_file(self) -> None:
        assert list(caseload(dossiers=500, seed=3)) != list(caseload(dossiers=500, seed=4))

    def test_a_larger_file_begins_with_the_smaller_one(self) -> None:
        small = pa.Table.from_batches(caseload(dossiers=BLOCK + 700))
        large = pa.Table.from_batches(caseload(dossiers=3 * BLOCK))
        assert large.slice(0, small.num_rows).equals(small)

    def test_a_block_does_not_depend_on_the_one_before(self) -> None:
        first, second = caseload(dossiers=2 * BLOCK)
        assert first.num_rows != second.num_rows or first.column("vermogen") != second.column("vermogen")

    def test_these_values_on_every_machine(self) -> None:
        """Changes only with a deliberate change of the caseload."""
        (batch,) = caseload(dossiers=200)
        digest = hashlib.sha256(repr(batch.to_pylist()).encode()).hexdigest()
        assert digest == "54e29201a91dbe2de3b89f83d97a7dd83d23b1a8cd6f0ed58fd0af0affaf56af"


class TestRows:
    def test_has_the_columns_of_the_contract(self) -> None:
        (batch,) = caseload(dossiers=10)
        batch.validate(full=True)
        assert batch.schema == SCHEMA

    def test_no_dossier_is_split_over_batches(self) -> None:
        seen: set[int] = set()
        for batch in caseload(dossiers=2 * BLOCK + 10):
            here = set(dossier_numbers(batch))
            assert not seen & here
            assert len(here) <= BLOCK
            seen |= here
        assert max(seen) <= 2 * BLOCK + 10

    def test_periods_are_in_order_and_do_not_overlap(self, table: pa.Table) -> None:
        for rows in of_dossier(table.slice(0, 30_000)):
            spans = [(row["maand"], row["van_dag"] or 1, row["tot_dag"] or 31) for row in rows]
            assert all(first <= last for _, first, last in spans)
            for (month, _, last), (next_month, first, _) in pairwise(spans):
                assert (month, last) < (next_month, first)

    def test_a_part_of_a_month_has_both_days_within_the_month(self, table: pa.Table) -> None:
        assert table["van_dag"].is_null().equals(table["tot_dag"].is_null())
        parts = table.filter(pc.is_valid(table["van_dag"]))
        assert 0 < parts.num_rows < 0.03 * table.num_rows
        for row in parts.to_pylist():
            date(row["maand"].year, row["maand"].month, row["tot_dag"])
            assert (row["van_dag"], row["tot_dag"]) != (1, 31)

    def test_everyone_is_an_adult_and_children_are_younger_than_18(self, table: pa.Table) -> None:
        eighteen = pc.subtract(table["maand"].cast(pa.int32()), 18 * 365)
        assert share(pc.less_equal(table["geboortedatum"].cast(pa.int32()), eighteen)) == 1
        partner = table["geboortedatum_partner"].drop_null().cast(pa.int32())
        assert pc.max(partner).as_py() <= pc.min(eighteen).as_py()
        child = table.filter(pc.is_valid(table["geboortedatum_jongste_kind"]))
        assert (
            share(
                pc.greater(
                    child["geboortedatum_jongste_kind"].cast(pa.int32()),
                    pc.subtract(child["maand"].cast(pa.int32()), 18 * 365 + 4),
                )
            )
            == 1
        )
        assert share(pc.less_equal(child["geboortedatum_jongste_kind"], child["maand"])) == 1

    def test_children_and_partner_fit_the_household(self, table: pa.Table) -> None:
        leefvorm = table["leefvorm"].cast(pa.string())
        married = pc.equal(leefvorm, "gehuwden")
        assert pc.is_valid(table["geboortedatum_partner"]).equals(married)
        children = pc.greater(table["ten_laste_komende_kinderen"], 0)
        assert pc.is_valid(table["geboortedatum_jongste_kind"]).equals(children)
        assert share(children.filter(pc.equal(leefvorm, "alleenstaande"))) == 0
        assert share(children.filter(pc.equal(leefvorm, "alleenstaande_ouder"))) == 1

    @pytest.mark.parametrize("suffix", ["", "_partner"])
    def test_amounts_that_the_law_wants_at_least_zero_are(self, table: pa.Table, suffix: str) -> None:
        for name in ("vakantietoeslag_arbeid", "inkomen_lks", "inkomen_overig"):
            assert pc.min(table[name + suffix]).as_py() >= 0
        wage = pc.max_element_wise(
            table["inkomen_arbeid" + suffix], pa.scalar(Decimal(0), BEDRAG), skip_nulls=False
        )
        assert share(pc.less_equal(table["inkomen_lks" + suffix].drop_null(), wage.drop_null())) == 1

    def test_the_parts_of_a_month_add_up(self, table: pa.Table) -> None:
        """Other income of a dossier is the same every month, also in a month of two rows."""
        checked = 0
        for rows in of_dossier(table.slice(0, 60_000)):
            whole = {row["inkomen_overig"] for row in rows if row["van_dag"] is None}
            halves = [row for row in rows if row["van_dag"] is not None]
            if len(whole) == 1 and len(halves) == 2 and halves[0]["maand"] == halves[1]["maand"]:
                if halves[0]["van_dag"] != 1:
                    continue
                assert halves[0]["inkomen_overig"] + halves[1]["inkomen_overig"] == whole.pop()
                checked += 1
        assert checked > 20

    def test_bijstand_before_the_row_is_denied_only_where_it_begins(self, table: pa.Table) -> None:
        assert pc.unique(table["ontving_bijstand"]).to_pylist() == [None, False]

    def test_any_month_and_any_number_of_months(self) -> None:
        for first, months in ((date(2017, 2, 1), 1), (date(2020, 1, 1), 30)):
            batch = pa.Table.from_batches(caseload(dossiers=300, first_month=first, months=months))
            assert pc.min(batch["maand"]).as_py() == first
            assert len(pc.unique(batch["maand"])) == months

    def test_refuses_a_day_within_a_month(self) -> None:
        with pytest.raises(ValueError, match="eerste dag"):
            next(caseload(first_month=date(2025, 8, 2)))


class TestProportions:
    def test_every_assumption_names_a_source(self) -> None:
        for item in fields(ENSCHEDE):
            value = getattr(ENSCHEDE, item.name)
            if isinstance(value, Share | Weights | Quantiles):
                assert "aanname" in value.source or "EAA r." in value.source

    def test_households(self, heads: pa.Table) -> None:
        leefvorm = heads["leefvorm"].cast(pa.string())
        assert share(pc.equal(leefvorm, "gehuwden")) == pytest.approx(ENSCHEDE.gehuwden.value, abs=0.01)
        single_parent = share(pc.equal(leefvorm, "alleenstaande_ouder"))
        assert single_parent == pytest.approx(ENSCHEDE.alleenstaande_ouder.value, abs=0.01)
        sharing = share(pc.greater(heads["kostendelende_medebewoners"], 0))
        assert sharing == pytest.approx(0.21, abs=0.01)

    def test_ages(self, heads: pa.Table) -> None:
        born = heads["geboortedatum"].cast(pa.int32())
        start = (date(2025, 8, 1) - date(1970, 1, 1)).days
        young = share(pc.greater(born, start - 27 * 36525 // 100))
        assert young == pytest.approx(0.12, abs=0.01)
        assert share(pc.less(born, start - 67 * 36525 // 100)) == pytest.approx(0.003, abs=0.002)

    def test_as_many_people_work_each_month_as_in_the_source(self, table: pa.Table) -> None:
        persons = table.num_rows + pc.sum(pc.is_valid(table["geboortedatum_partner"])).as_py()
        working = sum(
            pc.sum(pc.not_equal(table[name], Decimal(0))).as_py()
            for name in ("inkomen_arbeid", "inkomen_arbeid_partner")
        )
        expected = ENSCHEDE.werkt.value + ENSCHEDE.zelfstandig.value
        assert working / persons == pytest.approx(expected, abs=0.012)

    def test_wages_crowd_around_the_caps(self, table: pa.Table) -> None:
        wage = table["inkomen_arbeid"].cast(pa.float64()).drop_null()
        working = len(wage.filter(pc.greater(wage, 0)))
        near = pc.and_(pc.greater(wage, 1100), pc.less(wage, 1250))
        assert len(wage.filter(near)) / working > 0.08

    def test_dossiers_come_and_go(self, heads: pa.Table, table: pa.Table) -> None:
        new = share(pc.invert(pc.fill_null(heads["ontving_bijstand"], True)))
        grown = ENSCHEDE.instroom.value * 11 / 12
        assert new == pytest.approx(grown / (1 + grown), abs=0.01)
        assert 0.8 < table.num_rows / (12 * heads.num_rows) < 0.92

    def test_about_one_row_in_a_hundred_lacks_a_field(self, table: pa.Table) -> None:
        married = pc.is_valid(table["geboortedatum_partner"])
        lacking = pa.array([False] * table.num_rows)
        for name in ENSCHEDE.onbekend_veld.options:
            empty = table[name].is_null()
            lacking = pc.or_(lacking, pc.and_(empty, married) if name.endswith("_partner") else empty)
        assert share(lacking) == pytest.approx(ENSCHEDE.onbekend.value, abs=0.002)

    def test_every_rare_case_occurs(self, table: pa.Table) -> None:
        for name in ("uitgesloten", "verhoging_jongere", "verhoging_jongere_partner", "medisch_urenbeperkt"):
            assert pc.any(table[name]).as_py(), name
        assert pc.any(pc.invert(table["partner_rechthebbend"])).as_py()
        for name in ("maatregel_percentage", "afstemming", "verlaging_woonsituatie", "vermogen_eigen_woning"):
            assert pc.max(table[name]).as_py() > 0, name
        assert pc.min(table["inkomen_arbeid"]).as_py() < 0
        assert len(pc.unique(table["inrichting"].cast(pa.string()))) == 4


@pytest.fixture(scope="module")
def batch() -> pa.RecordBatch:
    """One block."""
    return next(caseload(dossiers=BLOCK))


@pytest.fixture(scope="module")
def computed(batch: pa.RecordBatch) -> Any:
    """An amount for every row, unknown for some."""
    amounts = [None if i % 50 == 0 else Decimal("812.34") for i in range(batch.num_rows)]
    return pa.array(amounts, type=pa.decimal128(9, 2))


class TestPayments:
    def test_adds_one_column_and_nothing_below_zero(self, batch: pa.RecordBatch, computed: Any) -> None:
        paid = with_payments(batch, computed, seed=1)
        assert paid.schema.names == [*SCHEMA.names, "uitbetaald"]
        paid.validate(full=True)
        assert pc.min(paid.column("uitbetaald")).as_py() >= 0

    def test_unknown_stays_unknown(self, batch: pa.RecordBatch, computed: Any) -> None:
        paid = with_payments(batch, computed, seed=1).column("uitbetaald")
        assert share(paid.filter(computed.is_null()).is_null()) == 1

    def test_most_is_right_and_every_cause_occurs(self, batch: pa.RecordBatch, computed: Any) -> None:
        paid, cause = payments(batch, computed, seed=1)
        names = cause.cast(pa.string())
        assert set(names.to_pylist()) == {JUIST, *(item.name for item in CAUSES)}
        right = pc.equal(names, JUIST)
        assert share(right) > 0.9
        assert share(pc.equal(paid.filter(right), computed.filter(right))) == 1

    def test_does_not_depend_on_the_batch(self, batch: pa.RecordBatch, computed: Any) -> None:
        paid = with_payments(batch, computed, seed=1)
        numbers = dossier_numbers(batch)
        cut = next(i for i in range(20_000, len(numbers)) if numbers[i] != numbers[i - 1])
        tail = with_payments(batch.slice(cut), computed.slice(cut), seed=1)
        assert tail.column("uitbetaald").equals(paid.column("uitbetaald").slice(cut))

    def test_another_seed_gives_other_mistakes(self, batch: pa.RecordBatch, computed: Any) -> None:
        one, other = (with_payments(batch, computed, seed=seed).column("uitbetaald") for seed in (1, 2))
        assert not one.equals(other)


def test_when_nobody_comes_or_goes_there_is_one_row_for_every_month() -> None:
    found = pa.Table.from_batches(list(caseload(500, months=12, assumed=STAYING)))
    pairs = set(zip(found["dossier_id"].to_pylist(), found["maand"].to_pylist(), strict=True))
    assert found.num_rows == len(pairs) == 500 * 12
