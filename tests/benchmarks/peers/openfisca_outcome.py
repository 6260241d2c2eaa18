"""Steps 2 and 4-8, and what one month hands to the next, as OpenFisca formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .openfisca_norm import half_up

Array = np.ndarray


def ontving(dossier: Any, period: Any) -> Array:
    """The previous month's outcome decides; without a row in that month: yes."""
    given = dossier("ontving_bijstand", period)
    before = ~dossier("aanwezig", period.last_month) | dossier("recht", period.last_month)
    return np.where(given >= 0, given == 1, before)


def r_begin_voor(dossier: Any, period: Any) -> Array:
    first = dossier("eerste", period)
    return np.where(first, dossier("vrijlating_r_begin", period), dossier("r_begin_na", period.last_month))


def r_begin_na(dossier: Any, period: Any) -> Array:
    begin = dossier("r_begin_voor", period)
    starts = (dossier("grond", period) == 5) & (dossier("vrijlating", period) > 0) & (begin == 0)
    return np.where(starts, period.start.year * 12 + period.start.month - 1, begin)


def _counts(dossier: Any, period: Any, freed: Array | int, freed_p: Array | int) -> Array:
    own, theirs = dossier("inkomen", period) - freed, dossier("inkomen_partner", period)
    norm = dossier("norm", period)
    excess = own + theirs + np.maximum(norm - own, 0) - dossier("norm_gehuwden", period)
    part = np.clip(excess, 0, theirs)
    return own + np.where(dossier("partner_zonder_recht", period), part, theirs - freed_p)


def inkomen_zonder(dossier: Any, period: Any) -> Array:
    return _counts(dossier, period, 0, 0)


def inkomen_met(dossier: Any, period: Any) -> Array:
    return _counts(
        dossier, period, dossier("vrij_te_laten", period), dossier("vrij_te_laten_partner", period)
    )


def recht(dossier: Any, period: Any, parameters: Any) -> Array:
    p, norm = parameters(period), dossier("norm", period)
    single = dossier("leefvorm", period) == 0
    limit = np.where(single, p.vermogensgrens_alleenstaande, p.vermogensgrens_alleenstaande_ouder_en_gehuwden)
    within = (dossier("inkomen_zonder", period) < norm) | (
        dossier("ontving", period) & (dossier("inkomen_met", period) < norm)
    )
    barred = dossier("uit_of_te_jong", period) | dossier("onbeslist", period)
    return dossier("aanwezig", period) & within & ~barred & (dossier("vermogen", period) <= limit)


def lening_beoordelen(dossier: Any, period: Any, parameters: Any) -> Array:
    home = dossier("vermogen_eigen_woning", period)
    return (home > 0) & (home > parameters(period).vermogen_eigen_woning_vrij)


def inkomen_telt_mee(dossier: Any, period: Any) -> Array:
    everything = dossier("inkomen", period) + dossier("inkomen_partner", period)
    return np.select(
        [dossier("recht", period), dossier("uit_of_te_jong", period)],
        [dossier("inkomen_met", period), everything],
        dossier("inkomen_zonder", period),
    )


def bijstand(dossier: Any, period: Any) -> Array:
    return (dossier("norm", period) - dossier("inkomen_met", period)) * dossier("recht", period)


def maatregel(dossier: Any, period: Any) -> Array:
    # 100.00% of a couple's norm does not fit 32 bits.
    norm = dossier("norm", period).astype(np.int64)
    share = half_up(norm * dossier("maatregel_percentage", period), 10_000)
    return np.minimum(share, dossier("bijstand", period))


def vakantietoeslag(dossier: Any, period: Any) -> Array:
    return half_up(5 * (dossier("bijstand", period) - dossier("maatregel", period)), 100)


def uit_te_betalen(dossier: Any, period: Any) -> Array:
    granted = dossier("bijstand", period) - dossier("maatregel", period)
    return granted - dossier("vakantietoeslag", period)


def verschil(dossier: Any, period: Any) -> Array:
    return dossier("uitbetaald", period) - dossier("uit_te_betalen", period)


_INT = (r_begin_voor, r_begin_na, inkomen_zonder, inkomen_met, inkomen_telt_mee, bijstand, maatregel)
FORMULAS: dict[str, tuple[type, Callable[..., Array]]] = {
    **{f.__name__: (bool, f) for f in (ontving, recht, lening_beoordelen)},
    **{f.__name__: (int, f) for f in (*_INT, vakantietoeslag, uit_te_betalen, verschil)},
}
