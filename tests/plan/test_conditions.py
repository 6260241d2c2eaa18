"""Conditions by rank, what a row comes to, and the rule ``recht``."""

from fractions import Fraction

import pytest

from regels.plan.plan import Verdict
from tests.plan.regeling import Cell, findings, plan, results, rule, shown

THREE = """
voorwaarden:
  laat: {geldt: j, rang: 3, anders: geen_recht, artikel: a, zo_niet: t}
  open: {geldt: k, rang: 2, anders: onbepaald, artikel: a, zo_niet: t}
  eerst: {geldt: "a < € 5", rang: 1, anders: geen_recht, artikel: a, zo_niet: t}
  ook: {geldt: "b < € 5", noem_als: "n > 3", rang: 1, anders: geen_recht, artikel: a, zo_niet: t}
uitkomsten:
  u: {titel: t, waarde: a, nodig: ja}
"""
GOOD: dict[str, Cell] = {"a": Fraction(1), "b": Fraction(1), "j": 1, "k": 1, "n": 5}


def come_to(facts: dict[str, Cell]) -> tuple[Verdict, list[str], list[str]]:
    """The verdict, the conditions that are named, and the fields that are waited for."""
    made = plan(THREE)
    (found,) = results(made, facts)
    named = [c.name for i, c in enumerate(made.conditions) if found.failing >> i & 1]
    return found.verdict, named, [spec.name for spec in made.inputs if found.reasons & spec.bit]


NO, OPEN = Verdict.NO_RIGHT, Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (Verdict.RIGHT, [], [])),
        ({"j": 0}, (NO, ["laat"], [])),
        ({"k": 0}, (OPEN, ["open"], [])),
        ({"k": 0, "j": 0}, (OPEN, ["open"], [])),
        ({"a": Fraction(9), "k": 0, "j": 0}, (NO, ["eerst", "laat"], [])),
        ({"b": Fraction(9)}, (NO, ["ook"], [])),
        ({"b": Fraction(9), "n": 2}, (NO, [], [])),  # not of interest
        ({"k": None}, (OPEN, [], ["k"])),
        ({"j": None}, (OPEN, [], ["j"])),
        ({"j": None, "k": 0}, (OPEN, ["open"], [])),  # the lower rank decides
        ({"k": None, "j": 0}, (OPEN, [], ["k"])),
        ({"a": Fraction(9), "k": None}, (NO, ["eerst"], [])),
        ({"b": None}, (OPEN, [], ["b"])),
        ({"b": None, "a": Fraction(9)}, (NO, ["eerst"], [])),
    ],
)
def test_verdict(changes: dict[str, Cell], expected: tuple[Verdict, list[str], list[str]]) -> None:
    assert come_to({**GOOD, **changes}) == expected


def test_without_conditions_there_is_a_right() -> None:
    (found,) = results(plan(rule("a")), {"a": Fraction(1)})
    assert found.verdict is Verdict.RIGHT


def test_an_outcome_that_is_needed_decides() -> None:
    (found,) = results(plan("uitkomsten:\n  u: {titel: t, waarde: a, nodig: ja}\n"), {"a": None})
    assert found.verdict is Verdict.UNDETERMINED
    (found,) = results(plan("uitkomsten:\n  u: {titel: t, waarde: a}\n"), {"a": None})
    assert found.verdict is Verdict.RIGHT


def test_recht_as_a_rule() -> None:
    """Ja, nee, or unknown: also unknown when a rule says that it cannot be determined."""
    conditions = THREE.partition("uitkomsten")[0]
    made = plan(rule("als recht dan a anders € 0", more=conditions))
    assert shown(made, "u", GOOD) == [1]
    assert shown(made, "u", {**GOOD, "j": 0}) == [0]
    assert shown(made, "u", {**GOOD, "k": 0}) == [None]
    (found,) = results(plan(rule("a", more=conditions)), {**GOOD, "k": 0})
    assert found.reasons == 0


ONLY = "[is_bekend] ‘is bekend’ mag alleen in opmerkingen en afkeuringen."


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (("rang: 3", "rang: 2"), 4, "[rang] Voorwaarden van rang 2 hebben verschillende gevolgen."),
        (("rang: 3", "rang: drie"), 3, "[rang] `rang:` is een heel getal, geen ‘drie’."),
        (("onbepaald", "recht"), 4, "[voorwaarde] ‘recht’ is geen gevolg van een voorwaarde."),
        (("geldt: j", "geldt: a"), 3, "[soort] Hier hoort ja of nee, maar dit is een bedrag."),
        (("geldt: j", "geldt: j is bekend"), 3, ONLY),
        (("geldt: j", "geldt: recht"), 3, "[kring] Deze regels wachten op elkaar: status → recht → status."),
    ],
)  # fmt: skip
def test_refused(change: tuple[str, str], line: int, message: str) -> None:
    assert findings(THREE.replace(*change)) == [f"proef.yaml:{line} {message}"]


def test_a_mistake_in_a_condition_is_told_once() -> None:
    """Also when several rules and outcomes read ``recht``."""
    snippet = rule("als recht dan a anders € 0", more=THREE.partition("uitkomsten")[0].replace("n > 3", "zz"))
    assert findings(snippet) == ["proef.yaml:16 [naam] De naam ‘zz’ is niet bekend."]


class TestRemarks:
    def test_may_ask_what_is_known(self) -> None:
        made = plan(rule("a", more='opmerkingen:\n  o: {als: "niet (b is bekend)", tekst: t}\n'))
        assert [found.remarks for found in results(made, {"b": None}, {"b": Fraction(1)})] == [1, 0]

    @pytest.mark.parametrize(
        "formula", ["als a is bekend dan a anders b", "SOM_PERSONEN(als loon is bekend dan loon anders € 0)"]
    )
    def test_a_rule_may_not(self, formula: str) -> None:
        (message,) = findings(rule(formula))
        assert message.endswith(ONLY)

    def test_an_unknown_remark_is_not_made(self) -> None:
        made = plan(rule("a", more='opmerkingen:\n  o: {als: "b > € 3", tekst: t}\n'))
        assert [found.remarks for found in results(made, {"b": None}, {"b": Fraction(4)})] == [0, 1]

    def test_may_read_the_column_of_one_person(self) -> None:
        made = plan(rule("a", more='opmerkingen:\n  o: {als: "loon_partner > € 3", tekst: t}\n'))
        assert results(made, {"samen": 0, "loon_partner": Fraction(4)})[0].remarks == 1

    def test_a_rejection_names_a_column(self) -> None:
        (message,) = findings(rule("a", more="afkeuren:\n  o: {als: j, tekst: t}\n"))
        assert message.startswith("proef.yaml:12 [ontbreekt] Een afkeuring noemt onder `veld:` de invoer")

    def test_a_rejection_rejects(self) -> None:
        made = plan(rule("a", more="afkeuren:\n  o: {als: j, veld: j, tekst: t}\n"))
        found = results(
            made, {"a": Fraction(1), "j": 1}, {"a": Fraction(1), "j": 0}, {"a": Fraction(1), "j": None}
        )
        assert [row.verdict for row in found] == [Verdict.REJECTED, Verdict.RIGHT, Verdict.RIGHT]
        assert found[0].outcomes == (None,)
