"""A year, month or day in place of a ruleset: what it stands for, and what is said and refused."""

import json
from pathlib import Path

import pytest
from regels_casebook.vergelijk import CompareError, Request, compare, load_pair, regeling_of
from regels_casebook.vergelijk.begin import first_month
from typer.testing import CliRunner

from regels.bestand.library import UnknownRuleset
from regels.cli.app import app
from regels.data import rulesets
from regels.moment import MomentError, sides

BALANCE, FROZEN, REGELING = "participatiewet-in-balans-2027", "cijfers-2026-07-vast", "inkomstenverrekening"


@pytest.mark.parametrize("moment", ["2026", "2026-07", "2026-07-01", "2026-07-31"])
def test_a_moment_is_the_law_of_now_with_the_figures_of_then(moment: str) -> None:
    old, new = sides(rulesets(), moment, BALANCE, REGELING)
    assert (old.name, old.said) == (FROZEN, "landelijk met de cijfers van juli 2026")
    assert (new.name, new.said) == (BALANCE, BALANCE)


@pytest.mark.parametrize(
    ("old", "new", "regeling", "on"),
    [
        ("2026", f"enschede+{BALANCE}", REGELING, ""),
        ("2026", BALANCE, REGELING, "enschede"),
        ("enschede+2026", f"enschede+{BALANCE}", REGELING, ""),
        ("2026", f"enschede+{BALANCE}", REGELING, "enschede"),
        ("2026", "enschede-studietoeslag", "studietoeslag", ""),
    ],
)
def test_both_lie_on_the_same_municipality(old: str, new: str, regeling: str, on: str) -> None:
    before, after = sides(rulesets(), old, new, regeling, on)
    assert (before.name, before.said) == (
        f"enschede+{FROZEN}",
        "enschede met de cijfers van juli 2026",
    )
    pair = load_pair(before.name, after.name, regeling)
    assert "enschede" in pair.old.layers and "enschede" in pair.new.layers


def test_a_proposal_that_freezes_nothing_gets_the_figures_of_the_moment() -> None:
    """Else 2027 has no figures on the new side, and there is nothing to compare."""
    _, new = sides(rulesets(), "2026", "enschede-studietoeslag", "studietoeslag")
    assert new.name == f"enschede+{FROZEN}+enschede-studietoeslag"
    assert new.said == "enschede-studietoeslag met de cijfers van juli 2026"
    layers = load_pair(new.name, new.name, "studietoeslag").new.layers
    assert layers == ("landelijk", "enschede", FROZEN, "enschede-studietoeslag")


@pytest.mark.parametrize(
    ("new", "regeling"),
    [
        ("enschede-studietoeslag", "studietoeslag"),
        ("enschede-participatieplaats-banden", "participatieplaats"),
        (f"enschede+{BALANCE}", REGELING),
        ("enschede", REGELING),
        (FROZEN, REGELING),
    ],
)
def test_the_regeling_is_that_of_the_proposal(new: str, regeling: str) -> None:
    assert regeling_of(rulesets(), "2026", new) == regeling


def test_more_than_one_regeling_asks_which() -> None:
    with pytest.raises(CompareError) as refused:
        regeling_of(rulesets(), "enschede-studietoeslag", "enschede-participatieplaats-banden")
    assert str(refused.value) == (
        "Dit gaat over meer dan één regeling. Kies er een met --regeling: studietoeslag, participatieplaats."
    )


def test_a_moment_may_be_the_new_side() -> None:
    _, new = sides(rulesets(), "landelijk", "2026", REGELING)
    assert (new.name, new.moment) == (FROZEN, True)


@pytest.mark.parametrize("moment", ["2025", "2027", "2026-08", "2026-06-30"])
def test_a_moment_without_frozen_figures_says_which_there_are_and_what_to_do(moment: str) -> None:
    with pytest.raises(MomentError) as refused:
        sides(rulesets(), moment, BALANCE, REGELING)
    assert str(refused.value) == (
        f"Er is geen regelset ‘{moment}’, en van dat moment zijn voor {REGELING} geen cijfers vastgezet. "
        f"Wel van: 2026 of 2026-07 ({FROZEN}). Een regelset zoals landelijk rekent elke maand met de cijfers "
        "van die maand: neem die, en kies met --maand of --verschuif wanneer het speelt."
    )


@pytest.mark.parametrize("moment", ["2026-13", "2026-7", "2026-02-30", "0000"])
def test_what_is_no_moment_is_refused(moment: str) -> None:
    with pytest.raises(
        MomentError, match=f"^‘{moment}’ is geen jaar, maand of dag. Schrijf een jaar als 2026"
    ):
        sides(rulesets(), moment, BALANCE, REGELING)


def test_a_regeling_without_frozen_figures_says_so() -> None:
    with pytest.raises(MomentError, match=r"voor vrijwilligerswerk geen cijfers vastgezet. Wel van: geen."):
        sides(rulesets(), "2026", "enschede", "vrijwilligerswerk")


def test_an_unknown_municipality_is_refused() -> None:
    with pytest.raises(UnknownRuleset, match=r"Er is geen regelset ‘enschedé’.*Bedoelde u ‘enschede’"):
        sides(rulesets(), "2026", BALANCE, REGELING, "enschedé")


@pytest.mark.parametrize(
    ("old", "new", "regeling", "month"),
    [
        (FROZEN, BALANCE, REGELING, "2027-01"),
        ("landelijk", FROZEN, REGELING, "2027-01"),
        ("enschede", "enschede-studietoeslag", "studietoeslag", "2026-09"),
        ("landelijk", "landelijk", REGELING, ""),
    ],
)
def test_the_first_month_that_differs(old: str, new: str, regeling: str, month: str) -> None:
    """As the files of the proposals say: ``van:``, ``vanaf:``."""
    assert first_month(load_pair(old, new, regeling)) == month


def test_cases_begin_when_the_law_changes() -> None:
    """``--maand`` is filled in, so that the command in the report makes the same again."""
    found = compare(Request(old="2026", new=BALANCE, cases=()))
    assert found.gevallen.maand == found.begint == "2027-01"
    assert found.opdracht == f"regels casebook vergelijk 2026 {BALANCE} --regeling {REGELING} --maand 2027-01"
    assert found.oud.naam == "landelijk met de cijfers van juli 2026"
    assert found.voorstel == "Participatiewet in balans: bijverdienen vanaf 2027"
    assert found.oud.hash == load_pair(FROZEN, BALANCE, REGELING).old.plan.hash


def test_the_command_says_what_it_took(tmp_path: Path) -> None:
    path = tmp_path / "uit.json"
    words = ["casebook", "vergelijk", "2026", "enschede-studietoeslag"]
    result = CliRunner().invoke(app, [*words, "--uit", str(path)])
    assert result.exit_code == 0, result.output
    figures = "met de cijfers van juli 2026"
    assert f"Oud: enschede {figures}\nNieuw: enschede-studietoeslag {figures}\n" in result.output
    assert json.loads(path.read_text(encoding="utf-8"))["gevallen"]["maand"] == "2026-09"


def test_proof_takes_a_moment_too_and_says_so() -> None:
    words = ["bewijs", "verschil", "2026", FROZEN, "--regeling", "studietoeslag", "--bij", "maand=2027-03"]
    result = CliRunner().invoke(app, [*words, "--maanden", "1"])
    assert result.exit_code == 0, result.output
    said = f"Oud: landelijk met de cijfers van juli 2026\nNieuw: {FROZEN}\nBewezen"
    assert result.output.startswith(said)
