"""``armoedeval``: a trap is found with its smallest step, or there is none within the bounds."""

from pathlib import Path

import pytest

from regels.bewijs import Bounds, BoundsError, Settled, poverty_trap
from regels.bewijs.bounds import cell_text, usual_value
from regels.ruleset import load
from tests.bewijs.small import paid

ASKED = {"maand": "2026-07"}
CLIFF = """
regeling: inkomstenverrekening
overlay_op: landelijk
voorstel: Een armoedeval, om te zien of hij wordt gevonden
door: wetgever
wijzigt:
  regels:
    bijstand:
      - van: 2026-07-01
        artikel: geen
        grond: Een toets
        formule: |
          als recht en aanvrager.loon <= € 400 dan MAX(€ 0; bijstandsnorm - inkomen_telt_mee)
          anders als recht dan MAX(€ 0; bijstandsnorm - inkomen_telt_mee - € 25) anders € 0
"""


def test_a_cliff_is_found_with_the_smallest_step() -> None:
    proof = poverty_trap(
        paid("als loon <= € 400 dan € 50 anders € 20"), Bounds(ASKED), ["loon"], ["loon", "u"]
    )
    assert proof.settled is Settled.EXAMPLE
    less, more = proof.witnesses[0].runs
    place = [spec.name for spec in less.plan.inputs].index("loon")
    assert (less.rows[0][place], more.rows[0][place]) == (40_000, 40_001)
    assert proof.lines == ["Het totaal was € 450,00 en wordt € 420,01."]


@pytest.mark.parametrize("formula", ["MAX(€ 0; € 50 - loon)", "als j dan € 50 anders € 20", "€ 3"])
def test_none_is_proved(formula: str) -> None:
    proof = poverty_trap(paid(formula), Bounds(ASKED), ["loon"], ["loon", "u"])
    assert proof.settled is Settled.PROVED


def test_a_cent_by_rounding_is_a_trap() -> None:
    formula = "MAX(€ 0; € 50 - AFRONDEN(105% × loon; dubbeltje))"
    proof = poverty_trap(paid(formula), Bounds(ASKED), ["loon"], ["loon", "u"])
    assert proof.settled is Settled.EXAMPLE


def test_the_law_has_none_for_who_keeps_assistance() -> None:
    plan = load("landelijk").plan
    usual = {s.name: cell_text(s, usual_value(s)) for s in plan.inputs if usual_value(s) is not None}
    proof = poverty_trap(plan, Bounds({**usual, "ontving_bijstand": "ja"}, seconds=120))
    assert proof.settled is Settled.PROVED
    assert "ontving_bijstand: ja" in proof.bounds


def test_the_threshold_of_an_application_is_a_trap() -> None:
    """Who applies is tested on the wage without vrijlating (Pw art. 19 and 31): a cent decides."""
    asked = {"maand": "2026-07", "leefvorm": "alleenstaande", "ontving_bijstand": "nee"}
    proof = poverty_trap(load("landelijk").plan, Bounds(asked, seconds=120), ["inkomen_arbeid"])
    assert proof.settled is Settled.EXAMPLE
    less, more = proof.witnesses[0].runs
    assert (less.shown[0].verdict, more.shown[0].verdict) == ("recht", "geen_recht")


def test_a_trap_in_a_proposal_is_found(tmp_path: Path) -> None:
    path = tmp_path / "val.yaml"
    path.write_text(CLIFF, encoding="utf-8")
    proof = poverty_trap(load(f"landelijk+{path}").plan, Bounds({"maand": "2026-07"}, seconds=120))
    assert proof.settled is Settled.EXAMPLE
    less, more = proof.witnesses[0].runs
    place = [spec.name for spec in less.plan.inputs].index("inkomen_arbeid")
    assert (less.rows[0][place], more.rows[0][place]) == (40_000, 40_001)


def test_no_right_at_all_proves_nothing() -> None:
    proof = poverty_trap(load("landelijk").plan, Bounds({"maand": "2030-01"}, seconds=60))
    assert proof.settled is Settled.OPEN
    assert any("nooit recht" in line for line in proof.bounds)


def test_no_time_is_never_a_proof() -> None:
    proof = poverty_trap(load("landelijk").plan, Bounds(seconds=0.0))
    assert proof.settled is Settled.OPEN


def test_names_are_checked() -> None:
    plan = paid("loon")
    with pytest.raises(BoundsError, match="--loon"):
        poverty_trap(plan, Bounds())
    with pytest.raises(BoundsError, match="geen bedrag"):
        poverty_trap(plan, Bounds(), ["loon"], ["j"])
    with pytest.raises(BoundsError, match="wordt gevraagd"):
        poverty_trap(plan, Bounds(), ["u"], ["u"])
