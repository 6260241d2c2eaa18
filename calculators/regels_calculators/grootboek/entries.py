"""One entry of the ledger: its columns, and how a column of amounts or days is made.

=============================  ===============================================================================
``dossier_id``, ``maand``      which month of which dossier (the first day)
``volgnummer``                 1, 2, 3 … within that month
``geboekt_op``                 the day it was booked
``soort``                      ``berekening`` (the first of a month), ``correctie`` (the difference with what
                               the ledger says), ``betaling`` and ``besluit`` (what was paid, or set off by a
                               decision), ``voorstel`` (something a person must look at)
``norm`` … ``middelen``        amounts; of a berekening or correctie the **difference**. Empty: not known
``status``, ``reden``          as the rules gave them; ``geen_gegevens``: no facts of this month were given
``inkomen_onbekend``           which part of the income is missing
``geschat``                    whether an estimate is in it
``oorzaak``                    the ids of the payments that it rests on, joined by ``+``
``verdiend_van``, ``_tot``     when that income was earned
``betaald_op``                 the day on which the person received what is new in this entry (of several: the
                               first)
``ontvangen_op``               the day on which the last record of it reached the municipality
``gemeld_op``                  the day on which the person reported it
``beslagvrije_voet``           as far as known; not a difference
``bedrag``                     of a betaling, besluit or voorstel: the amount
``toelichting``                of a besluit: who decided; of a voorstel: what it is about
``regeling_hash``,
``regels_versie``              the rules that made it
=============================  ===============================================================================
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from regels.tabel.integers import decimal_array
from regels_calculators.doorrekenen.cents import Ints, Mask

CALCULATION, CORRECTION = "berekening", "correctie"
PAYMENT, DECISION, PROPOSAL = "betaling", "besluit", "voorstel"
COMPUTED = (CALCULATION, CORRECTION)
NO_FACTS = "geen_gegevens"
UNDETERMINED, REJECTED, RIGHT = "onbepaald", "afgekeurd", "recht"
SUMMED = (
    "norm", "bijstand", "maatregel", "vakantietoeslag", "uit_te_betalen", "inkomen_telt_mee", "vrijlating",
    "vrijlating_partner",
)  # fmt: skip
"""Outcomes of the rules of which the ledger keeps the sum."""
MEANS = "middelen"
AMOUNTS = (*SUMMED, MEANS)
DATES = ("verdiend_van", "verdiend_tot", "betaald_op", "ontvangen_op", "gemeld_op")
SPAN = 4096
"""Months in a key: ``dossier × SPAN + months since 1970``."""

_MONEY, _WORD = pa.decimal128(18, 2), pa.string()
SCHEMA = pa.schema(
    [
        pa.field("dossier_id", pa.string(), nullable=False),
        pa.field("maand", pa.date32(), nullable=False),
        pa.field("volgnummer", pa.int32(), nullable=False),
        pa.field("geboekt_op", pa.date32(), nullable=False),
        pa.field("soort", _WORD, nullable=False),
        *(pa.field(name, _MONEY) for name in AMOUNTS),
        pa.field("status", _WORD),
        pa.field("reden", _WORD),
        pa.field("inkomen_onbekend", pa.string()),
        pa.field("geschat", pa.bool_()),
        pa.field("oorzaak", pa.string()),
        *(pa.field(name, pa.date32()) for name in DATES),
        pa.field("beslagvrije_voet", _MONEY),
        pa.field("bedrag", _MONEY),
        pa.field("toelichting", pa.string()),
        pa.field("regeling_hash", _WORD, nullable=False),
        pa.field("regels_versie", _WORD, nullable=False),
    ]
)


def batch(rows: int, columns: Mapping[str, pa.Array]) -> pa.RecordBatch:
    """Entries with these columns; the others are empty."""
    made = [columns[field.name] if field.name in columns else pa.nulls(rows, field.type) for field in SCHEMA]
    return pa.RecordBatch.from_arrays(made, schema=SCHEMA)


def money(values: Ints, known: Mask | None = None) -> pa.Array:
    """Cents as amounts, empty where not known."""
    return decimal_array(values, known, 2)


def days(values: Ints, known: Mask | None = None) -> pa.Array:
    """Days since 1970 as dates, empty where not known."""
    return pa.array(values.astype("M8[D]"), pa.date32(), mask=None if known is None else ~known)


def first_days(months: Ints) -> pa.Array:
    """Months since 1970 as the dates of their first days."""
    return pa.array(months.astype("M8[M]").astype("M8[D]"), pa.date32())


def month_numbers(column: pa.Array) -> Ints:
    """Dates as months since 1970; an empty one is 0."""
    return day_numbers(column)[0].astype("M8[D]").astype("M8[M]").astype(np.int64)


def day_numbers(column: pa.Array) -> tuple[Ints, Mask]:
    """Dates as days since 1970 (0 where empty), and where they are filled."""
    filled = np.asarray(column.is_valid())
    return np.asarray(column.cast(pa.int32()).fill_null(0)).astype(np.int64), filled


def days_of(day: date) -> int:
    """A day as days since 1970."""
    return (day - date(1970, 1, 1)).days


def month_of(day: date) -> int:
    """A day as months since 1970."""
    return (day.year - 1970) * 12 + day.month - 1


def same_text(rows: int, value: str) -> pa.Array:
    """A column with one text."""
    return pa.array([value], pa.string()).take(pa.array(np.zeros(rows, np.int64)))


def single(column: Any) -> pa.Array:
    """A column as one array."""
    found = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return found.chunk(0) if isinstance(found, pa.ChunkedArray) else found
