"""Holding a ruleset to a case: every expectation, to the cent; nothing skipped."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from regels.decision import Cell, Decision
from regels.ruleset import Ruleset, load
from regels_casebook.cases import Case, CasebookError

KEPT_RULESETS = 32


@dataclass(frozen=True, slots=True)
class Difference:
    """One expectation that did not come true. ``month`` counts from 1."""

    case: str
    month: int
    outcome: str
    expected: str
    found: str

    def __str__(self) -> str:
        return (
            f"{self.case}, maand {self.month}: {self.outcome} moet {self.expected} zijn, en is {self.found}."
        )


def hold(regeling: str, case: Case) -> list[Difference]:
    """What differs; empty when the case holds. Raises CasebookError when an expectation names no outcome."""
    ruleset = _loaded(str(case.regelset), regeling)
    rows, expected = case.rows(), case.expected()
    if len(rows) != len(expected):
        raise CasebookError(f"{case.naam}: {len(rows)} maanden, maar {len(expected)} keer `verwacht`.")
    found = ruleset.evaluate_history(rows)
    return [
        Difference(str(case.naam), month, name, wanted, shown)
        for month, (decision, row) in enumerate(zip(found, expected, strict=True), 1)
        for name, wanted in row.items()
        if (shown := _shown(decision, name, case)) != wanted
    ]


@lru_cache(KEPT_RULESETS)
def _loaded(name: str, regeling: str) -> Ruleset:
    """A ruleset, loaded once for all its cases."""
    return load(name, regeling)


def _shown(decision: Decision, name: str, case: Case) -> str:
    if name == "status":
        return decision.status
    if name == "reden":
        return "+".join(decision.reasons)
    if name not in decision.outcomes:
        raise CasebookError(f"{case.naam}: ‘{name}’ is geen uitkomst van deze regeling.")
    return _text(decision.outcomes[name])


def _text(value: Cell) -> str:
    """As expectations are written: ``1234,56``, ``2026-07-01``, ``ja``; empty for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)
