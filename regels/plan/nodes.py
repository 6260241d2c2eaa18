"""Nodes of the plan: frozen, typed, without behaviour. Their meaning is defined here once.

A value is **known** (a plain value, or *niet van toepassing*) or **unknown**. Beside it
travels one bit mask, the *reasons*: which unknown fields an unknown value waits for, and,
for known and unknown values alike, which uncertain figures were used (*marks*). A value is
unknown exactly when ``mask & plan.unknown_bits`` is not zero; the other bits are marks.

The rules of the mask, the same in every reader (U: unknown bits, M: marks):

* strict nodes (arithmetic, comparison, rounding, dates): unknown if any operand is; U and M
  are the unions over all operands.
* ``And``: known false if any operand is known false; else unknown with the union of U over
  the unknown operands; else true. M is the union over all operands. ``Or`` mirrors it.
* ``If`` with a known condition: the taken branch, M of condition and branch together. With
  an unknown condition: when both branches are known and equal (also both nvt) that value,
  M of all three; else unknown with U and M of the condition.
* ``IfNvt(value, default)``: an unknown value stays unknown (its own mask); an nvt value gives
  the default, M of both; else the value.
* ``IsApplicable``: unknown if the value is; else whether it is not nvt.
* ``IsKnown``: always known, mask 0: whether the value is known. Only in remarks.
* ``Param``: the figure in force in the month of ``plan.peildatum``. No figure: unknown, U is
  the bit NO_FIGURE. A figure of low or medium certainty: known, M is the parameter's mark.
  An unknown ``peildatum`` makes every parameter unknown with the mask of the peildatum.
* ``State``: the value carried in from the previous row of the same history.

Strict nodes and conditions never get nvt: the checker refuses that.
"""

from dataclasses import dataclass
from enum import Enum

from regels.plan.types import Type


@dataclass(frozen=True, slots=True)
class Node:
    """Any expression; ``type`` is proved by the checker."""

    type: Type


@dataclass(frozen=True, slots=True)
class Const(Node):
    """A literal: the representing integer at ``type.scale`` (a bool is 0 or 1)."""

    value: int


@dataclass(frozen=True, slots=True)
class Nvt(Node):
    """The value *niet van toepassing*."""


@dataclass(frozen=True, slots=True)
class Unknown(Node):
    """A value that no reader can know; ``reasons`` is its mask."""

    reasons: int


@dataclass(frozen=True, slots=True)
class Input(Node):
    """The value of input column ``plan.inputs[index]`` on this row."""

    index: int


@dataclass(frozen=True, slots=True)
class Param(Node):
    """The figure of ``plan.parameters[index]`` in force in the peildatum's month."""

    index: int


@dataclass(frozen=True, slots=True)
class Rule(Node):
    """The value of ``plan.rules[index]``, which comes earlier in the plan."""

    index: int


@dataclass(frozen=True, slots=True)
class State(Node):
    """The value of ``plan.states[index]`` after the previous row (see ``StateSpec``)."""

    index: int


@dataclass(frozen=True, slots=True)
class Not(Node):
    """``niet x``; strict."""

    value: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    """``a en b en …``; three-valued."""

    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """``a of b of …``; three-valued."""

    values: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    """``als c dan a anders b``; both branches have the scale of ``type``."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class IfNvt(Node):
    """``ALS_NVT(x; d)``: x, or d when x is *niet van toepassing*."""

    value: Node
    default: Node


@dataclass(frozen=True, slots=True)
class IsApplicable(Node):
    """``x is van toepassing``."""

    value: Node


@dataclass(frozen=True, slots=True)
class IsKnown(Node):
    """``x is bekend``; only in remarks."""

    value: Node


@dataclass(frozen=True, slots=True)
class Rescale(Node):
    """The same exact value at the larger scale ``type.scale``; strict. Not on ratios."""

    value: Node


class Arith(Enum):
    """Arithmetic operators."""

    ADD = "+"
    SUB = "-"
    MUL = "×"
    DIV = "/"


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """Exact arithmetic; strict.

    On plain integers ADD and SUB take operands at the scale of ``type``; the scale of a MUL is
    the sum of the operands' scales. A ratio stands for ``num / (den · 10^scale)``, ``den > 0``;
    a plain integer n at scale s is ``n / (1 · 10^s)``. With a ratio on either side, or for DIV:

    * DIV: ``(n1 · d2 · 10^s2) / (d1 · n2)`` at scale s1; the divisor is proved above zero;
    * MUL: ``(n1 · n2) / (d1 · d2)`` at scale s1 + s2;
    * ADD, SUB: ``(n1·10^(s-s1)·d2 ± n2·10^(s-s2)·d1) / (d1 · d2)`` at s = max(s1, s2).

    Also datum ± days, datum − datum (days), maand ± months, maand − maand (months): whole
    integers at scale 0.
    """

    op: Arith
    left: Node
    right: Node


class Comparison(Enum):
    """Comparison operators."""

    EQ = "="
    NE = "<>"
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """Comparison of two values of one kind, at one scale; strict.

    With a ratio: ``n1·10^(s-s1)·d2`` against ``n2·10^(s-s2)·d1``, s = max(s1, s2).
    """

    op: Comparison
    left: Node
    right: Node


class Pick(Enum):
    """Which of several values."""

    MIN = "MIN"
    MAX = "MAX"


@dataclass(frozen=True, slots=True)
class Extreme(Node):
    """``MIN``/``MAX`` of values at the scale of ``type``; strict."""

    pick: Pick
    values: tuple[Node, ...]


class RoundMode(Enum):
    """How a remainder is treated, by sign and magnitude."""

    HALF_UP = "half omhoog"  # half away from zero
    DOWN = "omlaag"  # towards zero
    UP = "omhoog"  # away from zero


@dataclass(frozen=True, slots=True)
class Round(Node):
    """``AFRONDEN(x; naam)`` to a whole multiple of ``step``; strict.

    ``step`` is an integer at ``type.scale`` (one cent at scale 2 is 1, one euro is 100); the
    operand may be a ratio or have any scale: of ``num / (den · 10^s)`` the quotient of
    ``num · 10^t`` and ``den · 10^s · step`` (t: scale of ``type``) is rounded by sign and
    magnitude, times step. The checker has proved that ``2·num·10^t`` and ``2·den·10^s·step`` and
    their sum fit in 63 bits. ``name`` is the rounding in ``plan.roundings``.
    """

    value: Node
    name: str
    mode: RoundMode
    step: int


@dataclass(frozen=True, slots=True)
class Age(Node):
    """``LEEFTIJD(geboren; op)``: whole years; born on 29 February: 1 March in other years.

    Negative before birth.
    """

    born: Node
    at: Node


@dataclass(frozen=True, slots=True)
class Reached(Node):
    """``BEREIKT(geboren; parameter; op)``: an age that changes over time is reached on ``op``.

    The day is the birth date plus the figure (months; a day that does not exist becomes the
    last of its month) of the period in which that day itself falls, the earliest if two fit.
    Reached: that day lies on or before ``op``. A day before the first figure's first day counts as
    reached from that first day. Figures are whole, known and non-decreasing in
    consecutive periods (checked). Marks: none.
    """

    born: Node
    parameter: int
    at: Node


@dataclass(frozen=True, slots=True)
class AddMonths(Node):
    """A date plus a number of months; the last of the month if needed."""

    date: Node
    months: Node


@dataclass(frozen=True, slots=True)
class MonthOf(Node):
    """``MAAND(datum)``."""

    date: Node


@dataclass(frozen=True, slots=True)
class FirstDay(Node):
    """``EERSTE_DAG(maand)``."""

    month: Node


@dataclass(frozen=True, slots=True)
class LastDay(Node):
    """``LAATSTE_DAG(maand)``."""

    month: Node


@dataclass(frozen=True, slots=True)
class YearOf(Node):
    """``JAAR(datum)`` or ``JAAR(maand)``."""

    value: Node
