"""What one row came to, for people and programs: status, reasons, amounts, and the explanation on demand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from regels.errors import RegelsError
from regels.plan.plan import Verdict
from regels.plan.types import Kind, Type
from regels.wording import failing_names, mark_names, reason_names, remark_names

if TYPE_CHECKING:
    from regels.evaluator.history import RowResult
    from regels.evaluator.values import Value
    from regels.ruleset import Ruleset
    from regels.uitleg.trace import Trace

Cell = Decimal | int | bool | str | date | None


class ReadersDisagree(RegelsError):
    """The kernel and the evaluator gave different answers.

    This is a defect of Regels: do not use the result, report it.
    """


@dataclass(frozen=True)
class Plain:
    """A row as bare integers and masks, the same from every reader (see ``regels.plan.plan.Plan``)."""

    verdict: int
    reasons: int
    failing: int
    marks: int
    remarks: int
    outcomes: tuple[int | None, ...]


@dataclass(frozen=True)
class Decision:
    """The result of one row.

    It advises; a person decides. ``case`` is what was asked. Amounts are ``Decimal`` in euros with
    two decimals, months and days ``date``; a value that is empty or does not apply is None. ``rows``: what
    was asked as the readers take it. ``traced``: the rows of the evaluator once one was asked for; the
    decisions of one history share both.
    """

    ruleset: "Ruleset"
    case: "tuple[Mapping[str, Any], ...]"
    position: int
    plain: Plain
    rows: tuple[Sequence[Any], ...] = field(default=(), repr=False, compare=False)
    traced: "list[RowResult]" = field(default_factory=list, repr=False, compare=False)

    @property
    def given(self) -> Sequence[Any]:
        """Its own row as the readers take it: a cell for every input of the plan."""
        return self.rows[self.position]

    @property
    def status(self) -> str:
        """``recht``, ``geen_recht``, ``onbepaald`` or ``afgekeurd``."""
        return list(Verdict)[self.plain.verdict].value

    @property
    def reasons(self) -> list[str]:
        """Why there is no right, or which fields are unknown; then ``geen_bedrag``, ``eerdere_maand``.

        Of a rejected row the rules that it breaks.
        """
        plan = self.ruleset.plan
        if self.status == Verdict.REJECTED.value:
            broken = [remark.name for remark in plan.remarks if remark.reject]
            return [name for name in remark_names(plan, self.plain.remarks) if name in broken]
        return failing_names(plan, self.plain.failing) or reason_names(plan, self.plain.reasons)

    @property
    def missing(self) -> list[str]:
        """The input fields that must be known before this row can be decided."""
        names = {spec.name for spec in self.ruleset.plan.inputs}
        return [name for name in reason_names(self.ruleset.plan, self.plain.reasons) if name in names]

    @property
    def remarks(self) -> list[str]:
        """Names of remarks on the row, and of uncertain figures that were used."""
        plan = self.ruleset.plan
        return remark_names(plan, self.plain.remarks) + mark_names(plan, self.plain.marks)

    @cached_property
    def outcomes(self) -> dict[str, Cell]:
        """Every outcome of the regeling by name."""
        specs = self.ruleset.plan.outcomes
        return {
            spec.name: readable(found, spec.type)
            for spec, found in zip(specs, self.plain.outcomes, strict=True)
        }

    def __getitem__(self, name: str) -> Cell:
        return self.outcomes[name]

    def explain(self) -> str:
        """How it came out, in plain Dutch with every article and rounding."""
        from regels.uitleg.text import explain

        return explain(self.ruleset.plan, self._evaluated)

    def summary(self) -> str:
        """Status, reasons and every outcome, a line each."""
        from regels.uitleg.text import explain_short

        reasons = f" ({', '.join(self.reasons)})" if self.reasons else ""
        lines = [
            f"{self.status.replace('_', ' ')}{reasons}",
            *explain_short(self.ruleset.plan, self._evaluated),
        ]
        lines += [f"Opmerking: {remark}" for remark in self.remarks]
        plan = self.ruleset.plan
        return "\n".join([*lines, f"Regels {self.ruleset.version}, {plan.name} {plan.hash[:16]}"])

    def trace(self) -> "Trace":
        """The same as data."""
        from regels.uitleg.trace import trace

        return trace(self.ruleset.plan, self._evaluated)

    @cached_property
    def _evaluated(self) -> "RowResult":
        """The evaluator's row, which must be the same as this one. Raises ReadersDisagree."""
        if not self.traced:
            self.traced[:] = self.ruleset.traced(self.case)
        result = self.traced[self.position]
        if plain_row(self.ruleset, result) != self.plain:
            raise ReadersDisagree(
                f"{self.ruleset.plan.name}: the readers disagree on row {self.position + 1}"
            )
        return result

    def as_dict(self) -> dict[str, Any]:
        """Everything, ready for JSON: amounts as text with a decimal point."""
        outcomes = {name: _json(value) for name, value in self.outcomes.items()}
        return {
            "status": self.status, "reden": self.reasons, **outcomes, "opmerking": self.remarks,
            "regeling": self.ruleset.plan.name, "regeling_hash": self.ruleset.plan.hash,
            "regels_versie": self.ruleset.version,
        }  # fmt: skip


def readable(found: int | None, kind: Type) -> Cell:
    """A representing integer as a Python value."""
    if found is None:
        return None
    match kind.kind:
        case Kind.BOOL:
            return bool(found)
        case Kind.CHOICE:
            return kind.options[found]
        case Kind.DATE:
            return date.fromordinal(date(1970, 1, 1).toordinal() + found)
        case Kind.MONTH:
            return date(1970 + found // 12, found % 12 + 1, 1)
        case Kind.PERCENT:
            return Decimal(found).scaleb(2 - kind.scale)
        case _:
            return Decimal(found).scaleb(-kind.scale) if kind.scale else found


def plain_row(ruleset: "Ruleset", result: "RowResult") -> Plain:
    """The evaluator's row as integers."""
    pairs = zip(ruleset.plan.outcomes, result.outcomes, strict=True)
    outcomes = tuple(_integer(value, spec.type) for spec, value in pairs)
    verdict = list(Verdict).index(result.verdict)
    return Plain(verdict, result.reasons, result.failing, result.marks, result.remarks, outcomes)


def _integer(value: "Value | None", kind: Type) -> int | None:
    """The representing integer of a cell; None when it is empty, unknown or n.v.t."""
    from regels.evaluator.values import NotApplicable, represent

    if value is None or value.known is None or isinstance(value.known, NotApplicable):
        return None
    return represent(value.known, kind)


def _json(value: Cell) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
