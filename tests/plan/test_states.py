"""States: ``toestand``, ``vorige rij`` and ``vorige maand``, over gaps and over several rows in a month."""

from fractions import Fraction

import pytest

from regels.evaluator.values import NVT
from tests.plan.regeling import BASE, MONTH, Cell, findings, plan, rule, shown, states

COUNT = (
    "teller: {soort: getal, titel: t, artikel: a, minimaal: 0, maximaal: 9, "
    "begin: 0, volgende: MIN(teller + 1; 9)}"
)


def history(*rows: tuple[int, int | None]) -> list[dict[str, Cell]]:
    """Rows by month (counted from July 2026) and the amount of ``a``."""
    return [
        {"maand": MONTH + month, "a": None if amount is None else Fraction(amount)} for month, amount in rows
    ]


class TestPrevious:
    """What ``a`` was on the row, and in the month, before."""

    @pytest.mark.parametrize(
        ("rows", "by_row", "by_month"),
        [
            ([(0, 1), (1, 2), (2, 3)], [NVT, 1, 2], [NVT, 1, 2]),
            ([(0, 1), (2, 2), (3, 3)], [NVT, 1, 2], [NVT, NVT, 2]),  # a month without a row
            ([(0, 1), (0, 2), (1, 3), (1, 4)], [NVT, 1, 2, 3], [NVT, NVT, 2, 2]),  # the last of that month
            ([(0, 1), (1, 2), (1, 3), (1, 4), (2, 5)], [NVT, 1, 2, 3, 4], [NVT, 1, 1, 1, 4]),
            ([(0, 1), (0, 2), (2, 3), (2, 4)], [NVT, 1, 2, 3], [NVT, NVT, NVT, NVT]),
            ([(5, 1), (12, 2), (13, 3)], [NVT, 1, 2], [NVT, NVT, 2]),
            ([(0, 1), (1, None), (2, 3)], [NVT, 1, None], [NVT, 1, None]),
        ],
    )
    def test_values(
        self, rows: list[tuple[int, int | None]], by_row: list[Cell], by_month: list[Cell]
    ) -> None:
        for word, expected in (("rij", by_row), ("maand", by_month)):
            made = plan(rule(f"vorige {word} a", "bedrag of n.v.t."))
            assert shown(made, "u", *history(*rows)) == expected

    def test_of_a_rule(self) -> None:
        made = plan("""
regels:
  dubbel: {soort: bedrag, titel: t, artikel: a, formule: 2 × a}
  r: {soort: bedrag, titel: t, artikel: a, formule: ALS_NVT(vorige rij dubbel; € 0) + a}
uitkomsten:
  u: {titel: t, waarde: r}
""")
        assert shown(made, "u", *history((0, 1), (1, 10), (2, 100))) == [1, 12, 120]

    def test_of_a_person(self) -> None:
        made = plan("""
regels:
  r: {soort: bedrag of n.v.t., titel: t, artikel: a, per: persoon, formule: vorige maand loon}
uitkomsten:
  u: {titel: t, waarde: aanvrager.r}
  v: {titel: t, waarde: partner.r}
""")
        rows: list[dict[str, Cell]] = [
            {"maand": MONTH + i, "samen": 1, "loon": Fraction(i), "loon_partner": Fraction(50 + i)}
            for i in range(3)
        ]
        assert shown(made, "u", *rows) == [NVT, 0, 1]
        assert shown(made, "v", *rows) == [NVT, 50, 51]

    def test_of_an_unknown_name(self) -> None:
        (message,) = findings(rule("vorige rij zomaar"))
        assert message.endswith("[naam] De naam ‘zomaar’ is niet bekend.")


class TestState:
    def test_counts_rows(self) -> None:
        made = plan(rule("teller", "getal", states(COUNT)))
        assert shown(made, "u", *history((0, 0), (1, 0), (5, 0))) == [0, 1, 2]

    def test_begins_with_a_fact_of_the_first_row(self) -> None:
        begin = COUNT.replace("begin: 0", "begin: n")
        made = plan(rule("teller", "getal", states(begin)))
        assert shown(made, "u", {"n": 5}, {"n": 1}, {"n": 1}) == [5, 6, 7]
        assert shown(made, "u", {"n": None}, {"n": 1}) == [None, None]

    def test_reads_the_right_of_the_row(self) -> None:
        """The months with a right are counted; a rule may read both."""
        entry = COUNT.replace("MIN(teller + 1; 9)", "als recht dan MIN(teller + 1; 9) anders teller")
        condition = '  c: {geldt: "a < € 5", rang: 1, anders: geen_recht, artikel: a, zo_niet: t}'
        made = plan(rule("teller", "getal", f"{states(entry)}\nvoorwaarden:\n{condition}\n"))
        assert shown(made, "u", *history((0, 1), (1, 9), (2, 1), (3, 1))) == [0, 1, 1, 2]

    def test_after_the_row(self) -> None:
        made = plan(states(COUNT) + '\nuitkomsten:\n  u: {titel: t, waarde: "NA_RIJ(teller)", altijd: ja}\n')
        assert shown(made, "u", {}, {}, {}) == [1, 2, 3]

    def test_of_a_person_who_is_not_there_stays(self) -> None:
        per = COUNT.replace("begin", "per: persoon, begin")
        made = plan(rule("ALS_NVT(partner.teller; 9)", "getal", states(per)))
        assert shown(made, "u", {"samen": 1}, {"samen": 0}, {"samen": 1}, {"samen": 1}) == [0, 9, 1, 2]

    @pytest.mark.parametrize(
        "begin", ["teller", "r", "vorige rij n", "MAX(teller; 1)", "als j of r > 1 dan 1 anders 2"]
    )
    def test_begin_may_not_read_a_state(self, begin: str) -> None:
        snippet = rule("ALS_NVT(teller; 0)", "getal", states(COUNT.replace("begin: 0", f"begin: {begin}")))
        (message,) = findings(snippet)
        assert message == "proef.yaml:12 [kring] `begin:` hangt zelf van een toestand af."

    @pytest.mark.parametrize(
        ("written", "instead", "message"),
        [
            ("MIN(teller + 1; 9)", "teller + 1", "`volgende:` kan buiten het minimum en maximum"),
            ("MIN(teller + 1; 9)", "MIN(teller - 1; 9)", "`volgende:` kan buiten het minimum en maximum"),
            ("begin: 0", "begin: '0,5'", "`begin:` kan buiten het minimum en maximum"),
            ("begin: 0", "begin: 10", "`begin:` kan buiten het minimum en maximum"),
            ("begin: 0", "begin: fijn", "`begin:` kan buiten het minimum en maximum"),
            ("begin: 0", "begin: € 0", "`begin:`: een getal en een bedrag gaan niet samen."),
            ("begin: 0", "begin: n.v.t.", "`begin:` kan n.v.t. zijn, maar `soort:` zegt dat niet."),
            (" maximaal: 9,", "", "Een getal heeft een `minimaal:` en een `maximaal:` nodig."),
        ],
    )
    def test_must_hold_its_values(self, written: str, instead: str, message: str) -> None:
        (found,) = findings(rule("teller", "getal", states(COUNT.replace(written, instead))))
        assert message in found

    def test_nothing_reads_it(self) -> None:
        assert plan(rule("a", more=states(COUNT))).states == ()

    def test_after_the_row_names_a_state(self) -> None:
        (found,) = findings('uitkomsten:\n  u: {titel: t, waarde: "NA_RIJ(a)"}\n')
        assert found == "proef.yaml:2 [naam] NA_RIJ noemt een toestand; ‘a’ is dat niet."


def test_the_month_of_the_row_must_be_a_month() -> None:
    base = BASE.replace("tijdvak: {maand: maand}", "tijdvak: {maand: d}")
    found = findings(rule("vorige maand a", "bedrag of n.v.t."), base)
    assert "[tijdvak] `tijdvak:` noemt onder `maand:` geen invoer met een maand: ‘d’." in found[0]
