"""What a person earns, month by month, and what the college has decided about that person."""

from dataclasses import dataclass

import numpy as np

from regels_calculators.demo.assumptions import Assumptions, Share
from regels_calculators.demo.draws import Bools, Draws, Ints
from regels_calculators.demo.household import Calendar

_WISSELEND, _VIERWEKEN = 1, 2


@dataclass(frozen=True, slots=True)
class Persons:
    """One element per person; ``loon`` and ``lks`` are cents per person and month."""

    loon: Ints
    lks: Ints
    vakantietoeslag_promille: Ints
    bijdrage: Bools
    medisch_urenbeperkt: Bools
    urenuitbreiding_mogelijk: Bools
    n_maanden: Ints
    z_maanden: Ints


def persons(draws: Draws, assumed: Assumptions, calendar: Calendar, count: int, *, owner: Share) -> Persons:
    """The persons of one block; ``owner`` is the share of marginal self-employed among them.

    Wages are below zero only as a correction of an ordinary job; ``lks`` is never more than the wage.
    """
    shape = (count, calendar.count)
    near = draws.chance(assumed.korte_afstand, count)
    lks = draws.chance(assumed.lks, count)
    self_employed = draws.chance(owner, count) & ~lks
    works = _spells(draws, _share_at_work(assumed, near, lks), assumed.werk_stopt_per_maand.value, shape)
    loon = np.where(works, _wages(draws, assumed, calendar, count), 0)
    profit = draws.quantile(assumed.inkomen_zelfstandig, shape)
    loon = np.where(self_employed[:, None], profit, loon)
    correction = draws.chance(assumed.loon_negatief, shape) & (loon > 0) & ~(lks | self_employed)[:, None]
    loon = np.where(correction, -(loon // 20), loon)
    part = np.where(draws.chance(assumed.lks_deel_van_loon, count), 600, 1000)
    used_n = draws.number(assumed.vrijlating_n_maanden, count)
    has_worked = loon.any(axis=1) | draws.chance(assumed.vrijlating_zonder_werk, count)
    return Persons(
        loon=loon,
        lks=np.where(lks[:, None], loon * part[:, None] // 1000, 0),
        vakantietoeslag_promille=np.where(
            draws.chance(assumed.vakantietoeslag_apart, count) & ~self_employed,
            assumed.vakantietoeslag_promille,
            0,
        ),
        bijdrage=np.where(
            near,
            draws.chance(assumed.bijdrage_korte_afstand, count),
            draws.chance(assumed.bijdrage_lange_afstand, count),
        ),
        medisch_urenbeperkt=draws.chance(assumed.medisch_urenbeperkt, count),
        urenuitbreiding_mogelijk=draws.chance(assumed.urenuitbreiding_mogelijk, count),
        n_maanden=np.where(has_worked, used_n, 0),
        z_maanden=np.where(lks, draws.number(assumed.vrijlating_z_maanden, count), 0),
    )


def _share_at_work(
    assumed: Assumptions, near: Bools, lks: Bools
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Per person the share of months at work, so that all together reach ``werkt``."""
    close = assumed.korte_afstand.value
    ordinary = (assumed.werkt.value - assumed.lks.value * assumed.lks_werkt.value) / (1 - assumed.lks.value)
    far = (ordinary - close * assumed.werkt_korte_afstand.value) / (1 - close)
    share = np.where(near, assumed.werkt_korte_afstand.value, max(far, 0.0))
    return np.where(lks, assumed.lks_werkt.value, share)


def _spells(
    draws: Draws, share: np.ndarray[tuple[int], np.dtype[np.float64]], stop: float, shape: tuple[int, int]
) -> Bools:
    """At work or not, in spells: every month the same share works, and a share ``stop`` of jobs ends."""
    works = np.empty(shape, dtype=np.bool_)
    start = np.minimum(share * stop / (1 - share), 1.0)
    works[:, 0] = draws.chance(share, shape[0])
    for month in range(1, shape[1]):
        stays = ~draws.chance(stop, shape[0])
        begins = draws.chance(start, shape[0])
        works[:, month] = np.where(works[:, month - 1], stays, begins)
    return works


def _wages(draws: Draws, assumed: Assumptions, calendar: Calendar, count: int) -> Ints:
    """A wage for every person and month, above zero, as if every month were worked."""
    shape = (count, calendar.count)
    around = draws.number(assumed.maximum_bereikt_bij, count) + draws.quantile(
        assumed.afstand_tot_maximum, count
    )
    base = np.where(
        draws.chance(assumed.loon_rond_maximum, count), around, draws.quantile(assumed.loon, count)
    )[:, None]
    kind = draws.choice(assumed.loon_soort, count)[:, None]
    varying = base * draws.quantile(assumed.wisseling, shape) // 1000
    per_period = base * 12 // 13 * (990 + draws.below(21, shape)) // 1000
    four_weekly = per_period * _paydays(draws.below(28, count)[:, None], calendar)
    return np.where(kind == _WISSELEND, varying, np.where(kind == _VIERWEKEN, four_weekly, base))


def _paydays(phase: Ints, calendar: Calendar) -> Ints:
    """How often a four-weekly wage is paid in each month: thirteen times a year, so once or twice."""
    before = calendar.starts[None, :] - 1
    end = before + calendar.lengths[None, :]
    return (end - phase) // 28 - (before - phase) // 28
