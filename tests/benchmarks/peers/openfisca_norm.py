"""Step 1, the norm, as OpenFisca formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray


def half_up(numerator: Array, denominator: Array | int) -> Array:
    """Half up, for amounts of zero or more."""
    return (2 * numerator + denominator) // (2 * denominator)


def gehuwd(dossier: Any, period: Any) -> Array:
    return dossier("leefvorm", period) == 2


def jong(dossier: Any, period: Any) -> Array:
    return dossier("leeftijd", period) < 21


def jong_partner(dossier: Any, period: Any) -> Array:
    return dossier("gehuwd", period) & (dossier("leeftijd_partner", period) < 21)


def partner_met_recht(dossier: Any, period: Any) -> Array:
    adult = dossier("leeftijd_partner", period) >= 18
    return dossier("gehuwd", period) & dossier("partner_rechthebbend", period) & adult


def partner_zonder_recht(dossier: Any, period: Any) -> Array:
    return dossier("gehuwd", period) & ~dossier("partner_met_recht", period)


def _inside(dossier: Any, period: Any) -> tuple[Array, Array]:
    where = dossier("inrichting", period)
    return (where == 1) | (where == 3), (where == 2) | (where == 3)


def uit_of_te_jong(dossier: Any, period: Any) -> Array:
    inside, _ = _inside(dossier, period)
    alone = ~dossier("gehuwd", period) & inside & dossier("jong", period)
    return (dossier("leeftijd", period) < 18) | dossier("uitgesloten", period) | alone


def _raises(dossier: Any, period: Any) -> tuple[Array, Array]:
    in_force = period.start.year >= 2026
    young_p = dossier("jong_partner", period) & dossier("partner_met_recht", period)
    return (
        dossier("jong", period) & dossier("verhoging_jongere", period) & in_force,
        young_p & dossier("verhoging_jongere_partner", period) & in_force,
    )


def onbeslist(dossier: Any, period: Any) -> Array:
    inside, inside_p = _inside(dossier, period)
    entitled, without = dossier("partner_met_recht", period), dossier("partner_zonder_recht", period)
    young, young_p = dossier("jong", period), dossier("jong_partner", period)
    home = dossier("inrichting", period) == 0
    raised, raised_p = _raises(dossier, period)
    lid_3 = entitled & (young != young_p) & (dossier("kostendelende_medebewoners", period) > 0) & home
    combination = entitled & ((inside & young) | (inside_p & young_p))
    combination |= (without & ~home) | (raised & without) | ((raised | raised_p) & lid_3)
    turns = dossier("aow_in_maand", period) | (
        dossier("gehuwd", period) & dossier("aow_in_maand_partner", period)
    )
    return turns | (combination & ~dossier("uit_of_te_jong", period))


def _shared(count: Array, aow: Array, p: Any) -> Array:
    return half_up(
        (40 + 30 * count) * np.where(aow, p.norm_aow_gehuwden, p.norm_gehuwden_21_aow), 100 * count
    )


def _single(dossier: Any, period: Any, p: Any, young: Array, aow: Array) -> Array:
    others = dossier("kostendelende_medebewoners", period)
    plain = np.where(aow, p.norm_aow_alleenstaande, p.norm_alleenstaande_of_ouder_21_aow)
    elder = np.where(others > 0, _shared(others + 1, aow, p), plain)
    return np.where(young, p.norm_jongere_18_20_alleenstaande_zonder_kind, elder)


def norm_gehuwden(dossier: Any, period: Any, parameters: Any) -> Array:
    """Art. 20-22a with both actual ages."""
    p, others = parameters(period), dossier("kostendelende_medebewoners", period)
    young, young_p = dossier("jong", period), dossier("jong_partner", period)
    aow = dossier("aow", period) | dossier("aow_partner", period)
    children, shares = dossier("ten_laste_komende_kinderen", period) > 0, others > 0
    fixed = np.where(
        children,
        p.kostendeler_gemengd_jong_met_kind_bijtelling,
        p.kostendeler_gemengd_jong_zonder_kind_bijtelling,
    )
    mixed = np.where(
        children,
        p.norm_gehuwden_een_18_20_een_21plus_met_kind,
        p.norm_gehuwden_een_18_20_een_21plus_zonder_kind,
    )
    both = np.where(children, p.norm_gehuwden_beide_18_20_met_kind, p.norm_gehuwden_beide_18_20_zonder_kind)
    one = young | young_p
    plain = np.where(aow, p.norm_aow_gehuwden, p.norm_gehuwden_21_aow)
    return np.select(
        [young & young_p, one & shares, one, shares],
        [both, fixed + _shared(others + 1, aow, p), mixed, 2 * _shared(others + 2, aow, p)],
        plain,
    )


def basisnorm(dossier: Any, period: Any, parameters: Any) -> Array:
    p, others = parameters(period), dossier("kostendelende_medebewoners", period)
    young, young_p = dossier("jong", period), dossier("jong_partner", period)
    aow, aow_p = dossier("aow", period), dossier("aow_partner", period)
    where, inside_a = dossier("inrichting", period), _inside(dossier, period)[0]
    inside = p.norm_inrichting_alleenstaande + p.inrichting_verhoging_zorg_alleenstaande
    own = _single(dossier, period, p, young, aow)
    together = np.select(
        [where == 0, where == 3, where == 1],
        [
            dossier("norm_gehuwden", period),
            p.norm_inrichting_gehuwden + p.inrichting_verhoging_zorg_gehuwden,
            inside + _single(dossier, period, p, young_p, aow_p),
        ],
        inside + own,
    )
    children = dossier("ten_laste_komende_kinderen", period) > 0
    both = np.where(children, p.norm_gehuwden_beide_18_20_met_kind, p.norm_gehuwden_beide_18_20_zonder_kind)
    plain = np.where(aow, p.norm_aow_gehuwden, p.norm_gehuwden_21_aow)
    half = np.select([young, others > 0], [half_up(both, 2), _shared(others + 1, aow, p)], half_up(plain, 2))
    return np.select(
        [dossier("partner_met_recht", period), dossier("gehuwd", period), inside_a],
        [together, half, inside],
        own,
    )


def norm(dossier: Any, period: Any, parameters: Any) -> Array:
    """After raising, lowering and afstemming."""
    p, base = parameters(period), dossier("basisnorm", period)
    raised, raised_p = _raises(dossier, period)
    married, shares = dossier("gehuwd", period), dossier("kostendelende_medebewoners", period) > 0
    if period.start.year >= 2026:
        step = p.norm_jongere_18_20_verhoging_geen_beroep_ouders
        ceiling = np.where(married, p.norm_gehuwden_21_aow, p.norm_alleenstaande_of_ouder_21_aow)
        higher = np.minimum(base + step * (raised.astype(np.int32) + raised_p), ceiling)
        base = np.where(raised | raised_p, higher, base)
    young, young_p = dossier("jong", period), dossier("jong_partner", period)
    aow, aow_p = dossier("aow", period), dossier("aow_partner", period)
    alone = ~married & (young | (~shares & ~aow))
    couple = (young & young_p) | (~shares & ((young != young_p) | ~(aow | aow_p)))
    plain = ~dossier("partner_zonder_recht", period) & (dossier("inrichting", period) == 0)
    lowers = plain & (alone | (married & couple))
    less = dossier("verlaging_woonsituatie", period) + dossier("verlaging_schoolverlater", period)
    return np.maximum(base - less * lowers + dossier("afstemming", period), 0)


_BOOL = (gehuwd, jong, jong_partner, partner_met_recht, partner_zonder_recht, uit_of_te_jong, onbeslist)
FORMULAS: dict[str, tuple[type, Callable[..., Array]]] = {
    **{f.__name__: (bool, f) for f in _BOOL},
    **{f.__name__: (int, f) for f in (norm_gehuwden, basisnorm, norm)},
}
