"""Small plans made by hand, and the rows to run them on."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

import pyarrow as pa

from regels.errors import Position
from regels.kernel.rows import Cell, RowResult
from regels.kernel.run import Kernel
from regels.plan import nodes as n
from regels.plan.plan import (
    Certainty,
    ConditionSpec,
    Default,
    InputSpec,
    OutcomeSpec,
    ParameterSpec,
    Period,
    Plan,
    RemarkSpec,
    RuleSpec,
    StateSpec,
    Verdict,
)
from regels.plan.types import BOOL, Kind, Type

HERE = Position("test.yaml", 1, 1)
STATUS = Type(Kind.CHOICE, options=("recht", "geen_recht", "onbepaald"), high=2)
NO_FIGURE, EARLIER, RULED_OUT = 1 << 40, 1 << 41, 1 << 42
MARK = 1 << 43  # of parameter i: MARK << i
UNKNOWN_BITS = MARK - 1
MONEY = Type(Kind.MONEY, scale=2, low=-(10**9), high=10**9)
NUMBER = Type(Kind.NUMBER, low=-(10**9), high=10**9)
DATE = Type(Kind.DATE, low=-135_000, high=157_000)
MONTH = Type(Kind.MONTH, low=-12 * 370, high=12 * 430)


def day(year: int, month: int = 1, number: int = 1) -> int:
    """Days since 1970."""
    return date(year, month, number).toordinal() - date(1970, 1, 1).toordinal()


def month(year: int, number: int = 1) -> int:
    """Months since 1970."""
    return 12 * (year - 1970) + number - 1


def number(value: int, scale: int = 0) -> n.Const:
    return n.Const(Type(Kind.NUMBER, scale=scale, low=value, high=value), value)


def money(cents: int) -> n.Const:
    return n.Const(Type(Kind.MONEY, scale=2, low=cents, high=cents), cents)


def yes(value: bool = True) -> n.Const:
    return n.Const(BOOL, int(value))


def status(value: Verdict = Verdict.RIGHT) -> n.Const:
    return n.Const(STATUS, STATUS.options.index(value.value))


def given(
    name: str,
    kind: Type,
    *,
    absent: Default = Default.UNKNOWN,
    value: int = 0,
    empty_nvt: bool = False,
) -> InputSpec:
    """An input; ``build`` gives it its bit."""
    return InputSpec(name, kind, 0, None, absent, value, empty_nvt, "", "", "", HERE)


def period(
    start: int,
    end: int | None,
    value: int | None,
    nvt: bool = False,
    certainty: Certainty = Certainty.HIGH,
) -> Period:
    return Period(start, end, value, nvt, certainty, "", "", HERE, "")


def outcome(name: str, node: n.Node, *, required: bool = False, always: bool = False) -> OutcomeSpec:
    return OutcomeSpec(name, node.type, node, required, always, "", HERE)


def condition(
    name: str,
    node: n.Node,
    rank: int = 0,
    otherwise: Verdict = Verdict.NO_RIGHT,
    *,
    named: n.Node | None = None,
) -> ConditionSpec:
    """A condition; it is named when it is not met, unless told otherwise."""
    return ConditionSpec(name, rank, otherwise, node, named or n.Not(BOOL, node), "", "", HERE)


def remark(name: str, node: n.Node, reject: bool = False) -> RemarkSpec:
    return RemarkSpec(name, node, "", "", reject, "", HERE)


def weighed(conditions: Sequence[ConditionSpec]) -> n.Node:
    """The status that the conditions come to, as ``Plan`` says."""
    result: n.Node = status()
    for rank in sorted({c.rank for c in conditions}, reverse=True):
        group = [c for c in conditions if c.rank == rank]
        met = n.And(BOOL, tuple(c.node for c in group))
        result = n.If(STATUS, met, result, status(group[0].otherwise))
    return result


def build(
    *outcomes: OutcomeSpec,
    inputs: Sequence[InputSpec] = (),
    parameters: Sequence[tuple[Type, Sequence[Period]]] = (),
    rules: Sequence[n.Node] = (),
    states: Sequence[tuple[Type, n.Node, n.Node]] = (),
    conditions: Sequence[ConditionSpec] = (),
    verdict: n.Node | None = None,
    remarks: Sequence[RemarkSpec] = (),
    peildatum: n.Node | None = None,
    digest: str = "",
) -> Plan:
    """A plan; every parameter with an uncertain figure has the mark ``MARK << index``."""
    specs = [
        InputSpec(s.name, s.type, 1 << i, s.person, s.absent, s.absent_value, s.empty_nvt, "", "", "", HERE)
        for i, s in enumerate(inputs)
    ]
    figures = [
        ParameterSpec(f"p{i}", kind, tuple(periods), MARK << i, "", "", HERE)
        for i, (kind, periods) in enumerate(parameters)
    ]
    made = [
        RuleSpec(f"r{i}", f"r{i}", None, rule.type, rule, "", "", "", HERE, "")
        for i, rule in enumerate(rules)
    ]
    carried = [StateSpec(f"s{i}", *state) for i, state in enumerate(states)]
    if verdict is None:
        verdict = weighed(conditions)
    parts = (specs, figures, made, carried, conditions, verdict, outcomes, remarks, peildatum)
    return Plan(
        name="test",
        title="",
        inputs=tuple(specs),
        parameters=tuple(figures),
        roundings=(),
        rules=tuple(made),
        states=tuple(carried),
        conditions=tuple(conditions),
        status=verdict,
        outcomes=outcomes,
        remarks=tuple(remarks),
        peildatum=peildatum or n.Const(MONTH, month(2020)),
        month=0,
        from_day=-1,
        to_day=-1,
        no_figure=NO_FIGURE,
        earlier=EARLIER,
        ruled_out=RULED_OUT,
        unknown_bits=UNKNOWN_BITS,
        hash=digest or sha256(repr(parts).encode()).hexdigest(),
    )


def fields(*kinds: Type) -> tuple[list[InputSpec], list[n.Node]]:
    """Inputs a, b, … of these types, and their nodes."""
    names = "abcdefghijklmnop"
    return (
        [given(names[i], kind, empty_nvt=kind.nvt) for i, kind in enumerate(kinds)],
        [n.Input(kind, i) for i, kind in enumerate(kinds)],
    )


def run(plan: Plan, *rows: Sequence[Cell]) -> list[RowResult]:
    """The rows of one history, freshly compiled."""
    return Kernel(plan, cache=None).run_rows(rows)


def value(node: n.Node, inputs: Sequence[InputSpec] = (), cells: Sequence[Cell] = ()) -> int | None:
    """What a node comes to, on one row."""
    return run(build(outcome("x", node), inputs=inputs), cells)[0].outcomes[0]


def of_bits(column: pa.Array, bits: int) -> pa.Array:
    """The same whole numbers or amounts in elements of so many bits."""
    if pa.types.is_decimal(column.type):
        kinds = {32: pa.decimal32(9, column.type.scale), 64: pa.decimal64(18, column.type.scale)}
        return column.cast(kinds[bits]) if bits in kinds else column
    return column.cast(pa.int32()) if bits == 32 and column.type == pa.int64() else column
