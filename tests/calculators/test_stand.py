"""The last row of a dossier as events, and the signals that come of them."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from regels_calculators.signalen.stand import stand

from regels.monitor.check import load as load_signals
from regels.monitor.run import Request, run
from regels.ruleset import Ruleset, load

ROW: dict[str, Any] = {
    "dossier_id": "A", "maand": date(2026, 6, 1), "leefvorm": "alleenstaande_ouder",
    "geboortedatum": date(1960, 1, 1), "geboortedatum_partner": None, "ten_laste_komende_kinderen": 1,
    "geboortedatum_jongste_kind": date(2014, 9, 1), "kostendelende_medebewoners": 0, "vermogen": "0",
    "inkomen_arbeid": "500", "inkomen_overig": "0", "bijdrage_arbeidsinschakeling": True,
    "volledige_zorg": True, "medisch_urenbeperkt": False, "vrijlating_n_maanden": 4,
    "vrijlating_z_maanden": 11,
    "vrijlating_r_begin": date(2024, 2, 1),
}  # fmt: skip


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load("landelijk")


def events(ruleset: Ruleset, *rows: dict[str, Any]) -> tuple[list[dict[str, Any]], dict[str, int]]:
    found = stand(pa.Table.from_pylist([{**ROW, **row} for row in rows]), ruleset)
    filled = [{k: v for k, v in row.items() if v is not None} for row in found.events.to_pylist()]
    return filled, dict(found.unknown)


def test_the_last_row_counts_with_the_months_after_it(ruleset: Ruleset) -> None:
    found, unknown = events(ruleset, {}, {"maand": date(2026, 5, 1), "vrijlating_n_maanden": 3})
    day = date(2026, 6, 1)
    shared = {"dossier_id": "A", "datum": day}
    assert unknown == {}
    assert found == [
        {**shared, "soort": "stand_vrijlating_n", "persoon": "aanvrager", "maanden": 5},
        {**shared, "soort": "stand_vrijlating_z", "persoon": "aanvrager", "maanden": 11},
        {**shared, "soort": "persoon_bekend", "persoon": "aanvrager", "geboortedatum": date(1960, 1, 1)},
        {**shared, "soort": "jongste_kind_bekend", "geboortedatum": date(2014, 9, 1)},
        {**shared, "soort": "vrijlating_r_begonnen", "maand": date(2024, 2, 1)},
    ]


def test_a_partner_and_what_is_not_known(ruleset: Ruleset) -> None:
    found, unknown = events(ruleset, {"leefvorm": "gehuwden", "geboortedatum": None})
    kinds = [(row["soort"], row.get("persoon")) for row in found]
    assert ("stand_vrijlating_z", "partner") in kinds
    assert ("persoon_bekend", "aanvrager") not in kinds and ("persoon_bekend", "partner") not in kinds
    assert unknown["geboortedatum"] == 1 and unknown["geboortedatum_partner"] == 1
    assert unknown["vrijlating_n_maanden_partner"] == 1, "of who has no known age the months are not known"


def test_an_unreadable_row_gives_no_months_and_is_counted(ruleset: Ruleset) -> None:
    table = pa.Table.from_pylist([{**ROW, "vermogen": "veel"}])
    found = stand(table, ruleset)
    assert found.summary.rejected == 1
    assert found.unknown["vrijlating_n_maanden"] == 1
    assert "stand_vrijlating_n" not in found.events.column("soort").to_pylist()


def test_its_signals(ruleset: Ruleset) -> None:
    found = stand(pa.Table.from_pylist([ROW]), ruleset)
    report = run(load_signals(peildatum=date(2026, 7, 1)), Request(source=found.events, durable=False))
    assert set(report.signals) == {
        "vrijlating_n_bijna_op",
        "vrijlating_z_bijna_op",
        "vrijlating_r_eindigt",
        "jongste_kind_te_oud_voor_r",
        "aow_leeftijd_nadert",
    }
