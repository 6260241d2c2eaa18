"""Coverage: what a case touches counts, what none touches is listed with its place."""

from pathlib import Path

from regels_casebook import read_casebook
from regels_casebook.coverage import Coverage, coverage
from regels_casebook.gaps import Gaps, read_gaps
from regels_casebook.thorough import coverage_report, to_write
from regels_casebook.variants import in_force

from regels.bestand.text import Text
from regels.data import casebook
from tests.casebook.small import FULL, small


def missing(found: Coverage) -> set[str]:
    return {f"{item.kind} {item.label}" for item in found.missing()}


def test_all_cases_touch_all_that_can_be_touched(tmp_path: Path) -> None:
    found = coverage("klein", small(tmp_path, *FULL))
    assert missing(found) == set()


def test_one_case_leaves_the_rest_untouched(tmp_path: Path) -> None:
    found = coverage("klein", small(tmp_path, "grens"))
    left = missing(found)
    assert "voorwaarde loon: niet voldaan" in left and "voorwaarde loon: voldaan" not in left
    assert "tabelrij toeslag rij 1: ziek en oud" in left and "tabelrij toeslag rij 3: niet ziek" not in left
    assert (
        "tak regels uitkering: als recht: nee" in left and "tak regels uitkering: als recht: ja" not in left
    )
    assert "opmerking geen_loon" in left
    assert "deel regels toeslag rij 1 als: alleen ‘ziek’ is nee (van en)" in left  # oud is nee as well
    lines = list(coverage_report(found, Gaps()))
    assert any("regeling.yaml:" in line and "voorwaarde loon: niet voldaan" in line for line in lines)


def test_a_case_that_touches_nothing_new_adds_nothing(tmp_path: Path) -> None:
    once = coverage("klein", small(tmp_path, "juni"))
    assert missing(coverage("klein", small(tmp_path, "juni", "net-te-hoog"))) == missing(once)


def test_without_cases_nothing_is_touched() -> None:
    assert not coverage("studietoeslag", []).touched


def test_a_known_gap_is_not_asked_for(tmp_path: Path) -> None:
    found = coverage("klein", small(tmp_path, "grens"))
    label = "loon: niet voldaan"
    gaps = Gaps(dekking={label: Text("een grond")})
    assert label in {item.label for item in to_write(found, Gaps())}
    assert label not in {item.label for item in to_write(found, gaps)}


def test_the_known_gaps_can_only_shrink() -> None:
    """A gap that is closed must go from the list; what is left to write is exactly what is written there."""
    known = read_gaps(casebook())
    cases = read_casebook(casebook())
    for regeling in {name for name, _ in cases}:
        gaps = known.of(regeling)
        found = coverage(regeling, in_force(case for name, case in cases if name == regeling))
        open_labels = {item.label for item in found.missing()}
        assert not set(gaps.dekking) - open_labels, f"{regeling}: dicht, haal weg uit hiaten.yaml"
        left = to_write(found, gaps)
        assert str(gaps.te_schrijven or 0) == str(len(left)), f"{regeling}: {[str(item) for item in left]}"
