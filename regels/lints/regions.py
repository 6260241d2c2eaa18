"""Is a decision table complete and disjoint? Decided exactly, region by region, with a witness.

The axes are given a cell one by one, only as far as the rows need it: when one row holds and no
other can, the whole region is settled. First ja/nee rules are taken as they come; when that
finds something, they are replaced by what they say, level by level, so that a witness is only
reported when it is still there at the end.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from regels.lints.axes import Axis, Cell, Figures, Space, Tree
from regels.lints.words import month_text, node_text, value_text
from regels.plan import nodes as n
from regels.plan.algebra import DAY, MONTHS
from regels.plan.draft import Draft, Table
from regels.plan.plan import ParameterSpec
from regels.plan.types import Kind, Type
from regels.plan.walk import children

MOST_QUESTIONS = 2_000_000
DEEPEST = 8
ROUNDS = 12


class TooLarge(Exception):
    """More questions than can be asked in a few seconds."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A case in words for which no row (``rows`` empty) or two rows hold."""

    case: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """What is known of a table."""

    table: Table
    gap: Witness | None
    overlap: Witness | None
    decided: bool = True


_last: tuple[Draft, tuple[Study, ...]] | None = None


def studies(draft: Draft) -> tuple[Study, ...]:
    """Every decision table of the regeling, studied; a table that was made for two persons both times.

    The last answer is kept, because three lints ask for it one after the other.
    """
    global _last
    held = _last
    if held is None or held[0] is not draft:
        held = _last = draft, tuple(study(draft, table) for table in draft.tables)
    return held[1]


def study(draft: Draft, table: Table) -> Study:
    """Look for a gap and an overlap in one table."""
    budget = [MOST_QUESTIONS]
    try:
        for depth in range(DEEPEST):
            found, deeper = _at_depth(draft, table, depth, budget)
            if not (deeper and (found.gap or found.overlap)):
                return found
        return found
    except TooLarge:
        return Study(table, None, None, decided=False)


def _at_depth(draft: Draft, table: Table, depth: int, budget: list[int]) -> tuple[Study, bool]:
    gap = overlap = None
    deeper = False
    for figures, since in _moments(draft, table, depth):
        space = Space(draft, figures, depth)
        rows = [space.condition(row.condition) for row in table.rows if row.condition is not None]
        search = _Search(draft, space, rows, since, complete=len(rows) < len(table.rows), budget=budget)
        search.look()
        deeper = deeper or space.deeper
        gap, overlap = gap or search.gap, overlap or search.overlap
    return Study(table, gap, overlap), deeper


def _moments(draft: Draft, table: Table, depth: int) -> list[tuple[Figures, int | None]]:
    """Every different set of figures that the conditions read, with the first day on which it holds."""
    wanted = sorted(_parameters(draft, table, depth))
    if not wanted:
        return [({}, None)]
    specs = {index: draft.parameters[draft.used[index]] for index in wanted}
    days = {p.start for spec in specs.values() for p in spec.periods}
    days |= {p.end + 1 for spec in specs.values() for p in spec.periods if p.end is not None}
    moments: dict[tuple[int | None, ...], tuple[Figures, int | None]] = {}
    for day in sorted(days):
        found = [_figure(spec, day) for spec in specs.values()]
        if all(known for known, _ in found):
            values = tuple(value for _, value in found)
            moments.setdefault(values, (dict(zip(wanted, values, strict=True)), day))
    return list(moments.values())


def _figure(spec: ParameterSpec, day: int) -> tuple[bool, int | None]:
    """Whether there is a figure (or n.v.t.) on a day, and which."""
    for period in spec.periods:
        if period.start <= day and (period.end is None or day <= period.end):
            return period.nvt or period.value is not None, period.value
    return False, None


def _parameters(draft: Draft, table: Table, depth: int) -> set[int]:
    rules = list(draft.rules.values())
    waiting = [(row.condition, depth) for row in table.rows if row.condition is not None]
    found: set[int] = set()
    while waiting:
        node, left = waiting.pop()
        if isinstance(node, n.Param):
            found.add(node.index)
        if isinstance(node, n.Rule) and left > 0:
            waiting.append((rules[node.index].node, left - 1))
        waiting += [(child, left) for child in children(node)]
    return found


class _Search:
    """Walks the regions of one table on one moment, and keeps the first gap and the first overlap."""

    def __init__(
        self,
        draft: Draft,
        space: Space,
        rows: list[Tree],
        since: int | None,
        complete: bool,
        budget: list[int],
    ) -> None:
        self.draft, self.space, self.rows, self.since = draft, space, rows, since
        self.budget = budget
        self.complete = complete
        self.cells = [axis.cells() for axis in space.axes]
        self.gap: Witness | None = None
        self.overlap: Witness | None = None

    @cached_property
    def entangled(self) -> bool:
        """Whether axes share a value, so that some regions cannot occur."""
        leaves = [leaf for axis in self.space.axes for leaf, _ in axis.terms]
        return len(leaves) > len(set(leaves))

    def look(self) -> None:
        """Walk all regions."""
        self._visit({})

    def _visit(self, chosen: dict[int, Cell]) -> None:
        if self.budget[0] < 0:
            raise TooLarge
        answers = [self._answer(row, chosen) for row in self.rows]
        holding = [index for index, answer in enumerate(answers) if answer]
        open_rows = [index for index, answer in enumerate(answers) if answer is None]
        if len(holding) > 1:
            self.overlap = self.overlap or self._witness(chosen, tuple(holding[:2]))
        elif not open_rows and not holding and not self.complete:
            self.gap = self.gap or self._witness(chosen, ())
        elif open_rows and self._undone(bool(holding)):
            self._split(chosen, open_rows[0])

    def _undone(self, holding: bool) -> bool:
        gap_possible = not (holding or self.complete or self.gap)
        return gap_possible or self.overlap is None

    def _split(self, chosen: dict[int, Cell], row: int) -> None:
        axis = self._next_axis(self.rows[row], chosen)
        for cell in self.cells[axis]:
            chosen[axis] = cell
            if not self.entangled or possible(self.space.axes, chosen):
                self._visit(chosen)
        del chosen[axis]

    def _answer(self, tree: Tree, chosen: dict[int, Cell]) -> bool | None:
        match tree[0]:
            case "vast":
                return bool(tree[1])
            case "vraag":
                self.budget[0] -= 1
                cell = chosen.get(tree[1])
                return None if cell is None else bool(tree[2].holds(cell, self.space.axes[tree[1]].scale))
            case "niet":
                answer = self._answer(tree[1], chosen)
                return None if answer is None else not answer
            case "als":
                return self._conditional(tree, chosen)
        decisive: bool = tree[0] == "of"
        answers = [self._answer(part, chosen) for part in tree[1]]
        if decisive in answers:
            return decisive
        return None if None in answers else not decisive

    def _conditional(self, tree: Tree, chosen: dict[int, Cell]) -> bool | None:
        condition = self._answer(tree[1], chosen)
        if condition is not None:
            return self._answer(tree[2 if condition else 3], chosen)
        then, otherwise = self._answer(tree[2], chosen), self._answer(tree[3], chosen)
        return then if then is otherwise else None

    def _next_axis(self, tree: Tree, chosen: dict[int, Cell]) -> int:
        """The first open question that the answer waits for."""
        match tree[0]:
            case "vraag":
                return int(tree[1])
            case "niet":
                return self._next_axis(tree[1], chosen)
            case "als":
                condition = self._answer(tree[1], chosen)
                parts = tree[1:] if condition is None else (tree[2 if condition else 3],)
            case _:
                parts = tree[1]
        waiting = next(part for part in parts if self._answer(part, chosen) is None)
        return self._next_axis(waiting, chosen)

    def _witness(self, chosen: dict[int, Cell], rows: tuple[int, ...]) -> Witness:
        needed = self._needed(dict(chosen), rows)
        parts = [self._words(self.space.axes[index], cell) for index, cell in sorted(needed.items())]
        moment = f" (met de cijfers vanaf {month_text(self.since)})" if self.since is not None else ""
        return Witness((" en ".join(parts) or "alles") + moment, rows)

    def _needed(self, chosen: dict[int, Cell], rows: tuple[int, ...]) -> dict[int, Cell]:
        """The chosen cells without those that change nothing."""
        for axis in list(chosen):
            fewer = {index: cell for index, cell in chosen.items() if index != axis}
            answers = [self._answer(row, fewer) for row in self.rows]
            same = all(answers[row] for row in rows) if rows else all(answer is False for answer in answers)
            chosen = fewer if same and not self._shares(axis, fewer) else chosen
        return chosen

    def _shares(self, axis: int, others: dict[int, Cell]) -> bool:
        leaves = {leaf for leaf, _ in self.space.axes[axis].terms}
        return any(leaf in leaves for other in others for leaf, _ in self.space.axes[other].terms)

    def _words(self, axis: Axis, cell: Cell) -> str:
        names = [node_text(self.draft, leaf) for leaf, _ in axis.terms]
        if cell.nvt:
            return f"{names[0]} n.v.t."
        value = nearest_end(axis, cell)
        if [weight for _, weight in axis.terms] == [1, -1] and cell.low <= 0 <= cell.high:
            return f"{names[0]} gelijk aan {names[1]}"
        whole = names[0] + "".join(
            f" {'+' if weight > 0 else '-'} {'' if abs(weight) == 1 else f'{abs(weight)} × '}{name}"
            for name, (_, weight) in zip(names[1:], axis.terms[1:], strict=True)
        )
        return f"{whole} = {self._value(axis, value)}"

    def _value(self, axis: Axis, value: int) -> str:
        kind = axis.kind
        if len(axis.terms) > 1 and kind.kind in (Kind.DATE, Kind.MONTH):
            kind = Type(Kind.NUMBER, DAY if kind.kind is Kind.DATE else MONTHS)
        return value_text(kind, value, axis.scale)


def nearest_end(axis: Axis, cell: Cell) -> int:
    """A value of the cell that people recognise: the end where an answer changes."""
    return cell.low if cell.low > axis.low else cell.high if cell.high < axis.high else cell.low


def possible(axes: list[Axis], chosen: dict[int, Cell]) -> bool:
    """Whether values may exist that lie in all chosen cells: bounds are narrowed until nothing changes."""
    bounds: dict[n.Node, tuple[int, int]] = {}
    absent = {axes[index].terms[0][0] for index, cell in chosen.items() if cell.nvt}
    for _ in range(ROUNDS):
        before = dict(bounds)
        for index, cell in chosen.items():
            if not cell.nvt and not _narrow(axes[index], cell, bounds):
                return False
        if bounds == before:
            break
    return not absent & bounds.keys()


def _narrow(axis: Axis, cell: Cell, bounds: dict[n.Node, tuple[int, int]]) -> bool:
    unit = 10**axis.scale
    ranges = []
    for leaf, weight in axis.terms:
        if leaf.type.ratio:
            return True
        low, high = bounds.get(leaf, (leaf.type.low, leaf.type.high))
        step = weight / 10**leaf.type.scale
        ranges.append(tuple(sorted((low * step, high * step))))
    least, most = sum(r[0] for r in ranges), sum(r[1] for r in ranges)
    for (leaf, weight), (small, large) in zip(axis.terms, ranges, strict=True):
        step = weight / 10**leaf.type.scale
        ends = sorted(
            (
                (Fraction(cell.low, unit) - most + large) / step,
                (Fraction(cell.high, unit) - least + small) / step,
            )
        )
        low, high = bounds.get(leaf, (leaf.type.low, leaf.type.high))
        low, high = max(low, ceil(ends[0])), min(high, floor(ends[1]))
        if low > high:
            return False
        bounds[leaf] = (low, high)
    return True
