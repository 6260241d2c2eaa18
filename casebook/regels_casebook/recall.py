"""What a row came to, kept small, so that of a changed plan only what a change reaches is computed again.

A rule whose node is the same, and of which nothing it reads has another value, has the same value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from regels.evaluator.interpret import Row, Step
from regels.evaluator.values import Value
from regels.plan import nodes as n
from regels.plan.depth import deep
from regels.plan.plan import Plan
from regels.plan.walk import children
from regels_casebook.rows import Computed

Leaf = tuple[type[n.Node], int]
"""What a formula reads: a rule, state, input or figure with its index in the plan."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """One row: what it was computed from, and what its rules came to. ``place``: see ``Computed``."""

    inputs: Sequence[Value]
    states: Sequence[Value]
    moment: Value
    rules: Mapping[int, Step]
    place: int | None


def recall(computed: Computed) -> Recalled:
    """Keep of a computed row what is needed to try a change on it."""
    row = computed.row
    rules = {index: Step(row.rules[index].value) for index in sorted(computed.rules)}
    return Recalled(row.inputs, row.states, row.peildatum, rules, computed.place)


class Original:
    """The plan that rows are recalled of, and what reads what in it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        with deep():
            self.frame = _frame(plan)
            self.beside = [(node, frozenset(_leaves(node))) for node in _beside(plan)]
            self.readers: dict[Leaf, list[int]] = {}
            for index, spec in enumerate(plan.rules):
                for leaf in set(_leaves(spec.node)):
                    self.readers.setdefault(leaf, []).append(index)


class Change:
    """A plan beside the one that rows are recalled of: what is written otherwise, and what that does."""

    def __init__(self, original: Original, plan: Plan) -> None:
        self.plan, self._original = plan, original
        with deep():
            self.comparable = original.frame == _frame(plan)
            if self.comparable:
                figures = self._figures()
                reading = (index for one in figures for index in original.readers.get(one, ()))
                self._rules = {*self._rewritten(), *reading}
                self._beside = [
                    (old, new)
                    for (old, leaves), new in zip(original.beside, _beside(plan), strict=True)
                    if figures & leaves or (old is not new and old != new)
                ]

    def same(self, rows: Sequence[Recalled]) -> bool:
        """Whether all of these rows come out the same, facts and all; False also when that is not known."""
        if not self.comparable:
            return False
        with deep():
            return not any(self._differs(recalled) for recalled in rows)

    def fill(self, recalled: Recalled, row: Row) -> bool:
        """Give a row of the changed plan what it has in common with the recalled one; whether a rule differs.

        The facts and the states of the row may be others.
        """
        plan, rules, readers = self.plan, row.rules, self._original.readers
        if not self.comparable or row.peildatum != recalled.moment:
            return True
        stale = [index for index in self._rules if index in recalled.rules]
        for kind, before, now in (
            (n.State, recalled.states, row.states), (n.Input, recalled.inputs, row.inputs),
        ):  # fmt: skip
            if before is not now:
                others = (at for at, pair in enumerate(zip(before, now, strict=True)) if pair[0] != pair[1])
                stale += [index for at in others for index in readers.get((kind, at), ())]
        rules.update(recalled.rules)
        heapify(stale)
        done, differs = -1, False
        while stale:
            index = heappop(stale)
            if index == done or index not in recalled.rules:
                continue
            done = index
            del rules[index]
            rules[index] = row.compute(plan.rules[index].node)
            if rules[index].value != recalled.rules[index].value:
                differs = True
                for reader in readers.get((n.Rule, index), ()):
                    heappush(stale, reader)
        return differs

    def _differs(self, recalled: Recalled) -> bool:
        if not self._beside and not any(index in recalled.rules for index in self._rules):
            return False
        row = Row(self.plan, recalled.inputs, recalled.states)
        if self.fill(recalled, row):
            return True
        if not self._beside:
            return False
        before = Row(self._original.plan, recalled.inputs, recalled.states)
        before.rules.update(recalled.rules)
        return any(before.compute(old).value != row.compute(new).value for old, new in self._beside)

    def _rewritten(self) -> Iterator[int]:
        """The rules that say something else."""
        pairs = zip(self._original.plan.rules, self.plan.rules, strict=True)
        for index, (old, new) in enumerate(pairs):
            if old.node is not new.node and old.node != new.node:
                yield index

    def _figures(self) -> frozenset[Leaf]:
        """The figures that are others."""
        pairs = zip(self._original.plan.parameters, self.plan.parameters, strict=True)
        changed = (at for at, (old, new) in enumerate(pairs) if old.periods != new.periods)
        return frozenset((n.Param, at) for at in changed)


def _frame(plan: Plan) -> tuple[object, ...]:
    """What must be alike in two plans for a value of one to mean the same in the other."""
    return (
        plan.peildatum, plan.status, plan.month, plan.unknown_bits, plan.no_figure, plan.earlier,
        [(spec.name, spec.bit) for spec in plan.inputs],
        [(spec.name, spec.mark) for spec in plan.parameters],
        [spec.name for spec in plan.rules],
        [spec.name for spec in plan.states],
        [(spec.name, spec.rank, spec.otherwise) for spec in plan.conditions],
        [(spec.name, spec.type.kind, spec.type.scale, spec.type.options, spec.required, spec.always)
         for spec in plan.outcomes],
        [(spec.name, spec.reject) for spec in plan.remarks],
    )  # fmt: skip


def _beside(plan: Plan) -> Iterator[n.Node]:
    """What a row comes to beside its rules."""
    for state in plan.states:
        yield from (state.begin, state.next)
    yield from (condition.named for condition in plan.conditions)
    yield from (outcome.node for outcome in plan.outcomes)
    yield from (remark.node for remark in plan.remarks)


def _leaves(node: n.Node) -> Iterator[Leaf]:
    match node:
        case n.Rule(index=index) | n.State(index=index) | n.Input(index=index) | n.Param(index=index):
            yield type(node), index
        case n.Reached(parameter=parameter):
            yield n.Param, parameter
    for child in children(node):
        yield from _leaves(child)
