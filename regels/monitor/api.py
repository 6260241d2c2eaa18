"""For a case system: the events of one dossier in, its signals out. Nothing is kept between two calls."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

from regels.errors import RegelsError, RulesetError, nearest
from regels.monitor.check import check
from regels.monitor.columns import day_spec, field_spec, kind_spec
from regels.monitor.days import EPOCH
from regels.monitor.fields import KIND
from regels.monitor.model import DAY, Event, KindSpec, SignalSet, Value, distinct
from regels.monitor.pool import ANSWER_SECONDS, Child, ChildDied, ChildSlow, Failure
from regels.monitor.read import default_directory, read
from regels.monitor.reference import firings
from regels.monitor.run import MOST_EVENTS, TOO_LARGE
from regels.monitor.signal import Signal, signals
from regels.plan.plan import InputSpec
from regels.schema.field import reader_of
from regels.schema.problems import MISSING, CaseError, FieldProblem, Refused, problem_of


class DossierFailed(RegelsError):
    """There is no answer for this dossier; the message says why. Other dossiers are not touched by it."""

    def __init__(self, dossier: str, reason: str) -> None:
        self.dossier, self.reason = dossier, reason
        super().__init__(f"Dossier {dossier}: {reason}. Er zijn geen signalen bepaald.")


class Monitor:
    """Signals of one dossier at a time, from all of its events, each time anew.

    ``directory``: files with signals (the national ones when not given). ``durable``: with durable-rules in
    a child process, or with the plain reference; both give the same. Thread-safe; close it, or use it as a
    context.
    """

    def __init__(
        self, directory: Path | None = None, durable: bool = True, seconds: float = ANSWER_SECONDS
    ) -> None:
        self._written = read(directory or default_directory())
        self._durable, self._seconds = durable, seconds
        self._lock = Lock()
        self._set: SignalSet | None = None
        self._child: Child | None = None
        self._at(date.today())

    def process(self, dossier_id: str, events: Iterable[Mapping[str, Any]], peildatum: date) -> list[Signal]:
        """The signals of a dossier on a day.

        ``events``: mappings with ``datum``, ``soort`` and the fields of that kind, in any order; events after
        the peildatum do not count. Raises CaseError when one cannot be read, DossierFailed when there is no
        answer, DurableMissing when durable-rules cannot be loaded.
        """
        with self._lock:
            set = self._at(peildatum)
            found = distinct(to_events(set, events), set.peildatum)
            if len(found) > MOST_EVENTS:
                raise DossierFailed(dossier_id, TOO_LARGE)
            answer = self._ask(set, dossier_id, found) if self._durable else firings(set, found)
            return signals(set, dossier_id, found, answer)

    def close(self) -> None:
        """End the child process."""
        with self._lock:
            self._end()

    def __enter__(self) -> "Monitor":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _at(self, peildatum: date) -> SignalSet:
        """The set on a day; another day has other figures, and so another child."""
        if self._set is None or self._set.peildatum != peildatum.toordinal() - EPOCH:
            checked = check(self._written, peildatum)
            if checked.set is None:
                raise RulesetError(checked.findings)
            self._end()
            self._set = checked.set
        return self._set

    def _ask(self, set: SignalSet, dossier_id: str, events: list[Event]) -> Any:
        if self._child is None:
            self._child = Child(set)
        try:
            self._child.send(events)
            answer = self._child.receive(self._seconds)
        except (ChildDied, ChildSlow) as error:
            self._end()
            failure = Failure.DIED if isinstance(error, ChildDied) else Failure.SLOW
            raise DossierFailed(dossier_id, failure.value) from None
        except BaseException:
            self._end()  # the answer that still comes would be taken for that of the next dossier
            raise
        if isinstance(answer, Failure):
            raise DossierFailed(dossier_id, answer.value)
        return answer

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child = None


def to_events(set: SignalSet, rows: Iterable[Mapping[str, Any]]) -> list[Event]:
    """Checked events. Raises CaseError with everything that is wrong with all of them."""
    problems: list[FieldProblem] = []
    found = [_event(set, row, number, problems) for number, row in enumerate(rows, 1)]
    if problems:
        raise CaseError(problems)
    return [event for event in found if event is not None]


def _event(set: SignalSet, row: Mapping[str, Any], number: int, problems: list[FieldProblem]) -> Event | None:
    before = len(problems)
    day = _read(day_spec(), row.get(DAY), False, problems)
    place = _read(kind_spec(set), row.get(KIND), False, problems)
    values: tuple[Value, ...] = ()
    if place is not None:
        kind = set.kinds[int(place)]
        problems.extend(_strange(name, kind) for name in row if name not in (DAY, KIND, *kind.fields))
        values = tuple(
            _value(set, name, row.get(name), optional, problems)
            for name, optional in zip(kind.fields, kind.optional, strict=True)
        )
    if len(problems) > before:
        problems[before:] = [
            FieldProblem(f"gebeurtenis {number}, {p.field}", p.found, p.expected, p.advice)
            for p in problems[before:]
        ]
        return None
    return Event(int(place or 0), int(day or 0), values)


def _strange(name: str, kind: KindSpec) -> FieldProblem:
    advice = nearest(name, kind.fields) or "Haal het weg, of verbeter de soort."
    return FieldProblem(name, "", f"een veld van ‘{kind.name}’: {', '.join(kind.fields) or 'geen'}", advice)


def _value(set: SignalSet, name: str, raw: Any, optional: bool, problems: list[FieldProblem]) -> Value:
    spec = field_spec(set.field(name))
    if spec is not None:
        return _read(spec, raw, optional, problems)
    text = str(raw).strip() if isinstance(raw, str) or type(raw) is int else ""
    if text or (optional and raw in (None, "")):
        return text or None
    problems.append(
        FieldProblem(name, "" if raw is None else repr(raw), "tekst of een heel getal", "Vul dit veld in.")
    )
    return None


def _read(spec: InputSpec, raw: Any, optional: bool, problems: list[FieldProblem]) -> int | None:
    found = None if raw is None else reader_of(spec)(raw)
    if found is None and not optional:
        found = MISSING
    if isinstance(found, Refused):
        problems.append(problem_of(spec, raw, found))
        return None
    return found
