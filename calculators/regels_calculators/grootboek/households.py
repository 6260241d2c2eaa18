"""The facts of households: a caseload without income, with two columns that only the ledger reads."""

import hashlib
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from regels.errors import Position
from regels.plan.plan import Default, InputSpec, Plan
from regels.plan.types import Kind, Type
from regels.tabel.canonical import Raw
from regels.tabel.convert import WrongKind, convert
from regels.tabel.errors import ColumnTypeMismatch, MissingColumn
from regels.tabel.header import DOSSIER
from regels.tabel.open import Input
from regels.tabel.source import Source
from regels.tabel.wording import kind_text
from regels_calculators.grootboek.booking import Extra
from regels_calculators.grootboek.entries import day_numbers
from regels_calculators.grootboek.income import Days, amounts
from regels_calculators.grootboek.store import sha256
from regels_calculators.inkomen.caseload import NO_WORK

REPORTED, EXEMPT = "gemeld_op", "beslagvrije_voet"
_KINDS = {REPORTED: pa.date32(), EXEMPT: pa.decimal128(18, 2)}
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


def place_of(source: Source) -> int:
    """The place in the header of the column with the dossier. Raises MissingColumn."""
    names = [name.strip() for name in source.header]
    if DOSSIER not in names:
        raise MissingColumn(source.name, DOSSIER, tuple(names))
    return names.index(DOSSIER)


def read_places(source: Source, plan: Plan) -> list[int]:
    """The places in the header of all columns that a run reads."""
    known = {DOSSIER, *SPECS, *(spec.name for spec in plan.inputs)}
    return [
        at
        for at, name in enumerate(source.header)
        if name.strip() in known or name.strip().startswith(NO_WORK)
    ]


def extra_of(source: Source) -> Extra:
    """The two columns, in the order of the rows; what is not there is not known."""
    names = [name.strip() for name in source.header]
    wanted = {name: names.index(name) for name in SPECS if name in names}
    found: dict[str, list[pa.Array]] = {name: [pa.array([], kind)] for name, kind in _KINDS.items()}
    for raw in source.read(wanted):
        for name, kind in _KINDS.items():
            none = pa.nulls(len(raw.line), kind)
            found[name].append(_cells(name, raw, source).cast(kind) if name in wanted else none)
    reported, exempt = (pa.concat_arrays(found[name]) for name in (REPORTED, EXEMPT))
    return Extra(Days(*day_numbers(reported)), amounts(exempt))


def _cells(name: str, raw: Raw, source: Source) -> pa.Array:
    spec = SPECS[name]
    try:
        cells = convert(spec, raw.columns[name], source.style)
    except WrongKind as wrong:
        raise ColumnTypeMismatch(
            source.name, name, str(wrong), kind_text(spec.type, source.style), "Zet de kolom om."
        ) from wrong
    if cells.problems is not None and cells.problems.any():
        line = int(raw.line[int(np.flatnonzero(cells.problems)[0])])
        raise ColumnTypeMismatch(
            source.name, name, f"een waarde die niet te lezen is (regel {line})",
            kind_text(spec.type, source.style), "Verbeter de waarde of maak de cel leeg.",
        )  # fmt: skip
    return cells.values


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
