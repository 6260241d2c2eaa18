"""What text means, value by value; and that whole columns of text agree with it."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels.plan.plan import InputSpec
from regels.plan.types import BOOL
from regels.tabel.parse import parse_date, parse_month, parse_number, parse_value
from regels.tabel.rejects import Problem
from regels.tabel.style import ARROW, DUTCH_CSV, ENGLISH_CSV, SHEET, Decimal, Style
from regels.tabel.text import text_values

from .plans import COUNT, DATE, DURATION, FACTOR, HOUSEHOLD, MONEY, MONTH, PERCENT, spec

BEDRAG = spec("bedrag", MONEY)


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("1234,56", DUTCH_CSV, 123456),
        ("1.234,56", DUTCH_CSV, 123456),
        ("€ 1.234,56", DUTCH_CSV, 123456),
        ("€1234,5", DUTCH_CSV, 123450),
        ("€ -12", DUTCH_CSV, -1200),
        ("-€ 12", DUTCH_CSV, -1200),
        ("1.234.567", DUTCH_CSV, 123456700),
        ("0", DUTCH_CSV, 0),
        ("007", DUTCH_CSV, 700),
        ("1.234", DUTCH_CSV, Problem.AMBIGUOUS),
        ("1234.56", DUTCH_CSV, Problem.OTHER_SEPARATOR),
        ("1,234.56", DUTCH_CSV, Problem.OTHER_SEPARATOR),
        ("1,234", DUTCH_CSV, Problem.INEXACT),
        ("12,500", DUTCH_CSV, Problem.INEXACT),
        ("1.23,45", DUTCH_CSV, Problem.UNREADABLE),
        ("12.34.567", DUTCH_CSV, Problem.UNREADABLE),
        (",50", DUTCH_CSV, Problem.UNREADABLE),
        ("5,", DUTCH_CSV, Problem.UNREADABLE),
        ("+5", DUTCH_CSV, Problem.UNREADABLE),
        ("1E5", DUTCH_CSV, Problem.UNREADABLE),
        ("12,50-", DUTCH_CSV, Problem.UNREADABLE),
        ("nvt", DUTCH_CSV, Problem.UNREADABLE),
        ("1234.56", ENGLISH_CSV, 123456),
        ("1,234.56", ENGLISH_CSV, 123456),
        ("1,234", ENGLISH_CSV, Problem.AMBIGUOUS),
        ("1234,56", ENGLISH_CSV, Problem.OTHER_SEPARATOR),
        ("1234.56", ARROW, 123456),
        ("1234,56", ARROW, 123456),
        ("1.234,56", SHEET, 123456),
        ("1,234.56", SHEET, 123456),
        ("1.234", SHEET, Problem.AMBIGUOUS),
        ("9" * 19, DUTCH_CSV, Problem.OUT_OF_RANGE),
    ],
)
def test_amount(text: str, style: Style, expected: int) -> None:
    assert parse_value(BEDRAG, text, style) == expected


def test_thousands_of_a_number_with_three_decimals_are_only_ambiguous_when_unknown() -> None:
    assert parse_number("1,234", 3, DUTCH_CSV) == 1234
    assert parse_number("1.234", 3, ENGLISH_CSV) == 1234
    assert parse_number("1,234", 3, SHEET) is Problem.AMBIGUOUS
    assert parse_number("0,125", 3, SHEET) == 125


def test_percentage_may_carry_its_sign() -> None:
    assert parse_value(spec("p", PERCENT), "12,5 %", DUTCH_CSV) == 1250
    assert parse_value(spec("p", PERCENT), "12,5", DUTCH_CSV) == 1250


@pytest.mark.parametrize("text", ["ja", "JA", "Ja"])
def test_yes(text: str) -> None:
    assert parse_value(spec("b", BOOL), text, DUTCH_CSV) == 1


@pytest.mark.parametrize("text", ["NO", "no", "true", "1", "0", "j", "waar", "yes"])
def test_other_words_for_yes_and_no_are_refused(text: str) -> None:
    assert parse_value(spec("b", BOOL), text, DUTCH_CSV) is Problem.NOT_YES_NO


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1970-01-02", 1),
        ("2026-02-30", Problem.NO_SUCH_DAY),
        ("1-7-2026", Problem.DATE_ORDER),
        ("01/07/2026", Problem.DATE_ORDER),
        ("1 juli 2026", Problem.DATE_ORDER),
        ("2026-7-1", Problem.DATE_ORDER),
        ("20260701", Problem.UNREADABLE),
        ("46204", Problem.UNREADABLE),
    ],
)
def test_date(text: str, expected: int) -> None:
    assert parse_date(text) == expected


def test_date_as_text_in_a_sheet_is_refused() -> None:
    assert parse_value(spec("d", DATE), "2026-07-01", SHEET) is Problem.DATE_AS_TEXT


def test_month() -> None:
    assert parse_month("1970-02") == parse_month("1970-02-01") == 1
    assert parse_month("1970-02-02") is Problem.NOT_FIRST_OF_MONTH
    assert parse_month("1970-13") is Problem.NO_SUCH_DAY
    assert parse_month("juli 2026") is Problem.UNREADABLE


def test_option_is_taken_only_when_written_exactly() -> None:
    assert parse_value(spec("l", HOUSEHOLD), "gehuwden", DUTCH_CSV) == 2
    assert parse_value(spec("l", HOUSEHOLD), "Gehuwden", DUTCH_CSV) is Problem.UNKNOWN_OPTION


_SIGNS = st.text("0123456789.,-€% janeA", max_size=9)
_DATES = st.from_regex(r"\A(19|20)[0-9]{2}-[0-9]{1,2}(-[0-9]{2})?\Z")
_SPECS = [spec("x", type) for type in (MONEY, PERCENT, COUNT, FACTOR, BOOL, HOUSEHOLD, DATE, MONTH, DURATION)]
_STYLES = [Style(sign, dates, ";") for sign in Decimal for dates in (True, False)]
_TEXTS = st.lists(
    st.none() | _SIGNS | _DATES | st.sampled_from(["ja", "nee", "gehuwden", "12,50", "7"]), max_size=5
)


@settings(deadline=None)
@given(st.sampled_from(_SPECS), st.sampled_from(_STYLES), _TEXTS)
def test_a_column_of_text_means_what_its_values_mean(
    spec: InputSpec, style: Style, texts: list[str | None]
) -> None:
    column = pa.array([None, *texts, None], pa.string()).slice(1, len(texts))
    values, valid, problems = text_values(spec, column, style)
    for i, text in enumerate(texts):
        if text is None or not text.strip():
            assert not valid[i] and not problems[i]
            continue
        expected = parse_value(spec, text.strip(), style)
        if isinstance(expected, Problem):
            assert problems[i] == expected
        else:
            assert valid[i] and not problems[i] and values[i] == expected


@pytest.mark.parametrize("text", ["600,000", "600,100", "0,0000", "9" * 21, "9" * 130, f"{'9' * 127},10"])
def test_a_column_of_plain_numbers_alone_is_read_no_other_way(text: str) -> None:
    column = pa.array(["12,50", text])
    values, valid, problems = text_values(BEDRAG, column, DUTCH_CSV)
    assert (values[0], valid[0], problems[0]) == (1250, True, 0)
    assert not valid[1] and problems[1] == parse_value(BEDRAG, text, DUTCH_CSV)
