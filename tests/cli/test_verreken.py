"""`regels verreken`: files in, files out, exit codes, and one dossier explained."""

import json
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Run

HEADER = (
    "dossier_id;maand;leefvorm;geboortedatum;geboortedatum_partner;ten_laste_komende_kinderen;kostendelende_medebewoners;vermogen;"
    "inkomen_arbeid;inkomen_overig;bijdrage_arbeidsinschakeling;medisch_urenbeperkt;uitbetaald\n"
)  # fmt: skip
GOOD = "A1;2026-07-01;alleenstaande;1980-01-01;;0;0;0,00;500,00;0,00;ja;nee;992,24\n"
MISSING = "A2;2026-07-01;alleenstaande;;;0;0;0,00;0,00;0,00;ja;nee;\n"
BROKEN = "A3;2026-07-01;alleenstaande;1-1-1980;;0;0;0,00;0,00;0,00;ja;nee;\n"
AFTER = "A3;2026-08-01;alleenstaande;1980-01-01;;0;0;0,00;0,00;0,00;ja;nee;\n"
ODD = "A4;2026-07-01;alleenstaande;1980-01-01;1981-02-03;2;0;0,00;0,00;0,00;;;\n"


def source(directory: Path, *lines: str, name: str = "in.csv") -> Path:
    path = directory / name
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path


def rows(path: Path) -> list[list[str]]:
    return [line.split(";") for line in path.read_text(encoding="utf-8-sig").splitlines()]


def test_one_row_out_for_each_row_in(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "uit.csv"
    result = run("verreken", source(tmp_path, GOOD, MISSING, BROKEN, AFTER, ODD), "--uit", out)
    assert result.exit_code == 3
    header, *found = rows(out)
    assert header[:4] == ["dossier_id", "maand", "status", "reden"]
    place = {name: i for i, name in enumerate(header)}
    assert [row[2] for row in found] == ["recht", "onbepaald", "afgekeurd", "onbepaald", "recht"]
    assert [row[3] for row in found] == ["", "geboortedatum", "geboortedatum", "eerdere_maand", ""]
    assert (found[0][place["uit_te_betalen"]], found[0][place["verschil"]]) == ("992,24", "0,00")
    remark = found[4][place["opmerking"]]
    assert "alleenstaande_met_kinderen" in remark and "partnergegevens_zonder_partner" in remark
    rejects = rows(tmp_path / "uit.csv.afgekeurd.csv")
    assert rejects[1][:4] == ["4", "A3", "geboortedatum", "1-1-1980"]
    assert "apart gezet" in result.output
    meta = json.loads((tmp_path / "uit.csv.meta.json").read_text(encoding="utf-8"))
    assert meta["regeling"] == "inkomstenverrekening" and len(meta["regeling_hash"]) == 64


def test_a_row_that_a_rule_refuses_is_set_apart_with_what_it_says(run: Run, tmp_path: Path) -> None:
    """`afkeuren:` of the regeling: one rule or more for a row, beside one refused by a cell."""
    born = GOOD.replace("A1", "A5").replace("1980-01-01", "2026-08-02")
    two = born.replace("A5", "A6").rstrip("\n") + ";600,00;partner\n"
    later = GOOD.replace("A1", "A5").replace("2026-07-01", "2026-08-01")
    path = tmp_path / "in.csv"
    path.write_text(HEADER.rstrip("\n") + ";inkomen_lks;inrichting\n", encoding="utf-8")
    with path.open("a", encoding="utf-8") as file:
        for line in (GOOD, born, later, two, BROKEN):
            file.write(line if line is two else line.rstrip("\n") + ";0,00;geen\n")
    out = tmp_path / "uit.csv"
    assert run("verreken", path, "--uit", out).exit_code == 3
    refused = "geboren_na_de_periode+lks_hoger_dan_loon+inrichting_zonder_partner"
    assert [row[2:4] for row in rows(out)[1:]] == [
        ["recht", ""],
        ["afgekeurd", "geboren_na_de_periode"],
        ["onbepaald", "eerdere_maand"],
        ["afgekeurd", refused],
        ["afgekeurd", "geboortedatum"],
    ]
    assert [row[:4] for row in rows(tmp_path / "uit.csv.afgekeurd.csv")[1:]] == [
        ["3", "A5", "geboortedatum", "2026-08-02"],
        ["5", "A6", "geboortedatum", "2026-08-02"],
        ["5", "A6", "inkomen_lks", "600,00"],
        ["5", "A6", "inrichting", "partner"],
        ["6", "A3", "geboortedatum", "1-1-1980"],
    ]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_the_same_answer_in_every_format(run: Run, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"uit.{suffix}"
    assert run("verreken", source(tmp_path, GOOD), "--uit", out).exit_code == 0
    if suffix == "parquet":
        assert str(pq.read_table(out)["bijstand"][0].as_py()) == "1044.46"
        assert pq.read_schema(out).metadata[b"regeling"] == b"inkomstenverrekening"
    elif suffix == "xlsx":
        sheet = CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()
        assert sheet[1][sheet[0].index("bijstand")] == 1044.46
    else:
        assert "1044,46" in rows(out)[1]


def test_totals_per_dossier(run: Run, tmp_path: Path) -> None:
    second = GOOD.replace("2026-07-01", "2026-08-01").replace("992,24", "1000,00")
    out, per = tmp_path / "uit.csv", tmp_path / "dossiers.csv"
    assert (
        run("verreken", source(tmp_path, GOOD, second, ODD), "--uit", out, "--per-dossier", per).exit_code
        == 0
    )
    header, first, other = rows(per)
    place = {name: i for i, name in enumerate(header)}
    assert (first[0], first[place["rijen"]], first[place["recht"]]) == ("A1", "2", "2")
    assert (first[place["uit_te_betalen"]], first[place["te_veel_betaald"]]) == ("1984,48", "7,76")
    assert other[0] == "A4"


def test_rows_of_a_dossier_need_not_stand_together(run: Run, tmp_path: Path) -> None:
    later = GOOD.replace("2026-07-01", "2026-08-01")
    together, apart = tmp_path / "a.csv", tmp_path / "b.csv"
    assert run("verreken", source(tmp_path, GOOD, later, ODD), "--uit", together).exit_code == 0
    assert run("verreken", source(tmp_path, later, ODD, GOOD), "--uit", apart).exit_code == 0
    assert sorted(rows(together)[1:]) == sorted(rows(apart)[1:])
    assert [row[1] for row in rows(apart)[1:]] == ["2026-08-01", "2026-07-01", "2026-07-01"]


def test_other_column_names(run: Run, tmp_path: Path) -> None:
    path = source(tmp_path, GOOD)
    path.write_text(path.read_text(encoding="utf-8").replace("inkomen_arbeid", "nettoloon"), encoding="utf-8")
    mapping = tmp_path / "koppeling.yaml"
    mapping.write_text("kolommen: {inkomen_arbeid: nettoloon}\n", encoding="utf-8")
    out = tmp_path / "uit.csv"
    assert run("verreken", path, "--uit", out, "--koppeling", mapping).exit_code == 0
    assert "1044,46" in rows(out)[1]


def test_a_dossier_explained(run: Run, tmp_path: Path) -> None:
    result = run("verreken", source(tmp_path, GOOD, MISSING), "--uitleg", "A1")
    assert result.exit_code == 0 and "€ 992,24" in result.output
    assert run("verreken", source(tmp_path, GOOD), "--uitleg", "B9").exit_code == 2


def test_a_row_split_at_the_aow_day(run: Run, tmp_path: Path) -> None:
    """Born on 16 July 1959, so 67 on 16 July 2026: 15 days before, 16 from that day (AOW art. 7a)."""
    line = GOOD.replace("1980-01-01", "1959-07-16").replace("500,00", "310,00")
    whole, split = tmp_path / "a.csv", tmp_path / "b.csv"
    assert run("verreken", source(tmp_path, line), "--uit", whole).exit_code == 0
    assert rows(whole)[1][2:4] == ["onbepaald", "aow_in_periode"]
    assert run("verreken", source(tmp_path, line), "--uit", split, "--splits-aow").exit_code == 0
    header, before, after = rows(split)
    place = {name: i for i, name in enumerate(header)}
    assert [before[2], after[2]] == ["recht", "recht"]
    explained = run("verreken", source(tmp_path, line), "--splits-aow", "--uitleg", rows(split)[1][0]).output
    assert "€ 686,84" in explained and "€ 819,27" in explained
    # 1.419,46 × 15/31 = 686,8355 and 1.587,34 × 16/31 = 819,2723
    assert [before[place["norm"]], after[place["norm"]]] == ["686,84", "819,27"]
    # 310 × 15/31 = 150; a quarter of it is free in each part
    assert [before[place["vrijlating"]], after[place["vrijlating"]]] == ["37,50", "40,00"]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_template_can_be_filled_in(run: Run, tmp_path: Path, suffix: str) -> None:
    result = run("verreken", "--sjabloon", tmp_path / f"leeg.{suffix}")
    assert result.exit_code == 0
    assert (tmp_path / f"leeg.{suffix}").exists()


def test_an_explained_dossier_says_which_row_was_set_apart_and_why(run: Run, tmp_path: Path) -> None:
    result = run("verreken", source(tmp_path, GOOD, BROKEN, AFTER), "--uitleg", " A3 ")
    first, second = result.output.split("\n\n\n")
    assert first.startswith(
        "Regel 3 van het bestand, maand 2026-07, apart gezet\n"
        "- geboortedatum: gevonden: 1-1-1980; verwacht: een datum, zoals 2026-07-01. Schrijf de datum"
    )
    assert second.startswith("Regel 4 van het bestand, maand 2026-08\n\nAlgemene bijstand")
    assert "van het bestand" not in run("verreken", source(tmp_path, GOOD), "--uitleg", "A1").output


def test_an_explanation_does_not_pass_over_a_file_that_was_asked(run: Run, tmp_path: Path) -> None:
    for option in ("--uit", "--per-dossier"):
        path = source(tmp_path, GOOD)
        result = run("verreken", path, "--uitleg", "A1", option, tmp_path / "uit.csv")
        assert result.exit_code != 0 and "--uitleg schrijft geen bestand" in str(result.exception)


def test_a_mapping_that_is_not_there_is_named_in_dutch(run: Run, tmp_path: Path) -> None:
    options = ("--uit", tmp_path / "uit.csv", "--koppeling", tmp_path / "geen.yaml")
    assert "de map of het bestand is er niet" in run("verreken", source(tmp_path, GOOD), *options).output


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_template_does_not_replace_what_was_filled_in(run: Run, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"leeg.{suffix}"
    path.write_text("ingevuld", encoding="utf-8")
    result = run("verreken", "--sjabloon", path)
    assert result.exit_code == 2 and "bestaat al" in result.output
    assert path.read_text(encoding="utf-8") == "ingevuld"
    result = run("verreken", "--sjabloon", tmp_path / "geen_map" / f"leeg.{suffix}")
    assert result.exit_code == 2 and "de map of het bestand is er niet" in result.output


def test_totals_replace_neither_the_caseload_nor_the_result(run: Run, tmp_path: Path) -> None:
    path, out = source(tmp_path, GOOD), tmp_path / "uit.csv"
    before = path.read_text(encoding="utf-8")
    for beside in (path, out, tmp_path / "uit.csv.afgekeurd.csv"):
        result = run("verreken", path, "--uit", out, "--per-dossier", beside)
        assert result.exit_code == 2 and f"{beside}: " in result.output
    result = run(
        "verreken", path, "--uit", tmp_path / "pd.csv.afgekeurd.csv", "--per-dossier", tmp_path / "pd.csv"
    )
    assert result.exit_code == 2
    assert [one.name for one in tmp_path.iterdir()] == ["in.csv"]
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "parquet"])
def test_a_place_where_nothing_can_be_written_is_named(run: Run, tmp_path: Path, suffix: str) -> None:
    path = source(tmp_path, GOOD)
    taken = tmp_path / f"map.{suffix}"
    taken.mkdir()
    for out in (taken, path / f"uit.{suffix}", Path("/proc") / f"uit.{suffix}"):
        for options in (("--uit", out), ("--uit", tmp_path / "uit.csv", "--per-dossier", out)):
            result = run("verreken", path, *options)
            assert result.exit_code == 2
            assert f"{out}: hier kan niet worden geschreven" in result.output
    assert sorted(one.name for one in tmp_path.iterdir()) == ["in.csv", taken.name]


def test_a_typo_in_a_column_stops_the_run(run: Run, tmp_path: Path) -> None:
    path = source(tmp_path, GOOD)
    path.write_text(
        path.read_text(encoding="utf-8").replace("inkomen_overig", "inkomen_overg"), encoding="utf-8"
    )
    assert run("verreken", path, "--uit", tmp_path / "uit.csv").exit_code == 2
    assert not (tmp_path / "uit.csv").exists()


def test_formulas_are_harmless(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "uit.csv"
    assert run("verreken", source(tmp_path, GOOD.replace("A1;", "=1+1;")), "--uit", out).exit_code == 0
    assert rows(out)[1][0] == "'=1+1"


def test_a_month_without_a_figure(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "uit.csv"
    assert (
        run("verreken", source(tmp_path, GOOD.replace("2026-07-01", "2027-01-01")), "--uit", out).exit_code
        == 0
    )
    assert rows(out)[1][2:4] == ["onbepaald", "geen_bedrag"]
    assert date.fromisoformat(rows(out)[1][1]) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("percentage", "status"), [(0.1, "afgekeurd"), (1, "afgekeurd"), (10, "recht"), (0, "recht")]
)
def test_a_cell_formatted_as_a_percentage(run: Run, tmp_path: Path, percentage: float, status: str) -> None:
    """Excel keeps 10% as 0,1: that could be 0,1% too, so a person must say which."""
    path, out = tmp_path / "in.xlsx", tmp_path / "uit.csv"
    names = [*HEADER.strip().split(";"), "maatregel_percentage"]
    cells = [
        "A1",
        date(2026, 7, 1),
        "alleenstaande",
        date(1980, 1, 1),
        None,
        0,
        0,
        0,
        500,
        0,
        "ja",
        "nee",
        None,
        percentage,
    ]
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, names)
    sheet.write_row(1, 0, cells)
    book.close()
    run("verreken", path, "--uit", out)
    assert rows(out)[1][2] == status
