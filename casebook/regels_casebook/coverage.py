"""What of a regeling no case touches: conditions, rows of tables, branches, deciding parts, remarks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regels.bestand.source import Source
from regels.errors import Position
from regels.plan import nodes as n
from regels.plan.depth import deep
from regels.plan.draft import TableRow
from regels_casebook.cases import Case
from regels_casebook.formulas import Formula, formulas, questions
from regels_casebook.probes import Instrumented, Kept, answers, instrument
from regels_casebook.rows import Computed, computed, values_of
from regels_casebook.variants import Variant, source_of, variant_of

KINDS = ("voorwaarde", "tabelrij", "tak", "deel", "opmerking", "afkeuring", "regel")
YES_NO = ("nee", "ja")


@dataclass(frozen=True, slots=True)
class Item:
    """Something a case can touch. ``label`` finds it back when lines move."""

    kind: str
    label: str
    position: Position

    def __str__(self) -> str:
        return f"{self.position}: {self.kind} {self.label}"


Mark = tuple[object, ...]
"""What an item is found back by in the record: a key, a part, an answer."""


@dataclass(frozen=True)
class Coverage:
    """The items of one regeling, and those that some case touches."""

    regeling: str
    items: tuple[Item, ...]
    touched: frozenset[Item]

    def missing(self) -> list[Item]:
        """What no case touches, in the order written."""
        return [item for item in self.items if item not in self.touched]

    def counts(self) -> dict[str, tuple[int, int]]:
        """Touched and in all, by kind."""
        found = {}
        for kind in KINDS:
            own = [item for item in self.items if item.kind == kind]
            if own:
                found[kind] = (sum(item in self.touched for item in own), len(own))
        return found


def coverage(regeling: str, cases: Sequence[Case]) -> Coverage:
    """What these cases of a regeling touch of every ruleset that they ask for. Raises RegelsError."""
    by_variant: dict[Variant, list[Case]] = {}
    for case in cases:
        by_variant.setdefault(variant_of(regeling, case), []).append(case)
    by_variant = by_variant or {Variant(regeling): []}
    items: dict[Mark, Item] = {}
    seen: set[Mark] = set()
    for variant, own in by_variant.items():
        source = source_of(variant)
        items |= {mark: item for mark, item in _items(source) if mark not in items}
        instrumented = instrument(source)
        for case in own:
            for row in computed(instrumented.plan, values_of(instrumented.plan, case)):
                with deep():
                    seen.update(_seen(instrumented, row))
    touched = frozenset(item for mark, item in items.items() if mark in seen)
    return Coverage(regeling, tuple(items.values()), touched)


def _items(source: Source) -> Iterator[tuple[Mark, Item]]:
    for name, item in source.items("voorwaarden").items():
        for answer, said in enumerate(("niet voldaan", "voldaan")):
            yield ("voorwaarde", name, answer), Item("voorwaarde", f"{name}: {said}", item.position)
    for section, kind in (("opmerkingen", "opmerking"), ("afkeuren", "afkeuring")):
        for name, item in source.items(section).items():
            yield (kind, name), Item(kind, name, item.position)
    for name, item in source.items("regels").items():
        yield ("regel", name), Item("regel", f"{name}: berekend", item.position)
        for place, row in enumerate(item.value.tabel or ()):
            at = row.als.position
            said = " ".join(str(row.als).split())
            yield (
                ("rij", at.file, at.line, at.column),
                Item("tabelrij", f"{name} rij {place + 1}: {said}", at),
            )
    for formula in formulas(source):
        yield from _of_formula(formula)


def _of_formula(formula: Formula) -> Iterator[tuple[Mark, Item]]:
    for question in questions(formula.text):
        at = question.position
        key = (
            question.kind,
            at.file,
            at.line,
            at.column,
            1 if question.kind == "als" else len(question.parts),
        )
        if question.kind == "als":
            for answer in (1, 0):
                label = f"{formula.label}: als {question.parts[0]}: {YES_NO[answer]}"
                yield (key, 0, answer), Item("tak", label, at)
            continue
        decisive = 0 if question.kind == "en" else 1
        for place, part in enumerate(question.parts):
            label = f"{formula.label}: alleen ‘{part}’ is {YES_NO[decisive]} (van {question.kind})"
            yield (key, place, decisive), Item("deel", label, at)
        whole = f" {question.kind} ".join(question.parts)
        yield (
            (key, -1, 1 - decisive),
            Item("deel", f"{formula.label}: ‘{whole}’ is {YES_NO[1 - decisive]}", at),
        )


def _seen(instrumented: Instrumented, computed_row: Computed) -> Iterator[Mark]:
    plan, row = instrumented.plan, computed_row.row
    kept = dict(row.kept)
    names = {plan.rules[index].base for index in computed_row.rules}
    yield from (("regel", name) for name in names)
    for condition in plan.conditions:
        known = kept[id(condition.node)][1].known if id(condition.node) in kept else None
        if known in (0, 1):
            yield ("voorwaarde", condition.name, known)
    for remark in plan.remarks:
        if id(remark.node) in kept and kept[id(remark.node)][1].known == 1:
            yield ("afkeuring" if remark.reject else "opmerking", remark.name)
    for table in instrumented.built.tables:
        if table.rule in names:
            yield from _row_of(table.rows, kept)
    for probe in instrumented.probes:
        touched = probe.owner[0] != "regels" or probe.owner[1] in names
        if touched:
            for part, answer in answers(row, kept, probe, touched):
                yield (probe.key, part, answer)


def _row_of(rows: Sequence[TableRow], kept: Kept) -> Iterator[Mark]:
    """The row of a table that gave its value: the first whose condition held, or the last."""
    for place, row in enumerate(rows):
        at = row.position
        if place < len(rows) - 1:
            condition = row.condition
            fixed = condition.value if isinstance(condition, n.Const) else None
            known = kept[id(condition)][1].known if id(condition) in kept else fixed
            if known is None:
                return
            if known == 0:
                continue
        yield ("rij", at.file, at.line, at.column)
        return
