"""A table of events, row by row: what cannot be read is set apart with its reason.

A column for the dossier, the day and the kind, and one for each field; a field that the kind of a row does
not have stays empty in that row.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.monitor.columns import day_spec, field_spec, kind_spec
from regels.monitor.fields import KIND
from regels.monitor.model import DAY, Event, SignalSet, Value
from regels.plan.plan import InputSpec
from regels.tabel.canonical import INDEX, Raw, Rows
from regels.tabel.convert import Cells, WrongKind, convert
from regels.tabel.dossier import dossier_cells, dossier_text, run_starts
from regels.tabel.errors import ColumnTypeMismatch, DuplicateColumns, MissingColumn, ProbableTypo
from regels.tabel.header import DOSSIER, Note
from regels.tabel.integers import Bytes, Ints, as_int64, decimal_words, ints_array
from regels.tabel.nearest import nearest
from regels.tabel.rejects import Problem, Reject, shorten
from regels.tabel.style import Style
from regels.tabel.wording import advice_text, expected_text, found_text, kind_text

BAD = " afgekeurd"
"""A column of ``Rows``: 1 on rows that were set apart."""
WHOLE_LINE = "(hele regel)"


@dataclass(frozen=True, slots=True)
class Dossier:
    """The events of one dossier. ``first``: the place of its first row; ``rejected``: a row was set apart."""

    name: str
    first: int
    rows: int
    rejected: bool
    events: list[Event]


@dataclass(frozen=True)
class Columns:
    """The columns of a set: ``specs`` by name (None: text), the first two are the day and the kind."""

    set: SignalSet
    specs: dict[str, InputSpec | None] = field(init=False)

    def __post_init__(self) -> None:
        specs: dict[str, InputSpec | None] = {DAY: day_spec(), KIND: kind_spec(self.set)}
        object.__setattr__(self, "specs", specs | {f.name: field_spec(f) for f in self.set.fields})


def match(header: Sequence[str], columns: Columns, file: str) -> tuple[dict[str, int], list[Note]]:
    """Our name to the place in the file, and what to say of the rest. Raises TableError."""
    names = [name.strip() for name in header]
    twice = tuple(name for name, count in Counter(names).items() if count > 1 and name)
    if twice:
        raise DuplicateColumns(file, twice)
    ours = [DOSSIER, *columns.specs]
    found = {name: names.index(name) for name in ours if name in names}
    absent = [name for name in ours if name not in found]
    notes = []
    for name in names:
        if name and name not in found:
            typo = nearest(name, absent)
            if typo:
                raise ProbableTypo(file, name, typo)
            notes.append(Note(name, f"De kolom “{name}” is niet bekend en is overgeslagen."))
    for needed in (DOSSIER, DAY, KIND):
        if needed not in found:
            raise MissingColumn(file, needed, tuple(names))
    return found, notes


def canonical(raw: Raw, columns: Columns, style: Style, first: int, file: str) -> Rows:
    """Rows as read to rows of integers and texts. Raises ColumnTypeMismatch."""
    ids = dossier_cells(raw.columns[DOSSIER], file)
    book = _Book(raw, ids.values, first, style)
    book.add_broken()
    book.add_empty(DOSSIER, np.asarray(pc.is_null(ids.values)), "een dossiernummer")
    cells = {name: _cells(name, spec, raw, style, file) for name, spec in columns.specs.items()}
    for name, found in cells.items():
        if found.problems is not None:
            book.add_problems(name, columns.specs[name], found.problems)
    for name in (DAY, KIND):
        book.add_empty(
            name, np.asarray(pc.is_null(cells[name].values)), _expected(columns.specs[name], style)
        )
    _fields(columns, cells, book, style)
    batch = {DOSSIER: ids.values, INDEX: pa.array(np.arange(first, first + len(raw.line), dtype=np.int64))}
    batch |= {name: _plain(found.values, columns.specs[name]) for name, found in cells.items()}
    batch[BAD] = ints_array(book.flags.astype(np.int64), None, pa.int8())
    return Rows(pa.RecordBatch.from_pydict(batch), sorted(book.rejects, key=lambda reject: reject.index))


def _cells(name: str, spec: InputSpec | None, raw: Raw, style: Style, file: str) -> Cells:
    array = raw.columns.get(name)
    if array is None:
        return Cells(pa.nulls(len(raw.line), pa.string() if spec is None else pa.int64()))
    try:
        return dossier_text(array) if spec is None else convert(spec, array, style)
    except WrongKind as wrong:
        advice = "Zet de kolom om voordat u het bestand opslaat."
        raise ColumnTypeMismatch(file, name, str(wrong), _expected(spec, style), advice) from wrong


def _expected(spec: InputSpec | None, style: Style) -> str:
    return "tekst of een heel getal" if spec is None else kind_text(spec.type, style)


def _plain(values: pa.Array, spec: InputSpec | None) -> pa.Array:
    """Integers as 64 bits, amounts as cents; text as it is."""
    if spec is None:
        return values
    valid = np.asarray(pc.is_valid(values))
    whole = (
        decimal_words(values)[0] if pa.types.is_decimal(values.type) else as_int64(values.cast(pa.int64()))
    )
    return ints_array(np.where(valid, whole, 0), valid, pa.int64())


def _fields(columns: Columns, cells: dict[str, Cells], book: "_Book", style: Style) -> None:
    """Per kind: fields that are missing, and fields that it does not have."""
    kinds = as_int64(cells[KIND].values.fill_null(-1))
    filled = {name: np.asarray(pc.is_valid(found.values)) for name, found in cells.items()}
    for place, kind in enumerate(columns.set.kinds):
        here = kinds == place
        if not here.any():
            continue
        optional = dict(zip(kind.fields, kind.optional, strict=True))
        for name in [f.name for f in columns.set.fields]:
            if optional.get(name) is False:
                book.add_empty(name, here & ~filled[name], _expected(columns.specs[name], style))
            elif name not in optional and (here & filled[name]).any():
                book.add_strange(name, here & filled[name], kind.name)


class _Book:
    """The rejects of one batch while they are found; each cell once."""

    def __init__(self, raw: Raw, dossier: pa.Array, first: int, style: Style) -> None:
        self.raw, self.dossier, self.first, self.style = raw, dossier, first, style
        self.flags: Bytes = np.zeros(len(raw.line), np.uint8)
        self.rejects: list[Reject] = []
        self._told: set[tuple[int, str]] = set()

    def add_broken(self) -> None:
        """Lines that could not be divided into fields."""
        for place, why in self.raw.broken.items():
            self._add(place, WHOLE_LINE, why.found, why.expected, why.advice, why.problem)

    def add_problems(self, name: str, spec: InputSpec | None, problems: Bytes) -> None:
        """Cells that could not be read."""
        for place in np.flatnonzero(problems).tolist():
            problem = Problem(int(problems[place]))
            found = shorten(found_text(self.raw.columns[name][place].as_py()))
            if spec is None:
                advice = "Zet de waarde als tekst of als heel getal in de cel."
                self._add(place, name, found, _expected(None, self.style), advice, problem)
            else:
                advice = advice_text(spec, problem, found, self.style)
                self._add(place, name, found, expected_text(spec, problem, self.style), advice, problem)

    def add_empty(self, name: str, rows: np.ndarray, expected: str) -> None:
        """Cells that must be filled."""
        for place in np.flatnonzero(rows).tolist():
            advice = "Vul deze kolom in. Zonder deze waarde is de gebeurtenis niet te lezen."
            self._add(place, name, "", expected, advice, Problem.MISSING)

    def add_strange(self, name: str, rows: np.ndarray, kind: str) -> None:
        """Cells that must be empty, for the kind of event has no such field."""
        for place in np.flatnonzero(rows).tolist():
            found = shorten(found_text(self.raw.columns[name][place].as_py()))
            advice = "Maak de cel leeg, of verbeter de soort."
            self._add(place, name, found, f"niets: “{kind}” heeft dit veld niet", advice, Problem.RULE)

    def _add(self, place: int, name: str, found: str, expected: str, advice: str, problem: Problem) -> None:
        broken = place in self.raw.broken and name != WHOLE_LINE
        if broken or (place, name) in self._told:
            return
        self._told.add((place, name))
        self.flags[place] = 1
        line, dossier = int(self.raw.line[place]), self.dossier[place].as_py()
        self.rejects.append(Reject(self.first + place, line, dossier, name, found, expected, advice, problem))


def dossiers(rows: Rows, columns: Columns) -> Iterator[Dossier]:
    """The dossiers of rows in which each is whole and stands together; rows without a number are left out."""
    batch = rows.batch
    starts = np.flatnonzero(run_starts(batch.column(DOSSIER))).tolist()
    names, index = batch.column(DOSSIER).to_pylist(), as_int64(batch.column(INDEX))
    bad = as_int64(batch.column(BAD))
    events = _events(batch, columns, bad)
    for start, stop in pairwise([*starts, batch.num_rows]):
        if names[start] is not None:
            rejected = bool(bad[start:stop].any())
            found = [] if rejected else [event for event in events[start:stop] if event is not None]
            yield Dossier(names[start], int(index[start]), stop - start, rejected, found)


def _events(batch: pa.RecordBatch, columns: Columns, bad: Ints) -> list[Event | None]:
    days, kinds = (batch.column(name).to_pylist() for name in (DAY, KIND))
    values: dict[str, list[Value]] = {f.name: batch.column(f.name).to_pylist() for f in columns.set.fields}
    sides = [[values[name] for name in kind.fields] for kind in columns.set.kinds]
    return [
        None if wrong else Event(kind, day, tuple(side[place] for side in sides[kind]))
        for place, (kind, day, wrong) in enumerate(zip(kinds, days, bad.tolist(), strict=True))
    ]
