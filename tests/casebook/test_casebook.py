"""The casebook holds, and a case that is wrong is caught."""

from pathlib import Path

import pytest
from regels_casebook import Case, CasebookError, hold, read_casebook

from regels.data import casebook

CASES = read_casebook(casebook())


@pytest.mark.parametrize(("regeling", "case"), CASES, ids=[str(case.naam) for _, case in CASES])
def test_case(regeling: str, case: Case) -> None:
    assert not [str(difference) for difference in hold(regeling, case)]


def written(directory: Path, old: str, new: str) -> list[tuple[str, Case]]:
    text = (casebook() / "inkomstenverrekening" / "normen.yaml").read_text(encoding="utf-8")
    assert old in text
    (directory / "normen.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return read_casebook(directory)


def test_a_cent_is_too_much(tmp_path: Path) -> None:
    regeling, case = written(tmp_path, 'norm: "1419,46"', 'norm: "1419,47"')[0]
    (difference,) = hold(regeling, case)
    assert str(difference) == "norm-alleenstaande-2026-07, maand 1: norm moet 1419,47 zijn, en is 1419,46."


def test_an_expectation_that_names_no_outcome_is_refused(tmp_path: Path) -> None:
    regeling, case = written(tmp_path, 'norm: "1419,46"', 'nrom: "1419,46"')[0]
    with pytest.raises(CasebookError, match="nrom"):
        hold(regeling, case)


@pytest.mark.parametrize(
    ("old", "new"), [("titel:", "tietel:"), ("soort: wettekst", "soort: de rekenmachine")]
)
def test_a_wrong_form_is_refused_with_its_place(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(CasebookError, match=r"normen\.yaml:\d+:\d+"):
        written(tmp_path, old, new)


def test_every_case_has_a_name_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="twee keer"):
        written(tmp_path, "norm-gehuwden-2026-07", "norm-alleenstaande-2026-07")
