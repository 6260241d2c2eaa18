"""``regels inkomen``: files in, files beside it, exit codes."""

import csv
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import Run
from tests.docs.pages import DOCS

EXAMPLES = DOCS / "voorbeelden"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_from_payments_to_a_caseload_that_can_be_computed(run: Run, tmp_path: Path) -> None:
    """June: 1.401,50 − (450 − 112,50 + 36) = 1.028,00; July: 1.419,46 − (460 − 115 + 37) = 1.037,46."""
    months, caseload, out = (tmp_path / name for name in ("maanden.csv", "caseload.csv", "uit.csv"))
    result = run(
        "inkomen", EXAMPLES / "betalingen.csv", "--uit", months,
        "--huishoudens", EXAMPLES / "huishoudens.csv", "--caseload", caseload,
    )  # fmt: skip
    assert result.exit_code == 3
    assert "1 betaling is apart gezet" in result.output
    assert [row["veld"] for row in rows(tmp_path / "maanden.csv.afgekeurd.csv")] == ["netto"]
    assert run("verreken", caseload, "--uit", out).exit_code == 0
    found = [(row["dossier_id"], row["status"], row["bijstand"]) for row in rows(out)]
    assert found == [
        ("1001", "recht", "1028,00"),
        ("1001", "recht", "1037,46"),
        ("1002", "onbepaald", ""),
        ("1003", "recht", "1419,46"),
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_every_kind_of_result(run: Run, tmp_path: Path, kind: str) -> None:
    out, years = tmp_path / f"m.{kind}", tmp_path / f"j.{kind}"
    result = run(
        "inkomen", EXAMPLES / "betalingen.csv", "--uit", out, "--jaarcontrole", years,
        "--toerekening", "vierweken_13_12",
    )  # fmt: skip
    assert (result.exit_code, out.exists(), years.exists()) == (3, True, True)
    if kind == "parquet":
        assert pq.read_schema(out).metadata[b"toerekening"] == b"vierweken_13_12"


def test_without_rejects_the_code_is_0(run: Run, tmp_path: Path) -> None:
    lines = (EXAMPLES / "betalingen.csv").read_text("utf-8").splitlines()[:-1]
    (tmp_path / "b.csv").write_text("\n".join(lines), "utf-8")
    assert run("inkomen", tmp_path / "b.csv", "--uit", tmp_path / "m.csv").exit_code == 0


def test_what_is_refused_leaves_nothing(run: Run, tmp_path: Path) -> None:
    feed = tmp_path / "b.csv"
    shutil.copy(EXAMPLES / "betalingen.csv", feed)
    out = tmp_path / "m.csv"
    for arguments in (
        (feed,),
        ("--uit", out),
        (feed, "--uit", out, "--toerekening", "per_uur"),
        (feed, "--uit", out, "--huishoudens", feed),
        (feed, "--uit", out, "--volledig-tot", "juli"),
        (feed, "--uit", feed),
        (tmp_path / "weg.csv", "--uit", out),
        (tmp_path / "weg.jws", "--uit", out),
        (feed, "--uit", out, "--huishoudens", feed, "--caseload", tmp_path / "c.csv"),
    ):
        result = run("inkomen", *arguments)
        assert result.exit_code != 0, arguments
        assert not out.exists()
    assert feed.read_bytes() == (EXAMPLES / "betalingen.csv").read_bytes()


def test_the_template(run: Run, tmp_path: Path) -> None:
    assert run("inkomen", "--sjabloon", tmp_path / "leeg.xlsx").exit_code == 0
    assert run("inkomen", tmp_path / "leeg.xlsx", "--uit", tmp_path / "m.csv").exit_code == 0


def test_suwi_names_with_a_table_of_persons(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("burgerservicenummer;dossier_id;persoon\n12;1001;aanvrager\n", "utf-8")
    (tmp_path / "s.csv").write_text(
        "Burgerservicenr;Loonheffingennr;VolgnrIkv;DatBIko;DatEIko;BedrLoonLbPremieVolksverz.WaardeBedr;"
        "BedrLoonLbPremieVolksverz.CdPositiefNegatief\n000000012;123L01;1;20260601;20260630;80000;+\n",
        "utf-8",
    )
    out = tmp_path / "m.csv"
    assert run("inkomen", tmp_path / "s.csv", "--uit", out, "--personen", tmp_path / "p.csv").exit_code == 0
    (row,) = rows(out)
    assert (row["dossier_id"], row["netto"]) == ("1001", "")
    assert "netto" in row["onbekend"]
