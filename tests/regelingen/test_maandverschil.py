"""A difference over a month, the room to set off, and holiday pay of a wage: boundaries, unknowns,
invariants.
"""

import shutil
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels.data import rulesets
from regels.ruleset import load
from tests.regelingen.agree import agree

VERSCHIL, RUIMTE, TOESLAG = (
    load("landelijk", name) for name in ("maandverschil", "verrekenruimte", "vakantietoeslag_loon")
)
D = Decimal
ZAAK: dict[str, Any] = {
    "maand": "2026-03",
    "datum_voorstel": "2026-05-10",
    "verschil": "142,50",
    "middelen": "150",
    "ontvangen_op": "2026-04-20",
}
MAAND: dict[str, Any] = {
    "maand": "2026-05",
    "norm": "1401,50",
    "uit_te_betalen": "903,92",
    "inkomen": "450",
    "te_verrekenen": "142,50",
    "beslagvrije_voet_bekend": True,
    "beslagvrije_voet": "1300",
}
CENTS = st.integers(0, 9_999_999).map(lambda cents: D(cents).scaleb(-2))


@pytest.mark.parametrize("ruleset", [VERSCHIL, RUIMTE, TOESLAG], ids=lambda ruleset: str(ruleset.plan.name))
def test_kernel_and_evaluator_agree(ruleset: Any) -> None:
    assert agree(ruleset.plan, seed=5, histories=300) > 300


@pytest.mark.parametrize(
    ("received", "day", "way"),
    [
        ("2026-02-20", "2026-08-20", "verrekenen"),
        ("2026-02-20", "2026-08-21", "terugvorderen"),
        ("2026-08-31", "2027-02-28", "verrekenen"),  # a day that does not exist becomes the last of its month
        ("2026-08-31", "2027-03-01", "terugvorderen"),
    ],
)
def test_six_months_after_receipt(received: str, day: str, way: str) -> None:
    assert VERSCHIL.evaluate(ZAAK | {"ontvangen_op": received, "datum_voorstel": day})["weg"] == way


@pytest.mark.parametrize(("day", "soon"), [("2026-09-19", False), ("2026-09-20", True), ("2026-10-20", True)])
def test_the_alarm_is_thirty_days_ahead(day: str, soon: bool) -> None:
    """20 April + 6 months = 20 October; 20 September is 30 days before."""
    assert VERSCHIL.evaluate(ZAAK | {"datum_voorstel": day})["termijn_loopt_af"] is soon


@pytest.mark.parametrize(("reported", "late"), [("2025-08-31", True), ("2025-09-01", False), (None, False)])
def test_a_late_reaction_is_shown(reported: str | None, late: bool) -> None:
    """1 September + 6 months = 1 March, and March begins on that day: not later."""
    assert VERSCHIL.evaluate(ZAAK | {"gemeld_op": reported})["late_reactie"] is late


def test_a_late_reaction_is_for_a_person() -> None:
    assert VERSCHIL.evaluate(ZAAK | {"gemeld_op": "2025-08-31"}).remarks == ["laat_na_een_melding"]


def test_what_is_not_known() -> None:
    assert VERSCHIL.evaluate(ZAAK | {"verschil": None}).missing == ["verschil"]
    assert VERSCHIL.evaluate(ZAAK | {"middelen": None}).missing == ["middelen"]
    assert VERSCHIL.evaluate(ZAAK | {"middelen": None, "verschil": "-5"})["weg"] == "nabetaling"
    assert (
        VERSCHIL.evaluate(ZAAK | {"middelen": None, "ontvangen_op": "2025-01-01"})["weg"] == "terugvorderen"
    )


def test_means_of_tomorrow_are_refused() -> None:
    assert VERSCHIL.evaluate(ZAAK | {"ontvangen_op": "2026-05-11"}).status == "afgekeurd"


@settings(deadline=None)
@given(st.integers(-9_999_999, 9_999_999), CENTS, st.integers(0, 400))
def test_the_ways_add_up_and_never_take_more_than_was_received(cents: int, means: D, ago: int) -> None:
    received = date(2026, 5, 10) - timedelta(days=ago)
    found = VERSCHIL.evaluate(
        ZAAK | {"verschil": D(cents).scaleb(-2), "middelen": means, "ontvangen_op": received}
    )
    more, set_off, recover = (found[name] for name in ("na_te_betalen", "te_verrekenen", "terug_te_vorderen"))
    assert set_off + recover - more == D(cents).scaleb(-2)  # type: ignore[operator]
    assert 0 <= set_off <= means  # type: ignore[operator]
    assert not (more and (set_off or recover))


def test_a_plan_waits_for_the_beslagvrije_voet() -> None:
    found = RUIMTE.evaluate(MAAND | {"beslagvrije_voet_bekend": False, "beslagvrije_voet": None})
    assert (found["termijnbedrag"], found["ondergrens"], found.remarks) == (None, D("1331.42"), ["geen_plan"])


@settings(deadline=None)
@given(CENTS, CENTS, CENTS, CENTS)
def test_a_plan_keeps_the_beslagvrije_voet(due: D, income: D, debt: D, voet: D) -> None:
    found = RUIMTE.evaluate(
        MAAND | {"uit_te_betalen": due, "inkomen": income, "te_verrekenen": debt, "beslagvrije_voet": voet}
    )
    term, number = found["termijnbedrag"], found["aantal_termijnen"]
    assert isinstance(term, D) and isinstance(number, int)
    assert 0 <= term <= min(due, debt)
    assert term == 0 or due + income - term >= voet
    assert term * number >= debt or term == 0
    assert term == 0 or term * (number - 1) < debt


def test_a_municipality_may_keep_one_euro_payable(tmp_path: Path) -> None:
    """€ 903,92 of which everything could go: 902,92, and one euro stays payable."""
    shutil.copytree(rulesets() / "landelijk", tmp_path / "landelijk")
    overlay = tmp_path / "proef" / "verrekenruimte.yaml"
    overlay.parent.mkdir()
    overlay.write_text(
        "regeling: verrekenruimte\noverlay_op: landelijk\ndoor: college\n"
        'bronnen: {divosa: "https://www.divosa.nl/publicaties/verrekening-parttime-inkomsten"}\n'
        'vult:\n  minimaal_betaalbaar: [{van: 2026-01-01, waarde: "€ 1", bron: divosa}]\n',
        encoding="utf-8",
    )
    case = MAAND | {"te_verrekenen": "5000", "beslagvrije_voet": "0"}
    assert RUIMTE.evaluate(case)["ruimte"] == D("903.92")
    assert load(str(overlay.parent), "verrekenruimte").evaluate(case)["ruimte"] == D("902.92")


@settings(deadline=None)
@given(CENTS, CENTS)
def test_never_more_holiday_pay_than_received(counted: D, received: D) -> None:
    found = TOESLAG.evaluate({"maand": "2026-05", "geteld": counted, "ontvangen": received})
    assert found["telt"] == min(counted, received)
    assert found["telt"] + found["te_veel_geteld"] == counted  # type: ignore[operator]
    assert found["telt"] + found["meer_ontvangen"] == received  # type: ignore[operator]
