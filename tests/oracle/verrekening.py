"""The verrekening of one dossier, row by row, as the contract describes it in words.

Plain and slow on purpose: it shares no code, no rules and no figures file with the engine, so that
a difference between the two is a mistake in one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from .figures import figure
from .norm import Persons, combination, couples_norm, half_up, norm, persons
from .onbekend import Value, above, als, below, en, is_, known, minus, niet, of, plus, strict, union, unknown
from .rows import EARLIER, Row, overlap, reason, reject
from .vrijlating import Freed, Used, after, begin, person, vrijlating

AMOUNTS = (
    "norm", "vrijlating_grond", "vrijlating", "vrijlating_grond_partner", "vrijlating_partner",
    "inkomen_telt_mee", "bijstand", "maatregel", "vakantietoeslag", "uit_te_betalen",
)  # fmt: skip
COUNTERS = (
    "vrijlating_n_maanden", "vrijlating_z_maanden",
    "vrijlating_n_maanden_partner", "vrijlating_z_maanden_partner", "vrijlating_r_begin",
)  # fmt: skip
OUTPUTS = ("dossier_id", "maand", "status", "reden", "vorm", *AMOUNTS, "verschil", *COUNTERS)


@dataclass(frozen=True, slots=True)
class State:
    """What one row leaves to the next."""

    month: date
    last: date
    right: Value
    applicant: Used
    partner: Used


def history(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One result per row of a dossier, in the order given; `None` is empty. Amounts are cents."""
    refused = [reject(raw) is not None for raw in rows]
    readable = {i: Row(raw) for i, raw in enumerate(rows) if not refused[i]}
    if overlap(list(readable.values())):
        return [_empty(raw, "afgekeurd", None) for raw in rows]
    results: list[dict[str, Any]] = [{} for _ in rows]
    state: State | None = None
    broken = False
    for i in sorted(range(len(rows)), key=lambda i: _begin(rows[i])):
        if refused[i]:
            results[i] = _empty(rows[i], "afgekeurd", None)
            broken = True
        elif broken:
            results[i] = _empty(rows[i], "onbepaald", EARLIER)
        else:
            results[i], state = _row(readable[i], state)
    return results


def _begin(raw: Mapping[str, Any]) -> tuple[date, int]:
    """Where the row stands in the dossier; a row without a month stands first and spoils all others."""
    return raw.get("maand") or date.min, raw.get("van_dag") or 1


def _empty(raw: Mapping[str, Any], status: str, why: str | None) -> dict[str, Any]:
    result: dict[str, Any] = dict.fromkeys(OUTPUTS)
    return result | {
        "dossier_id": raw.get("dossier_id"),
        "maand": raw.get("maand"),
        "status": status,
        "reden": why,
    }


@dataclass(frozen=True, slots=True)
class Income:
    """The income of both before any vrijlating."""

    applicant: Value
    partner: Value
    norm: Value
    couples_norm: Value
    without_right: Value

    def counts(self, freed_a: Value, freed_p: Value) -> Value:
        """Step 4: what counts after these vrijlatingen."""
        own = minus(self.applicant, freed_a)
        both = plus(own, minus(self.partner, freed_p))
        # Art. 32 lid 3: only as far as income and the bijstand without it exceed the couple's norm.
        excess = strict(
            lambda mine, theirs, n, couple: max(0, mine + theirs + max(0, n - mine) - couple),
            own, self.partner, self.norm, self.couples_norm,
        )  # fmt: skip
        part = als(is_(self.partner, 0), 0, strict(min, self.partner, excess))
        return als(self.without_right, plus(own, part), both)


def _income(row: Row, who: Persons, the_norm: Value) -> Income:
    def total(suffix: str) -> Value:
        wage = strict(lambda w: max(0, w), row["inkomen_arbeid" + suffix])
        return plus(wage, row["vakantietoeslag_arbeid" + suffix], row["inkomen_overig" + suffix])

    return Income(
        applicant=total(""),
        partner=als(who.gehuwd, total("_partner"), 0),
        norm=the_norm,
        couples_norm=couples_norm(row, who),
        without_right=who.without_right,
    )


def _received(row: Row, state: State | None) -> Value:
    """Whether bijstand was received directly before this row."""
    if row.raw.get("ontving_bijstand") is not None:
        return known(row.raw["ontving_bijstand"])
    if state is not None and state.last + timedelta(days=1) == row.first:
        return state.right
    return known(True)


def _wealth(row: Row) -> tuple[Value, Value]:
    """Step 2: whether the vermogen is above its limit, and the form of the bijstand."""
    limit = als(
        is_(row["leefvorm"], "alleenstaande"),
        figure("vermogensgrens_alleenstaande", row.month),
        figure("vermogensgrens_alleenstaande_ouder_en_gehuwden", row.month),
    )
    home, free = row["vermogen_eigen_woning"], figure("vermogen_eigen_woning_vrij", row.month)
    form = als(above(home, 0), als(above(home, free), "beoordelen", "om_niet"), "om_niet")
    return above(row["vermogen"], limit), form


def _row(row: Row, state: State | None) -> tuple[dict[str, Any], State]:
    who = persons(row)
    used_a, used_p = _counters(row, state)
    under_18 = below(who.age_a, 18)
    young_inside = en(niet(who.gehuwd), who.inside_a, niet(under_18), who.young_a)
    excluded = of(row["uitgesloten"], young_inside)
    barred = of(under_18, excluded)
    wealthy, form = _wealth(row)

    the_norm = norm(row, who)
    income = _income(row, who, the_norm)
    freed_a = vrijlating(row, person(row, "", who.age_a, who.aow_a), used_a, is_applicant=True)
    freed_p = _only_if(
        who.entitled_p,
        vrijlating(row, person(row, "_partner", who.age_p, who.aow_p), used_p, is_applicant=False),
    )
    gross = income.counts(known(0), known(0))
    net = income.counts(freed_a.amount, freed_p.amount)
    # The vrijlating can only lower the income, so an income below the norm without it decides at once.
    reached = en(niet(below(gross, the_norm)), of(niet(_received(row, state)), niet(below(net, the_norm))))

    outcome = als(
        who.aow_in_period,
        "aow_in_periode",
        als(
            barred,
            "geen_recht",
            als(combination(row, who), "combinatie", als(of(wealthy, reached), "geen_recht", "recht")),
        ),
    )
    reasons = {
        "leeftijd": under_18,
        "uitgesloten": excluded,
        "vermogen": wealthy,
        "inkomen": en(niet(barred), reached),
    }
    amounts = _amounts(row, the_norm, net, freed_a, freed_p)
    result = _empty(row.raw, "onbepaald", None)
    if not outcome.known:
        result["reden"] = reason(outcome.fields)
    elif outcome.value == "geen_recht":
        everything = plus(income.applicant, income.partner)
        result |= _no_right(row, reasons, form, als(barred, 0, the_norm), als(barred, everything, gross))
    elif outcome.value == "recht":
        result |= _right(row, form, amounts)
    else:
        result["reden"] = outcome.value

    right = _right_known(outcome)
    now_a = after(row, used_a, freed_a, right)
    now_p = after(row, used_p, freed_p, right)
    result |= dict(
        zip(COUNTERS, (v.or_none() for v in (now_a.n, now_a.z, now_p.n, now_p.z, now_a.r_begin)), strict=True)
    )
    left = right if right.known else unknown(EARLIER)
    return result, State(row.month, row.last, left, now_a, now_p)


def _counters(row: Row, state: State | None) -> tuple[Used, Used]:
    if state is None:
        return begin(row, ""), begin(row, "_partner")
    same = state.month == row.month
    return state.applicant.carried(same), state.partner.carried(same)


def _only_if(condition: Value, freed: Freed) -> Freed:
    """No vrijlating for a partner who is not there or has no right."""
    return Freed(
        als(condition, freed.ground, "geen"),
        als(condition, freed.amount, 0),
        {ground: als(condition, amount, 0) for ground, amount in freed.by_ground.items()},
        en(condition, freed.n_counts),
    )


def _right_known(outcome: Value) -> Value:
    """Whether there is right; in a row that is not decided it is not known, whatever the reason."""
    if outcome.known and outcome.value in ("recht", "geen_recht"):
        return known(outcome.value == "recht")
    return unknown(EARLIER)


def _amounts(row: Row, the_norm: Value, net: Value, freed_a: Freed, freed_p: Freed) -> dict[str, Value]:
    """Steps 5-7, for who has right."""
    bijstand = strict(lambda n, i: max(0, n - i), the_norm, net)
    maatregel = strict(
        lambda percentage, n, b: min(half_up(Fraction(percentage) * n / 100), b),
        row["maatregel_percentage"], the_norm, bijstand,
    )  # fmt: skip
    granted = minus(bijstand, maatregel)
    reserve = strict(lambda g: half_up(Fraction(5 * g, 100)), granted)
    values = (
        the_norm, freed_a.ground, freed_a.amount, freed_p.ground, freed_p.amount,
        net, bijstand, maatregel, reserve, minus(granted, reserve),
    )  # fmt: skip
    return dict(zip(AMOUNTS, values, strict=True))


def _right(row: Row, form: Value, amounts: dict[str, Value]) -> dict[str, Any]:
    open_fields = union(form, *amounts.values())
    if open_fields:
        return {"status": "onbepaald", "reden": reason(open_fields)}
    result = {name: value.value for name, value in amounts.items()}
    paid = minus(row["uitbetaald"], amounts["uit_te_betalen"])
    return result | {"status": "recht", "vorm": form.value, "verschil": paid.or_none()}


def _no_right(
    row: Row, reasons: dict[str, Value], form: Value, the_norm: Value, income: Value
) -> dict[str, Any]:
    certain = [name for name, applies in reasons.items() if applies.known and applies.value]
    return {
        "status": "geen_recht",
        "reden": "+".join(certain) or None,  # none: only together the open reasons are certain
        "vorm": form.or_none(),
        "norm": the_norm.or_none(),
        "vrijlating_grond": "geen",
        "vrijlating": 0,
        "vrijlating_grond_partner": "geen",
        "vrijlating_partner": 0,
        "inkomen_telt_mee": income.or_none(),
        "bijstand": 0,
        "maatregel": 0,
        "vakantietoeslag": 0,
        "uit_te_betalen": 0,
        "verschil": row["uitbetaald"].or_none(),
    }
