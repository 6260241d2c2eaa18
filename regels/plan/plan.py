"""The plan itself: the graph of one regeling, resolved, typed and in order of computation."""

from dataclasses import dataclass
from enum import Enum

from regels.errors import Position
from regels.plan.nodes import Node
from regels.plan.types import Kind, Type

OFFICIAL = "Een medewerker van de gemeente"
"""Who decides when the regeling does not say so."""


class Default(Enum):
    """What an absent column, or an empty value, means."""

    UNKNOWN = "onbekend"
    NVT = "niet van toepassing"
    VALUE = "waarde"


@dataclass(frozen=True, slots=True)
class InputSpec:
    """One column of input.

    ``bit``: this field's reason bit (a power of two). ``person``: the role it belongs to, or
    None for the household. ``absent``/``absent_value``: the meaning of a column that is not
    there (the integer at ``type.scale``). ``empty_nvt``: an empty value means *niet van
    toepassing* (otherwise it is unknown). ``judgement``: who decides it ("college") when it is a
    person's judgement.
    """

    name: str
    type: Type
    bit: int
    person: str | None
    absent: Default
    absent_value: int
    empty_nvt: bool
    question: str
    explanation: str
    judgement: str
    position: Position


class Certainty(Enum):
    """How sure a figure is; anything below HIGH marks what is computed with it."""

    HIGH = "hoog"
    MEDIUM = "middel"
    LOW = "laag"


@dataclass(frozen=True, slots=True)
class Period:
    """A figure with its days in force, both included; ``end`` None: still in force.

    ``value``: the integer at the parameter's scale; None: no figure known; ``nvt``: the
    thing did not exist then.
    """

    start: int
    end: int | None
    value: int | None
    nvt: bool
    certainty: Certainty
    source: str
    note: str
    position: Position
    origin: str


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """A figure over time. ``mark``: its reason bit when some of its figures are uncertain, else 0."""

    name: str
    type: Type
    periods: tuple[Period, ...]
    mark: int
    article: str
    title: str
    position: Position


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One computed value. ``person``: the role it was made for, or None; ``base``: its name as written."""

    name: str
    base: str
    person: str | None
    type: Type
    node: Node
    article: str
    title: str
    explanation: str
    position: Position
    origin: str


@dataclass(frozen=True, slots=True)
class StateSpec:
    """A value carried over the rows of one history.

    On the first row it has the value of ``begin`` on that row (mask and all). After each row
    it takes the value of ``next`` on that row; when that is unknown it is carried as unknown
    with the single bit EARLIER, and marks are not carried. After a rejected row it is unknown
    with EARLIER.
    """

    name: str
    type: Type
    begin: Node
    next: Node


class Verdict(Enum):
    """What the row comes to; the texts are what the outputs say."""

    RIGHT = "recht"
    NO_RIGHT = "geen_recht"
    UNDETERMINED = "onbepaald"
    REJECTED = "afgekeurd"


@dataclass(frozen=True, slots=True)
class ConditionSpec:
    """A condition for the right. ``node``: ja when it is met (BOOL).

    ``named``: ja when it is to be named as a reason (it is not met, and it is of interest).
    ``rank``: conditions are weighed from low to high rank; ``otherwise``: the verdict when it
    is not met (NO_RIGHT or UNDETERMINED; one verdict per rank).
    """

    name: str
    rank: int
    otherwise: Verdict
    node: Node
    named: Node
    article: str
    if_not: str
    position: Position


@dataclass(frozen=True, slots=True)
class OutcomeSpec:
    """One column of output.

    ``required``: when the verdict is RIGHT and this is unknown, the row is undetermined.
    ``always``: shown on every row that is not rejected when known (counters, as they stand
    after the row); the others are empty on undetermined rows.
    """

    name: str
    type: Type
    node: Node
    required: bool
    always: bool
    title: str
    position: Position


@dataclass(frozen=True, slots=True)
class RemarkSpec:
    """A remark on the row, shown when ``node`` is known and true; ``reject``: it rejects the row."""

    name: str
    node: Node
    text: str
    article: str
    reject: bool
    field: str
    position: Position


@dataclass(frozen=True, slots=True)
class RoundingSpec:
    """A named rounding with its ground."""

    name: str
    title: str
    ground: str
    position: Position


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a reader needs; nothing else is read.

    Reason bits: inputs in the order of ``inputs`` from bit 0, then ``no_figure``, ``earlier``
    and ``ruled_out`` (a rule says that it cannot be determined), then the marks of uncertain
    parameters. ``unknown_bits`` is the union of all but the marks.

    The verdict (``status`` node, CHOICE of recht / geen_recht / onbepaald) is the conditions by
    rank: ``als een voorwaarde van deze rang niet geldt dan <otherwise> anders <next rank>``, at
    the end recht. The rule named ``recht`` holds ``status = recht``, unknown with reason
    ``ruled_out`` when the status is onbepaald by a rule; rules and states may read it.

    ``month``, ``from_day``, ``to_day``: the inputs that say which period a row is about (an index
    in ``inputs``; the days are -1 when the regeling has whole months only). Rows of one history
    are evaluated in order of month and from_day (nvt: 1). Of a regeling of calendar years (``yearly``)
    ``month`` is the input with the year, and a row is about the whole year.

    How a row ends, the same in every reader:

    1. rejected by its reader or by a reject remark (known true): REJECTED, all else empty.
       If the plan has states, every later row of the history is UNDETERMINED with reason
       ``earlier`` alone and empty outcomes.
    2. status unknown: UNDETERMINED, reasons U of status.
    3. status onbepaald by a rule: UNDETERMINED; of the conditions with that verdict whose ``named``
       is known true, those of the lowest rank.
    4. geen_recht: NO_RIGHT; all conditions with that verdict whose ``named`` is known true.
    5. recht: when a required outcome is unknown UNDETERMINED with the union of U over the
       required outcomes, else RIGHT.

    Marks of a row: none when UNDETERMINED or REJECTED; else M of the status together with M of
    every required outcome that is known.
    """

    name: str
    title: str
    inputs: tuple[InputSpec, ...]
    parameters: tuple[ParameterSpec, ...]
    roundings: tuple[RoundingSpec, ...]
    rules: tuple[RuleSpec, ...]
    states: tuple[StateSpec, ...]
    conditions: tuple[ConditionSpec, ...]
    status: Node
    outcomes: tuple[OutcomeSpec, ...]
    remarks: tuple[RemarkSpec, ...]
    peildatum: Node
    month: int
    from_day: int
    to_day: int
    no_figure: int
    earlier: int
    ruled_out: int
    unknown_bits: int
    hash: str
    decides: str = OFFICIAL
    """Who decides, for the end of an explanation: a plan computes and advises."""
    words: tuple[tuple[str, str], ...] = ()
    """Options with what people call them; of the others the name says it."""

    @property
    def yearly(self) -> bool:
        """Whether a row is about a calendar year instead of (a part of) a month."""
        return self.inputs[self.month].type.kind is Kind.NUMBER
