"""The example of the documentation: a list of institutions that do not exist, in the form of the real one.

``python -m tests.anbi.example`` writes it again.
"""

from datetime import date
from pathlib import Path

from tests.benchmarks.anbi_records import document, element, write_zip

DATED = date(2026, 6, 30)
PATH = Path(__file__).parent.parent.parent / "docs" / "voorbeelden" / "anbi-voorbeeld.zip"
GARDEN, MUSIC, LATER, SHORT = "999900031", "999900043", "999900055", "000000012"
ROWS = [
    (GARDEN, "900001", "Stichting Verzonnen Buurttuin", "De Buurttuin", "Enschede", "https://buurttuin.example",
     "2012-01-01", ""),
    (MUSIC, "900002", "Vereniging Bedachte Muziekzolder", "", "Enschede", "", "2010-01-01", "2016-01-01"),
    (MUSIC, "900003", "Vereniging Bedachte Muziekzolder", "", "Enschede", "", "2019-05-01", ""),
    (LATER, "900004", "Fonds Zomaar & Nergens", "", "Almelo", "", "2026-09-01", ""),
    ("12", "900005", "Stichting Café Überal", "", "Nergenshuizen", "", "2008-01-01", ""),
    ("", "900006", "Denkbeeldige Kerk in Nederland en haar gemeenten", "Denkbeeldige Kerk Enschede",
     "Enschede", "", "2008-01-01", ""),
    ("999900067", "900007", "Stichting Onleesbaar", "", "Enschede", "", "2021-02-30", ""),
]  # fmt: skip
LANGUAGES = """  <beschikking>
    <fiscaalNummer>999900079</fiscaalNummer>
    <dossierNummer>900008</dossierNummer>
    <naam culture="fy-NL">Stifting Betochte Lêskring</naam>
    <naam culture="nl-NL">Stichting Bedachte Leeskring</naam>
    <vestigingsPlaats>Fictiveen</vestigingsPlaats>
    <ingangsDatum>2015-03-01</ingangsDatum>
    <intrekkingsDatum/>
  </beschikking>
"""


def content() -> bytes:
    """The XML."""
    return document([*map(element, ROWS), LANGUAGES])


def write(path: Path) -> Path:
    """The zip."""
    return write_zip(path, content(), DATED)


if __name__ == "__main__":
    write(PATH)
