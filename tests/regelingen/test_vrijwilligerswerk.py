"""Volunteer work with retention of benefit: the allowance to the cent, the criteria, what stays unknown."""

import shutil
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels.data import rulesets
from regels.decision import Decision
from regels.ruleset import Ruleset, load
from tests.regelingen.agree import agree

REGELING = "vrijwilligerswerk"
ADULT: dict[str, Any] = {"geboortedatum": "1980-05-01", "werk_is_vrijwilligerswerk": True}
GOOD: dict[str, Any] = ADULT | {
    "maand": "2019-01",
    "instelling_is_anbi": True,
    "verdringing": False,
    "kostenvergoeding": 0,
}
MAXIMA = [
    ("2015-01", 95, 764), ("2017-03", 95, 764), ("2017-04", 150, 1500), ("2018-12", 150, 1500),
    ("2019-01", 170, 1700), ("2020-12", 170, 1700), ("2021-01", 180, 1800), ("2022-12", 180, 1800),
    ("2023-01", 190, 1900), ("2023-12", 190, 1900), ("2024-01", 210, 2100), ("2025-12", 210, 2100),
    ("2026-01", 220, 2200), ("2026-12", 220, 2200),
]  # fmt: skip
CENT = Decimal("0.01")
Variant = Callable[..., Ruleset]
cents = st.integers(0, 60_000).map(lambda c: Decimal(c) / 100)


@pytest.fixture(scope="module")
def wet() -> Ruleset:
    return load("landelijk", REGELING)


@pytest.fixture(scope="module")
def enschede() -> Ruleset:
    return load("enschede", REGELING)


@pytest.fixture(scope="module")
def variant(tmp_path_factory: pytest.TempPathFactory) -> Variant:
    """The national rules with other choices."""

    def make(**chosen: str) -> Ruleset:
        directory = tmp_path_factory.mktemp("wet") / "proef"
        shutil.copytree(rulesets() / "landelijk" / "parameters", directory / "parameters")
        shutil.copytree(rulesets() / "landelijk" / REGELING, directory / REGELING)
        path = directory / REGELING / "regeling.yaml"
        text = path.read_text(encoding="utf-8")
        for name, value in chosen.items():
            head, found, tail = text.partition(f"  {name}:\n")
            assert found
            before, word, rest = tail.partition("    waarde: ")
            text = head + found + before + word + value + "\n" + rest.partition("\n")[2]
        path.write_text(text, encoding="utf-8")
        return load(str(directory), REGELING)

    return make


def amounts(decision: Decision) -> tuple[Any, Any]:
    free, counted = decision["kostenvergoeding_vrij"], decision["telt_als_inkomen"]
    assert isinstance(free, Decimal) and isinstance(counted, Decimal)
    return free, counted


def month(year: int, number: int, **more: Any) -> dict[str, Any]:
    return ADULT | {"maand": f"{year}-{number:02}"} | more


@pytest.mark.parametrize(("maand", "per_month", "per_year"), MAXIMA)
def test_the_maxima_and_a_cent_above(wet: Ruleset, maand: str, per_month: int, per_year: int) -> None:
    case = ADULT | {"maand": maand, "nodig_voor_re_integratie": False, "vrij_eerder_dit_jaar": 0}
    if maand.endswith("-01"):
        del case["vrij_eerder_dit_jaar"]
    at = wet.evaluate(case | {"kostenvergoeding": per_month})
    above = wet.evaluate(case | {"kostenvergoeding": per_month + CENT})
    assert (at.status, amounts(at)) == ("recht", (per_month, 0))
    assert (above.status, amounts(above)) == ("recht", (per_month, CENT))
    assert at["ruimte_dit_jaar"] == above["ruimte_dit_jaar"] == per_year - per_month
    assert "boven_maximum_maand" in above.remarks and "boven_maximum_maand" not in at.remarks


@pytest.mark.parametrize(("maand", "per_month", "per_year"), MAXIMA)
def test_the_maximum_of_the_year_and_a_cent_above(
    wet: Ruleset, maand: str, per_month: int, per_year: int
) -> None:
    if maand.endswith("-01"):
        maand = maand.replace("-01", "-02")
    case = ADULT | {"maand": maand, "nodig_voor_re_integratie": False, "kostenvergoeding": 50}
    at = wet.evaluate(case | {"vrij_eerder_dit_jaar": per_year - 50})
    above = wet.evaluate(case | {"vrij_eerder_dit_jaar": per_year - 50 + CENT})
    assert amounts(at) == (50, 0)
    assert amounts(above) == (50 - CENT, CENT)
    assert at["vrij_tot_nu_toe"] == above["vrij_tot_nu_toe"] == per_year
    assert "boven_maximum_jaar" in above.remarks and "boven_maximum_jaar" not in at.remarks


def test_the_years_before_and_after_the_figures_are_unknown(wet: Ruleset) -> None:
    for maand in ("2014-12", "2027-01"):
        found = wet.evaluate(ADULT | {"maand": maand, "kostenvergoeding": 1, "vrij_eerder_dit_jaar": 0})
        assert (found.status, found.reasons) == ("onbepaald", ["geen_bedrag"])


def test_a_whole_year_at_the_maximum_of_the_month(wet: Ruleset) -> None:
    """Ten months of € 220 are € 2.200; then nothing is free. In January it starts again."""
    rows = [month(2026, number, kostenvergoeding=220) for number in range(1, 13)]
    found = wet.evaluate_history(rows)
    assert [amounts(decision)[0] for decision in found] == [220] * 10 + [0, 0]
    assert found[-1]["vrij_tot_nu_toe"] == 2200
    rows = [
        month(2025, 12, kostenvergoeding=10, vrij_eerder_dit_jaar=2100),
        month(2026, 1, kostenvergoeding=220),
    ]
    last, first = wet.evaluate_history(rows)
    assert amounts(last) == (0, 10) and amounts(first) == (220, 0)


def test_the_maximum_of_2017_rises_within_the_year(wet: Ruleset) -> None:
    """Three months of € 95; of € 1.500 − € 285 = € 1.215 then eight months of € 150 and one of € 15."""
    rows = [
        month(2017, number, kostenvergoeding=150, nodig_voor_re_integratie=False) for number in range(1, 13)
    ]
    assert [amounts(decision)[0] for decision in wet.evaluate_history(rows)] == [95] * 3 + [150] * 8 + [15]


@pytest.mark.parametrize(
    ("born", "free"), [("1999-03-01", 100), ("1999-03-02", 0), ("1999-02-28", 100), ("1996-02-29", 100)]
)
def test_the_27th_birthday(wet: Ruleset, born: str, free: int) -> None:
    found = wet.evaluate(month(2026, 3, geboortedatum=born, kostenvergoeding=100, vrij_eerder_dit_jaar=0))
    assert amounts(found) == (free, 100 - free)
    assert ("kosten_bewijzen" in found.remarks) is not bool(free)


def test_a_month_split_at_the_27th_birthday(wet: Ruleset) -> None:
    shared = {"geboortedatum": "1999-03-16", "kostenvergoeding": 100, "vrij_eerder_dit_jaar": 0}
    rows = [month(2026, 3, tot_dag=15, **shared), month(2026, 3, van_dag=16, **shared)]
    assert [amounts(decision)[0] for decision in wet.evaluate_history(rows)] == [0, 100]


def test_the_birthday_may_count_on_the_last_day(variant: Variant) -> None:
    late = variant(verjaardag_in_de_periode="laatste_dag")
    case = month(2026, 3, kostenvergoeding=100, vrij_eerder_dit_jaar=0)
    assert amounts(late.evaluate(case | {"geboortedatum": "1999-03-31"})) == (100, 0)
    assert amounts(late.evaluate(case | {"geboortedatum": "1999-04-01"})) == (0, 100)


def test_two_parts_of_a_month_share_its_maximum(wet: Ruleset) -> None:
    rows = [
        month(2026, 3, tot_dag=10, kostenvergoeding=150, vrij_eerder_dit_jaar=0),
        month(2026, 3, van_dag=11, kostenvergoeding=150),
        month(2026, 4, kostenvergoeding=150),
    ]
    assert [amounts(decision)[0] for decision in wet.evaluate_history(rows)] == [150, 70, 150]


def test_a_gap_keeps_the_total_of_the_year_and_is_said(wet: Ruleset) -> None:
    rows = [month(2026, 1, kostenvergoeding=200), month(2026, 5, kostenvergoeding=200)]
    first, second = wet.evaluate_history(rows)
    assert second["vrij_tot_nu_toe"] == 400
    assert "maanden_overgeslagen" in second.remarks and "maanden_overgeslagen" not in first.remarks
    over = wet.evaluate_history([month(2025, 11, kostenvergoeding=200, vrij_eerder_dit_jaar=0),
                                 month(2026, 3, kostenvergoeding=200)])[1]  # fmt: skip
    assert over["vrij_tot_nu_toe"] == 200 and "maanden_overgeslagen" not in over.remarks


def test_a_month_without_right_still_counts_what_was_free(enschede: Ruleset) -> None:
    """A volunteer at an institution that Enschede does not accept keeps what the national law leaves free."""
    bad = GOOD | {
        "instelling_is_anbi": False,
        "instelling_is_sbbi": False,
        "instelling_is_steunstichting": False,
    }
    rows = [bad | {"kostenvergoeding": 100}, GOOD | {"maand": "2019-02", "kostenvergoeding": 100}]
    first, second = enschede.evaluate_history(rows)
    assert (first.status, first.reasons, amounts(first)) == ("geen_recht", ["instelling"], (100, 0))
    assert (second.status, second["vrij_tot_nu_toe"]) == ("recht", 200)


@pytest.mark.parametrize(
    ("anbi", "sbbi", "support", "status", "missing"),
    [
        (True, None, None, "recht", []),
        (None, True, None, "recht", []),
        (False, False, True, "recht", []),
        (False, False, False, "geen_recht", []),
        (None, False, False, "onbepaald", ["instelling_is_anbi"]),
        (False, None, False, "onbepaald", ["instelling_is_sbbi"]),
        (False, False, None, "onbepaald", ["instelling_is_steunstichting"]),
    ],
)
def test_the_institution(
    enschede: Ruleset,
    wet: Ruleset,
    anbi: object,
    sbbi: object,
    support: object,
    status: str,
    missing: list[str],
) -> None:
    case = GOOD | {
        "instelling_is_anbi": anbi, "instelling_is_sbbi": sbbi, "instelling_is_steunstichting": support,
    }  # fmt: skip
    found = enschede.evaluate(case)
    assert (found.status, found.missing) == (status, missing)
    assert wet.evaluate(case).status == "recht"


def test_the_other_criteria_of_enschede(enschede: Ruleset, wet: Ruleset) -> None:
    for change, reason in (
        ({"werk_is_vrijwilligerswerk": False}, "soort_werk"),
        ({"verdringing": True}, "geen_verdringing"),
        ({"kostenvergoeding": "170,01"}, "vergoeding_binnen_de_wet"),
        ({"kostenvergoeding": 1, "geboortedatum": "2000-01-01"}, "vergoeding_binnen_de_wet"),
    ):
        found = enschede.evaluate(GOOD | change)
        assert (found.status, found.reasons) == ("geen_recht", [reason])
        national = wet.evaluate(GOOD | change)
        assert national.status == ("geen_recht" if reason == "soort_werk" else "recht")
        assert "geen_eisen_van_de_gemeente" in national.remarks
        assert "geen_eisen_van_de_gemeente" not in found.remarks


def test_the_criteria_of_enschede_are_marked_and_unknown_before_2019(enschede: Ruleset) -> None:
    assert "onzeker_cijfer:eis_instelling" in enschede.evaluate(GOOD).remarks
    before = enschede.evaluate(GOOD | {"maand": "2018-01", "verdringing": True})
    assert (before.status, before.reasons) == ("onbepaald", ["geen_bedrag"])


def test_what_is_not_known_is_named(wet: Ruleset, enschede: Ruleset) -> None:
    case = month(2026, 5, kostenvergoeding=100, vrij_eerder_dit_jaar=0)
    for field in ("geboortedatum", "werk_is_vrijwilligerswerk", "kostenvergoeding", "vrij_eerder_dit_jaar"):
        found = wet.evaluate(case | {field: None})
        assert (found.status, found.missing) == ("onbepaald", [field])
    proof = {"aangetoonde_kosten": None}
    assert wet.evaluate(case | proof | {"kostenvergoeding": 221}).missing == ["aangetoonde_kosten"]
    assert enschede.evaluate(GOOD | {"verdringing": None}).missing == ["verdringing"]
    earlier = wet.evaluate(month(2016, 5, kostenvergoeding=100, vrij_eerder_dit_jaar=0))
    assert earlier.missing == ["nodig_voor_re_integratie"]


def test_what_cannot_matter_is_not_asked(wet: Ruleset) -> None:
    nothing = wet.evaluate({"maand": "2026-05", "werk_is_vrijwilligerswerk": True, "kostenvergoeding": 0})
    assert (nothing.status, amounts(nothing)) == ("recht", (0, 0))
    proved = {
        "maand": "2026-05",
        "werk_is_vrijwilligerswerk": True,
        "kostenvergoeding": 9,
        "aangetoonde_kosten": 9,
    }
    assert amounts(wet.evaluate(proved)) == (9, 0)
    small = month(2026, 5, kostenvergoeding=220, aangetoonde_kosten=None, vrij_eerder_dit_jaar=0)
    assert amounts(wet.evaluate(small)) == (220, 0)
    other = {"maand": "2026-05", "werk_is_vrijwilligerswerk": False}
    assert wet.evaluate(other).status == "geen_recht"


def test_unknown_money_makes_later_months_of_that_year_wait(wet: Ruleset) -> None:
    rows = [
        month(2025, 11, kostenvergoeding=None, vrij_eerder_dit_jaar=0),
        month(2025, 12, kostenvergoeding=100),
        month(2026, 1, kostenvergoeding=100),
    ]
    assert [decision.status for decision in wet.evaluate_history(rows)] == ["onbepaald", "onbepaald", "recht"]


def test_a_sum_given_for_january_is_not_used_and_is_said(wet: Ruleset) -> None:
    found = wet.evaluate(month(2026, 1, kostenvergoeding=100, vrij_eerder_dit_jaar=2200))
    assert amounts(found) == (100, 0) and "eerder_in_januari" in found.remarks


@pytest.mark.parametrize(
    "change",
    [
        {"van_dag": 20, "tot_dag": 10},
        {"maand": "2026-02", "tot_dag": 30},
        {"geboortedatum": "2026-06-01"},
    ],
)
def test_contradictions_are_set_apart(wet: Ruleset, change: dict[str, Any]) -> None:
    case = {"dossier_id": "1", **month(2026, 5, kostenvergoeding=0), **change}
    found, _ = wet.evaluate_table_with_rejects(pa.Table.from_pylist([case]))
    assert found["status"][0].as_py() == "afgekeurd"


UWV = [  # the published examples of the UWV for 2024: allowance, proved, what counts
    ("210,00", 0, "0"), ("220,00", 0, "220,00"), ("220,00", "220,00", "0"), ("220,00", "50,00", "170,00"),
]  # fmt: skip


@pytest.mark.parametrize(("received", "proved", "counts"), UWV)
def test_the_examples_of_the_uwv(variant: Variant, received: str, proved: object, counts: str) -> None:
    """www.uwv.nl, beside other benefits: all is set against the maximum, and above it all counts."""
    uwv = variant(boven_het_maximum="hele_vergoeding", aangetoonde_kosten_tellen="binnen_het_maximum")
    found = uwv.evaluate(
        month(2024, 5, kostenvergoeding=received, aangetoonde_kosten=proved, vrij_eerder_dit_jaar=0)
    )
    assert amounts(found)[1] == Decimal(counts.replace(",", "."))


def test_eleven_months_where_the_whole_allowance_counts(variant: Variant) -> None:
    """www.grdebevelanden.nl: eleven months of € 210. A person looks again at the months that were free."""
    bevelanden = variant(boven_het_maximum="hele_vergoeding")
    found = bevelanden.evaluate_history([month(2024, n, kostenvergoeding=210) for n in range(1, 12)])
    assert [amounts(decision)[1] for decision in found] == [0] * 10 + [210]
    assert ["eerdere_maanden_bekijken" in decision.remarks for decision in found] == [False] * 10 + [True]


@pytest.mark.parametrize(("proved", "free"), [(0, 210), (100, 210), (250, 250), (400, 300)])
def test_costs_within_the_maximum(variant: Variant, proved: int, free: int) -> None:
    """samenleveninuitgeest.nl: who gets more must prove that the costs were more."""
    uitgeest = variant(aangetoonde_kosten_tellen="binnen_het_maximum")
    case = month(2024, 1, kostenvergoeding=300, aangetoonde_kosten=proved)
    assert amounts(uitgeest.evaluate(case)) == (free, 300 - free)
    assert uitgeest.evaluate(case)["vrij_tot_nu_toe"] == 210


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(cents, cents), min_size=1, max_size=12), st.integers(0, 40))
def test_invariants_over_a_year(wet: Ruleset, months: list[tuple[Decimal, Decimal]], age: int) -> None:
    born = f"{2026 - age}-01-01"
    rows = [
        month(2026, n, geboortedatum=born, kostenvergoeding=received, aangetoonde_kosten=proved)
        for n, (received, proved) in enumerate(months, 1)
    ]
    total = Decimal(0)
    for decision, (received, proved) in zip(wet.evaluate_history(rows), months, strict=True):
        free, counted = amounts(decision)
        fixed = free - min(received, proved)
        total += fixed
        assert free + counted == received and counted >= 0
        assert 0 <= fixed <= (220 if age >= 27 else 0) and total <= 2200
        assert decision["vrij_tot_nu_toe"] == total
        assert decision["ruimte_dit_jaar"] == (2200 - total if age >= 27 else 0)


@settings(deadline=None, max_examples=80)
@given(cents, cents, cents, st.integers(0, 220_000).map(lambda c: Decimal(c) / 100))
def test_more_money_never_counts_less_and_more_proof_never_more(
    wet: Ruleset, received: Decimal, extra: Decimal, proved: Decimal, before: Decimal
) -> None:
    case = month(2026, 6, aangetoonde_kosten=proved, vrij_eerder_dit_jaar=before)
    less = amounts(wet.evaluate(case | {"kostenvergoeding": received}))
    more = amounts(wet.evaluate(case | {"kostenvergoeding": received + extra}))
    assert less[0] <= more[0] and less[1] <= more[1]
    proof = amounts(wet.evaluate(case | {"kostenvergoeding": received, "aangetoonde_kosten": proved + extra}))
    assert proof[1] <= less[1]


@settings(deadline=None, max_examples=60)
@given(cents, cents, st.integers(1, 27))
def test_splitting_a_month_changes_nothing(wet: Ruleset, one: Decimal, two: Decimal, day: int) -> None:
    whole = wet.evaluate(month(2026, 2, kostenvergoeding=one + two, vrij_eerder_dit_jaar=2000))
    parts = wet.evaluate_history([
        month(2026, 2, tot_dag=day, kostenvergoeding=one, vrij_eerder_dit_jaar=2000),
        month(2026, 2, van_dag=day + 1, kostenvergoeding=two),
    ])  # fmt: skip
    assert sum(amounts(part)[1] for part in parts) == amounts(whole)[1]


def test_evaluator_and_kernel_agree(wet: Ruleset, enschede: Ruleset, variant: Variant) -> None:
    other = variant(boven_het_maximum="hele_vergoeding", aangetoonde_kosten_tellen="binnen_het_maximum")
    assert sum(agree(one.plan, seed, 300) for seed, one in enumerate((wet, enschede, other))) > 1500


def test_the_explanation_reads_as_dutch(wet: Ruleset) -> None:
    text = wet.evaluate(month(2026, 4, kostenvergoeding="250,01", vrij_eerder_dit_jaar=220)).explain()
    assert "Van de vergoeding telt € 30,01 als inkomen; dat gaat van de bijstand af." in text
    assert "In een maand is ten hoogste € 220,00 vrij (Pw art. 31 lid 2 onder k)." in text
    assert "Eerder in dit jaar was al vrij: € 220,00" in text
    assert "Een medewerker van de gemeente beslist." in text
