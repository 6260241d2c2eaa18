"""Whole columns of text to canonical integers.

The plainest way of writing is done by Arrow in one go; every other distinct text goes through
``parse.py``, which says what text means. Both give the same.
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from regels.plan.plan import InputSpec
from regels.plan.types import Kind
from regels.tabel.integers import Bytes, Ints, Mask, as_int64, decimal_words, fixed, fixed_offsets
from regels.tabel.parse import parse_value
from regels.tabel.rejects import Problem
from regels.tabel.style import Decimal, Style
from regels.tabel.wording import decimals

Parts = tuple[Ints, Mask, Bytes]
"""Canonical integers, which are there, and a ``Problem`` (0: none) for each row."""

_LONGEST = 20
"""Bytes of the longest number in one piece: of very long ones Arrow gives another value without an error."""


def text_values(spec: InputSpec, text: pa.Array, style: Style) -> Parts:
    """The canonical integers of a ``string`` column; empty or blank text is null."""
    plain = _plain(spec, text, style)
    if plain is None:
        return _by_distinct(spec, text, style)
    values, done = plain
    if bool(done.all()):
        return values, np.asarray(pc.is_valid(text)), np.zeros(len(text), np.uint8)
    rest = np.flatnonzero(~done)
    values = values.copy()
    valid = np.asarray(pc.is_valid(text))
    problems = np.zeros(len(text), np.uint8)
    values[rest], valid[rest], problems[rest] = _by_distinct(spec, text.take(pa.array(rest)), style)
    return values, valid, problems


def _plain(spec: InputSpec, text: pa.Array, style: Style) -> tuple[Ints, Mask] | None:
    """Values of the plainly written texts, and which rows those are (with the nulls)."""
    match spec.type.kind:
        case Kind.BOOL:
            return _known_words(text, ("nee", "ja"))
        case Kind.CHOICE:
            return _known_words(text, spec.type.options)
        case Kind.DATE:
            return _plain_dates(text) if style.text_dates else None
        case Kind.MONTH:
            return None
    return _plain_numbers(text, decimals(spec.type), style.decimal)


def _known_words(text: pa.Array, words: tuple[str, ...]) -> tuple[Ints, Mask]:
    codes = pc.index_in(text, value_set=pa.array(words, pa.string()))
    done = np.asarray(pc.or_(pc.is_valid(codes), pc.is_null(text)))
    return as_int64(codes), done


def _matching(text: pa.Array, pattern: str) -> tuple[pa.Array, Mask]:
    """The texts that match (null elsewhere), and which rows match or are null."""
    matches = pc.match_substring_regex(text, pattern).fill_null(True)
    done = np.asarray(matches)
    return (text if bool(done.all()) else pc.if_else(matches, text, pa.scalar(None, pa.string()))), done


def _plain_dates(text: pa.Array) -> tuple[Ints, Mask] | None:
    try:
        return as_int64(text.cast(pa.date32()).view(pa.int32())), np.ones(len(text), np.bool_)
    except pa.ArrowInvalid:
        pass
    dates, done = _matching(text, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    try:
        days = dates.cast(pa.date32())
    except pa.ArrowInvalid:
        return None
    return as_int64(days.view(pa.int32())), done


def _plainest_numbers(text: pa.Array, scale: int, sign: Decimal) -> tuple[Ints, Mask] | None:
    """All values when every text is a plain number, judged on the bytes of the column together; else None."""
    start, stop = (int(place) for place in fixed_offsets(text)[[0, -1]])
    data = text.buffers()[2]
    raw = data[start:stop].to_pybytes() if data is not None else b""
    mark = sign.value.encode() if scale else b""
    if raw.translate(None, b"0123456789-" + mark) or not raw:
        return None
    offsets = fixed_offsets(text) - start
    if int(np.diff(offsets).max()) > _LONGEST or (mark and not _digits_around(raw, mark, offsets, scale)):
        return None
    try:
        return _cast(_with_data(text, raw.replace(b",", b"."), start), scale), np.ones(len(text), np.bool_)
    except pa.ArrowInvalid:
        return None


def _digits_around(raw: bytes, mark: bytes, offsets: npt.NDArray[np.int32], scale: int) -> bool:
    """Whether each decimal sign has a digit of the same text before it, and one to ``scale`` after it."""
    signs = np.frombuffer(raw, np.uint8)
    places = np.flatnonzero(signs == mark[0])
    if not len(places):
        return True
    edges = np.zeros(len(raw) + 1, np.bool_)
    edges[offsets] = True
    if edges[places].any() or edges[places + 1].any():
        return False
    ends = [edges[np.minimum(places + 1 + digits, len(raw))] for digits in range(1, scale + 1)]
    if not np.logical_or.reduce(ends).all():
        return False
    zero = ord("0")
    return bool((signs[places - 1] >= zero).all() and (signs[places + 1] >= zero).all())


def _with_data(text: pa.Array, raw: bytes, start: int) -> pa.Array:
    """The same texts over other bytes of the same length."""
    offsets = pa.py_buffer(fixed_offsets(text) - start)
    valid = None if text.null_count == 0 else pc.is_valid(text).buffers()[1]
    return pa.StringArray.from_buffers(len(text), offsets, pa.py_buffer(raw), valid)


def _cast(numbers: pa.Array, scale: int) -> Ints:
    if scale == 0:
        return as_int64(numbers.cast(pa.int64()))
    exact = numbers.cast(pa.decimal128(18, scale))
    values = decimal_words(exact)[0]
    return np.where(np.asarray(exact.is_valid()), values, 0) if exact.null_count else values


def _plain_numbers(text: pa.Array, scale: int, sign: Decimal) -> tuple[Ints, Mask]:
    plainest = None if sign is Decimal.EITHER else _plainest_numbers(text, scale, sign)
    if plainest is not None:
        return plainest
    mark = {Decimal.COMMA: ",", Decimal.POINT: r"\.", Decimal.EITHER: "[.,]"}[sign]
    # Where either sign may stand for decimals, three of them may be thousands.
    most = min(scale, 2) if sign is Decimal.EITHER else scale
    fraction = f"({mark}[0-9]{{1,{most}}})?" if most else ""
    numbers, done = _matching(text, f"^-?[0-9]{{1,{18 - scale}}}{fraction}$")
    if sign is not Decimal.POINT:
        numbers = pc.replace_substring(numbers, ",", ".")
    return _cast(numbers, scale), done


def _by_distinct(spec: InputSpec, text: pa.Array, style: Style) -> Parts:
    """Parse each distinct text once."""
    coded = pc.dictionary_encode(text)
    words = coded.dictionary.to_pylist()
    values = np.zeros(len(words) + 1, np.int64)
    valid = np.zeros(len(words) + 1, np.bool_)
    problems = np.zeros(len(words) + 1, np.uint8)
    for i, word in enumerate(words):
        stripped = word.strip()
        if not stripped:
            continue
        parsed = parse_value(spec, stripped, style)
        if isinstance(parsed, Problem):
            problems[i] = parsed
        else:
            values[i], valid[i] = parsed, True
    indices = coded.indices.fill_null(len(words))
    where = fixed(indices, np.int32)
    return values[where], valid[where], problems[where]
