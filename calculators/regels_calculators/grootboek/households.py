"""The facts of households: a caseload without income, with two columns that only the ledger reads."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from regels.plan.plan import Plan
from regels.plan.types import Kind, Type
from regels.tabel.errors import MissingColumn
from regels.tabel.header import DOSSIER
from regels.tabel.open import Input
from regels.tabel.rejects import Reject
from regels.tabel.source import Source
from regels_calculators.doorrekenen.cents import Ints, Mask
from regels_calculators.grootboek.booking import Extra
from regels_calculators.grootboek.entries import days_of
from regels_calculators.grootboek.income import Amount, Days
from regels_calculators.grootboek.store import sha256
from regels_calculators.inkomen.caseload import NO_WORK
from regels_calculators.inkomen.columns import Column
from regels_calculators.inkomen.read import Batch

REPORTED, EXEMPT = "gemeld_op", "beslagvrije_voet"
EXTRA = (REPORTED, EXEMPT)
COLUMNS = (
    Column(DOSSIER, "Het dossier"),
    Column(
        REPORTED, "De dag waarop de inwoner het inkomen meldde",
        Type(Kind.DATE, low=days_of(date(2000, 1, 1)), high=days_of(date(2060, 12, 31))),
    ),
    Column(EXEMPT, "De beslagvrije voet", Type(Kind.MONEY, (("maand", -1),), scale=2, low=0, high=9_999_999)),
)  # fmt: skip


def place_of(source: Source) -> int:
    """The place in the header of the column with the dossier. Raises MissingColumn."""
    names = [name.strip() for name in source.header]
    if DOSSIER not in names:
        raise MissingColumn(source.name, DOSSIER, tuple(names))
    return names.index(DOSSIER)


def read_places(source: Source, plan: Plan) -> list[int]:
    """The places in the header of all columns that a run reads."""
    known = {DOSSIER, *EXTRA, *(spec.name for spec in plan.inputs)}
    return [
        at
        for at, name in enumerate(source.header)
        if name.strip() in known or name.strip().startswith(NO_WORK)
    ]


def extra_of(source: Source) -> tuple[Extra, list[Reject]]:
    """The two columns, in the order of the rows; what is not there, or cannot be read, is not known.

    Beside them the cells that could not be read. Raises ColumnTypeMismatch for a column of another kind.
    """
    header = [name.strip() for name in source.header]
    wanted = {column.name: header.index(column.name) for column in COLUMNS if column.name in header}
    batches = [Batch(raw, source.style, source.name, COLUMNS) for raw in source.read(wanted)]
    rejects, first = [], 0
    for batch in batches:
        rejects += [replace(one, index=first + one.index) for one in batch.rejects if one.field in EXTRA]
        first += len(batch.line)
    return Extra(Days(*_joined(batches, REPORTED)), Amount(*_joined(batches, EXEMPT))), rejects


def _joined(batches: list[Batch], name: str) -> tuple[Ints, Mask]:
    none = np.empty(0, np.int64), np.empty(0, np.bool_)
    values, known = zip(none, *(_column(batch, name) for batch in batches), strict=True)
    return np.concatenate(values), np.concatenate(known)


def _column(batch: Batch, name: str) -> tuple[Ints, Mask]:
    """Of a line that could not be divided into fields nothing is known: a field may stand in the next."""
    if name not in batch.values:
        return np.zeros(len(batch.line), np.int64), np.zeros(len(batch.line), np.bool_)
    known = batch.known[name].copy()
    known[list(batch.raw.broken)] = False
    return np.where(known, batch.values[name], 0), known


def digest(given: Input) -> str:
    """What tells whether the facts changed; of a table in memory nothing does."""
    if isinstance(given, str | Path):
        return sha256(Path(given))
    if isinstance(given, pa.Table):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, given.schema) as writer:
            writer.write_table(given)
        return hashlib.sha256(sink.getvalue()).hexdigest()
    return ""
