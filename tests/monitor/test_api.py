"""The stream API: a dossier at a time, nothing kept in between."""

import os
import signal
from collections.abc import Iterator
from datetime import date

import pytest

from regels.monitor.api import DossierFailed, Monitor
from regels.monitor.pool import Child
from regels.schema import CaseError

MISSED = [
    {"soort": "afspraak_gemist", "datum": "2026-05-01", "reden_gegeven": False},
    {"soort": "afspraak_gemist", "datum": date(2026, 6, 1), "reden_gegeven": "nee"},
]
DAY = date(2026, 6, 10)


@pytest.fixture(params=[False, pytest.param(True, marks=pytest.mark.signalen)], ids=["zonder", "durable"])
def monitor(request: pytest.FixtureRequest) -> Iterator[Monitor]:
    if request.param:
        request.getfixturevalue("durable")
    with Monitor(durable=request.param) as monitor:
        yield monitor


def test_a_dossier_and_another(monitor: Monitor) -> None:
    (found,) = monitor.process("A", MISSED, DAY)
    assert (found.dossier, found.name, found.since) == ("A", "afspraken_gemist", date(2026, 6, 1))
    assert found.question.endswith("?") and found.source.startswith("https://")
    assert monitor.process("B", MISSED[:1], DAY) == []
    assert monitor.process("A", [*reversed(MISSED), *MISSED], DAY) == [found]


def test_another_day_is_another_question(monitor: Monitor) -> None:
    assert monitor.process("A", MISSED, date(2026, 5, 31)) == []
    assert monitor.process("A", MISSED, DAY) != []
    answered = {"soort": "signaal_beantwoord", "datum": DAY, "signaal": "afspraken_gemist"}
    assert monitor.process("A", [*MISSED, answered], DAY) == []


def test_events_that_cannot_be_read_leave_the_monitor_whole(monitor: Monitor) -> None:
    with pytest.raises(CaseError) as error:
        monitor.process("A", [{"soort": "afspraak_gemist", "datum": "gisteren"}], DAY)
    assert [problem.field for problem in error.value.problems] == [
        "gebeurtenis 1, datum",
        "gebeurtenis 1, reden_gegeven",
    ]
    assert len(monitor.process("A", MISSED, DAY)) == 1


@pytest.mark.signalen
def test_a_child_that_died_fails_one_dossier(durable: Child) -> None:
    with Monitor() as monitor:
        monitor.process("A", MISSED, DAY)
        assert monitor._child is not None
        os.kill(monitor._child.process.pid, signal.SIGKILL)
        with pytest.raises(DossierFailed, match=r"Dossier B: .*stopte bij dit dossier"):
            monitor.process("B", MISSED, DAY)
        assert len(monitor.process("C", MISSED, DAY)) == 1


def test_who_is_interrupted_gets_no_answer_of_another(
    durable: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer about A that still comes is not taken for that about B."""
    with Monitor() as monitor:
        assert monitor.process("A", MISSED[:1], DAY) == []
        with monkeypatch.context() as patch:
            patch.setattr(Child, "receive", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                monitor.process("A", MISSED, DAY)
        assert monitor.process("B", MISSED[:1], DAY) == []


def income(kind: str, day: str, amount: str) -> dict[str, str]:
    return {"soort": kind, "datum": day, "inkomstenverhouding": "W", "maand": "2026-04", "bedrag": amount}


def test_a_question_is_asked_once(monitor: Monitor) -> None:
    """Two estimates that were both wrong are one question, from the first day on, with all that gave it."""
    guesses = [income("inkomen_geschat", day, "300,00") for day in ("2026-05-01", "2026-05-02")]
    real = income("inkomen_vastgesteld", "2026-05-20", "450,00")
    (found,) = monitor.process("A", [*guesses, real], DAY)
    assert (found.name, found.about, found.since) == ("schatting_klopt_niet", "W 2026-04", date(2026, 5, 20))
    assert found.events == (
        "inkomen_geschat 2026-05-01", "inkomen_geschat 2026-05-02", "inkomen_vastgesteld 2026-05-20",
    )  # fmt: skip
    weeks = [
        {"soort": "inkomen_ontvangen", "datum": day, "inkomstenverhouding": "W", "maand": "2025-12"}
        for day in ("2025-12-07", "2025-12-14")
    ]
    (once,) = monitor.process("A", weeks, date(2026, 5, 20))
    assert (once.name, once.since, once.lapses) == (
        "verrekentermijn_loopt_af", date(2026, 5, 7), date(2026, 6, 14),
    )  # fmt: skip


def test_the_last_real_income_is_what_an_estimate_is_held_to(monitor: Monitor) -> None:
    guess = income("inkomen_geschat", "2026-05-01", "300,00")
    first, last = (income("inkomen_vastgesteld", f"2026-05-{day}", "450,00") for day in (20, 25))
    (found,) = monitor.process("A", [guess, first, last], DAY)
    assert found.since == date(2026, 5, 25)
    assert monitor.process("A", [guess, first, {**last, "bedrag": "300,00"}], DAY) == []
