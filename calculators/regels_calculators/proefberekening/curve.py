"""The same household over a range of hours: what is left of every extra euro, and where that changes.

Between two neighbouring points the part that is kept is an exact ratio of cents. Where the right ends, or
where the vrijlating reaches its highest amount, is found to the cent by halving; both sides are computed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from regels.decision import Decision
from regels.ruleset import Ruleset
from regels_calculators.proefberekening.choices import Keuzes, keuzes
from regels_calculators.proefberekening.household import (
    Aangehouden,
    Huishouden,
    VerkeerdeProef,
    assumed,
    check_complete,
    read_household,
)
from regels_calculators.proefberekening.months import to_euros
from regels_calculators.proefberekening.proef import MONTHS, check_person, earned, months_of, remarks, rows
from regels_calculators.proefberekening.standing import Stand, standing
from regels_calculators.proefberekening.work import Werk, half_up

MOST_PHASES = 3


@dataclass(frozen=True, slots=True)
class Punt:
    """So many hours a week in the month of the phase. ``werkloon``: the net wage of this work alone.

    ``erbij_verdiend``: what work pays more than at the point before, with holiday pay; ``houdt_over``: what
    the household then has more in all; None at the first point, and when either is not known.
    """

    uren: Fraction
    werkloon: Decimal
    stand: Stand
    erbij_verdiend: Decimal | None
    houdt_over: Decimal | None

    @property
    def deel(self) -> Fraction | None:
        """Which part of every extra euro is kept; what is left of 1 is the marginal pressure."""
        if self.erbij_verdiend is None or self.houdt_over is None or not self.erbij_verdiend:
            return None
        return Fraction(self.houdt_over) / Fraction(self.erbij_verdiend)


@dataclass(frozen=True, slots=True)
class Drempel:
    """The lowest net month wage of this work from which ``soort`` holds.

    ``soort``: ``geen_recht`` or ``hoogste_vrijlating``. ``loon``: of a whole month, also when the work lasts
    a part of it. ``uren``: of the first point of the range where it holds.
    """

    soort: str
    loon: Decimal
    uren: Fraction


@dataclass(frozen=True, slots=True)
class Fase:
    """All points in one month: the first whole one, and those in which a vrijlating has changed."""

    maand: date
    nu: Stand
    punten: tuple[Punt, ...]
    drempels: tuple[Drempel, ...]

    @property
    def bekend(self) -> bool:
        """Whether every point could be computed."""
        return all(point.stand.bekend for point in self.punten)


@dataclass(frozen=True, slots=True)
class Kromme:
    """A range of hours. ``onbekend_vanaf``: the first month that could not be computed, or None."""

    werk: Werk
    keuzes: Keuzes
    fasen: tuple[Fase, ...]
    maanden: int
    onbekend_vanaf: date | None
    opmerkingen: tuple[tuple[str, tuple[date, ...]], ...]
    aangehouden: tuple[Aangehouden, ...]
    regeling: str
    lagen: tuple[str, ...]
    hash: str
    versie: str


def kromme(
    ruleset: Ruleset,
    huishouden: Mapping[str, Any],
    werk: Werk,
    *,
    maanden: int = MONTHS,
    keuze: Keuzes | None = None,
) -> Kromme:
    """The curve over the hours of ``werk`` (``uren`` to ``tot_uren``). Raises as ``proefberekening`` does."""
    if werk.tot_uren is None:
        raise VerkeerdeProef("Geef een reeks uren, zoals 0-40.")
    maker = _Maker(
        ruleset, read_household(ruleset, huishouden), werk, keuze or keuzes(), months_of(werk, maanden)
    )
    check_person(maker.household, werk)
    return maker.curve()


class _Maker:
    def __init__(
        self, ruleset: Ruleset, household: Huishouden, werk: Werk, chosen: Keuzes, months: Sequence[date]
    ) -> None:
        self.ruleset, self.household, self.werk, self.chosen, self.months = (
            ruleset,
            household,
            werk,
            chosen,
            months,
        )
        self.first = next((i for i, month in enumerate(months) if werk.part(month) == 1), 0)

    def curve(self) -> Kromme:
        hours = self.werk.points()
        wages = [self.werk.month_wage(self.chosen, uren) for uren in hours]
        now = self._run(0)
        histories = [self._run(wage) for wage in wages]
        check_complete(self.household, [row for history in [now, *histories] for row in history])
        unknown = [
            month for i, month in enumerate(self.months) if any(h[i].status == "onbepaald" for h in histories)
        ]
        return Kromme(
            werk=self.werk,
            keuzes=self.chosen,
            fasen=tuple(
                self._phase(place, now, hours, wages, histories) for place in self._places(histories)
            ),
            maanden=len(self.months),
            onbekend_vanaf=unknown[0] if unknown else None,
            opmerkingen=remarks(self.ruleset, self.months, histories[0]),
            aangehouden=assumed(self.household),
            regeling=self.ruleset.plan.title,
            lagen=self.ruleset.layers,
            hash=self.ruleset.plan.hash,
            versie=self.ruleset.version,
        )

    def _run(self, wage: int, until: int | None = None) -> list[Decision]:
        months = self.months if until is None else self.months[: until + 1]
        return self.ruleset.evaluate_history(rows(self.household, self.werk, months, wage))

    def _places(self, histories: Sequence[Sequence[Decision]]) -> list[int]:
        """The first whole month, then those in which a ground changed for a point that has a right."""
        changed = {
            i
            for history in histories
            for i in range(self.first + 1, len(history))
            if self.werk.part(self.months[i]) == 1
            and "recht" == history[i - 1].status == history[i].status
            and _grounds(history[i - 1]) != _grounds(history[i])
        }
        return [self.first, *sorted(changed)][:MOST_PHASES]

    def _phase(
        self,
        place: int,
        now: Sequence[Decision],
        hours: Sequence[Fraction],
        wages: Sequence[int],
        histories: Sequence[Sequence[Decision]],
    ) -> Fase:
        month = self.months[place]
        stands = [
            standing(self.household, history[place], *earned(self.werk, month, wage))
            for wage, history in zip(wages, histories, strict=True)
        ]
        earnings = [to_euros(earned(self.werk, month, wage)[0]) for wage in wages]
        points = [Punt(hours[0], earnings[0], stands[0], None, None)]
        points += [
            _point(uren, wage, old, new)
            for uren, wage, (old, new) in zip(hours[1:], earnings[1:], pairwise(stands), strict=True)
        ]
        return Fase(
            month,
            standing(self.household, now[place], 0, 0),
            tuple(points),
            tuple(self._thresholds(place, hours, wages, stands)),
        )

    def _thresholds(
        self, place: int, hours: Sequence[Fraction], wages: Sequence[int], stands: Sequence[Stand]
    ) -> Iterator[Drempel]:
        highest = max((stand.vrijlating or Decimal(0) for stand in stands), default=Decimal(0))
        reached = [stand.vrijlating == highest for stand in stands]
        tests: list[tuple[str, Callable[[Stand], bool], bool]] = [
            (
                "hoogste_vrijlating",
                lambda stand: stand.vrijlating == highest,
                highest > 0 and sum(reached) > 1,
            ),
            ("geen_recht", lambda stand: stand.status == "geen_recht", True),
        ]
        for name, holds, wanted in tests:
            for uren, (low, high), (old, new) in zip(
                hours[1:], pairwise(wages), pairwise(stands), strict=True
            ):
                if wanted and old.bekend and new.bekend and holds(new) and not holds(old):
                    yield Drempel(name, to_euros(self._halve(place, low, high, holds)), uren)

    def _halve(self, place: int, low: int, high: int, holds: Callable[[Stand], bool]) -> int:
        """The cent at which it begins to hold: it does not at ``low``, and does at ``high``."""
        while high - low > 1:
            middle = (low + high) // 2
            found = self._run(middle, place)[place]
            stand = standing(self.household, found, *earned(self.werk, self.months[place], middle))
            low, high = (low, middle) if holds(stand) else (middle, high)
        return high


def _grounds(decision: Decision) -> tuple[Any, Any]:
    return decision["vrijlating_grond"], decision["vrijlating_grond_partner"]


def _point(uren: Fraction, werkloon: Decimal, old: Stand, new: Stand) -> Punt:
    if old.totaal is None or new.totaal is None:
        return Punt(uren, werkloon, new, None, None)
    more = new.loon + new.vakantiegeld_loon - old.loon - old.vakantiegeld_loon
    return Punt(uren, werkloon, new, more, new.totaal - old.totaal)


def share(point: Punt) -> int | None:
    """The part that is kept in whole cents of a euro, half a cent up by sign and magnitude; for display."""
    return None if point.deel is None else half_up(point.deel * 100)
