"""Numbers: padded, checked, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regels_calculators.anbi import WrongRsin, to_rsin
from regels_calculators.anbi.rsin import passes

from tests.anbi.example import GARDEN, SHORT


@pytest.mark.parametrize(
    ("given_", "rsin"),
    [
        (GARDEN, GARDEN),
        ("12", SHORT),
        ("000000012", SHORT),
        (" 9999.00.031 ", GARDEN),
        ("9999 00 031", GARDEN),
    ],
)
def test_numbers_are_padded(given_: str, rsin: str) -> None:
    assert to_rsin(given_) == rsin


@pytest.mark.parametrize(
    "wrong",
    ["", " ", "999900032", "0", "000000000", "9999000310", "NL999900031", "9999000-31", "٣", "9,99900031e8"],
)
def test_what_is_no_number_is_refused(wrong: str) -> None:
    with pytest.raises(WrongRsin):
        to_rsin(wrong)


@given(st.integers(1, 10**9 - 1), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: int, place: int, change: int) -> None:
    digits = f"{number:09}"
    other = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    assert not (passes(digits) and passes(other))
