"""Which tables of a regeling go into a DMN model, and what they read."""

from collections.abc import Iterator
from typing import Any

from regels.bestand.source import Item
from regels.dmn.feel import WHOLE, Feel, value_text
from regels.dmn.model import Fact, Figure, Model, Row, Table
from regels.errors import RegelsError
from regels.evaluator.calendar import first_day
from regels.lints.words import day_text
from regels.plan import nodes as n
from regels.plan.finish import Built
from regels.plan.names import Names
from regels.plan.plan import Certainty, ParameterSpec, Period, Plan
from regels.plan.types import BOOL
from regels.plan.versions import unversioned
from regels.plan.written import check_person, kind_of
from regels.taal import ast
from regels.taal.parser import parse

ELSE = "anders"


class NothingToExport(RegelsError):
    """The regeling has no decision table that can be exported."""


def export(built: Built, plan: Plan, month: int, shown: str) -> Model:
    """The model for one month: figures are those in force on its first day. Raises NothingToExport."""
    return _Export(built, plan, month, shown).model()


class _Export:
    """One model being made: facts and figures are added when a table first reads them."""

    def __init__(self, built: Built, plan: Plan, month: int, shown: str) -> None:
        self.built, self.plan, self.day, self.shown = built, plan, first_day(month), shown
        self.facts: dict[str, Fact] = {}
        self.figures: dict[str, Figure] = {}
        self.left_out: list[str] = []
        self.read: list[str] = []
        self.names = self._tables()

    def model(self) -> Model:
        """The whole model."""
        tables = [self._table(item, person, name) for name, (item, person) in self.names.items()]
        rules = self.built.source.items("regels")
        formulas = sum(item.value.tabel is None for item in rules.values())
        if not tables:
            raise NothingToExport(f"‘{self.plan.name}’ heeft geen beslistabel om te exporteren.")
        general = [
            f"{formulas} regels met een formule: alleen hun uitkomst staat erin, als gegeven.",
            "voorwaarden, afronding van het geheel, redenen en ‘onbekend’: DMN kent alleen null, "
            "en dat staat hier voor n.v.t.",
            f"cijfers van andere maanden dan {self.shown}.",
        ]
        return Model(
            self.plan.name, self.plan.title, self.plan.hash, self.shown, tuple(self.facts.values()),
            tuple(self.figures.values()), tuple(tables), (*self.left_out, *general),
        )  # fmt: skip

    def _tables(self) -> dict[str, tuple[Item[Any], str | None]]:
        """The tables by the name of their rule in the plan; one of each person."""
        found: dict[str, tuple[Item[Any], str | None]] = {}
        source = self.built.source
        for item in source.items("regels").values():
            if not item.value.tabel:
                continue
            if unversioned(item.name) != item.name or item.name in source.versions:
                self.left_out.append(f"de tabel {item.name}: zij heeft versies over de tijd.")
                continue
            persons = self.built.draft.persons if check_person(item.value.per) else {None: ("", None)}
            for person, (suffix, _) in persons.items():
                found[item.name + suffix] = (item, person)
        return found

    def _table(self, item: Item[Any], person: str | None, name: str) -> Table:
        self.read = []
        scope = Names(self.built.draft, person)
        feel = Feel(scope, self._name, self._setting, lambda node, what: self._fact(name, node, what))
        columns: dict[str, str] = {}
        rows, before = [], list[str]()
        kind = kind_of(item.value)
        for row in item.value.tabel:
            written = f"als {_line(row.als.raw)} dan {_line(row.dan.raw)}"
            tests: dict[str, str] = {}
            if str(row.als) == ELSE:
                tests[" and ".join(f"not({text})" for text in before)] = WHOLE
                columns.setdefault(next(iter(tests)), "boolean")
            else:
                tree = parse(row.als.raw, row.als.place)
                before.append(feel.text(tree, BOOL))
                for part in _conjuncts(tree):
                    column, soort, test = feel.test(part)
                    if column in tests:
                        column, soort, test = feel.text(part, BOOL), "boolean", WHOLE
                    tests[column] = test
                    columns.setdefault(column, soort)
            value = feel.text(parse(row.dan.raw, row.dan.place), kind)
            rows.append(Row(tests, value, written))
        entry = item.value
        return Table(
            name, item.name, str(entry.titel), str(entry.artikel), str(item.position), kind, columns,
            tuple(rows), tuple(dict.fromkeys(self.read)),
        )  # fmt: skip

    def _name(self, node: n.Node) -> str | None:
        """The name of what a node reads; it is added to the model."""
        match node:
            case n.Input(_, index):
                spec = self.plan.inputs[index]
                return self._given(spec.name, spec.question or spec.name, node)
            case n.Param(_, index):
                return self._figure(self.built.draft.parameters[self.built.draft.used[index]], node)
            case n.Rule(_, index):
                rule = self.plan.rules[index]
                if rule.name in self.names:
                    self.read.append(rule.name)
                    return rule.name
                return self._given(rule.name, f"{rule.title} ({rule.article})", node)
            case n.State(_, index):
                state = self.plan.states[index]
                return self._given(state.name, f"{state.name}, zoals het de rij binnenkomt", node)
        return None

    def _setting(self, name: str, node: n.Node) -> str | None:
        """The name of a setting that never changes; other names are those of nodes."""
        if name not in self.built.source.items("instellingen") or not isinstance(node, n.Const):
            return None
        return self._figure(self.built.draft.parameters[name], node)

    def _given(self, name: str, title: str, node: n.Node) -> str:
        self.facts.setdefault(name, Fact(name, title, node.type, node))
        self.read.append(name)
        return name

    def _fact(self, table: str, node: n.Node, what: str) -> str:
        """A part of a formula that FEEL cannot say, as input data."""
        known = next((fact for fact in self.facts.values() if fact.node == node), None)
        if known is not None:
            return self._given(known.name, known.title, node)
        name = f"{table}_deel_{sum(one.startswith(f'{table}_deel_') for one in self.facts) + 1}"
        self.left_out.append(
            f"{what} in de tabel {table}: dat kan FEEL niet zeggen; het is het gegeven {name}."
        )
        return self._given(name, f"{what} in de tabel {table}; uit te rekenen met Regels", node)

    def _figure(self, spec: ParameterSpec, node: n.Node) -> str:
        """A figure of the month; one that is not known has to be given."""
        period = next(
            (p for p in spec.periods if p.start <= self.day and (p.end is None or self.day <= p.end)), None
        )
        if period is None or (period.value is None and not period.nvt):
            if spec.name not in self.facts:
                self.left_out.append(
                    f"het cijfer {spec.name}: in {self.shown} niet bekend; het is een gegeven."
                )
            return self._given(spec.name, f"{spec.title} ({spec.article}), niet bekend in {self.shown}", node)
        text = "null" if period.nvt or period.value is None else value_text(period.value, spec.type)
        ground = "; ".join(self._ground(period))
        self.figures.setdefault(
            spec.name, Figure(spec.name, spec.title, spec.type, text, spec.article, ground)
        )
        self.read.append(spec.name)
        return spec.name

    def _ground(self, period: Period) -> Iterator[str]:
        until = "" if period.end is None else f" tot en met {day_text(period.end)}"
        yield f"vanaf {day_text(period.start)}{until}"
        sources = self.built.source.items("bronnen")
        if period.source in sources:
            yield str(sources[period.source].value)
        if period.certainty is not Certainty.HIGH:
            yield f"zekerheid {period.certainty.value}"
        if period.note:
            yield period.note


def _conjuncts(tree: ast.Expr) -> Iterator[ast.Expr]:
    if isinstance(tree, ast.Logic) and tree.operator == "en":
        for value in tree.values:
            yield from _conjuncts(value)
    else:
        yield tree


def _line(text: str) -> str:
    return " ".join(text.split())
