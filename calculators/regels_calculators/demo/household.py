"""Who is in a dossier: what does not change from month to month."""

from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np

from regels_calculators.demo.assumptions import Assumptions, Quantiles
from regels_calculators.demo.columns import INRICHTINGEN, LEEFVORMEN
from regels_calculators.demo.draws import Bools, Draws, Ints

_OUDER = LEEFVORMEN.index("alleenstaande_ouder")
_GEHUWD = LEEFVORMEN.index("gehuwden")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The months of the file: their first days, as days since 1970-01-01, and their lengths."""

    starts: Ints
    lengths: Ints

    @classmethod
    def of(cls, first_month: date, months: int) -> Self:
        """Consecutive calendar months from ``first_month`` on."""
        if first_month.day != 1 or months < 1:
            raise ValueError("geef de eerste dag van een maand en minstens één maand")
        first = np.datetime64(first_month, "M")
        bounds = np.arange(first, first + months + 1).astype("datetime64[D]").astype(np.int64)
        return cls(bounds[:-1], np.diff(bounds))

    @property
    def count(self) -> int:
        """How many months."""
        return len(self.starts)

    def month_and_day(self, day: Ints) -> tuple[Ints, Ints]:
        """The month (0 is the first; outside the file below 0 or from ``count`` on) and the day in it."""
        month = np.searchsorted(self.starts, day, side="right") - 1
        month = np.where(day >= self.starts[-1] + self.lengths[-1], self.count, month)
        return month, day - self.starts[np.clip(month, 0, self.count - 1)] + 1


@dataclass(frozen=True, slots=True)
class Households:
    """One element per dossier; days are days since 1970-01-01, amounts are cents."""

    leefvorm: Ints
    geboren: Ints
    geboren_partner: Ints
    kinderen: Ints
    jongste_geboren: Ints
    kostendelers: Ints
    kostendelers_later: Ints
    verandering: Ints
    inrichting: Ints
    partner_rechthebbend: Bools
    niet_bij_ouders: Bools
    niet_bij_ouders_partner: Bools
    volledige_zorg: Bools
    vermogen: Ints
    eigen_woning: Ints
    woonsituatie: Ints
    schoolverlater: Ints
    overig: Ints
    overig_partner: Ints

    @property
    def gehuwd(self) -> Bools:
        """Whether there is a partner."""
        return np.equal(self.leefvorm, _GEHUWD)

    @property
    def ouder(self) -> Bools:
        """Whether it is a single parent."""
        return np.equal(self.leefvorm, _OUDER)

    def leeftijd(self, start: int) -> Ints:
        """The applicant's age on that day in whole years; within a day of exact."""
        return (start - self.geboren) * 100 // 36525


def households(draws: Draws, assumed: Assumptions, calendar: Calendar, count: int) -> Households:
    """The dossiers of one block: always adults, with children under 18 in every month of the file."""
    start, end = int(calendar.starts[0]), int(calendar.starts[-1] + calendar.lengths[-1])
    gehuwd = draws.chance(assumed.gehuwden, count)
    ouder = ~gehuwd & draws.chance(assumed.alleenstaande_ouder.value / (1 - assumed.gehuwden.value), count)
    age = _days(draws, assumed.leeftijd, count)
    age_partner = np.maximum(age + _days(draws, assumed.leeftijdsverschil, count), _years(18))
    has_children = ouder | gehuwd & draws.chance(assumed.gehuwden_met_kinderen, count)
    youngest = _days(draws, assumed.leeftijd_jongste_kind, count)
    youngest = np.clip(youngest, 0, np.maximum(_years(18) - (end - start) - 1, 0))
    kostendelers = draws.number(assumed.kostendelers, count)
    later = np.where(kostendelers > 0, kostendelers - 1, 1)
    changes = draws.chance(assumed.verandering_kostendelers.value * calendar.count / 12, count)
    moment = start + draws.below(end - start, count)
    married_inside = draws.choice(assumed.inrichting_gehuwden, count)
    single_inside = np.where(
        draws.chance(assumed.inrichting_alleen, count),
        INRICHTINGEN.index("aanvrager"),
        INRICHTINGEN.index("geen"),
    )
    return Households(
        leefvorm=np.where(gehuwd, _GEHUWD, np.where(ouder, _OUDER, 0)),
        geboren=start - age,
        geboren_partner=start - age_partner,
        kinderen=np.where(has_children, draws.number(assumed.kinderen, count), 0),
        jongste_geboren=start - np.minimum(youngest, np.maximum(age - _years(16), 0)),
        kostendelers=kostendelers,
        kostendelers_later=np.where(changes, later, kostendelers),
        verandering=np.where(changes, moment, end),
        inrichting=np.where(gehuwd, married_inside, single_inside),
        partner_rechthebbend=~(gehuwd & draws.chance(assumed.partner_zonder_recht, count)),
        niet_bij_ouders=draws.chance(assumed.niet_bij_ouders, count) & (age < _years(21)),
        niet_bij_ouders_partner=draws.chance(assumed.niet_bij_ouders, count) & (age_partner < _years(21)),
        volledige_zorg=has_children & draws.chance(assumed.volledige_zorg, count),
        vermogen=draws.quantile(assumed.vermogen, count),
        eigen_woning=draws.chance(assumed.eigen_woning, count) * draws.quantile(assumed.overwaarde, count),
        woonsituatie=draws.chance(assumed.verlaging_woonsituatie, count)
        * draws.number(assumed.bedrag_woonsituatie, count),
        schoolverlater=(draws.chance(assumed.verlaging_schoolverlater, count) & (age < _years(27)))
        * assumed.bedrag_schoolverlater,
        overig=draws.chance(assumed.inkomen_overig, count) * draws.quantile(assumed.bedrag_overig, count),
        overig_partner=draws.chance(assumed.inkomen_overig_partner, count)
        * draws.quantile(assumed.bedrag_overig, count),
    )


def _years(count: int) -> int:
    return count * 36525 // 100


def _days(draws: Draws, years: Quantiles, count: int) -> Ints:
    return draws.quantile(years, count, scale=36525) // 100
