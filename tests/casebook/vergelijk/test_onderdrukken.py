"""Small cells stay hidden, and no sum of what is shown gives one away."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from regels_casebook.vergelijk.model import KLASSEN
from regels_casebook.vergelijk.onderdrukken import Lijn, protect
from regels_casebook.vergelijk.openbaar import crosses

LEAST = 10


def known_by_sums(lines: Sequence[Sequence[tuple[int, int]]], unknown: set[int]) -> set[int]:
    """The unknowns that equations give away: elimination with fractions, another way than the code."""
    order = sorted(unknown)
    rows = []
    for line in lines:
        row = [Fraction(0)] * len(order)
        for place, sign in line:
            if place in unknown:
                row[order.index(place)] += sign
        rows.append(row)
    for column in range(len(order)):
        pivot = next((r for r in rows if r[column] and not any(r[:column])), None)
        if pivot is None:
            continue
        scale = pivot[column]
        pivot[:] = [value / scale for value in pivot]
        for row in rows:
            if row is not pivot and row[column]:
                factor = row[column]
                row[:] = [value - factor * other for value, other in zip(row, pivot, strict=True)]
    return {order[row.index(next(filter(None, row)))] for row in rows if sum(map(bool, row)) == 1}


def test_the_attack_itself_finds_what_can_be_found() -> None:
    assert known_by_sums([[(0, 1), (1, 1), (2, -1)]], {0}) == {0}
    assert known_by_sums([[(0, 1), (1, 1), (2, -1)]], {0, 1}) == set()
    assert known_by_sums([[(0, 1), (1, 1)], [(0, 1), (1, -1)]], {0, 1}) == {0, 1}


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_a_line(counts: list[int]) -> None:
    total = len(counts)
    cells = [*counts, sum(counts)]
    hidden = protect(cells, [Lijn(total, tuple(range(total)))], LEAST)
    assert {place for place, count in enumerate(cells) if 0 < count < LEAST} <= hidden
    inside = [cells[place] for place in hidden if place != total]
    if total not in hidden and inside:
        assert len(inside) > 1
        assert sum(inside) >= LEAST


@given(st.lists(st.integers(0, 40), min_size=2, max_size=8))
def test_with_the_same_people_in_more_cells_one_hidden_cell_is_large(counts: list[int]) -> None:
    total = len(counts)
    cells = [*counts, sum(counts)]
    hidden = protect(cells, [Lijn(total, tuple(range(total)))], LEAST, overlap=True)
    inside = [cells[place] for place in hidden if place != total]
    if total not in hidden and inside:
        assert max(inside) >= LEAST


@given(st.data())
def test_two_tables_with_shared_totals(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 90))
    draw = st.lists(st.integers(0, 4), min_size=size, max_size=size)
    classes, first, second = (np.array(data.draw(draw)) for _ in range(3))
    money = (classes - 2) * 1000
    names = tuple("abcde")
    tables = crosses((names, names), (first, second), classes, money, LEAST)
    width = len(KLASSEN) + 1
    truth: list[int] = []
    shown: list[int | None] = []
    lines: list[list[tuple[int, int]]] = []
    margin = list(range(width))
    truth += [int((classes == c).sum()) for c in range(width - 1)] + [size]
    shown += tables[0].aantallen[-1]
    lines.append([*((place, 1) for place in margin[:-1]), (margin[-1], -1)])
    for table, code in zip(tables, (first, second), strict=True):
        assert table.aantallen[-1] == tables[0].aantallen[-1]
        starts = []
        for name, row in zip(table.rijen[:-1], table.aantallen, strict=False):
            start = len(truth)
            starts.append(start)
            mask = code == names.index(name)
            truth += [int((mask & (classes == c)).sum()) for c in range(width - 1)] + [int(mask.sum())]
            shown += row
            lines.append([*((start + c, 1) for c in range(width - 1)), (start + width - 1, -1)])
        lines += [[*((start + c, 1) for start in starts), (c, -1)] for c in range(width)]
    unknown = {place for place, value in enumerate(shown) if value is None}
    assert all(value is None or value == real for value, real in zip(shown, truth, strict=True))
    assert {place for place, real in enumerate(truth) if 0 < real < LEAST} <= unknown
    assert not known_by_sums(lines, unknown)


@given(st.data())
def test_money_of_few_who_differ_stays_hidden(data: st.DataObject) -> None:
    """Who gets as much as before adds nothing to a sum, so it is no cover for those who do not."""
    size = data.draw(st.integers(1, 90))
    draw = st.lists(st.integers(0, 3), min_size=size, max_size=size)
    classes = np.array(data.draw(st.lists(st.integers(0, 4), min_size=size, max_size=size)))
    codes = (np.array(data.draw(draw)), np.array(data.draw(draw)))
    names = tuple("abcd")
    tables = crosses((names, names), codes, classes, (classes - 2) * 1000, LEAST)
    even, width = 2, len(KLASSEN) + 1
    differ: list[int] = []
    shown: list[int | None] = []
    lines: list[list[tuple[int, int]]] = []

    def add(mask: np.ndarray, row: Sequence[int | None]) -> int:
        start = len(differ)
        differ.extend(int((mask & (classes == c) & (c != even)).sum()) for c in range(width - 1))
        differ.append(int((mask & (classes != even)).sum()))
        shown.extend(row)
        cells = [(start + c, 1) for c in range(width - 1) if c != even]
        lines.append([*cells, (start + width - 1, -1)])
        return start

    zero: set[int] = set()
    add(np.ones(size, bool), tables[0].centen[-1])
    zero |= {c for c, value in enumerate(tables[0].aantallen[-1]) if value == 0}
    for table, code in zip(tables, codes, strict=True):
        assert table.centen[-1] == tables[0].centen[-1]
        starts = [
            add(code == names.index(name), row)
            for name, row in zip(table.rijen[:-1], table.centen, strict=False)
        ]
        for start, row in zip(starts, table.aantallen, strict=False):
            zero |= {start + c for c, value in enumerate(row) if value == 0}
        lines += [[*((start + c, 1) for start in starts), (c, -1)] for c in range(width) if c != even]
        for counts, amounts in zip(table.aantallen, table.centen, strict=True):
            hidden = [c for c in range(width - 1) if c != even and counts[c] is None]
            assert all(amounts[c] is None for c in hidden)
    unknown = {place for place, value in enumerate(shown) if value is None}
    assert {place for place, real in enumerate(differ) if 0 < real < LEAST} <= unknown
    small = known_by_sums(lines, unknown - zero)
    assert not {place for place in small if 0 < differ[place] < LEAST}
