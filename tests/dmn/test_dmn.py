"""The DMN of every regeling: dmn-moddle reads it without a warning, feelin decides as our evaluator does."""

import json
import random
import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from regels.bestand.library import layers, regelingen
from regels.bestand.source import assemble
from regels.cli.dmn import made
from regels.data import rulesets
from regels.dmn.export import NothingToExport
from regels.dmn.feel import value_text
from regels.dmn.model import Model
from regels.dmn.xml import VERSIONS, xml
from regels.evaluator.calendar import first_day
from regels.evaluator.interpret import Row, Step
from regels.evaluator.values import NVT, NotApplicable, Plain, Value, exact
from regels.plan import nodes as n
from regels.plan.finish import build
from regels.plan.plan import ParameterSpec, Plan
from regels.plan.types import Kind, Type
from tests.cli.conftest import Run, run

__all__ = ["run"]
HERE = Path(__file__).parent
MONTH = "2026-07"
CASES = 400


def has_tables(regeling: str) -> bool:
    """Whether any file of the regeling has a table, by its text: not by the code that is tested."""
    return any("    tabel:" in file.read_text(encoding="utf-8") for file in (LAW / regeling).glob("*.yaml"))


LAW = rulesets() / "landelijk"
WITH = [name for name in regelingen(rulesets()) if has_tables(name)]
WITHOUT = set(regelingen(rulesets())) - set(WITH)
needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (HERE / "node_modules").is_dir(),
    reason="node is not there, or its packages are not (make test installs them)",
)


@cache
def model(regeling: str) -> Model:
    return made(regeling, "landelijk", MONTH)


@cache
def plan(regeling: str) -> Plan:
    found = build(assemble(layers(rulesets(), "landelijk", regeling), rulesets())).plan
    assert found is not None
    return found


class Case:
    """Values for all that the tables read, chosen at random, and what our evaluator makes of them."""

    def __init__(self, regeling: str, seed: int) -> None:
        self.random = random.Random(seed)
        given = {fact.name for fact in model(regeling).facts if isinstance(fact.node, n.Param)}
        figures = [self._known(spec, given) for spec in plan(regeling).parameters]
        self.plan = replace(plan(regeling), parameters=tuple(figures))
        inputs = [self._value(spec.type) for spec in self.plan.inputs]
        states = [self._value(spec.type) for spec in self.plan.states]
        self.row = Row(self.plan, inputs, states)
        month = (int(MONTH[:4]) - 1970) * 12 + int(MONTH[5:]) - 1
        by_month = self.plan.peildatum.type.kind is Kind.MONTH
        self.row.at(Value(Fraction(month if by_month else first_day(month))))
        self.computed = seed % 2 == 0
        tables = {table.name for table in model(regeling).tables}
        for index, rule in enumerate(self.plan.rules):
            if rule.name not in tables and not self.computed:  # any value of its type, and more rows are hit
                self.row.rules[index] = Step(self._value(rule.type))

    def _known(self, spec: ParameterSpec, given: set[str]) -> ParameterSpec:
        """A figure that is not known in this month is a fact in the DMN: any value will do."""
        if spec.name not in given:
            return spec
        any_value = replace(spec.periods[0], start=-(10**6), end=None, nvt=False, value=self._raw(spec.type))
        return replace(spec, periods=(any_value,))

    def _value(self, kind: Type) -> Value:
        if kind.nvt and self.random.random() < 0.25:
            return Value(NVT)
        return Value(exact(self._raw(kind), kind.scale))

    def _raw(self, kind: Type) -> int:
        """A representing integer, mostly where rules compare: small numbers, ages, months near this one."""
        low, high = kind.low, kind.high
        near = {
            Kind.MONTH: [*range(600, 690)],
            Kind.DATE: [*range(18_000, 20_800)],
            Kind.CHOICE: [*range(len(kind.options))],
        }.get(kind.kind, [low, high, *[0, 1, 2] * 12, *[*range(15, 24)] * 3, *range(-2, 30)])
        if kind.kind is Kind.CHOICE or self.random.random() < 0.7:
            chosen: int = self.random.choice(near)
            return min(max(chosen, low), max(high, len(kind.options) - 1))
        return self.random.randint(low, high)

    def value(self, node: n.Node) -> Plain | NotApplicable | None:
        return self.row.value(node).known

    def context(self, regeling: str) -> dict[str, str]:
        """FEEL literals for every fact, and for the tables, so that each is tried by itself."""
        found = {fact.name: self.feel(fact.node, fact.type) for fact in model(regeling).facts}
        rules = {rule.name: rule for rule in self.plan.rules}
        for table in model(regeling).tables:
            found[table.name] = self.feel(rules[table.name].node, rules[table.name].type)
        return {name: text for name, text in found.items() if text is not None}

    def feel(self, node: n.Node, kind: Type) -> str | None:
        known = self.value(node)
        if known is None:
            return None
        return "null" if isinstance(known, NotApplicable) else literal(known, kind)


def literal(value: Plain, kind: Type) -> str:
    """A value as a FEEL literal."""
    return value_text(int(Fraction(value) * 10**kind.scale), kind)


def node_answers(file: Path, contexts: list[dict[str, str]]) -> Any:
    """What node says."""
    asked = json.dumps({"file": str(file), "contexts": contexts})
    done = subprocess.run(
        ["node", str(HERE / "evaluate.mjs")],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
        cwd=HERE,
    )
    return json.loads(done.stdout)


def same(found: Any, wanted: Plain | NotApplicable, kind: Type) -> bool:
    """Equal; numbers to a billionth, for feelin counts with doubles and we with fractions."""
    if isinstance(wanted, NotApplicable):
        return found is None
    match kind.kind:
        case Kind.BOOL:
            return bool(found is bool(wanted))
        case Kind.CHOICE:
            return bool(found == kind.options[int(wanted)])
        case Kind.DATE | Kind.MONTH:
            return f'date("{found}")' == value_text(int(wanted), kind)
    return isinstance(found, int | float) and abs(Fraction(found) - Fraction(wanted)) < Fraction(1, 10**9)


def reachable(made: Model) -> set[tuple[str, int]]:
    """The rows of all tables, but for those that another choice in a setting would hit."""
    fixed = {figure.name: figure.text for figure in made.figures if figure.type.kind is Kind.CHOICE}
    return {
        (table.name, place)
        for table in made.tables
        for place, row in enumerate(table.rows)
        if all(test == fixed.get(column, test) for column, test in row.tests.items())
    }


@needs_node
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("regeling", WITH)
def test_it_is_read_without_a_warning(regeling: str, version: str, tmp_path: Path) -> None:
    file = tmp_path / "x.dmn"
    file.write_text(xml(model(regeling), version), encoding="utf-8")
    answers = node_answers(file, [])
    assert answers["warnings"] == []
    names = set(answers["names"])
    for table in model(regeling).tables:
        read = answers["tables"][table.name]
        assert (read["hitPolicy"], read["rows"]) == ("UNIQUE", len(table.rows))
        assert {need.removeprefix("#") for need in read["requires"]} == set(table.requires) <= names


@needs_node
@pytest.mark.parametrize("regeling", WITH)
def test_every_cell_decides_as_our_evaluator_does(regeling: str, tmp_path: Path) -> None:
    file = tmp_path / "x.dmn"
    file.write_text(xml(model(regeling)), encoding="utf-8")
    cases = [Case(regeling, seed) for seed in range(CASES)]
    answers = node_answers(file, [case.context(regeling) for case in cases])
    rules = {rule.name: rule for rule in plan(regeling).rules}
    assert [one for one in answers["warnings"] if "not found" in one] == []
    touched: set[tuple[str, int]] = set()
    compared = 0
    for case, results in zip(cases, answers["results"], strict=True):
        for table in model(regeling).tables:
            rule = rules[table.name]
            wanted = case.value(rule.node)
            if wanted is None:
                continue  # DMN has no unknown
            found = results[table.name]
            if len(found["hits"]) != 1 and not case.computed:
                continue  # values that do not go together: a partner without right, of who has no partner
            assert len(found["hits"]) == 1, (table.name, case.context(regeling), found)
            assert same(found["value"], wanted, rule.type), (
                table.name,
                case.context(regeling),
                found,
                wanted,
            )
            touched.add((table.name, found["hits"][0]))
            compared += 1
    assert compared >= CASES // 2
    never = reachable(model(regeling)) - touched
    assert never == set(), f"no case touches {never}"


@pytest.mark.parametrize("regeling", WITH)
def test_the_file_says_where_it_comes_from(regeling: str) -> None:
    root = ElementTree.fromstring(xml(model(regeling)))
    space = {"d": VERSIONS["1.5"], "r": "urn:regels:dmn"}
    assert root.tag == f"{{{VERSIONS['1.5']}}}definitions"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for decision in root.findall("d:decision", space):
        ground = decision.find("d:extensionElements/r:herkomst", space)
        assert ground is not None and ground.get("artikel")
    assert plan(regeling).hash in (root.findtext("d:description", namespaces=space) or "")


@pytest.mark.parametrize("regeling", sorted(WITHOUT))
def test_without_tables_there_is_nothing_to_export(regeling: str) -> None:
    with pytest.raises(NothingToExport, match="heeft geen beslistabel"):
        made(regeling, "landelijk", MONTH)


def test_what_is_left_out_is_said(run: Run, tmp_path: Path) -> None:
    result = run("dmn", "inkomstenverrekening", "--maand", MONTH, "--uit", tmp_path / "x.dmn")
    assert result.exit_code == 0, result.output
    assert "EEN_PERSOON(…) in de tabel norm_paar: dat kan FEEL niet zeggen" in result.output
    assert (
        "regels met een formule" in result.output
        and "cijfers van andere maanden dan 2026-07" in result.output
    )


def test_another_month_has_other_figures() -> None:
    figures = {figure.name: figure.text for figure in made("studietoeslag", "landelijk", "2026-01").figures}
    later = {figure.name: figure.text for figure in model("studietoeslag").figures}
    assert figures.keys() == later.keys() and figures != later


@pytest.mark.parametrize("month", ["2026", "2026-13", "juli 2026"])
def test_a_month_is_a_month(month: str) -> None:
    with pytest.raises(NothingToExport, match="is geen maand"):
        made("studietoeslag", "landelijk", month)
