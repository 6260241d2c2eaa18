"""What of a regeling can come to pass: branches, rows of tables, conditions, remarks, answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regels.bewijs.term import Term
from regels.bewijs.translate import RowTerms
from regels.bewijs.values import Val
from regels.errors import Position
from regels.lints.words import node_text
from regels.plan import nodes as n
from regels.plan.draft import Draft
from regels.plan.finish import Built
from regels.plan.plan import Plan
from regels.plan.types import Kind
from regels.plan.walk import children


@dataclass(frozen=True)
class Target:
    """Something that should come to pass in some case; ``says`` what is the matter when it never does."""

    says: str
    position: Position


Key = tuple[str | int | bool, ...]
REJECTS = "afkeuren"
"""How the key of a rule that rejects a row ends."""


class SettingRow(RowTerms):
    """A row in which every setting may have any of its values: what only another choice uses is not dead."""

    settings: Mapping[int, Val]

    def param(self, node: n.Param) -> Val:
        return self.settings[node.index] if node.index in self.settings else super().param(node)


def found(built: Built, row: RowTerms) -> Iterator[tuple[Key, Target, Term]]:
    """Every target of a regeling with the truth that it comes to pass on a row."""
    plan = row.plan
    for index, rule in enumerate(plan.rules):
        walk = _Walk(built, row, rule.name, rule.position, ("regel", rule.base))
        yield from walk.node(rule.node, row.t.true)
        if rule.type.kind is Kind.BOOL and not rule.type.nvt:
            value = row.value(n.Rule(rule.type, index))
            for answer in (True, False):
                holds = value.value if answer else row.t.no(value.value)
                word = "ja" if answer else "nee"
                says = f"‘{rule.base}’ is nooit {word}"
                yield ("waarde", rule.base, answer), Target(says, rule.position), _known(row, value, holds)
    for condition in plan.conditions:
        value = row.value(condition.node)
        for met in (False, True):
            holds = value.value if met else row.t.no(value.value)
            says = f"aan voorwaarde ‘{condition.name}’ is {'nooit' if met else 'altijd'} voldaan"
            yield (
                ("voorwaarde", condition.name, met),
                Target(says, condition.position),
                _known(row, value, holds),
            )
    for remark in plan.remarks:
        value = row.value(remark.node)
        what = "keurt nooit af" if remark.reject else "wordt nooit gemaakt"
        says = f"de opmerking ‘{remark.name}’ {what}" if not remark.reject else f"‘{remark.name}’ {what}"
        key: Key = ("opmerking", remark.name, REJECTS if remark.reject else "")
        yield key, Target(says, remark.position), _known(row, value, value.value)


def _known(row: RowTerms, value: Val, holds: Term) -> Term:
    return row.t.all(row.t.no(value.unknown), row.t.no(value.nvt), holds)


class _Walk:
    """The choices inside one formula, each with when it is reached."""

    def __init__(self, built: Built, row: RowTerms, name: str, position: Position, key: Key) -> None:
        self.draft, self.row, self.name, self.position, self.key = built.draft, row, name, position, key
        self.rows = {id(r.condition): (r.position, i + 1) for table in built.draft.tables
                     for i, r in enumerate(table.rows) if r.condition is not None}  # fmt: skip
        self.versions = {id(node) for node in built.draft.versioned.values()}
        self.count = 0

    def node(self, node: n.Node, path: Term) -> Iterator[tuple[Key, Target, Term]]:
        """The targets of a node that is reached when ``path`` holds."""
        if not isinstance(node, n.If):
            for child in children(node):
                yield from self.node(child, path)
            return
        t = self.row.t
        condition = self.row.value(node.condition)
        self.count += 1
        place = self.count
        yield from self.node(node.condition, path)
        for holds, branch in ((True, node.then), (False, node.otherwise)):
            truth = condition.value if holds else t.no(condition.value)
            reached = t.all(path, t.no(condition.unknown), truth)
            if not (isinstance(branch, n.Nvt | n.Unknown) or id(node) in self.versions):
                yield (*self.key, place, holds), self._target(node, holds), reached
            yield from self.node(branch, reached)

    def _target(self, node: n.If, holds: bool) -> Target:
        position, number = self.rows.get(id(node.condition), (self.position, 0))
        asked = short(node_text(self.draft, node.condition))
        if number:
            which = f"rij {number} van de tabel" if holds else f"wat na rij {number} van de tabel komt"
        else:
            which = f"de tak voor ‘{asked}’" if holds else f"de tak voor niet ‘{asked}’"
        return Target(f"{which} in ‘{self.name}’ wordt nooit gebruikt", position)


def short(text: str, most: int = 90) -> str:
    """A text that fits on a line."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def settings_of(plan: Plan, draft: Draft) -> list[int]:
    """The parameters that are settings."""
    names = set(draft.source.items("instellingen"))
    return [index for index, spec in enumerate(plan.parameters) if spec.name in names]
