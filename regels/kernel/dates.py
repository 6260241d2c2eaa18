"""Code for calendar arithmetic, exact from the year 1600 to 2400.

Days to civil dates after Neri and Schneider (Euclidean affine functions, 2022), in unsigned 32-bit
arithmetic: years run from March, so that the leap day comes last.
"""

from dataclasses import dataclass
from typing import Final

from regels.kernel.masks import Masks, Val

_EPOCH_DAY: Final = 719_468  # days from 0000-03-01 to 1970-01-01
_EPOCH_MONTH: Final = 12 * 1970


@dataclass(frozen=True, slots=True)
class Civil:
    """A calendar date as i32 operands; ``index``: months since 1970-01."""

    year: str
    month: str
    day: str
    index: str


def _narrow(b: Masks, value: str) -> str:
    return b.convert("trunc", "i64", value, "i32")


def _wide(b: Masks, value: str) -> str:
    return b.convert("sext", "i32", value, "i64")


def _i32(b: Masks, op: str, x: str, y: str | int) -> str:
    return b.arith(op, "i32", x, str(y))


def civil(b: Masks, days: str) -> Civil:
    """The date of a day number (i64)."""
    n = _i32(b, "add", _narrow(b, days), _EPOCH_DAY)
    n1 = _i32(b, "add", _i32(b, "mul", n, 4), 3)
    century = b.op(f"udiv i32 {n1}, 146097")
    n2 = _i32(b, "or", b.op(f"urem i32 {n1}, 146097"), 3)
    p2 = b.mul(b.op(f"zext i32 {n2} to i64"), "2939745")
    of_century = b.op(f"trunc i64 {b.op(f'lshr i64 {p2}, 32')} to i32")
    day_of_year = b.op(f"udiv i32 {b.op(f'trunc i64 {p2} to i32')}, 11758980")
    march_year = _i32(b, "add", _i32(b, "mul", century, 100), of_century)
    n3 = _i32(b, "add", _i32(b, "mul", day_of_year, 2141), 197_913)
    march_month = b.op(f"lshr i32 {n3}, 16")
    day = _i32(b, "add", b.op(f"udiv i32 {_i32(b, 'and', n3, 65_535)}, 2141"), 1)
    return _from_march(b, march_year, march_month, day)


def _from_march(b: Masks, year: str, month: str, day: str) -> Civil:
    """From years that begin in March (months 3 to 14) to calendar years."""
    index = _i32(b, "add", _i32(b, "add", _i32(b, "mul", year, 12), month), -1 - _EPOCH_MONTH)
    late = b.op(f"icmp ugt i32 {month}, 12")
    calendar_month = b.select("i32", late, _i32(b, "add", month, -12), month)
    calendar_year = _i32(b, "add", year, b.op(f"zext i1 {late} to i32"))
    return Civil(calendar_year, calendar_month, day, index)


def _first(b: Masks, index: str) -> str:
    """The day number (i32) of the first of a month (i32 index since 1970-01)."""
    months = _i32(b, "add", index, _EPOCH_MONTH - 2)
    year = b.op(f"udiv i32 {months}, 12")
    month = b.op(f"urem i32 {months}, 12")
    leap_days = b.op(f"udiv i32 {year}, 4")
    leap_days = b.op(f"sub i32 {leap_days}, {b.op(f'udiv i32 {year}, 100')}")
    leap_days = b.op(f"add i32 {leap_days}, {b.op(f'udiv i32 {year}, 400')}")
    before = b.op(f"lshr i32 {_i32(b, 'add', _i32(b, 'mul', month, 979), 18)}, 5")
    days = _i32(b, "add", _i32(b, "mul", year, 365), leap_days)
    return _i32(b, "add", _i32(b, "add", days, before), -_EPOCH_DAY)


def month_index(b: Masks, days: str) -> str:
    """Months since 1970-01 (i64) of a day number (i64)."""
    return _wide(b, civil(b, days).index)


def month_of(b: Masks, date: Val) -> Val:
    """``MonthOf``."""
    return b.strict(Val(month_index(b, date.value)), date)


def first_day(b: Masks, month: Val) -> Val:
    """``FirstDay``."""
    return b.strict(Val(_wide(b, _first(b, _narrow(b, month.value)))), month)


def last_day(b: Masks, month: Val) -> Val:
    """``LastDay``."""
    following = _first(b, _i32(b, "add", _narrow(b, month.value), 1))
    return b.strict(Val(_wide(b, _i32(b, "add", following, -1))), month)


def year_of_date(b: Masks, date: Val) -> Val:
    """``YearOf`` of a date."""
    return b.strict(Val(_wide(b, civil(b, date.value).year)), date)


def year_of_month(b: Masks, month: Val) -> Val:
    """``YearOf`` of a month."""
    months = _i32(b, "add", _narrow(b, month.value), _EPOCH_MONTH)
    return b.strict(Val(_wide(b, b.op(f"udiv i32 {months}, 12"))), month)


def age(b: Masks, born: Val, at: Val) -> Val:
    """``Age``: difference of the years, less one before the birthday in the year of ``at``."""
    birth, day = civil(b, born.value), civil(b, at.value)
    before = b.op(f"icmp ult i32 {_birthday(b, day)}, {_birthday(b, birth)}")
    years = b.op(f"sub i32 {day.year}, {birth.year}")
    years = b.op(f"sub i32 {years}, {b.op(f'zext i1 {before} to i32')}")
    return b.strict(Val(_wide(b, years)), born, at)


def _birthday(b: Masks, date: Civil) -> str:
    return _i32(b, "add", _i32(b, "mul", date.month, 32), date.day)


def add_months(b: Masks, date: Val, months: Val) -> Val:
    """``AddMonths``."""
    start = civil(b, date.value)
    target = _i32(b, "add", start.index, _narrow(b, months.value))
    first, following = _first(b, target), _first(b, _i32(b, "add", target, 1))
    length = b.op(f"sub i32 {following}, {first}")
    day = b.op(f"call i32 @llvm.umin.i32(i32 {start.day}, i32 {length})")
    moved = _i32(b, "add", _i32(b, "add", first, day), -1)
    return b.strict(Val(_wide(b, moved)), date, months)
