"""A whole caseload in one run: what each place holds, what is set apart, and that nothing half-done stays."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from regels_calculators.demo import STAYING, caseload
from regels_calculators.inkomen.months import MONTHS
from regels_calculators.specificatie import as_dict, html, text
from regels_calculators.specificatie.bulk import Request, run
from regels_calculators.specificatie.schema import from_dict
from regels_calculators.specificatie.write import KanNietSchrijven, Output

from regels.tabel.process import Options
from regels.uitleg.trace import rules_told
from tests.differential.bridge import as_table
from tests.grootboek.tables import income
from tests.oracle.generate import dossiers
from tests.specificatie.real import regels
from tests.specificatie.statements import law

HOUSE: dict[str, Any] = {
    "leefvorm": "alleenstaande", "geboortedatum": "1985-03-14", "ten_laste_komende_kinderen": "0",
    "kostendelende_medebewoners": "0", "vermogen": "0", "inkomen_arbeid": "600", "inkomen_overig": "0",
    "bijdrage_arbeidsinschakeling": "ja",
}  # fmt: skip


def rows(*cases: tuple[str, str, dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(
        [{"dossier_id": name, "maand": month} | HOUSE | facts for name, month, facts in cases]
    )


def jobs(*wages: tuple[str, str, Any]) -> pa.Table:
    return income(*({"dossier_id": name, "maand": month, "netto": net} for name, month, net in wages))


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three dossiers not together, one that cannot be read, one whose jobs are another wage."""
    monkeypatch.chdir(tmp_path)
    table = rows(
        ("1001", "2026-06", {}), ("07/2", "2026-06", {}), ("1001", "2026-07", {}),
        ("1003", "2026-07", {"leefvorm": "hotel"}), ("1004", "2026-07", {"inkomen_arbeid": "500"}),
        ("1005", "2026-07", {"bijdrage_arbeidsinschakeling": ""}),
    )  # fmt: skip
    pq.write_table(table, "c.parquet")
    pq.write_table(
        jobs(("1001", "2026-06", 600), ("1004", "2026-07", 499), ("9999", "2026-07", 1)), "m.parquet"
    )
    return tmp_path


def test_pages_lines_and_table_say_the_same(files: Path) -> None:
    words = ("--alle", "--inkomen", "m.parquet", "--uit", "brieven", "--uit", "a.jsonl", "--uit", "a.parquet")
    said = regels("specificatie", "c.parquet", *words)
    assert said.exit_code == 3, said.output
    assert "Specificaties: 3, over 4 maanden" in said.output
    assert "Nog niet te berekenen: 1;" in said.output
    assert "2 dossiers zijn apart gezet, met de reden in brieven.afgekeurd.csv." in said.output
    assert "1 dossiers met inkomen of een voorstel staan niet in de caseload." in said.output
    lines = [json.loads(line) for line in Path("a.jsonl").read_text("utf-8").splitlines()]
    found = {line["dossier"]: from_dict(line) for line in lines}
    assert set(found) == {"1001", "07/2", "1005"}
    table = pq.read_table("a.parquet").to_pylist()
    for row in table:
        assert json.loads(json.dumps(row, default=str)) == json.loads(
            json.dumps(asdict(found[row["dossier"]]), default=str)
        )
    pages = {path.name: path.read_text("utf-8") for path in Path("brieven").iterdir()}
    assert pages == {
        "specificatie-1001.html": html(found["1001"]),
        "specificatie-07%2F2.html": html(found["07/2"]),
        "specificatie-1005.html": html(found["1005"]),
    }


def test_one_dossier_of_the_run_is_what_one_dossier_is(files: Path) -> None:
    assert regels("specificatie", "c.parquet", "--alle", "--tekst", "--uit", "brieven").exit_code == 3
    alone = regels("specificatie", "c.parquet", "--dossier", "1001")
    assert alone.stdout == Path("brieven/specificatie-1001.txt").read_text("utf-8")


def told(month: date | None, only: str | None = None) -> dict[str, dict[str, Any]]:
    """The statements of the file by dossier, as they are written."""
    run(law(), Request(source="veel.parquet", month=month, only=only), Output([Path("veel.jsonl")]))
    return {
        line["dossier"]: line for line in map(json.loads, Path("veel.jsonl").read_text("utf-8").splitlines())
    }


def made_up(kind: str) -> pa.Table:
    """Fifteen dossiers: the synthetic caseload, or the oracle's, with gaps and parts of months."""
    if kind == "verzonnen":
        return pa.Table.from_batches(list(caseload(15, date(2025, 6, 1), 14, 3, STAYING)))
    found = [row for raws in dossiers(31, 15, complete=kind == "compleet") for row in raws]
    return as_table(law().plan, found)


@pytest.mark.parametrize("kind", ["verzonnen", "onbekend", "compleet"])
def test_one_by_one_is_the_same_as_all_and_a_month_the_same_as_in_the_whole(files: Path, kind: str) -> None:
    """Nothing that is kept from dossier to dossier or from month to month shows in what is told."""
    pq.write_table(made_up(kind), "veel.parquet")
    everyone = told(None)
    assert len(everyone) >= 10
    for name, whole in everyone.items():
        rules_told(law().plan).clear()
        assert told(None, name) == {name: whole}
    months = {month["maand"] for whole in everyone.values() for month in whole["maanden"]}
    for month in sorted(months)[1::4]:
        for name, found in told(date.fromisoformat(month)).items():
            assert found["maanden"] == [one for one in everyone[name]["maanden"] if one["maand"] == month]


def test_why_a_dossier_is_set_apart(files: Path) -> None:
    regels("specificatie", "c.parquet", "--alle", "--inkomen", "m.parquet", "--uit", "a.jsonl")
    apart = Path("a.jsonl.afgekeurd.csv").read_text("utf-8-sig").splitlines()
    assert apart[1].startswith("4;1003;leefvorm;hotel;")
    assert apart[2] == (
        "5;1004;;;;2026-07: inkomen_arbeid is 500.00, maar het inkomen per baan is samen 499.00"
    )


def test_income_that_cannot_be_read_sets_its_dossier_apart(files: Path) -> None:
    lines = ["dossier_id;ikv;maand;netto;vakantietoeslag", "1001;bakker;2026-06;veel;0"]
    Path("m.csv").write_text("\n".join(lines), "utf-8")
    said = regels("specificatie", "c.parquet", "--alle", "--inkomen", "m.csv", "--uit", "a.jsonl")
    assert said.exit_code == 3
    assert "m.csv, regel 2: netto: gevonden: veel" in Path("a.jsonl.afgekeurd.csv").read_text("utf-8-sig")


def test_one_month_counts_what_went_before(files: Path) -> None:
    """In July one month of vrijlating n is used; 07/2 has no row in July."""
    said = regels("specificatie", "c.parquet", "--alle", "--maand", "2026-07", "--uit", "a.jsonl")
    assert "Zonder regel in deze maand: 1 dossiers." in said.output
    (one,) = [
        line for line in map(json.loads, Path("a.jsonl").read_text("utf-8").splitlines())
        if line["dossier"] == "1001"
    ]  # fmt: skip
    (month,) = one["maanden"]
    assert month["maand"] == "2026-07-01"
    assert any("Daarvan zijn al gebruikt: 1 maand" in why for why in month["waarom"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("c.parquet", "--alle"), "Noem met --uit"),
        (("c.parquet", "--alle", "--uit", "a.pdf"), "a.pdf: deze soort is niet bekend"),
        (("c.parquet", "--alle", "--uit", "vol"), "vol is geen lege map"),
        (("c.parquet", "--alle", "--dossier", "1001", "--uit", "a.jsonl"), "--alle gaat niet samen"),
        (("c.parquet", "--alle", "--uit", "c.parquet"), "c.parquet"),
        (("c.parquet", "--alle", "--inkomen", "c.parquet", "--uit", "a.jsonl"), "de kolom ikv ontbreekt"),
        (("--alle", "--uit", "a.jsonl"), "Noem het bestand met de caseload"),
        (("--alle", "--grootboek", "gb", "--uit", "a.jsonl"), "Noem bij --grootboek ook --huishoudens"),
        (("--alle", "--huishoudens", "c.parquet", "--uit", "a.jsonl"), "--huishoudens hoort bij --grootboek"),
    ],
)
def test_what_is_refused_leaves_nothing(files: Path, words: tuple[str, ...], message: str) -> None:
    Path("vol").mkdir()
    Path("vol/brief.html").touch()
    before = sorted(files.rglob("*"))
    said = regels("specificatie", *words)
    assert said.exit_code != 0
    assert message in f"{said.output} {said.exception}"
    assert sorted(files.rglob("*")) == before


def test_a_run_that_breaks_leaves_what_was_there(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.jsonl").write_text("eerder", "utf-8")
    before = sorted(files.rglob("*"))

    def broken(*_: object) -> None:
        raise OSError("schijf vol")

    output = Output([Path("brieven"), Path("a.jsonl"), Path("b.parquet")])
    monkeypatch.setattr("regels_calculators.specificatie.write.html", broken)
    with pytest.raises(OSError, match="schijf vol"):
        run(law(), Request(source="c.parquet"), output)
    assert sorted(files.rglob("*")) == before
    assert Path("a.jsonl").read_text("utf-8") == "eerder"


def test_a_directory_that_holds_letters_is_refused_before_anything_is_made(files: Path) -> None:
    Path("brieven").mkdir()
    Path("brieven/oud.html").touch()
    before = sorted(files.rglob("*"))
    with pytest.raises(KanNietSchrijven):
        Output([Path("a.jsonl"), Path("brieven")])
    assert sorted(files.rglob("*")) == before


def test_small_batches_change_nothing(files: Path) -> None:
    """A synthetic caseload: in one batch, and in batches smaller than a dossier."""
    pq.write_table(pa.Table.from_batches(list(caseload(12, date(2026, 5, 1), 3, 1, STAYING))), "demo.parquet")
    said = []
    for name, size in (("een.jsonl", 100_000), ("klein.jsonl", 2)):
        report = run(
            law(), Request(source="demo.parquet", options=Options(batch_rows=size)), Output([Path(name)])
        )
        said.append((report, Path(name).read_text("utf-8")))
    assert said[0] == said[1]
    assert said[0][0].dossiers + said[0][0].apart == 12


def test_the_columns_of_income_are_those_of_the_feed() -> None:
    """What the statement reads of a job stands in the table that ``regels inkomen`` writes."""
    from dataclasses import fields

    from regels_calculators.specificatie import MaandInkomen

    own = {field.name for field in fields(MaandInkomen)} - {"vakantietoeslag_opgebouwd"}
    assert own <= set(MONTHS.names)


def test_text_and_data_of_an_unusual_dossier_name(files: Path) -> None:
    regels("specificatie", "c.parquet", "--alle", "--tekst", "--uit", "brieven", "--uit", "a.jsonl")
    found = {
        line["dossier"]: from_dict(line)
        for line in map(json.loads, Path("a.jsonl").read_text("utf-8").splitlines())
    }
    assert text(found["07/2"]) == Path("brieven/specificatie-07%2F2.txt").read_text("utf-8")
    assert as_dict(found["07/2"])["dossier"] == "07/2"
