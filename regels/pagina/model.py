"""A page about one regeling as data: everything it says, taken from the ruleset, nothing said twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

UNKNOWN, NVT, SURE = "onbekend", "n.v.t.", "hoog"
"""Words of the ruleset: a figure that was not found, one that did not exist, one that is certain."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its days in force, both included; ``start`` None: always, ``end`` None: still in force.

    ``value``: the exact number, None when there is none. ``certainty``: hoog, middel, laag or onbekend.
    """

    start: int | None
    end: int | None
    value: Fraction | None
    text: str
    certainty: str
    source: str
    note: str
    layer: str

    @property
    def uncertain(self) -> bool:
        """Whether it was not found, or is of low or medium certainty."""
        return self.certainty != SURE


@dataclass(frozen=True, slots=True)
class Opening:
    """Who may fill a norm in, and by which article."""

    by: str
    article: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure of the law over time. ``measure``: ``bedrag`` or ``percentage`` if it is one, else empty."""

    name: str
    title: str
    kind: str
    article: str
    file: str
    figures: tuple[Figure, ...]
    opening: Opening | None
    measure: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice where law or practice leaves room. ``filled``: what an overlay chose, over time."""

    name: str
    title: str
    kind: str
    article: str
    usual: str
    others: tuple[str, ...]
    ground: str
    opening: Opening | None
    filled: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Fill:
    """What a layer filled in or changed: which figure, by whom (empty: the file does not say), its value."""

    layer: str
    name: str
    title: str
    by: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Person:
    """A role in the household; ``formula`` empty: always there."""

    role: str
    suffix: str
    formula: str


@dataclass(frozen=True, slots=True)
class Input:
    """A fact that is asked. ``columns``: its column, or one for each person.

    ``empty`` and ``absent``: what an empty value and a missing column mean. ``judgement``: who judges it.
    """

    name: str
    columns: tuple[str, ...]
    title: str
    kind: str
    options: tuple[str, ...]
    bounds: tuple[str, str] | None
    question: str
    explanation: str
    judgement: str
    empty: str
    absent: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition for the right. ``named``: the formula that says when it is named as a reason, or empty."""

    name: str
    rank: int
    formula: str
    named: str
    undetermined: bool
    article: str
    if_not: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes out."""

    name: str
    title: str
    kind: str
    options: tuple[str, ...]
    formula: str
    required: bool
    always: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should see, or why a row is rejected."""

    name: str
    formula: str
    text: str
    article: str
    field: str


@dataclass(frozen=True, slots=True)
class Rounding:
    """A named rounding with its ground."""

    name: str
    title: str
    step: str
    way: str
    ground: str


@dataclass(frozen=True, slots=True)
class Version:
    """What a rule is from a day on, by which layer and on which ground."""

    start: int
    layer: str
    title: str
    article: str
    ground: str
    formula: str
    rows: tuple[tuple[str, str], ...]
    explanation: str
    note: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A computed value: a formula, or rows (``als``, ``dan``) of a decision table.

    ``versions``: what it becomes, in order of time; before the first it is as it stands here.
    """

    name: str
    title: str
    kind: str
    options: tuple[str, ...]
    article: str
    file: str
    formula: str
    rows: tuple[tuple[str, str], ...]
    explanation: str
    note: str
    per_person: bool
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A value that goes from row to row."""

    name: str
    title: str
    kind: str
    article: str
    begin: str
    following: str
    per_person: bool


@dataclass(frozen=True, slots=True)
class Addition:
    """What is new in a layer above the first: the names of a section of the ruleset."""

    layer: str
    section: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it is cited, and the names of what rests on it."""

    text: str
    names: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A regeling with its layers. ``proposals``: what is not in force (yet). ``decides``: who.

    ``span``: the inputs that say what period a row is about.
    """

    name: str
    title: str
    basis: str
    decides: str
    layers: tuple[str, ...]
    proposals: tuple[str, ...]
    hash: str
    version: str
    span: Mapping[str, str]
    peildatum: str
    persons: tuple[Person, ...]
    inputs: tuple[Input, ...]
    conditions: tuple[Condition, ...]
    outcomes: tuple[Outcome, ...]
    remarks: tuple[Remark, ...]
    rejections: tuple[Remark, ...]
    parameters: tuple[Parameter, ...]
    settings: tuple[Setting, ...]
    roundings: tuple[Rounding, ...]
    rules: tuple[Rule, ...]
    states: tuple[State, ...]
    fills: tuple[Fill, ...]
    additions: tuple[Addition, ...]
    words: tuple[tuple[str, str], ...]
    sources: Mapping[str, str]
    articles: tuple[Article, ...]

    def uncertain(self) -> Iterator[tuple[str, Figure]]:
        """Every figure that is unknown or uncertain, with the name of what it is a figure of."""
        for parameter in self.parameters:
            yield from ((parameter.name, figure) for figure in parameter.figures if figure.uncertain)
        for setting in self.settings:
            yield from ((setting.name, figure) for figure in setting.filled if figure.uncertain)

    def judgements(self) -> list[Input]:
        """The facts that a person judges."""
        return [one for one in self.inputs if one.judgement]

    def undetermined(self) -> list[Condition]:
        """The conditions that leave the row to a person when they are not met."""
        return [one for one in self.conditions if one.undetermined]

    def open(self) -> list[Parameter | Setting]:
        """The norms that a municipality may fill in."""
        norms: list[Parameter | Setting] = [*self.parameters, *self.settings]
        return [one for one in norms if one.opening is not None]
