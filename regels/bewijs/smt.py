"""Terms to z3, and questions to its solver, each within what is left of the time.

Every quotient gets a number of its own with the two bounds that define it; it exists for every value of
what is divided, so no case is lost by asserting them.
"""

import time
from dataclasses import dataclass
from typing import Any

from regels.bewijs.term import Env, Term, below, evaluate
from regels.bewijs.terms import Terms
from regels.errors import RegelsError

MODULE = "z3"


class SolverMissing(RegelsError):
    """The library that proves is not installed; the message says how."""


def z3() -> Any:
    """The solver. Raises SolverMissing."""
    try:
        import z3
    except ImportError:
        raise SolverMissing(
            "Voor bewijzen is z3 nodig, en dat is niet geïnstalleerd. "
            "Installeer het met: pip install 'regels[bewijs]'"
        ) from None
    return z3


class Clock:
    """How much time there is left."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self._end = seconds, time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds, never below zero."""
        return max(self._end - time.monotonic(), 0.0)

    def part(self, share: float) -> "Clock":
        """A clock that stops after a part of what is left."""
        return Clock(self.left * share)


@dataclass(frozen=True)
class Answer:
    """``holds``: True with ``env``, False when no case exists, None when the time was not enough."""

    holds: bool | None
    env: Env


class Solver:
    """Asks whether truths can hold together."""

    def __init__(self, terms: Terms, clock: Clock) -> None:
        self.t, self.clock = terms, clock
        self._z3 = z3()
        self._solver = self._z3.SimpleSolver()
        self._sent: dict[Term, Any] = {}
        self.variables: list[Term] = []

    def require(self, term: Term) -> None:
        """From now on this holds."""
        self._solver.add(self.send(term))

    def ask(self, *wanted: Term, clock: Clock | None = None) -> Answer:
        """Whether a case exists in which all of these hold, beside what is required."""
        one = self.t.all(*wanted)
        if one is self.t.false:
            return Answer(False, {})
        left = min(self.clock.left, clock.left if clock else self.clock.left)
        if left <= 0:
            return Answer(None, {})
        sent = self.send(one)
        self._solver.set("timeout", max(int(left * 1000), 1))
        found = self._solver.check(sent)
        if found == self._z3.sat:
            return Answer(True, self._env(self._solver.model()))
        return Answer(False if found == self._z3.unsat else None, {})

    def _env(self, model: Any) -> Env:
        env: Env = {}
        for term in self.variables:
            value = model.eval(self._sent[term], model_completion=True)
            env[term] = int(self._z3.is_true(value)) if term.op == "bvar" else value.as_long()
        return env

    def send(self, term: Term) -> Any:
        """The z3 expression of a term; what it divides is defined on the way."""
        waiting = [term]
        while waiting:
            top = waiting[-1]
            if top in self._sent:
                waiting.pop()
                continue
            open_parts = [part for part in below(top) if part not in self._sent]
            if open_parts:
                waiting += open_parts
                continue
            self._sent[top] = self._expression(top)
            waiting.pop()
        return self._sent[term]

    def _expression(self, term: Term) -> Any:
        z, a, sent = self._z3, term.args, self._sent
        match term.op:
            case "int":
                return z.IntVal(a[0])
            case "bool":
                return z.BoolVal(bool(a[0]))
            case "var":
                made = z.Int(f"v{term.number}")
                self._solver.add(made >= term.low, made <= term.high)
                self.variables.append(term)
                return made
            case "bvar":
                self.variables.append(term)
                return z.Bool(f"b{term.number}")
            case "lin":
                parts = [sent[atom] if k == 1 else z.IntVal(k) * sent[atom] for atom, k in a[1]]
                return z.Sum([*parts, z.IntVal(a[0])] if a[0] else parts)
            case "ite" | "bite":
                return z.If(sent[a[0]], sent[a[1]], sent[a[2]])
            case "max":
                return self._max([sent[one] for one in a])
            case "div":
                return self._quotient(term, sent[a[0]], z.IntVal(a[1]))
            case "divn":
                return self._quotient(term, sent[a[0]], self._max([sent[a[1]], z.IntVal(1)]))
            case "mul":
                return sent[a[0]] * sent[a[1]]
            case "step":
                return self._step(sent[a[0]], a[1])
            case "not":
                return z.Not(sent[a[0]])
            case "and":
                return z.And([sent[one] for one in a])
            case "or":
                return z.Or([sent[one] for one in a])
            case "le":
                return self._sum_against(a[0], "le")
        return self._sum_against(a[0], "eq")

    def _sum_against(self, total: Term, op: str) -> Any:
        """A sum against zero, with the constant on the other side."""
        sent = self._sent[total]
        return sent <= 0 if op == "le" else sent == 0

    def _max(self, parts: list[Any]) -> Any:
        found = parts[0]
        for part in parts[1:]:
            found = self._z3.If(found >= part, found, part)
        return found

    def _quotient(self, term: Term, number: Any, by: Any) -> Any:
        made = self._z3.Int(f"q{term.number}")
        self._solver.add(by * made <= number, number <= by * made + by - 1)
        return made

    def _step(self, x: Any, pieces: tuple[tuple[int, int], ...]) -> Any:
        if len(pieces) == 1:
            return self._z3.IntVal(pieces[0][1])
        middle = len(pieces) // 2
        return self._z3.If(
            x <= pieces[middle - 1][0], self._step(x, pieces[:middle]), self._step(x, pieces[middle:])
        )


def holds(term: Term, env: Env) -> bool:
    """Whether a truth holds for values of the variables."""
    return bool(evaluate(term, env))
