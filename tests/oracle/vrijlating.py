"""Step 3, the vrijlating of wages of one person (art. 31 lid 2 n, y, z, aa, r), and what it uses up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from .figures import age, figure
from .norm import half_up
from .onbekend import Value, above, als, below, en, is_, known, niet, of, plus, strict, unknown
from .rows import EARLIER, Row

SHARE = {
    "n": Fraction(25, 100),
    "y": Fraction(15, 100),
    "z": Fraction(15, 100),
    "aa": Fraction(15, 100),
    "r": Fraction(125, 1000),
}


@dataclass(frozen=True, slots=True)
class Used:
    """What one person has used: months, and within the running calendar month what was freed."""

    n: Value
    z: Value
    r_begin: Value  # known(None): never
    n_this_month: Value = field(default_factory=lambda: known(False))
    z_this_month: Value = field(default_factory=lambda: known(False))
    freed: Mapping[str, Value] = field(default_factory=lambda: dict.fromkeys(SHARE, known(0)))

    def carried(self, same_month: bool) -> Used:
        """What the next row finds; whatever is unknown now waits for the earlier month there."""
        if not same_month:
            return Used(_later(self.n), _later(self.z), _later(self.r_begin))
        return Used(
            _later(self.n),
            _later(self.z),
            _later(self.r_begin),
            _later(self.n_this_month),
            _later(self.z_this_month),
            {ground: _later(amount) for ground, amount in self.freed.items()},
        )


def _later(value: Value) -> Value:
    return value if value.known else unknown(EARLIER)


def begin(row: Row, suffix: str) -> Used:
    """The counters on the dossier's first row."""
    r_begin = known(row.raw.get("vrijlating_r_begin") if suffix == "" else None)
    return Used(row["vrijlating_n_maanden" + suffix], row["vrijlating_z_maanden" + suffix], r_begin)


@dataclass(frozen=True, slots=True)
class Person:
    """One person's circumstances, read from the row."""

    wage: Value
    lks: Value
    contribution: Value
    medical: Value
    more_hours: Value
    age: Value
    aow: Value


def person(row: Row, suffix: str, age_now: Value, aow: Value) -> Person:
    """The fields of the applicant (suffix empty) or of the partner."""
    return Person(
        wage=strict(lambda w: max(0, w), row["inkomen_arbeid" + suffix]),
        lks=row["inkomen_lks" + suffix],
        contribution=row["bijdrage_arbeidsinschakeling" + suffix],
        medical=row["medisch_urenbeperkt" + suffix],
        more_hours=row["urenuitbreiding_mogelijk" + suffix],
        age=age_now,
        aow=aow,
    )


@dataclass(frozen=True, slots=True)
class Freed:
    """What is freed if there is right, and on which ground; `n_counts`: it would be a month under AOW age."""

    ground: Value
    amount: Value
    by_ground: Mapping[str, Value]
    n_counts: Value


def _r_applies(row: Row, who: Person, used: Used, old_enough: Value) -> Value:
    """Ground r: a single parent in the 30 calendar months from the first in which r was applied."""
    child = strict(lambda born: age(born, row.first) < 12, row["geboortedatum_jongste_kind"])
    running = strict(
        lambda start: start is None or row.month_index < start.year * 12 + start.month + 30, used.r_begin
    )
    return en(
        niet(who.aow),
        is_(row["leefvorm"], "alleenstaande_ouder"),
        above(row["ten_laste_komende_kinderen"], 0),
        child,
        row["volledige_zorg"],
        old_enough,
        who.contribution,
        niet(below(used.n, 6)),
        running,
    )


def vrijlating(row: Row, who: Person, used: Used, is_applicant: bool) -> Freed:
    """The ground that the person meets first, and what it frees under its cap of the calendar month."""
    from_2023 = row.month >= date(2023, 1, 1)
    # Art. 31a (temporary): n and r also under 27.
    under_27_too = date(2020, 11, 1) <= row.month <= date(2021, 9, 30)
    old_enough = of(under_27_too, niet(below(who.age, 27)))
    n_under_aow = en(niet(who.aow), of(below(used.n, 6), used.n_this_month), old_enough, who.contribution)
    z_open = of(below(used.z, 12), used.z_this_month)
    supported = en(from_2023, above(who.lks, 0))
    meets = {
        "n": of(who.aow, n_under_aow),
        "y": who.medical,
        "z": en(supported, z_open),
        "aa": en(supported, niet(z_open), niet(who.more_hours)),
        "r": _r_applies(row, who, used, old_enough) if is_applicant else known(False),
    }
    amounts = {ground: _amount(row, who, used, ground) for ground in SHARE}
    order = ("n", "y", "z", "aa", "r") if from_2023 else ("n", "r", "y")

    label, amount = known("geen"), known(0)
    for ground in reversed(order):
        label = als(meets[ground], ground, label)
        amount = als(meets[ground], amounts[ground], amount)
    no_wage = is_(who.wage, 0)
    amount = als(no_wage, 0, amount)  # without a wage no judgement is needed
    granted = als(no_wage, "geen", als(is_(amount, 0), "geen", label))

    by_ground: dict[str, Value] = dict.fromkeys(SHARE, known(0))
    earlier: list[Value] = []
    for name in order:
        taken = en(*earlier, meets[name])
        by_ground[name] = als(no_wage, 0, als(taken, amounts[name], 0))
        earlier.append(niet(meets[name]))
    return Freed(granted, amount, by_ground, en(n_under_aow, above(amounts["n"], 0)))


def _amount(row: Row, who: Person, used: Used, ground: str) -> Value:
    """The share of the wage, half up, then at most what the month's cap still leaves."""
    base = who.lks if ground in ("z", "aa") else who.wage
    if ground in ("z", "aa") and row.month < date(2023, 1, 1):
        return known(0)
    share = strict(lambda w: half_up(w * SHARE[ground]), base)
    left = strict(
        lambda cap, gone: max(0, cap - gone),
        figure(f"vrijlating_{ground}_max", row.month),
        used.freed[ground],
    )
    return als(is_(base, 0), 0, strict(min, share, left))


def after(row: Row, used: Used, freed: Freed, right: Value) -> Used:
    """The counters after the row: nothing is used without bijstand."""
    gone = {ground: als(right, amount, 0) for ground, amount in freed.by_ground.items()}
    n_now = en(right, freed.n_counts)
    z_now = above(gone["z"], 0)
    r_starts = en(above(gone["r"], 0), is_(used.r_begin, None))
    return replace(
        used,
        n=als(en(n_now, niet(used.n_this_month)), plus(used.n, 1), used.n),
        z=als(en(z_now, niet(used.z_this_month)), plus(used.z, 1), used.z),
        r_begin=als(r_starts, row.month, used.r_begin),
        n_this_month=of(used.n_this_month, n_now),
        z_this_month=of(used.z_this_month, z_now),
        freed={ground: plus(used.freed[ground], gone[ground]) for ground in SHARE},
    )
