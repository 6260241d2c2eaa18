"""What is given for a boekjaar, and which regeling reads which fact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from regels.errors import RegelsError
from regels.ruleset import Ruleset, load

Facts = Mapping[str, Any]
MONTHS_IN_A_YEAR = 12
NO_MEANS: Facts = MappingProxyType(
    {
        "vermogen": 0,
        "inkomen_arbeid": 0,
        "inkomen_overig": 0,
        "inkomen_arbeid_partner": 0,
        "inkomen_overig_partner": 0,
    }
)
"""The norm is asked of a household without means: the Bbz tests income and assets itself, by boekjaar."""
FROM_THE_MONTHS = (
    "voorlopige_bijstand",
    "bijstandsmaanden",
    "som_normen",
    "som_normen_bijstandsmaanden",
    "tijdelijke_bijstand",
    "bijstand_als_gift",
)
"""Facts of the settlement that follow from the months, and may not be given as well."""


class UnknownFact(RegelsError):
    """A fact that no regeling asks, or one that is computed; the message names it and what is asked."""


class WrongMonths(RegelsError):
    """A month twice, or one that is no part of its boekjaar."""


@dataclass(frozen=True, slots=True)
class Regelingen:
    """The three regelingen of a boekjaar, of one layer."""

    norm: Ruleset
    levensonderhoud: Ruleset
    jaarafrekening: Ruleset

    @classmethod
    def load(cls, name: str = "landelijk") -> "Regelingen":
        """Those of ``landelijk``, of a municipality, or of a directory."""
        return cls(
            load(name, "inkomstenverrekening"),
            load(name, "bbz_levensonderhoud"),
            load(name, "bbz_jaarafrekening"),
        )


@dataclass(frozen=True, slots=True)
class Maand:
    """One month of a boekjaar.

    ``huishouden``: what makes the norm (fields of ``inkomstenverrekening``, without means).
    ``zelfstandige``: the fields of ``bbz_levensonderhoud``, without the norm; None when no assistance
    was asked for this month. ``verleend``: what was really granted, when that differs from what the
    rules give.
    """

    maand: date
    huishouden: Facts
    zelfstandige: Facts | None = None
    verleend: Decimal | None = None


def months_of(boekjaar: int, begin_maand: int) -> tuple[date, ...]:
    """The first days of the twelve months of a boekjaar."""
    start = boekjaar * MONTHS_IN_A_YEAR + begin_maand - 1
    return tuple(
        date(month // MONTHS_IN_A_YEAR, month % MONTHS_IN_A_YEAR + 1, 1)
        for month in range(start, start + MONTHS_IN_A_YEAR)
    )


def known_only(facts: Iterable[str], ruleset: Ruleset, computed: Iterable[str] = ()) -> None:
    """Raise UnknownFact for a fact that the regeling does not ask, or that is computed."""
    asked = {spec.name for spec in ruleset.plan.inputs} - set(computed)
    wrong = sorted(set(facts) - asked)
    if wrong:
        raise UnknownFact(
            f"‘{wrong[0]}’ is hier geen gegeven van {ruleset.plan.name}. "
            f"Gegevens zijn: {', '.join(sorted(asked))}."
        )
