"""Arrow columns in and out: every physical form, sliced, absent, with nulls and by threads."""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from regels.kernel.result import KernelResult
from regels.kernel.rows import NVT, Cell
from regels.kernel.run import Kernel
from regels.plan import nodes as n
from regels.plan.plan import Default, InputSpec, Plan
from regels.plan.types import BOOL, Kind, Type
from tests.kernel.plans import DATE, MONEY, MONTH, NUMBER, build, day, given, of_bits, outcome, remark

PERCENT = Type(Kind.PERCENT, scale=4, low=0, high=10**6)
FINE = Type(Kind.NUMBER, scale=1, low=-(10**6), high=10**6)
CHOICE = Type(Kind.CHOICE, options=("a", "b", "c"), high=2)
NULLABLE = Type(Kind.MONEY, scale=2, low=0, high=10**6, nvt=True)
KINDS = {
    "money": MONEY,
    "percent": PERCENT,
    "fine": FINE,
    "number": NUMBER,
    "flag": BOOL,
    "date": DATE,
    "month": MONTH,
    "choice": CHOICE,
    "nullable": NULLABLE,
}


def echo(inputs: list[InputSpec] | None = None) -> Plan:
    """Gives every input back, and whether it is nvt or unknown."""
    specs = inputs or [given(name, kind, empty_nvt=kind.nvt) for name, kind in KINDS.items()]
    nodes = [n.Input(spec.type, i) for i, spec in enumerate(specs)]
    names = [spec.name for spec in specs]
    given_back = [outcome(name, node) for name, node in zip(names, nodes, strict=True)]
    told = [outcome(f"known_{name}", n.IsKnown(BOOL, node)) for name, node in zip(names, nodes, strict=True)]
    return build(*given_back, *told, inputs=specs)


KERNEL = Kernel(echo(), cache=None)


def table(rows: int) -> dict[str, pa.Array]:
    """Random columns with nulls everywhere."""
    random = np.random.default_rng(5)

    def nulls() -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return random.random(rows) < 0.2

    def decimals(scale: int, low: int, high: int) -> pa.Array:
        texts = [Decimal(int(v)).scaleb(-scale) for v in random.integers(low, high, rows)]
        return pa.array(texts, pa.decimal128(18, scale), mask=nulls())

    def whole(low: int, high: int, kind: pa.DataType) -> pa.Array:
        return pa.array(random.integers(low, high, rows), pa.int64(), mask=nulls()).cast(kind)

    return {
        "money": decimals(2, -(10**9), 10**9),
        "percent": decimals(2, 0, 10**6),
        "fine": decimals(1, -(10**6), 10**6),
        "number": whole(-(10**9), 10**9, pa.int64()),
        "flag": pa.array(random.random(rows) < 0.5, mask=nulls()),
        "date": whole(-40_000, 40_000, pa.int32()).cast(pa.date32()),
        "month": whole(-200, 700, pa.int32()),
        "choice": whole(0, 3, pa.int32()),
        "nullable": decimals(2, 0, 10**6),
    }


def flags(rows: int, *raised: int) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    found = np.zeros(rows, np.uint8)
    found[list(raised)] = 1
    return found


def texts(column: pa.Array) -> pa.Array:
    return pa.DictionaryArray.from_arrays(column, pa.array(CHOICE.options))


@pytest.mark.parametrize("bits", [32, 64, 128])
@pytest.mark.parametrize(("start", "length"), [(0, 500), (3, 400), (13, 1), (64, 436), (499, 1), (500, 0)])
def test_columns_come_back_as_they_went_in(start: int, length: int, bits: int) -> None:
    columns = {name: column.slice(start, length) for name, column in table(500).items()}
    stored = {name: of_bits(column, bits) for name, column in columns.items()}
    result = KERNEL.run(stored, flags(length), flags(length))
    for name, column in columns.items():
        expected = texts(column) if name == "choice" else column
        result.outcome(name).validate(full=True)
        assert result.outcome(name).to_pylist() == expected.to_pylist(), name
        known = result.outcome(f"known_{name}").to_pylist()
        assert all(known) if name == "nullable" else known == column.is_valid().to_pylist()


def test_types_of_the_outcomes() -> None:
    result = KERNEL.run({}, flags(1), flags(1))
    found = {name: str(result.outcome(name).type) for name in KINDS}
    assert found == {
        "money": "decimal128(18, 2)",
        "percent": "decimal128(18, 2)",
        "fine": "decimal128(18, 1)",
        "number": "int64",
        "flag": "bool",
        "date": "date32[day]",
        "month": "int32",
        "choice": "dictionary<values=string, indices=int32, ordered=0>",
        "nullable": "decimal128(18, 2)",
    }


def test_values_that_arrow_has_so_are_not_copied() -> None:
    result = KERNEL.run(table(100), flags(100), flags(100))
    _, values, _ = result.outcomes["date"]
    assert result.outcome("date").buffers()[1].address == values.ctypes.data


DEFAULTS = [
    given("unknown", MONEY, absent=Default.UNKNOWN),
    given("value", NUMBER, absent=Default.VALUE, value=42),
    given("flag", BOOL, absent=Default.VALUE, value=1),
    given("nvt", NULLABLE, absent=Default.NVT),
    given("empty_nvt", NULLABLE, absent=Default.UNKNOWN, empty_nvt=True),
    given("cents", NULLABLE, absent=Default.VALUE, value=1234, empty_nvt=True),
]
ABSENT = Kernel(echo(DEFAULTS), cache=None)


def test_absent_columns() -> None:
    result = ABSENT.run({}, flags(70), flags(70))
    found = {
        spec.name: tuple(result.outcome(f"{prefix}{spec.name}")[69].as_py() for prefix in ("", "known_"))
        for spec in DEFAULTS
    }
    assert found == {
        "unknown": (None, False),
        "value": (42, True),
        "flag": (True, True),
        "nvt": (None, True),
        "empty_nvt": (None, False),
        "cents": (Decimal("12.34"), True),
    }


def test_empty_values() -> None:
    columns = {spec.name: pa.nulls(3) for spec in DEFAULTS}
    result = ABSENT.run(columns, flags(3), flags(3))
    found = {spec.name: result.outcome(f"known_{spec.name}")[2].as_py() for spec in DEFAULTS}
    assert [name for name, known in found.items() if known] == ["empty_nvt", "cents"]


def test_every_cell_may_be_unknown_or_nvt_in_rows() -> None:
    cells: list[Cell] = [None, 1, 0, NVT, None, 5]
    row = ABSENT.run_rows([cells])[0]
    assert row.outcomes == (None, 1, 0, None, None, 5, 0, 1, 1, 1, 0, 1)


@pytest.mark.parametrize(
    ("column", "error"),
    [
        (pa.array([1.5]), TypeError),
        (pa.array([Decimal("1.5")], pa.decimal128(18, 1)), TypeError),
        (pa.array([1, 2], pa.int64()), ValueError),
        (pa.chunked_array([[1], [2]]), TypeError),
    ],
)
def test_a_column_of_another_form_is_refused(column: pa.Array, error: type[Exception]) -> None:
    with pytest.raises(error, match="column"):
        KERNEL.run({"money": column}, flags(1), flags(1))


def test_an_unknown_column_is_refused() -> None:
    with pytest.raises(ValueError, match="naam"):
        KERNEL.run({"naam": pa.array([1])}, flags(1), flags(1))


def test_flags_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="flags"):
        KERNEL.run({}, flags(2), flags(1))


def test_one_chunk_is_accepted() -> None:
    result = KERNEL.run({"number": pa.chunked_array([[3]], pa.int64())}, flags(1), flags(1))
    assert result.outcome("number").to_pylist() == [3]


@pytest.mark.parametrize("cell", [10**9 + 1, -(10**9) - 1, 2**70])
def test_a_cell_out_of_bounds_is_refused(cell: int) -> None:
    with pytest.raises(ValueError, match="money"):
        KERNEL.run_rows([[cell, *[None] * (len(KINDS) - 1)]])


def test_a_cell_that_is_never_nvt_is_refused() -> None:
    with pytest.raises(ValueError, match="never nvt"):
        KERNEL.run_rows([[NVT, *[None] * (len(KINDS) - 1)]])


def summing() -> Plan:
    """A running sum that forgets nothing, with rejections."""
    value, state = n.Input(NUMBER, 0), n.State(NUMBER, 0)
    added = n.Binary(NUMBER, n.Arith.ADD, state, value)
    following = n.Extreme(NUMBER, n.Pick.MIN, (added, n.Const(NUMBER, 10**8)))
    return build(
        outcome("sum", following, required=True),
        inputs=[given("x", NUMBER)],
        states=[(NUMBER, n.Const(NUMBER, 0), following)],
        remarks=[remark("even", n.Compare(BOOL, n.Comparison.EQ, value, n.Const(NUMBER, 77)), reject=True)],
    )


def same(one: KernelResult, other: KernelResult) -> bool:
    arrays = ("verdict", "reasons", "failing", "marks", "remarks")
    equal = all((getattr(one, name) == getattr(other, name)).all() for name in arrays)
    return equal and all(one.outcome(name).equals(other.outcome(name)) for name in one.outcomes)


@pytest.mark.parametrize("mean", [1, 12, 50_000])
def test_threads_give_the_same(mean: int) -> None:
    rows = 60_000
    random = np.random.default_rng(mean)
    column = pa.array(random.integers(0, 100, rows), pa.int64(), mask=random.random(rows) < 0.01)
    new = (random.random(rows) < 1 / mean).astype(np.uint8)
    new[0] = 1
    rejected = (random.random(rows) < 0.01).astype(np.uint8)
    kernel = Kernel(summing(), cache=None)
    one = kernel.run({"x": column}, new, rejected, threads=1)
    assert set(one.verdict.tolist()) >= {0, 2, 3} or mean == 1
    for threads in (2, 3, 7):
        assert same(one, kernel.run({"x": column}, new, rejected, threads=threads))


def test_rows_and_columns_give_the_same() -> None:
    columns = table(200)
    result = KERNEL.run(columns, flags(200), flags(200))
    integers = {"money": 2, "percent": 2, "fine": 1, "nullable": 2}
    for i in range(200):
        cells: list[Cell] = []
        for name, column in columns.items():
            cell = column[i].as_py()
            if cell is None:
                cells.append(NVT if name == "nullable" else None)
            elif name == "date":
                cells.append(day(cell.year, cell.month, cell.day))
            else:
                cells.append(int(cell.scaleb(integers[name])) if name in integers else int(cell))
        row = KERNEL.run_rows([cells])[0]
        assert row.reasons == int(result.reasons[i])
        shown = [None if cell is NVT else cell for cell in cells]
        assert list(row.outcomes[: len(cells)]) == shown


def test_values_of_rejected_rows_are_never_used() -> None:
    positive = NUMBER.bounded(1, 9)
    ratio = Type(Kind.NUMBER, low=0, high=100, ratio=True, den_low=1, den_high=9)
    quotient = n.Binary(ratio, n.Arith.DIV, n.Const(NUMBER.bounded(8, 8), 8), n.Input(positive, 0))
    plan = build(
        outcome("x", n.Round(NUMBER, quotient, "x", n.RoundMode.DOWN, 1), required=True),
        inputs=[given("x", positive)],
    )
    column = pa.array([0, 4, -1], pa.int64())
    result = Kernel(plan, cache=None).run({"x": column}, flags(3), flags(3, 0, 2))
    assert (result.verdict.tolist(), result.outcome("x").to_pylist()) == ([3, 0, 3], [None, 2, None])
