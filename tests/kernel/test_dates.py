"""The calendar against ``datetime`` and dateutil."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
from dateutil.relativedelta import relativedelta
from hypothesis import example, settings
from hypothesis import given as examples
from hypothesis import strategies as st

from regels.kernel.run import Kernel
from regels.plan import nodes as n
from tests.kernel.plans import DATE, MONTH, NUMBER, build, fields, outcome

EPOCH = date(1970, 1, 1)
WHOLE = NUMBER
INPUTS, (A, B, C, M) = fields(DATE, DATE, NUMBER.bounded(-2400, 2400), MONTH)
KERNEL = Kernel(
    build(
        outcome("month", n.MonthOf(MONTH, A)),
        outcome("first", n.FirstDay(DATE, M)),
        outcome("last", n.LastDay(DATE, M)),
        outcome("year", n.YearOf(WHOLE, A)),
        outcome("month_year", n.YearOf(WHOLE, M)),
        outcome("age", n.Age(WHOLE, A, B)),
        outcome("moved", n.AddMonths(DATE, A, C)),
        outcome("days", n.Binary(NUMBER, n.Arith.SUB, B, A)),
        inputs=INPUTS,
    ),
    cache=None,
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


NAMES = ("month", "first", "last", "year", "month_year")


def number(moment: date) -> int:
    return (moment - EPOCH).days


def index(moment: date) -> int:
    return (moment.year - 1970) * 12 + moment.month - 1


def whole_years(born: date, at: date) -> int:
    return at.year - born.year - ((at.month, at.day) < (born.month, born.day))


@settings(max_examples=1000)
@examples(DAYS, DAYS, st.integers(-1200, 1200))
@example(date(2004, 2, 29), date(2022, 2, 28), 12)
@example(date(2004, 2, 29), date(2022, 3, 1), 12)
@example(date(1999, 12, 31), date(1999, 12, 30), 2)
def test_calendar(a: date, b: date, months: int) -> None:
    first = a.replace(day=1)
    expected = (
        index(a),
        number(first),
        number(first + relativedelta(months=1) - timedelta(days=1)),
        a.year,
        a.year,
        whole_years(a, b),
        number(a + relativedelta(months=months)),
        (b - a).days,
    )
    assert KERNEL.run_rows([(number(a), number(b), months, index(a))])[0].outcomes == expected


def test_every_day_from_1600_to_2400() -> None:
    days = np.arange("1600-01-01", "2401-01-01", dtype="datetime64[D]")
    months = days.astype("datetime64[M]")
    rows = len(days)
    columns = {
        "a": pa.array(days.astype(np.int32)).cast(pa.date32()),
        "d": pa.array(months.astype(np.int32)),
    }
    result = KERNEL.run(columns, np.ones(rows, np.uint8), np.zeros(rows, np.uint8))
    found = {name: np.asarray(result.outcome(name)).astype(np.int64) for name in NAMES}
    years = days.astype("datetime64[Y]").astype(np.int64) + 1970
    assert (found["month"] == months.astype(np.int64)).all()
    assert (found["first"] == months.astype("datetime64[D]").astype(np.int64)).all()
    assert (found["last"] == (months + 1).astype("datetime64[D]").astype(np.int64) - 1).all()
    assert (found["year"] == years).all() and (found["month_year"] == years).all()
