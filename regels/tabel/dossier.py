"""The column that names the history: always text."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.tabel.convert import Cells, WrongKind, is_text
from regels.tabel.errors import ColumnTypeMismatch
from regels.tabel.header import DOSSIER
from regels.tabel.integers import as_int64, fixed, without
from regels.tabel.rejects import Problem

EXCEL_DIGITS = 10**15
"""From this number on Excel has lost digits."""


def dossier_text(array: pa.Array) -> Cells:
    """Dossier numbers as text without blanks around them; empty is null.

    Whole numbers become their digits. Raises ``WrongKind`` for floats and everything else.
    """
    type = array.type
    if pa.types.is_null(type):
        return Cells(pa.nulls(len(array), pa.string()))
    if pa.types.is_dictionary(type):
        cells = dossier_text(array.dictionary)
        return Cells(cells.values.take(array.indices))
    if pa.types.is_union(type):
        return _mixed(array)
    if pa.types.is_integer(type) or (pa.types.is_decimal(type) and type.scale == 0):
        return Cells(array.cast(pa.string()))
    if not is_text(type):
        raise WrongKind(str(type))
    trimmed = pc.utf8_trim_whitespace(array.cast(pa.string()))
    empty = pc.equal(trimmed, "").fill_null(False)
    return Cells(without(trimmed, np.asarray(empty)) if pc.any(empty).as_py() else trimmed)


def dossier_cells(array: pa.Array, file: str) -> Cells:
    """``dossier_text``, with an error for the user when the column can not hold dossier numbers."""
    try:
        return dossier_text(array)
    except WrongKind as wrong:
        advice = "Bewaar dossiernummers als tekst; een kommagetal kan een ander nummer worden."
        raise ColumnTypeMismatch(file, DOSSIER, str(wrong), "tekst of hele getallen", advice) from wrong


def _mixed(array: pa.Array) -> Cells:
    codes = fixed(pa.Array.from_buffers(pa.int8(), len(array), [None, array.buffers()[1]]), np.int8)
    values = pa.nulls(len(array), pa.string())
    problems = np.zeros(len(array), np.uint8)
    for code in range(array.type.num_fields):
        here = codes == code
        name = array.type.field(code).name
        if not here.any():
            continue
        child = without(array.field(code), ~here)
        if name in ("text", "int"):
            values = pc.coalesce(values, dossier_text(child).values)
        elif name == "error":
            problems[here] = Problem.EXCEL_ERROR
        elif name == "float":
            large = np.abs(np.asarray(child.fill_null(0))) >= EXCEL_DIGITS
            problems[here & large] = Problem.LONG_NUMBER
            problems[here & ~large & np.asarray(pc.is_valid(child))] = Problem.WRONG_KIND
        else:
            problems[here & np.asarray(pc.is_valid(child))] = Problem.WRONG_KIND
    return Cells(values, problems if problems.any() else None)


def run_starts(dossier: pa.Array) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which rows begin a history: another dossier than the row before; a row without one stands alone."""
    starts = np.ones(len(dossier), np.bool_)
    if len(dossier) > 1:
        same = pc.equal(dossier[1:], dossier[:-1])
        starts[1:] = ~np.asarray(same.fill_null(False))
    return starts


def row_hashes(dossier: pa.Array) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """A number per row, equal for equal dossiers within this process; rows without one: 0."""
    coded = pc.dictionary_encode(dossier)
    words = coded.dictionary.to_pylist()
    hashes = np.fromiter((hash(word) for word in [*words, None]), np.int64, len(words) + 1)
    hashes[-1] = 0
    return hashes[as_int64(coded.indices.fill_null(len(words)))]
