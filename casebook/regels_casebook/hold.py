"""Holding a ruleset to a case: every expectation, to the cent; nothing skipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from regels.decision import Cell, Decision
from regels.errors import nearest
from regels.ruleset import Ruleset
from regels.schema.problems import CaseError
from regels.wording import mark_names, remark_names
from regels_casebook.cases import OF_THE_ROW, REASON, REMARK, STATUS, UNCERTAIN, Case, CasebookError
from regels_casebook.variants import ruleset_of, variant_of


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
            f"{self.case}, maand {self.month}: {self.outcome} moet {self.expected or 'leeg'} zijn, "
            f"en is {self.found or 'leeg'}."
        )


def hold(regeling: str, case: Case) -> list[Difference]:
    """What differs; empty when the case holds.

    Raises CasebookError when an expectation names no outcome or a fact cannot be read.
    """
    return differences(case, decisions(ruleset_of(variant_of(regeling, case)), case))


def decisions(ruleset: Ruleset, case: Case) -> list[Decision]:
    """What the evaluator says of every month of a case. Raises CasebookError."""
    rows = case.rows()
    try:
        if [id(row) for row in ruleset.in_order(rows)] != [id(row) for row in rows]:
            raise CasebookError(f"{_at(case)}de maanden staan niet op volgorde.")
        return ruleset.interpret(rows)
    except CaseError as error:
        raise CasebookError(f"{_at(case)}{error}") from None


def differences(case: Case, found: Sequence[Decision]) -> list[Difference]:
    """The expectations that these decisions do not meet."""
    return [
        Difference(str(case.naam), month, name, wanted, shown)
        for month, (decision, row) in enumerate(zip(found, case.expected(), strict=True), 1)
        for name, wanted in row.items()
        if (shown := _shown(decision, name, case)) != wanted
    ]


def _shown(decision: Decision, name: str, case: Case) -> str:
    plan = decision.ruleset.plan
    if name == STATUS:
        return decision.status
    if name == REASON:
        return "+".join(decision.reasons)
    if name == REMARK:
        return "+".join(remark_names(plan, decision.plain.remarks))
    if name == UNCERTAIN:
        return "+".join(one.partition(":")[2] for one in mark_names(plan, decision.plain.marks))
    if name not in decision.outcomes:
        advice = nearest(name, [*OF_THE_ROW, *decision.outcomes])
        raise CasebookError(f"{_at(case)}‘{name}’ is geen uitkomst van deze regeling. {advice}".rstrip())
    return text_of(decision.outcomes[name])


def text_of(value: Cell) -> str:
    """As expectations are written: ``1234,56``, ``2026-07-01``, ``ja``; empty for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)


def _at(case: Case) -> str:
    return f"{case.where}: {case.naam}: ".removeprefix(": ")
