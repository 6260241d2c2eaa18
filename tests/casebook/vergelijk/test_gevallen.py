"""Cases under two laws: which change, by which clause, and when nothing changes it is said."""

import pytest
from regels_casebook import Case, read_casebook
from regels_casebook.vergelijk import CompareError, Pair, Request, compare, compare_cases, load_pair
from regels_casebook.vergelijk.antwoord import NO_CASE, loud
from regels_casebook.vergelijk.oorzaak import CHANGED, EARLIER, FIGURE, NEW
from regels_casebook.vergelijk.uitvoer import text

from regels.data import casebook

OLD, BALANCE = "enschede+cijfers-2026-07-vast", "enschede+participatiewet-in-balans-2027"
REGELING = "inkomstenverrekening"


@pytest.fixture(scope="module")
def pair() -> Pair:
    return load_pair(OLD, BALANCE, REGELING)


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    return {str(case.naam): case for name, case in read_casebook(casebook()) if name == REGELING}


def test_the_clause_that_went_and_the_one_that_came(pair: Pair, cases: dict[str, Case]) -> None:
    found = compare_cases(pair, [cases["balans-van-n-naar-34a"]]).alle[0]
    assert [month.maand for month in found.maanden] == ["2027-01"]
    month = found.maanden[0]
    assert (month.oud, month.nieuw, month.verschil) == (81946, 73946, -8000)
    assert [(one.soort, one.artikel_oud, one.niets) for one in month.oorzaken if one.soort == CHANGED] == [
        (CHANGED, "Pw art. 31 lid 2 onder n", True)
    ]
    assert "Pw art. 34a lid 1 onder a" in {one.artikel_nieuw for one in month.oorzaken if one.soort == NEW}


def test_what_only_passes_the_difference_on_is_no_cause(pair: Pair, cases: dict[str, Case]) -> None:
    month = compare_cases(pair, [cases["balans-van-n-naar-34a"]]).alle[0].maanden[0]
    titles = {one.titel for one in month.oorzaken}
    rules = {spec.title for spec in pair.new.plan.rules if spec.name in ("bijstand", "inkomen_telt_mee")}
    assert rules and not titles & rules


def test_an_earlier_month_is_named(pair: Pair, cases: dict[str, Case]) -> None:
    """The same law later on, with other used months: the difference came from before."""
    back = load_pair(BALANCE, OLD, REGELING)
    kinds = {
        one.soort
        for case in compare_cases(back, list(cases.values()), "2026-12").alle
        for month in case.maanden
        for one in month.oorzaken
    }
    assert kinds and kinds <= {CHANGED, EARLIER, FIGURE, NEW, "voorwaarde"}


def test_a_figure_is_the_cause_when_only_a_figure_differs() -> None:
    pair = load_pair("enschede", "enschede-studietoeslag", "studietoeslag")
    cases = [case for name, case in read_casebook(casebook()) if name == "studietoeslag"]
    found = compare_cases(pair, cases, "2026-09")
    causes = [one for case in found.veranderd for month in case.maanden for one in month.oorzaken]
    assert found.veranderd and FIGURE in {one.soort for one in causes}


def test_no_change_is_said_loudly(cases: dict[str, Case]) -> None:
    found = compare(Request(old=OLD, new=OLD, cases=list(cases.values())[:5], month="2027-01"))
    assert found.niets and loud(found) == NO_CASE
    assert NO_CASE in text(found, ".txt") and f'class="nadruk">{NO_CASE}' in text(found, ".html")


def test_moving_is_asked_for_and_said(pair: Pair, cases: dict[str, Case]) -> None:
    one = [cases["vrijlating-n-en-dan-r"]]
    assert not compare_cases(pair, one).veranderd
    moved = compare(Request(old=OLD, new=BALANCE, cases=one, month="2027-01"))
    assert [month.maand for month in moved.gevallen.veranderd[0].maanden] == ["2027-01", "2027-02"]
    assert "verschoven naar januari 2027" in " ".join(text(moved, ".txt").split())


def test_fields_that_one_does_not_ask_are_named(pair: Pair, cases: dict[str, Case]) -> None:
    found = compare_cases(pair, list(cases.values()))
    assert "besluit_34a" in {name for case in found.alle for name in case.weggelaten}
    assert not found.mislukt


def test_a_month_that_is_none(pair: Pair, cases: dict[str, Case]) -> None:
    with pytest.raises(CompareError, match="geen maand"):
        compare_cases(pair, list(cases.values())[:1], "januari")
