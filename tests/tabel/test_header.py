"""Columns: known, absent, ignored, mistyped, double, mapped."""

from pathlib import Path

import pytest

from regels.plan.plan import Default
from regels.tabel.errors import (
    DuplicateColumns,
    MappingConflict,
    MappingTargetMissing,
    MappingUnknownColumn,
    MappingUnreadable,
    MissingColumn,
    ProbableTypo,
)
from regels.tabel.header import match_header
from regels.tabel.mapping import Mapping, read_mapping
from regels.tabel.nearest import distance, nearest

from .plans import DEFAULT_INPUTS, MONEY, make_plan, spec

ALL = ["dossier_id", *(one.name for one in DEFAULT_INPUTS)]
PLAN = make_plan()


def test_all_columns_there_gives_no_notes() -> None:
    header = match_header(ALL, PLAN, None, "f")
    assert header.notes == ()
    assert header.positions == {name: i for i, name in enumerate(ALL)}


def test_order_and_blanks_around_names_do_not_matter() -> None:
    assert match_header([" maand ", "dossier_id"], PLAN, None, "f").positions == {"dossier_id": 1, "maand": 0}


def test_absent_columns_are_listed_with_what_was_assumed() -> None:
    texts = [note.text for note in match_header(["dossier_id", "maand"], PLAN, None, "f").notes]
    assert "De kolom “inkomen” ontbreekt: onbekend voor alle rijen." in texts
    assert "De kolom “vermogen” ontbreekt: € 0,00 voor alle rijen." in texts
    assert "De kolom “van_dag” ontbreekt: niet van toepassing voor alle rijen." in texts
    assert "De kolom “maatregel_percentage” ontbreekt: 0,00% voor alle rijen." in texts
    assert len(texts) == len(ALL) - 2


def test_unknown_column_is_ignored_and_said() -> None:
    notes = match_header([*ALL, "klantmanager", "inkomens", ""], PLAN, None, "f").notes
    assert [note.text for note in notes] == [
        "De kolom “klantmanager” is niet bekend en is overgeslagen.",
        "De kolom “inkomens” is niet bekend en is overgeslagen. Bedoelde u “inkomen”?",
        "Een kolom zonder naam is overgeslagen.",
    ]


@pytest.mark.parametrize("typo", ["vermogn", "Vermogen", "vremogen", "vermogen.", "vermoggen"])
def test_unknown_column_that_is_nearly_an_absent_one_stops_the_run(typo: str) -> None:
    names = [name for name in ALL if name != "vermogen"]
    with pytest.raises(ProbableTypo) as caught:
        match_header([*names, typo], PLAN, None, "f")
    assert (caught.value.column, caught.value.nearest) == (typo, "vermogen")
    header = match_header([*names, typo], PLAN, Mapping(ignore=frozenset({typo})), "f")
    assert "zoals het koppelbestand zegt" in header.notes[0].text


def test_double_column() -> None:
    with pytest.raises(DuplicateColumns):
        match_header([*ALL, "maand "], PLAN, None, "f")


@pytest.mark.parametrize("name", ["dossier_id", "maand"])
def test_missing_key_column(name: str) -> None:
    with pytest.raises(MissingColumn) as caught:
        match_header([other for other in ALL if other != name], PLAN, None, "f")
    assert caught.value.column == name


def test_mistyped_key_column() -> None:
    with pytest.raises(ProbableTypo):
        match_header(["dosier_id", "maand"], PLAN, None, "f")


def test_mapping_renames() -> None:
    header = match_header(
        ["clientnr", "maand", "loon"], PLAN, Mapping({"dossier_id": "clientnr", "inkomen": "loon"}), "f"
    )
    assert header.positions == {"dossier_id": 0, "maand": 1, "inkomen": 2}


def test_mapping_may_swap_names() -> None:
    swap = Mapping({"inkomen": "vermogen", "vermogen": "inkomen"})
    header = match_header(["dossier_id", "maand", "inkomen", "vermogen"], PLAN, swap, "f")
    assert (header.positions["inkomen"], header.positions["vermogen"]) == (3, 2)


def test_mapping_that_contradicts_the_file() -> None:
    with pytest.raises(MappingUnknownColumn):
        match_header(ALL, PLAN, Mapping({"inkomem": "maand"}), "f")
    with pytest.raises(MappingTargetMissing):
        match_header(ALL, PLAN, Mapping({"inkomen": "loon"}), "f")
    with pytest.raises(MappingConflict):
        match_header([*ALL, "loon"], PLAN, Mapping({"inkomen": "loon"}), "f")
    header = match_header([*ALL, "loon"], PLAN, Mapping({"inkomen": "loon"}, frozenset({"inkomen"})), "f")
    assert header.positions["inkomen"] == len(ALL)


def test_mapping_file_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "koppel.yaml"
    path.write_text("kolommen:\n  inkomen: NO\n  maand: 2026\nnegeer: [1.0, ja]\n", "utf-8")
    mapping = read_mapping(path)
    assert mapping.columns == {"inkomen": "NO", "maand": "2026"}
    assert mapping.ignore == {"1.0", "ja"}


@pytest.mark.parametrize(
    "text",
    [
        "kolomen: {}",
        "kolommen: [a]",
        "kolommen: {a: {b: c}}",
        "kolommen: {a: b, a: c}",
        "kolommen: {a: x, b: x}",
        "negeer: a",
        "- a",
        "kolommen: {",
        "kolommen: !!python/object/apply:os.system [ls]",
    ],
)
def test_mapping_file_of_another_shape(tmp_path: Path, text: str) -> None:
    path = tmp_path / "koppel.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(MappingUnreadable):
        read_mapping(path)


def test_nearest() -> None:
    assert distance("abcd", "abdc") == 1
    assert distance("", "abc") == 3
    assert nearest("inkomen_abeid", ["inkomen_arbeid", "inkomen_overig"]) == "inkomen_arbeid"
    assert nearest("Dossier ID", ["dossier_id"]) == "dossier_id"
    assert nearest("naam", ["maand"]) is None
    assert nearest("jaar", ["maand"]) is None


def test_known_value_of_an_absent_column_is_written_in_its_own_kind() -> None:
    plan = make_plan((*DEFAULT_INPUTS, spec("toeslag", MONEY, Default.VALUE, 123456)))
    texts = [note.text for note in match_header(ALL, plan, None, "f").notes]
    assert texts == ["De kolom “toeslag” ontbreekt: € 1.234,56 voor alle rijen."]
