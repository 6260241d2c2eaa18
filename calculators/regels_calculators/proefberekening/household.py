"""The household of a proefberekening: the fields of the inkomstenverrekening, and what is missing of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from regels.decision import Decision
from regels.errors import RegelsError
from regels.plan.plan import Default, InputSpec, Plan
from regels.ruleset import Ruleset
from regels.schema import to_integers
from regels.tabel.wording import value_text
from regels.uitleg.dutch import capital, spaced

OWN = ("maand", "van_dag", "tot_dag", "uitbetaald")
"""Fields that the proefberekening fills itself, or that say nothing about what is to come."""

Facts = Mapping[str, Any]
MINE = {"aanvrager": "", "partner": "_partner"}
WAGE, HOLIDAY_PAY, SUBSIDISED, OTHER = (
    "inkomen_arbeid", "vakantietoeslag_arbeid", "inkomen_lks", "inkomen_overig",
)  # fmt: skip


class VerkeerdeProef(RegelsError):
    """What was asked cannot be computed; the message says what to give instead."""


class Ontbreekt(VerkeerdeProef):
    """Fields that matter were not given; the message asks each by name.

    ``fields``: those that matter for certain. ``perhaps``: others that are unknown, and may matter once
    these are known.
    """

    def __init__(self, plan: Plan, fields: Sequence[str], perhaps: Sequence[str]) -> None:
        self.fields, self.perhaps = tuple(fields), tuple(perhaps)
        specs = {spec.name: spec for spec in plan.inputs}
        lines = ["Deze gegevens ontbreken. Er wordt niets aangenomen."]
        lines += [_asked(specs[name]) for name in fields]
        if perhaps:
            lines += ["Misschien zijn deze ook nodig:", *(_asked(specs[name]) for name in perhaps)]
        super().__init__("\n".join(lines))


def _asked(spec: InputSpec) -> str:
    judge = f" Dit beoordeelt het {spaced(spec.judgement)}." if spec.judgement else ""
    return f"- {spec.name}: {spec.question}{judge}"


@dataclass(frozen=True, slots=True)
class Aangehouden:
    """A field that was not given and then means something by the regeling itself."""

    veld: str
    naam: str
    toelichting: str
    waarde: str


@dataclass(frozen=True)
class Huishouden:
    """The facts that stay, read once. ``income``: cents by field; None is unknown."""

    ruleset: Ruleset
    facts: Facts
    married: bool
    income: Mapping[str, int | None]

    def row(self, month: date, person: str, wage: int, holiday_pay: int, subsidised: bool) -> dict[str, Any]:
        """The row of a month with so much wage on top of what the household has."""
        row = {**self.facts, "maand": month}
        suffix = MINE[person]
        if wage:
            self._add(row, WAGE + suffix, wage)
            if subsidised:
                self._add(row, SUBSIDISED + suffix, wage)
        if holiday_pay:
            self._add(row, HOLIDAY_PAY + suffix, holiday_pay)
        return row

    def _add(self, row: dict[str, Any], field: str, cents: int) -> None:
        from regels_calculators.proefberekening.months import to_euros

        own = self.income[field]
        row[field] = None if own is None else to_euros(own + cents)

    def own(self, field: str) -> int:
        """Cents that the household has of a field now, of everyone together; unknown is asked before this."""
        suffixes = MINE.values() if self.married else [""]
        return sum(self.income[field + suffix] or 0 for suffix in suffixes)


def read_household(ruleset: Ruleset, facts: Facts) -> Huishouden:
    """The household. Raises CaseError for a field that cannot be read, VerkeerdeProef for one too many."""
    plan = ruleset.plan
    wrong = [name for name in facts if name in OWN and name != "maand"]
    if wrong:
        raise VerkeerdeProef(
            f"‘{wrong[0]}’ hoort niet bij een proefberekening: die gaat over hele maanden vooraf."
        )
    kept = {name: value for name, value in facts.items() if name != "maand"}
    cells = to_integers(plan, {**kept, "maand": "2026-01"})
    by_name = {spec.name: cell for spec, cell in zip(plan.inputs, cells, strict=True)}
    living = next(spec for spec in plan.inputs if spec.name == "leefvorm")
    married = (
        by_name["leefvorm"] is not None and living.type.options[_whole(by_name["leefvorm"])] == "gehuwden"
    )
    fields = [base + suffix for base in (WAGE, HOLIDAY_PAY, SUBSIDISED, OTHER) for suffix in MINE.values()]
    income = {name: None if by_name[name] is None else _whole(by_name[name]) for name in fields}
    return Huishouden(ruleset, kept, married, income)


def _whole(cell: object) -> int:
    return cell if isinstance(cell, int) else 0


def check_complete(household: Huishouden, decisions: Iterable[Decision]) -> None:
    """Raise Ontbreekt when a row waits for a field, VerkeerdeProef when a row cannot be."""
    plan = household.ruleset.plan
    found: dict[str, None] = {}
    for decision in decisions:
        if decision.status == "afgekeurd":
            texts = [remark.text for remark in plan.remarks if remark.name in decision.reasons]
            raise VerkeerdeProef("Met deze gegevens kan niet worden gerekend. " + " ".join(texts))
        found |= dict.fromkeys(decision.missing)
    if found:
        names = [spec.name for spec in plan.inputs if spec.name in found]
        raise Ontbreekt(plan, names, [name for name in _unknown(household) if name not in found])


def _unknown(household: Huishouden) -> Iterator[str]:
    """The fields without a value; of a partner only if there is one."""
    for spec in household.ruleset.plan.inputs:
        given = household.facts.get(spec.name)
        absent = spec.absent is Default.UNKNOWN if spec.name not in household.facts else not spec.empty_nvt
        there = spec.name not in OWN and (household.married or spec.person != "partner")
        if there and absent and given in (None, ""):
            yield spec.name


def assumed(household: Huishouden) -> tuple[Aangehouden, ...]:
    """The fields that were not given, with what that means; of a partner only if there is one."""
    return tuple(
        Aangehouden(spec.name, capital(spaced(spec.name)), spec.explanation, _meaning(spec))
        for spec in household.ruleset.plan.inputs
        if spec.name not in household.facts
        and spec.name not in OWN
        and spec.absent is not Default.UNKNOWN
        and (household.married or spec.person != "partner")
    )


def _meaning(spec: InputSpec) -> str:
    return value_text(spec.type, spec.absent_value) if spec.absent is Default.VALUE else spec.absent.value
