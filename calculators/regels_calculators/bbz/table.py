"""Whole caseloads: a table of months and a table of boekjaren in, a settlement for every boekjaar out.

Sums are integers of cents; a month that is missing or unknown makes the sums of its boekjaar unknown.
"""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.ruleset import Ruleset
from regels_calculators.bbz.facts import (
    FROM_THE_MONTHS,
    MONTHS_IN_A_YEAR,
    NO_MEANS,
    Regelingen,
    UnknownFact,
    WrongMonths,
)
from regels_calculators.doorrekenen.cents import Ints, Mask, cents, from_cents

DOSSIER, MONTH, YEAR, BEGIN, ASKED = "dossier_id", "maand", "boekjaar", "begin_maand", "bijstand_gevraagd"
SPAN = 10_000


class Months(NamedTuple):
    """Per month in cents: what it is, and whether that is known."""

    norm: Ints
    norm_known: Mask
    loan: Ints
    gift: Ints
    later: Ints
    known: Mask


def settle_table(months: pa.Table, years: pa.Table, regelingen: Regelingen) -> pa.Table:
    """The results of ``bbz_jaarafrekening``, one row for each row of ``years``.

    ``months``: ``dossier_id``, ``maand``, ``bijstand_gevraagd``, and the fields of both monthly
    regelingen. ``years``: ``dossier_id``, ``boekjaar``, if need be ``begin_maand``, and the fields that
    do not follow from the months. Raises UnknownFact for a column that nothing reads or that is
    computed, WrongMonths when a month stands twice or belongs to no boekjaar of the table.
    """
    _known_columns(months, years, regelingen)
    place = _places(months, years)
    sums = _sums(_computed(months, regelingen), place, len(years))
    for name in FROM_THE_MONTHS:
        years = years.append_column(name, sums[name])
    return regelingen.jaarafrekening.evaluate_table(years)


def _known_columns(months: pa.Table, years: pa.Table, regelingen: Regelingen) -> None:
    norm, loan = _names(regelingen.norm), _names(regelingen.levensonderhoud)
    wrong = set(months.column_names) - ((norm | loan | {DOSSIER, ASKED}) - {*NO_MEANS, "norm"})
    wrong |= set(years.column_names) & set(FROM_THE_MONTHS)
    if wrong:
        raise UnknownFact(f"De kolom ‘{min(wrong)}’ leest niemand, of zij wordt uitgerekend. Haal haar weg.")


def _names(ruleset: Ruleset) -> set[str]:
    return {spec.name for spec in ruleset.plan.inputs}


def _computed(months: pa.Table, regelingen: Regelingen) -> Months:
    """Norm, loan and gift of every month, in the order of the table."""
    household = _fields(months, _names(regelingen.norm) - set(NO_MEANS))
    for name in NO_MEANS:
        household = household.append_column(name, pa.array(np.zeros(len(months), np.int64)))
    norms = regelingen.norm.evaluate_table(household)["norm"].combine_chunks()
    asked = months[ASKED].combine_chunks()
    facts = _fields(months, _names(regelingen.levensonderhoud) - {"norm"})
    facts = facts.append_column("norm", norms).filter(pc.fill_null(asked, False))
    loans = regelingen.levensonderhoud.evaluate_table(facts)
    rows = np.flatnonzero(np.asarray(pc.fill_null(asked, False)))
    return _placed(norms, np.asarray(asked.is_valid()), rows, loans)


def _placed(norms: pa.Array, asked_known: Mask, rows: Ints, loans: pa.Table) -> Months:
    norm, norm_known = cents(norms)
    amount, filled = cents(loans["bijstand"].combine_chunks())
    later, _ = cents(loans["telt_later_als_inkomen"].combine_chunks())
    as_gift = np.asarray(pc.fill_null(pc.equal(loans["vorm"].combine_chunks(), "om_niet"), False))
    known = asked_known.copy()
    known[rows] = filled

    def spread(values: Ints) -> Ints:
        column = np.zeros(len(norm), np.int64)
        column[rows] = values
        return column

    loan, gift = np.where(as_gift, 0, amount), np.where(as_gift, amount, 0)
    return Months(norm, norm_known, spread(loan), spread(gift), spread(later), known)


def _sums(months: Months, place: Ints, years: int) -> dict[str, pa.Array]:
    """The facts of the settlement that follow from the months, one of each for every boekjaar."""
    complete = _add(np.ones(len(place), np.int64), place, years) == MONTHS_IN_A_YEAR
    norms_known = complete & (_add(~months.norm_known, place, years) == 0)
    known = complete & (_add(~months.known, place, years) == 0)
    with_loan = months.loan > 0
    return {
        "voorlopige_bijstand": _amounts(_add(months.loan, place, years), known),
        "bijstandsmaanden": pa.array(_add(with_loan, place, years), mask=~known),
        "som_normen": _amounts(_add(months.norm, place, years), norms_known),
        "som_normen_bijstandsmaanden": _amounts(
            _add(np.where(with_loan, months.norm, 0), place, years), known
        ),
        "tijdelijke_bijstand": _amounts(_add(months.later, place, years), known),
        "bijstand_als_gift": _amounts(_add(months.gift, place, years), known),
    }


def _places(months: pa.Table, years: pa.Table) -> Ints:
    """For every month the row of its boekjaar."""
    dossiers = pc.unique(years[DOSSIER].combine_chunks())
    begins = years[BEGIN].combine_chunks() if BEGIN in years.column_names else pa.array([1] * len(years))
    begin = np.zeros(len(dossiers), np.int64)
    year_dossier = _codes(years[DOSSIER], dossiers)
    if begins.null_count:
        raise WrongMonths(
            "De maand waarin een boekjaar begint is leeg. Zonder die maand is er geen boekjaar."
        )
    first = np.asarray(begins).astype(np.int64) - 1
    begin[year_dossier] = first
    if (begin[year_dossier] != first).any():
        raise WrongMonths("Een dossier heeft boekjaren die in een andere maand beginnen.")
    keys = year_dossier * SPAN + np.asarray(years[YEAR].combine_chunks()).astype(np.int64)
    dossier = _codes(months[DOSSIER], dossiers)
    moment = _month_numbers(months[MONTH])
    boekjaar = (moment - begin[dossier]) // MONTHS_IN_A_YEAR
    _once(dossier * SPAN * MONTHS_IN_A_YEAR + moment)
    order = np.argsort(keys)
    found = np.searchsorted(keys[order], dossier * SPAN + boekjaar)
    place = order[np.minimum(found, len(keys) - 1)]
    if (keys[place] != dossier * SPAN + boekjaar).any():
        raise WrongMonths("Een maand hoort bij geen boekjaar van de tabel van boekjaren.")
    return np.asarray(place, np.int64)


def _codes(column: pa.ChunkedArray, dossiers: pa.Array) -> Ints:
    found = pc.index_in(column.combine_chunks(), dossiers)
    if found.null_count:
        raise WrongMonths("Een maand hoort bij een dossier dat niet in de tabel van boekjaren staat.")
    return np.asarray(found).astype(np.int64)


def _month_numbers(column: pa.ChunkedArray) -> Ints:
    days = column.combine_chunks().cast(pa.date32())
    years, months = pc.year(days), pc.month(days)
    return np.asarray(years).astype(np.int64) * MONTHS_IN_A_YEAR + np.asarray(months).astype(np.int64) - 1


def _once(keys: Ints) -> None:
    if len(np.unique(keys)) < len(keys):
        raise WrongMonths("Er staat een maand van een dossier twee keer.")


def _fields(table: pa.Table, names: set[str]) -> pa.Table:
    return table.select([name for name in table.column_names if name in names or name == DOSSIER])


def _add(values: Ints | Mask, place: Ints, years: int) -> Ints:
    total = np.zeros(years, np.int64)
    np.add.at(total, place, values.astype(np.int64))
    return total


def _amounts(values: Ints, known: Mask) -> pa.Array:
    return pc.if_else(pa.array(known), from_cents(values), pa.scalar(None, pa.decimal128(18, 2)))
