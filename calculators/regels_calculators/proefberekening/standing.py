"""What one month comes to for a household: the outcome of the verrekening, and all income added up."""

from dataclasses import dataclass
from decimal import Decimal

from regels.decision import Decision
from regels_calculators.proefberekening.household import HOLIDAY_PAY, OTHER, WAGE, Huishouden
from regels_calculators.proefberekening.months import to_cents, to_euros

KNOWN = ("recht", "geen_recht")


class SommenVerschillen(AssertionError):
    """The parts of an outcome do not add up: a defect of Regels; do not use the result, report it."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A month in euros; what depends on an outcome is None while the row is not determined.

    ``redenen``: why there is no right, or what it waits for; ``waarom``: the conditions among them, in words.
    ``loon``, ``vakantiegeld_loon``, ``ander_inkomen``: of everyone in the household. ``bijstand``: after a
    maatregel, of which ``gespaard`` is kept as holiday pay and ``uitbetaald`` paid. ``in_handen``: paid,
    wage and other income. ``totaal``: that with both holiday pays. ``gronden``: of applicant and partner.
    """

    status: str
    redenen: tuple[str, ...]
    waarom: tuple[str, ...]
    loon: Decimal
    vakantiegeld_loon: Decimal
    ander_inkomen: Decimal
    norm: Decimal | None
    gronden: tuple[str, str]
    vrijlating: Decimal | None
    telt_mee: Decimal | None
    bijstand: Decimal | None
    gespaard: Decimal | None
    uitbetaald: Decimal | None
    in_handen: Decimal | None
    totaal: Decimal | None

    @property
    def bekend(self) -> bool:
        """Whether the month could be computed."""
        return self.status in KNOWN


def standing(household: Huishouden, decision: Decision, wage: int, holiday_pay: int) -> Stand:
    """The month of a decision, with so many cents on top of the household's own. Raises SommenVerschillen."""
    loon = household.own(WAGE) + wage
    vakantiegeld = household.own(HOLIDAY_PAY) + holiday_pay
    ander = household.own(OTHER)
    earned = (to_euros(loon), to_euros(vakantiegeld), to_euros(ander))
    reasons = tuple(decision.reasons)
    conditions = {condition.name: condition.if_not for condition in decision.ruleset.plan.conditions}
    why = tuple(conditions[name] for name in reasons if name in conditions)
    if decision.status not in KNOWN:
        nothing = (None,) * 7
        return Stand(decision.status, reasons, why, *earned, None, ("", ""), *nothing)
    paid, saved = _cents(decision, "uit_te_betalen"), _cents(decision, "vakantietoeslag")
    granted = _cents(decision, "bijstand") - _cents(decision, "maatregel")
    if paid + saved != granted:
        raise SommenVerschillen(
            f"{decision.case[decision.position]['maand']}: {paid} + {saved} is niet {granted}"
        )
    hand = paid + loon + ander
    return Stand(
        decision.status,
        reasons,
        why,
        *earned,
        norm=to_euros(_cents(decision, "norm")),
        gronden=(str(decision["vrijlating_grond"]), str(decision["vrijlating_grond_partner"])),
        vrijlating=to_euros(_cents(decision, "vrijlating") + _cents(decision, "vrijlating_partner")),
        telt_mee=to_euros(_cents(decision, "inkomen_telt_mee")),
        bijstand=to_euros(granted),
        gespaard=to_euros(saved),
        uitbetaald=to_euros(paid),
        in_handen=to_euros(hand),
        totaal=to_euros(hand + saved + vakantiegeld),
    )


def _cents(decision: Decision, name: str) -> int:
    value = decision[name]
    assert isinstance(value, Decimal)
    return to_cents(value)
