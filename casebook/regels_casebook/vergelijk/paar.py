"""Two rulesets of one regeling side by side."""

from dataclasses import dataclass
from pathlib import Path

from regels.bestand.library import NATIONAL, PLUS, is_base, municipalities, overlay_files, regelingen
from regels.errors import RegelsError
from regels.moment import MOMENT
from regels.plan.plan import Plan
from regels.plan.types import Kind
from regels.ruleset import DEFAULT_REGELING, Ruleset, load
from regels.uitleg.dutch import Words
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
    def words(self) -> Words:
        """Options with what people call them, of both; new goes before old."""
        return (*self.old.plan.words, *self.new.plan.words)

    @property
    def choices(self) -> tuple[str, ...]:
        """Outcomes that are a choice and are in both: with the status they tell grounds apart."""
        theirs = {spec.name for spec in self.old.plan.outcomes}
        return tuple(
            spec.name
            for spec in self.new.plan.outcomes
            if spec.type.kind is Kind.CHOICE and spec.name in theirs and not spec.always
        )


def regeling_of(root: Path, old: str, new: str) -> str:
    """The regeling that the changes are about; the usual one when they are about that too, or about none.

    Raises CompareError when there are several others, and UnknownRuleset.
    """
    changed = [
        path.name.split(".")[0]
        for name in (old, new)
        for part in name.split(PLUS)
        if not MOMENT.fullmatch(part) and part != NATIONAL and not is_base(Path(part))
        and part not in municipalities(root)
        for path in overlay_files(root, part)
    ]  # fmt: skip
    known = regelingen(root)
    about = [name for name in dict.fromkeys(changed) if name in known]
    if not about or DEFAULT_REGELING in about:
        return DEFAULT_REGELING
    if len(about) > 1:
        raise CompareError(
            f"Dit gaat over meer dan één regeling. Kies er een met --regeling: {', '.join(about)}."
        )
    return about[0]


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
