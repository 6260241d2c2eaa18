"""A data set in the form of the tax office, of institutions that do not exist: the same from the same seed.

The numbers pass the elfproef and begin with 99, the names are made of invented words.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

KINDS = ("Stichting", "Vereniging", "Stichting Vrienden van", "Fonds", "Kerkgenootschap", "Stichting Steun")
FIRST = (
    "Verzonnen",
    "Bedachte",
    "Denkbeeldige",
    "Fictieve",
    "Café",
    "Överal",
    "Zomaar",
    "Nergens",
    "Sint-Niemand",
)
SECOND = (
    "Buurtkamer",
    "Voedselhoek",
    "Dierenweide",
    "Muziekzolder",
    "Leeskring",
    "Zorgtuin",
    "Moestuin",
    "Wijkhuis",
)
PLACES = ("Enschede", "Nergenshuizen", "Verzonnendam", "’t Bedenksel", "Almelo", "Fictiveen")
TAGS = ("fiscaalNummer", "dossierNummer", "naam", "aliasNaam", "vestigingsPlaats", "webSite",
        "ingangsDatum", "intrekkingsDatum")  # fmt: skip
Fields = tuple[str, ...]


def numbers(rng: random.Random) -> Iterator[str]:
    """Numbers of nine digits that pass the elfproef, none twice."""
    seen: set[int] = set()
    while True:
        body = rng.randrange(99_000_000, 99_990_000)
        if body in seen:
            continue
        seen.add(body)
        digits = [int(digit) for digit in str(body)]
        last = sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11
        if last < 10:
            yield f"{body}{last}"


def records(count: int, seed: int = 1) -> Iterator[Fields]:
    """The fields of so many decisions, as ``TAGS``; one in six is withdrawn, one in fifty of a group."""
    rng = random.Random(seed)
    found = numbers(rng)
    for number in range(count):
        start = date(2008, 1, 1) + timedelta(days=rng.randrange(6_500))
        end = start + timedelta(days=rng.randrange(5_000)) if rng.random() < 1 / 6 else None
        name = f"{rng.choice(KINDS)} {rng.choice(FIRST)} {rng.choice(SECOND)} {number}"
        alias = f"{rng.choice(SECOND)} {number}" if rng.random() < 0.3 else ""
        rsin = "" if rng.random() < 1 / 50 else next(found)
        yield (rsin, str(100_000 + number), name, alias, rng.choice(PLACES),
               f"https://www.voorbeeld-{number}.example", start.isoformat(),
               end.isoformat() if end else "")  # fmt: skip


def element(fields: Fields) -> str:
    """One decision as XML; empty fields are empty elements."""
    inside = "".join(f"    <{tag}>{escape(text)}</{tag}>\n" for tag, text in zip(TAGS, fields, strict=True))
    return f"  <beschikking>\n{inside}  </beschikking>\n"


def document(elements: Iterator[str] | list[str]) -> bytes:
    """A whole XML file."""
    text = "".join(elements)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<root>\n{text}</root>\n'.encode()


def write_zip(path: Path, content: bytes, dated: date, name: str = "anbi.xml") -> Path:
    """A zip with one file of a day; byte for byte the same every time."""
    member = ZipInfo(name, (dated.year, dated.month, dated.day, 6, 0, 0))
    member.compress_type = ZIP_DEFLATED
    with ZipFile(path, "w") as archive:
        archive.writestr(member, content)
    return path


def write_data_set(path: Path, count: int = 55_000, seed: int = 1) -> Path:
    """A zip with so many decisions."""
    return write_zip(path, document(map(element, records(count, seed))), date(2026, 6, 30))
