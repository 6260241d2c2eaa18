"""Rows as the source gives them to canonical rows: one row in is one row out.

A row that cannot be read stays in its place with ``rejected`` set and its bad values null.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.plan.plan import InputSpec, Plan
from regels.tabel.convert import Cells, WrongKind, convert
from regels.tabel.dossier import dossier_cells
from regels.tabel.errors import ColumnTypeMismatch
from regels.tabel.header import DOSSIER
from regels.tabel.integers import Bytes, Ints, ints_array
from regels.tabel.period import BEGIN, END, place_rows
from regels.tabel.rejects import Problem, Reject, shorten
from regels.tabel.style import Style
from regels.tabel.wording import advice_text, expected_text, found_text, kind_text

INDEX, LINE, FLAG = " index", " line", " rejected"
"""Columns of ``Rows`` beside the inputs; a space keeps them apart from every input name."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a line of a csv could not be divided into fields."""

    problem: Problem
    found: str
    expected: str
    advice: str


@dataclass(frozen=True, slots=True)
class Raw:
    """Rows as read. ``columns``: by our name, with the dossier. ``line``: as the user counts.

    ``broken``: by place in this batch.
    """

    columns: Mapping[str, pa.Array]
    line: Ints
    broken: Mapping[int, Broken] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rows:
    """Canonical rows with their bookkeeping; ``rejects`` in the order of the rows."""

    batch: pa.RecordBatch
    rejects: list[Reject]


def canonical_rows(raw: Raw, plan: Plan, style: Style, first: int, file: str) -> Rows:
    """Convert, check and flag. ``first``: index of the first row of ``raw`` in the whole file.

    Raises ``ColumnTypeMismatch`` when a whole column is of the wrong kind.
    """
    count = len(raw.line)
    ids = dossier_cells(raw.columns[DOSSIER], file)
    book = _Book(raw, ids.values, first, style, np.zeros(count, np.uint8))
    book.add_broken()
    book.add_dossier(ids)
    columns: dict[str, pa.Array] = {DOSSIER: ids.values}
    unreadable = np.zeros(count, np.bool_)
    unreadable[list(raw.broken)] = True
    for i, spec in enumerate(plan.inputs):
        if spec.name in raw.columns:
            cells = _converted(spec, raw.columns[spec.name], style, file)
            columns[spec.name] = cells.values
            if cells.problems is not None:
                book.add_cells(spec, cells.problems)
                if i in (plan.from_day, plan.to_day):
                    unreadable |= cells.problems != 0
            if i == plan.month and cells.values.null_count:
                book.add_missing_month(spec, cells)
    places = place_rows(columns, plan, unreadable)
    for name, bad in places.bad_days:
        book.add_days(name, bad, places.days)
    columns[BEGIN], columns[END] = places.begin, places.end
    columns[INDEX] = pa.array(np.arange(first, first + count, dtype=np.int64))
    columns[LINE] = pa.array(raw.line, pa.int64())
    columns[FLAG] = ints_array(book.flags.astype(np.int64), None, pa.uint8())
    return Rows(pa.RecordBatch.from_pydict(columns), book.sorted())


def _converted(spec: InputSpec, array: pa.Array, style: Style, file: str) -> Cells:
    try:
        return convert(spec, array, style)
    except WrongKind as wrong:
        expected = kind_text(spec.type, style)
        advice = "Zet de kolom om voordat u het bestand opslaat."
        raise ColumnTypeMismatch(file, spec.name, str(wrong), expected, advice) from wrong


@dataclass(slots=True)
class _Book:
    """The rejects of one batch while they are found."""

    raw: Raw
    dossier: pa.Array
    first: int
    style: Style
    flags: Bytes
    rejects: list[Reject] = field(default_factory=list)

    def add_broken(self) -> None:
        for place, why in self.raw.broken.items():
            self._add(place, "(hele regel)", why.found, why.expected, why.advice, why.problem)

    def add_dossier(self, cells: Cells) -> None:
        expected = "een dossiernummer"
        for place in np.flatnonzero(np.asarray(pc.is_null(cells.values))).tolist():
            code = int(cells.problems[place]) if cells.problems is not None else 0
            problem = Problem(code) if code else Problem.MISSING
            if place not in self.raw.broken:
                found = found_text(self.raw.columns[DOSSIER][place].as_py())
                self._add(place, DOSSIER, found, expected, _DOSSIER_ADVICE[problem], problem)

    def add_cells(self, spec: InputSpec, problems: Bytes) -> None:
        places = [p for p in np.flatnonzero(problems).tolist() if p not in self.raw.broken]
        found = self.raw.columns[spec.name].take(pa.array(places, pa.int64())).to_pylist()
        for place, value in zip(places, found, strict=True):
            problem = Problem(int(problems[place]))
            text = shorten(found_text(value))
            expected = expected_text(spec, problem, self.style)
            self._add(place, spec.name, text, expected, advice_text(spec, problem, text, self.style), problem)

    def add_missing_month(self, spec: InputSpec, cells: Cells) -> None:
        missing = np.asarray(pc.is_null(cells.values))
        if cells.problems is not None:
            missing &= cells.problems == 0
        problems = np.where(missing, int(Problem.MISSING), 0).astype(np.uint8)
        self.add_cells(spec, problems)

    def add_days(self, name: str, bad: Ints, days: Ints) -> None:
        for place in bad.tolist():
            if place not in self.raw.broken:
                found = found_text(self.raw.columns[name][place].as_py())
                expected = f"een dag van 1 tot en met {days[place]}, en de eerste dag niet na de laatste"
                advice = "Controleer de dagen, of laat ze leeg als de regel over de hele maand gaat."
                self._add(place, name, found, expected, advice, Problem.WRONG_DAYS)

    def _add(self, place: int, field: str, found: str, expected: str, advice: str, problem: Problem) -> None:
        self.flags[place] = 1
        line = int(self.raw.line[place])
        dossier = self.dossier[place].as_py()
        self.rejects.append(
            Reject(self.first + place, line, dossier, field, shorten(found), expected, advice, problem)
        )

    def sorted(self) -> list[Reject]:
        return sorted(self.rejects, key=lambda reject: reject.index)


_DOSSIER_ADVICE = {
    Problem.MISSING: "Vul het dossiernummer in. Zonder nummer is de regel niet te lezen.",
    Problem.WRONG_KIND: "Zet het dossiernummer als tekst of als heel getal in de cel.",
    Problem.LONG_NUMBER: "Excel onthoudt van een getal 15 cijfers. Zet het nummer als tekst in de cel.",
    Problem.EXCEL_ERROR: "De formule in deze cel geeft een fout. Herstel de formule.",
}
