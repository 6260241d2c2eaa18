"""One boekjaar: month by month, added up, and settled."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from regels.decision import Cell, Decision
from regels.plan.plan import Verdict
from regels_calculators.bbz.facts import (
    FROM_THE_MONTHS,
    NO_MEANS,
    Facts,
    Maand,
    Regelingen,
    WrongMonths,
    known_only,
    months_of,
)

NOTHING = Decimal("0.00")
Amount = Decimal | None


@dataclass(frozen=True, slots=True)
class Maandresultaat:
    """What a month came to; an amount is None while it is unknown, and ``gaten`` says why.

    ``lening``: provisional assistance. ``gift``: assistance that is a gift at once. ``later_inkomen``: the
    part of the gift that counts as income when the same boekjaar is settled.
    """

    maand: date
    norm: Amount
    lening: Amount
    gift: Amount
    later_inkomen: Amount
    huishouden: Decision | None
    zelfstandige: Decision | None
    gaten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sommen:
    """What the settlement takes from the months; None while a month is missing or unknown.

    ``bijstandsmaanden``: months in which something was lent.
    """

    voorlopige_bijstand: Amount
    bijstandsmaanden: int | None
    som_normen: Amount
    som_normen_bijstandsmaanden: Amount
    tijdelijke_bijstand: Amount
    bijstand_als_gift: Amount


@dataclass(frozen=True, slots=True)
class Afrekening:
    """A boekjaar settled: the months, their sums, and the decision of ``bbz_jaarafrekening``."""

    boekjaar: int
    maanden: tuple[Maandresultaat, ...]
    sommen: Sommen
    besluit: Decision

    @property
    def status(self) -> str:
        """``recht`` when the year could be settled; ``onbepaald`` while something that matters is unknown."""
        return self.besluit.status

    @property
    def redenen(self) -> tuple[str, ...]:
        """Why the year is not settled: the gaps of the months, then what the settlement waits for.

        Empty when it is settled.
        """
        if self.status != Verdict.UNDETERMINED.value:
            return tuple(self.besluit.reasons)
        months = tuple(f"{month.maand:%Y-%m}: {gap}" for month in self.maanden for gap in month.gaten)
        waiting = [name for name in self.besluit.reasons if not (months and name in FROM_THE_MONTHS)]
        return months + tuple(waiting)

    def __getitem__(self, outcome: str) -> Cell:
        """An outcome of the settlement."""
        return self.besluit[outcome]


@dataclass(frozen=True, slots=True)
class Bandbreedte:
    """The settlement with a low and a high income: until the books are closed no single number is honest."""

    laag: Afrekening
    hoog: Afrekening


def settle(
    regelingen: Regelingen, boekjaar: int, maanden: Sequence[Maand], jaar: Facts, begin_maand: int = 1
) -> Afrekening:
    """Settle a boekjaar. ``jaar``: the fields of ``bbz_jaarafrekening`` that do not follow from the months.

    A month that is not given is a gap, never a month without assistance.
    """
    known_only(jaar, regelingen.jaarafrekening, (*FROM_THE_MONTHS, "boekjaar", "begin_maand"))
    given = _by_month(boekjaar, begin_maand, maanden)
    results = tuple(
        month_result(regelingen, given[month]) if month in given else _missing(month)
        for month in months_of(boekjaar, begin_maand)
    )
    sums = add_up(results)
    facts = {**jaar, **asdict(sums), "boekjaar": boekjaar, "begin_maand": begin_maand}
    return Afrekening(boekjaar, results, sums, regelingen.jaarafrekening.evaluate(facts))


def forecast(
    regelingen: Regelingen,
    boekjaar: int,
    maanden: Sequence[Maand],
    jaar: Facts,
    laag: Facts,
    hoog: Facts,
    begin_maand: int = 1,
) -> Bandbreedte:
    """The settlement with ``laag`` and with ``hoog`` on top of the facts of the year."""
    one, other = (
        settle(regelingen, boekjaar, maanden, {**jaar, **some}, begin_maand) for some in (laag, hoog)
    )
    return Bandbreedte(one, other)


def month_result(regelingen: Regelingen, month: Maand) -> Maandresultaat:
    """The norm of one month, and the loan or gift when assistance was asked for."""
    known_only(month.huishouden, regelingen.norm, (*NO_MEANS, "maand"))
    household = regelingen.norm.evaluate({**month.huishouden, **NO_MEANS, "maand": month.maand})
    norm = _amount(household["norm"])
    gaps = tuple(household.reasons) if norm is None else ()
    if month.zelfstandige is None:
        return Maandresultaat(month.maand, norm, NOTHING, NOTHING, NOTHING, household, None, gaps)
    known_only(month.zelfstandige, regelingen.levensonderhoud, ("maand", "norm"))
    loan = regelingen.levensonderhoud.evaluate({**month.zelfstandige, "maand": month.maand, "norm": norm})
    if loan.status not in (Verdict.RIGHT.value, Verdict.NO_RIGHT.value):
        return Maandresultaat(
            month.maand, norm, None, None, None, household, loan, gaps + tuple(_own(loan, gaps))
        )
    granted = _amount(loan["bijstand"]) if month.verleend is None else month.verleend
    as_gift = loan["vorm"] == "om_niet"
    later = granted if loan["telt_later_als_inkomen"] else NOTHING
    return Maandresultaat(
        month.maand,
        norm,
        NOTHING if as_gift else granted,
        granted if as_gift else NOTHING,
        later,
        household,
        loan,
        gaps,
    )


def add_up(months: Sequence[Maandresultaat]) -> Sommen:
    """The sums of the twelve months; unknown when a month is."""
    with_loan = [month.lening is not None and month.lening > 0 for month in months]
    loans = _sum(month.lening for month in months)
    count = None if loans is None else sum(with_loan)
    assisted = _sum(month.norm for month, counts in zip(months, with_loan, strict=True) if counts)
    return Sommen(
        voorlopige_bijstand=loans,
        bijstandsmaanden=count,
        som_normen=_sum(month.norm for month in months),
        som_normen_bijstandsmaanden=None if count is None else assisted,
        tijdelijke_bijstand=_sum(month.later_inkomen for month in months),
        bijstand_als_gift=_sum(month.gift for month in months),
    )


def _by_month(boekjaar: int, begin_maand: int, months: Sequence[Maand]) -> dict[date, Maand]:
    given = {month.maand: month for month in months}
    if len(given) < len(months):
        raise WrongMonths("Er staat een maand twee keer. Geef elke maand van het boekjaar één keer.")
    outside = sorted(set(given) - set(months_of(boekjaar, begin_maand)))
    if outside:
        raise WrongMonths(f"{outside[0]} is geen eerste dag van een maand van boekjaar {boekjaar}.")
    return given


def _missing(month: date) -> Maandresultaat:
    return Maandresultaat(month, None, None, None, None, None, None, ("deze maand is niet gegeven",))


def _own(decision: Decision, said: Iterable[str]) -> list[str]:
    """The reasons of a month that the household did not give already."""
    return [name for name in decision.reasons if name not in said and not (said and name == "norm")]


def _amount(value: Cell) -> Amount:
    assert value is None or isinstance(value, Decimal)
    return value


def _sum(amounts: Iterable[Amount]) -> Amount:
    total = NOTHING
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total
