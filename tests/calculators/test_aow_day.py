"""Rows split at the day of the AOW age: the day itself, which rows are split, and what is divided."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from regels_calculators.inkomstenverrekening.aow_day import FOREVER, PARAMETER, aow_days, split

from regels.evaluator.calendar import reached
from regels.plan.plan import ParameterSpec, Plan
from regels.ruleset import load
from regels.tabel.history import Chunk
from regels.tabel.process import batches

EPOCH = date(1970, 1, 1)
JULY = {"dossier_id": "A", "maand": date(2026, 7, 1), "leefvorm": "gehuwden", "uitbetaald": Decimal("10.01")}
"""Who was born on 16 July 1959 is 67, the age of 2026, on 16 July 2026 (AOW art. 7a)."""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load("landelijk").plan


@pytest.fixture(scope="module")
def ages(plan: Plan) -> ParameterSpec:
    return next(p for p in plan.parameters if p.name == PARAMETER)


def after_split(plan: Plan, *rows: dict[str, Any]) -> Chunk:
    table = pa.Table.from_pylist([JULY | row for row in rows])
    (chunk,) = batches(table, plan)
    return split(chunk, plan)


def days(chunk: Chunk) -> list[tuple[int | None, int | None]]:
    """First and last day of each row."""
    columns = (chunk.columns[name].to_pylist() for name in ("van_dag", "tot_dag"))
    return list(zip(*columns, strict=True))


@given(st.dates(date(1930, 1, 1), date(1975, 12, 31)))
def test_the_day_is_the_first_on_which_the_age_is_reached(ages: ParameterSpec, born: date) -> None:
    """The bulk form against the evaluator's ``BEREIKT``."""
    number = (born - EPOCH).days
    found = int(aow_days(np.array([number]), ages)[0])
    if found == FOREVER:
        begin = ages.periods[0].start
        assert reached(number, ages.periods, begin) or not reached(number, ages.periods, begin + 40_000)
        return
    assert reached(number, ages.periods, found)
    assert not reached(number, ages.periods, found - 1)


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(1959, 7, 1), None),
        (date(1959, 7, 2), [(1, 1), (2, 31)]),
        (date(1959, 7, 16), [(1, 15), (16, 31)]),
        (date(1959, 7, 31), [(1, 30), (31, 31)]),
        (date(1959, 8, 1), None),
        (date(1959, 6, 30), None),
        (None, None),
    ],
)
def test_a_row_is_split_when_the_day_falls_after_its_first_day(
    plan: Plan, born: date | None, expected: list[tuple[int, int]] | None
) -> None:
    found = after_split(plan, {"geboortedatum": born})
    if expected is None:
        assert len(found) == 1 and "van_dag" not in found.columns
    else:
        assert days(found) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (1, 15, [(1, 15)]),
        (16, 31, [(16, 31)]),
        (10, 16, [(10, 15), (16, 16)]),
        (15, None, [(15, 15), (16, 31)]),
    ],
)
def test_of_a_part_of_a_month(
    plan: Plan, first: int, last: int | None, expected: list[tuple[int, int]]
) -> None:
    given_days = {"van_dag": first, "tot_dag": last}
    assert days(after_split(plan, {"geboortedatum": date(1959, 7, 16), **given_days})) == expected


def test_two_persons_on_two_days_make_three_rows_and_one_day_makes_two(plan: Plan) -> None:
    both = {"geboortedatum": date(1959, 7, 11), "geboortedatum_partner": date(1959, 7, 21)}
    found = after_split(plan, both)
    assert days(found) == [(1, 10), (11, 20), (21, 31)]
    assert found.index.tolist() == [0, 0, 0] and found.new_history.tolist() == [1, 0, 0]
    same = both | {"geboortedatum_partner": date(1959, 7, 11)}
    assert days(after_split(plan, same)) == [(1, 10), (11, 31)]


def test_who_has_no_partner_is_not_split_for_one(plan: Plan) -> None:
    alone = {"leefvorm": "alleenstaande", "geboortedatum_partner": date(1959, 7, 21)}
    assert len(after_split(plan, alone)) == 1
    assert len(after_split(plan, alone | {"leefvorm": "gehuwden"})) == 2


def test_a_row_that_cannot_be_read_is_left_as_it_is(plan: Plan) -> None:
    found = after_split(plan, {"geboortedatum": date(1959, 7, 16), "inkomen_arbeid": Decimal("99999999.99")})
    assert found.rejected.tolist() == [1]


@given(
    paid=st.integers(-10_000_00, 10_000_00),
    day=st.integers(2, 31),
    wage=st.none() | st.integers(0, 10_000_00),
)
def test_what_was_paid_and_earned_is_divided_by_days_and_nothing_is_lost(
    plan: Plan, paid: int, day: int, wage: int | None
) -> None:
    row = {
        "geboortedatum": date(1959, 7, 1) + timedelta(day - 1),
        "uitbetaald": Decimal(paid) / 100,
        "inkomen_arbeid": None if wage is None else Decimal(wage) / 100,
        "inkomen_overig": Decimal("0.00"),
        "verlaging_woonsituatie": Decimal("50.00"),
    }
    found = after_split(plan, row)
    for name, whole in (("uitbetaald", paid), ("inkomen_arbeid", wage)):
        parts = found.columns[name].to_pylist()
        if whole is None:
            assert parts == [None, None]
            continue
        front, rest = (int(part * 100) for part in parts)
        assert front + rest == whole
        assert abs(front * 31 - whole * (day - 1)) * 2 <= 31
    assert found.columns["verlaging_woonsituatie"].to_pylist() == [Decimal("50.00")] * 2
