"""``regels grootboek``: from files to a ledger, proposals and one dossier; exit codes as elsewhere."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from regels_calculators.grootboek.payments import SCHEMA

from regels.cli import main
from tests.grootboek.tables import households, income

HOUSE = households("2026-03")
ESTIMATE = {
    "maand": "2026-03",
    "netto": 300,
    "geschat": True,
    "betalingen": "schatting",
    "ikv_tot": "2026-03-31",
}
ACTUAL = {"maand": "2026-03", "netto": 450, "betalingen": "strook", "ikv_tot": "2026-03-31"}


def regels(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Run a command; its exit code."""
    monkeypatch.setattr(sys, "argv", ["regels", "grootboek", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def files(directory: Path) -> None:
    """Income known at two moments, households, and one payment."""
    pq.write_table(HOUSE, directory / "huis.parquet")
    pq.write_table(income(ESTIMATE), directory / "geschat.parquet")
    pq.write_table(income(ACTUAL | {"betaald_op": "2026-04-20"}), directory / "echt.parquet")
    paid = {
        "betaling_id": "b1", "dossier_id": "1001", "maand": date(2026, 3, 1), "soort": "betaling",
        "bedrag": Decimal("1046.42"), "betaald_op": date(2026, 3, 27), "besloten_door": None,
    }  # fmt: skip
    wrong = paid | {"betaling_id": "b2", "soort": "verrekenen", "bedrag": Decimal("1.00")}
    pq.write_table(pa.Table.from_pylist([paid], SCHEMA), directory / "betaald.parquet")
    pq.write_table(pa.Table.from_pylist([wrong], SCHEMA), directory / "fout.parquet")


def test_from_files_to_proposals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files(tmp_path)
    monkeypatch.chdir(tmp_path)
    about = ("--huishoudens", "huis.parquet", "--grootboek", "gb", "--volledig-tot", "2026-12")
    method = ("--methode", "schatten_en_corrigeren", "--datum", "2026-03-26")
    assert regels(monkeypatch, "boek", "geschat.parquet", *about, *method) == 0
    said = capsys.readouterr().out
    assert "Geboekt als berekening: 1" in said
    assert "Betaalvoorstel (Schatten en daarna corrigeren)" in said
    (payment,) = pq.read_table("gb/betaalvoorstel-2026-03-26.parquet").to_pylist()
    assert payment["te_betalen"] == Decimal("1046.42")
    later = ("--datum", "2026-04-22", "--betaald", "betaald.parquet")
    assert regels(monkeypatch, "boek", "echt.parquet", *about, *later) == 0
    assert "Betalingen geboekt: 1; al bekend: 0; geweigerd: 0" in capsys.readouterr().out
    out = ("--grootboek", "gb", "--uit", "voorstellen.csv", "--datum", "2026-05-10")
    assert regels(monkeypatch, "voorstellen", *out) == 0
    assert "verrekenen: 1 voorstellen, samen € 142,50" in capsys.readouterr().out
    text = Path("voorstellen.csv").read_text("utf-8-sig")
    assert "verrekenen;142,50;Pw art. 58 lid 4;Een medewerker van de gemeente" in text
    assert regels(monkeypatch, "toon", "1001", "--grootboek", "gb") == 0
    shown = capsys.readouterr().out
    assert "2. 2026-04-22 betaling: € 1.046,42" in shown
    assert "te veel betaald: € 142,50" in shown
    assert "door strook" in shown


def test_a_set_off_without_a_person_is_set_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files(tmp_path)
    monkeypatch.chdir(tmp_path)
    about = ("--huishoudens", "huis.parquet", "--grootboek", "gb", "--datum", "2026-04-22")
    assert regels(monkeypatch, "boek", "echt.parquet", *about) == 0
    assert regels(monkeypatch, "boek", "echt.parquet", *about, "--betaald", "fout.parquet") == 3
    assert "1 regel is apart gezet" in capsys.readouterr().out
    assert "besloten_door" in Path("gb/afgekeurd-2026-04-22.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("toon", "1001", "--grootboek", "nergens"), "staat geen grootboek"),
        (("voorstellen", "--grootboek", ".", "--uit", "x.csv", "--datum", "morgen"), "is geen dag"),
    ],
)
def test_refused(
    words: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert regels(monkeypatch, *words) == 2
    assert says in capsys.readouterr().err


def test_a_dossier_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files(tmp_path)
    monkeypatch.chdir(tmp_path)
    regels(
        monkeypatch,
        "boek",
        "echt.parquet",
        "--huishoudens",
        "huis.parquet",
        "--grootboek",
        "gb",
        "--datum",
        "2026-05-01",
    )
    assert regels(monkeypatch, "toon", "9", "--grootboek", "gb") == 2
    assert "Dossier 9 staat niet in gb" in capsys.readouterr().err
