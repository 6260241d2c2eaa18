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
from tests.grootboek.tables import NO_INCOME, households, income

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


def payslips(directory: Path) -> None:
    """The same wages as payments: an estimate, and a payslip in its place."""
    record = {
        "dossier_id": "1001", "ikv": "bakker", "betaling_id": "schatting", "periode_van": "2026-03-01",
        "periode_tot": "2026-03-31", "betaald_op": "2026-03-25", "netto": "300,00", "geschat": "ja",
        "vakantietoeslag_opgebouwd": "0,00", "vakantietoeslag_betaald": "0,00", "lks": "nee",
        "ikv_van": "2026-03-01", "ikv_tot": "2026-03-31",
    }  # fmt: skip
    actual = record | {
        "betaling_id": "strook",
        "betaald_op": "2026-04-20",
        "netto": "450,00",
        "geschat": "nee",
    }
    broken = record | {"betaling_id": "kapot", "dossier_id": "1002", "netto": "veel", "geschat": "nee"}
    for name, records in (("geschat", [record]), ("echt", [record, actual]), ("kapot", [record, broken])):
        lines = [";".join(record), *(";".join(one.values()) for one in records)]
        (directory / f"{name}.csv").write_text("\n".join(lines), "utf-8")


def test_from_payments_to_proposals_in_one_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files(tmp_path)
    payslips(tmp_path)
    monkeypatch.chdir(tmp_path)
    about = ("--huishoudens", "huis.parquet", "--grootboek", "gb", "--volledig-tot", "2026-12")
    first = ("--betalingen", "geschat.csv", "--datum", "2026-03-26", "--methode", "schatten_en_corrigeren")
    assert regels(monkeypatch, "boek", *about, *first) == 0
    (payment,) = pq.read_table("gb/betaalvoorstel-2026-03-26.parquet").to_pylist()
    assert payment["te_betalen"] == Decimal("1046.42")
    capsys.readouterr()
    later = ("--betalingen", "echt.csv", "--datum", "2026-04-22", "--betaald", "betaald.parquet")
    assert regels(monkeypatch, "boek", *about, *later, "--voorstellen", "voorstellen.csv") == 0
    shown = capsys.readouterr().out
    assert "schattingen die zijn vervangen" in shown and "Geboekt als correctie: 1" in shown
    assert "verrekenen: 1 voorstellen, samen € 142,50" in shown
    in_one = Path("voorstellen.csv").read_text("utf-8-sig")
    out = ("--grootboek", "gb", "--uit", "los.csv", "--datum", "2026-04-22")
    assert regels(monkeypatch, "voorstellen", *out) == 0
    assert Path("los.csv").read_text("utf-8-sig") == in_one
    assert "verrekenen;142,50;Pw art. 58 lid 4" in in_one


def test_a_payment_that_cannot_be_read_is_set_apart_with_its_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files(tmp_path)
    payslips(tmp_path)
    monkeypatch.chdir(tmp_path)
    about = ("--huishoudens", "huis.parquet", "--grootboek", "gb", "--datum", "2026-04-22")
    assert regels(monkeypatch, "boek", *about, "--betalingen", "kapot.csv") == 3
    assert "1 regel is apart gezet" in capsys.readouterr().out
    assert "kapot.csv;3;1002;netto;veel;" in Path("gb/afgekeurd-2026-04-22.csv").read_text("utf-8-sig")


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


def test_what_was_paid_may_be_a_csv_and_come_before_the_first_booking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files(tmp_path)
    monkeypatch.chdir(tmp_path)
    Path("betaald.csv").write_text(
        "betaling_id;dossier_id;maand;soort;bedrag;betaald_op;besloten_door\n"
        "b1;1001;2026-03;betaling;1046,42;2026-03-27;\nb2;1001;2026-03;betaling;veel;2026-03-27;\n",
        "utf-8",
    )
    about = ("--huishoudens", "huis.parquet", "--grootboek", "gb", "--datum", "2026-04-22")
    assert regels(monkeypatch, "boek", "echt.parquet", *about, "--betaald", "betaald.csv") == 3
    assert "Betalingen geboekt: 1; al bekend: 0; geweigerd: 1" in capsys.readouterr().out
    assert "betaald.csv;3;1001;bedrag;veel;" in Path("gb/afgekeurd-2026-04-22.csv").read_text("utf-8-sig")
    assert regels(monkeypatch, "boek", "geen.parquet", *about, "--betaald", "betaald.csv") == 2
    said = capsys.readouterr()
    assert "al bekend: 1" in said.out and "geen.parquet" in said.err


def test_income_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files(tmp_path)
    monkeypatch.chdir(tmp_path)
    pq.write_table(NO_INCOME, "leeg.parquet")
    about = ("--huishoudens", "huis.parquet", "--grootboek", "gb", "--datum", "2026-04-22")
    assert regels(monkeypatch, "boek", "echt.parquet", *about) == 0
    assert "en nu niet meer" not in capsys.readouterr().out
    assert regels(monkeypatch, "boek", "leeg.parquet", *about) == 0
    assert "dossiers met inkomen bij de vorige boeking, en nu niet meer: 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("toon", "1001", "--grootboek", "nergens"), "staat geen grootboek"),
        (("boek", "--huishoudens", "h.csv", "--grootboek", "gb"), "Noem het inkomen per maand (INKOMEN), of"),
        (
            ("boek", "i.parquet", "--betalingen", "b.csv", "--huishoudens", "h", "--grootboek", "g"),
            "Noem het",
        ),
        (
            ("boek", "i.parquet", "--toerekening", "per_dag", "--huishoudens", "h", "--grootboek", "g"),
            "horen bij --betalingen",
        ),
        (
            ("boek", "--betalingen", "b.csv", "--toerekening", "x", "--huishoudens", "h", "--grootboek", "g"),
            "Kies een van: per_dag",
        ),
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
