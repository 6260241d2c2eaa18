"""From 2026 to 2027: nothing changes before, what was begun ends or goes on, and who wins and loses."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from regels_calculators.demo import caseload

from regels import Decision
from regels.ruleset import Ruleset
from tests.differential.bridge import by_kernel, engine_rows, texts
from tests.oracle.generate import dossiers
from tests.regelingen.agree import agree
from tests.voorstellen.balans import (
    AOW,
    CASE,
    COUPLE,
    answers,
    balans,
    grounds,
    history,
    landelijk,
    one,
    with_settings,
)

PARENT: dict[str, Any] = {
    "leefvorm": "alleenstaande_ouder",
    "ten_laste_komende_kinderen": 1,
    "geboortedatum_jongste_kind": "2020-01-01",
}
LOANER: dict[str, Any] = {"inkomen_lks": 1000}


def test_the_demo_caseload_of_2026_is_the_same_to_the_cent() -> None:
    table = pa.Table.from_batches(caseload(dossiers=1500))
    old, new = landelijk().evaluate_table(table), balans().evaluate_table(table)
    assert table.num_rows > 10_000
    text = pa.string()  # the lists of grounds differ, for the new one is longer
    assert [name for name in old.column_names if not old[name].cast(text).equals(new[name].cast(text))] == []


def test_generated_dossiers_up_to_2026_are_the_same() -> None:
    """Those of the oracle: splits of months, unknown fields, every ground of vrijlating, 2017 to 2026."""
    raws = list(dossiers(2027, 400))
    old, new = (said(ruleset, raws) for ruleset in (landelijk(), balans()))
    assert len(old) > 2000
    assert old == [{name: row[name] for name in old[0]} for row in new]


def said(ruleset: Ruleset, raws: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Every outcome of the rows of dossiers, by name."""
    histories = [engine_rows(ruleset.plan, rows)[1] for rows in raws]
    found = by_kernel(ruleset.kernel, histories)
    return [texts(ruleset.plan, row) for rows in found for row in rows]


def compared(**facts: Any) -> tuple[Decision, Decision]:
    """December 2026 and January 2027 of one dossier."""
    before, after = history(2, -1, **facts)
    return before, after


def gain(**facts: Any) -> Decimal:
    """What the same month brings more in January 2027 than in December 2026."""
    before, after = compared(**facts)
    old, new = before["bijstand"], after["bijstand"]
    assert isinstance(old, Decimal) and isinstance(new, Decimal)
    return new - old


def test_who_used_n_loses() -> None:
    """€ 1.000 wage: 25% is € 250 and becomes 15%, € 150."""
    before, after = compared()
    assert grounds([before, after]) == ["n", "art34a_a"]
    assert gain() == -100


def test_n_that_was_capped_loses_less_and_then_wins() -> None:
    """From € 1.926,67 on 15% is more than the maximum of n, € 289; here 15% × 1.400 = 210 against 289."""
    assert gain(inkomen_arbeid=1400) == Decimal("210.00") - 289
    couple = COUPLE | {"inkomen_arbeid": 2000}
    assert gain(**couple) == Decimal("300.00") - 289


def test_who_used_r_wins_now_and_loses_after_twelve_months() -> None:
    """12,5% of € 800 is € 100 for thirty months; 15% is € 120 for twelve."""
    rows = history(14, -1, **PARENT, vrijlating_n_maanden=6, inkomen_arbeid=800)
    assert grounds(rows) == ["r"] + ["art34a_a"] * 12 + ["geen"]
    assert [row["vrijlating"] for row in (rows[0], rows[1], rows[13])] == [100, 120, 0]


def test_who_is_younger_than_27_wins() -> None:
    assert gain(geboortedatum="2001-05-05") == 150


def test_high_wages_win_under_y_z_and_aa() -> None:
    """15% of € 1.400 is € 210; the old maximum was € 182,73."""
    more = Decimal("210.00") - Decimal("182.73")
    assert gain(inkomen_arbeid=1400, medisch_urenbeperkt=True, bijdrage_arbeidsinschakeling=False) == more
    lks: dict[str, Any] = {"inkomen_arbeid": 1400, "inkomen_lks": 1400, "vrijlating_n_maanden": 6}
    assert gain(**lks) == more
    assert gain(**lks, vrijlating_z_maanden=12) == more


def test_who_had_aa_without_contribution_loses() -> None:
    """aa asked no contribution to arbeidsinschakeling; onderdeel a does."""
    lks: dict[str, Any] = {"inkomen_lks": 1000, "vrijlating_n_maanden": 6, "vrijlating_z_maanden": 12}
    assert gain(**lks, bijdrage_arbeidsinschakeling=False) == -150


def test_aow_has_a_lower_maximum() -> None:
    assert gain(**AOW) == 226 - 250
    assert gain(**AOW, inkomen_arbeid=800) == 0


def test_counters_go_through_the_turn_of_the_year() -> None:
    rows = history(5, -3, vrijlating_n_maanden=1)
    assert [row["vrijlating_n_maanden"] for row in rows] == [2, 3, 4, 4, 4]
    assert [row["vrijlating_34a_maanden"] for row in rows] == [0, 0, 0, 1, 2]


@pytest.mark.parametrize(
    ("counted", "months"), [("geen", 12), ("n", 9), ("n_en_z", 5)]
)  # fmt: skip
def test_whether_earlier_months_count(tmp_path: Path, counted: str, months: int) -> None:
    """Three months of n and four of z were used."""
    other = with_settings(tmp_path, eerdere_maanden_tellen=counted)
    rows = history(13, 0, other, vrijlating_n_maanden=3, vrijlating_z_maanden=4)
    assert grounds(rows) == ["art34a_a"] * months + ["geen"] * (13 - months)


def test_a_begun_period_of_n_may_be_finished(tmp_path: Path) -> None:
    """Four months used at the end of 2026: two are left, then twelve of article 34a."""
    other = with_settings(tmp_path, overgang_begonnen_periode="afmaken")
    rows = history(16, -1, other, vrijlating_n_maanden=3)
    assert grounds(rows) == ["n"] * 3 + ["art34a_a"] * 12 + ["geen"]
    assert grounds(history(2, 0, other)) == ["art34a_a"] * 2


def test_a_begun_period_of_r_and_z_may_be_finished(tmp_path: Path) -> None:
    other = with_settings(tmp_path, overgang_begonnen_periode="afmaken")
    parent = history(14, 0, other, **PARENT, vrijlating_n_maanden=6, vrijlating_r_begin="2025-06")
    assert grounds(parent) == ["r"] * 11 + ["art34a_a"] * 3
    loaner = history(3, 0, other, **LOANER, vrijlating_n_maanden=6, vrijlating_z_maanden=10)
    assert grounds(loaner) == ["z"] * 2 + ["art34a_a"]


def test_what_is_free_and_the_right(tmp_path: Path) -> None:
    """€ 1.500 is more than the norm of € 1.419,46; without € 225 it is less."""
    literal = with_settings(tmp_path, toets_van_het_recht="volledig_inkomen")
    facts: dict[str, Any] = {"inkomen_arbeid": 1500}
    assert (one(**facts).status, one(literal, **facts).status) == ("recht", "geen_recht")
    for ruleset in (None, literal):
        assert "recht_hangt_af_van_open_punt" in one(ruleset, **facts).remarks
    assert "recht_hangt_af_van_open_punt" not in one(inkomen_arbeid=1400).remarks
    assert "recht_hangt_af_van_open_punt" not in one(maand="2026-12", **facts).remarks


def test_who_applies(tmp_path: Path) -> None:
    facts: dict[str, Any] = {"inkomen_arbeid": 1500, "ontving_bijstand": False}
    assert one(**facts).status == "geen_recht"
    generous = with_settings(tmp_path, toets_van_het_recht="na_vrijlating_voor_iedereen")
    assert one(generous, **facts)["bijstand"] == Decimal("144.46")
    assert one(inkomen_arbeid=1400, ontving_bijstand=False)["vrijlating"] == 210


def test_months_with_vrijlating_may_be_counted(tmp_path: Path) -> None:
    other = with_settings(tmp_path, telling_34a="maanden_met_vrijlating")
    rows = [
        CASE | {"maand": f"2027-{m:02}", "inkomen_arbeid": 0 if m in (3, 4) else 900} for m in range(1, 13)
    ]
    rows += [CASE | {"maand": f"2028-{m:02}"} for m in range(1, 4)]
    found = answers(rows, other)
    assert grounds(found)[-3:] == ["art34a_a"] * 2 + ["geen"]
    assert [row["vrijlating_34a_maanden"] for row in found][-3:] == [11, 12, 12]


def test_medically_limited_first_keeps_the_months(tmp_path: Path) -> None:
    other = with_settings(tmp_path, samenloop_a_en_b="b_voor_a")
    assert grounds([one(other, medisch_urenbeperkt=True)]) == ["art34a_b"]
    assert one(other, medisch_urenbeperkt=True)["vrijlating_34a_maanden"] == 0


def test_only_c_with_aow(tmp_path: Path) -> None:
    other = with_settings(tmp_path, samenloop_b_en_c="alleen_c")
    assert one(other, **AOW, medisch_urenbeperkt=True, inkomen_arbeid=1550)["vrijlating"] == 226


def test_an_extension_may_do_without_contribution(tmp_path: Path) -> None:
    other = with_settings(tmp_path, verlenging_zonder_bijdrage="ja")
    facts: dict[str, Any] = {
        "vrijlating_34a_maanden": 12,
        "besluit_34a": "verlengd",
        "bijdrage_arbeidsinschakeling": False,
    }
    assert one(other, **facts)["vrijlating"] == 150


def test_the_readers_agree_under_the_other_settings(tmp_path: Path) -> None:
    other = with_settings(
        tmp_path, toets_van_het_recht="volledig_inkomen", overgang_begonnen_periode="afmaken",
        eerdere_maanden_tellen="n_en_z", telling_34a="maanden_met_vrijlating", samenloop_a_en_b="b_voor_a",
        samenloop_b_en_c="alleen_c", bufferbudget_grens="ook_het_loon_dat_meetelt",
    )  # fmt: skip
    assert agree(other.plan, 35, 200) > 200
