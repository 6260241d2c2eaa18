"""durable-rules gives what the plain reference gives, whatever happens to its process."""

import os
import signal
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regels.monitor.check import load
from regels.monitor.facts import MOST_PAIRS, Facts
from regels.monitor.model import Event, Firing, SignalSet, distinct
from regels.monitor.pool import Answer, Child, Failure, Pool
from regels.monitor.reference import firings
from regels.monitor.run import MOST_EVENTS
from regels.monitor.translate import rules
from regels.monitor.worker import Engine, RuleFailed
from tests.monitor.events import event, streams
from tests.monitor.sets import checked, texts

pytestmark = pytest.mark.signalen
PEILDATUM = date(2026, 7, 1)
NATIONAL = load(peildatum=PEILDATUM)
NO_LIMIT = settings(deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def child(durable: Child) -> Child:
    return durable


def ask(child: Child, set: SignalSet, events: list[Event]) -> Answer:
    child.send(distinct(events, set.peildatum))
    return child.receive()


@settings(NO_LIMIT, max_examples=300)
@given(events=streams(NATIONAL, 40))
def test_the_national_signals(child: Child, events: list[Event]) -> None:
    assert ask(child, NATIONAL, events) == firings(NATIONAL, distinct(events, NATIONAL.peildatum))


@settings(NO_LIMIT, max_examples=200)
@given(events=streams(NATIONAL, 15), data=st.data())
def test_order_and_duplicates_change_nothing(child: Child, events: list[Event], data: st.DataObject) -> None:
    again = data.draw(
        st.permutations(events + data.draw(st.lists(st.sampled_from(events)) if events else st.just([])))
    )
    assert ask(child, NATIONAL, again) == ask(child, NATIONAL, events)


@settings(NO_LIMIT, max_examples=30)
@given(text=texts(), data=st.data())
def test_generated_sets(text: str, data: st.DataObject) -> None:
    compare(text, data)


@pytest.mark.traag
@settings(NO_LIMIT, max_examples=250)
@given(text=texts(), data=st.data())
def test_many_generated_sets(text: str, data: st.DataObject) -> None:
    compare(text, data)


def compare(text: str, data: st.DataObject) -> None:
    set = checked(text)
    child = Child(set)
    try:
        for _ in range(12):
            events = data.draw(streams(set, 14, 100))
            expected = firings(set, distinct(events, set.peildatum))
            assert ask(child, set, events) == expected, text
    finally:
        child.kill()


def dossiers(number: int) -> list[list[Event]]:
    """Different dossiers, each with a signal."""
    return [
        [event(NATIONAL, "inkomen_begonnen", f"2025-{place % 12 + 1:02d}-01", inkomstenverhouding=str(place))]
        for place in range(number)
    ]


def expected(cases: list[list[Event]]) -> list[list[Firing]]:
    return [firings(NATIONAL, case) for case in cases]


@pytest.mark.parametrize("workers", [1, 2])
def test_answers_come_in_order_through_renewed_children(workers: int) -> None:
    cases = dossiers(400)
    found = list(Pool[int](NATIONAL, workers, renew=70).map(enumerate(cases)))
    assert [place for place, _ in found] == list(range(400))
    assert [answer for _, answer in found] == expected(cases)


@pytest.mark.parametrize("workers", [1, 2])
def test_each_killed_child_marks_one_dossier_and_loses_nothing(workers: int) -> None:
    """With tens of dossiers on their way to it: the one it was at is marked, the others go to the next."""
    cases = dossiers(600)
    pool = Pool[int](NATIONAL, workers)

    def given() -> Iterator[tuple[int, list[Event]]]:
        for place, case in enumerate(cases):
            if place in (100, 350):
                os.kill(next(iter(pool.children.values())).process.pid, signal.SIGKILL)
            yield place, case

    found = list(pool.map(given()))
    assert [place for place, _ in found] == list(range(600))
    failed = [place for place, answer in found if isinstance(answer, Failure)]
    assert [found[place][1] for place in failed] == [Failure.DIED] * 2
    rest = [answer for _, answer in found if not isinstance(answer, Failure)]
    assert rest == [firing for place, firing in enumerate(expected(cases)) if place not in failed]
    assert pool.children == {}


def test_a_child_that_hangs_marks_one_dossier() -> None:
    """Also when so much is on its way to it that no more fits in the pipe."""
    cases = [[*dossiers(1)[0], *many(place)] for place in range(60)]
    pool = Pool[int](NATIONAL, 1, seconds=1.5)

    def given() -> Iterator[tuple[int, list[Event]]]:
        for place, case in enumerate(cases):
            if place == 5:
                os.kill(next(iter(pool.children.values())).process.pid, signal.SIGSTOP)
            yield place, case

    found = dict(pool.map(given()))
    (slow,) = [place for place, answer in found.items() if answer is Failure.SLOW]
    rest = [place for place in range(60) if place != slow]
    assert [found[place] for place in rest] == [firings(NATIONAL, cases[place]) for place in rest]


def many(number: int) -> list[Event]:
    """A dossier of several kilobytes."""
    return [
        event(NATIONAL, "inkomen_verrekend", "2025-01-01", inkomstenverhouding=name, maand="2025-01")
        for name in (f"{number}-{place}" for place in range(150))
    ]


def test_who_stops_asking_leaves_no_process() -> None:
    pool = Pool[int](NATIONAL, 2)
    asked = pool.map(enumerate(dossiers(1000)))
    next(iter(asked))
    pids = [child.process.pid for child in pool.children.values()]
    asked.close()  # type: ignore[attr-defined]
    assert pool.children == {} and pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_mistake_of_the_asker_comes_out() -> None:
    def given() -> Iterator[tuple[int, list[Event]]]:
        yield 0, []
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(Pool[int](NATIONAL, 2).map(given()))


def test_too_many_events_that_hang_together(child: Child) -> None:
    many = [
        event(NATIONAL, kind, "2026-01-01", inkomstenverhouding="1", maand="2026-01", bedrag=str(amount))
        for kind, first in (("inkomen_geschat", 0), ("inkomen_vastgesteld", 1000))
        for amount in range(first, first + 110)
    ]
    assert MOST_PAIRS < 110 * 110
    assert ask(child, NATIONAL, many) is Failure.TOO_MANY
    assert ask(child, NATIONAL, dossiers(1)[0]) == expected(dossiers(1))[0]


def test_no_two_facts_have_one_hash() -> None:
    """durable-rules knows facts by a 32-bit FNV-1a of their id (finding 7); ours never collide."""
    names = [*map(str, range(MOST_EVENTS + 1)), *(f"p{place}" for place in range(MOST_PAIRS + 1)), "_open"]
    assert len({fnv(name) for name in names}) == len(names)


def fnv(text: str) -> int:
    found = 2166136261
    for byte in text.encode():
        found = (found ^ byte) * 16777619 % 2**32
    return found


def test_a_long_dossier_has_an_answer_in_time(child: Child) -> None:
    """Within ``ANSWER_SECONDS``; without one ``ask`` raises."""
    long = [
        event(NATIONAL, "loonstrook_verwacht", "2026-01-01", inkomstenverhouding=str(place), maand="2026-01")
        for place in range(1500)
    ]
    found = ask(child, NATIONAL, long)
    assert not isinstance(found, Failure) and len(found) == 1500


def test_an_action_that_fails_is_told(national: SignalSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """durable-rules swallows what an action raises (finding 13)."""
    engine = Engine(national)
    assert engine.firings(dossiers(1)[0]) == expected(dossiers(1))[0]
    monkeypatch.setattr("regels.monitor.worker.Firing", lambda *_: 1 / 0)
    with pytest.raises(RuleFailed):
        engine.firings(dossiers(1)[0])


def test_the_rules_keep_to_the_safe_profile(national: SignalSet) -> None:
    """No negation, no order or sums between facts, no text, no timers: only the shapes that were proved."""
    for name, rule in rules(national).items():
        assert set(rule) == {"all"} and 1 <= len(rule["all"]) <= 12
        for element in rule["all"]:
            ((alias, condition),) = element.items()
            assert alias[0] in "amp" and set(condition) == {"$and"}
            for part in condition["$and"]:
                ((key, value),) = part.items()
                inner = value if key in ("$neq", "$lt", "$lte", "$gt", "$gte") else part
                ((prop, against),) = inner.items()
                assert prop not in ("id", "sid")
                joined = isinstance(against, dict) and inner is part
                assert joined or isinstance(against, int), name
                if joined:
                    assert all(isinstance(field, str) for field in against.values())


@settings(NO_LIMIT, max_examples=100)
@given(events=streams(NATIONAL, 30))
def test_facts_are_integers_and_booleans_with_ids_of_their_own(events: list[Event]) -> None:
    facts = Facts(NATIONAL).of(distinct(events, NATIONAL.peildatum))
    ids = [fact.pop("id") for fact in facts]
    assert len(set(ids)) == len(ids)
    assert all(isinstance(value, int) and abs(value) < 2**62 for fact in facts for value in fact.values())
