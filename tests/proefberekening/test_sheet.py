"""The sheets, pictures and tables as files, and what holds for every one of them.

Write the files in ``verwacht/`` anew with ``REGELS_VERWACHT=nieuw pytest tests/proefberekening``, and read
every difference as the citizen would; look at the pictures in a browser.
"""

import json
import os
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest
from regels_calculators.papier import html, plain
from regels_calculators.proefberekening import Kromme, Proef, kromme, proefberekening
from regels_calculators.proefberekening.data import as_dict
from regels_calculators.proefberekening.picture import picture
from regels_calculators.proefberekening.sheet import sheet
from regels_calculators.proefberekening.table import table, write_table

from tests.proefberekening.households import COUPLE, HOURLY, PARENT, RANGE, SINGLE, frozen, law, work

EXPECTED = Path(__file__).parent / "verwacht"
MOST_WORDS = 25
EURO = re.compile(r"−?€ [\d.]+,\d\d")
SENTENCE = re.compile(r"(?<=[.!?:;])\s|\n|, afgerond")


def found(name: str) -> Proef | Kromme:
    match name:
        case "alleenstaande_ouder_24_uur":
            return proefberekening(frozen(), PARENT, work(HOURLY, vakantiegeld_per_uur="1,00"))
        case "alleenstaande_ouder_cijfers_onbekend":
            return proefberekening(law(), PARENT, work(HOURLY))
        case "alleenstaande_wordt_27":
            young = SINGLE | {"geboortedatum": "1999-12-15"}
            return proefberekening(frozen(), young, work(HOURLY, uren_per_week="8"))
        case "paar_partner_werkt":
            monthly = {"vanaf": "2026-08-15", "tot": "2026-12-31", "netto_per_maand": "900,00"}
            return proefberekening(law(), COUPLE, work(monthly, persoon="partner"), maanden=6)
        case "zonder_bijstand":
            return proefberekening(law(), SINGLE | {"vermogen": "9000"}, work(HOURLY), maanden=2)
        case "alleenstaande_ouder_0_40_uur":
            return kromme(frozen(), PARENT, work(RANGE))
    return kromme(law(), COUPLE, work(RANGE, stap="5", vakantiegeld_per_uur="1,08"))


NAMES = (
    "alleenstaande_ouder_24_uur",
    "alleenstaande_ouder_cijfers_onbekend",
    "alleenstaande_wordt_27",
    "paar_partner_werkt",
    "zonder_bijstand",
    "alleenstaande_ouder_0_40_uur",
    "paar_0_40_uur",
)
CURVES = ("alleenstaande_ouder_0_40_uur", "paar_0_40_uur")


def stable(text: str) -> str:
    """Without what changes with every edit of the rules."""
    text = re.sub(r"versie [\w.]+?\. ", "versie <versie>. ", text)
    return re.sub(r"\b[0-9a-f]{64}\b", "<kenmerk>", text)


def as_expected(path: Path, text: str) -> None:
    if os.environ.get("REGELS_VERWACHT") == "nieuw":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_whole_text(name: str) -> None:
    as_expected(EXPECTED / f"{name}.txt", stable(plain(sheet(found(name)))))


def test_whole_page_and_picture() -> None:
    name = "alleenstaande_ouder_0_40_uur"
    curve = found(name)
    assert isinstance(curve, Kromme)
    as_expected(EXPECTED / f"{name}.html", stable(html(sheet(curve))))
    as_expected(EXPECTED / f"{name}.svg", picture(curve.fasen[0]))


def test_no_stray_file() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_sentences_are_short_and_dutch(name: str) -> None:
    text = stable(plain(sheet(found(name)))).replace("\n  ", " ")
    text = re.sub(r"(?<=[a-z,])\n(?=[a-z€])", " ", text)
    for sentence in SENTENCE.split(re.sub(r"\([^)]*\)|https://\S+", "", text)):
        assert len(re.findall(r"[A-Za-zÀ-ÿ]{2,}|\bu\b", sentence)) <= MOST_WORDS, sentence
    assert not re.search(r"[{}|]|None|Fraction|Decimal|onbepaald|geen_|\b(the|and|income)\b", text)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_computed_is_said(name: str) -> None:
    text = " ".join(plain(sheet(found(name))).split())
    for word in (
        "huurtoeslag",
        "bijzondere bijstand",
        "belasting",
        "Een medewerker van de gemeente beslist.",
    ):
        assert word in text
    given = found(name).werk.vakantiegeld is not None
    assert ("vakantiegeld over het loon is niet opgegeven" in text) is not given


@pytest.mark.parametrize("name", CURVES)
def test_the_picture_is_well_formed_and_says_what_it_shows(name: str) -> None:
    curve = found(name)
    assert isinstance(curve, Kromme)
    for phase in curve.fasen:
        root = ElementTree.fromstring(picture(phase))
        names = {element.get("id") for element in root.iter() if element.get("id")}
        assert set((root.get("aria-labelledby") or "").split()) <= names
        title, text = (root.find(f"{{http://www.w3.org/2000/svg}}{tag}") for tag in ("title", "desc"))
        assert title is not None and text is not None and text.text and "tabel" in text.text
        columns = {name for point in phase.punten for name in EURO.findall(str(point.stand.totaal))}
        assert columns <= set(EURO.findall(text.text))
        height = int((root.get("viewBox") or "").split()[3])
        for element in root.iter():
            for name_, low, high in (("y", 0, height), ("y1", 0, height), ("x", 0, 820), ("x1", 0, 820)):
                if element.get(name_) is not None:
                    assert low <= Decimal(element.get(name_) or "") <= high


class Ids(HTMLParser):
    """The ids and the tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]


@pytest.mark.parametrize("name", NAMES)
def test_the_page_stands_alone_and_can_be_read_aloud(name: str) -> None:
    text = html(sheet(found(name)))
    page = Ids(text)
    assert len(page.ids) == len(set(page.ids))
    assert page.tags.count("h1") == page.tags.count("main") == 1 and '<html lang="nl">' in text
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert not re.search(r"(?:src|href)=|url\((?!#)|@import", text)
    assert text.count("<caption>") == page.tags.count("table")


@pytest.mark.parametrize("name", NAMES)
def test_every_amount_of_the_text_is_in_the_data(name: str) -> None:
    one = found(name)
    data = json.dumps(as_dict(one), default=str)
    known = {amount.replace("-", "−") for amount in re.findall(r"-?\d+\.\d\d", data)}
    assumed = {field.waarde for field in one.aangehouden}
    for amount in EURO.findall(plain(sheet(one))):
        plain_amount = amount.replace("€ ", "").replace(".", "").replace(",", ".")
        wage = Decimal(one.werk.month_wage(one.keuzes, one.werk.uren)).scaleb(-2)
        difference = {f"−{plain_amount}", plain_amount, plain_amount.removeprefix("−")} & known
        assert difference or amount in assumed or plain_amount == str(wage), amount


def test_tables(tmp_path: Path) -> None:
    for name in ("alleenstaande_ouder_24_uur", "alleenstaande_ouder_0_40_uur"):
        one = found(name)
        for extension in ("csv", "xlsx", "parquet"):
            write_table(one, tmp_path / f"{name}.{extension}")
        assert pq.read_table(tmp_path / f"{name}.parquet").equals(table(one), check_metadata=False)
    rows = table(found("alleenstaande_ouder_0_40_uur")).to_pylist()
    assert len(rows) == 3 * 41 and rows[1]["deel"] == "1463/5850"
    meta = json.loads((tmp_path / "alleenstaande_ouder_0_40_uur.csv.meta.json").read_text("utf-8"))
    assert "13/3" in meta["weken_per_maand"] and "huurtoeslag" in meta["niet_berekend"]
    assert "niet opgegeven" in meta["vakantiegeld"]


def test_work_of_less_than_a_month_has_a_picture() -> None:
    """In such a month the wage is a part of that of a whole month, which a drempel is about."""
    short = kromme(frozen(), PARENT, work({**RANGE, "vanaf": "2026-09-10", "tot": "2026-09-25"}), maanden=2)
    (phase,) = short.fasen
    (threshold,) = phase.drempels
    at = next(point for point in phase.punten if point.uren == threshold.uren)
    before = phase.punten[phase.punten.index(at) - 1]
    assert before.stand.vrijlating is not None and at.stand.vrijlating is not None
    assert before.stand.vrijlating < at.stand.vrijlating
    assert "Hoogste vrijlating vanaf" in html(sheet(short))
