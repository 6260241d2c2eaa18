"""The parent's side: child processes that are started, watched, renewed and replaced; nothing is lost.

A dossier at which a child dies, hangs or fails is marked, and the others go on in a new child. Results come
in the order in which the dossiers were given.
"""

import base64
import json
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from queue import Empty, Full, Queue
from threading import Event as Flag
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

from regels.errors import RegelsError
from regels.monitor.model import Event, Firing, SignalSet
from regels.monitor.worker import TOO_MANY

J = TypeVar("J")
START_SECONDS, ANSWER_SECONDS = 60.0, 30.0
WINDOW, RENEW = 64, 5_000
"""Dossiers under way in a child at once, and how many a child does before a new one takes over."""
POLL_SECONDS = 0.1


class Failure(Enum):
    """Why a dossier has no answer. The texts are for the user."""

    DIED = "het proces dat de signalen berekent stopte bij dit dossier"
    SLOW = "het berekenen van dit dossier duurde te lang"
    TOO_MANY = "er hangen te veel gebeurtenissen met elkaar samen"


class DurableMissing(RegelsError):
    """durable-rules cannot be used here; the message says what is missing and what can be done."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"Voor de signalen is durable-rules nodig, en dat is hier niet te laden ({detail}). "
            "Installeer het met: pip install 'regels[signalen]' (nodig: een C-compiler en Python.h). "
            "Of reken zonder, met --zonder-durable: dat geeft dezelfde signalen."
        )


Answer = list[Firing] | Failure


class ChildDied(Exception):
    """The child ended while an answer was awaited, or said something that is no answer."""


class ChildSlow(Exception):
    """No answer came in time."""


COMMAND = ["-P", "-m", "regels.monitor.worker"]
"""Of Python; ``-P``: nothing is imported from the current directory."""


class Child:
    """One child process. Threads of its own write to it and read from it: a full pipe holds nobody up."""

    def __init__(self, set: SignalSet) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *COMMAND], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=_environment(), text=True, encoding="ascii",
        )  # fmt: skip
        self.sent = 0
        self._lines: Queue[str | None] = Queue()
        self._asked: Queue[str | None] = Queue()
        self._threads = [
            Thread(target=work, daemon=True, name=f"regels-signalen-{work.__name__}")
            for work in (self._read, self._write)
        ]
        for thread in self._threads:
            thread.start()
        self._asked.put(base64.b64encode(pickle.dumps(set)).decode())
        try:
            ready = self._line(START_SECONDS)
        except (ChildDied, ChildSlow):
            ready = {"fout": "het proces start niet"}
        if "fout" in ready:
            self.kill()
            raise DurableMissing(ready["fout"])

    def _read(self) -> None:
        assert self.process.stdout is not None
        with suppress(ValueError, OSError):
            for line in self.process.stdout:
                self._lines.put(line)
        self._lines.put(None)

    def _write(self) -> None:
        """That the child is gone shows when its answer is awaited."""
        assert self.process.stdin is not None
        with suppress(ValueError, OSError):
            while (line := self._asked.get()) is not None:
                self.process.stdin.write(line + "\n")
                self.process.stdin.flush()

    def _line(self, seconds: float) -> Any:
        try:
            line = self._lines.get(timeout=seconds)
        except Empty:
            raise ChildSlow from None
        try:
            return json.loads(line or "")
        except ValueError:  # nothing, or a line that was cut off
            self._lines.put(None)
            raise ChildDied from None

    def send(self, events: list[Event]) -> None:
        """Give a dossier; its answer comes after those of the dossiers before it."""
        self.sent += 1
        self._asked.put(json.dumps([[event.kind, event.day, event.values] for event in events]))

    def receive(self, seconds: float = ANSWER_SECONDS) -> Answer:
        """The next answer. Raises ChildDied, ChildSlow; then this child is of no more use."""
        found = self._line(seconds)
        if found == TOO_MANY:
            return Failure.TOO_MANY
        return [Firing(signal, certain, tuple(places)) for signal, certain, places in found]

    def kill(self) -> None:
        """End it at once and let go of its pipes."""
        self.process.kill()
        self.process.wait()
        self._asked.put(None)
        for thread in self._threads:
            thread.join()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _environment() -> dict[str, str]:
    """The environment of a child: the same, with the places from which this process imports."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


@dataclass(slots=True)
class Job(Generic[J]):
    """A dossier under way: its place in the order, whose it is, and its events."""

    number: int
    key: J
    events: list[Event]


class Pool(Generic[J]):
    """Several children at work. ``workers``: how many; use it as a context, so that none stays behind."""

    def __init__(
        self, set: SignalSet, workers: int = 2, renew: int = RENEW, seconds: float = ANSWER_SECONDS
    ) -> None:
        self._set, self._workers, self._renew, self._seconds = set, workers, renew, seconds
        self._lock, self._stop = Lock(), Flag()
        self._out: Queue[tuple[int, J, Answer] | BaseException | None] = Queue(4 * WINDOW * workers)
        self.children: dict[int, Child] = {}
        """The children that are alive, by place; for who wants to see them (or a test that ends one)."""

    def map(self, dossiers: Iterable[tuple[J, list[Event]]]) -> Iterator[tuple[J, Answer]]:
        """The answer of each dossier, in the order given. Once; what ``dossiers`` raises comes out here."""
        jobs = (Job(number, key, events) for number, (key, events) in enumerate(dossiers))
        threads = [
            Thread(target=self._serve, args=(place, jobs), daemon=True, name=f"regels-signalen-{place}")
            for place in range(self._workers)
        ]
        for thread in threads:
            thread.start()
        try:
            yield from self._in_order(len(threads))
        finally:
            self._stop.set()
            for child in list(self.children.values()):
                child.process.kill()  # whoever waits for its answer waits no longer
            for thread in threads:
                thread.join()

    def _in_order(self, running: int) -> Iterator[tuple[J, Answer]]:
        early: dict[int, tuple[J, Answer]] = {}
        following = 0
        while running:
            found = self._out.get()
            if found is None:
                running -= 1
                continue
            if isinstance(found, BaseException):
                raise found
            early[found[0]] = found[1], found[2]
            while following in early:
                yield early.pop(following)
                following += 1

    def _serve(self, place: int, jobs: Iterator[Job[J]]) -> None:
        waiting: deque[Job[J]] = deque()
        try:
            while not self._stop.is_set() and self._round(place, jobs, waiting):
                pass
        except BaseException as error:
            self._put(error)
        finally:
            self._end(place)
            self._put(None)

    def _round(self, place: int, jobs: Iterator[Job[J]], waiting: deque[Job[J]]) -> bool:
        """With one child until it is to be renewed, fails or has nothing left; False: there was nothing."""
        if not waiting and not self._take(jobs, waiting):
            return False
        child = self.children[place] = Child(self._set)
        for job in waiting:
            child.send(job.events)
        while waiting and not self._stop.is_set():
            try:
                answer: Answer = child.receive(self._seconds)
            except (ChildDied, ChildSlow) as error:
                answer = Failure.DIED if isinstance(error, ChildDied) else Failure.SLOW
            job = waiting.popleft()
            self._put((job.number, job.key, answer))
            if answer in (Failure.DIED, Failure.SLOW):
                break
            while len(waiting) < WINDOW and child.sent < self._renew and self._take(jobs, waiting):
                child.send(waiting[-1].events)
        self._end(place)
        return True

    def _take(self, jobs: Iterator[Job[J]], waiting: deque[Job[J]]) -> bool:
        """One more dossier to do, if there is one."""
        with self._lock:
            job = next(jobs, None)
        if job is not None:
            waiting.append(job)
        return job is not None

    def _put(self, message: tuple[int, J, Answer] | BaseException | None) -> None:
        """Hand over a result, unless nobody waits for it any more."""
        while True:
            try:
                return self._out.put(message, timeout=POLL_SECONDS)
            except Full:
                if self._stop.is_set():
                    return

    def _end(self, place: int) -> None:
        child = self.children.pop(place, None)
        if child is not None:
            child.kill()
