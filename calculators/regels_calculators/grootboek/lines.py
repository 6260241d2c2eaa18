"""The lines of what was paid and set off, as they are given; what cannot be read is set apart."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa

from regels.plan.types import Kind, Type
from regels.tabel.errors import MissingColumn
from regels.tabel.open import Input, open_source
from regels.tabel.rejects import Reject
from regels_calculators.doorrekenen.cents import Ints
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.income import Days
from regels_calculators.inkomen.columns import Column
from regels_calculators.inkomen.read import Batch

_MOST = 999_999_999
"""Cents: more than ten times what the rules answer on, so that a slip of the keys is seen and not booked."""
COLUMNS = (
    Column("dossier_id", "Het dossier", obliged=True, filled=True),
    Column("betaling_id", "Eén keer in het grootboek", obliged=True, filled=True),
    Column(
        "maand", "De maand waarover",
        Type(Kind.MONTH, low=e.month_of(date(2010, 1, 1)), high=e.month_of(date(2060, 12, 1))),
        obliged=True, filled=True,
    ),
    Column("soort", "Wat het is", obliged=True, filled=True),
    Column(
        "bedrag", "Het bedrag", Type(Kind.MONEY, scale=2, low=-_MOST, high=_MOST), obliged=True, filled=True
    ),
    Column(
        "betaald_op", "De dag van de betaling",
        Type(Kind.DATE, low=e.days_of(date(2000, 1, 1)), high=e.days_of(date(2060, 12, 31))), obliged=True,
    ),
    Column("besloten_door", "Wie over het verrekenen besloot", obliged=True),
)  # fmt: skip
"""The months are those of the regeling ``maandverschil``."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of payments. ``number``: as the user counts them. ``month``: since 1970. ``cents``: as given.

    ``kind``: as it was written. ``rejects``: lines that could not be read, which are not among the others.
    """

    number: Ints
    name: pa.Array
    dossier: pa.Array
    month: Ints
    kind: pa.Array
    cents: Ints
    paid_on: Days
    decided_by: pa.Array
    rejects: tuple[Reject, ...]

    def __len__(self) -> int:
        return len(self.number)

    def take(self, rows: Ints) -> "Lines":
        """These lines."""
        some = pa.array(rows)
        return Lines(
            self.number[rows], self.name.take(some), self.dossier.take(some), self.month[rows],
            self.kind.take(some), self.cents[rows], self.paid_on.take(rows), self.decided_by.take(some),
            self.rejects,
        )  # fmt: skip


def read_lines(given: Input) -> Lines:
    """All lines of a file or table. Raises TableError when it cannot be read as a whole."""
    source = open_source(given)
    try:
        header = [name.strip() for name in source.header]
        for column in COLUMNS:
            if column.name not in header:
                raise MissingColumn(source.name, column.name, tuple(header))
        places = {column.name: header.index(column.name) for column in COLUMNS}
        batches = [Batch(raw, source.style, source.name, COLUMNS) for raw in source.read(places)]
    finally:
        if source is not given:
            source.close()
    return _joined(batches)


def _joined(batches: list[Batch]) -> Lines:
    """The lines that could be read, in their order."""
    good = [np.flatnonzero(~batch.apart) for batch in batches]
    rejects, first = [], 0
    for batch in batches:
        rejects += [replace(reject, index=first + reject.index) for reject in batch.rejects]
        first += len(batch.line)

    def numbers(name: str) -> Ints:
        return np.concatenate(
            [np.empty(0, np.int64), *(b.values[name][g] for b, g in zip(batches, good, strict=True))]
        )

    def texts(name: str) -> pa.Array:
        kept = (b.texts[name].take(pa.array(g)) for b, g in zip(batches, good, strict=True))
        return pa.concat_arrays([pa.array([], pa.string()), *kept])

    known = [b.known["betaald_op"][g] for b, g in zip(batches, good, strict=True)]
    return Lines(
        np.concatenate([np.empty(0, np.int64), *(b.line[g] for b, g in zip(batches, good, strict=True))]),
        texts("betaling_id"), texts("dossier_id"), numbers("maand"), texts("soort"), numbers("bedrag"),
        Days(numbers("betaald_op"), np.concatenate([np.empty(0, np.bool_), *known])),
        texts("besloten_door"), tuple(rejects),
    )  # fmt: skip
