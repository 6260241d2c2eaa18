"""Rows: one in is one out, rejected rows keep their place, histories are ordered and do not overlap."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from regels.tabel.errors import ColumnTypeMismatch, NoTable
from regels.tabel.process import batches
from regels.tabel.rejects import Problem

from .helpers import ROW, one, run, shown, table
from .plans import make_plan


def keyed(*rows: tuple[Any, ...]) -> pa.Table:
    """Rows of dossier, month, first day and last day."""
    names = ("dossier_id", "maand", "van_dag", "tot_dag")
    return pa.table({name: pa.array([row[i] for row in rows]) for i, name in enumerate(names)})


def test_rejected_row_stays_in_its_place() -> None:
    rows = [{**ROW, "dossier_id": f"D{i}", "inkomen": text} for i, text in enumerate(["1", "x", "3"])]
    result, rejects, summary = run(table(rows))
    assert result["dossier_id"].to_pylist() == ["D0", "D1", "D2"]
    assert result["afgekeurd"].to_pylist() == [0, 1, 0]
    assert result["inkomen"].to_pylist()[1] is None
    assert (summary.rows, summary.rejected, summary.rejects) == (3, 1, 1)
    assert (rejects[0].index, rejects[0].row, rejects[0].dossier) == (1, 2, "D1")


def test_every_failing_field_is_reported() -> None:
    _, rejects, summary = run(
        table([{**ROW, "inkomen": "x", "volledige_zorg": "true", "leefvorm": "gehuwd"}])
    )
    assert [reject.field for reject in rejects] == ["leefvorm", "inkomen", "volledige_zorg"]
    assert (summary.rejected, summary.rejects) == (1, 3)


@pytest.mark.parametrize(
    ("name", "value", "found", "expected", "advice"),
    [
        (
            "inkomen", "x" * 100, "x" * 59 + "…",
            "een bedrag met hoogstens twee decimalen, zoals 1234,56",
            "Verbeter de waarde of maak de cel leeg. Leeg betekent: onbekend.",
        ),
        (
            "inkomen", 12.345, "12,345",
            "een bedrag met hoogstens twee decimalen, zoals 1234,56",
            "Rond de waarde zelf af. Dit programma rondt geen invoer af.",
        ),
        (
            "inkomen", 1_000_000, "1000000",
            "een waarde van € -999.999,99 tot en met € 999.999,99",
            "Controleer de waarde. Staat de komma op de goede plaats?",
        ),
        (
            "inkomen", "1.234", "1.234",
            "een bedrag met hoogstens twee decimalen, zoals 1234,56",
            "Dit kan een duizendtal zijn of een breuk. Schrijf geen teken tussen de duizendtallen.",
        ),
        (
            "volledige_zorg", "NO", "NO",
            "ja of nee",
            "Schrijf ja of nee. Andere woorden, zoals true, 1 of NO, leest dit programma niet.",
        ),
        (
            "leefvorm", "gehuwde", "gehuwde",
            "een van: alleenstaande, alleenstaande_ouder, gehuwden",
            "Bedoelde u gehuwden?",
        ),
        (
            "leefvorm", "samen", "samen",
            "een van: alleenstaande, alleenstaande_ouder, gehuwden",
            "Kies een van deze waarden, precies zo geschreven.",
        ),
        (
            "geboortedatum", "1-7-1980", "1-7-1980",
            "een datum, zoals 2026-07-01",
            "Schrijf de datum als jaar, maand, dag met streepjes: 2026-07-01.",
        ),
        (
            "kinderen", "2,5", "2,5",
            "een heel getal, zoals 12",
            "Rond de waarde zelf af. Dit programma rondt geen invoer af.",
        ),
        (
            "van_dag", "begin", "begin",
            "een heel getal, zoals 12",
            "Verbeter de waarde of maak de cel leeg. Leeg betekent: niet van toepassing.",
        ),
        (
            "maand", date(2026, 7, 2), "2026-07-02",
            "de eerste dag van een maand, zoals 2026-07-01",
            "Schrijf een maand als de eerste dag van die maand.",
        ),
        (
            "geboortedatum", date(1700, 1, 1), "1700-01-01",
            "een waarde van 1900-01-01 tot en met 2100-01-01",
            "Controleer de waarde.",
        ),
        *(
            (
                "maand", month, str(month),
                "een maand, zoals 2026-07",
                "Schrijf een maand als jaar en maand met een streepje: 2026-07.",
            )
            for month in ("07-2026", "1-7-2026", "202607", "juli 2026")
        ),
        (
            "maand", None, "(leeg)",
            "een maand, zoals 2026-07",
            "Vul deze kolom in. Zonder deze waarde is de regel niet te lezen.",
        ),
        (
            "dossier_id", " ", " ",
            "een dossiernummer",
            "Vul het dossiernummer in. Zonder nummer is de regel niet te lezen.",
        ),
    ],
)  # fmt: skip
def test_what_the_user_reads(name: str, value: Any, found: str, expected: str, advice: str) -> None:
    given = {key: pa.array([text]) for key, text in ROW.items()} | {name: pa.array([value])}
    _, rejects, _ = run(pa.table(given))
    assert [shown(reject) for reject in rejects] == [(1, name, found, expected, advice)]


@pytest.mark.parametrize(
    "ids", [pa.array([7, 7]), pa.array(["7", " 7 "]), pa.array(["7", "7"]).dictionary_encode()]
)
def test_dossier_number_is_text(ids: pa.Array) -> None:
    given = pa.table({"dossier_id": ids, "maand": ["2026-06", "2026-07"]})
    (chunk,) = batches(given, make_plan())
    assert chunk.dossier.to_pylist() == ["7", "7"]
    assert chunk.new_history.tolist() == [1, 0]


def test_leading_zeros_make_another_dossier() -> None:
    (chunk,) = batches(table([{**ROW, "dossier_id": "07"}, {**ROW, "dossier_id": "7"}]), make_plan())
    assert chunk.new_history.tolist() == [1, 1]


@pytest.mark.parametrize("type", [pa.string_view(), pa.dictionary(pa.int32(), pa.string())])
def test_text_as_polars_gives_it_may_be_wrong(type: pa.DataType) -> None:
    rows = table([ROW | {"inkomen": "1"}, ROW | {"dossier_id": "D2", "inkomen": "veel"}])
    _, rejects, _ = run(rows.cast(pa.schema([(name, type) for name in rows.column_names])))
    assert [(reject.dossier, reject.field, reject.found) for reject in rejects] == [("D2", "inkomen", "veel")]


@pytest.mark.parametrize("given", [[ROW], iter([ROW]), {"dossier_id": ["D1"]}, None, 5])
def test_what_is_no_table_is_refused_in_words(given: Any) -> None:
    with pytest.raises(NoTable, match="Maak van een lijst van rijen eerst een tabel"):
        run(given)


def test_dossier_numbers_as_floats_are_refused() -> None:
    with pytest.raises(ColumnTypeMismatch) as caught:
        run(pa.table({"dossier_id": [1.0], "maand": ["2026-07"]}))
    assert str(caught.value) == (
        "tabel: de kolom “dossier_id” heeft de verkeerde soort. "
        "Gevonden: double. Verwacht: tekst of hele getallen. "
        "Bewaar dossiernummers als tekst; een kommagetal kan een ander nummer worden."
    )


def test_rows_of_a_dossier_are_put_in_date_order_and_back() -> None:
    given = keyed(
        ("A", "2026-07", 16, None),
        ("A", "2026-06", None, None),
        ("A", "2026-07", 1, 15),
        ("B", "2026-01", None, None),
    )
    (chunk,) = batches(given, make_plan())
    assert chunk.index.tolist() == [1, 2, 0, 3]
    assert chunk.line.tolist() == [2, 3, 1, 4]
    assert chunk.new_history.tolist() == [1, 0, 0, 1]
    result, rejects, _ = run(given)
    assert result["regel"].to_pylist() == [1, 2, 3, 4]
    assert not rejects


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (0, None, "van_dag"),
        (31, None, "van_dag"),
        (None, 31, "tot_dag"),
        (16, 15, "tot_dag"),
        (None, 0, "tot_dag"),
    ],
)
def test_days_that_are_not_in_the_month(first: int | None, last: int | None, field: str) -> None:
    given = pa.table(
        {
            "dossier_id": ["A"],
            "maand": ["2026-06"],
            "van_dag": pa.array([first], pa.int64()),
            "tot_dag": pa.array([last], pa.int64()),
        }
    )
    _, rejects, _ = run(given)
    assert [reject.field for reject in rejects] == [field]


def test_a_row_may_be_about_one_day() -> None:
    result, rejects, _ = run(keyed(("A", "2026-06", 1, 1), ("A", "2026-06", 2, 2), ("B", "2026-06", 30, 30)))
    assert not rejects
    assert result["afgekeurd"].to_pylist() == [0, 0, 0]


def test_days_of_a_leap_year() -> None:
    assert not run(keyed(("A", "2028-02", 1, 29)))[1]
    assert shown(run(keyed(("A", "2026-02", 1, 29)))[1][0]) == (
        1, "tot_dag", "29",
        "een dag van 1 tot en met 28, en de eerste dag niet na de laatste",
        "Controleer de dagen, of laat ze leeg als de regel over de hele maand gaat.",
    )  # fmt: skip


def test_overlap_rejects_the_whole_dossier_and_names_both_rows() -> None:
    given = keyed(
        ("A", "2026-07", 15, 31),
        ("A", "2026-06", None, None),
        ("A", "2026-07", 1, 15),
        ("B", "2026-07", 1, 15),
    )
    result, rejects, summary = run(given)
    assert result["afgekeurd"].to_pylist() == [1, 1, 1, 0]
    assert [reject.row for reject in rejects] == [1, 2, 3]
    assert {reject.field for reject in rejects} == {"maand"}
    assert {reject.problem for reject in rejects} == {Problem.OVERLAP}
    assert rejects[0].found == "2026-07"
    assert rejects[0].advice == (
        "De regels 1 en 3 gaan over dezelfde dagen. Verbeter of verwijder een van beide. "
        "Tot dan zijn alle regels van dit dossier afgekeurd."
    )
    assert summary.rejected == 3


@pytest.mark.parametrize(
    "rows",
    [
        [("A", "2026-07", 1, 15), ("A", "2026-07", 16, 31)],
        [("A", "2026-07", None, 15), ("A", "2026-07", 16, None)],
        [("A", "2026-06", None, None), ("A", "2026-07", None, None)],
        [("A", "2026-07", 1, 15), ("B", "2026-07", 15, 31)],
        [(None, "2026-07", 1, 15), (None, "2026-07", 15, 31)],
    ],
)
def test_what_does_not_overlap(rows: list[tuple[Any, ...]]) -> None:
    assert not [reject for reject in run(keyed(*rows))[1] if reject.problem is Problem.OVERLAP]


@pytest.mark.parametrize(
    "rows",
    [
        [("A", "2026-07", None, None), ("A", "2026-07", None, None)],
        [("A", "2026-07", None, None), ("A", "2026-07", 5, 6)],
        [("A", "2026-07", 1, 31), ("A", "2026-07", 2, 3), ("A", "2026-07", 10, 12)],
    ],
)
def test_what_overlaps(rows: list[tuple[Any, ...]]) -> None:
    assert len(run(keyed(*rows))[1]) == len(rows)


def test_row_with_unreadable_days_overlaps_nothing_and_stands_first_in_its_month() -> None:
    rows = [{**ROW, "van_dag": "1", "tot_dag": "15"}, {**ROW, "van_dag": "x", "tot_dag": None}]
    (chunk,) = batches(table(rows), make_plan())
    assert chunk.index.tolist() == [1, 0]
    assert chunk.rejected.tolist() == [1, 0]


def test_row_with_unreadable_month_stands_first_since_any_row_may_be_later() -> None:
    (chunk,) = batches(keyed(("A", "2026-06", 1, 2), ("A", "juli", 1, 2)), make_plan())
    assert chunk.index.tolist() == [1, 0]
    assert chunk.month.to_pylist() == [None, date(2026, 6, 1)]


def test_row_without_dossier_is_a_history_of_its_own() -> None:
    (chunk,) = batches(keyed((None, "2026-06", 1, 2), (None, "2026-06", 1, 2)), make_plan())
    assert chunk.new_history.tolist() == [1, 1]
    assert chunk.rejected.tolist() == [1, 1]


def test_whole_column_of_the_wrong_kind_stops_the_run() -> None:
    with pytest.raises(ColumnTypeMismatch):
        run(one("inkomen", True))


def test_no_rows_is_a_result_without_rows() -> None:
    result, rejects, summary = run(
        pa.table({"dossier_id": pa.array([], pa.string()), "maand": pa.array([], pa.date32())})
    )
    assert (result.num_rows, rejects, summary.rows) == (0, [], 0)
    assert result.schema.field("maand").type == pa.date32()
