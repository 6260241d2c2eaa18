"""From a caseload with a number to the yes or no that the rules ask; what is not known stays empty."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from regels_calculators.anbi import CannotFill, Filler, Register, fill, fill_file

from regels.ruleset import load
from regels.tabel.errors import TableError
from tests.anbi.example import DATED, GARDEN, LATER, MUSIC

CASES: list[tuple[Any, Any, bool | None, str]] = [
    (GARDEN, "2026-06", True, "in_de_lijst"),
    ("12", "2026-06", True, "in_de_lijst"),
    (f" {GARDEN} ", "2026-06-01", True, "in_de_lijst"),
    (MUSIC, "2016-01", False, "ingetrokken"),
    (MUSIC, "2015-12", True, "in_de_lijst"),
    (LATER, "2026-06", False, "nog_niet_ingegaan"),
    ("999900080", "2026-06", None, "niet_in_de_lijst"),
    ("999900067", "2026-06", None, "record_niet_te_lezen"),
    ("999900032", "2026-06", None, "rsin_klopt_niet"),
    ("geen", "2026-06", None, "rsin_klopt_niet"),
    ("", "2026-06", None, "geen_rsin"),
    (None, "2026-06", None, "geen_rsin"),
    (GARDEN, "", None, "maand_niet_te_lezen"),
    (GARDEN, "juni", None, "maand_niet_te_lezen"),
    (GARDEN, "2026-06-02", None, "maand_niet_te_lezen"),
    (GARDEN, "2026-08", True, "in_de_lijst+oude_gegevens"),
]


def table(**columns: Any) -> pa.Table:
    return pa.table(columns)


def test_every_row_has_an_answer_or_a_reason(register: Register) -> None:
    given = table(rsin=[case[0] for case in CASES], maand=[case[1] for case in CASES])
    found = fill(given, register)
    assert found["instelling_is_anbi"].to_pylist() == [case[2] for case in CASES]
    assert found["instelling_is_anbi_reden"].to_pylist() == [case[3] for case in CASES]
    assert found.select(["rsin", "maand"]).equals(given)


def test_a_month_in_which_it_changes_stays_unknown(tmp_path: Path) -> None:
    from regels_calculators.anbi import read

    from tests.benchmarks.anbi_records import document, element, write_zip

    row = (GARDEN, "1", "A", "", "", "", "2020-03-15", "2020-05-31")
    read(write_zip(tmp_path / "a.zip", document([element(row)]), DATED), index := tmp_path / "i")
    with Register(index) as register:
        found = fill(table(rsin=[GARDEN] * 4, maand=["2020-02", "2020-03", "2020-04", "2020-05"]), register)
    assert found["instelling_is_anbi"].to_pylist() == [False, None, True, None]
    assert found["instelling_is_anbi_reden"].to_pylist()[1::2] == ["verandert_in_de_maand"] * 2


@pytest.mark.parametrize(
    "numbers",
    [
        pa.array([999900031, 12, None]),
        pa.array(["999900031", "12", None]),
        pa.array(["999900031", "12", None]).dictionary_encode(),
        pa.array(["999900031", "12", None], pa.large_string()),
        pa.chunked_array([["999900031"], ["12", None]]),
    ],
)
def test_kinds_of_columns(register: Register, numbers: Any) -> None:
    found = fill(table(nummer=numbers), register, "nummer", date(2026, 6, 1))
    assert found["instelling_is_anbi"].to_pylist() == [True, True, None]


def test_months_as_dates_and_no_rows(register: Register) -> None:
    dates = pa.array([date(2026, 6, 1)])
    assert fill(table(rsin=[GARDEN], maand=dates), register)["instelling_is_anbi"].to_pylist() == [True]
    none = fill(table(rsin=pa.array([], pa.string()), maand=pa.array([], pa.string())), register)
    assert none.num_rows == 0 and none.num_columns == 4


@pytest.mark.parametrize(
    ("columns", "match"),
    [
        ({"nummer": ["1"]}, "geen kolom “rsin”"),
        ({"rsin": ["1"]}, "geen kolom “maand”"),
        ({"rsin": ["1"], "maand": ["2026-06"], "instelling_is_anbi": ["ja"]}, "al een kolom"),
        ({"rsin": [1.5], "maand": ["2026-06"]}, "kommagetal"),
    ],
)
def test_what_cannot_be_filled(register: Register, columns: dict[str, Any], match: str) -> None:
    with pytest.raises(CannotFill, match=match):
        fill(table(**columns), register)


@pytest.mark.parametrize("mark", [";", ","])
def test_a_csv_keeps_every_other_cell(register: Register, tmp_path: Path, mark: str) -> None:
    lines = ["dossier_id;maand;rsin;bedrag;tekst", f"0012;2026-06;{GARDEN};-5.00;=1+1", "A;2026-06;;1;"]
    source, out = tmp_path / "in.csv", tmp_path / "map" / "uit.csv"
    source.write_bytes("\r\n".join(lines).replace(";", mark).encode("cp1252"))
    filled = fill_file(source, out, Filler(register), "rsin")
    assert out.read_text("utf-8-sig").split("\n")[:3] == [
        f"{lines[0]};instelling_is_anbi;instelling_is_anbi_reden".replace(";", mark),
        f"{lines[1]};ja;in_de_lijst".replace(";", mark),
        f"{lines[2]};;geen_rsin".replace(";", mark),
    ]
    assert (filled.answers[True], filled.answers[None], filled.unreadable, filled.old) == (1, 1, 0, 0)


def test_quotes_come_back(register: Register, tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "uit.csv"
    source.write_text('rsin;tekst\n12;"a ""b"";c\nd"\n', "utf-8")
    fill_file(source, out, Filler(register, on=DATED), "rsin")
    assert '12;"a ""b"";c\nd";ja;in_de_lijst' in out.read_text("utf-8-sig")


def test_parquet(register: Register, tmp_path: Path) -> None:
    source, out = tmp_path / "in.parquet", tmp_path / "uit.parquet"
    given = table(rsin=[GARDEN, None], maand=[date(2026, 6, 1)] * 2, wat=[[1], []])
    pq.write_table(given, source)
    fill_file(source, out, Filler(register), "rsin")
    found = pq.read_table(out)
    assert found.select(given.schema.names).equals(given)
    assert found["instelling_is_anbi"].to_pylist() == [True, None]


def test_files_that_are_refused(register: Register, tmp_path: Path) -> None:
    (good := tmp_path / "in.csv").write_text("rsin;maand\n12;2026-06\n", "utf-8")
    (ragged := tmp_path / "scheef.csv").write_text("rsin;maand\n12;2026-06;3\n", "utf-8")
    (twice := tmp_path / "dubbel.csv").write_text("rsin;maand;x;x\n12;2026-06;1;2\n", "utf-8")
    (broken := tmp_path / "in.parquet").write_bytes(b"nee")
    for source, out in (
        (good, good),
        (good, tmp_path / "uit.parquet"),
        (good, tmp_path / "uit.xlsx"),
        (tmp_path / "in.xlsx", good),
        (ragged, tmp_path / "uit.csv"),
        (twice, tmp_path / "uit.csv"),
        (broken, tmp_path / "uit.parquet"),
        (tmp_path / "niets.csv", tmp_path / "uit.csv"),
        (tmp_path / "niets.parquet", tmp_path / "uit.parquet"),
    ):
        with pytest.raises((CannotFill, TableError)):
            fill_file(source, out, Filler(register), "rsin")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "dubbel.csv", "in.csv", "in.parquet", "scheef.csv",
    ]  # fmt: skip


def test_the_whole_way_to_a_decision(register: Register) -> None:
    """What the list does not decide is what the regeling waits for, by name."""
    numbers = [GARDEN, MUSIC, "999900080", None]
    shared = {"maand": "2019-01", "geboortedatum": "1980-05-01", "werk_is_vrijwilligerswerk": "ja",
              "instelling_is_sbbi": "nee", "instelling_is_steunstichting": "nee", "verdringing": "nee",
              "kostenvergoeding": "170"}  # fmt: skip
    rows = [{"dossier_id": str(n), "rsin": rsin, **shared} for n, rsin in enumerate(numbers)]
    filled = fill(pa.Table.from_pylist(rows), register)
    found = load("enschede", "vrijwilligerswerk").evaluate_table(filled).to_pylist()
    assert [(row["status"], row["reden"]) for row in found] == [
        ("recht", None), ("geen_recht", "instelling"),
        ("onbepaald", "instelling_is_anbi"), ("onbepaald", "instelling_is_anbi"),
    ]  # fmt: skip
