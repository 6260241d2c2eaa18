"""Reading the XML: every record comes out or is set apart with its line; nothing is expanded or fetched."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regels_calculators.anbi.errors import DataSetRefused
from regels_calculators.anbi.parse import Parser, Read
from regels_calculators.anbi.records import Record

from tests.anbi.example import GARDEN, SHORT, content
from tests.benchmarks.anbi_records import document, element, records

GOOD = (GARDEN, "1", "Stichting Eén", "", "Enschede", "", "2012-01-01", "")
RSIN = f"<fiscaalNummer>{GARDEN}</fiscaalNummer>"
BEGIN = "<ingangsDatum>2012-01-01</ingangsDatum>"
OTHER = ("", "2", "Bedachte Kerk", "", "", "", "2008-01-01", "2010-02-03")


def parsed(data: bytes, size: int = 1 << 16) -> list[Read]:
    return list(Parser("anbi.xml").read(data[i : i + size] for i in range(0, len(data), size)))


def one(inside: str) -> Record:
    (read,) = parsed(f"<root><beschikking>{inside}</beschikking></root>".encode())
    return read[0]


def broken(inside: str) -> tuple[list[Read], Read]:
    """A file with a record between two good ones: all that was read, and what became of the one."""
    found = parsed(document([element(GOOD), f"  <beschikking>{inside}</beschikking>\n", element(OTHER)]))
    assert [found[0][0].name, found[-1][0].name] == ["Stichting Eén", "Bedachte Kerk"]
    assert not found[0][1] and not found[-1][1]
    return found, found[1]


def test_a_record() -> None:
    record, refusals = parsed(document([element(GOOD)]))[0]
    assert refusals == []
    assert (record.line, record.dossier, record.rsin, record.names, record.place) == (
        3, "1", GARDEN, ("Stichting Eén",), "Enschede",
    )  # fmt: skip
    assert (record.start, record.end, record.objection) == (date(2012, 1, 1), None, "")


def test_the_example() -> None:
    found = [record for record, _ in parsed(content())]
    assert len(found) == 8 and sum(bool(record.objection) for record in found) == 1
    assert found[4].rsin == SHORT and found[5].rsin is None
    assert found[7].names == ("Stichting Bedachte Leeskring", "Stifting Betochte Lêskring")


@pytest.mark.parametrize("size", [1, 7, 64, 1_000])
def test_the_size_of_the_blocks_makes_no_difference(size: int) -> None:
    assert parsed(content(), size) == parsed(content())


@pytest.mark.parametrize(
    "inside",
    [
        f"{RSIN}<naam>A</naam>{BEGIN}",
        f"<x:fiscaalNummer>{GARDEN}</x:fiscaalNummer><x:naam>A</x:naam><x:ingangsDatum>20120101</x:ingangsDatum>",
        f"<FISCAALNUMMER>{GARDEN}</FISCAALNUMMER><Naam>A</Naam><ingangsdatum>01-01-2012</ingangsdatum>",
        f"<fiscaalNummer> {GARDEN}\n</fiscaalNummer><naam> A\t</naam>{BEGIN}",
        f"{RSIN}<naam>A</naam><ingangsDatum>2012-01-01T00:00:00</ingangsDatum>",
        f"<g>{RSIN}<naam><![CDATA[A]]></naam></g>{BEGIN}",
        f"{RSIN}<naam><nl-NL>A</nl-NL></naam>{BEGIN}",
    ],
)  # fmt: skip
def test_other_spellings_of_the_same(inside: str) -> None:
    record = one(inside)
    assert (record.rsin, record.names, record.start, record.objection) == (
        GARDEN, ("A",), date(2012, 1, 1), "",
    )  # fmt: skip


def test_a_record_of_attributes() -> None:
    data = f'<r><beschikking naam="A" fiscaalNummer="{GARDEN}" ingangsDatum="2012-01-01" x="y"/></r>'
    ((record, refusals),) = parsed(data.encode())
    assert (record.rsin, record.name, refusals) == (GARDEN, "A", [])


def test_the_dutch_name_goes_first() -> None:
    names = '<naam culture="fy-NL">Lês</naam><naam culture="nl-NL">Lees</naam><aliasNaam>L</aliasNaam>'
    assert one(f"{names}<ingangsDatum>2012-01-01</ingangsDatum>").names == ("Lees", "Lês", "L")


def test_fields_that_are_not_known_are_named() -> None:
    parser = Parser("x")
    data = b"<root><soort>x</soort><beschikking><naam>A</naam><kvkNummer>1</kvkNummer></beschikking></root>"
    list(parser.read([data]))
    assert parser.strange == {"soort", "kvknummer"}


@pytest.mark.parametrize(
    ("inside", "field"),
    [
        ("<naam>A</naam>", "ingangsDatum"),
        ("<naam/><ingangsDatum>2012-01-01</ingangsDatum>", "naam"),
        ("<naam>A</naam><ingangsDatum>2012-02-30</ingangsDatum>", "ingangsDatum"),
        ("<naam>A</naam><ingangsDatum>1-1-2012</ingangsDatum>", "ingangsDatum"),
        ("<naam>A</naam><ingangsDatum>2012-01-01T23:00:00Z</ingangsDatum>", "ingangsDatum"),
        ("<naam>A</naam><ingangsDatum>2012-01-01</ingangsDatum><ingangsDatum>2013-01-01</ingangsDatum>",
         "ingangsDatum"),
        ("<naam>A</naam><ingangsDatum>2012-01-01</ingangsDatum><intrekkingsDatum>later</intrekkingsDatum>",
         "intrekkingsDatum"),
        ("<naam>A</naam><ingangsDatum>2012-01-01</ingangsDatum><intrekkingsDatum>0001-01-01</intrekkingsDatum>",
         "intrekkingsDatum"),
        ("<naam>A</naam><ingangsDatum>2012-01-01</ingangsDatum><fiscaalNummer>123456789</fiscaalNummer>",
         "fiscaalNummer"),
        ("<naam>A</naam><ingangsDatum>2012-01-01</ingangsDatum><fiscaalNummer>NL1</fiscaalNummer>",
         "fiscaalNummer"),
        (f"<naam>{'A' * 1001}</naam><ingangsDatum>2012-01-01</ingangsDatum>", "beschikking"),
        (f"<naam>A</naam><x>{'A' * 70_000}</x><ingangsDatum>2012-01-01</ingangsDatum>", "beschikking"),
        ("<naam>Jan & Piet</naam><ingangsDatum>2012-01-01</ingangsDatum>", "beschikking"),
        ("<naam>A &eacute; B</naam><ingangsDatum>2012-01-01</ingangsDatum>", "beschikking"),
        ("<naam>A</naan><ingangsDatum>2012-01-01</ingangsDatum>", "beschikking"),
        ('<naam a="1" a="2">A</naam>', "beschikking"),
        ("<naam>A\x01</naam>", "beschikking"),
    ],
)  # fmt: skip
def test_a_record_that_is_set_apart(inside: str, field: str) -> None:
    found, (record, refusals) = broken(inside)
    assert len(found) == 3
    assert record.objection and record.line == 13
    assert field in [refusal.field for refusal in refusals]
    assert all(refusal.line == 13 and refusal.expected and refusal.advice for refusal in refusals)


def test_a_record_that_is_not_closed() -> None:
    text = document([element(GOOD).replace("  </beschikking>\n", ""), element(OTHER), element(GOOD)])
    found = parsed(text)
    assert [bool(record.objection) for record, _ in found] == [True, False, False]


def test_a_broken_end_does_not_swallow_the_next_record() -> None:
    text = document([element(GOOD).replace("</beschikking>", "</beschikking"), element(OTHER), element(GOOD)])
    assert [record.name for record, _ in parsed(text)] == ["Stichting Eén", "Bedachte Kerk", "Stichting Eén"]


def test_lines_go_on_after_broken_records() -> None:
    bad = element(("", "3", "Jan", "", "", "", "x", "")).replace("Jan", "Jan & Piet")
    lines = [record.line for record, _ in parsed(document([bad, element(GOOD)] * 40))]
    assert lines == [3 + 10 * place for place in range(80)]
    assert [record.line for record, _ in parsed(document([bad, element(GOOD)] * 40), 50)] == lines


@pytest.mark.parametrize(
    "text",
    [
        b"", b"nee", b"<root/>"[:3], b"<root><beschikking><naam>A</naam>",
        b"<root><beschikking><naam>A</naam></beschikking>", b"\x00\x01", b"PK\x03\x04", b"{}",
        content()[: len(content()) // 2], content()[:-4],
    ],
)  # fmt: skip
def test_half_a_file_is_refused(text: bytes) -> None:
    with pytest.raises(DataSetRefused):
        parsed(text)


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE root [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE root SYSTEM "anbi.dtd">',
        '<!DOCTYPE root [<!ENTITY x SYSTEM "file:///bestaat/niet">]>',
        "<!DOCTYPE root>",
    ],
)
def test_a_document_type_is_refused(before: str) -> None:
    text = f"{before}<root><beschikking><naam>&a;&x;</naam></beschikking></root>"
    with pytest.raises(DataSetRefused, match="DTD"):
        parsed(text.encode())


def test_endless_depth_is_refused() -> None:
    with pytest.raises(DataSetRefused, match="dieper"):
        parsed(b"<a>" * 101)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><r><beschikking><naam>Café</naam></beschikking></r>'
    assert parsed(text.encode(encoding))[0][0].name == "Café"


def test_broken_records_in_another_encoding() -> None:
    bad, good = (f"<beschikking><naam>{name}</naam></beschikking>" for name in ("Café & co", "Café"))
    text = f'<?xml version="1.0" encoding="windows-1252"?><r>{bad}{good}</r>'
    found = parsed(text.encode("windows-1252"))
    assert [record.name for record, _ in found] == ["", "Café"]


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_one_wrong_byte_touches_one_record(data: st.DataObject) -> None:
    """Whatever byte of the fields goes wrong: the others come out as they were, or the file is refused."""
    rows = list(records(6, seed=3))
    which = data.draw(st.integers(0, 5))
    whole = [element(row).encode() for row in rows]
    place = data.draw(st.integers(0, len(whole[which]) - 1))
    byte = data.draw(st.sampled_from([b"<", b">", b"&", b"/", b'"', b"x", b" ", b"\x00", b"!", b"?", b""]))
    changed = [*whole]
    changed[which] = whole[which][:place] + byte + whole[which][place + 1 :]
    text = b"<root>" + b"".join(changed) + b"</root>"
    size = data.draw(st.sampled_from([1, 50, 1 << 16]))
    try:
        found = {record.dossier: record for record, _ in parsed(text, size)}
    except DataSetRefused:
        return
    for number, row in enumerate(rows):
        if number != which:
            assert found[row[1]].names[0] == row[2] and not found[row[1]].objection


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(found: bytes) -> None:
    try:
        parsed(found)
        parsed(content()[:900] + found + content()[900:])
    except DataSetRefused:
        pass
