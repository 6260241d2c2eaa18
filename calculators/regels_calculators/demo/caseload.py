"""The synthetic caseload itself: blocks of dossiers as Arrow batches."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa

from regels_calculators.demo.assumptions import ENSCHEDE, NOBODY, Assumptions
from regels_calculators.demo.columns import SCHEMA, column
from regels_calculators.demo.draws import Bools, Draws, Ints
from regels_calculators.demo.household import Calendar, Households, households
from regels_calculators.demo.presence import Rows, rows
from regels_calculators.demo.work import Persons, persons

BLOCK: Final = 4096
"""Dossiers in a batch. Part of the definition of the file: another size gives other dossiers."""


def caseload(
    dossiers: int = 6143,
    first_month: date = date(2025, 8, 1),
    months: int = 12,
    seed: int = 1,
    assumed: Assumptions = ENSCHEDE,
) -> Iterator[pa.RecordBatch]:
    """Made-up dossiers with a row for each month or part of a month in which they receive bijstand.

    The same arguments give the same bytes on every machine. A dossier is whole inside one batch,
    its rows in order of time, and depends on its number, not on ``dossiers``: a larger file begins
    with the smaller one. Memory does not grow with the file. Dossiers come and go, so that there
    are fewer rows than ``dossiers`` times ``months``.
    """
    calendar = Calendar.of(first_month, months)
    for block in range(-(-dossiers // BLOCK)):
        yield _batch(
            Draws(seed, block), assumed, calendar, block * BLOCK, min(BLOCK, dossiers - block * BLOCK)
        )


def _batch(draws: Draws, assumed: Assumptions, calendar: Calendar, offset: int, count: int) -> pa.RecordBatch:
    """One block, always drawn in full and then cut to its first ``count`` dossiers."""
    homes = households(draws, assumed, calendar, BLOCK)
    where = rows(draws, assumed, calendar, homes)
    own = persons(draws, assumed, calendar, BLOCK, owner=assumed.zelfstandig)
    partner = persons(draws, assumed, calendar, BLOCK, owner=NOBODY)
    columns = (
        _identity(where, calendar)
        | _household(draws, assumed, calendar, homes, where)
        | _person("", own, homes.overig, where, calendar, _nobody(where))
        | _person("_partner", partner, homes.overig_partner, where, calendar, ~homes.gehuwd[where.dossier])
        | _norm(draws, assumed, calendar, homes, own, where)
    )
    _forget(draws, assumed, columns, homes.gehuwd[where.dossier])
    arrays = [column(name, *columns[name]) for name in SCHEMA.names if name != "dossier_id"]
    batch = pa.RecordBatch.from_arrays([_ids(where, offset), *arrays], schema=SCHEMA)
    return batch.slice(0, int(np.searchsorted(where.dossier, count)))


Columns = dict[str, tuple[Any, Bools | None]]
"""Per column its values, and where it is empty."""


def _ids(where: Rows, offset: int) -> Any:
    names = pa.array([f"E-{number:06d}" for number in range(offset + 1, offset + BLOCK + 1)])
    return names.take(pa.array(where.dossier))


def _identity(where: Rows, calendar: Calendar) -> Columns:
    whole = (where.first == 1) & (where.last == calendar.lengths[where.month])
    return {
        "maand": (calendar.starts[where.month], None),
        "van_dag": (where.first, whole),
        "tot_dag": (where.last, whole),
        "ontving_bijstand": (~where.applies, ~where.applies),
    }


def _household(
    draws: Draws, assumed: Assumptions, calendar: Calendar, homes: Households, where: Rows
) -> Columns:
    who = where.dossier
    day = calendar.starts[where.month] + where.first - 1
    sharers = np.where(day >= homes.verandering[who], homes.kostendelers_later[who], homes.kostendelers[who])
    drift = 940 + draws.below(121, len(who))
    return {
        "leefvorm": (homes.leefvorm[who], None),
        "geboortedatum": (homes.geboren[who], None),
        "geboortedatum_partner": (homes.geboren_partner[who], ~homes.gehuwd[who]),
        "ten_laste_komende_kinderen": (homes.kinderen[who], None),
        "geboortedatum_jongste_kind": (homes.jongste_geboren[who], homes.kinderen[who] == 0),
        "kostendelende_medebewoners": (sharers, None),
        "inrichting": (homes.inrichting[who], None),
        "partner_rechthebbend": (homes.partner_rechthebbend[who], None),
        "uitgesloten": (draws.chance(assumed.uitgesloten, len(who)), None),
        "vermogen": (homes.vermogen[who] * drift // 1000, None),
        "vermogen_eigen_woning": (homes.eigen_woning[who], None),
        "volledige_zorg": (homes.volledige_zorg[who], None),
    }


def _person(
    suffix: str, group: Persons, other: Ints, where: Rows, calendar: Calendar, absent: Bools
) -> Columns:
    who = where.dossier
    wage = _over_period(group.loon[who, where.month], where, calendar)
    lks = np.minimum(_over_period(group.lks[who, where.month], where, calendar), np.maximum(wage, 0))
    values = {
        "inkomen_arbeid": wage,
        "vakantietoeslag_arbeid": np.maximum(wage, 0) * group.vakantietoeslag_promille[who] // 1000,
        "inkomen_lks": lks,
        "inkomen_overig": _over_period(other[who], where, calendar),
        "bijdrage_arbeidsinschakeling": group.bijdrage[who],
        "medisch_urenbeperkt": group.medisch_urenbeperkt[who],
        "urenuitbreiding_mogelijk": group.urenuitbreiding_mogelijk[who],
        "vrijlating_n_maanden": group.n_maanden[who],
        "vrijlating_z_maanden": group.z_maanden[who],
    }
    return {name + suffix: (value, absent.copy()) for name, value in values.items()}


def _norm(
    draws: Draws, assumed: Assumptions, calendar: Calendar, homes: Households, own: Persons, where: Rows
) -> Columns:
    who, start = where.dossier, int(calendar.starts[0])
    n_used = own.n_maanden == max(int(option) for option in assumed.vrijlating_n_maanden.options)
    began = draws.chance(assumed.vrijlating_r_begonnen, BLOCK) & homes.ouder & n_used
    months_ago = 1 + draws.below(40, BLOCK)
    first = np.datetime64(start, "D").astype("datetime64[M]")
    r_begin = (first - months_ago).astype("datetime64[D]").astype(np.int64)
    raised = calendar.starts[where.month] >= np.datetime64("2026-01-01").astype(np.int64)
    start_measure = draws.below(calendar.count, BLOCK)
    length = 1 + draws.below(3, BLOCK)
    measured = draws.chance(assumed.maatregel.value * calendar.count / 12, BLOCK)
    percentage = draws.number(assumed.maatregel_percentage, BLOCK)
    active = (
        measured[who] & (where.month >= start_measure[who]) & (where.month < (start_measure + length)[who])
    )
    adjusted = draws.chance(assumed.afstemming, BLOCK) * draws.quantile(assumed.bedrag_afstemming, BLOCK)
    return {
        "vrijlating_r_begin": (r_begin[who], ~began[who]),
        "verhoging_jongere": (homes.niet_bij_ouders[who] & raised, None),
        "verhoging_jongere_partner": (homes.niet_bij_ouders_partner[who] & raised, ~homes.gehuwd[who]),
        "verlaging_woonsituatie": (homes.woonsituatie[who], None),
        "verlaging_schoolverlater": (homes.schoolverlater[who], None),
        "afstemming": (adjusted[who], None),
        "maatregel_percentage": (active * percentage[who], None),
    }


def _forget(draws: Draws, assumed: Assumptions, columns: Columns, gehuwd: Bools) -> None:
    """Empties one field in a share of the rows; without a partner, the applicant's own wage.

    A wage that is missing takes the part with loonkostensubsidie and the vakantietoeslag with it.
    """
    missing = draws.chance(assumed.onbekend, len(gehuwd))
    chosen = draws.choice(assumed.onbekend_veld, len(gehuwd))
    for index, name in enumerate(assumed.onbekend_veld.options):
        forgotten = missing & (chosen == index)
        if name.endswith("_partner"):
            _empty(columns, name.removesuffix("_partner"), forgotten & ~gehuwd)
            forgotten &= gehuwd
        _empty(columns, name, forgotten)


def _empty(columns: Columns, name: str, where: Bools) -> None:
    for field in _follows(name):
        values, empty = columns[field]
        columns[field] = (values, where if empty is None else empty | where)


def _follows(name: str) -> tuple[str, ...]:
    if not name.startswith("inkomen_arbeid"):
        return (name,)
    return (name, name.replace("inkomen_arbeid", "inkomen_lks"), name.replace("inkomen_", "vakantietoeslag_"))


def _over_period(amount: Ints, where: Rows, calendar: Calendar) -> Ints:
    """A month's amount over the days of the row; the parts of a month add up to the whole."""
    length = calendar.lengths[where.month]
    return amount * where.last // length - amount * (where.first - 1) // length


def _nobody(where: Rows) -> Bools:
    return np.zeros(len(where.dossier), dtype=np.bool_)
