"""The settings of the instruments: every other option does what it says."""

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from regels import Ruleset, load
from regels.data import rulesets
from tests.regelingen.test_loonkostensubsidie import CASE as LKS
from tests.regelingen.test_participatieplaats import CASE as PLACE
from tests.regelingen.test_studietoeslag import CASE as STUDY


def chosen(tmp_path: Path, regeling: str, option: str, setting: str) -> Ruleset:
    """The national rules with another choice for one setting."""
    root = tmp_path / "landelijk"
    shutil.copytree(rulesets() / "landelijk" / "parameters", root / "parameters")
    shutil.copytree(rulesets() / "landelijk" / regeling, root / regeling)
    file = root / regeling / "regeling.yaml"
    before, after = file.read_text(encoding="utf-8").split(f"  {setting}:\n")
    usual = next(line for line in after.splitlines() if line.startswith("    waarde: "))
    file.write_text(
        f"{before}  {setting}:\n{after.replace(usual, f'    waarde: {option}', 1)}", encoding="utf-8"
    )
    return load(str(root), regeling)


def decided(tmp_path: Path, setting: str, option: str) -> Ruleset:
    """Enschede with a decision of its college."""
    overlay = tmp_path / "participatieplaats.yaml"
    overlay.write_text(
        "regeling: participatieplaats\noverlay_op: landelijk\ndoor: college\n"
        'bronnen: {besluit: "https://lokaleregelgeving.overheid.nl/"}\n'
        f"vult:\n  {setting}:\n    - {{van: 2019-01-01, waarde: {option}, bron: besluit}}\n",
        encoding="utf-8",
    )
    return load(f"enschede+{overlay}", "participatieplaats")


@pytest.mark.parametrize(
    ("setting", "option", "hours", "amount"),
    [("bij_de_hoge_grens", "hoog", "20", 50), ("bij_de_lage_grens", "geen", "10", 0)],
)
def test_the_college_may_choose_at_the_bounds_of_the_hours(
    tmp_path: Path, setting: str, option: str, hours: str, amount: int
) -> None:
    ruleset = decided(tmp_path, setting, option)
    assert ruleset.evaluate(PLACE | {"uren_per_week": hours})["maandbedrag"] == amount


@pytest.mark.parametrize(("option", "amount"), [("hoog", 50), ("laag", 25)])
def test_what_the_college_chose_needs_no_remark(tmp_path: Path, option: str, amount: int) -> None:
    ruleset = decided(tmp_path, "bij_de_hoge_grens", option)
    decision = ruleset.evaluate(PLACE | {"uren_per_week": "20"})
    assert decision["maandbedrag"] == amount
    assert "precies_op_de_hoge_grens" not in decision.remarks


def test_the_college_may_count_the_amount_of_the_year_only(tmp_path: Path) -> None:
    ruleset = decided(tmp_path, "telling_betalingen", "alleen_het_bedrag")
    facts = {"premies_eerder_dit_jaar": "2490", "aantal_premies_eerder_dit_jaar": 9}
    decision = ruleset.evaluate(PLACE | facts)
    assert (decision["vrij_onder_j"], decision["niet_vrij_onder_j"]) == (27, 23)


def test_the_college_may_count_months_of_work_only(tmp_path: Path) -> None:
    ruleset = decided(tmp_path, "telling_maanden", "alleen_gewerkt")
    rows = [
        PLACE | {"maand": f"2019-{m}", "uren_per_week": h} for m, h in (("09", 24), ("10", 0), ("11", 24))
    ]
    found = ruleset.evaluate_history(rows)
    assert [decision["maand_van_de_termijn"] for decision in found] == [1, 2, 2]


@pytest.mark.parametrize(
    ("worth", "subsidy", "charges"),
    [("50", "892.95", "209.84"), ("35", "1160.83", "89.29"), ("20", "1250.12", "0.00")],
)
def test_the_cap_after_the_charges_of_the_employer(
    tmp_path: Path, worth: str, subsidy: str, charges: str
) -> None:
    ruleset = chosen(tmp_path, "loonkostensubsidie", "na_werkgeverslasten", "grens_70_procent")
    decision = ruleset.evaluate(LKS | {"loonwaarde": worth})
    assert (decision["subsidie"], decision["werkgeverslasten"]) == (Decimal(subsidy), Decimal(charges))


def test_a_birthday_may_wait_for_january(tmp_path: Path) -> None:
    ruleset = chosen(tmp_path, "loonkostensubsidie", "bij_vaststelling", "leeftijd_telt")
    facts = {"begin_dienstbetrekking": "2017-08-01", "maand": "2017-09", "geboortedatum": "1995-09-01"}
    assert ruleset.evaluate(LKS | facts)["minimumloon"] == Decimal("1330.60")
    assert load("landelijk", "loonkostensubsidie").evaluate(LKS | facts)["minimumloon"] == Decimal("1565.40")


@pytest.mark.parametrize(
    ("regeling", "case", "born"),
    [("participatieplaats", PLACE, "1992-09-30"), ("studietoeslag", STUDY, "2011-07-31")],
)
def test_a_birthday_may_count_on_the_last_day(
    tmp_path: Path, regeling: str, case: dict[str, Any], born: str
) -> None:
    facts = case | {"geboortedatum": born}
    assert load("landelijk", regeling).evaluate(facts).reasons == ["leeftijd"]
    assert chosen(tmp_path, regeling, "laatste_dag", "verjaardagen").evaluate(facts).status == "recht"
