"""Rules in order of computation: circles are drawn, long chains are followed, no mistake hides another."""

from fractions import Fraction

import pytest

from regels.plan import nodes as n
from regels.plan.walk import children
from tests.differential.bridge import national_plan
from tests.plan.regeling import Cell, built, findings, plan, refused, shown


def rules(soort: str = "bedrag", **formulas: str) -> str:
    """Rules of one soort, and an outcome for the first."""
    entries = [
        f'  {name}: {{soort: {soort}, titel: t, artikel: a, formule: "{text}"}}'
        for name, text in formulas.items()
    ]
    outcome = f"  u: {{titel: t, waarde: {next(iter(formulas))}}}"
    return "\n".join(["regels:", *entries, "uitkomsten:", outcome])


class TestCircles:
    @pytest.mark.parametrize(
        ("formulas", "circle"),
        [
            ({"x": "x"}, "x → x"),
            ({"x": "y", "y": "x"}, "x → y → x"),
            ({"x": "y", "y": "z", "z": "y + a"}, "y → z → y"),
            ({"w": "a + x", "x": "MAX(y; a)", "y": "als j dan z anders a", "z": "x"}, "x → y → z → x"),
        ],
    )
    def test_drawn(self, formulas: dict[str, str], circle: str) -> None:
        (message,) = findings(rules(**formulas))
        assert message.endswith(f"[kring] Deze regels wachten op elkaar: {circle}.")

    def test_drawn_where_it_closes(self) -> None:
        (message,) = findings(rules(x="a", y="b + z", z="y"))
        assert message.startswith("proef.yaml:4 ")

    def test_the_previous_row_breaks_it(self) -> None:
        made = plan(rules("bedrag of n.v.t.", x="MIN(ALS_NVT(y; € 0) + a; € 50)", y="vorige rij b"))
        rows: list[dict[str, Cell]] = [{"a": Fraction(1), "b": Fraction(i)} for i in range(3)]
        assert shown(made, "u", *rows) == [1, 1, 2]

    def test_a_rule_may_not_ask_its_own_previous_value(self) -> None:
        """The value is looked up first, and that is a circle; a toestand does it."""
        (message,) = findings(rules(x="ALS_NVT(vorige rij x; € 0)"))
        assert message.endswith("[kring] Deze regels wachten op elkaar: x → x.")


class TestOrder:
    def test_a_rule_comes_after_what_it_reads(self) -> None:
        made = plan(rules(x="y + z", y="z", z="a"))
        assert [spec.name for spec in made.rules] == ["z", "y", "x", "status"]

    def test_a_chain_of_a_thousand_rules(self) -> None:
        """In the order that is worst: each rule reads the one after it."""
        chain = {f"r{i}": f"r{i + 1}" for i in range(999)} | {"r999": "a + € 0,01"}
        made = plan(rules(**chain))
        assert [spec.name for spec in made.rules][:2] == ["r999", "r998"]
        assert len(made.rules) == 1_001
        assert shown(made, "u", {"a": Fraction(7)}) == [Fraction("7.01")]

    def test_every_rule_of_the_law_reads_earlier_ones(self) -> None:
        made = national_plan().rules
        assert sum(len(list(_reads(spec.node))) for spec in made) > 100
        assert all(read < place for place, spec in enumerate(made) for read in _reads(spec.node))


def _reads(node: n.Node) -> list[int]:
    own = [node.index] if isinstance(node, n.Rule) else []
    return own + [index for child in children(node) for index in _reads(child)]


class TestMistakes:
    def test_in_a_rule_that_nothing_reads(self) -> None:
        assert findings(rules(x="a", y="n")) == [
            "proef.yaml:3 [soort] ‘y’ is volgens `soort:` een bedrag, maar de formule geeft een getal."
        ]

    def test_one_hides_no_other_and_is_told_once(self) -> None:
        made = built(rules(x="a + zz", y="n", z="x", v="x + y"))
        assert [finding.code for finding in made.findings] == ["naam", "soort"]
        assert made.plan is None

    def test_a_word_that_is_known_nowhere(self) -> None:
        assert refused("zomaar") == "[naam] De naam ‘zomaar’ is niet bekend."

    def test_the_nearest_names(self) -> None:
        (finding,) = built(rules(x="2 × per_mand")).findings
        assert finding.advice.startswith("Bedoelde u ‘per_maand’")
        assert (finding.position.line, finding.position.column) == (2, 58)
