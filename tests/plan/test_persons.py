"""Persons: names with and without a role, the other one, sums, and who is there at all."""

from fractions import Fraction

import pytest

from regels.evaluator.values import NVT
from tests.plan.regeling import BASE, Cell, findings, plan, refused, results, rule, shown, unknown, value

BOTH: dict[str, Cell] = {"loon": Fraction(100), "loon_partner": Fraction(30), "samen": 1}
PER_PERSON = """
regels:
  r: {{soort: {soort}, titel: t, artikel: a, per: persoon, formule: "{formula}"}}
uitkomsten:
  u: {{titel: t, waarde: aanvrager.r}}
  v: {{titel: t, waarde: partner.r}}
"""


def of_each(formula: str, facts: dict[str, Cell], soort: str = "bedrag") -> tuple[Cell, Cell]:
    """The rule of the applicant and of the partner."""
    made = plan(PER_PERSON.format(soort=soort, formula=formula))
    return shown(made, "u", facts)[0], shown(made, "v", facts)[0]


class TestSum:
    def test_adds_who_is_there(self) -> None:
        assert value("SOM_PERSONEN(loon)", given=BOTH) == 130
        assert value("SOM_PERSONEN(loon)", given=BOTH, samen=0) == 100

    def test_of_who_is_not_there_nothing_has_to_be_known(self) -> None:
        assert value("SOM_PERSONEN(loon)", loon=Fraction(100), samen=0) == 100
        assert unknown(plan(rule("SOM_PERSONEN(loon)")), "u", {"loon": Fraction(100), "samen": 1}) == [
            "loon_partner"
        ]

    def test_when_it_is_unknown_who_is_there(self) -> None:
        facts: dict[str, Cell] = {"loon": Fraction(100), "loon_partner": Fraction(30)}
        assert unknown(plan(rule("SOM_PERSONEN(loon)")), "u", facts) == ["samen"]
        assert value("SOM_PERSONEN(loon)", loon=Fraction(100), loon_partner=Fraction(0)) == 100

    def test_a_formula_inside(self) -> None:
        assert (
            value("SOM_PERSONEN(als werkt dan loon anders € 1)", given=BOTH, werkt=0, werkt_partner=1) == 31
        )


class TestSomeone:
    CASES = (
        # applicant, partner, together: someone, everyone
        (1, 1, 1, 1, 1),
        (1, 0, 1, 1, 0),
        (0, 1, 1, 1, 0),
        (0, 0, 1, 0, 0),
        (1, 0, 0, 1, 1),
        (0, 1, 0, 0, 0),
        (1, None, 0, 1, 1),
        (1, None, 1, 1, None),
        (0, None, 1, None, 0),
        (1, 1, None, 1, 1),
        (0, 1, None, None, 0),
        (1, 0, None, 1, None),
    )

    @pytest.mark.parametrize(("own", "other", "together", "someone", "everyone"), CASES)
    def test_truth(self, own: Cell, other: Cell, together: Cell, someone: Cell, everyone: Cell) -> None:
        facts: dict[str, Cell] = {"werkt": own, "werkt_partner": other, "samen": together}
        assert value("EEN_PERSOON(werkt)", "ja/nee", given=facts) == someone
        assert value("ALLE_PERSONEN(werkt)", "ja/nee", given=facts) == everyone


class TestNames:
    def test_of_a_role(self) -> None:
        assert value("aanvrager.loon", given=BOTH) == 100
        assert value("partner.loon", "bedrag of n.v.t.", given=BOTH) == 30
        assert value("partner.loon", "bedrag of n.v.t.", given=BOTH, samen=0) is NVT

    def test_own_and_other(self) -> None:
        assert of_each("loon", BOTH) == (100, 30)
        assert of_each("ALS_NVT(ander.loon; € 7)", BOTH) == (30, 100)
        assert of_each("ALS_NVT(ander.loon; € 7)", {**BOTH, "samen": 0}) == (7, NVT)

    def test_the_role_itself(self) -> None:
        assert of_each("als rol = partner dan € 1 anders € 2", BOTH) == (2, 1)

    def test_in_a_rule_of_the_household_a_role_is_needed(self) -> None:
        assert refused("loon") == "[persoon] ‘loon’ is per persoon."
        assert refused("kind.loon") == "[persoon] ‘kind’ is geen persoon van deze regeling."
        assert refused("ander.loon") == "[persoon] ‘ander’ is geen persoon van deze regeling."

    def test_what_is_not_per_person_has_no_role(self) -> None:
        assert refused("aanvrager.a") == "[naam] De naam ‘aanvrager.a’ is niet bekend."

    def test_there_is_no_other_with_one_person(self) -> None:
        base = BASE.replace("  partner: {achtervoegsel: _partner, als: samen}\n", "")
        snippet = PER_PERSON.format(soort="bedrag", formula="ander.loon").replace("partner.r", "aanvrager.r")
        (message,) = findings(snippet, base)
        assert message.endswith("[persoon] ‘ander’ kan alleen bij twee personen.")

    def test_per_is_person_or_nothing(self) -> None:
        found = findings(PER_PERSON.format(soort="bedrag", formula="a").replace("persoon", "kind"))
        assert found[0].endswith("[soort] `per:` kan alleen ‘persoon’ zijn, niet ‘kind’.")


def test_a_condition_reads_names_as_the_household_does() -> None:
    """Also when a rule of a person is the first that asks for ``recht``."""
    conditions = "voorwaarden:\n  c: {geldt: werkt, rang: 1, anders: geen_recht, artikel: a, zo_niet: t}\n"
    found = findings(PER_PERSON.format(soort="bedrag", formula="als recht dan loon anders € 0") + conditions)
    assert found == ["proef.yaml:8 [persoon] ‘werkt’ is per persoon."]


def test_columns_per_person_stand_together_by_group() -> None:
    base = BASE.replace("per: persoon}", "per: persoon, groep: werk}")
    names = [spec.name for spec in plan(rule("a"), base).inputs]
    assert names[-4:] == ["loon", "werkt", "loon_partner", "werkt_partner"]
    names = [spec.name for spec in plan(rule("a")).inputs]
    assert names[-4:] == ["loon", "loon_partner", "werkt", "werkt_partner"]


def test_a_mistake_in_who_is_there_is_told_once() -> None:
    base = BASE.replace("als: samen", "als: samn")
    snippet = """
regels:
  r: {soort: bedrag, titel: t, artikel: a, formule: SOM_PERSONEN(loon)}
  q: {soort: bedrag, titel: t, artikel: a, formule: SOM_PERSONEN(loon)}
uitkomsten:
  u: {titel: t, waarde: r}
"""
    assert findings(snippet, base) == ["basis.yaml:9 [naam] De naam ‘samn’ is niet bekend."]


class TestRemarks:
    """A remark asks of each person what is written of that person, and may name one column."""

    REMARK = """
opmerkingen:
  een: {{als: "{formula}", tekst: t, artikel: a}}
"""

    def said(self, formula: str, **given: Cell) -> bool:
        (result,) = results(plan(self.REMARK.format(formula=formula)), BOTH | given)
        return bool(result.remarks & 1)

    def test_each_person_is_asked_for_the_own_value(self) -> None:
        assert self.said("EEN_PERSOON(loon < € 50)")
        assert self.said("EEN_PERSOON(loon < € 50)", loon=Fraction(10), loon_partner=Fraction(900))
        assert not self.said("EEN_PERSOON(loon < € 50)", loon_partner=Fraction(900))
        assert not self.said("EEN_PERSOON(loon < € 50)", samen=0)
        assert self.said("ALLE_PERSONEN(loon < € 150)")
        assert not self.said("ALLE_PERSONEN(loon < € 50)")

    def test_one_column_by_its_own_name(self) -> None:
        assert self.said("loon_partner < € 50") and not self.said("loon < € 50")
        assert self.said("EEN_PERSOON(loon_partner < € 50)", samen=0)
