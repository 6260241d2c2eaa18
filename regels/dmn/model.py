"""A DMN model as data: input data, figures of one month, and decision tables with what they require."""

from dataclasses import dataclass

from regels.plan.nodes import Node
from regels.plan.types import Type


@dataclass(frozen=True, slots=True)
class Fact:
    """Input data: an input, or what a rule without a table computes; ``node``: what it is in the plan."""

    name: str
    title: str
    type: Type
    node: Node


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in one month, as a decision with a literal; ``text`` is FEEL."""

    name: str
    title: str
    type: Type
    text: str
    article: str
    ground: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the FEEL test of each column that it asks for, its value in FEEL, and how it was written."""

    tests: dict[str, str]
    value: str
    written: str


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table. ``columns``: the FEEL of each input expression with its FEEL type, in order."""

    name: str
    rule: str
    title: str
    article: str
    place: str
    type: Type
    columns: dict[str, str]
    rows: tuple[Row, ...]
    requires: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """What goes into a file, and in ``left_out`` what does not and why."""

    name: str
    title: str
    hash: str
    month: str
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    tables: tuple[Table, ...]
    left_out: tuple[str, ...]
