"""The statements as files, what holds for every one, and what is refused.

A file in ``verwacht/`` is the expected text. Write them anew with ``REGELS_VERWACHT=nieuw pytest
tests/specificatie`` and read every difference as the citizen would.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regels_calculators.specificatie import (
    MaandInkomen,
    SommenVerschillen,
    Specificatie,
    VerkeerdeGegevens,
    as_dict,
    html,
    json_schema,
    specificeer,
    text,
)
from regels_calculators.specificatie.schema import from_dict

from tests.specificatie.statements import (
    AUGUST,
    BAKER,
    COUPLE,
    JULY,
    LATE,
    POST,
    SINGLE,
    STATEMENTS,
    Facts,
    job,
    law,
    proposal,
    statement,
)

EXPECTED = Path(__file__).parent / "verwacht"
MOST_WORDS = 25
EURO = re.compile(r"−?€ [\d.]+,\d\d")
SENTENCE = re.compile(r"(?<=[.!?:;])\s|\n|, afgerond")


def stable(shown: str) -> str:
    """Without what changes with every edit of the rules."""
    shown = re.sub(r"versie [\w.]+?\. ", "versie <versie>. ", shown)
    return re.sub(r"\b[0-9a-f]{64}\b", "<kenmerk>", shown)


def as_expected(path: Path, shown: str) -> None:
    if os.environ.get("REGELS_VERWACHT") == "nieuw":
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", STATEMENTS)
def test_whole_text(name: str) -> None:
    as_expected(EXPECTED / f"{name}.txt", stable(text(STATEMENTS[name]())))


@pytest.mark.parametrize("name", ["twee_banen", "loon_onbekend"])
def test_whole_page(name: str) -> None:
    as_expected(EXPECTED / f"{name}.html", stable(html(STATEMENTS[name]())))


def test_no_stray_file() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == set(STATEMENTS)


def sentences(shown: str) -> Iterator[str]:
    """The sentences of a statement, without what stands in brackets and without the rows of tables."""
    unwrapped = re.sub(r"\n(?=  \w|  \()| \n", " ", shown)
    unwrapped = re.sub(r"(?<=[a-zé,])\n(?=[a-z€(])", " ", unwrapped)
    rows = [line for line in unwrapped.splitlines() if not re.search(r" {2,}\S", line)]
    yield from SENTENCE.split(re.sub(r"\([^)]*art\. [^)]*\)", "", "\n".join(rows)))


@pytest.mark.parametrize("name", STATEMENTS)
def test_sentences_are_short_and_dutch(name: str) -> None:
    shown = stable(text(STATEMENTS[name]()))
    for sentence in sentences(shown):
        assert len(re.findall(r"[A-Za-zÀ-ÿ]{2,}|\bu\b", sentence)) <= MOST_WORDS, sentence
    assert not re.search(r"[{}|_]|None|Fraction|Decimal|onbepaald|\b(the|and|income)\b", shown)


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_person_decides_and_objecting_is_not_invented(name: str) -> None:
    found = STATEMENTS[name]()
    for shown in (text(found), html(found)):
        assert "Een medewerker van de gemeente beslist." in shown
        assert (found.bezwaar is not None and found.bezwaar in shown) or "bezwaar" not in shown.lower()


@pytest.mark.parametrize("name", STATEMENTS)
def test_text_page_and_data_say_the_same(name: str) -> None:
    found = STATEMENTS[name]()
    check_amounts(found)
    assert EURO.findall(text(found)) == EURO.findall(Words(html(found)).said.replace("\u00a0", " "))
    data = json.loads(json.dumps(as_dict(found)))
    assert from_dict(data) == found
    assert set(data) == set(json_schema()["required"])


class Words(HTMLParser):
    """What a page says, without its style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said, self.tags, self.quiet = "", [""], False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.quiet = tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.quiet = False

    def handle_data(self, data: str) -> None:
        self.said += "" if self.quiet else f" {data}"


def test_the_page_stands_alone() -> None:
    page = Words(html(STATEMENTS["twee_banen"]()))
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert page.tags.count("caption") == page.tags.count("table") > 0


def check_amounts(found: Specificatie) -> None:
    """Every amount of the text is in the data, and the lines of every part add up to their outcomes."""
    said = json.dumps(as_dict(found), ensure_ascii=False)
    known = set(EURO.findall(said))
    numbers = {f"{Decimal(number):.2f}" for number in re.findall(r'"(-?\d+\.\d\d)"', said)}
    for amount in EURO.findall(text(found)):
        plain = amount.replace("€ ", "").replace(".", "").replace(",", ".").replace("−", "-")
        assert amount in known or plain in numbers, amount
    for month in found.maanden:
        totals: dict[str, Decimal] = {}
        for line in month.regels:
            before = totals.get(line.deel, Decimal(0))
            assert not line.uitkomst or line.bedrag == before, line
            totals[line.deel] = line.bedrag if line.uitkomst else before + line.bedrag


def test_july_by_hand() -> None:
    """600,00 + 48,00 − 25% of 600,00 = 498,00; 1.419,46 − 498,00 = 921,46; 5% = 46,07; 875,39 is due."""
    lines = [(line.soort, str(line.bedrag)) for line in STATEMENTS["twee_banen"]().maanden[0].regels]
    assert lines == [
        ("loon_werk", "450.00"),
        ("loon_werk", "150.00"),
        ("vakantiegeld_loon", "48.00"),
        ("vrij", "-150.00"),
        ("inkomen_telt_mee", "498.00"),
        ("norm", "1419.46"),
        ("inkomen_eraf", "-498.00"),
        ("bijstand", "921.46"),
        ("gespaard", "-46.07"),
        ("te_betalen", "875.39"),
        ("te_betalen", "875.39"),
        ("betaald", "-900.00"),
        ("te_veel", "-24.61"),
        ("vakantiegeld_ontvangen", "80.00"),
    ]


def test_jobs_that_are_not_the_income_are_refused() -> None:
    with pytest.raises(SommenVerschillen, match=r"2026-07: inkomen_arbeid is 600\.00, .* 450\.00"):
        statement(SINGLE, inkomen=(BAKER,))
    with pytest.raises(SommenVerschillen, match="vakantietoeslag_arbeid"):
        statement(SINGLE, inkomen=(BAKER, replace(POST, vakantietoeslag=Decimal(0))))
    with pytest.raises(SommenVerschillen, match="onbekend"):
        statement(SINGLE, inkomen=(BAKER, POST, LATE))
    with pytest.raises(SommenVerschillen, match="uitkeringen"):
        statement(COUPLE, inkomen=(job("UWV", "200.00", persoon="partner", soort="uitkering"),))


def test_what_is_of_another_dossier_is_refused() -> None:
    with pytest.raises(VerkeerdeGegevens, match="1002"):
        statement(SINGLE, inkomen=(replace(BAKER, dossier_id="1002"),))
    with pytest.raises(VerkeerdeGegevens, match="1002"):
        statement(SINGLE, voorstellen=(replace(proposal("nabetaling", "1", "Pw"), dossier_id="1002"),))


def test_a_proposal_has_its_months_article_and_who_decides() -> None:
    good = proposal("nabetaling", "75.39", "Pw art. 45 lid 1", JULY, AUGUST)
    said = statement(SINGLE, voorstellen=(good,)).voorstelteksten[0]
    assert said == (
        "Voorstel: de gemeente betaalt € 75,39 na over juli 2026 en augustus 2026 (Pw art. 45 lid 1). "
        "Het college beslist hierover."
    )
    for less in ({"maanden": ()}, {"artikel": ""}, {"beslist": ""}):
        with pytest.raises(VerkeerdeGegevens, match="noemt zijn maanden"):
            statement(SINGLE, voorstellen=(replace(good, **less),))


def test_nothing_to_tell_and_rejected_rows_are_refused() -> None:
    with pytest.raises(VerkeerdeGegevens):
        specificeer([])
    with pytest.raises(VerkeerdeGegevens, match="Er is geen partner"):
        statement(SINGLE | {"inrichting": "partner"})


cents = st.integers(0, 250000).map(lambda amount: Decimal(amount).scaleb(-2))
some = st.one_of(st.just(Decimal(0)), cents)
unknown = st.one_of(some, st.none())
facts = st.fixed_dictionaries(
    {
        "inkomen_arbeid": st.one_of(unknown, st.just(Decimal("-12.34"))),
        "vakantietoeslag_arbeid": some,
        "inkomen_overig": some,
        "inkomen_arbeid_partner": unknown,
        "vakantietoeslag_arbeid_partner": some,
        "inkomen_overig_partner": some,
        "vermogen": st.sampled_from(["0", "9000", "50000", None]),
        "uitbetaald": unknown,
        "partner_rechthebbend": st.sampled_from(["ja", "nee"]),
        "maatregel_percentage": st.sampled_from(["0", "12,5", "100"]),
        "kostendelende_medebewoners": st.integers(0, 3),
        "leefvorm": st.sampled_from(["alleenstaande", "gehuwden"]),
        "uitgesloten": st.sampled_from(["nee", "nee", "nee", "ja"]),
        "bijdrage_arbeidsinschakeling": st.sampled_from(["ja", "nee", None]),
        "maand": st.sampled_from(["2026-07", "2025-02", "2027-01"]),
        "tot_dag": st.sampled_from([None, None, 11]),
    }
)


@settings(max_examples=150, deadline=None)
@given(facts, st.integers(1, 3))
def test_every_generated_statement_adds_up(more: Facts, parts: int) -> None:
    case = COUPLE | more
    decisions = law().evaluate_history([case])
    found = specificeer(decisions, dossier="1001", inkomen=tuple(divided(case, parts)))
    check_amounts(found)
    (month,) = found.maanden
    if decisions[0].status in ("recht", "geen_recht"):
        for kind in ("inkomen_telt_mee", "bijstand"):
            shown = [line.bedrag for line in month.regels if line.soort == kind and line.uitkomst]
            outcome = decisions[0][kind]
            assert shown == ([] if outcome is None else [outcome])
        assert not month.ontbreekt
    else:
        assert month.ontbreekt and not any(line.uitkomst for line in month.regels)


def divided(case: Facts, parts: int) -> Iterator[MaandInkomen]:
    """The wage of the applicant in so many jobs."""
    wage, holiday = case["inkomen_arbeid"], case["vakantietoeslag_arbeid"]
    month = JULY.replace(year=int(case["maand"][:4]), month=int(case["maand"][5:]))
    if wage is None:
        yield job("Werk", None, maand=month, onbekend=("netto",), vakantietoeslag=holiday)
        return
    for place in range(parts):
        last = place == parts - 1
        share = (wage / parts).quantize(Decimal("0.01"))
        amount = wage - share * (parts - 1) if last else share
        yield job(
            f"Werk {place + 1}", str(amount), maand=month, vakantietoeslag=holiday if last else Decimal(0)
        )
