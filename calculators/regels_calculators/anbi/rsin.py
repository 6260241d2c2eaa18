"""The number of an institution: nine digits that pass the elfproef."""

from regels_calculators.anbi.errors import WrongRsin

LENGTH = 9
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
SEPARATORS = str.maketrans("", "", " .\t\u00a0")
DIGITS = frozenset("0123456789")


def to_rsin(text: str) -> str:
    """Nine digits: spaces and points are dropped and zeros put in front, for programs lose them.

    Raises WrongRsin for anything else, and for a number that does not pass the elfproef.
    """
    digits = text.translate(SEPARATORS)
    if not digits or not set(digits) <= DIGITS:
        raise WrongRsin(text, "er staan andere tekens in dan cijfers" if digits else "er staat niets")
    padded = digits.zfill(LENGTH)
    if len(padded) > LENGTH:
        raise WrongRsin(text, f"het heeft {len(digits)} cijfers, en een RSIN heeft er negen")
    if not passes(padded):
        raise WrongRsin(text, "het voldoet niet aan de elfproef; waarschijnlijk is er een cijfer verkeerd")
    return padded


def passes(digits: str) -> bool:
    """The elfproef over nine digits; nine zeros are no number."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True))
    return total % 11 == 0 and digits.strip("0") != ""
