"""Reading the feed: any file or Arrow stream to ``Records``; what cannot be read is set apart, never
guessed.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from regels.tabel.arrow import BATCH_ROWS, StreamSource
from regels.tabel.canonical import Raw
from regels.tabel.convert import Cells, WrongKind, convert
from regels.tabel.dossier import dossier_text
from regels.tabel.errors import ColumnTypeMismatch
from regels.tabel.header import Header, Note, match_columns
from regels.tabel.integers import as_int64, decimal_words, without
from regels.tabel.mapping import Mapping
from regels.tabel.open import open_source
from regels.tabel.rejects import Problem, Reject, shorten
from regels.tabel.source import Source
from regels.tabel.style import Style
from regels.tabel.wording import absent_text, advice_text, expected_text, found_text, kind_text
from regels_calculators.inkomen.checks import check
from regels_calculators.inkomen.columns import FEED, Column
from regels_calculators.inkomen.json_feed import read_json
from regels_calculators.inkomen.records import Ints, Mask, Records

_TEXT_EXPECTED = "een nummer of naam, als tekst"


def read(given: Any, mapping: Mapping | None = None) -> Records:
    """The feed. ``given``: a .csv, .xlsx, .parquet or .json, or anything with an Arrow stream.

    Raises TableError when the file as a whole cannot be read.
    """
    source = open_feed(given)
    try:
        header = match_feed(source, mapping)
        batches = [Batch(raw, source.style, source.name, FEED) for raw in source.read(header.positions)]
        remarks = tuple(Note("", remark) for remark in source.remarks)
        records = _joined(batches, header.notes + remarks)
    finally:
        if source is not given:
            source.close()
    check(records)
    return records


def absent_meaning(column: Column) -> str:
    """What it means when the column is not there."""
    if column.obliged:
        return "het bestand wordt geweigerd"
    if column.absent is None or column.type is None:
        return f"{column.absent or 'onbekend'} voor alle rijen"
    return absent_text(column.spec) if column.absent_value else f"{column.absent} voor alle rijen"


def open_feed(given: Any, batch_rows: int = BATCH_ROWS) -> Source:
    """The source of a feed: as a caseload, and .json besides, which is read whole."""
    path = Path(given) if isinstance(given, (str, Path)) else None
    if path is not None and path.suffix.lower() == ".json":
        return StreamSource(read_json(path), str(path), batch_rows)
    return open_source(given, batch_rows)


def match_feed(source: Source, mapping: Mapping | None) -> Header:
    """Which column of the source is which of the feed."""
    absent = {column.name: absent_meaning(column) for column in FEED}
    needed = [column.name for column in FEED if column.obliged]
    return match_columns(source.header, absent, needed, mapping, source.name)


class Batch:
    """One batch of rows, converted; ``rejects`` have their place in the batch as index.

    ``columns``: ``dossier_id`` before those that may be unreadable. ``texts``, ``values`` and ``known``: by
    name. ``apart``: rows with a reject.
    """

    def __init__(self, raw: Raw, style: Style, file: str, columns: Iterable[Column]) -> None:
        self.raw, self.style, self.line = raw, style, np.asarray(raw.line)
        self.apart = np.zeros(len(raw.line), np.bool_)
        self.rejects: list[Reject] = []
        self.texts: dict[str, pa.Array] = {}
        self.values: dict[str, Ints] = {}
        self.known: dict[str, Mask] = {}
        for column in columns:
            if column.name in raw.columns:
                self._add(column, raw.columns[column.name], file)
        self._forget(list(raw.broken))
        for place, why in raw.broken.items():
            self._reject(place, "(hele regel)", why.found, why.expected, why.advice, why.problem)

    def _add(self, column: Column, array: pa.Array, file: str) -> None:
        try:
            cells = dossier_text(array) if column.type is None else convert(column.spec, array, self.style)
        except WrongKind as wrong:
            kind = _TEXT_EXPECTED if column.type is None else kind_text(column.type, self.style)
            advice = "Zet de kolom om voordat u het bestand opslaat."
            raise ColumnTypeMismatch(file, column.name, str(wrong), kind, advice) from wrong
        if column.type is None:
            self.texts[column.name] = cells.values
        else:
            self.values[column.name], self.known[column.name] = _integers(cells.values)
        self._judge(column, array, cells)

    def _forget(self, broken: list[int]) -> None:
        """In a line that could not be divided into fields a value may stand in another column than its own.

        So nothing in it is believed but its dossier: any month of that dossier may be wrong.
        """
        if not broken:
            return
        gone = np.zeros(len(self.line), np.bool_)
        gone[broken] = True
        for name, known in self.known.items():
            self.known[name] = known & ~gone
        for name in self.texts.keys() - {"dossier_id"}:
            self.texts[name] = without(self.texts[name], gone)

    def _judge(self, column: Column, array: pa.Array, cells: Cells) -> None:
        problems = np.zeros(len(self.line), np.uint8) if cells.problems is None else cells.problems
        if column.filled:
            missing = np.asarray(cells.values.is_null()) & (problems == 0)
            problems = np.where(missing, int(Problem.MISSING), problems).astype(np.uint8)
        for place in np.flatnonzero(problems).tolist():
            if place in self.raw.broken:
                continue
            problem, found = Problem(int(problems[place])), shorten(found_text(array[place].as_py()))
            if column.type is None:
                expected, advice = (
                    _TEXT_EXPECTED,
                    "Vul dit in als tekst. Zonder dit is de betaling niet te lezen.",
                )
            else:
                expected = expected_text(column.spec, problem, self.style)
                advice = advice_text(column.spec, problem, found, self.style)
            self._reject(place, column.name, found, expected, advice, problem)

    def _reject(
        self, place: int, field: str, found: str, expected: str, advice: str, problem: Problem
    ) -> None:
        self.apart[place] = True
        dossier = self.texts["dossier_id"][place].as_py()
        self.rejects.append(
            Reject(place, int(self.line[place]), dossier, field, shorten(found), expected, advice, problem)
        )


def _integers(array: pa.Array) -> tuple[Ints, Mask]:
    known = np.asarray(array.is_valid())
    if pa.types.is_boolean(array.type):
        return np.asarray(array.fill_null(False)).astype(np.int64), known
    values = decimal_words(array)[0] if pa.types.is_decimal(array.type) else as_int64(array)
    return np.where(known, values, 0), known


def _joined(batches: list[Batch], notes: tuple[Note, ...]) -> Records:
    """All batches as one, with the meaning of absent columns filled in."""
    line = np.concatenate([batch.line for batch in batches])
    rejects: list[Reject] = []
    first = 0
    for batch in batches:
        rejects += [
            Reject(first + r.index, r.row, r.dossier, r.field, r.found, r.expected, r.advice, r.problem)
            for r in batch.rejects
        ]
        first += len(batch.line)
    texts, values, known = {}, {}, {}
    for column in FEED:
        name = column.name
        if column.type is None:
            there = name in batches[0].texts
            parts = [batch.texts[name] for batch in batches] if there else [pa.nulls(first, pa.string())]
            texts[name] = pa.concat_arrays(parts)
        elif name in batches[0].values:
            values[name] = np.concatenate([batch.values[name] for batch in batches])
            known[name] = np.concatenate([batch.known[name] for batch in batches])
        else:
            values[name] = np.full(first, column.absent_value, np.int64)
            known[name] = np.full(first, column.absent is not None and name != "ikv_tot")
    _meanings_of_empty(values, known)
    apart = np.concatenate([batch.apart for batch in batches])
    return Records(texts, values, known, line, apart, rejects, notes)


def _meanings_of_empty(values: dict[str, Ints], known: dict[str, Mask]) -> None:
    """An empty ``ontvangen_op`` is the day of payment; an empty ``geschat`` is no."""
    late = known["ontvangen_op"]
    values["ontvangen_op"] = np.where(late, values["ontvangen_op"], values["betaald_op"])
    known["ontvangen_op"] = late | known["betaald_op"]
    known["geschat"] = np.ones_like(late)
