"""Names as they are compared: without case, accents, punctuation and words that many names share."""

import re
import unicodedata

APART = re.compile(r"[^0-9a-z]+")
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "’": "", "'": ""}
)
COMMON = frozenset(
    ("stichting", "st", "vereniging", "ver", "de", "het", "t", "een", "van", "voor", "der", "den", "en",
     "te", "in", "op", "aan", "bij", "ten", "ter", "des")
)  # fmt: skip
"""Words that are not needed to find a name: legal forms, and small words."""


def normal(name: str) -> str:
    """Small letters and digits with single spaces between; ``Sint-Jan (Café)`` is ``sint jan cafe``."""
    plain = name.casefold().translate(LETTERS)
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in apart if not unicodedata.combining(c))
    return APART.sub(" ", plain).strip()


def words(name: str) -> list[str]:
    """The words of a normal name that tell it apart, each once; all of them when they are all common."""
    found = list(dict.fromkeys(name.split()))
    return [word for word in found if word not in COMMON] or found
