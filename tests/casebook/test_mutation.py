"""Mutation: a mistake in a rule or figure is caught by a case, or listed as a case still to write."""

import random
import re
from pathlib import Path

import pytest
from regels_casebook import Case, read_casebook
from regels_casebook.bench import SURVIVED, Bench
from regels_casebook.coverage import coverage
from regels_casebook.gaps import Gaps, read_gaps
from regels_casebook.score import score
from regels_casebook.thorough import HEADS, Overview, table
from regels_casebook.variants import in_force
from regels_casebook.words import bumped, slips

from regels.data import casebook
from tests.casebook.small import FULL, small

SLIP = "voorwaarden loon: loon [<= wordt <] grens"
NOT_ON_THE_LIMIT = [name for name in FULL if name not in ("grens", "juni-grens", "eerste-maand")]
OPTIONS = {"gehuwden": "alleenstaande"}


def shipped(regeling: str) -> list[Case]:
    return in_force(case for _, case in read_casebook(casebook(), regeling))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("a < 1", {"a <= 1", "a < 2"}),
        ("a = gehuwden", {"a <> gehuwden", "a = alleenstaande"}),
        ("a tussen 1 en 3", {"a van 1 tot 3", "a tussen 2 en 3", "a tussen 1 en 4"}),
        ("a van 1 tot 3", {"a tussen 1 en 3", "a van 2 tot 3", "a van 1 tot 4"}),
        ("a tussen 1 en 3 en b", {
            "a van 1 tot 3 en b", "a tussen 2 en 3 en b", "a tussen 1 en 4 en b", "a tussen 1 en 3 of b",
        }),
        ("niet a", {"a"}),
        ("MIN(a; b) + c", {"MAX(a; b) + c", "MIN(a; b) - c"}),
        ("als a of b dan x anders y", {"als a en b dan x anders y", "als niet (a of b) dan x anders y"}),
        ("vorige rij a", {"vorige maand a"}),
        ("a - -b", {"a + -b", "a - b"}),
        ("AFRONDEN(a × 25%; cent)", {"AFRONDEN(a / 25%; cent)", "AFRONDEN(a × 26%; cent)"}),
    ],
)  # fmt: skip
def test_the_mistakes_in_a_formula(formula: str, expected: set[str]) -> None:
    found = {" ".join(slip.apply(formula).split()) for slip in slips(formula, OPTIONS, truth=False)}
    assert found == expected


def test_a_formula_that_says_ja_or_nee_is_turned_around() -> None:
    assert "niet (a en b)" in {slip.apply("a en b") for slip in slips("a en b", {}, truth=True)}


@pytest.mark.parametrize(
    ("kind", "value", "next_value"),
    [
        ("AMOUNT", "€ 1.234,99", "€ 1235,00"),
        ("PERCENTAGE", "12,5%", "13,5%"),
        ("MONTHS", "66 jaar en 4 maanden", "797 maanden"),
        ("MONTHS", "1 maand", "2 maanden"),
        ("DAYS", "1 dag", "2 dagen"),
        ("DATE", "2026-12-31", "2027-01-01"),
        ("MONTH", "2026-12", "2027-01"),
        ("NUMBER", "1,5", "2,5"),
    ],
)
def test_a_value_goes_one_step_further(kind: str, value: str, next_value: str) -> None:
    assert bumped(kind, value) == next_value


def test_good_cases_catch_every_mistake(tmp_path: Path) -> None:
    found = score("klein", small(tmp_path, *FULL))
    assert [str(one) for one in found.survivors] == []
    assert found.kinds["regels"][1] > 10 and found.kinds["cijfers"] == (4, 4)


def test_a_mistake_that_no_case_notices_is_listed_with_its_place(tmp_path: Path) -> None:
    found = score("klein", small(tmp_path, *NOT_ON_THE_LIMIT))
    listed = [str(one) for one in found.survivors]
    assert any(SLIP in one and "regeling.yaml:" in one for one in listed)


def test_the_case_that_caught_a_mistake_is_known(tmp_path: Path) -> None:
    found = score("klein", small(tmp_path, *FULL))
    assert found.by[SLIP] in ("grens", "juni-grens", "eerste-maand")


def test_what_the_checker_refuses_does_not_count(tmp_path: Path) -> None:
    """``niet ziek`` as ``ziek`` leaves a gap in the table; where no case sees it the checker still does."""
    few, all_of_them = score("klein", small(tmp_path, "geen-loon")), score("klein", small(tmp_path, *FULL))
    assert few.refused > all_of_them.refused
    assert few.total + few.refused == all_of_them.total + all_of_them.refused


def test_helpers_and_a_sample_give_the_same(tmp_path: Path) -> None:
    cases = small(tmp_path, "grens", "juni")
    alone, helped = score("klein", cases), score("klein", cases, jobs=2)
    assert (alone.kinds, alone.survivors, alone.by) == (helped.kinds, helped.survivors, helped.by)
    first, again = score("klein", cases, sample=8, seed=3), score("klein", cases, sample=8, seed=3)
    assert first == again and first.total + first.refused == 8


def test_a_mistake_that_means_the_same_is_left_out(tmp_path: Path) -> None:
    found = score("klein", small(tmp_path, *NOT_ON_THE_LIMIT), known={SLIP})
    assert SLIP not in {one.label for one in found.survivors}


def test_a_condition_named_as_a_choice_is_held_to_the_cases_with_that_choice() -> None:
    cases = [case for name, case in read_casebook(casebook()) if name == "parttime_ondernemen_jaar"]
    made = [case for case in cases if case.instellingen]
    slip = "voorwaarden jaarcontrole: anders geen_recht wordt onbepaald"
    assert score("parttime_ondernemen_jaar", made).by[slip] in {str(case.naam) for case in made}


def test_what_is_left_out_with_a_reason_is_counted(tmp_path: Path) -> None:
    cases = small(tmp_path, *NOT_ON_THE_LIMIT)
    whole, found = score("klein", cases), score("klein", cases, known={SLIP})
    assert (whole.explained, found.explained) == (0, 1)
    assert found.total == whole.total - 1


def test_progress_is_told_for_every_mutant(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    score("klein", small(tmp_path, "grens"), sample=5, told=lambda done, total: told.append((done, total)))
    assert told == [(place, 5) for place in range(1, 6)]


@pytest.mark.parametrize(
    "regeling",
    [
        "studietoeslag", "participatieplaats", "vrijwilligerswerk", "inkomstenverrekening", "ioaz_toegang",
        "nettoloon", "maandverschil", "verrekenruimte", "vakantietoeslag_loon",
    ],
)  # fmt: skip
def test_a_sample_of_the_shipped_rulesets(regeling: str) -> None:
    known = read_gaps(casebook()).of(regeling).mutaties
    found = score(regeling, shipped(regeling), sample=25, seed=20261125, known=known)
    assert found.caught * 100 > found.total * 95, [str(one) for one in found.survivors]


@pytest.mark.parametrize(
    "regeling", [name for name, gaps in read_gaps(casebook()).regelingen.items() if gaps.mutaties]
)
def test_a_mistake_that_is_explained_exists_and_is_not_noticed(regeling: str) -> None:
    """What a case notices after all, or what is not there any more, must go from the list."""
    bench = Bench(regeling, shipped(regeling))
    mutants = {mutant.label: mutant for mutant in bench.mutants}
    explained = sorted(read_gaps(casebook()).of(regeling).mutaties)
    assert not set(explained) - set(mutants), regeling
    for label in random.Random(20261126).sample(explained, min(len(explained), 3)):
        assert bench.verdict(mutants[label])[0] == SURVIVED, label


def test_the_table_has_a_line_for_each_regeling_and_one_for_all(tmp_path: Path) -> None:
    cases = small(tmp_path, *NOT_ON_THE_LIMIT)
    found, covered = score("klein", cases), coverage("klein", cases)
    lines = list(table([Overview("klein", cases, (covered, Gaps()), found), Overview("leeg", [])]))
    heads, klein, empty, together = (re.split(r"  +", line.strip()) for line in lines)
    assert heads == list(HEADS)
    numbers = dict(zip(heads, klein, strict=True))
    assert numbers["gevallen"] == numbers["wettekst"] == str(len(cases))
    assert numbers["fouten"] == str(int(numbers["gemerkt"]) + int(numbers["niet"]))
    assert (int(numbers["niet"]), int(numbers["geweigerd"])) == (len(found.survivors), found.refused)
    assert empty[1] == "0" and empty[-1] == "-"
    assert together[:2] == ["samen", str(len(cases))]
