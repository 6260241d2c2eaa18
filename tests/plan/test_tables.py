"""Decision tables: the first row that holds."""

from fractions import Fraction

import pytest

from regels.plan import nodes as n
from tests.plan.regeling import Cell, built, findings, plan, shown

ROWS = """
regels:
  r:
    soort: bedrag
    titel: t
    artikel: a
    tabel:
      - {als: n < 3, dan: € 1}
      - {als: n < 5, dan: b}
      - {als: anders, dan: € 3}
uitkomsten:
  u: {titel: t, waarde: r}
"""


def one(part: str) -> str:
    """A regeling with the rule ``r`` in a few words."""
    entry = f"  r: {{soort: bedrag, titel: t, artikel: a{part}}}"
    return f"regels:\n{entry}\nuitkomsten:\n  u: {{titel: t, waarde: r}}\n"


def test_the_first_row_that_holds() -> None:
    facts: list[dict[str, Cell]] = [{"n": count, "b": Fraction(9)} for count in (2, 3, 4, 5)]
    assert shown(plan(ROWS), "u", *facts) == [1, 9, 9, 3]


def test_rows_that_do_not_matter_need_not_be_known() -> None:
    assert shown(plan(ROWS), "u", {"n": 2, "b": None}, {"n": 4, "b": None}) == [1, None]
    assert shown(plan(ROWS), "u", {"n": None, "b": Fraction(1)}) == [None]
    same = ROWS.replace("dan: € 3", "dan: € 1")
    assert shown(plan(same), "u", {"n": None, "b": Fraction(1)}) == [1]


def test_the_rows_are_kept_for_the_checker() -> None:
    (table,) = built(ROWS).tables
    assert (table.rule, len(table.rows)) == ("r", 3)
    assert isinstance(table.rows[0].condition, n.Compare)
    assert table.rows[0].condition.op is n.Comparison.LT
    assert table.rows[-1].condition is None
    assert [row.position.line for row in table.rows] == [8, 9, 10]


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("n < 5", "anders", "[tabel] ‘anders’ kan alleen op de laatste rij van een tabel staan."),
        ("n < 5", "n", "[soort] Hier hoort ja of nee, maar dit is een getal."),
        ("    artikel", "    formule: a\n    artikel", "[vorm] ‘r’ heeft een formule én een tabel."),
        ("dan: b", "dan: n", "een getal en een bedrag gaan niet samen."),
        ("dan: b", "dan: n.v.t.", "[nvt] ‘r’ kan n.v.t. zijn, maar `soort:` zegt dat niet."),
    ],
)
def test_refused(written: str, instead: str, message: str) -> None:
    (found,) = findings(ROWS.replace(written, instead))
    assert found.endswith(message)


def test_without_rows() -> None:
    assert findings(one(", tabel: []")) == ["proef.yaml:2 [tabel] De tabel van ‘r’ heeft geen rijen."]


def test_without_formula_and_table() -> None:
    assert findings(one("")) == ["proef.yaml:2 [ontbreekt] ‘r’ heeft geen formule en geen tabel."]
