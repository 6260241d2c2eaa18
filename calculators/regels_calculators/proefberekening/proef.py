"""One household, one job: every month now and with the work, and what changes on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from regels.decision import Decision
from regels.ruleset import Ruleset
from regels_calculators.proefberekening.choices import Keuzes, keuzes
from regels_calculators.proefberekening.events import Gebeurtenis, events, history_of
from regels_calculators.proefberekening.household import (
    Aangehouden,
    Huishouden,
    VerkeerdeProef,
    assumed,
    check_complete,
    read_household,
)
from regels_calculators.proefberekening.months import month_after
from regels_calculators.proefberekening.standing import Stand, standing
from regels_calculators.proefberekening.work import Werk, half_up

MONTHS = 36
MOST_MONTHS = 120
LAST_YEAR = 2100
"""Of the first day of the work; figures end long before."""


@dataclass(frozen=True, slots=True)
class Proefmaand:
    """A month now and with the work. ``erbij``: what there is more in all, with both holiday pays."""

    maand: date
    nu: Stand
    straks: Stand

    @property
    def erbij(self) -> Decimal | None:
        """Below zero it is less; None when either is not known."""
        if self.nu.totaal is None or self.straks.totaal is None:
            return None
        return self.straks.totaal - self.nu.totaal


@dataclass(frozen=True, slots=True)
class Proef:
    """What the work comes to. ``opmerkingen``: what the regeling remarks on a row, with the months.

    ``eerste_hele_maand``: the first month that the work lasts whole (or the first, when there is none).
    """

    werk: Werk
    keuzes: Keuzes
    maanden: tuple[Proefmaand, ...]
    gebeurtenissen: tuple[Gebeurtenis, ...]
    opmerkingen: tuple[tuple[str, tuple[date, ...]], ...]
    aangehouden: tuple[Aangehouden, ...]
    regeling: str
    lagen: tuple[str, ...]
    hash: str
    versie: str

    @property
    def eerste_hele_maand(self) -> Proefmaand:
        """See above."""
        whole = (month for month in self.maanden if self.werk.part(month.maand) == 1)
        return next(whole, self.maanden[0])

    @property
    def onbekend(self) -> tuple[date, ...]:
        """The months that could not be computed."""
        return tuple(m.maand for m in self.maanden if not (m.nu.bekend and m.straks.bekend))


def proefberekening(
    ruleset: Ruleset,
    huishouden: Mapping[str, Any],
    werk: Werk,
    *,
    maanden: int = MONTHS,
    keuze: Keuzes | None = None,
) -> Proef:
    """The months from the first of the work, now and with it.

    ``huishouden``: fields of the inkomstenverrekening as in a casus. Raises Ontbreekt with every field that
    matters and was not given, CaseError for one that cannot be read.
    """
    chosen = keuze or keuzes()
    household = read_household(ruleset, huishouden)
    check_person(household, werk)
    months = months_of(werk, maanden)
    wage = werk.month_wage(chosen)
    before = ruleset.evaluate_history([household.row(month, werk.persoon, 0, 0, False) for month in months])
    after = ruleset.evaluate_history(rows(household, werk, months, wage))
    check_complete(household, [*before, *after])
    history = history_of(ruleset, after)
    return Proef(
        werk=werk,
        keuzes=chosen,
        maanden=tuple(
            Proefmaand(
                month,
                standing(household, old, 0, 0),
                standing(household, new, *earned(werk, month, wage)),
            )
            for month, old, new in zip(months, before, after, strict=True)
        ),
        gebeurtenissen=_with_work(werk, months, events(history, chosen)),
        opmerkingen=remarks(ruleset, months, after),
        aangehouden=assumed(household),
        regeling=ruleset.plan.title,
        lagen=ruleset.layers,
        hash=ruleset.plan.hash,
        versie=ruleset.version,
    )


def check_person(household: Huishouden, werk: Werk) -> None:
    """Raise VerkeerdeProef when the work is of a partner who is not there."""
    if werk.persoon == "partner" and not household.married:
        raise VerkeerdeProef("Het werk is van de partner, maar de leefvorm is niet gehuwden.")


def months_of(werk: Werk, count: int) -> list[date]:
    """So many months from the one in which the work begins. Raises VerkeerdeProef for too many or too far."""
    if not 1 <= count <= MOST_MONTHS:
        raise VerkeerdeProef(
            f"Gevraagd: {count} maanden. Verwacht: een aantal van 1 tot en met {MOST_MONTHS}."
        )
    if werk.vanaf.year > LAST_YEAR:
        raise VerkeerdeProef(f"vanaf: gevonden: {werk.vanaf}; verwacht: een dag tot en met {LAST_YEAR}.")
    return [month_after(werk.vanaf.replace(day=1), i) for i in range(count)]


def earned(werk: Werk, month: date, wage: int) -> tuple[int, int]:
    """Wage and holiday pay of a month in cents: of a part of it the part of its days, half a cent up."""
    part = werk.part(month)
    return half_up(wage * part), half_up(werk.holiday_pay(wage) * part)


def rows(household: Huishouden, werk: Werk, months: Sequence[date], wage: int) -> list[dict[str, Any]]:
    """The rows of the months with the work."""
    return [
        household.row(month, werk.persoon, *earned(werk, month, wage), werk.loonkostensubsidie)
        for month in months
    ]


def remarks(
    ruleset: Ruleset, months: Sequence[date], decisions: Sequence[Decision]
) -> tuple[tuple[str, tuple[date, ...]], ...]:
    """The text of every remark, and that a figure is uncertain, with its months."""
    texts = {remark.name: remark.text for remark in ruleset.plan.remarks}
    titles = {
        f"onzeker_cijfer:{p.name}": f"Dit cijfer is niet zeker: {p.title}." for p in ruleset.plan.parameters
    }
    found: dict[str, list[date]] = {}
    for month, decision in zip(months, decisions, strict=True):
        for name in decision.remarks:
            found.setdefault(texts.get(name) or titles.get(name) or name, []).append(month)
    return tuple((text, tuple(where)) for text, where in found.items())


def _with_work(werk: Werk, months: Sequence[date], found: tuple[Gebeurtenis, ...]) -> tuple[Gebeurtenis, ...]:
    own = [Gebeurtenis(months[0], "werk", werk.persoon, "Het werk begint.", "")]
    if werk.tot is not None and werk.tot < month_after(months[-1], 1):
        own.append(Gebeurtenis(werk.tot.replace(day=1), "werk", werk.persoon, "Het werk eindigt.", ""))
    return tuple(sorted([*own, *found], key=lambda event: event.maand))
