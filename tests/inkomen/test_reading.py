"""Reading a feed: every kind of file, what is set apart with what reason, and that nothing becomes zero."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from regels_calculators.inkomen.columns import FEED, NAMES
from regels_calculators.inkomen.describe import feed_schema, message_schema, write_feed_template
from regels_calculators.inkomen.job import take_in
from regels_calculators.inkomen.net import REGELING
from regels_calculators.inkomen.read import read

from regels.ruleset import Ruleset, load
from regels.tabel.errors import MissingColumn, ProbableTypo, Unreadable
from tests.docs.pages import DOCS
from tests.inkomen.feeds import feed, payment

RULESET = load("landelijk", REGELING)
JUNE = payment("2026-06-01", "2026-06-30", "612.50")


def test_every_kind_of_file_says_the_same(tmp_path: Path) -> None:
    table = feed(JUNE, payment("2026-07-01", "2026-07-31", "-20.05", lks="ja", geschat="ja"))
    expected = take_in(table, RULESET).months
    rows = table.to_pylist()
    (tmp_path / "a.json").write_text(json.dumps(rows), "utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"betalingen": rows}), "utf-8")
    pq.write_table(table, tmp_path / "c.parquet")
    pyarrow.csv.write_csv(table, tmp_path / "d.csv")
    with xlsxwriter.Workbook(str(tmp_path / "e.xlsx")) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for column, name in enumerate(table.column_names):
            sheet.write_string(0, column, name)
            for line, value in enumerate(table[name].to_pylist(), 1):
                if value and value[:2] == "20" and value[4] == "-":
                    sheet.write_datetime(line, column, pa.scalar(value).cast(pa.timestamp("s")).as_py(), day)
                elif value and name in ("netto", "vakantietoeslag_betaald", "vakantietoeslag_opgebouwd"):
                    sheet.write_number(line, column, float(value))
                elif value:
                    sheet.write_string(line, column, value)
    for name in ("a.json", "b.json", "c.parquet", "d.csv", "e.xlsx"):
        assert take_in(tmp_path / name, RULESET).months.equals(expected), name


@pytest.mark.parametrize(
    ("record", "field"),
    [
        ({"dossier_id": ""}, "dossier_id"),
        ({"ikv": " "}, "ikv"),
        ({"betaling_id": None}, "betaling_id"),
        ({"netto": "veel"}, "netto"),
        ({"netto": "12.345"}, "netto"),
        ({"periode_van": "1-6-2026"}, "periode_van"),
        ({"periode_tot": "2026-06-31"}, "periode_tot"),
        ({"periode_tot": "2026-05-31"}, "periode_tot"),
        ({"periode_tot": "2036-06-30"}, "periode_tot"),
        ({"periode_tot": None}, "periode_tot"),
        ({"soort": "salaris"}, "soort"),
        ({"soort": None}, "soort"),
        ({"soort": "vakantietoeslag"}, "netto"),
        ({"persoon": "kind"}, "persoon"),
        ({"geschat": "ja", "periode_van": None, "periode_tot": None}, "periode_van"),
        ({"ikv_van": "2026-06-01", "ikv_tot": "2026-05-01"}, "ikv_tot"),
        ({"betaling_id": "a+b"}, "betaling_id"),
        ({"periode_van": None, "periode_tot": None}, "periode_van"),
        ({"soort": "eenmalig", "betaald_op": None}, "betaald_op"),
    ],
)
def test_what_cannot_be_read_is_set_apart_and_makes_its_month_unknown(
    record: dict[str, str | None], field: str
) -> None:
    intake = take_in(feed({**JUNE, "soort": "loon", "persoon": "aanvrager", **record}), RULESET)
    (reject,) = intake.records.rejects
    assert (reject.field, reject.row, intake.apart, intake.counted) == (field, 1, 1, 0)
    assert reject.expected and reject.advice
    assert set(intake.months["netto"].to_pylist()) <= {None}
    assert all("apart_gezet" in reason for reason in intake.months["onbekend"].to_pylist())
    assert intake.months.num_rows or record.get("dossier_id") == ""


def test_a_record_that_may_be_about_any_month_says_so() -> None:
    intake = take_in(feed({**JUNE, "periode_van": "juni"}), RULESET)
    assert None in intake.months["maand"].to_pylist()


def test_gross_is_never_taken_for_net(chosen: Ruleset) -> None:
    gross = {**JUNE, "netto": None, "loon": "800", "loonheffing": "70"}
    for ruleset, missing in (
        (chosen, "zvw+premies+voordeel_auto+vrijgesteld+netto"), (RULESET, "netto"),
    ):  # fmt: skip
        (row,) = take_in(feed(gross), ruleset).months.to_pylist()
        assert (row["netto"], row["onbekend"]) == (None, missing)


def test_net_by_the_rule_when_all_parts_are_there(chosen: Ruleset) -> None:
    """800,00 − 70,00 − 4,10 − 0 − 0 − 12,00 − 50,00 holiday pay = 663,90."""
    parts = {
        **JUNE, "netto": None, "loon": "800", "loonheffing": "70", "premies": "4.10", "zvw": "0",
        "voordeel_auto": "0", "vrijgesteld": "12", "vakantietoeslag_betaald": "50",
    }  # fmt: skip
    (row,) = take_in(feed(parts), chosen).months.to_pylist()
    assert (str(row["netto"]), row["opmerking"]) == ("663.90", "onzeker_cijfer:rekenregel_bestaat")
    (row,) = take_in(feed(parts), RULESET).months.to_pylist()
    assert (row["netto"], row["onbekend"]) == (None, "netto")
    before = {**parts, "periode_van": "2025-06-01", "periode_tot": "2025-06-30", "betaald_op": "2025-06-30"}
    (row,) = take_in(feed(before), chosen).months.to_pylist()
    assert (row["netto"], row["onbekend"]) == (None, "netto")


def test_unknown_parts_leave_only_their_own_amount_empty() -> None:
    (row,) = take_in(
        feed({**JUNE, "vakantietoeslag_opgebouwd": None, "lks": None}), RULESET
    ).months.to_pylist()
    assert str(row["netto"]) == "612.50"
    assert (row["vakantietoeslag"], row["lks_deel"], row["onbekend"]) == (
        None,
        None,
        "vakantietoeslag_opgebouwd+lks",
    )


def test_an_open_end_is_no_end() -> None:
    for end in ("9999-12-30", "9999-12-31", None):
        assert take_in(feed({**JUNE, "ikv_tot": end}), RULESET).months["ikv_tot"].to_pylist() == [None]
    assert take_in(feed({**JUNE, "ikv_tot": "2026-06-30"}), RULESET).months["ikv_tot"].null_count == 0


def test_an_empty_feed() -> None:
    assert take_in(feed(JUNE).slice(0, 0), RULESET).months.num_rows == 0


def test_files_that_are_refused(tmp_path: Path) -> None:
    for text in ("{", "[1]", '{"x": 1}', '[{"a": [1]}]', '[{"a": 1, "a": 2}]', '[{"a": NaN}]'):
        (tmp_path / "f.json").write_text(text, "utf-8")
        with pytest.raises(Unreadable):
            read(tmp_path / "f.json")
    with pytest.raises(MissingColumn):
        read(pa.table({"dossier_id": ["1"]}))
    with pytest.raises(ProbableTypo):
        read(feed(JUNE).rename_columns({"betaald_op": "betald_op"}))


def test_template_has_every_column(tmp_path: Path) -> None:
    for name in ("leeg.csv", "leeg.xlsx"):
        write_feed_template(tmp_path / name)
        assert len(read(tmp_path / name)) == 0
        assert read(tmp_path / name).notes == ()
    lines = (tmp_path / "leeg.csv.uitleg.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == list(NAMES)


@pytest.mark.parametrize(("name", "made"), [("betalingen", feed_schema), ("datakluis", message_schema)])
def test_published_schemas_are_up_to_date(name: str, made: object) -> None:
    assert callable(made)
    published = (DOCS / "voorbeelden" / f"{name}.schema.json").read_text("utf-8")
    assert json.loads(published) == made(), (
        f"make it again: python -m regels_calculators.inkomen.describe {name}"
    )


def test_every_column_of_text_or_type() -> None:
    assert {column.name for column in FEED if column.obliged} == {"dossier_id", "ikv", "betaling_id"}


def test_json_of_windows_and_a_day_without_payments(tmp_path: Path) -> None:
    (tmp_path / "bom.json").write_text(json.dumps(feed(JUNE).to_pylist()), "utf-8-sig")
    assert take_in(tmp_path / "bom.json", RULESET).counted == 1
    for text in ("[]", '{"betalingen": []}'):
        (tmp_path / "leeg.json").write_text(text, "utf-8")
        assert take_in(tmp_path / "leeg.json", RULESET).months.num_rows == 0
    (tmp_path / "niets.json").write_text("[{}]", "utf-8")
    with pytest.raises(MissingColumn):
        read(tmp_path / "niets.json")


def test_a_job_may_be_older_than_this_century() -> None:
    (row,) = take_in(feed({**JUNE, "ikv_van": "1987-09-01"}), RULESET).months.to_pylist()
    assert (str(row["ikv_van"]), str(row["netto"])) == ("1987-09-01", "612.50")


@pytest.mark.parametrize(
    "line", ["1001;W1;b;2026-07-01;7,00", "1001;W1;b;x;2026-07-01;2026-07-31;2026-07-31;7,00"]
)
def test_nothing_is_believed_of_a_line_whose_columns_shifted(tmp_path: Path, line: str) -> None:
    """A separator too few or too many: the day that stands under ``periode_van`` need not be it."""
    header = "dossier_id;ikv;betaling_id;periode_van;periode_tot;betaald_op;netto\n"
    good = "1001;W1;a;2026-06-01;2026-06-30;2026-06-30;600,00\n"
    (tmp_path / "b.csv").write_text(header + good + line + "\n", "utf-8")
    intake = take_in(tmp_path / "b.csv", RULESET)
    (reject,) = intake.records.rejects
    assert (reject.field, reject.row, intake.counted) == ("(hele regel)", 3, 1)
    apart = [row["maand"] for row in intake.months.to_pylist() if row["onbekend"] == "apart_gezet"]
    assert set(apart) == {None}
