"""``grootste``: the amounts, and that no amount is larger."""

from regels.bewijs import Bounds, Settled, largest_change
from regels.ruleset import load
from tests.bewijs.small import figure, paid

NATIONAL = load("landelijk").plan


def test_gain_and_loss() -> None:
    old, new = paid("loon"), paid("als loon > € 500 dan loon - € 7 anders AFRONDEN(loon × 110%; cent)")
    proof = largest_change(old, new, Bounds({"maand": "2026-07"}), ["u"])
    assert proof.settled is Settled.PROVED
    assert proof.lines == [
        "Grootste winst: € 50,00 (meer kan niet).",
        "Grootste verlies: € 7,00 (meer kan niet).",
    ]
    gain = proof.witnesses[0]
    assert gain.facts()[0]["loon"] == "€ 500,00"


def test_no_one_gains() -> None:
    proof = largest_change(paid("loon"), paid("MIN(loon; € 900)"), Bounds({"maand": "2026-07"}), ["u"])
    assert proof.lines == ["Grootste winst: geen.", "Grootste verlies: € 100,00 (meer kan niet)."]


def test_a_figure_of_the_law() -> None:
    lower = figure(NATIONAL, "norm_gehuwden", -5_000)
    proof = largest_change(NATIONAL, lower, Bounds({"maand": "2026-07"}, seconds=120))
    assert proof.settled is Settled.PROVED
    assert proof.lines == ["Grootste winst: geen.", "Grootste verlies: € 50,00 (meer kan niet)."]


def test_no_time_is_never_a_proof() -> None:
    proof = largest_change(NATIONAL, figure(NATIONAL, "norm_gehuwden", -5_000), Bounds(seconds=0.0))
    assert proof.settled is Settled.OPEN
    assert "meer kan niet" not in proof.text()


def test_nothing_to_compare_is_said() -> None:
    proof = largest_change(
        NATIONAL, load("cijfers-2026-07-vast").plan, Bounds({"maand": "2027-01"}, seconds=60)
    )
    assert proof.settled is Settled.OPEN
    assert "niets te vergelijken" in proof.text()
