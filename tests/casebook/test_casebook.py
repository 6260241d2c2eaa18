"""The casebook holds, and a case that is wrong is caught."""

from pathlib import Path

import pytest
from regels_casebook import Case, CasebookError, hold, read_casebook
from regels_casebook.run import report, run_case

from regels.data import casebook
from regels.ruleset import load

CASES = read_casebook(casebook())


@pytest.mark.parametrize(("regeling", "case"), CASES, ids=[str(case.naam) for _, case in CASES])
def test_case(regeling: str, case: Case) -> None:
    assert not [str(difference) for difference in hold(regeling, case)]


@pytest.mark.parametrize("regeling", sorted({regeling for regeling, _ in CASES}))
def test_machine_code_says_the_same(regeling: str) -> None:
    ruleset = load("landelijk", regeling)
    for name, case in CASES:
        if name == regeling and case.regelset == "landelijk" and not case.instellingen:
            rows = case.rows()
            found = [one.plain for one in ruleset.evaluate_history(rows)]
            assert found == [one.plain for one in ruleset.interpret(rows)], case.naam


def written(directory: Path, old: str, new: str) -> list[tuple[str, Case]]:
    text = (casebook() / "inkomstenverrekening" / "normen.yaml").read_text(encoding="utf-8")
    assert old in text
    (directory / "normen.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return read_casebook(directory)


def test_a_cent_is_too_much(tmp_path: Path) -> None:
    regeling, case = written(tmp_path, 'norm: "1419,46"', 'norm: "1419,47"')[0]
    (difference,) = hold(regeling, case)
    assert str(difference) == "norm-alleenstaande-2026-07, maand 1: norm moet 1419,47 zijn, en is 1419,46."


def test_the_first_rule_that_differs_is_named(tmp_path: Path) -> None:
    text = 'norm: "1419,46", bijstand: "1419,46"'
    regeling, case = written(tmp_path, text, 'norm: "1419,47", bijstand: "1419,47"')[0]
    result = run_case(regeling, case)
    assert len(result.differences) == 2 and result.place is not None
    assert result.place.what == "regel bijstandsnorm" and result.place.article == "Pw art. 5 onder c"
    shown = report([result])
    assert "Niet goed: 1" in shown
    assert "normen.yaml:4:11" in shown and "Het verschil begint bij regel bijstandsnorm" in shown


def test_another_reason_names_the_condition(tmp_path: Path) -> None:
    regeling, case = written(tmp_path, "reden: leeftijd", "reden: vermogen")[-1]
    place = run_case(regeling, case).place
    assert place is not None and place.what == "voorwaarde leeftijd" and place.position is not None


def test_an_expectation_that_names_no_outcome_is_refused(tmp_path: Path) -> None:
    regeling, case = written(tmp_path, 'norm: "1419,46"', 'nrom: "1419,46"')[0]
    with pytest.raises(CasebookError, match="nrom"):
        hold(regeling, case)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("titel: Een", "tietel: Een", "tietel"),
        ("soort: wettekst", "soort: de rekenmachine", "wettekst"),
        ("geen_recht, reden: leeftijd,", "geen_recht,", "`reden:`"),
        ("status: geen_recht", "status: geenrecht", "Bedoelde u ‘geen_recht’"),
        ("soort: officiële tabel", "soort: uitspraak", "ECLI"),
        ("soort: officiële tabel", "soort: officiële tabel\n      ecli: CRVB 2018:3513", "geen ECLI"),
        ('bron: "https://www.st-ab.nl"', "bron: st-ab", "https://"),
        ('{status: recht, norm: "809,99"}', "{}", "niets verwacht"),
    ],
)
def test_a_wrong_case_is_refused_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(CasebookError, match=r"normen\.yaml:\d+:\d+: .*" + said):
        written(tmp_path, old, new)


def test_every_month_has_its_expectation(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match=r"1 maanden, maar 2 keer"):
        written(
            tmp_path,
            'verwacht: {status: recht, norm: "809,99"}',
            "verwacht: [{status: recht}, {status: recht}]",
        )


def test_every_case_has_a_name_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="twee keer"):
        written(tmp_path, "norm-gehuwden-2026-07", "norm-alleenstaande-2026-07")


def test_a_choice_may_be_made_otherwise(tmp_path: Path) -> None:
    where, what = 'vakantietoeslag: "49,61"}', 'vakantietoeslag: "47,24"}'
    choice = "    instellingen: {vakantietoeslag_afronding: gedeeld_door_1_05}\n"
    text = (casebook() / "inkomstenverrekening" / "normen.yaml").read_text(encoding="utf-8")
    start = text.index("  - naam: vakantietoeslag-2018-01")
    changed = text[:start] + text[start:].replace("    feiten:\n", choice + "    feiten:\n", 1)
    changed = changed.replace('uit_te_betalen: "942,51"', 'uit_te_betalen: "944,88"').replace(where, what)
    (tmp_path / "normen.yaml").write_text(changed, encoding="utf-8")
    cases = {str(case.naam): case for _, case in read_casebook(tmp_path)}
    assert not hold("inkomstenverrekening", cases["vakantietoeslag-2018-01"])  # 992,12 / 1,05 = 944,876…


def test_a_choice_that_is_not_there_is_refused(tmp_path: Path) -> None:
    added = "    instellingen: {verjaardag: laatste_dag}\n    feiten:\n"
    regeling, case = written(tmp_path, "    feiten:\n", added)[0]
    with pytest.raises(CasebookError, match="Bedoelde u ‘verjaardagen’"):
        hold(regeling, case)


def test_facts_of_the_whole_file_yield_to_those_of_a_case(tmp_path: Path) -> None:
    start = "uitgangspunt: {maand: 2026-07, vermogen: € 1}\ngevallen:"
    regeling, case = written(tmp_path, "gevallen:", start)[0]
    assert case.rows()[0]["vermogen"] == "€ 0,00"
    assert not hold(regeling, case)


def test_the_example_of_the_page_holds(tmp_path: Path) -> None:
    page = (casebook().parent / "docs" / "beleid" / "casusboek.md").read_text(encoding="utf-8")
    (tmp_path / "voorbeeld.yaml").write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    ((regeling, case),) = read_casebook(tmp_path)
    assert not hold(regeling, case)
