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
