"""Names as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regels_calculators.anbi.names import normal, words


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Stichting  Café 't Überal", "stichting cafe t uberal"),
        ("SINT-JAN (Enschede)", "sint jan enschede"),
        ("Groß & Søn", "gross son"),
        ("’t Huis", "t huis"),
        ("Vrienden v/d Fiets", "vrienden v d fiets"),
        ("…", ""),
    ],
)
def test_case_accents_and_punctuation(name: str, plain: str) -> None:
    assert normal(name) == plain


def test_words_that_tell_a_name_apart() -> None:
    assert words("stichting de leeskring van de leeskring") == ["leeskring"]
    assert words("stichting het") == ["stichting", "het"]
    assert words("") == []


@given(st.text(max_size=40))
def test_a_normal_name_is_its_own_normal_name(name: str) -> None:
    plain = normal(name)
    assert normal(plain) == plain and plain.isascii()
    assert normal(name.upper()) == normal(name.upper().lower())
