"""The facts of households: a caseload without income, with two columns that only the ledger reads."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.errors import Position
from regels.plan.plan import Default, InputSpec
from regels.plan.types import Kind, Type
from regels.tabel.canonical import Raw
from regels.tabel.convert import WrongKind, convert
from regels.tabel.dossier import dossier_cells
from regels.tabel.errors import ColumnTypeMismatch, MissingColumn
from regels.tabel.header import DOSSIER
from regels.tabel.open import Input, open_source
from regels.tabel.source import Source
from regels.tabel.wording import kind_text
from regels_calculators.grootboek.booking import Extra
from regels_calculators.grootboek.entries import day_numbers
from regels_calculators.grootboek.income import Days, amounts
from regels_calculators.grootboek.store import sha256

OWN = " dossier"
"""The dossier beside the columns that were asked for; a space keeps it apart from every name."""
REPORTED, EXEMPT = "gemeld_op", "beslagvrije_voet"
_EPOCH = date(1970, 1, 1)


def _spec(name: str, type: Type) -> InputSpec:
    return InputSpec(
        name, type, 0, None, Default.UNKNOWN, 0, False, "", "", "", Position("huishoudens", 1, 1)
    )


SPECS = {
    REPORTED: _spec(
        REPORTED,
        Type(Kind.DATE, low=(date(2000, 1, 1) - _EPOCH).days, high=(date(2060, 12, 31) - _EPOCH).days),
    ),
    EXEMPT: _spec(EXEMPT, Type(Kind.MONEY, (("maand", -1),), scale=2, low=0, high=9_999_999)),
}


class Households:
    """An opened caseload, a ``Source`` itself. ``only``: of these dossiers; None: all."""

    def __init__(self, source: Source) -> None:
        self.source, self.only = source, cast(pa.Array | None, None)
        self.name, self.header, self.style = source.name, source.header, source.style
        self.remarks = source.remarks

    def read(self, columns: Mapping[str, int]) -> Iterator[Raw]:
        """See ``Source``."""
        if self.only is None:
            yield from self.source.read(columns)
            return
        place = self._dossier()
        own = next((name for name, at in columns.items() if at == place), OWN)
        for raw in self.source.read({**columns, own: place}):
            yield _filtered(raw, self.only, own, self.name)

    def close(self) -> None:
        """Let go of the file."""
        self.source.close()

    def dossiers(self) -> pa.Array:
        """All dossiers of the file, each once."""
        found = [
            pc.unique(dossier_cells(raw.columns[OWN], self.name).values)
            for raw in self.source.read({OWN: self._dossier()})
        ]
        return pc.unique(pa.concat_arrays(found)).drop_null()

    def _dossier(self) -> int:
        names = [name.strip() for name in self.source.header]
        if DOSSIER not in names:
            raise MissingColumn(self.name, DOSSIER, tuple(names))
        return names.index(DOSSIER)

    def extra(self) -> Extra | None:
        """The two columns, in the order of the file; None when neither is there."""
        names = [name.strip() for name in self.source.header]
        there = [name for name in SPECS if name in names]
        if not there:
            return None
        wanted = {name: names.index(name) for name in there}
        found: dict[str, list[pa.Array]] = {name: [] for name in there}
        rows = 0
        for raw in self.read(wanted):
            rows += len(raw.line)
            for name in there:
                found[name].append(self._cells(name, raw))
        none = {REPORTED: pa.nulls(rows, pa.date32()), EXEMPT: pa.nulls(rows, pa.decimal128(18, 2))}
        columns = {name: pa.concat_arrays(found[name]) if name in found else none[name] for name in SPECS}
        reported, exempt = columns[REPORTED].cast(pa.date32()), columns[EXEMPT]
        return Extra(Days(*day_numbers(reported)), amounts(exempt))

    def _cells(self, name: str, raw: Raw) -> pa.Array:
        spec = SPECS[name]
        try:
            cells = convert(spec, raw.columns[name], self.style)
        except WrongKind as wrong:
            raise ColumnTypeMismatch(
                self.name, name, str(wrong), kind_text(spec.type, self.style), "Zet de kolom om."
            ) from wrong
        if cells.problems is not None and cells.problems.any():
            line = int(raw.line[int(np.flatnonzero(cells.problems)[0])])
            raise ColumnTypeMismatch(
                self.name, name, f"een waarde die niet te lezen is (regel {line})",
                kind_text(spec.type, self.style), "Verbeter de waarde of maak de cel leeg.",
            )  # fmt: skip
        return cells.values


def _filtered(raw: Raw, only: pa.Array, own: str, name: str) -> Raw:
    dossiers = dossier_cells(raw.columns[own], name).values.dictionary_encode()
    keep = pc.is_in(dossiers.dictionary, only).take(dossiers.indices).fill_null(False)
    rows = np.flatnonzero(np.asarray(keep))
    columns = {key: column.filter(keep) for key, column in raw.columns.items() if key != OWN}
    return Raw(columns, raw.line[rows], {})


def open_households(given: Input) -> Households:
    """Open a caseload of facts."""
    return Households(open_source(given))


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
