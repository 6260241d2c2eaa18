"""A range of hours: what is kept of every extra euro, and the cent at which that changes.

By hand, single parent, € 13,50 net, September 2026 (n: 25%, at most 289,00; norm 1.419,46):

    highest vrijlating   25% × w rounds to 289,00 from w = 1.155,98 (25% is 288,995)
    no right             w − 289,00 reaches 1.419,46 at w = 1.708,46
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regels_calculators.proefberekening import Kromme, VerkeerdeProef, kromme, proefberekening
from regels_calculators.proefberekening.curve import share
from regels_calculators.proefberekening.household import read_household
from regels_calculators.proefberekening.months import to_cents
from regels_calculators.proefberekening.proef import months_of, rows

from regels.decision import Decision
from regels.ruleset import Ruleset
from tests.proefberekening.households import COUPLE, HOURLY, PARENT, RANGE, SINGLE, Facts, frozen, law, work


def curve(household: Facts = PARENT, more: Facts | None = None) -> Kromme:
    return kromme(frozen(), household, work({**RANGE, **(more or {})}))


def test_phases_are_the_months_in_which_the_ground_changed() -> None:
    assert [phase.maand for phase in curve().fasen] == [date(2026, 9, 1), date(2027, 3, 1), date(2029, 6, 1)]


def test_what_is_kept_by_hand() -> None:
    """58,50 more an hour: of the first 14,63 (25% is 14,625) is kept; between 20 and 29 hours nothing."""
    points = curve().fasen[0].punten
    assert (points[1].erbij_verdiend, points[1].houdt_over) == (Decimal("58.50"), Decimal("14.63"))
    assert points[1].deel == Fraction(1463, 5850) and share(points[1]) == 25
    assert [share(point) for point in points[21:30]] == [0] * 9
    assert [share(point) for point in points[31:]] == [100] * 10
    assert points[0].deel is None


def test_thresholds_by_hand() -> None:
    found = {threshold.soort: threshold.loon for threshold in curve().fasen[0].drempels}
    assert found == {"hoogste_vrijlating": Decimal("1155.98"), "geen_recht": Decimal("1708.46")}


def test_each_point_is_the_proefberekening_of_its_hours() -> None:
    phases = curve().fasen
    for uren in (0, 7, 20, 29, 40):
        alone = proefberekening(frozen(), PARENT, work(HOURLY | {"uren_per_week": uren}))
        months = {month.maand: month.straks for month in alone.maanden}
        assert all(phase.punten[uren].stand == months[phase.maand] for phase in phases)


def test_without_figures_there_is_one_phase_and_it_says_from_when() -> None:
    found = kromme(law(), PARENT, work(RANGE))
    assert [phase.maand for phase in found.fasen] == [date(2026, 9, 1)]
    assert found.onbekend_vanaf == date(2027, 1, 1)


def test_the_last_point_is_there_whatever_the_step() -> None:
    points = curve(more={"uren_per_week": "0-10", "stap": "4"}).fasen[0].punten
    assert [point.uren for point in points] == [0, 4, 8, 10]


def test_one_number_of_hours_is_no_range() -> None:
    with pytest.raises(VerkeerdeProef, match="0-40"):
        kromme(law(), PARENT, work(HOURLY))


@settings(max_examples=25, deadline=None)
@given(st.sampled_from([PARENT, SINGLE, COUPLE]), st.integers(5_00, 30_00), st.integers(0, 2_00))
def test_what_must_hold(household: Facts, rate: int, holiday: int) -> None:
    more = {"netto_per_uur": Decimal(rate).scaleb(-2), "vakantiegeld_per_uur": Decimal(holiday).scaleb(-2)}
    found = curve(household, {**more, "stap": "4"})
    for phase in found.fasen:
        kept = sum((point.houdt_over or Decimal(0) for point in phase.punten), Decimal(0))
        first, last = phase.punten[0].stand.totaal, phase.punten[-1].stand.totaal
        assert first is not None and last is not None and kept == last - first
        for threshold in phase.drempels:
            there, not_yet = (
                at(household, more, phase.maand, to_cents(threshold.loon) - less) for less in (0, 1)
            )
            if threshold.soort == "geen_recht":
                assert (there.status, not_yet.status) == ("geen_recht", "recht")
            else:
                assert there["vrijlating"] > not_yet["vrijlating"]  # type: ignore[operator]


def at(household: Facts, more: Facts, month: date, wage: int) -> Decision:
    """The month of a history with this wage from the start."""
    read, werk = read_household(frozen(), household), work(RANGE | more)
    months = [one for one in months_of(werk, 36) if one <= month]
    return frozen().evaluate_history(rows(read, werk, months, wage))[-1]


def test_forty_hours_over_three_years_take_few_histories(monkeypatch: pytest.MonkeyPatch) -> None:
    """One a point and one without the work; every threshold halves its step of cents."""
    asked: list[int] = []
    real = Ruleset.evaluate_history

    def counted(self: Ruleset, found: Any) -> Any:
        asked.append(len(found))
        return real(self, found)

    monkeypatch.setattr(Ruleset, "evaluate_history", counted)
    drempels = sum(len(phase.drempels) for phase in curve().fasen)
    cents_an_hour = 5850
    assert drempels and 42 < len(asked) <= 42 + drempels * cents_an_hour.bit_length()


def test_a_curve_without_months_is_refused() -> None:
    with pytest.raises(VerkeerdeProef, match="Gevraagd: 0 maanden"):
        kromme(frozen(), PARENT, work(RANGE), maanden=0)
