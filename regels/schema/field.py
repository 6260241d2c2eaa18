"""One value of a case to the integer that represents it.

Text means what ``regels.tabel`` says that text in a file means. Made by hand, because a case of
forty fields is read in thirty microseconds.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from operator import index
from typing import Any

from regels.plan.plan import InputSpec
from regels.plan.types import Kind
from regels.schema.problems import (
    CLOCK_TIME,
    FLOAT,
    INEXACT,
    NOT_FIRST,
    NOT_YES_NO,
    OUTSIDE,
    UNREADABLE,
    WRONG_KIND,
    Refused,
)
from regels.tabel.parse import parse_value
from regels.tabel.rejects import Problem
from regels.tabel.style import ARROW
from regels.tabel.wording import decimals

EPOCH = date(1970, 1, 1)
MOST_DIGITS = 30
KEPT_TEXTS = 1024
Read = Callable[[Any], int | Refused | None]


def reader_of(spec: InputSpec) -> Read:
    """How a value of this field is read, its range included. Blank text gives None: it is empty."""
    makers = {Kind.BOOL: _truth, Kind.CHOICE: _choice, Kind.DATE: _day, Kind.MONTH: _month}
    return makers.get(spec.type.kind, _number)(spec, _text_reader(spec))


def _text_reader(spec: InputSpec) -> Read:
    """Text of any kind; the same texts come back row after row, so the last ones are kept."""

    @lru_cache(KEPT_TEXTS)
    def read(raw: str) -> int | Refused | None:
        text = raw.strip()
        if not text:
            return None
        parsed: int = parse_value(spec, text, ARROW)
        if isinstance(parsed, Problem):
            return Refused(parsed)
        return parsed if spec.type.low <= parsed <= spec.type.high else OUTSIDE

    def judge(raw: Any) -> int | Refused | None:
        if isinstance(raw, str):
            return read(raw)
        return FLOAT if isinstance(raw, float) else WRONG_KIND

    return judge


def _truth(spec: InputSpec, text: Read) -> Read:
    def read(raw: Any) -> int | Refused | None:
        if raw is True:
            return 1
        if raw is False:
            return 0
        return text(raw) if isinstance(raw, str) else NOT_YES_NO

    return read


def _choice(spec: InputSpec, text: Read) -> Read:
    codes = {option: code for code, option in enumerate(spec.type.options)}

    def read(raw: Any) -> int | Refused | None:
        code = codes.get(raw) if type(raw) is str else None
        return text(raw) if code is None else code

    return read


def _number(spec: InputSpec, text: Read) -> Read:
    factor, low, high = 10 ** decimals(spec.type), spec.type.low, spec.type.high

    def read(raw: Any) -> int | Refused | None:
        kind = type(raw)
        if kind is str:
            return text(raw)
        found = raw * factor if kind is int else _decimal(raw, factor) if kind is Decimal else other(raw)
        return OUTSIDE if type(found) is int and not low <= found <= high else found

    def other(raw: Any) -> int | Refused | None:
        if isinstance(raw, bool | str | float):
            return text(raw)
        return _decimal(raw, factor) if isinstance(raw, Decimal) else _integer(raw, factor)

    return read


def _decimal(raw: Decimal, factor: int) -> int | Refused:
    if not raw.is_finite():
        return UNREADABLE
    if raw and abs(raw.adjusted()) > MOST_DIGITS:
        return OUTSIDE if raw.adjusted() > 0 else INEXACT
    above, below = raw.as_integer_ratio()
    whole, rest = divmod(above * factor, below)
    return INEXACT if rest else whole


def _integer(raw: Any, factor: int) -> int | Refused:
    """Integers of other libraries, such as numpy's."""
    try:
        return index(raw) * factor
    except TypeError:
        return WRONG_KIND


def _day(spec: InputSpec, text: Read) -> Read:
    epoch, low, high = EPOCH.toordinal(), spec.type.low, spec.type.high

    def read(raw: Any) -> int | Refused | None:
        if type(raw) is date:
            day = raw.toordinal() - epoch
            return day if low <= day <= high else OUTSIDE
        return CLOCK_TIME if isinstance(raw, datetime) else text(raw)

    return read


def _month(spec: InputSpec, text: Read) -> Read:
    low, high = spec.type.low, spec.type.high

    def read(raw: Any) -> int | Refused | None:
        if type(raw) is date:
            month = (raw.year - 1970) * 12 + raw.month - 1
            if raw.day != 1:
                return NOT_FIRST
            return month if low <= month <= high else OUTSIDE
        return CLOCK_TIME if isinstance(raw, datetime) else text(raw)

    return read
