"""Step 1, the norm (art. 20-24 Participatiewet), in cents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .figures import age, aow_day, figure
from .onbekend import Value, above, als, below, en, is_, known, minus, niet, of, plus, strict
from .rows import Row

Pick = Callable[[Value, str], Value]
"""What to take from a leaf of the decision tree: its amount, or the article it rests on."""


def half_up(exact: Fraction | int) -> int:
    """To the cent, half up; every amount rounded by the contract is zero or more."""
    if exact < 0:
        raise ValueError(exact)
    exact = Fraction(exact)
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


@dataclass(frozen=True, slots=True)
class Persons:
    """Who is in the household, on the first day of the period."""

    gehuwd: Value
    age_a: Value
    age_p: Value
    young_a: Value
    young_p: Value
    aow_a: Value
    aow_p: Value
    entitled_p: Value  # there is a partner, and with right
    without_right: Value  # there is a partner, without right
    inside_a: Value
    inside_p: Value
    aow_in_period: Value


def persons(row: Row) -> Persons:
    """Ages, AOW and rights of applicant and partner."""
    gehuwd = is_(row["leefvorm"], "gehuwden")
    born_a, born_p = row["geboortedatum"], row["geboortedatum_partner"]
    age_a, age_p = (strict(lambda b: age(b, row.first), born) for born in (born_a, born_p))
    with_right = en(row["partner_rechthebbend"], niet(below(age_p, 18)))
    return Persons(
        gehuwd=gehuwd,
        age_a=age_a,
        age_p=age_p,
        young_a=below(age_a, 21),
        young_p=below(age_p, 21),
        aow_a=strict(lambda b: _reached(b, row.first), born_a),
        aow_p=strict(lambda b: _reached(b, row.first), born_p),
        entitled_p=en(gehuwd, with_right),
        without_right=en(gehuwd, niet(with_right)),
        inside_a=is_(row["inrichting"], "aanvrager", "beiden"),
        inside_p=is_(row["inrichting"], "partner", "beiden"),
        aow_in_period=of(
            strict(lambda b: _falls_inside(b, row), born_a),
            en(gehuwd, strict(lambda b: _falls_inside(b, row), born_p)),
        ),
    )


def _reached(birth: date, day: date) -> bool:
    start = aow_day(birth)
    return start is not None and start <= day


def _falls_inside(birth: date, row: Row) -> bool:
    start = aow_day(birth)
    return start is not None and row.first < start <= row.last


def _kostendelersnorm(count: Value, aow: Value, row: Row) -> Value:
    """(40% + A x 30%) / A x B per person, half up."""
    base = als(aow, figure("norm_aow_gehuwden", row.month), figure("norm_gehuwden_21_aow", row.month))
    return strict(lambda a, b: half_up(Fraction(40 + 30 * a, 100 * a) * b), count, base)


def _single(row: Row, young: Value, aow: Value, parent: Value, pick: Pick) -> Value:
    """Art. 20, 21, 22 or 22a for one person."""
    others = row["kostendelende_medebewoners"]
    youth = als(
        parent,
        figure("norm_jongere_18_20_alleenstaande_ouder", row.month),
        figure("norm_jongere_18_20_alleenstaande_zonder_kind", row.month),
    )
    plain = als(
        aow,
        pick(figure("norm_aow_alleenstaande", row.month), "22"),
        pick(figure("norm_alleenstaande_of_ouder_21_aow", row.month), "21"),
    )
    shared = pick(_kostendelersnorm(plus(others, 1), aow, row), "22a")
    return als(young, pick(youth, "20"), als(above(others, 0), shared, plain))


def _with_children(row: Row, stem: str) -> Value:
    """The amount with or without children, named `<stem>met_kind<...>`."""
    return als(
        above(row["ten_laste_komende_kinderen"], 0),
        figure(stem.format("met_kind"), row.month),
        figure(stem.format("zonder_kind"), row.month),
    )


def _couple(row: Row, who: Persons, pick: Pick) -> Value:
    """Art. 20-22a for two persons by both actual ages; a partner under 18 counts as 18-20."""
    others = row["kostendelende_medebewoners"]
    shares = above(others, 0)
    aow = of(who.aow_a, who.aow_p)
    # Only the elder of a mixed couple can have reached AOW age.
    mixed_shared = plus(
        _with_children(row, "kostendeler_gemengd_jong_{}_bijtelling"),
        _kostendelersnorm(plus(others, 1), aow, row),
    )
    mixed = als(
        shares,
        pick(mixed_shared, "22a3"),
        pick(_with_children(row, "norm_gehuwden_een_18_20_een_21plus_{}"), "20"),
    )
    each = _kostendelersnorm(plus(others, 2), aow, row)
    plain = als(
        aow,
        pick(figure("norm_aow_gehuwden", row.month), "22"),
        pick(figure("norm_gehuwden_21_aow", row.month), "21"),
    )
    elder = als(shares, pick(plus(each, each), "22a"), plain)
    both_young = pick(_with_children(row, "norm_gehuwden_beide_18_20_{}"), "20")
    return als(en(who.young_a, who.young_p), both_young, als(of(who.young_a, who.young_p), mixed, elder))


def _inside(row: Row, kind: str) -> Value:
    return plus(
        figure(f"norm_inrichting_{kind}", row.month), figure(f"inrichting_verhoging_zorg_{kind}", row.month)
    )


def _couple_with_right(row: Row, who: Persons, pick: Pick) -> Value:
    """Art. 20-23 for two persons who both have right."""
    parent = above(row["ten_laste_komende_kinderen"], 0)

    def amount(value: Value, _article: str) -> Value:
        return value

    def one_inside(young: Value, aow: Value) -> Value:
        outside = _single(row, young, aow, parent, amount)
        return pick(plus(_inside(row, "alleenstaande"), outside), "23")

    inside = als(
        is_(row["inrichting"], "beiden"),
        pick(_inside(row, "gehuwden"), "23"),
        als(
            is_(row["inrichting"], "aanvrager"),
            one_inside(who.young_p, who.aow_p),
            one_inside(who.young_a, who.aow_a),
        ),
    )
    return als(is_(row["inrichting"], "geen"), _couple(row, who, pick), inside)


def _partner_without_right(row: Row, who: Persons, pick: Pick) -> Value:
    """Art. 24: half of the couple's norm as if the partner had the applicant's age."""
    others = row["kostendelende_medebewoners"]

    def halved(norm: Value) -> Value:
        return pick(strict(lambda n: half_up(Fraction(n, 2)), norm), "24")

    elder = als(
        who.aow_a,
        halved(figure("norm_aow_gehuwden", row.month)),
        halved(figure("norm_gehuwden_21_aow", row.month)),
    )
    shared = pick(_kostendelersnorm(plus(others, 1), who.aow_a, row), "24")
    young = halved(_with_children(row, "norm_gehuwden_beide_18_20_{}"))
    return als(who.young_a, young, als(above(others, 0), shared, elder))


def _tree(row: Row, who: Persons, pick: Pick) -> Value:
    alone = als(
        who.inside_a,
        pick(_inside(row, "alleenstaande"), "23"),
        _single(row, who.young_a, who.aow_a, is_(row["leefvorm"], "alleenstaande_ouder"), pick),
    )
    together = als(who.entitled_p, _couple_with_right(row, who, pick), _partner_without_right(row, who, pick))
    return als(who.gehuwd, together, alone)


def _in_period(row: Row, norm: Value) -> Value:
    return strict(lambda n: half_up(Fraction(n * row.days, row.days_in_month)), norm)


def _raises(row: Row, who: Persons) -> tuple[Value, Value]:
    """Whether art. 20 lid 3 (from 2026) raises the norm for the applicant, and for the partner."""
    in_force = row.month.year >= 2026
    return (
        en(in_force, who.young_a, row["verhoging_jongere"]),
        en(in_force, who.entitled_p, who.young_p, row["verhoging_jongere_partner"]),
    )


def combination(row: Row, who: Persons) -> Value:
    """Whether the contract leaves this household out (`combinatie`)."""
    inside_young = en(who.entitled_p, of(en(who.inside_a, who.young_a), en(who.inside_p, who.young_p)))
    without_right_inside = en(who.without_right, niet(is_(row["inrichting"], "geen")))
    one_young = of(en(who.young_a, niet(who.young_p)), en(niet(who.young_a), who.young_p))
    lid_3 = en(
        who.entitled_p,
        one_young,
        above(row["kostendelende_medebewoners"], 0),
        is_(row["inrichting"], "geen"),
    )
    raise_a, raise_p = _raises(row, who)
    return of(
        inside_young,
        without_right_inside,
        en(raise_a, of(lid_3, who.without_right)),
        en(raise_p, lid_3),
    )


def norm(row: Row, who: Persons) -> Value:
    """The norm of the row's period, for who is not under 18 and not excluded."""
    base = _tree(row, who, lambda amount, _article: amount)
    article = _tree(row, who, lambda _amount, article: known(article))
    raise_a, raise_p = _raises(row, who)
    # Before 2026 no raise applies, so its figure must not be asked for.
    step = figure("norm_jongere_18_20_verhoging_geen_beroep_ouders", row.month)
    comparable = als(
        who.gehuwd,
        figure("norm_gehuwden_21_aow", row.month),
        figure("norm_alleenstaande_of_ouder_21_aow", row.month),
    )
    raised = strict(min, plus(base, als(raise_a, step, 0), als(raise_p, step, 0)), comparable)
    total = als(of(raise_a, raise_p), raised, base)
    lowered = plus(row["verlaging_woonsituatie"], row["verlaging_schoolverlater"])
    total = minus(total, als(is_(article, "20", "21"), lowered, 0))
    total = strict(lambda n: max(0, n), plus(total, row["afstemming"]))
    return _in_period(row, total)


def couples_norm(row: Row, who: Persons) -> Value:
    """The couple's norm of art. 32 lid 3, in the row's period."""
    return _in_period(row, _couple(row, who, lambda amount, _article: amount))
