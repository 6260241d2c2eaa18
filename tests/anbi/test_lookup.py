"""Asking the index: by number on a day, and by name without ever choosing."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regels_calculators.anbi import Reason, Register, WrongRsin, read

from tests.anbi.example import DATED, GARDEN, LATER, MUSIC, SHORT
from tests.benchmarks.anbi_records import document, element, write_zip

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("rsin", "on", "anbi", "reason"),
    [
        (GARDEN, "2012-01-01", True, Reason.IN_FORCE),
        (GARDEN, "2011-12-31", False, Reason.NOT_YET),
        (MUSIC, "2009-12-31", False, Reason.NOT_YET),
        (MUSIC, "2010-01-01", True, Reason.IN_FORCE),
        (MUSIC, "2015-12-31", True, Reason.IN_FORCE),
        (MUSIC, "2016-01-01", False, Reason.WITHDRAWN),
        (MUSIC, "2019-04-30", False, Reason.WITHDRAWN),
        (MUSIC, "2019-05-01", True, Reason.IN_FORCE),
        (LATER, "2026-08-31", False, Reason.NOT_YET),
        (LATER, "2026-09-01", True, Reason.IN_FORCE),
        ("12", "2026-07-01", True, Reason.IN_FORCE),
        ("999900067", "2026-07-01", None, Reason.UNREADABLE),
        ("999900080", "2026-07-01", None, Reason.NOT_LISTED),
    ],
)
def test_the_status_on_a_day(register: Register, rsin: str, on: str, anbi: bool, reason: Reason) -> None:
    answer = register.by_rsin(rsin, date.fromisoformat(on))
    assert (answer.anbi, answer.reason) == (anbi, reason)
    assert answer.dated == DATED and answer.text


def test_a_number_that_cannot_be_right(register: Register) -> None:
    with pytest.raises(WrongRsin, match="elfproef"):
        register.by_rsin("999900032", DATED)


def test_every_answer_says_how_old_the_list_is(register: Register) -> None:
    assert not register.by_rsin(SHORT, DATED + 14 * DAY).old
    assert register.by_rsin(SHORT, DATED + 15 * DAY).old
    assert not register.by_rsin(SHORT, DATED - 4000 * DAY).old


@pytest.mark.parametrize(
    "asked",
    [
        "Stichting Café Überal",
        "stichting cafe uberal",
        "CAFE, UBERAL!",
        "cafe",
        "uberal",
        "café üb",
        "st. Café Überal",
    ],
)
def test_case_accents_and_punctuation_make_no_difference(register: Register, asked: str) -> None:
    assert [record.rsin for record in register.by_name(asked).records] == [SHORT]


def test_a_group_is_found_by_name_and_alias(register: Register) -> None:
    for asked in ("denkbeeldige kerk in nederland", "Denkbeeldige Kerk Enschede"):
        (record,) = register.by_name(asked).records
        assert record.rsin is None and record.in_force(DATED)
    assert register.by_name("Denkbeeldige Kerk Enschede").exact == 1
    assert register.by_name("Denkbeeldige Kerk").exact == 0


def test_other_languages_and_records_that_cannot_be_read_are_found(register: Register) -> None:
    assert register.by_name("betochte leskring").records[0].name == "Stichting Bedachte Leeskring"
    assert register.by_name("onleesbaar").records[0].objection


def test_the_words_must_be_in_one_name(tmp_path: Path) -> None:
    rows = [
        ("", "1", "Café Noord", "Leeskring Zuid", "", "", "2012-01-01", ""),
        ("", "2", "Café Zuid", "", "", "", "2012-01-01", ""),
    ]
    read(write_zip(tmp_path / "a.zip", document(map(element, rows)), DATED), index := tmp_path / "i")
    with Register(index) as register:
        assert [record.dossier for record in register.by_name("cafe zuid").records] == ["2"]
        assert [record.dossier for record in register.by_name("zuid").records] == ["1", "2"]


def test_most_of_the_words_are_enough_when_not_all_are_there(register: Register) -> None:
    found = register.by_name("verzonnen buurttuin oost")
    assert [record.rsin for record in found.records] == [GARDEN] and found.exact == 0


@pytest.mark.parametrize("asked", ["", "!!", "qqq", "漢字", "' OR 1=1 --", "%", "*"])
def test_nothing_is_found_for_nothing(register: Register, asked: str) -> None:
    assert register.by_name(asked).records == ()


def test_a_name_that_many_have(tmp_path: Path) -> None:
    rows = [("", str(n), f"Leeskring {n}", "", "", "", "2012-01-01", "") for n in range(50)]
    rows.append(("", "51", "Leeskring", "", "", "", "2012-01-01", ""))
    read(write_zip(tmp_path / "a.zip", document(map(element, rows)), DATED), index := tmp_path / "i")
    with Register(index) as register:
        found = register.by_name("De leeskring")
        assert (len(found.records), found.more, found.exact) == (20, True, 0)
        assert register.by_name("leeskring").records[0].name == "Leeskring"
        assert len(register.by_name("leeskring 7").records) == 1
        assert register.by_name("leeskring", most=100).more is False


days = st.integers(0, 60).map(lambda n: date(2020, 1, 1) + n * DAY)
spans = st.lists(st.tuples(days, st.none() | days), min_size=1, max_size=4)


@settings(deadline=None, max_examples=60)
@given(spans)
def test_the_status_is_that_of_the_rule(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[date, date | None]]
) -> None:
    """``ingangsDatum <= d`` and (``intrekkingsDatum`` empty or ``> d``), of any record."""
    directory = tmp_path_factory.mktemp("stand")
    rows = [
        (GARDEN, str(n), "A", "", "", "", start.isoformat(), end.isoformat() if end else "")
        for n, (start, end) in enumerate(found)
    ]
    rows.append((MUSIC, "99", "B", "", "", "", "2020-01-01", ""))
    read(write_zip(directory / "a.zip", document(map(element, rows)), DATED), index := directory / "i")
    sound = [(start, end) for start, end in found if end is None or end >= start]
    with Register(index) as register:
        for number in range(62):
            on = date(2019, 12, 31) + number * DAY
            holds = any(start <= on and (end is None or end > on) for start, end in sound)
            expected = True if holds else None if len(sound) < len(found) else False
            assert register.by_rsin(GARDEN, on).anbi is expected
