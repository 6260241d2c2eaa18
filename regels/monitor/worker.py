"""The child process: durable-rules, one dossier at a time. JSON lines in, JSON lines out.

Started by ``pool`` as ``python -m regels.monitor.worker``. The first line holds the set of signals, each
line after that the events of one dossier; to each comes one line back. No name of a dossier ever comes here.
A crash of durable-rules ends this process and nothing else.
"""

import base64
import json
import os
import pickle
import sys
from collections.abc import Callable
from typing import Any

from regels.monitor.facts import Facts, TooManyPairs
from regels.monitor.model import Event, Firing, SignalSet
from regels.monitor.translate import OPEN, alias, rules

SID = "dossier"
"""The only state there ever is: one dossier at a time, so that two can never be mixed."""
TOO_MANY = "te_veel"


class RuleFailed(Exception):
    """An action of durable-rules raised; what fired cannot be trusted."""


def import_engine() -> Any:
    """``durable.engine``. On Python 3.13 its symbols are bound when used: one that it never uses is gone."""
    flags = sys.getdlopenflags() if hasattr(sys, "getdlopenflags") else None
    try:
        if flags is not None:
            sys.setdlopenflags(os.RTLD_LAZY)
        from durable import engine
    finally:
        if flags is not None:
            sys.setdlopenflags(flags)
    return engine


class Engine:
    """A set of signals in durable-rules on the safe profile (docs/signalen.md)."""

    def __init__(self, set: SignalSet) -> None:
        engine = import_engine()
        self._facts, self._fired = Facts(set), list[Firing]()
        self._unheard: type[Exception] = engine.MessageNotHandledException
        self._name = f"signalen@{set.hash[:16]}"
        definition = rules(set)
        for name, rule in definition.items():
            rule["run"] = self._action(name, set)
        host = type("QuietHost", (engine.Host,), {"_run": lambda self: None})
        self._host = host({self._name: definition})

    def _action(self, name: str, set: SignalSet) -> Callable[[Any], None]:
        if name == OPEN:
            return lambda c: None
        number, certain = int(name[1:]), name[0] == "s"
        aliases = [alias(place) for place in range(len(set.signals[number].kinds))]

        def run(c: Any) -> None:
            self._fired.append(Firing(number, certain, tuple(int(getattr(c, a).id) for a in aliases)))

        return run

    def firings(self, events: list[Event]) -> list[Firing]:
        """The signals of one dossier. Raises TooManyPairs, RuleFailed."""
        facts = self._facts.of(events)
        self._fired.clear()
        if not facts:
            return []
        self._host.post(self._name, {"id": OPEN, "sid": SID, "open": 1})
        try:
            for fact in facts:
                try:
                    self._host.assert_fact(self._name, {**fact, "sid": SID})
                except self._unheard:
                    continue
            if "exception" in self._host.get_state(self._name, SID):
                raise RuleFailed
        finally:
            self._host.delete_state(self._name, SID)
        return sorted(self._fired)


def main() -> None:
    """Answer line after line until the parent closes the input."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    sys.stdout = sys.stderr
    try:
        engine = Engine(pickle.loads(base64.b64decode(sys.stdin.readline())))
    except ImportError as error:
        print(json.dumps({"fout": str(error)}), file=answers, flush=True)
        return
    print(json.dumps({"klaar": True}), file=answers, flush=True)
    for line in sys.stdin:
        events = [Event(kind, day, tuple(values)) for kind, day, values in json.loads(line)]
        try:
            found: Any = [[f.signal, f.certain, f.events] for f in engine.firings(events)]
        except TooManyPairs:
            found = TOO_MANY
        print(json.dumps(found), file=answers, flush=True)


if __name__ == "__main__":
    main()
