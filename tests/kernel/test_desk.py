"""The desk: slices and memory that end anywhere, known and unknown side by side."""

import ctypes
import mmap
import sys

import numpy as np
import pyarrow as pa
import pytest

from regels.kernel.desk import SLICE, desk_of, room
from regels.kernel.run import Kernel
from regels.kernel.transpose import transposed
from regels.plan import nodes as n
from regels.plan.plan import Certainty, Plan
from regels.plan.types import BOOL, Kind, Type
from tests.kernel.plans import (
    MONTH,
    NUMBER,
    build,
    condition,
    day,
    fields,
    given,
    money,
    month,
    number,
    outcome,
    period,
    remark,
)
from tests.kernel.speed import caseload, plan_of
from tests.kernel.test_lanes import compared, histories

MONEY = Type(Kind.MONEY, scale=2, low=-(10**8), high=10**8, nvt=True)
CHOICE = Type(Kind.CHOICE, options=("a", "b", "c"), high=2)


@pytest.mark.parametrize("size", [4, 8, 16])
def test_a_square_is_turned(size: int) -> None:
    """The instructions are carried out here, one by one."""
    values = {f"%r{i}": [(i, j) for j in range(size)] for i in range(size)}

    def emit(text: str) -> str:
        words = text.replace(",", "").replace("<", " ").replace(">", " ").split()
        x, y = [word for word in words if word[0] == "%"]
        taken = [int(word) for word in words[-2 * size :][1::2]]
        values[f"%{len(values)}"] = [(values[x] + values[y])[i] for i in taken]
        return f"%{len(values) - 1}"

    turned = transposed(emit, "i64", [f"%r{i}" for i in range(size)])
    assert [values[name] for name in turned] == [[(i, j) for i in range(size)] for j in range(size)]


def test_the_desk_has_room_for_everything_once() -> None:
    desk = desk_of(plan_of(20), 8)
    words = room(desk, np.arange(9) * 100, (7, 8, 9))
    assert words.ctypes.data % 64 == 0 and words.nbytes >= desk.size
    assert words[:16].tolist() == [*range(0, 800, 100), *range(100, 900, 100)]
    assert words[desk.asked // 8 :][:3].tolist() == [7, 8, 9]
    width = {"i32": 4, "i64": 8}
    used: set[int] = set()
    for column in (*desk.elements, *desk.results):
        if column.held in width:
            taken = set(range(column.place, column.place + width[column.held] * desk.lanes))
            assert used.isdisjoint(taken) and max(taken) < desk.record
            used |= taken
    in_desk = [column.place for column in desk.results if column.held == "i8"]
    assert len(set(in_desk)) == len(in_desk) and max(in_desk) + SLICE * desk.lanes <= desk.records
    assert min(in_desk) >= desk.bitmap(2 * len(desk.elements) + 2)
    assert {column.held for column in desk.elements if column.stored != "i8"} == {"i32"}


def test_more_lanes_than_there_is_room_for() -> None:
    with pytest.raises(ValueError, match="at most 16"):
        desk_of(plan_of(5), 32)


@pytest.mark.parametrize("rows", [8 * SLICE - 1, 8 * SLICE, 8 * SLICE + 1, 16 * SLICE + 3, 25 * SLICE])
@pytest.mark.parametrize("longest", [1, 3, 40])
def test_slices_and_histories_that_end_anywhere(rows: int, longest: int) -> None:
    source = np.random.default_rng(rows)
    plan = plan_of(12, 7)
    refused = (source.random(rows) < 0.05).astype(np.uint8)
    compared(plan, caseload(plan, rows), histories(source, rows, longest), refused)


def mixed() -> Plan:
    """Figures that are certain, uncertain, unknown or nvt by month; states that may be unknown or nvt."""
    inputs, (moment, wage, met, chosen, births) = fields(MONTH, MONEY, BOOL, CHOICE, NUMBER)
    figure = MONEY.may_be_nvt()
    sure = [period(day(2020), day(2024) - 1, 1000), period(day(2024), None, 2000)]
    unsure = [
        period(day(2020), day(2021) - 1, 70, certainty=Certainty.LOW),
        period(day(2021), day(2022) - 1, None),
        period(day(2022), day(2023) - 1, 90),
        period(day(2023), None, 110, certainty=Certainty.MEDIUM),
    ]
    absent = [period(day(2019), day(2022) - 1, None, nvt=True), period(day(2022), None, 5)]
    plain = Type(Kind.MONEY, scale=2, low=-(10**8), high=10**8)
    base = n.IfNvt(plain, n.Param(figure, 2), n.Param(plain, 1))
    total = n.Binary(plain, n.Arith.ADD, n.IfNvt(plain, wage, money(0)), base)
    earlier = n.IfNvt(plain, n.State(figure, 0), money(3))
    best = n.If(plain, met, n.Extreme(plain, n.Pick.MAX, (total, earlier)), n.Param(plain, 0))
    more = n.Extreme(
        NUMBER, n.Pick.MIN, (n.Binary(NUMBER, n.Arith.ADD, n.State(NUMBER, 1), number(1)), births)
    )
    first = n.Compare(BOOL, n.Comparison.EQ, chosen, n.Const(CHOICE, 1))
    either = n.Or(BOOL, (met, first, n.Compare(BOOL, n.Comparison.GT, best, earlier)))
    return build(
        outcome("best", best, required=True),
        outcome("earlier", earlier),
        outcome("count", n.State(NUMBER, 1), always=True),
        outcome("either", either),
        outcome("chosen", chosen),
        inputs=inputs,
        parameters=[(plain, sure), (plain, unsure), (figure, absent)],
        states=[
            (figure, n.Nvt(figure), n.If(figure, first, wage, n.State(figure, 0))),
            (NUMBER, number(0), more),
        ],
        conditions=[condition("either", either), condition("met", met, 1)],
        remarks=[
            remark("r", n.Compare(BOOL, n.Comparison.GT, total, money(9_900_000)), reject=True),
            remark("k", n.IsKnown(BOOL, best)),
        ],
        peildatum=moment,
    )


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3])
def test_known_and_unknown_rows_uncertain_and_absent_figures_in_one_group(share: float) -> None:
    source, rows = np.random.default_rng(int(100 * share)), 4000

    def holes() -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return source.random(rows) < share

    words = np.zeros((rows, 2), np.int64)
    words[:, 0] = source.integers(-(10**7), 10**7, rows)
    words[:, 1] = words[:, 0] >> 63
    valid = pa.py_buffer(np.packbits(~holes(), bitorder="little"))
    columns = {
        "a": pa.array(source.integers(month(2018), month(2026), rows).astype(np.int32), mask=holes()),
        "b": pa.Array.from_buffers(pa.decimal128(18, 2), rows, [valid, pa.py_buffer(words)]),
        "c": pa.array(source.random(rows) < 0.8, mask=holes()),
        "d": pa.array(source.integers(0, 3, rows).astype(np.int32), mask=holes()),
        "e": pa.array(source.integers(0, 9, rows), mask=holes()),
    }
    refused = (source.random(rows) < share / 5).astype(np.uint8)
    compared(mixed(), columns, histories(source, rows, 30), refused)
    del columns["b"], columns["d"]
    compared(mixed(), columns, histories(source, rows, 200), refused)


@pytest.mark.skipif(sys.platform != "linux", reason="needs pages that may not be read")
@pytest.mark.parametrize("rows", [999, 1024, 1031])
def test_nothing_is_read_after_the_end_of_a_column(rows: int) -> None:
    kinds = (MONEY, NUMBER, BOOL, CHOICE)
    inputs = [given(name, kind, empty_nvt=kind.nvt) for name, kind in zip("abcd", kinds, strict=True)]
    plan = build(*[outcome(s.name, n.Input(s.type, i)) for i, s in enumerate(inputs)], inputs=inputs)
    source, held = np.random.default_rng(rows), []

    def at_end(content: bytes, align: int) -> pa.Buffer:
        """A buffer that ends (to its alignment) where a page begins that may not be read."""
        size = -(-len(content) // mmap.PAGESIZE) * mmap.PAGESIZE
        pages = mmap.mmap(-1, size + mmap.PAGESIZE)
        start = ctypes.addressof(ctypes.c_char.from_buffer(pages))
        assert ctypes.CDLL(None).mprotect(ctypes.c_void_p(start + size), mmap.PAGESIZE, 0) == 0
        place = size - -(-len(content) // align) * align
        pages[place : place + len(content)] = content
        held.append(pages)
        return pa.foreign_buffer(start + place, len(content), pages)

    def bits() -> pa.Buffer:
        return at_end(np.packbits(source.random(rows) < 0.9, bitorder="little").tobytes(), 8)

    words = np.zeros((rows, 2), np.int64)
    words[:, 0] = source.integers(0, 10**8, rows)
    data = {
        "a": (pa.decimal128(18, 2), at_end(words.tobytes(), 16)),
        "b": (pa.int64(), at_end(source.integers(0, 10**8, rows).tobytes(), 8)),
        "c": (pa.bool_(), bits()),
        "d": (pa.int32(), at_end(source.integers(0, 3, rows).astype(np.int32).tobytes(), 4)),
    }
    columns = {
        name: pa.Array.from_buffers(kind, rows, [bits(), buffer]) for name, (kind, buffer) in data.items()
    }
    ones = np.ones(rows, np.uint8)
    compared(plan, columns, ones, 1 - ones)
    result = Kernel(plan, cache=None, lanes=8).run(columns, ones, 1 - ones)
    assert result.outcome("a").to_pylist() == columns["a"].to_pylist()
