"""Nasty but valid dossiers from a seed: every boundary of the contract is aimed at, not hoped for.

`dossiers(seed, count)` gives lists of rows as `history` takes them. With `complete=True` nothing is
unknown or absent; with `whole_months=True` no month is split; with `rejects=True` some rows cannot be read.
"""

from __future__ import annotations

import random
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from .figures import add_months, figure
from .rows import ABSENT, COLUMNS, reject

FIRST_MONTH, LAST_MONTH = date(2017, 1, 1), date(2026, 12, 1)
TURNING_POINTS = (  # months in which a rule, a figure or a gap in the figures begins or ends
    date(2018, 1, 1), date(2020, 11, 1), date(2021, 10, 1), date(2022, 1, 1), date(2023, 1, 1),
    date(2023, 7, 1), date(2024, 1, 1), date(2024, 7, 1), date(2026, 1, 1), date(2026, 7, 1),
)  # fmt: skip
AGES_IN_MONTHS = tuple(12 * years for years in (17, 18, 19, 20, 20, 21, 21, 27, 27, 27, 27))
AOW_IN_MONTHS = (65 * 12 + 9, 66 * 12, 66 * 12 + 4, 66 * 12 + 7, 66 * 12 + 10, 67 * 12)
# Not to be blanked out: they place the row, or their emptiness is a meaning of its own.
ALWAYS_THERE = ("dossier_id", "maand", "van_dag", "tot_dag", "vrijlating_r_begin", "ontving_bijstand")
PARTNERS = tuple(name for name in COLUMNS if name.endswith("_partner"))


@dataclass(frozen=True, slots=True)
class Kind:
    """What kind of dossiers to make."""

    complete: bool = False
    whole_months: bool = False
    rejects: bool = False


def dossiers(
    seed: int, count: int, *, complete: bool = False, whole_months: bool = False, rejects: bool = False
) -> Iterator[list[dict[str, Any]]]:
    """`count` dossiers; dossier i of a seed is the same whatever the count."""
    kind = Kind(complete, whole_months, rejects)
    for i in range(count):
        yield dossier(random.Random(f"{seed}-{i}"), f"D{seed}-{i:06d}", kind)


def dossier(rng: random.Random, name: str, kind: Kind) -> list[dict[str, Any]]:
    """One dossier of 1-16 rows, in shuffled order."""
    periods = _periods(rng, kind)
    anchor = rng.choice(periods)[0]
    household = _household(rng, anchor)
    chance = 0.0 if kind.complete else rng.choice((0, 0, 0, 0.01, 0.03, 0.15))
    rows = []
    for month, first, last in periods:
        if rng.random() < 0.08:
            household |= _household(rng, anchor)
        row = _row(rng, month, dict(household))
        row |= {"dossier_id": name, "maand": month, "van_dag": first, "tot_dag": last}
        _make_consistent(rng, row)
        for column in COLUMNS:
            if column not in ALWAYS_THERE and rng.random() < chance:
                row[column] = None
        if kind.complete and row["uitbetaald"] is None:
            row["uitbetaald"] = 0
        rows.append({column: row[column] for column in COLUMNS})
    if not kind.complete:
        _drop_columns(rng, rows)
    if kind.rejects and rng.random() < 0.15:
        _spoil(rng, rng.choice(rows))
    elif any(reject(row) for row in rows):
        raise AssertionError("the generator made a row that cannot be read")
    rng.shuffle(rows)
    return rows


def _periods(rng: random.Random, kind: Kind) -> list[tuple[date, int | None, int | None]]:
    count = rng.choice((1, 2, 3, 5, 8, 10, 12, 14, 16))
    if rng.random() < 0.5:
        month = add_months(rng.choice(TURNING_POINTS), -rng.randint(0, count))
    else:
        month = add_months(FIRST_MONTH, rng.randrange(120))
    month = max(month, FIRST_MONTH)
    split_chance = 0.0 if kind.whole_months else rng.choice((0, 0.1, 0.4))
    periods: list[tuple[date, int | None, int | None]] = []
    while len(periods) < count and month <= LAST_MONTH:
        length = monthrange(month.year, month.month)[1]
        if rng.random() < split_chance:
            cuts = sorted(rng.sample(range(1, length), rng.choice((1, 2))))
            parts = list(zip([1] + [c + 1 for c in cuts], [*cuts, length], strict=True))
            if rng.random() < 0.3:
                parts.pop(rng.randrange(len(parts)))
            periods += [(month, first, last) for first, last in parts]
        elif not kind.whole_months and rng.random() < 0.1:
            periods.append((month, 1, length))
        else:
            periods.append((month, None, None))
        gap = rng.random()
        month = add_months(month, 1 if gap < 0.9 else rng.choice((2, 3, 7, 31)))
    return periods[:16]


def _birth(rng: random.Random, anchor: date) -> date:
    """A birth date that turns an age of the law near the anchor, or an ordinary one."""
    draw = rng.random()
    if draw < 0.45:
        # A couple of months around the anchor, so that the age changes inside the history.
        turn = add_months(anchor, rng.randint(-3, 6)) + timedelta(days=rng.choice((-1, 0, 0, 1, 14, 27)))
        months = rng.choice(AGES_IN_MONTHS) if draw < 0.27 else rng.choice(AOW_IN_MONTHS)
        birth = add_months(turn, -months)
    else:
        birth = date(
            anchor.year - rng.choice((19, 24, 30, 35, 45, 58, 70)), rng.randint(1, 12), rng.randint(1, 28)
        )
    odd = rng.random()
    if odd < 0.06:
        return date(birth.year - birth.year % 4, 2, 29)
    if odd < 0.12:
        return birth.replace(day=monthrange(birth.year, birth.month)[1])
    return birth


def _household(rng: random.Random, anchor: date) -> dict[str, Any]:
    leefvorm = rng.choice(
        ("alleenstaande", "alleenstaande_ouder", "alleenstaande_ouder", "gehuwden", "gehuwden")
    )
    children = rng.choice((1, 2, 3)) if leefvorm == "alleenstaande_ouder" else rng.choice((0, 0, 0, 1, 2))
    inside = ("geen",) * 12 + (
        ("aanvrager", "partner", "beiden") if leefvorm == "gehuwden" else ("aanvrager",)
    )
    young_child = add_months(anchor, -12 * rng.randint(0, 13) - rng.randint(12, 20)) + timedelta(
        days=rng.choice((0, 1, 9))
    )
    at_twelve = add_months(anchor, -12 * 12 + rng.randint(-2, 4)) + timedelta(days=rng.choice((-1, 0, 1)))
    return {
        "leefvorm": leefvorm,
        "geboortedatum": _birth(rng, anchor),
        "geboortedatum_partner": _birth(rng, anchor),
        "ten_laste_komende_kinderen": children,
        "geboortedatum_jongste_kind": (rng.choice((young_child, at_twelve)) if children else None),
        "kostendelende_medebewoners": rng.choice((0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 9)),
        "inrichting": rng.choice(inside),
        "partner_rechthebbend": rng.random() < 0.75,
        "bijdrage_arbeidsinschakeling": rng.random() < 0.8,
        "bijdrage_arbeidsinschakeling_partner": rng.random() < 0.8,
        "volledige_zorg": rng.random() < 0.85,
        "medisch_urenbeperkt": rng.random() < 0.2,
        "medisch_urenbeperkt_partner": rng.random() < 0.2,
        "urenuitbreiding_mogelijk": rng.random() < 0.4,
        "urenuitbreiding_mogelijk_partner": rng.random() < 0.4,
        "vrijlating_n_maanden": rng.choice((0, 0, 3, 5, 6, 6, 7)),
        "vrijlating_z_maanden": rng.choice((0, 0, 5, 10, 11, 12, 13)),
        "vrijlating_n_maanden_partner": rng.choice((0, 3, 5, 6)),
        "vrijlating_z_maanden_partner": rng.choice((0, 10, 11, 12)),
        "_lks": rng.random() < 0.35,
        "_wage": rng.choice(("none", "small", "modest", "modest", "modest", "cap", "cap", "norm", "mixed")),
        "_rich": rng.random() < 0.15,
    }


def _wage(rng: random.Random, month: date, level: str) -> int:
    """A wage aimed at a boundary: nothing, cents, where a cap begins to bite, or about the norm."""
    level = (
        rng.choice(("none", "small", "modest", "modest", "cap", "norm", "below"))
        if level == "mixed"
        else level
    )
    if level == "none":
        return 0
    if level == "below":
        return -rng.choice((1, 12_345))
    if level == "small":
        return rng.choice((1, 2, 4, 10, 99, 12_345, rng.randint(1, 50_000)))
    if level == "modest":
        return rng.randint(2_000, 80_000)
    if level == "cap":
        name, share = rng.choice((("n", 25), ("y", 15), ("z", 15), ("r", 12.5)))
        cap = figure(f"vrijlating_{name}_max", month).or_none() or 15_000
        return max(0, round(cap * 100 / share) + rng.randint(-8, 8))
    norm = figure("norm_alleenstaande_of_ouder_21_aow", month).or_none() or 100_000
    return max(0, norm + rng.choice((-1, 0, 1, 20_000, -30_000, 60_000, rng.randint(-90_000, 90_000))))


def _row(rng: random.Random, month: date, household: dict[str, Any]) -> dict[str, Any]:
    supported, level, rich = (household.pop(name) for name in ("_lks", "_wage", "_rich"))
    single_limit = figure("vermogensgrens_alleenstaande", month).or_none() or 800_000
    home_limit = figure("vermogen_eigen_woning_vrij", month).or_none() or 6_000_000
    vermogens = (0, 10_000, single_limit, single_limit + 1, 2 * single_limit, 2 * single_limit + 1)
    row = {
        **household,
        "uitgesloten": rng.random() < 0.02,
        "vermogen": rng.choice(vermogens if rich else vermogens[:3]),
        "vermogen_eigen_woning": rng.choice((0, 0, 0, 0, 1, home_limit, home_limit + 1)),
        "vrijlating_r_begin": rng.choice(
            (None, None, add_months(month, -rng.choice((0, 1, 20, 24, 27, 29, 30, 31))))
        ),
        "ontving_bijstand": rng.choice((None,) * 6 + (True, False)),
        "verhoging_jongere": rng.random() < 0.2,
        "verhoging_jongere_partner": rng.random() < 0.2,
        "verlaging_woonsituatie": rng.choice((0, 0, 0, 10_000, 28_389)),
        "verlaging_schoolverlater": rng.choice((0, 0, 0, 0, 5_000)),
        "afstemming": rng.choice((0,) * 30 + (5_000, 5_000, -5_001, -5_001, -400_000)),
        "maatregel_percentage": rng.choice((Decimal(0),) * 6 + (Decimal(5), Decimal("33.33"), Decimal(100))),
        "uitbetaald": rng.choice((None, 0, 95_000, rng.randint(0, 200_000))),
    }
    for suffix in ("", "_partner"):
        wage = _wage(rng, month, level if suffix == "" or rng.random() < 0.35 else "none")
        row["inkomen_arbeid" + suffix] = wage
        row["vakantietoeslag_arbeid" + suffix] = max(0, wage) * 8 // 100 if rng.random() < 0.5 else 0
        row["inkomen_overig" + suffix] = rng.choice((0,) * 8 + (1, rng.randint(0, 60_000)))
        part = rng.choice((wage, wage, wage // 2, 1 if wage > 0 else 0))
        row["inkomen_lks" + suffix] = max(0, part) if supported else 0
    return row


def _make_consistent(rng: random.Random, row: dict[str, Any]) -> None:
    """A household without a partner has no partner's fields (rarely a stray one, which must not matter)."""
    if row["leefvorm"] != "gehuwden":
        for column in PARTNERS:
            counter = column.startswith("vrijlating_")
            if rng.random() < 0.95 and not counter:
                row[column] = None
    if row["maand"] < FIRST_MONTH or row["vrijlating_r_begin"] is None:
        return
    row["vrijlating_r_begin"] = min(row["vrijlating_r_begin"], row["maand"])


def _drop_columns(rng: random.Random, rows: list[dict[str, Any]]) -> None:
    """The file of this dossier may lack columns, mostly those that mean something when absent."""
    chance = rng.choice((0, 0, 0.05, 0.3))
    for column in COLUMNS:
        if column in ("dossier_id", "maand"):
            continue
        meaningful = column in ABSENT or column in ALWAYS_THERE
        if rng.random() < (chance if meaningful else chance / 20):
            if column in ("van_dag", "tot_dag") and any(row.get("van_dag") for row in rows):
                continue  # without it two parts of a month would overlap
            for row in rows:
                row.pop(column, None)


def _spoil(rng: random.Random, row: dict[str, Any]) -> None:
    """Make the row unreadable."""
    change = rng.choice(
        (
            {"inkomen_arbeid": 1_000, "inkomen_lks": 1_001},
            {"leefvorm": "alleenstaande", "inrichting": "beiden"},
            {"maatregel_percentage": Decimal("100.01")},
            {"vrijlating_z_maanden": -1},
        )
    )
    row.update(change)
