"""The work that someone may take up: what it pays net, from when, and what that comes to in a month."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from regels.errors import nearest
from regels.tabel.parse import Parsed, parse_number
from regels.tabel.rejects import Problem
from regels.tabel.style import ARROW
from regels_calculators.proefberekening.choices import Keuzes
from regels_calculators.proefberekening.household import VerkeerdeProef
from regels_calculators.proefberekening.months import days_in_month, next_month

PERSONS = ("aanvrager", "partner")
AMOUNTS = ("netto_per_uur", "netto_per_maand", "vakantiegeld_per_uur", "vakantiegeld_per_maand")
FIELDS = (*AMOUNTS, "persoon", "vanaf", "tot", "uren_per_week", "stap", "loonkostensubsidie")
HOURS = re.compile(r"\d{1,3}([.,]\d{1,2})?")
RANGE = re.compile(r"\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*-\s*(\d{1,3}(?:[.,]\d{1,2})?)\s*")
MOST_HOURS = 7 * 24
MOST_POINTS = 1000


class BrutoIsGeenNetto(VerkeerdeProef):
    """A gross wage was given; it is never taken for net."""


@dataclass(frozen=True, slots=True)
class Werk:
    """One job of one person; amounts in cents, net.

    Either ``per_uur`` with ``uren`` a week, or ``per_maand``. ``vakantiegeld``: what is built up over the
    same hour or month; None: not said. ``tot``: the last day, None when it has no end. ``tot_uren``:
    the other end of a range of hours, with its ``stap``.
    """

    vanaf: date
    per_uur: int | None = None
    uren: Fraction | None = None
    per_maand: int | None = None
    vakantiegeld: int | None = None
    tot: date | None = None
    persoon: str = "aanvrager"
    loonkostensubsidie: bool = False
    tot_uren: Fraction | None = None
    stap: Fraction = Fraction(1)

    def month_wage(self, keuzes: Keuzes, uren: Fraction | None = None) -> int:
        """The net wage of a whole month in cents."""
        if self.per_maand is not None:
            return self.per_maand
        hours = self.uren if uren is None else uren
        assert self.per_uur is not None and hours is not None
        return half_up(self.per_uur * hours * keuzes.weken)

    def holiday_pay(self, wage: int) -> int:
        """The holiday pay built up over a month with this wage, in the proportion that was given."""
        base = self.per_maand if self.per_uur is None else self.per_uur
        if not self.vakantiegeld or not base:
            return 0
        return half_up(Fraction(wage * self.vakantiegeld, base))

    def part(self, month: date) -> Fraction:
        """Which part of the days of a month lies between the first and the last day of the work."""
        last = date.fromordinal(next_month(month).toordinal() - 1)
        start, end = max(self.vanaf, month), last if self.tot is None else min(self.tot, last)
        return Fraction(max((end - start).days + 1, 0), days_in_month(month))

    def points(self) -> list[Fraction]:
        """The hours of the range, both ends included."""
        assert self.uren is not None and self.tot_uren is not None
        count = (self.tot_uren - self.uren) / self.stap
        hours = [self.uren + self.stap * i for i in range(int(count) + 1)]
        return hours if hours[-1] == self.tot_uren else [*hours, self.tot_uren]


def half_up(amount: Fraction) -> int:
    """Half a cent up, by sign and magnitude: the rounding ``afronding`` of the choices."""
    whole = (2 * abs(amount.numerator) + amount.denominator) // (2 * amount.denominator)
    return -whole if amount < 0 else whole


def read_work(facts: Mapping[str, Any], keuzes: Keuzes) -> Werk:
    """The work as given by name: text, ``Decimal``, ``int`` or ``date``. Raises VerkeerdeProef."""
    given = {name: value for name, value in facts.items() if value is not None and value != ""}
    for name in given:
        if "bruto" in name:
            raise BrutoIsGeenNetto(keuzes.bruto)
        if name not in FIELDS:
            raise VerkeerdeProef(
                f"‘{name}’ is geen gegeven van het werk. Bekend: {', '.join(FIELDS)}. "
                f"{nearest(name, list(FIELDS))}".strip()
            )
    amounts = {name: _amount(name, given[name]) for name in AMOUNTS if name in given}
    hourly, monthly = amounts.get("netto_per_uur"), amounts.get("netto_per_maand")
    if (hourly is None) == (monthly is None):
        raise VerkeerdeProef(
            "Geef het nettoloon per uur (netto_per_uur) of per maand (netto_per_maand): een van de twee."
        )
    unit, other = ("uur", "maand") if hourly is not None else ("maand", "uur")
    if f"vakantiegeld_per_{other}" in amounts:
        raise VerkeerdeProef(f"Het loon is per {unit}. Geef dan ook het vakantiegeld per {unit}.")
    if "vanaf" not in given:
        raise VerkeerdeProef("Geef de eerste dag van het werk (vanaf), zoals 2026-09-01.")
    first, last, step = _hours(given, hourly is not None)
    work = Werk(
        vanaf=_day("vanaf", given["vanaf"]),
        per_uur=hourly,
        uren=first,
        per_maand=monthly,
        vakantiegeld=amounts.get(f"vakantiegeld_per_{unit}"),
        tot=_day("tot", given["tot"]) if "tot" in given else None,
        persoon=_one_of("persoon", given.get("persoon", PERSONS[0]), PERSONS),
        loonkostensubsidie=given.get("loonkostensubsidie") is True
        or _one_of("loonkostensubsidie", given.get("loonkostensubsidie") or "nee", ("ja", "nee")) == "ja",
        tot_uren=last,
        stap=step,
    )
    if work.tot is not None and work.tot < work.vanaf:
        raise VerkeerdeProef("De laatste dag van het werk ligt voor de eerste dag.")
    return work


def _hours(given: Mapping[str, Any], hourly: bool) -> tuple[Fraction | None, Fraction | None, Fraction]:
    found = given.get("uren_per_week")
    if not hourly:
        if found is not None:
            raise VerkeerdeProef(
                "Bij een loon per maand horen geen uren. Geef het nettoloon per uur, of laat de uren weg."
            )
        return None, None, Fraction(1)
    if found is None:
        raise VerkeerdeProef("Geef het aantal uren per week (uren_per_week), zoals 24 of 0-40.")
    step = _number("stap", given.get("stap", "1"))
    ends = RANGE.fullmatch(str(found))
    if not ends:
        return _number("uren_per_week", found), None, step
    first, last = (_number("uren_per_week", end) for end in ends.groups())
    if not first < last or step <= 0 or (last - first) / step > MOST_POINTS:
        raise VerkeerdeProef(
            f"Bij uren_per_week staat {found} met stap {given.get('stap', '1')}. "
            f"Verwacht: van laag naar hoog, met een stap boven nul en hoogstens {MOST_POINTS} stappen."
        )
    return first, last, step


def _number(name: str, raw: Any) -> Fraction:
    text = str(raw).strip()
    if isinstance(raw, float) or not HOURS.fullmatch(text) or Fraction(text.replace(",", ".")) > MOST_HOURS:
        raise VerkeerdeProef(f"{name}: gevonden: {raw}; verwacht: een aantal uren, zoals 24 of 24,5.")
    return Fraction(text.replace(",", "."))


def _amount(name: str, raw: Any) -> int:
    """An amount in cents, read as an amount in a casus is read."""
    text = format(raw, "f") if isinstance(raw, Decimal) else str(raw)
    found: Parsed | None = None
    if not isinstance(raw, float | bool):
        found = parse_number(text.strip().removeprefix("€").strip(), 2, ARROW)
    if found is None or isinstance(found, Problem) or found < 0:
        raise VerkeerdeProef(f"{name}: gevonden: {raw}; verwacht: een bedrag van nul of hoger, zoals 14,50.")
    return found


def _day(name: str, raw: Any) -> date:
    if type(raw) is date:
        return raw
    text = str(raw).strip()
    try:
        return date.fromisoformat(f"{text}-01" if re.fullmatch(r"\d{4}-\d{2}", text) else text)
    except ValueError:
        raise VerkeerdeProef(f"{name}: gevonden: {raw}; verwacht: een dag, zoals 2026-09-01.") from None


def _one_of(name: str, raw: Any, options: tuple[str, ...]) -> str:
    if str(raw) not in options:
        raise VerkeerdeProef(f"{name}: gevonden: {raw}; verwacht: {' of '.join(options)}.")
    return str(raw)
