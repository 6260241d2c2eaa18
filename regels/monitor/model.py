"""A checked set of signals on one peildatum: integers and names only. It travels to the child process.

This module imports nothing that is slow or large, for every child loads it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

ANSWERED = "signaal_beantwoord"
"""The kind of event that says that a question was answered; every set has it."""
SIGNAL, ABOUT = "signaal", "over"
"""Its fields: which signal, and what it was about (empty: everything)."""
DAY = "datum"
"""The day of an event, in a condition written as a field."""

Value = int | str | None
"""Of a field: an integer (cents, days, months, index of an option, 0 or 1), a text, or n.v.t."""


class Sort(Enum):
    """What a field holds. The text is the word after ``soort:``."""

    TEXT = "tekst"
    NUMBER = "getal"
    AMOUNT = "bedrag"
    DATE = "datum"
    MONTH = "maand"
    BOOL = "ja/nee"
    CHOICE = "keuze"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field. ``unit``: of a number maand, dag, jaar or nothing. ``low``, ``high``: both included."""

    name: str
    sort: Sort
    title: str
    unit: str
    options: tuple[str, ...]
    low: int
    high: int
    judgement: str


@dataclass(frozen=True, slots=True)
class KindSpec:
    """A kind of event. ``optional``: of each field whether it may be empty (n.v.t.)."""

    name: str
    title: str
    fields: tuple[str, ...]
    optional: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a dossier on a day. ``values``: in the order of the fields of its kind."""

    kind: int
    day: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A field of an event: its place in the values, or -1 for the day of the event."""

    place: int

    def of(self, event: Event) -> Value:
        """The value of this field in an event of its kind."""
        return event.day if self.place < 0 else event.values[self.place]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure over time: first day, last day (None: still) and value in months, and whether it is sure."""

    name: str
    periods: tuple[tuple[int, int | None, int, bool], ...]
    known_until: int | None


@dataclass(frozen=True, slots=True)
class Moment:
    """A day seen from one event: a date field, or the day on which a figure's age is reached.

    ``first_of_month``: the field holds a month, and its first day is meant. ``steps``: so many months and
    days further, in the order written; a day that does not exist becomes the last of its month.
    """

    base: Ref
    first_of_month: bool
    reached: Figure | None
    steps: tuple[tuple[int, int], ...]


class Op(Enum):
    """How a field is compared. ``EMPTY`` and ``FILLED`` ask whether it is n.v.t. and take no value."""

    EQ = "="
    NE = "<>"
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    IN = "is een van"
    EMPTY = "is niet van toepassing"
    FILLED = "is van toepassing"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A field against constants. Nothing compares with n.v.t.: then it does not hold, also for ``<>``."""

    field: Ref
    op: Op
    values: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Two values of one event (same ``left`` and ``right``) or of two, which are aliases by their place."""

    left: int
    left_value: Moment | Ref
    op: Op
    right: int
    right_value: Moment | Ref


@dataclass(frozen=True, slots=True)
class Join:
    """Two fields of two events that are equal; n.v.t. equals nothing."""

    left: int
    left_field: Ref
    right: int
    right_field: Ref


@dataclass(frozen=True, slots=True)
class Window:
    """Events of a kind, seen from the event of one alias: how many must there be?

    ``same``: pairs of a field of that event and a field of these; ``where``: what holds of these;
    ``first``, ``last``: the days, both included. ``minimum`` 0: there is none; else at least so many.
    """

    alias: int
    kind: int
    same: tuple[tuple[Ref, Ref], ...]
    where: tuple[Comparison, ...]
    first: Moment | None
    last: Moment | None
    minimum: int


@dataclass(frozen=True, slots=True)
class SignalSpec:
    """A signal. ``aliases`` and ``kinds`` go together; ``anchor`` is the alias that ``since`` looks at.

    ``about``: alias and field of what it is about. ``marks``: the uncertain figures that it uses.
    """

    name: str
    title: str
    article: str
    source: str
    for_whom: str
    question: str
    aliases: tuple[str, ...]
    kinds: tuple[int, ...]
    comparisons: tuple[tuple[int, Comparison], ...]
    joins: tuple[Join, ...]
    relations: tuple[Relation, ...]
    windows: tuple[Window, ...]
    anchor: int
    since: Moment
    lapses: Moment | None
    about: tuple[tuple[int, str], ...]
    marks: tuple[str, ...]

    @property
    def has_doubt(self) -> bool:
        """Whether its days may depend on a figure of years that is not known yet."""
        return any(when is not None and when.reached is not None for when in (self.since, self.lapses))


@dataclass(frozen=True, slots=True)
class SignalSet:
    """All signals on one peildatum. ``left_out``: signals that have no figure on that day, and why.

    ``hash``: of all that was written, figures of regelingen included.
    """

    title: str
    hash: str
    peildatum: int
    fields: tuple[FieldSpec, ...]
    kinds: tuple[KindSpec, ...]
    signals: tuple[SignalSpec, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def answered(self) -> int:
        """The place of the kind ``signaal_beantwoord``: the last."""
        return len(self.kinds) - 1

    def field(self, name: str) -> FieldSpec:
        """The field of a name that is known."""
        return next(field for field in self.fields if field.name == name)


@dataclass(frozen=True, slots=True, order=True)
class Firing:
    """A signal by its place in the set, with the place of the event of each alias.

    ``certain``: whether its day is known; if not, a figure of later years decides.
    """

    signal: int
    certain: bool
    events: tuple[int, ...]


def distinct(events: Sequence[Event], peildatum: int) -> list[Event]:
    """The events up to the peildatum in one order, whatever order they came in, each once."""
    return sorted({event for event in events if event.day <= peildatum}, key=order)


def order(event: Event) -> tuple[int, int, tuple[tuple[int, int | str], ...]]:
    """By day, kind and values; n.v.t. before all, integers before texts."""
    values = tuple((0, 0) if v is None else (1, v) if isinstance(v, int) else (2, v) for v in event.values)
    return event.day, event.kind, values
