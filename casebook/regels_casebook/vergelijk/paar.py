"""Two rulesets of one regeling side by side."""

from dataclasses import dataclass

from regels.errors import RegelsError
from regels.plan.plan import Plan
from regels.plan.types import Kind
from regels.ruleset import Ruleset, load
from regels_casebook.vergelijk.maten import Maten, measures


class CompareError(RegelsError):
    """The two cannot be compared; the message says why and what to do."""


@dataclass(frozen=True)
class Pair:
    """Both; ``reader``: the one whose inputs hold those of both."""

    old: Ruleset
    new: Ruleset
    reader: Ruleset
    measures: Maten

    @property
    def plans(self) -> tuple[Plan, Plan]:
        """Old and new."""
        return self.old.plan, self.new.plan

    @property
    def choices(self) -> tuple[str, ...]:
        """Outcomes that are a choice and are in both: with the status they tell grounds apart."""
        theirs = {spec.name for spec in self.old.plan.outcomes}
        return tuple(
            spec.name
            for spec in self.new.plan.outcomes
            if spec.type.kind is Kind.CHOICE and spec.name in theirs and not spec.always
        )


def load_pair(old: str, new: str, regeling: str) -> Pair:
    """Load both. Raises CompareError when their inputs do not go together, and as ``regels.load`` does."""
    one, other = load(old, regeling), load(new, regeling)
    left = {spec.name: spec.type for spec in one.plan.inputs}
    right = {spec.name: spec.type for spec in other.plan.inputs}
    changed = [name for name in left.keys() & right.keys() if left[name] != right[name]]
    if changed or not (left.keys() <= right.keys() or right.keys() <= left.keys()):
        alone = sorted(changed or left.keys() ^ right.keys())
        raise CompareError(
            f"‘{old}’ en ‘{new}’ vragen niet dezelfde gegevens: {', '.join(alone)}. "
            "Vergelijk regels waarvan de ene op de andere ligt."
        )
    found = measures(other.plan)
    for plan in (one.plan, other.plan):
        missing = set(found.bedrag) - {spec.name for spec in plan.outcomes}
        if missing or not found.bedrag:
            raise CompareError(
                f"‘{plan.name}’ heeft geen bedrag om te vergelijken: {', '.join(sorted(missing))}."
            )
    return Pair(one, other, other if left.keys() <= right.keys() else one, found)
