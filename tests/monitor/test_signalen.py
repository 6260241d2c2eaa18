"""Each national signal: the first day it is there, the day before, the day it is no more, what ends it."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from regels.errors import RegelsError
from regels.monitor.api import to_events
from regels.monitor.check import check
from regels.monitor.model import SignalSet, distinct
from regels.monitor.read import default_directory, read
from regels.monitor.reference import firings
from regels.monitor.signal import Signal, signals

DAY = timedelta(days=1)
CASES: dict[str, dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "signalen.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)


WRITTEN = read(default_directory())


@cache
def national(day: date) -> SignalSet:
    found = check(WRITTEN, day).set
    assert found is not None
    return found


def found(name: str, rows: list[dict[str, Any]], day: date) -> list[Signal]:
    """The signals of one name on a day."""
    set = national(day)
    events = distinct(to_events(set, rows), set.peildatum)
    return [signal for signal in signals(set, "D", events, firings(set, events)) if signal.name == name]


def days(case: dict[str, Any]) -> tuple[date, date | None]:
    lapses = case.get("vervalt")
    return date.fromisoformat(case["sinds"]), date.fromisoformat(lapses) if lapses else None


def test_every_signal_has_a_case() -> None:
    assert set(CASES) == {spec.name for spec in national(date(2026, 7, 1)).signals}


@pytest.mark.parametrize("name", CASES)
def test_from_its_first_day(name: str) -> None:
    case, (since, lapses) = CASES[name], days(CASES[name])
    rows = [*case["gebeurtenissen"], *case.get("ook_nog", [])]
    assert found(name, rows, since - DAY) == []
    (signal,) = found(name, rows, since + 5 * DAY)
    assert (signal.since, signal.lapses, signal.about) == (since, lapses, case["over"])
    assert len(found(name, rows, since)) == 1 or not case.get("ook_nog")
    assert [text.split()[0] for text in signal.events] == sorted(
        (row["soort"] for row in case["gebeurtenissen"]),
        key=[row["soort"] for row in sorted(case["gebeurtenissen"], key=lambda row: row["datum"])].index,
    )
    assert bool(signal.remarks) == ("onzeker" in case)


@pytest.mark.parametrize("name", CASES)
def test_until_it_lapses(name: str) -> None:
    case, (since, lapses) = CASES[name], days(CASES[name])
    if lapses is None:
        assert len(found(name, case["gebeurtenissen"], since + 1000 * DAY)) == 1
    else:
        assert len(found(name, case["gebeurtenissen"], lapses - DAY)) == 1
        assert found(name, case["gebeurtenissen"], lapses) == []


@pytest.mark.parametrize("name", CASES)
def test_what_ends_it(name: str) -> None:
    case, (since, _) = CASES[name], days(CASES[name])
    assert found(name, [*case["gebeurtenissen"], *case["zwijgt_na"]], since + 10 * DAY) == []


@pytest.mark.parametrize("name", CASES)
def test_an_answer_ends_it(name: str) -> None:
    """The question was asked: about this, or about everything; not about another thing, nor before."""
    case, (since, _) = CASES[name], days(CASES[name])

    def after(day: date, **about: str) -> list[Signal]:
        answer = {"soort": "signaal_beantwoord", "datum": day.isoformat(), "signaal": name, **about}
        return found(name, [*case["gebeurtenissen"], answer], since + 10 * DAY)

    assert after(since) == []
    assert after(since, over=case["over"]) == []
    assert len(after(since - DAY)) == 1
    assert len(after(since, over="iets anders")) == 1


def test_a_day_less_than_twelve_months_apart_counts_and_a_day_more_does_not() -> None:
    rows = [dict(row) for row in CASES["afspraken_gemist"]["gebeurtenissen"]]
    rows[0]["datum"] = "2025-03-14"
    assert found("afspraken_gemist", rows, date(2026, 4, 1)) == []
    rows[0]["datum"] = "2025-03-15"
    (signal,) = found("afspraken_gemist", rows, date(2026, 4, 1))
    assert signal.events == ("afspraak_gemist 2025-03-15", "afspraak_gemist 2026-03-15")


@pytest.mark.parametrize(("used", "there"), [(3, 0), (4, 0), (5, 1), (6, 0), (7, 0)])
def test_one_month_of_n_left(used: int, there: int) -> None:
    row = {"soort": "stand_vrijlating_n", "datum": "2026-04-01", "persoon": "aanvrager", "maanden": str(used)}
    assert len(found("vrijlating_n_bijna_op", [row], date(2026, 4, 2))) == there


def test_a_kostendeler_was_21_before_2023() -> None:
    row = {"soort": "medebewoner_ingeschreven", "datum": "2020-01-01", "medebewoner": "M"}
    name = "medebewoner_wordt_kostendeler"
    assert len(found(name, [{**row, "geboortedatum": "2001-11-01"}], date(2022, 12, 1))) == 1
    assert found(name, [{**row, "geboortedatum": "2001-11-01"}], date(2023, 1, 1)) == []


def aow(born: str, day: date) -> list[Signal]:
    row = {"soort": "persoon_bekend", "datum": "2020-01-01", "persoon": "aanvrager", "geboortedatum": born}
    return found("aow_leeftijd_nadert", [row], day)


def test_the_aow_day_is_that_of_its_own_year() -> None:
    (sure,) = aow("1960-06-10", date(2027, 1, 1))
    assert (sure.since, sure.certain, sure.remarks) == (date(2026, 12, 10), True, ())
    (still,) = aow("1960-12-31", date(2027, 11, 1))
    assert (still.since, still.remarks) == (date(2027, 6, 30), ())
    (later,) = aow("1961-01-01", date(2027, 11, 1))
    assert (later.since, later.remarks) == (date(2027, 10, 1), ("onzeker_cijfer:aow_leeftijd",))


def test_beyond_the_known_years_it_is_not_decided() -> None:
    """The ages are known up to 2030: who turns 67 and 3 months in 2031 may be told too late, or too early."""
    assert aow("1964-01-01", date(2030, 6, 30)) == []
    (signal,) = aow("1964-01-01", date(2030, 7, 1))
    assert (signal.certain, signal.since, signal.lapses) == (False, None, None)


def test_without_a_figure_a_signal_is_left_out_and_said() -> None:
    old = national(date(2022, 6, 1))
    assert ("vrijlating_z_bijna_op", "‘vrijlating_z_maanden_maximum’ bestond toen niet") in old.left_out
    assert "vrijlating_z_bijna_op" not in {spec.name for spec in old.signals}
    answer = {"soort": "signaal_beantwoord", "datum": "2022-05-01", "signaal": "vrijlating_z_bijna_op"}
    assert to_events(old, [answer])


def test_an_uncertain_figure_leaves_a_mark() -> None:
    row = {
        "soort": "inkomen_ontvangen",
        "datum": "2024-01-15",
        "inkomstenverhouding": "7",
        "maand": "2024-01",
    }
    (signal,) = found("verrekentermijn_voorbij", [row], date(2024, 8, 1))
    assert signal.remarks == ("onzeker_cijfer:verrekentermijn",)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"soort": "contact_gehad"}, "gebeurtenis 1, datum"),
        ({"soort": "contact_gehat", "datum": "2026-01-01"}, "Bedoelde u contact_gehad"),
        ({"soort": "inkomen_begonnen", "datum": "2026-01-01"}, "inkomstenverhouding"),
        ({"soort": "contact_gehad", "datum": "2026-01-01", "bedrag": "1"}, "een veld van ‘contact_gehad’"),
        ({"soort": "inkomen_begonnen", "datum": "1-1-2026", "inkomstenverhouding": "7"}, "2026-07-01"),
        ({"soort": "medebewoner_vertrokken", "datum": date(2026, 1, 1), "medebewoner": 1.5}, "1.5"),
    ],
)  # fmt: skip
def test_an_event_that_cannot_be_read(row: dict[str, Any], says: str) -> None:
    with pytest.raises(RegelsError, match=says):
        to_events(national(date(2026, 7, 1)), [row])
