"""The income file of UWV, by its SuwiML names, as a feed: from XML, or from a flat table with those names.

There is **no net wage** in that file. Every payment therefore misses ``netto`` and the parts of the rule
that are not in it, and its months are unknown and say so; columns of the feed may stand beside the SuwiML
names (``netto``, ``zvw``, ``premies`` …) to fill them in. A declared amount of gross holiday pay of 0 is
known to be 0 net.

Signs stand apart (``CdPositiefNegatief``), amounts are cents, dates ``yyyymmdd``, and 99991230 is no end.
What cannot be read goes on as it stands, so that reading the feed sets the record apart with the field and
the value. A person is found by a table of ``burgerservicenummer``, ``dossier_id`` and ``persoon``; of an
unknown one no number is shown. ``CdSrtIkv`` is not interpreted: everything is taken to be wages.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from regels.tabel.canonical import Broken, Raw
from regels.tabel.errors import DuplicateColumns, FileMissing, MissingColumn, TableError, Unreadable
from regels.tabel.open import open_source
from regels.tabel.style import ARROW, Style
from regels.tabel.wording import found_text
from regels_calculators.inkomen.columns import NAMES

Row = Mapping[str, str]
Persons = Mapping[str, tuple[str, str]]
"""Of each citizen service number the dossier and the person in it."""

PERSON, RELATION, DECLARED = "ClientSuwi", "Inkomstenverhouding", "Inkomstenopgave"
_SCOPES = (PERSON, RELATION, "Inkomstenperiode", DECLARED)
_SIGNS = {"+": "", "-": "-"}
PERIOD_DAYS = {"04": 7, "05": 28, "06": 31, "08": 92, "10": 366, "20": 14}
"""``CdPeriode``: most days of a week, four weeks, month, quarter, year, two weeks."""
_AMOUNTS = {"loon": "BedrLoonLbPremieVolksverz", "loonheffing": "BedrIngehoudenLbPremieVolksverz"}
_ZERO_ONLY = {
    "vakantietoeslag_betaald": "BedrVakantietoeslag",
    "vakantietoeslag_opgebouwd": "BedrOpgbRechtVakantietoeslag",
}
_DAYS = {"periode_van": "DatBIko", "periode_tot": "DatEIko", "ikv_van": "DatBIkv", "ikv_tot": "DatEIkv"}
_DAY = re.compile(r"\d{8}")
_CENTS = re.compile(r"\d{1,15}")
_NUMBER = re.compile(r"[0-9]{1,9}")
NEEDED = ("Burgerservicenr", "Loonheffingennr", "VolgnrIkv", "DatBIko", "DatEIko")
BOTH = " én "
"""Between two values of one element: then it is no value, and the record is set apart."""
_PARTS = ("WaardeBedr", "CdPositiefNegatief", "CdMunteenheid", "CdPeriodeEenheidGeldigheidBedr")
_READ = (
    *NEEDED, *_DAYS.values(), "AantVerloondeUrenIko", *NAMES,
    *(f"{name}.{part}" for name in (*_AMOUNTS.values(), *_ZERO_ONLY.values()) for part in _PARTS),
    "burgerservicenummer",
)  # fmt: skip
"""Names that are read; two columns that come down to one of them cannot be told apart."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A declared period, or a line of a table. ``number``: where in the file; ``broken``: of a csv, why."""

    number: int
    row: Row
    broken: Broken | None = None


class SuwiFeed:
    """A file with SuwiML names as a feed: a ``Source``, of which every record keeps its line."""

    header = NAMES
    style: Style = ARROW

    def __init__(self, name: str, lines: Iterable[_Line], persons: Persons) -> None:
        self.name = name
        self.remarks: list[str] = []
        self._lines = tuple(lines)
        self._records = [_payment(line.row, persons) for line in self._lines]

    def read(self, columns: Mapping[str, int]) -> Iterator[Raw]:
        """See ``Source``."""
        names = {ours: self.header[at] for ours, at in columns.items()}
        cells = {
            ours: pa.array([record.get(name) for record in self._records], pa.string())
            for ours, name in names.items()
        }
        broken = {place: line.broken for place, line in enumerate(self._lines) if line.broken is not None}
        yield Raw(cells, np.array([line.number for line in self._lines], np.int64), broken)

    def close(self) -> None:
        """There is nothing to let go of."""


def read_suwi(path: Path, persons: Persons) -> SuwiFeed:
    """The feed in a file: .xml, or a table by its extension. Raises TableError when it cannot be read at
    all.
    """
    lines = _xml_lines(path) if path.suffix.lower() == ".xml" else _lines(path, NEEDED)
    return SuwiFeed(str(path), lines, persons)


@dataclass(eq=False)
class PersonUnclear(TableError):
    """A line of the table of persons has no citizen service number, or one that an other line has too.

    The number itself is not in the text.
    """

    file: str
    line: int
    found: str

    def __str__(self) -> str:
        return (
            f"{self.file}, regel {self.line}, burgerservicenummer: gevonden: {self.found}; verwacht: een "
            "nummer van hoogstens negen cijfers, bij één dossier en één persoon. Verbeter de tabel: geld mag "
            "niet bij een ander terechtkomen."
        )


def read_persons(path: Path) -> Persons:
    """The table of citizen service numbers. Raises a TableError when it cannot be told who is meant."""
    number, *whose = needed = ("burgerservicenummer", "dossier_id", "persoon")
    found: dict[str, tuple[str, str]] = {}
    for line in _lines(path, needed):
        row = line.row
        if line.broken or not _NUMBER.fullmatch(row[number]) or not int(row[number]):
            what = line.broken.found if line.broken else "geen burgerservicenummer"
            raise PersonUnclear(str(path), line.number, what)
        key, person = row[number].zfill(9), (row[whose[0]], row[whose[1]])
        if found.setdefault(key, person) != person:
            raise PersonUnclear(str(path), line.number, "een nummer dat al bij een ander staat")
    return found


def _payment(row: Row, persons: Persons) -> dict[str, str | None]:
    dossier, person = persons.get(row.get("Burgerservicenr", "").zfill(9), (None, None))
    keys = ["" if BOTH in row.get(name, "") else row.get(name, "") for name in NEEDED[1:]]
    relation = "/".join(keys[:2]) if all(keys[:2]) else None
    found: dict[str, str | None] = {name: row[name] for name in NAMES if row.get(name)}
    found |= {
        "dossier_id": dossier,
        "persoon": person,
        "ikv": relation,
        "soort": found.get("soort") or "loon",
    }
    found |= {"betaling_id": "/".join(keys) if all(keys) else None, "bron": "polis"}
    found |= {name: _date(row.get(theirs, "")) for name, theirs in _DAYS.items()}
    for name, theirs in _AMOUNTS.items():
        found.setdefault(name, _amount(row, theirs))
    for name, theirs in _ZERO_ONLY.items():
        declared = _amount(row, theirs)
        found.setdefault(name, None if declared is None or declared.strip("-0.") else "0")
    found.setdefault("uren", row.get("AantVerloondeUrenIko") or None)
    return found


def _date(text: str) -> str | None:
    if _DAY.fullmatch(text):
        return f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return text or None


def _amount(row: Row, name: str) -> str | None:
    """Euros, or what stood there when it is no amount of this period."""
    value = row.get(f"{name}.WaardeBedr", "")
    sign, unit = (
        row.get(f"{name}.CdPositiefNegatief", ""),
        row.get(f"{name}.CdPeriodeEenheidGeldigheidBedr", ""),
    )
    if not value:
        return None
    if not _CENTS.fullmatch(value) or sign not in _SIGNS or row.get(f"{name}.CdMunteenheid", "EUR") != "EUR":
        return f"{sign or '(geen teken)'} {value}"
    if unit and not _fits(row, unit):
        return f"{value} per {unit}"
    cents = int(value)
    return f"{_SIGNS[sign]}{cents // 100}.{cents % 100:02d}"


def _fits(row: Row, unit: str) -> bool:
    """Whether the period is no longer than the unit the amount is about."""
    begin, end = row.get("DatBIko", ""), row.get("DatEIko", "")
    if unit not in PERIOD_DAYS or not _DAY.fullmatch(begin) or not _DAY.fullmatch(end):
        return False
    try:
        first, last = (date(int(d[:4]), int(d[4:6]), int(d[6:])) for d in (begin, end))
    except ValueError:
        return False
    return (last - first).days < PERIOD_DAYS[unit]


def _lines(path: Path, needed: tuple[str, ...]) -> Iterator[_Line]:
    """The rows of a table as text, by the last parts of their names."""
    source = open_source(path)
    try:
        header = [short_name(name.strip()) for name in source.header]
        for name in needed:
            if name not in header:
                raise MissingColumn(source.name, name, source.header)
        twice = tuple(name for name in _READ if header.count(name) > 1)
        if twice:
            raise DuplicateColumns(source.name, twice)
        for raw in source.read({name: at for at, name in enumerate(header)}):
            columns = {name: column.to_pylist() for name, column in raw.columns.items()}
            for place, number in enumerate(np.asarray(raw.line).tolist()):
                row = {name: _cell(cells[place]) for name, cells in columns.items()}
                yield _Line(number, row, raw.broken.get(place))
    finally:
        source.close()


def _cell(value: Any) -> str:
    return "" if value is None else found_text(value).strip()


def short_name(name: str) -> str:
    """``DatBIko`` of ``Inkomstenopgave.DatBIko``; an amount keeps its own name before that of its part."""
    parts = name.split(".")
    return ".".join(parts[-2:] if len(parts) > 1 and parts[-2].startswith("Bedr") else parts[-1:])


def _xml_lines(path: Path) -> list[_Line]:
    """The declared periods of a message, each with what is said of its income relation and its person."""
    if not path.is_file():
        raise FileMissing(str(path))
    message = _Message()
    try:
        message.parse(path.read_bytes())
    except (expat.ExpatError, _Doctype) as error:
        raise Unreadable(str(path), "SuwiML", str(error) or "een DOCTYPE is niet toegestaan") from error
    return message.lines


class _Doctype(Exception):
    """A DOCTYPE could make a small file very large, and no message needs one."""


class _Message:
    """Reads one message; order of elements does not matter."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._scopes: list[dict[str, str]] = [{}]
        self._text: list[str] = []
        self._declared: list[tuple[int, list[dict[str, str]]]] = []
        self.lines: list[_Line] = []

    def parse(self, data: bytes) -> None:
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self._text.append, _refuse_doctype
        parser.buffer_text = True
        parser.Parse(data, True)
        self.lines = [
            _Line(number, dict(pair for scope in scopes for pair in scope.items()))
            for number, scopes in self._declared
        ]

    def _start(self, name: str, _: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self._path.append(local)
        self._text.clear()
        if local in _SCOPES:
            self._scopes.append({})
            if local == DECLARED:
                self._declared.append((self._parser.CurrentLineNumber, list(self._scopes)))

    def _end(self, name: str) -> None:
        local = self._path.pop()
        text = "".join(self._text).strip()
        self._text.clear()
        if local in _SCOPES:
            self._scopes.pop()
        elif text:
            above = self._path[-1] if self._path else ""
            self._say(f"{above}.{local}" if above.startswith("Bedr") else local, text)

    def _say(self, name: str, text: str) -> None:
        """Note a value; of two different ones in one scope nobody can tell which is meant."""
        here = self._scopes[-1]
        if name in _READ and here.get(name, text) != text:
            text = f"{here[name]}{BOTH}{text}"
        here[name] = text


def _refuse_doctype(*_: object) -> None:
    raise _Doctype
