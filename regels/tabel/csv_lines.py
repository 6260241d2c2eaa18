"""Dividing the bytes of a csv in lines of equal field count, with the line numbers of the file.

Quotes may hold separators and newlines. A line that does not fit (too many or too few fields, a quote
that is not closed) is mended so that the rest can be read, and reported with its line.
"""

import re
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from regels.tabel.canonical import Broken
from regels.tabel.integers import Ints
from regels.tabel.rejects import Problem

LONGEST_CELL = 32_767
"""Characters in the largest cell that Excel makes: a quote that is open longer was never closed."""

_NEWLINE, _RETURN, _QUOTE = 10, 13, 34
_SIGNS = {b";": "puntkomma", b",": "komma"}


@dataclass(frozen=True, slots=True)
class Lines:
    """``data``: rows of exactly the right number of fields. ``line``: of each row the line where it begins.

    ``newlines``: lines of the file in all. ``broken``: rows that were mended, by place. ``blank``: lines
    without any value, which are no rows.
    """

    data: bytes
    line: Ints
    newlines: int
    broken: dict[int, Broken] = field(default_factory=dict)
    blank: int = 0


@dataclass(frozen=True, slots=True)
class _Cut:
    """Rows as byte ranges (without their newline), with how many separators and newlines they hold."""

    start: Ints
    stop: Ints
    signs: Ints
    newlines: Ints


def divide(data: bytes, separator: bytes, fields: int, first_line: int) -> Lines:
    """Divide ``data``, which ends at the end of a row. ``fields``: how many a row should have."""
    unquoted = b'"' not in data
    if unquoted:
        even = _even(data, separator, fields)
        if even is not None:
            return Lines(data, first_line + even, len(even))
    cut = _unquoted(data, separator) if unquoted else _regular(data, separator)
    bad_quotes: set[int] = set()
    if cut is None:
        cut, bad_quotes = _irregular(data, separator)
    before = np.concatenate(([0], np.cumsum(cut.newlines + 1)[:-1])) if len(cut.start) else cut.start
    line = first_line + before
    newlines = int((cut.newlines + 1).sum())
    empty = cut.stop - cut.start == cut.signs
    wrong = ~empty & (cut.signs != fields - 1)
    wrong[list(bad_quotes)] = True
    keep = ~empty
    if not wrong.any() and keep.all():
        return Lines(data, line, newlines)
    return _mended(data, separator, fields, cut, line, newlines, keep, wrong, bad_quotes)


def _even(data: bytes, separator: bytes, fields: int) -> Ints | None:
    """Row numbers from 0 when, without quotes, each line has ``fields`` fields and a value; else None."""
    array = np.frombuffer(data, np.uint8)
    places = np.flatnonzero((array == _NEWLINE) | (array == separator[0]))
    if not len(places) or len(places) % fields or not data.endswith(b"\n"):
        return None
    ends = places[fields - 1 :: fields]
    newlines = array[places] == _NEWLINE
    if np.count_nonzero(newlines) != len(ends) or not newlines[fields - 1 :: fields].all():
        return None
    if np.count_nonzero(array == _RETURN) != np.count_nonzero(array[ends - 1] == _RETURN):
        return None
    sizes = np.diff(ends, prepend=-1)
    return np.arange(len(ends), dtype=np.int64) if int(sizes.min()) > fields + 1 else None


def complete(data: bytes) -> int:
    """How many bytes of ``data`` are surely whole rows: up to the last newline outside quotes.

    When a quote is open for longer than a cell can be, it counts as never closed.
    """
    end = data.rfind(b"\n")
    if end < 0:
        return 0
    if data.count(b'"', 0, end) % 2 == 0:
        return end + 1
    array = np.frombuffer(data, np.uint8)
    outside = _outside(array)
    ends = np.flatnonzero((array == _NEWLINE) & outside)
    last = int(ends[-1]) + 1 if len(ends) else 0
    return last if len(data) - last <= 4 * LONGEST_CELL else end + 1


def _outside(array: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Which bytes stand outside quotes, if every quote is paired."""
    return np.asarray((np.cumsum(array == _QUOTE, dtype=np.int32) & 1) == 0)


def _newlines(array: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """The last byte of each ``\\n``, ``\\r\\n`` or lone ``\\r``."""
    ends: npt.NDArray[np.bool_] = np.asarray(array == _NEWLINE)
    returns = array == _RETURN
    if returns.any():
        returns[:-1] &= ~ends[1:]
        ends |= returns
    return ends


def _from_masks(
    array: npt.NDArray[np.uint8],
    ends: npt.NDArray[np.bool_],
    signs: npt.NDArray[np.bool_],
    newlines: npt.NDArray[np.bool_],
) -> _Cut:
    stop = np.flatnonzero(ends)
    if len(array) and (not len(stop) or stop[-1] != len(array) - 1):
        stop = np.append(stop, len(array))
    start = np.concatenate(([0], stop[:-1] + 1)) if len(stop) else stop
    places = np.flatnonzero(signs)
    inside = np.flatnonzero(newlines & ~ends)
    count = np.searchsorted(places, stop) - np.searchsorted(places, start)
    lines = np.searchsorted(inside, stop) - np.searchsorted(inside, start)
    # The \r of \r\n belongs to the newline.
    before = np.clip(stop - 1, 0, None)
    crlf = (stop > start) & (stop < len(array)) & (array[before] == _RETURN) if len(stop) else stop > start
    return _Cut(start, stop - crlf, count, lines)


def _unquoted(data: bytes, separator: bytes) -> _Cut:
    array = np.frombuffer(data, np.uint8)
    ends = _newlines(array)
    return _from_masks(array, ends, array == separator[0], ends)


def _regular(data: bytes, separator: bytes) -> _Cut | None:
    """As ``_unquoted`` when each quote opens or closes a field, or is doubled inside one; else None."""
    array = np.frombuffer(data, np.uint8)
    outside = _outside(array)
    quotes = np.flatnonzero(array == _QUOTE)
    if len(quotes) % 2:
        return None
    newlines = _newlines(array)
    border = newlines | (array == _RETURN) | (array == separator[0])
    opening, closing = quotes[::2], quotes[1::2]
    opens = (opening == 0) | border[opening - 1]
    closes = (closing == len(array) - 1) | border[np.minimum(closing + 1, len(array) - 1)]
    doubled = opening[1:] == closing[:-1] + 1
    opens[1:] |= doubled
    closes[:-1] |= doubled
    if not (opens.all() and closes.all()):
        return None
    longest = closing - opening
    if len(longest) and int(longest.max()) > 4 * LONGEST_CELL:
        return None
    return _from_masks(array, newlines & outside, (array == separator[0]) & outside, newlines)


_PHYSICAL = re.compile(rb"\r\n|\n|\r")
_QUOTED = re.compile(rb'"[^"]*(?:""[^"]*)*"')


def _irregular(data: bytes, separator: bytes) -> tuple[_Cut, set[int]]:
    """Row by row. A row with an impossible quote is that one line only; the next line starts afresh."""
    rows: list[tuple[int, int, int, int]] = []
    bad: set[int] = set()
    at = 0
    while at < len(data):
        start, at = at, _end(data, at)
        if data.find(b'"', start, at) < 0:
            rows.append((start, at, data.count(separator, start, at), 0))
        else:
            fields = _fields(data, start, separator)
            if fields is None:
                bad.add(len(rows))
                rows.append((start, at, data.count(separator, start, at), 0))
            else:
                at = fields[-1][1]
                rows.append((start, at, len(fields) - 1, len(_PHYSICAL.findall(data, start, at))))
        at += 2 if data[at : at + 2] == b"\r\n" else 1
    columns = np.array(rows, np.int64).reshape(-1, 4).T
    return _Cut(columns[0], columns[1], columns[2], columns[3]), bad


def _fields(data: bytes, start: int, separator: bytes) -> list[tuple[int, int]] | None:
    """Where each field of the row at ``start`` is; None when a quote closes nowhere, or not at a border.

    A quote inside a field that does not begin with one is an ordinary sign.
    """
    plain = re.compile(rb"[^\r\n" + re.escape(separator) + rb"]*")
    fields: list[tuple[int, int]] = []
    at = start
    while True:
        quoted = data[at : at + 1] == b'"'
        found = _QUOTED.match(data, at, at + 4 * LONGEST_CELL) if quoted else plain.match(data, at)
        if found is None or data[found.end() : found.end() + 1] not in (b"", b"\r", b"\n", separator):
            return None
        fields.append(found.span())
        if data[found.end() : found.end() + 1] != separator:
            return fields
        at = found.end() + 1


def _end(data: bytes, start: int) -> int:
    found = _PHYSICAL.search(data, start)
    return found.start() if found else len(data)


def _mended(
    data: bytes,
    separator: bytes,
    fields: int,
    cut: _Cut,
    line: Ints,
    newlines: int,
    keep: npt.NDArray[np.bool_],
    wrong: npt.NDArray[np.bool_],
    bad_quotes: set[int],
) -> Lines:
    rows = np.flatnonzero(keep)
    place = {int(row): i for i, row in enumerate(rows) if wrong[row]}
    broken: dict[int, Broken] = {}
    pieces: list[bytes] = []
    for row in rows.tolist():
        text = data[cut.start[row] : cut.stop[row]]
        if row in place:
            values = _values(text, separator, row in bad_quotes)
            broken[place[row]] = _why(len(values), fields, text, separator, row in bad_quotes)
            text = separator.join(_quote(v) for v in (values + [b""] * fields)[:fields])
        pieces.append(text)
    return Lines(
        b"\n".join(pieces) + (b"\n" if pieces else b""), line[rows], newlines, broken, int((~keep).sum())
    )


def _values(text: bytes, separator: bytes, bad_quotes: bool) -> list[bytes]:
    """The fields of one row; with impossible quotes simply what stands between separators."""
    places = None if bad_quotes else _fields(text, 0, separator)
    if places is None:
        return [part.strip(b'"') for part in text.split(separator)]
    return [_unquote(text[start:stop]) for start, stop in places]


def _unquote(field: bytes) -> bytes:
    return field[1:-1].replace(b'""', b'"') if field.startswith(b'"') else field


def _quote(value: bytes) -> bytes:
    return b'"' + value.replace(b'"', b'""') + b'"' if value else value


def _why(found: int, fields: int, text: bytes, separator: bytes, bad_quotes: bool) -> Broken:
    sign = _SIGNS[separator]
    if bad_quotes:
        shown = text.decode("utf-8", "replace")
        advice = (
            "Een aanhalingsteken sluit niet goed. "
            "Schrijf een aanhalingsteken in tekst dubbel, of haal het weg."
        )
        return Broken(Problem.OPEN_QUOTE, shown, "aanhalingstekens om hele velden", advice)
    advice = (
        f"Er staat een {sign} te veel of te weinig. Zet tekst met een {sign} erin tussen aanhalingstekens."
    )
    return Broken(Problem.FIELD_COUNT, _count(found), _count(fields), advice)


def _count(fields: int) -> str:
    return "1 veld" if fields == 1 else f"{fields} velden"
