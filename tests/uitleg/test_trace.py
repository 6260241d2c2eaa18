"""The trace as data, and the formulas in it."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from regels import load
from regels.evaluator.history import RowResult
from regels.plan import nodes as n
from regels.plan.plan import RuleSpec
from regels.ruleset import Case, Ruleset
from regels.uitleg.formula import PRINT
from regels.uitleg.model import RuleTrace, Trace
from regels.uitleg.trace import rules_told, trace
from regels.uitleg.voice import HOLE, RIGHT
from tests.uitleg.cases import CASES, plan, result, results

SPECIAL = {"waarde", "som", "maand", "wie", "Wie", "uw"}


def _rule(case: str, name: str) -> RuleTrace:
    return next(rule for rule in trace(plan(), result(case)).rules if rule.name == name)


def test_every_node_kind_is_printed() -> None:
    kinds = [kind for kind in vars(n).values() if isinstance(kind, type)]
    assert set(PRINT) == {kind for kind in kinds if issubclass(kind, n.Node)} - {n.Node}


@pytest.mark.parametrize(
    ("case", "rule", "formula"),
    [
        ("alleenstaande_ouder_met_loon", "bijstand", "€ 1.419,46 − € 375,00 = € 1.044,46"),
        (
            "alleenstaande_ouder_met_loon",
            "bedrag_n",
            "25% van € 500,00 = € 125,00; dat is niet meer dan € 289,00",
        ),
        (
            "alleenstaande_ouder_met_loon",
            "leeftijd",
            "leeftijd op 1 juli 2026 bij geboorte op 1 mei 1990 = 36 jaar",
        ),
        ("maatregel", "bijstand_na_maatregel", "€ 1.044,46 − € 425,84 = € 618,62"),
        (
            "paar_gemengd",
            "kostendelersnorm_samen",
            "(40% + 2 × 30%) / 2 × € 2.027,79 = € 1.013,895, "
            "afgerond op hele centen, een halve cent omhoog: € 1.013,90",
        ),
        (
            "maatregel_hoger_dan_de_bijstand",
            "maatregel",
            "100% van € 1.419,46 = € 1.419,46; dat is meer dan € 119,46, dus € 119,46",
        ),
        ("negatief_loon", "loon", "−€ 50,00, dat is lager dan nul en telt als € 0,00"),
        ("aow_bereikt", "n_kan", "‘De AOW-leeftijd is bereikt’ is ja"),
        (
            "geboortedatum_ontbreekt",
            "leeftijd",
            "leeftijd op 1 juli 2026 bij geboorte op onbekend = onbekend",
        ),
    ],
)
def test_formula(case: str, rule: str, formula: str) -> None:
    assert _rule(case, rule).formula == formula


def test_a_rule_says_everything() -> None:
    rule = _rule("paar_met_kostendelers", "kostendelersnorm_samen_partner")
    assert (rule.person, rule.article) == ("partner", "Pw art. 22a lid 1 en 2")
    assert (rule.value.text, rule.value.exact, rule.value.state) == ("€ 811,12", "20278/25", "bekend")
    assert [figure.name for figure in rule.figures] == [
        "kostendelersnorm_vast",
        "kostendelersnorm_per_persoon",
    ]
    assert (rule.figures[0].start, rule.figures[0].until, rule.figures[0].certainty) == (
        "2017-01-01",
        None,
        "hoog",
    )
    assert [(r.before, r.after) for r in rule.roundings] == [("€ 811,116", "€ 811,12")]
    assert rule.roundings[0].ground


def test_the_row_of_a_table_that_was_taken() -> None:
    rule = _rule("aow_bereikt", "norm_als_alleenstaande")
    assert rule.branches[-1].taken == "ja"
    assert all(branch.taken == "nee" for branch in rule.branches[:-1])
    assert rule.parts == ("norm_aow_alleenstaande",)


def test_a_rule_of_the_household_has_no_person() -> None:
    assert _rule("paar_met_kostendelers", "dagen_in_maand").person is None


def test_conditions() -> None:
    case = trace(plan(), result("geen_recht_door_vermogen"))
    by_name = {condition.name: condition for condition in case.conditions}
    assert (by_name["vermogen"].met, by_name["vermogen"].failing) == ("nee", True)
    assert by_name["vermogen"].facts == "€ 9.000,00 is hoger dan € 8.000,00"
    assert (by_name["inkomen"].met, by_name["inkomen"].failing) == ("ja", False)


def test_what_is_missing() -> None:
    judged = trace(plan(), result("oordeel_ontbreekt")).missing
    assert [(m.kind, m.name, m.judgement) for m in judged] == [
        ("invoer", "bijdrage_arbeidsinschakeling", "college")
    ]
    gaps = trace(plan(), result("geen_bedrag")).missing
    assert [(m.kind, m.name) for m in gaps] == [("bedrag", "kostendelersnorm_gemengd")]
    ruled = trace(plan(), result("combinatie")).missing
    assert [(m.kind, m.name) for m in ruled] == [("regel", "combinatie")]


def test_uncertain_figures() -> None:
    figures = trace(plan(), result("onzeker_cijfer")).uncertain
    assert [figure.name for figure in figures] == ["vrijlating_z_maximum"]
    assert figures[0].certainty == "laag"


@pytest.mark.parametrize("name", CASES)
def test_json(name: str) -> None:
    case = trace(plan(), result(name))
    data: dict[str, Any] = json.loads(json.dumps(case.as_dict()))
    assert set(data) == {field.name for field in fields(Trace)}
    assert (data["ruleset"], data["layers"], data["hash"]) == (
        "inkomstenverrekening",
        ["landelijk"],
        plan().hash,
    )


@pytest.mark.parametrize("name", CASES)
def test_a_rule_comes_after_what_it_reads(name: str) -> None:
    seen: set[str] = set()
    for rule in trace(plan(), result(name)).rules:
        assert set(rule.rules) <= seen
        seen.add(rule.name)


WRITTEN = [rule for rule in plan().rules if "{" in rule.explanation and rule.name == rule.base]


@pytest.mark.parametrize("rule", WRITTEN, ids=lambda rule: rule.name)
def test_a_template_names_only_what_its_rule_reads(rule: RuleSpec) -> None:
    for _, name, _, asked in HOLE.findall(rule.explanation):
        assert name in SPECIAL or (name == RIGHT and asked) or name in _reads(rule.node), name


def _reads(node: n.Node) -> list[str]:
    match node:
        case n.Rule(index=index):
            return [plan().rules[index].name]
        case n.Input(index=index):
            return [plan().inputs[index].name]
        case n.Param(index=index):
            return [plan().parameters[index].name]
        case n.State(index=index):
            return [plan().states[index].name]
    parts = [getattr(node, field.name) for field in fields(node)]
    inner = [sub for part in parts for sub in (part if isinstance(part, tuple) else (part,))]
    return [name for sub in inner if isinstance(sub, n.Node) for name in _reads(sub)]


def test_what_is_kept_of_other_rows_changes_nothing() -> None:
    """A rule that read the same values is told once.

    The maximum of z is € 170,18 in the second half of 2024 and the first of 2025, and only then uncertain.
    """
    worker = CASES["loonkostensubsidie"][-1]
    months = [{**worker, "maand": date(year, month, 1)} for year, month in ((2024, 8), (2025, 2), (2026, 7))]
    found = [result(name) for name in CASES] + [results([row])[-1] for row in months]
    alone = []
    for one in found:
        rules_told(plan()).clear()
        alone.append(trace(plan(), one))
    assert [trace(plan(), one) for one in (*found, *reversed(found))] == [*alone, *reversed(alone)]
    assert len(rules_told(plan())) < sum(len(one.rules) for one in alone) / 3


def test_what_is_kept_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regels.uitleg.trace.MOST_TOLD", 20)
    expected = [trace(plan(), result(name)) for name in CASES]
    rules_told(plan()).clear()
    assert [trace(plan(), result(name)) for name in CASES] == expected
    assert len(rules_told(plan())) <= 20


def test_a_history_is_computed_once_however_many_months_are_explained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    real = Ruleset.traced

    def counted(self: Ruleset, cases: Sequence[Case]) -> list[RowResult]:
        asked.append(len(cases))
        return real(self, cases)

    monkeypatch.setattr(Ruleset, "traced", counted)
    facts = {
        "leefvorm": "alleenstaande", "geboortedatum": "1985-03-14", "vermogen": 0, "inkomen_arbeid": 600,
        "ten_laste_komende_kinderen": 0, "kostendelende_medebewoners": 0, "inkomen_overig": 0,
        "bijdrage_arbeidsinschakeling": True,
    }  # fmt: skip
    months = [facts | {"maand": month} for month in ("2026-09", "2026-07", "2026-08")]
    decisions = load("landelijk").evaluate_history(months)
    told = [decision.explain() for decision in decisions]
    assert [name in text for name, text in zip(("september", "juli", "augustus"), told, strict=True)] == [
        True
    ] * 3
    assert asked == [3]
