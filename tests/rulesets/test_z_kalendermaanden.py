"""Vrijlating z in calendar months: Pw art. 31 lid 2 onder z, "gedurende een periode van twaalf maanden".

The reference counts from the month in which the period began, not from row to row: the months between are
gone, whatever the rows say. What was used before the first row (``vrijlating_z_maanden``) went before it.
"""

from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regels_casebook.variants import Variant, ruleset_of

from regels.ruleset import Ruleset

TWELVE, FIRST, LAST = 12, 2024 * 12, 2026 * 12 + 11
Row = tuple[int, int, bool]
"""Which half of the month (-1: all of it), the month, and whether there is wage."""
PERSON: dict[str, Any] = {
    "leefvorm": "alleenstaande", "geboortedatum": "1980-03-10", "ten_laste_komende_kinderen": 0,
    "kostendelende_medebewoners": 0, "vermogen": 0, "inkomen_overig": 0, "bijdrage_arbeidsinschakeling": True,
    "medisch_urenbeperkt": False, "urenuitbreiding_mogelijk": True, "vrijlating_n_maanden": 6,
}  # fmt: skip


@cache
def calendar() -> Ruleset:
    return ruleset_of(Variant("inkomstenverrekening", "landelijk", (("z_telling", "kalendermaanden"),)))


@st.composite
def histories(draw: st.DrawFn) -> list[Row]:
    """Rows of months, some in two halves, some months left out; from 2024, for all of which z has figures."""
    rows: list[Row] = []
    month = FIRST + draw(st.integers(0, 6))
    for _ in range(draw(st.integers(1, 14))):
        month += draw(st.sampled_from((1, 1, 1, 1, 2, 5, 11)))
        if month > LAST:
            break
        halves = draw(st.sampled_from((1, 1, 2)))
        rows += [(half if halves == 2 else -1, month, draw(st.booleans())) for half in range(halves)]
    return rows or [(-1, FIRST, True)]


def case(row: Row, begin: int) -> dict[str, Any]:
    half, month, wage = row
    days = {-1: {}, 0: {"tot_dag": 15}, 1: {"van_dag": 16}}[half]
    amount = 400 if wage else 0
    return PERSON | days | {
        "maand": f"{month // 12}-{month % 12 + 1:02}", "inkomen_arbeid": amount, "inkomen_lks": amount,
        "vrijlating_z_maanden": begin,
    }  # fmt: skip


def expected(rows: list[Row], begin: int) -> list[tuple[Decimal, int]]:
    """What is free on each row, and the months that are gone after it."""
    start = rows[0][1] - begin if begin else None
    found = []
    for _, month, wage in rows:
        if start is None and wage:
            start = month
        free = wage and start is not None and month - start < TWELVE
        found.append((Decimal(60) if free else Decimal(0), 0 if start is None else month - start + 1))
    return found


@settings(deadline=None, max_examples=80)
@given(histories(), st.sampled_from((0, 0, 1, 3, 10, 11, 12, 13)))
def test_the_twelve_months_run_on(rows: list[Row], begin: int) -> None:
    cases = [case(row, begin) for row in rows]
    for decisions in (calendar().evaluate_history(cases), calendar().interpret(cases)):
        assert [one.status for one in decisions] == ["recht"] * len(rows)
        assert [(one["vrijlating"], one["vrijlating_z_maanden"]) for one in decisions] == expected(
            rows, begin
        )


@pytest.mark.parametrize(("begin", "free"), [(0, 12), (1, 11), (11, 1), (12, 0)])
def test_what_was_used_before_leaves_the_rest_of_twelve(begin: int, free: int) -> None:
    """Fourteen months with wage from January 2024."""
    cases = [case((-1, FIRST + month, True), begin) for month in range(14)]
    found = [one["vrijlating_grond"] for one in calendar().evaluate_history(cases)]
    assert found == ["z"] * free + ["geen"] * (14 - free)
