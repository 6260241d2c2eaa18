"""The plan in the making: what is declared, what has been made, and what is wrong so far."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from regels.bestand.source import Source
from regels.bestand.text import Text
from regels.errors import Finding, LanguageError, Position
from regels.plan import nodes as n
from regels.plan.algebra import Mismatch
from regels.plan.plan import ConditionSpec, InputSpec, ParameterSpec, RoundingSpec, RuleSpec
from regels.plan.types import Type

T = TypeVar("T")


class Failed(Exception):
    """Something this depends on has a mistake that is already reported."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a decision table as typed: its condition (None: ``anders``) and where it stands."""

    condition: n.Node | None
    position: Position


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table, for the lint that looks for gaps and overlaps."""

    rule: str
    rows: tuple[TableRow, ...]
    position: Position


@dataclass
class Draft:
    """The plan in the making.

    ``persons``: suffix and presence formula by role. ``used``: the parameters that something reads, in
    the order of their indices. ``order``: the index of each rule that is made. ``stack``: the
    rules that are being made. ``versioned``: the node of each rule that changes over time; ``turning``:
    those of which it is being made. ``previous``: of a state made by ``vorige``, its type and next value.
    """

    source: Source
    findings: list[Finding]
    inputs: dict[str, InputSpec] = field(default_factory=dict)
    persons: dict[str, tuple[str, Text | None]] = field(default_factory=dict)
    parameters: dict[str, ParameterSpec] = field(default_factory=dict)
    roundings: dict[str, tuple[RoundingSpec, n.RoundMode, int, int]] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)
    rules: dict[str, RuleSpec] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    stack: list[str] = field(default_factory=list)
    states: dict[str, Type] = field(default_factory=dict)
    previous: dict[str, tuple[Type, n.Node]] = field(default_factory=dict)
    versioned: dict[str, n.Node] = field(default_factory=dict)
    turning: set[str] = field(default_factory=set)
    tables: list[Table] = field(default_factory=list)
    conditions: list[ConditionSpec] = field(default_factory=list)

    def attempt(self, make: Callable[[], T], position: Position) -> T | None:
        """The result, or None with the mistake reported."""
        try:
            return make()
        except LanguageError as error:
            self.findings.append(error.finding)
        except Mismatch as error:
            self.findings.append(Finding(error.code, position, error.message, error.advice))
        except Failed:
            pass
        return None

    def rule(self, name: str, make: Callable[[], RuleSpec], position: Position) -> n.Rule:
        """The rule of a name, made when it is first asked for: so it comes after all that it reads.

        ``position`` is where a mistake is shown that has no place of its own. Raises Mismatch when the rule
        waits for itself, and Failed when it could not be made.
        """
        if name in self.failed:
            raise Failed
        if name not in self.rules:
            self._make(name, make, position)
        return n.Rule(self.rules[name].type, self.order[name])

    def _make(self, name: str, make: Callable[[], RuleSpec], position: Position) -> None:
        if name in self.stack:
            circle = [*self.stack[self.stack.index(name) :], name]
            raise Mismatch(
                f"Deze regels wachten op elkaar: {' → '.join(circle)}.",
                "Haal één pijl weg; gaat het om een vorige maand, gebruik dan een toestand.",
                "kring",
            )
        self.stack.append(name)
        try:
            spec = self.attempt(make, position)
        finally:
            self.stack.pop()
        if spec is None:
            self.failed.add(name)
            raise Failed
        self.rules[name] = spec
        self.order[name] = len(self.order)

    def state(self, name: str, kind: Callable[[], Type]) -> n.State:
        """The state of a name; its type is asked for once."""
        if name not in self.states:
            self.states[name] = kind()
        return n.State(self.states[name], list(self.states).index(name))


def reserved(draft: Draft) -> tuple[int, int, int]:
    """The reason bits no_figure, earlier and ruled_out: right after those of the inputs."""
    first = len(draft.inputs)
    return 1 << first, 1 << (first + 1), 1 << (first + 2)
